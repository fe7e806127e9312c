"""The program `durchstarten`; its commands are in modules of their groups."""

from typing import Annotated

import typer

from durchstarten_cli import __version__
from durchstarten_cli.cli.groups import GroupedCommands

app = typer.Typer(
    cls=GroupedCommands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Prüft Lieferungen von Trägern, zählt und schreibt die Stellungnahme.",
    epilog="Überall möglich: --debug schreibt bei einem Programmfehler Einzelheiten in eine Datei.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"durchstarten {__version__}")
        raise typer.Exit


@app.callback()
def durchstarten(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Version zeigen.")
    ] = False,
) -> None:
    """Prüft Lieferungen von Trägern, zählt und schreibt die Stellungnahme."""
