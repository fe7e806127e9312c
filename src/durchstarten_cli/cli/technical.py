"""Technik: the commands for setting up a project and for this program's own documentation."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import ForceOption


@app.command(cls=GermanCommand, rich_help_panel="Technik")
def init(
    folder: Annotated[Path, typer.Argument(metavar="ORDNER", help="Der neue Ordner.")],
    sample: Annotated[
        bool, typer.Option("--sample", help="Mit dem Beispielprojekt darin.")
    ] = False,
    town: Annotated[
        str | None,
        typer.Option(
            "--town",
            metavar="STADT",
            help="Welches Beispiel: leverkusen (sonst dieses) oder auenfurt.",
        ),
    ] = None,
    force: ForceOption = False,
) -> int:
    """Einen Projektordner anlegen."""
    from durchstarten_cli import scaffold

    chosen = town or (scaffold.FIRST_SAMPLE if sample else None)
    written = scaffold.create(folder, sys.executable, sample=chosen, force=force)
    typer.echo(scaffold.next_steps(folder, written, chosen), err=True)
    return 0


@app.command(cls=GermanCommand, rich_help_panel="Technik")
def docs(
    check: Annotated[
        bool, typer.Option("--check", help="Nur vergleichen, nichts schreiben.")
    ] = False,
    folder: Annotated[
        Path,
        typer.Option(
            "--folder",
            metavar="ORDNER",
            show_default=False,
            help="Ordner der Dokumentation; sonst docs.",
        ),
    ] = Path("docs"),
) -> int:
    """Die Seiten über Zahlen und Regeln aus dem Programm erzeugen."""
    from durchstarten_cli import docpages

    program = typer.main.get_group(app)
    changed = docpages.write(folder, check=check, program=program)
    for name in changed:
        typer.echo(f"{name}: {'nicht aktuell' if check else 'geschrieben'}", err=True)
    return 1 if check and changed else 0
