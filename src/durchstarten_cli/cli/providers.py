"""für Träger: the commands that help a provider to deliver."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import (
    ForceOption,
    PasswordOption,
    ProjectOption,
    day_of,
    passwords_of,
    project_of,
)


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


@app.command(cls=GermanCommand, rich_help_panel="für Träger")
def key(
    file: Annotated[Path, typer.Argument(metavar="DATEI", help="Die neue Schlüsseldatei.")],
) -> int:
    """Einen neuen Schlüssel für Pseudonyme schreiben; nur die Träger bewahren ihn auf."""
    import durchstarten_cli.cli.show_pseudonyms as show
    from durchstarten_cli.pseudonyms.keys import SIZE, write_new

    typer.echo(show.new_key(write_new(file, secrets.token_bytes(SIZE)), file), err=True)
    typer.echo(file)
    return 0


@app.command(cls=GermanCommand, rich_help_panel="für Träger")
def pseudonymise(
    file: Annotated[Path, typer.Argument(metavar="DATEI", help="Die Liste mit Namen.")],
    key: Annotated[
        Path, typer.Option("--key", metavar="SCHLÜSSELDATEI", help="Der Schlüssel der Träger.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            metavar="DATEI",
            help="Die Kopie; sonst pseudonymisiert_DATUM.xlsx neben der Liste.",
        ),
    ] = None,
    passwords: PasswordOption = None,
    force: ForceOption = False,
) -> int:
    """Eine Kopie mit Kennungen statt Namen schreiben; die Liste bleibt, wie sie ist."""
    import durchstarten_cli.cli.show_pseudonyms as show
    from durchstarten_cli.pipeline.pseudonymise import pseudonymise as make

    made = make(file, key, output, day_of(None), passwords_of(passwords), force=force)
    typer.echo(show.made(made), err=True)
    typer.echo(made.path)
    return 0
