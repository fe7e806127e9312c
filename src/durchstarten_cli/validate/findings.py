"""Hits told: every finding with its place and sentence, every delivery with its verdict."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from durchstarten_cli.cells import letters
from durchstarten_cli.fields import base_of
from durchstarten_cli.grammar import day, join
from durchstarten_cli.model import Delivery, Effect, Finding, Source, Verdict
from durchstarten_cli.tables import Layout, Numbers, Unreadable
from durchstarten_cli.validate.check import Checked, FileHits, RowHits
from durchstarten_cli.validate.fingerprints import fingerprint, fingerprints
from durchstarten_cli.validate.record_findings import record_findings, source_of
from durchstarten_cli.validate.record_names import names_of
from durchstarten_cli.validate.register import SheetHit
from durchstarten_cli.vocabulary import vocabulary

TOLD_DAYS = ("entry", "exit", "started_on", "handover_on")
"""Dates of the programme that a sentence may repeat; a date of birth never."""
SECRET = ("birth_date", "birth_year", "person")
SUCH_AS = {
    "birth_year": "ein Jahr wie 1999",
    "age_at_entry": "ein Alter wie 21",
    "amount": "eine Zahl wie 24",
    "span": "einen Zeitraum wie 2022 oder 01/2022",
}
"""What can be read in columns that hold no dates."""


def findings(checked: Checked) -> Iterator[Finding]:
    """Every finding, by rule, then by place. Values appear only where they are programme dates."""
    for hits in checked.file_hits:
        yield from (_sheet_finding(hits, hit) for hit in hits.hits)
    for entry in checked.row_hits:
        yield from _row_findings(checked, entry)
    yield from record_findings(checked)


def _sheet_finding(hits: FileHits, hit: SheetHit | Unreadable) -> Finding:
    rule = hits.rule
    values = None
    if isinstance(hit, Unreadable):
        source, column, row = hit.source, None, None
        words = {"detail": hit.reason, "detail_remedy": hit.remedy}
    else:
        source, column, row = hit.layout.source, hit.column, hit.layout.header_row
        header = hit.layout.headers.get(column, "") if column is not None else ""
        words = {"detail": hit.detail, "column": header, "place": hit.place}
        values = _sheet_values(hit, header)
    return Finding(
        code=rule.code,
        effect=rule.effect,
        provider=source.provider,
        file=source.file,
        sheet=source.sheet,
        message=rule.sentence.format_map(words),
        remedy=rule.remedy.format_map(words),
        cell=None if column is None or row is None else f"{letters(column)}{row + 1}",
        row=None if column is None or row is None else row + 1,
        column=words.get("column") or None,
        values=values,
    )


def _sheet_values(hit: SheetHit, header: str) -> str:
    """By what a note on a sheet is known again: its heading, in whatever sheet, or the sheet."""
    source = hit.layout.source
    place = header or source.sheet or ""
    return fingerprint((place, hit.detail, source.sha256 if hit.of_content else ""))


def _row_findings(checked: Checked, entry: RowHits) -> Iterator[Finding]:
    frame = checked.rows.frame
    rule, field = entry.rule, entry.field
    picked = frame.iloc[entry.rows]
    days = _days(picked, field)
    fixed = _fixed_words(checked)
    looked_at = [_same_number(picked, c, field) for c in rule.looks_at]
    records = names_of(checked.rows, picked["person"], picked["row"])
    ids = [checked.rows.ids[person] if person >= 0 else None for person in picked["person"]]
    values = fingerprints(ids, picked, (*looked_at, field))
    for position, (source, row, module) in enumerate(
        zip(picked["source"], picked["row"], picked["module"].cat.codes, strict=True)
    ):
        layout = checked.rows.layouts[source]
        column = layout.fields.get(field)
        header = layout.headers.get(column, "") if column is not None else ""
        words = {c: values[position] for c, values in days.items()} | fixed[int(module)]
        words |= {
            "column": header or vocabulary().columns[base_of(field)].label,
            "value": words.get(field, ""),
            "such_as": SUCH_AS.get(base_of(field), "ein Datum wie 01.03.2021"),
            "as_day": f"; gezählt wird der {words[field]}" if words.get(field) else "",
        }
        yield Finding(
            code=rule.code,
            effect=rule.effect,
            provider=layout.source.provider,
            file=layout.source.file,
            sheet=layout.source.sheet,
            message=rule.sentence.format_map(words),
            remedy=rule.remedy.format_map(words),
            cell=None if column is None else f"{letters(column)}{row}",
            row=int(row),
            column=words["column"],
            record=records[position],
            values=values[position],
        )


def _days(rows: pd.DataFrame, field: str) -> dict[str, list[str]]:
    """The dates that a sentence may repeat, by column and row."""
    told = {c: _same_number(rows, c, field) for c in (*TOLD_DAYS, field)}
    return {
        name: [_day(v) for v in rows[column]]
        for name, column in told.items()
        if _tellable(rows, column)
    }


def _same_number(rows: pd.DataFrame, column: str, field: str) -> str:
    """The start that goes with "kind#2" is "started_on#2"; all others have no number."""
    numbered = f"{column}{field.removeprefix(base_of(field))}"
    return numbered if numbered in rows else column


def _tellable(frame: pd.DataFrame, column: str) -> bool:
    return column not in SECRET and frame[column].dtype.kind == "M"


def _day(value: pd.Timestamp) -> str:
    return "" if pd.isna(value) else day(value.date())


def _fixed_words(checked: Checked) -> dict[int, dict[str, str]]:
    """Words of sentences that depend on settings only, by module number (-1: no module)."""
    settings = checked.context.settings
    target = settings.programme.target_age
    status = [vocabulary().label("residence_status", s) for s in settings.programme.target_status]
    common = {
        "as_of": day(checked.context.as_of),
        "target_age": f"{target[0]} bis {target[1]} Jahre" if target else "",
        "target_status": join(status, "oder"),
    }
    by_module = {-1: common | {"first": "", "last": "", "places": ""}}
    for number, module in enumerate(settings.modules.values()):
        by_module[number] = common | {
            "first": _or_empty(module.first),
            "last": _or_empty(module.last),
            "places": str(module.places or ""),
        }
    return by_module


def _or_empty(value: dt.date | None) -> str:
    return day(value) if value else ""


def deliveries(checked: Checked) -> list[Delivery]:
    """One line per delivered file. Received = used + set aside, always."""
    noted, rows = _effects(checked), _rows_by_sheet(checked)
    layouts: Mapping[Source, list[int]] = defaultdict(list)
    for number, layout in enumerate(checked.rows.layouts):
        layouts[_file_of(layout)].append(number)
    for lost in checked.context.unreadable:
        layouts[lost.source]
    return [_delivery(checked, file, noted, n, rows) for file, n in layouts.items()]


@dataclass(frozen=True)
class _SheetRows:
    """Rows received and used, and values rejected, by the number of the sheet."""

    received: Numbers
    used: Numbers
    rejected: Numbers


def _rows_by_sheet(checked: Checked) -> _SheetRows:
    sources, sheets = checked.rows.frame["source"].to_numpy(), len(checked.rows.layouts)
    rejected = [h.rows for h in checked.row_hits if h.rule.effect is Effect.VALUE]
    values = np.concatenate([np.empty(0, dtype=np.int64), *rejected])
    return _SheetRows(
        np.bincount(sources, minlength=sheets),
        np.bincount(sources[checked.used], minlength=sheets),
        np.bincount(sources[values], minlength=sheets),
    )


def _file_of(layout: Layout) -> Source:
    source = layout.source
    return Source(
        source.file, source.sha256, None, source.provider, source.delivered, source.reading
    )


def _effects(checked: Checked) -> dict[str, set[Effect]]:
    """File -> effects of the findings in it."""
    found: dict[str, set[Effect]] = defaultdict(set)
    for hits in checked.file_hits:
        for hit in hits.hits:
            source = hit.source if isinstance(hit, Unreadable) else hit.layout.source
            found[source.file].add(hits.rule.effect)
    sources = checked.rows.frame["source"].to_numpy()
    for entry in checked.row_hits:
        for number in np.unique(sources[entry.rows]):
            found[checked.rows.layouts[number].source.file].add(entry.rule.effect)
    for records in checked.record_hits:
        for record in records.hits:
            found[source_of(checked, record).file].add(records.rule.effect)
    return found


def _delivery(
    checked: Checked,
    file: Source,
    noted: Mapping[str, set[Effect]],
    sheets: Iterable[int],
    rows: _SheetRows,
) -> Delivery:
    effects = noted.get(file.file, set())
    accepted = Verdict.ACCEPTED_WITH_NOTES if effects else Verdict.ACCEPTED
    received, used = (sum(int(by[n]) for n in sheets) for by in (rows.received, rows.used))
    return Delivery(
        file=file.file,
        sha256=file.sha256,
        provider=file.provider,
        delivered=file.delivered,
        verdict=Verdict.REJECTED if Effect.FILE in effects else accepted,
        rows_received=received,
        rows_used=used,
        rows_set_aside=received - used,
        values_rejected=sum(int(rows.rejected[n]) for n in sheets),
        structure=sum(checked.rows.layouts[n].structure for n in sheets),
        reading=file.reading,
        only_totals=_only_totals(checked, sheets),
    )


def _only_totals(checked: Checked, sheets: Iterable[int]) -> bool:
    headed = [x for n in sheets if (x := checked.rows.layouts[n]).header_row is not None]
    return bool(headed) and all(layout.only_totals for layout in headed)
