"""The evidence (belege.json): every printed figure with its rows, for internal use only.

Rows are told by file hash, sheet and Excel row, as ranges; no id and no value of a record is in it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from durchstarten_cli.equations import Failure
from durchstarten_cli.evidence.announced import AnnouncedFigure, announced
from durchstarten_cli.evidence.places import Places, ranges, told
from durchstarten_cli.model import Citation, Figure, Period
from durchstarten_cli.pairs import FILE, Signed
from durchstarten_cli.tables import Layout, Numbers

NOTE = (
    "Nur für den internen Gebrauch: Die Zeilenangaben führen zu den Datensätzen einzelner Personen."
)


@dataclass(frozen=True)
class StatementPassage:
    """A paragraph or table row of the document with the figures printed in it, by their start."""

    text: str
    figures: tuple[tuple[int, Citation], ...]


@dataclass(frozen=True)
class Inputs:
    """What the statement rests on: hashes of files by their name, the definitions in force."""

    version: str
    files: Mapping[str, str]
    definitions: Mapping[str, Any]


@dataclass(frozen=True)
class PersonDecision:
    """Who is who, as somebody decided: where that stands, and the records of the persons.

    `records` is None for a decision on providers, which every figure over all modules rests on.
    """

    sheet: str
    row: int
    decision: str
    signed: Signed
    records: Numbers | None


def decisions_behind(
    figure: Figure, records: Sequence[int], decisions: Sequence[PersonDecision]
) -> list[int]:
    """The numbers of the decisions that concern persons of a figure with these records."""
    across = figure.module is None and figure.unit not in ("meetings", "rows")
    return [
        number
        for number, d in enumerate(decisions)
        if (across if d.records is None else bool(np.isin(d.records, records).any()))
    ]


def evidence(
    figures: Iterable[Figure],
    passages: Sequence[StatementPassage],
    layouts: Sequence[Layout],
    records: pd.DataFrame,
    set_aside: Sequence[tuple[str, int, int]],
    row_places: Callable[[Figure], tuple[Numbers, Numbers] | None],
    decisions: Sequence[PersonDecision],
    inputs: Inputs,
    failures: Sequence[Failure],
    unexplained: Sequence[tuple[str, str]],
    told_before: Sequence[AnnouncedFigure],
    *,
    period: Period,
    as_of: dt.date,
    date: dt.date,
    reference: str,
) -> bytes:
    """belege.json as bytes. `set_aside` are (rule code, index of the layout, Excel row).

    `row_places` gives the rows of figures that count rows themselves, None for all others;
    `failures` are the equations between figures that do not hold, `unexplained` numbers of
    unknown origin with their sentences, `told_before` figures that were made public before.
    """
    places = Places(records)
    content = {
        "intern": True,
        "note": NOTE,
        "reference": reference,
        "version": inputs.version,
        "date": date.isoformat(),
        "period": _period(period),
        "as_of": as_of.isoformat(),
        "inputs": [{"file": f, "sha256": h} for f, h in sorted(inputs.files.items())],
        "definitions": dict(inputs.definitions),
        "sources": [_source(number, layout) for number, layout in enumerate(layouts)],
        "decisions": [_decision(decision, places) for decision in decisions],
        "figures": [_figure(f, places, row_places(f), decisions) for f in figures],
        "announced": [announced(figure, places) for figure in told_before],
        "set_aside": _set_aside(set_aside),
        "selfcheck": [_failure(failure) for failure in failures],
        "unexplained": [{"word": w, "sentence": s} for w, s in unexplained],
        "passages": [_passage(passage) for passage in passages],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _period(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _source(number: int, layout: Layout) -> dict[str, Any]:
    source = layout.source
    return {
        "source": number,
        "file": source.file,
        "sha256": source.sha256,
        "sheet": source.sheet,
        "provider": source.provider,
        "delivered": source.delivered.isoformat() if source.delivered else None,
        "reading": source.reading,
        "header_row": None if layout.header_row is None else layout.header_row + 1,
        "columns": {name: index + 1 for name, index in layout.fields.items()},
    }


def _decision(decision: PersonDecision, places: Places) -> dict[str, Any]:
    return {
        "file": FILE,
        "sheet": decision.sheet,
        "row": decision.row,
        "decision": decision.decision,
        "by": decision.signed.by,
        "on": decision.signed.on.isoformat(),
        "rows": [] if decision.records is None else places.rows(decision.records.tolist()),
    }


def _figure(
    figure: Figure,
    places: Places,
    own: tuple[Numbers, Numbers] | None,
    decisions: Sequence[PersonDecision],
) -> dict[str, Any]:
    records = figure.rows()
    return {
        "id": figure.id,
        "label": figure.label,
        "definition": figure.definition,
        "value": figure.value,
        "base": figure.base,
        "reason": figure.reason,
        "period": _period(figure.period),
        "as_of": figure.as_of.isoformat(),
        "decisions": decisions_behind(figure, records, decisions),
        "rows": places.rows(records) if own is None else told(*own),
    }


def _set_aside(rows: Sequence[tuple[str, int, int]]) -> list[dict[str, Any]]:
    ordered = sorted(set(rows))
    return [
        {
            "code": code,
            "source": source,
            "rows": ranges(np.array(sorted({row for *_, row in group}))),
        }
        for (code, source), group in groupby(ordered, key=lambda r: r[:2])
    ]


def _failure(failure: Failure) -> dict[str, Any]:
    cells = failure.equation.cells
    return {
        "equation": failure.equation.name,
        "sentence": str(failure),
        "sums": [failure.left, failure.right],
        "figures": list(dict.fromkeys(cell.figure for cell in cells)),
    }


def _passage(passage: StatementPassage) -> dict[str, Any]:
    return {
        "text": passage.text,
        "figures": [
            {"id": c.figure, "part": c.part, "printed": c.printed, "start": start}
            for start, c in passage.figures
        ],
    }
