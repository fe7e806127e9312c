"""Nachfragen: the commands that say where a number comes from and whether it still holds."""

from pathlib import Path
from typing import Annotated

import typer

from durchstarten_cli import __version__
from durchstarten_cli.cli.app import app
from durchstarten_cli.cli.groups import GermanCommand
from durchstarten_cli.cli.options import (
    CheckDateOption,
    EvidenceArgument,
    ForceOption,
    JsonOption,
    PasswordOption,
    PeriodOption,
    ProjectOption,
    day_of,
    only_one_form,
    period_of,
    project_above,
    project_of,
    remark,
)

FigureArgument = Annotated[
    str, typer.Argument(metavar="ZAHL", help="Die Zahl, zum Beispiel m6.participants.")
]
WhatIfOption = Annotated[
    bool, typer.Option("--what-if", help="Die Zahl unter benachbarten Definitionen zeigen.")
]
CsvOption = Annotated[bool, typer.Option("--csv", help="Die Zeilen als CSV für Excel.")]
XlsxOption = Annotated[
    bool, typer.Option("--xlsx", help="Eine Excel-Mappe schreiben, ohne --output in intern.")
]
XlsxOutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DATEI", help="Ziel von --xlsx.")
]


@app.command("explain", cls=GermanCommand, rich_help_panel="Nachfragen")
def explain_(
    figure: FigureArgument,
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    period: PeriodOption = None,
    what_if: WhatIfOption = False,
    json: JsonOption = False,
    csv: CsvOption = False,
    xlsx: XlsxOption = False,
    output: XlsxOutputOption = None,
    date: CheckDateOption = None,
    force: ForceOption = False,
) -> int:
    """Woher eine Zahl kommt: Definition, Einstellungen, Zeilen."""
    import durchstarten_cli.cli.show_explained as show
    from durchstarten_cli.pipeline.examine import Run, examine
    from durchstarten_cli.pipeline.explain import explain
    from durchstarten_cli.pipeline.forgotten import notes_on_forgotten

    only_one_form({"--json": json, "--csv": csv, "--xlsx": xlsx})
    only_one_form({"--what-if": what_if, "--csv": csv, "--xlsx": xlsx})
    _refuse_target(output, xlsx=xlsx)
    found = project_of(project, passwords)
    run = Run(found, period_of(found, period), day_of(date), __version__)
    examined = examine(found, found.deliveries(), run.date)
    if what_if:
        from durchstarten_cli.cli.show_what_if import as_json, as_text
        from durchstarten_cli.pipeline.what_if import alternatives

        typer.echo((as_json if json else as_text)(alternatives(run, examined, figure)))
        return 0
    explanation = explain(run, examined, figure)
    if xlsx:
        from durchstarten_cli.pipeline.workbook import write_workbook

        typer.echo(write_workbook(found, explanation, output, force=force))
        return 0
    shown = show.as_json if json else show.as_csv if csv else show.as_text
    typer.echo(shown(explanation), nl=not csv)
    remark((*examined.decided.notes, *notes_on_forgotten(found)))
    return 0


def _refuse_target(output: Path | None, *, xlsx: bool) -> None:
    """Raises UsageError for a target of a workbook that is not asked for."""
    from durchstarten_cli.errors import UsageError

    if output and not xlsx:
        raise UsageError(
            "--output gehört zu --xlsx.", "Bitte nennen Sie beides, oder lassen Sie --output weg."
        )


@app.command("verify", cls=GermanCommand, rich_help_panel="Nachfragen")
def verify_(
    file: EvidenceArgument,
    project: ProjectOption = None,
    passwords: PasswordOption = None,
    json: JsonOption = False,
) -> int:
    """Belege eines Entwurfs aus den Dateien von heute nachrechnen."""
    import durchstarten_cli.cli.show_verified as show
    from durchstarten_cli.pipeline.as_then import read_evidence
    from durchstarten_cli.pipeline.verify import verify

    saved = read_evidence(file)
    found = project_of(project or project_above(file), passwords)
    result = verify(found, saved, __version__)
    typer.echo(show.as_json(result) if json else show.as_text(result))
    return 0 if result.same else 1


@app.command("compare", cls=GermanCommand, rich_help_panel="Nachfragen")
def compare_(
    old: Annotated[Path, typer.Argument(metavar="ALT", help="Die ältere Datei belege.json.")],
    new: Annotated[Path, typer.Argument(metavar="NEU", help="Die neuere Datei belege.json.")],
    json: JsonOption = False,
) -> int:
    """Zwei Belegdateien vergleichen: welche Zahlen anders sind und warum."""
    import durchstarten_cli.cli.show_compared as show
    from durchstarten_cli.pipeline.as_then import read_evidence
    from durchstarten_cli.pipeline.compare import compare

    result = compare(read_evidence(old), read_evidence(new))
    typer.echo(show.as_json(result) if json else show.as_text(result))
    return 0
