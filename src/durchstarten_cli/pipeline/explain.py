"""Where one figure comes from: definition, settings, what became of every row, rows behind it."""

import difflib
from dataclasses import dataclass

from durchstarten_cli import count, evidence, validate
from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Figure
from durchstarten_cli.pipeline.examine import Examined, Run, breakdowns_of, figures


@dataclass(frozen=True)
class Explanation:
    """A figure with the settings in force, the way from the files to it, and the rows behind it.

    `structure` counts rows of the files that are title, header, sum or blank; `received` is the sum
    of the `steps`.
    """

    figure: Figure
    settings: dict[str, str]
    structure: int
    received: int
    steps: tuple[evidence.Step, ...]
    rows: list[evidence.RowRange]
    records: list[evidence.RecordPlace]
    decisions: list[evidence.PersonDecision]
    """The decisions on persons among those rows."""


def explain(run: Run, examined: Examined, name: str) -> Explanation:
    """Where one figure comes from. Raises UsageError for a figure that does not exist."""
    figure, checked = figure_named(run, examined, name), examined.checked
    source, row = row_places(examined, figure)
    names = validate.record_names(checked.rows, source, row)
    layouts, deliveries = checked.rows.layouts, examined.deliveries()
    decisions = examined.decisions_on_persons()
    decided = evidence.decisions_behind(figure, figure.rows(), decisions)
    settings = run.project.settings
    reasons = validate.reasons_once(checked)
    return Explanation(
        figure,
        count.words_of(settings, figure.module),
        sum(d.structure for d in deliveries),
        sum(d.rows_received for d in deliveries),
        evidence.ladder(examined.tables, figure, reasons, settings.words.module.dative),
        evidence.row_ranges(layouts, source, row),
        evidence.record_places(layouts, source, row, names),
        [decisions[number] for number in decided],
    )


def row_places(examined: Examined, figure: Figure) -> validate.RowPlaces:
    """Layout numbers and Excel rows behind a figure, in the order of the files."""
    if figure.unit != "rows":
        return evidence.Places(examined.tables.records).of(figure.rows())
    checked, aside = examined.checked, figure.measure == "set_aside"
    source, row = validate.row_places(checked, figure.restriction or {}, aside=aside)
    if figure.measure != "used":
        return source, row
    kept = checked.used[checked.rows.frame["source"].isin(source).to_numpy()]
    return source[kept], row[kept]


def figure_named(run: Run, examined: Examined, name: str) -> Figure:
    """The figure with an id. Raises UsageError naming those that are written alike."""
    known = {figure.id: figure for figure in figures(run, examined, breakdowns_of([name]))}
    if name not in known:
        close = difflib.get_close_matches(name, known, n=5)
        raise UsageError(
            f"Die Zahl „{name}“ gibt es nicht.",
            f"Gemeint vielleicht: {', '.join(close)}."
            if close
            else "„durchstarten counts“ zeigt alle.",
        )
    return known[name]
