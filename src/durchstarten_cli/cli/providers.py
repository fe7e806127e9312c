"""für Träger: what a provider does before its list leaves the house."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import ForceOption, day_of


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
    force: ForceOption = False,
) -> int:
    """Eine Kopie mit Kennungen statt Namen schreiben; die Liste bleibt, wie sie ist."""
    import durchstarten_cli.cli.show_pseudonyms as show
    from durchstarten_cli.pipeline.pseudonymise import pseudonymise as make

    made = make(file, key, output, day_of(None), force=force)
    typer.echo(show.made(made), err=True)
    typer.echo(made.path)
    return 0
