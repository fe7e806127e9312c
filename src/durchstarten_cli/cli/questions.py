"""Nachfragen: the commands that say what was counted and where a number comes from."""

from typing import Annotated

import typer

from durchstarten_cli import __version__
from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import (
    CheckDateOption,
    JsonOption,
    PasswordOption,
    PeriodOption,
    ProjectOption,
    day_of,
    only_one_form,
    period_of,
    project_of,
    remark,
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
    date: CheckDateOption = None,
) -> int:
    """Alle gezählten Zahlen des Zeitraums."""
    import durchstarten_cli.cli.show_figures as show
    from durchstarten_cli.cli.show_rejected import rejections
    from durchstarten_cli.pipeline.examine import Run, examine, figures

    only_one_form({"--json": json, "--csv": csv})
    found = project_of(project, passwords)
    run = Run(found, period_of(found, period), day_of(date), __version__)
    examined = examine(found, found.deliveries(), run.date)
    counted = figures(run, examined, show.breakdowns(by, machine=json or csv))
    text = show.as_json(run.period, counted) if json else show.as_csv(counted) if csv else ""
    typer.echo(text or show.as_table(run.period, counted), nl=False)
    not_counted = rejections(examined)
    remark((*not_counted, *examined.decided.notes))
    return 1 if not_counted else 0


@app.command(cls=GermanCommand, rich_help_panel="Nachfragen")
def figures(
    project: ProjectOption = None,
    json: JsonOption = False,
) -> int:
    """Alle Kennziffern: was sie bedeuten, woraus sie gezählt werden, wie sie sich aufteilen."""
    import durchstarten_cli.cli.show_register as show

    settings = project_of(project).settings
    typer.echo(show.as_json(settings) if json else show.as_text(settings), nl=False)
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


@app.command("persons", cls=GermanCommand, rich_help_panel="Nachfragen")
def persons_(
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    show_only: Annotated[
        bool, typer.Option("--show", help="Nur zeigen; personen.xlsx bleibt, wie sie ist.")
    ] = False,
    json: JsonOption = False,
    date: CheckDateOption = None,
) -> int:
    """Wer vielleicht dieselbe Person ist: zeigen und in personen.xlsx zur Entscheidung vorlegen."""
    import durchstarten_cli.cli.show_persons as show
    from durchstarten_cli.pipeline.examine import examine
    from durchstarten_cli.pipeline.persons import look_for_persons, write_persons

    found = project_of(project, passwords)
    examined = examine(found, found.deliveries(), day_of(date))
    report = look_for_persons(found, examined)
    typer.echo(show.as_json(report) if json else show.as_text(report, found.settings))
    if not show_only:
        typer.echo(show.written(write_persons(found, report)), err=True)
    remark(report.problems)
    return 1 if report.problems else 0
