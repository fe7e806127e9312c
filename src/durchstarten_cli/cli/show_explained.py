"""One figure explained: as text, as JSON, its rows as CSV."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict

from durchstarten_cli.cli.layout import WIDTH, wrapped
from durchstarten_cli.cli.show_figures import figure_json
from durchstarten_cli.evidence import COUNTED
from durchstarten_cli.grammar import counted, day, number, period
from durchstarten_cli.pairs import FILE
from durchstarten_cli.pipeline.explain import Explanation

COLUMNS = ("Datei", "Blatt", "Zeile", "Kennung")


def as_text(explanation: Explanation) -> str:
    """A figure in words: value, definition, what became of all rows, settings, rows."""
    figure = explanation.figure
    value = f"nicht gemeldet: {figure.reason}" if figure.value is None else number(figure.value)
    base = "" if figure.base is None else f" (von {number(figure.base)})"
    lines = [
        figure.id,
        *wrapped(figure.label),
        "",
        *wrapped(f"Wert: {value}{base}"),
        *(wrapped(_month_only(figure.month_only)) if figure.month_only else ()),
        *wrapped(f"Definition: {figure.definition}"),
        *wrapped(f"Zeitraum: {period(figure.period)}, Datenstand {day(figure.as_of)}"),
        "",
        "Von den Zeilen zum Wert:",
        *_ladder(explanation),
        "",
        "Einstellungen:",
        *(line for k, v in explanation.settings.items() for line in wrapped(f"{k} = {v}", "  ")),
        "",
        _rows_head(explanation),
    ]
    for told in explanation.rows:
        where = f"{told.file}, Blatt {told.sheet}" if told.sheet else told.file
        lines += wrapped(f"{where} ({told.count}): {told.rows.replace(',', ', ')}", "  ")
    lines += _decisions(explanation)
    return "\n".join(lines)


def _decisions(explanation: Explanation) -> Iterator[str]:
    if explanation.decisions:
        yield from ("", f"Wer dieselbe Person ist, ist entschieden in {FILE}:")
    for told in explanation.decisions:
        signed = f"{told.signed.by}, {day(told.signed.on)}"
        place = f"Blatt {told.sheet}, Zeile {told.row}"
        yield from wrapped(f"{place}: {told.decision} ({signed})", "  ")


def _rows_head(explanation: Explanation) -> str:
    """A figure with a base can only be recounted among all persons of the base."""
    if not explanation.rows:
        return "Zeilen: keine"
    return "Zeilen:" if explanation.figure.base is None else "Zeilen der Grundgesamtheit:"


def _month_only(persons: int) -> str:
    known = counted(persons, "Person", "Personen", one="einer")
    return f"Von {known} ist nur der Monat gemeldet; gezählt ist sein erster oder letzter Tag."


def _ladder(explanation: Explanation) -> Iterator[str]:
    """The steps with their signs: what goes is taken off, what is left stands last."""
    structure, received = explanation.structure, explanation.received
    yield from _step(" ", "Zeilen in den Dateien", structure + received)
    if structure:
        yield from _step("-", "Titel, Überschriften, Summen, leere Zeilen", structure)
    yield from _step("=", "Zeilen erhalten", received)
    ending = [step for step in explanation.steps if step.name in COUNTED]
    for step in (step for step in explanation.steps if step.name not in COUNTED):
        label = f"nicht gezählt ({step.rule}): {step.label}" if step.rule else step.label
        yield from _step("-", label, step.rows)
    for step in ending:
        yield from _step("=", step.label, step.rows)


def _step(sign: str, label: str, rows: int) -> Iterator[str]:
    amount = number(rows)
    *above, last = wrapped(label, f"  {sign} ")
    yield from above
    if len(last) + 2 + len(amount) > WIDTH:
        yield last
        last = ""
    yield last.ljust(WIDTH - len(amount)) + amount


def as_json(explanation: Explanation) -> str:
    """The documented JSON of `explain`."""
    content = {
        "figure": figure_json(explanation.figure),
        "settings": explanation.settings,
        "ladder": {
            "structure": explanation.structure,
            "received": explanation.received,
            "steps": [asdict(step) for step in explanation.steps],
        },
        "rows": [asdict(told) for told in explanation.rows],
        "records": [asdict(told) for told in explanation.records],
        "decisions": [
            {
                "file": FILE,
                "sheet": told.sheet,
                "row": told.row,
                "decision": told.decision,
                "by": told.signed.by,
                "on": told.signed.on.isoformat(),
            }
            for told in explanation.decisions
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_csv(explanation: Explanation) -> str:
    """The rows behind a figure as CSV for German Excel, one line each."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (told.file, _plain(told.sheet or ""), told.row, _plain(told.record))
        for told in explanation.records
    )
    return "\ufeff" + out.getvalue()


def _plain(text: str) -> str:
    """An apostrophe before what Excel would take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
