"""Nachfragen: the commands that say what was counted and where a number comes from."""

from typing import Annotated

import typer

from durchstarten_cli import __version__
from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import (
    DateOption,
    JsonOption,
    PasswordOption,
    PeriodOption,
    ProjectOption,
    day_of,
    period_of,
    project_of,
)


@app.command(cls=GermanCommand, rich_help_panel="Nachfragen")
def counts(
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    period: PeriodOption = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="SPALTE",
            help="Aufteilung: sex, age_group, residence_status, provider, year, quarter, month.",
        ),
    ] = None,
    json: JsonOption = False,
    csv: Annotated[bool, typer.Option("--csv", help="Ausgabe als CSV für Excel.")] = False,
    date: DateOption = None,
) -> int:
    """Alle gezählten Zahlen des Zeitraums."""
    import durchstarten_cli.cli.show_figures as show
    from durchstarten_cli.pipeline.examine import Run, examine, figures, rejected

    found = project_of(project, passwords)
    run = Run(found, period_of(found, period), day_of(date), __version__)
    examined = examine(found, found.deliveries(), run.date)
    counted = figures(run, examined, show.breakdowns(by, machine=json or csv))
    text = show.as_json(run.period, counted) if json else show.as_csv(counted) if csv else ""
    typer.echo(text or show.as_table(run.period, counted), nl=False)
    return 1 if rejected(examined) else 0


@app.command("explain", cls=GermanCommand, rich_help_panel="Nachfragen")
def explain_(
    figure: Annotated[
        str, typer.Argument(metavar="ZAHL", help="Die Zahl, zum Beispiel m6.participants.")
    ],
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    period: PeriodOption = None,
    json: JsonOption = False,
    date: DateOption = None,
) -> int:
    """Woher eine Zahl kommt: Definition, Einstellungen, Zeilen."""
    import durchstarten_cli.cli.show_figures as show
    from durchstarten_cli.pipeline.examine import Run, examine, explain

    found = project_of(project, passwords)
    run = Run(found, period_of(found, period), day_of(date), __version__)
    examined = examine(found, found.deliveries(), run.date)
    explanation = explain(run, examined, figure)
    typer.echo(show.explained_json(explanation) if json else show.explained(explanation))
    return 0


@app.command(cls=GermanCommand, rich_help_panel="Nachfragen")
def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Eine Regel, zum Beispiel A05.")
    ] = None,
    json: JsonOption = False,
) -> int:
    """Die Regeln der Prüfung: was sie sagen und was sie bewirken."""
    import durchstarten_cli.cli.show_rules as show

    chosen = show.chosen(code)
    one = show.as_list(chosen) if code is None else show.as_text(chosen[0])
    typer.echo(show.as_json(chosen) if json else one)
    return 0
