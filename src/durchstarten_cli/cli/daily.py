"""Alltag: the commands of every delivery and every statement."""

import datetime as dt
import getpass
from pathlib import Path
from typing import Annotated

import typer

from durchstarten_cli import __version__
from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.formats import FormatOption, formats_of, pdf_maker
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import (
    AnswersOption,
    ChartsOption,
    CheckDateOption,
    ColumnsOption,
    DateOption,
    FeedbackOption,
    ForceOption,
    IgnoredOption,
    InternOption,
    JsonOption,
    NoteColumnOption,
    NoteDateOption,
    OutputOption,
    PasswordOption,
    PeriodOption,
    ProjectOption,
    ProviderOption,
    RecordOption,
    ReleaseDateOption,
    StyleOption,
    ValuesOption,
    day_of,
    files_of,
    period_of,
    project_above,
    project_of,
    style_of,
)


@app.command(cls=GermanCommand, rich_help_panel="Alltag")
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[DATEI]...", help="Einzelne Dateien.")
    ] = None,
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    provider: ProviderOption = None,
    date: CheckDateOption = None,
    all_: Annotated[bool, typer.Option("--all", help="Jede Feststellung einzeln zeigen.")] = False,
    answers: AnswersOption = None,
    feedback: FeedbackOption = None,
    json: JsonOption = False,
    force: ForceOption = False,
) -> int:
    """Lieferungen prüfen: angenommen oder nicht, und was zu tun ist."""
    import durchstarten_cli.cli.show_beside as show_beside
    import durchstarten_cli.cli.show_checks as show
    import durchstarten_cli.cli.show_settled as show_settled
    from durchstarten_cli.pipeline.beside import NOTHING, beside
    from durchstarten_cli.pipeline.examine import compared, examine, findings, write_answers
    from durchstarten_cli.pipeline.settle import settled

    found = project_of(project, passwords)
    chosen = files_of(found, files, provider)
    examined = examine(found, chosen, day_of(date))
    if not files:  # a single file is no delivery to compare
        examined = compared(found, examined, day_of(date))
    result, decided = settled(found, examined, findings(examined))
    other = NOTHING if files else beside(found, examined, day_of(date), __version__)
    told = show.as_text(result, found.settings, every=all_)
    typer.echo(show.as_json(result, other) if json else show_beside.below(told, other))
    if decided:
        typer.echo(show_settled.decided(decided), err=True)
    if feedback:
        from durchstarten_cli.pipeline.feedback import write_feedback

        returned = write_feedback(found, chosen, examined, result, feedback, force=force)
        typer.echo(show.returned(returned, feedback), err=True)
    if answers:
        typer.echo(show.answered(write_answers(found, result, answers), answers), err=True)
    return 1 if result.rejected or other.problems else 0


@app.command("map", cls=GermanCommand, rich_help_panel="Alltag")
def map_(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[DATEI]...", help="Einzelne Dateien.")
    ] = None,
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    provider: ProviderOption = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Nach allem fragen, was nicht verstanden wurde.")
    ] = False,
    columns: ColumnsOption = None,
    values: ValuesOption = None,
    ignored: IgnoredOption = None,
    json: JsonOption = False,
) -> int:
    """Zeigen und festlegen, was Überschriften und Einträge eines Trägers bedeuten."""
    import durchstarten_cli.cli.choose as choose
    import durchstarten_cli.cli.show_map as show
    from durchstarten_cli.pipeline.mapping import confirm, mapped

    found = project_of(project, passwords)
    chosen = files_of(found, files, provider)
    wanted = choose.named(columns or (), values or (), ignored or (), found.settings)
    result = mapped(found, chosen)
    if wanted:
        found = confirm(found, choose.only_one(result.understood), wanted)
        typer.echo(show.remembered(wanted.number), err=True)
        result = mapped(found, chosen)
    typer.echo(show.as_json(result) if json else show.as_text(result, found.settings))
    for understood in result.understood if ask else ():
        answers = choose.asked(understood, found.settings)
        found = confirm(found, understood, answers) if answers else found
        typer.echo(show.remembered(answers.number), err=True)
    return 0


@app.command("settle", cls=GermanCommand, rich_help_panel="Alltag")
def settle_(
    provider: Annotated[str, typer.Option("--provider", metavar="TRÄGER", help="Der Träger.")],
    code: Annotated[str, typer.Option("--code", metavar="REGEL", help="Die Regel, etwa P03.")],
    record: RecordOption = "",
    column: NoteColumnOption = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="GRUND", help="Warum die Angabe stimmt.")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="KÜRZEL", help="Wer das sagt.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Den Hinweis wieder öffnen.")] = False,
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    date: NoteDateOption = None,
) -> int:
    """Einen Hinweis als geklärt vermerken, bis sich die Werte ändern."""
    import durchstarten_cli.cli.show_settled as show
    from durchstarten_cli.pipeline.examine import compared, examine, findings
    from durchstarten_cli.pipeline.settle import Wish, settle, settlement

    found, today = project_of(project, passwords), day_of(date)
    told = None if undo else settlement(reason, by, today)
    examined = compared(found, examine(found, found.deliveries(), today), today)
    wish = Wish(provider, code, record, column)
    number = settle(found, findings(examined), wish, told)
    typer.echo(show.settled_now(number, undo=undo), err=True)
    return 0


@app.command("report", cls=GermanCommand, rich_help_panel="Alltag")
def report_(
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    period: PeriodOption = None,
    format_: FormatOption = None,
    style: StyleOption = None,
    charts: ChartsOption = None,
    intern: InternOption = False,
    output: OutputOption = None,
    date: DateOption = None,
    force: ForceOption = False,
) -> int:
    """Den Entwurf der Stellungnahme schreiben, mit Belegen zu jeder Zahl."""
    import durchstarten_cli.cli.show_report as show
    from durchstarten_cli.pipeline.documents import Wanted
    from durchstarten_cli.pipeline.examine import Run, examine
    from durchstarten_cli.pipeline.report import report, write

    found = project_of(project, passwords).choosing(charts=charts)
    run = Run(found, period_of(found, period), day_of(date), __version__)
    formats = formats_of(format_, found.settings.report.format)
    to_pdf = pdf_maker() if "pdf" in formats else None
    examined = examine(found, found.deliveries(), run.date)
    wanted = Wanted(formats, style_of(found, style), intern, to_pdf)
    result = report(run, examined, wanted)
    folder = write(run, result.files, output, force=force)
    typer.echo(show.as_text(result, examined, found.settings, folder), err=True)
    typer.echo(show.main_file(folder, formats))
    return 1 if show.obstacles(result, examined) else 0


@app.command(cls=GermanCommand, rich_help_panel="Alltag")
def finalize(
    file: Annotated[Path, typer.Argument(metavar="DATEI", help="Die bearbeitete Word-Datei.")],
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Wer freigibt; sonst der Anmeldename."),
    ] = None,
    date: ReleaseDateOption = None,
) -> int:
    """Die bearbeitete Word-Datei prüfen und zur Endfassung machen."""
    import durchstarten_cli.cli.show_release as show
    from durchstarten_cli.finalise import finalise

    found = project_of(project or project_above(file), passwords)
    released = finalise(
        found,
        file,
        by=by or getpass.getuser(),
        at=date or dt.datetime.now().replace(microsecond=0),
        version=__version__,
    )
    typer.echo(show.refused(released) if released.problems else show.released(released), err=True)
    if released.problems:
        return 1
    typer.echo(released.file)
    return 0
