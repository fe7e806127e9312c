"""Technik: the command that deletes what may no longer be kept."""

import datetime as dt
import sys
from typing import Annotated

import typer

from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import ProjectOption, day_of, project_of

CONFIRMED = "löschen"


@app.command("forget", cls=GermanCommand, rich_help_panel="Technik")
def forget_(
    before: Annotated[
        dt.datetime,
        typer.Option(
            "--before",
            metavar="TAG",
            formats=["%Y-%m-%d"],
            help="Lieferungen, deren Ordner ein früheres Datum trägt, wie 2024-02-12.",
        ),
    ],
    project: ProjectOption = None,
    in_force: Annotated[
        bool, typer.Option("--in-force", help="Auch Lieferungen löschen, die gerade gelten.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Nicht nachfragen.")] = False,
    date: Annotated[
        dt.datetime | None,
        typer.Option(
            "--date", metavar="TAG", formats=["%Y-%m-%d"], help="Tag der Löschung; sonst heute."
        ),
    ] = None,
) -> int:
    """Lieferungen löschen, deren Aufbewahrungsfrist um ist; Anzahlen und Prüfsummen bleiben."""
    import durchstarten_cli.cli.show_forgotten as show
    from durchstarten_cli.pipeline.forget import forget, plan

    found, today = project_of(project), day_of(date)
    planned = plan(found, before.date(), today, in_force_too=in_force)
    typer.echo(show.as_text(found, planned))
    if not planned.going:
        return 0
    if not (yes or _confirmed()):
        typer.echo("Es wurde nichts gelöscht. Ohne Nachfrage löscht der Zusatz --yes.", err=True)
        return 1
    typer.echo(show.done(forget(found, planned, today)), err=True)
    return 0


def _confirmed() -> bool:
    """Whether whoever sits at the terminal types the word; nobody is there in a script."""
    if not sys.stdin.isatty():
        return False
    print(f"\nZum Löschen tippen Sie bitte das Wort {CONFIRMED}: ", end="", file=sys.stderr)
    sys.stderr.flush()
    return sys.stdin.readline().strip() == CONFIRMED
