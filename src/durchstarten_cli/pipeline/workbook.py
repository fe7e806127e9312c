"""One figure explained as a workbook for people who check it: the way to the value, the rows."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from durchstarten_cli.config import Project
from durchstarten_cli.files import write_all
from durchstarten_cli.grammar import day, period
from durchstarten_cli.pipeline.explain import Explanation
from durchstarten_cli.workbookfile import table_book

INTERN = "intern"


def write_workbook(
    project: Project, explanation: Explanation, output: Path | None, *, force: bool
) -> Path:
    """Write the workbook to `output`, or under intern/ of the project. Raises OutputError."""
    path = output or _free(project.root / INTERN, explanation.figure.id)
    content = table_book(
        {
            "Zahl": list(_figure(explanation)),
            "Zeilen": [
                ("Datei", "Blatt", "Zeile", "Kennung"),
                *((r.file, r.sheet, r.row, r.record) for r in explanation.records),
            ],
        }
    )
    write_all({path: content}, force=force)
    return path


def _free(folder: Path, name: str) -> Path:
    """A name of its own for every workbook; signs that Windows does not allow become "_"."""
    base = re.sub(r"[^\w.=,+-]", "_", name)
    numbered = (folder / f"{base}_{number}.xlsx" for number in itertools.count(1))
    return next(path for path in numbered if not path.exists())


def _figure(explanation: Explanation) -> Iterator[tuple[object, ...]]:
    figure = explanation.figure
    yield "Was", "Angabe"
    yield "Zahl", figure.id
    yield "Bezeichnung", figure.label
    yield "Wert", figure.reason if figure.value is None else figure.value
    yield "Grundgesamtheit", figure.base
    yield "Definition", figure.definition
    yield "Zeitraum", period(figure.period)
    yield "Datenstand", day(figure.as_of)
    yield "Titel, Überschriften, Summen, leere Zeilen", explanation.structure
    yield "Zeilen erhalten", explanation.received
    for step in explanation.steps:
        yield f"{step.label} ({step.rule})" if step.rule else step.label, step.rows
    yield from explanation.settings.items()
