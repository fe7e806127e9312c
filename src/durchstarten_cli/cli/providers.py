"""für Träger: the commands that help a provider to deliver."""

from pathlib import Path
from typing import Annotated

import typer

from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import ForceOption, ProjectOption, project_of


@app.command("form", cls=GermanCommand, rich_help_panel="für Träger")
def form_(
    provider: Annotated[
        str, typer.Option("--provider", metavar="TRÄGER", help="Für wen das Formular ist.")
    ],
    module: Annotated[
        str | None,
        typer.Option("--module", metavar="BAUSTEIN", help="Der Baustein, wenn es mehrere gibt."),
    ] = None,
    project: ProjectOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="ORDNER", help="Ordner dafür; sonst ausgabe/formulare."),
    ] = None,
    force: ForceOption = False,
) -> int:
    """Eine Excel-Mappe zum Ausfüllen, die ohne Weiteres verstanden wird."""
    from durchstarten_cli.files import write_all
    from durchstarten_cli.pipeline.form import form

    found = project_of(project)
    name, content = form(found, provider, module)
    path = (output or found.root / "ausgabe" / "formulare") / name
    write_all({path: content}, force=force)
    typer.echo(path)
    return 0
