"""Apply the register: which rows are set aside, which deliveries are rejected, what is found."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.model import Effect
from durchstarten_cli.tables import Mask, Numbers, Rows, Tables, Unreadable
from durchstarten_cli.validate.levers import in_force
from durchstarten_cli.validate.register import Context, Earlier, RecordHit, Rule, SheetHit


@dataclass(frozen=True)
class RowHits:
    """Rows (numbers of received rows) at which a rule holds, by column of the tidy tables."""

    rule: Rule
    field: str
    rows: Numbers


@dataclass(frozen=True)
class FileHits:
    """Sheets or unreadable files at which a rule holds."""

    rule: Rule
    hits: tuple[SheetHit | Unreadable, ...]


@dataclass(frozen=True)
class RecordHits:
    """Records at which a rule over deliveries holds."""

    rule: Rule
    hits: tuple[RecordHit, ...]


@dataclass(frozen=True)
class Checked:
    """The result of checking. `used` marks the received rows that count."""

    context: Context
    used: Mask
    rejected: frozenset[str]
    row_hits: tuple[RowHits, ...]
    file_hits: tuple[FileHits, ...]
    record_hits: tuple[RecordHits, ...] = ()

    @property
    def rows(self) -> Rows:
        """The rows that were checked."""
        return self.context.rows


def check_rows(
    rows: Rows, unreadable: Sequence[Unreadable], settings: Settings, as_of: dt.date
) -> Checked:
    """Apply all rules on files, sheets, cells and rows."""
    context = Context(rows, settings, as_of, tuple(unreadable))
    file_hits = tuple(_file_hits(context))
    rejected = _rejected_files(file_hits)
    row_hits = tuple(_row_hits(context, ("cell", "row")))
    used = ~_in_files(rows, rejected)
    for hit in row_hits:
        if hit.rule.effect is Effect.ROW:
            used[hit.rows] = False
    return Checked(context, used, rejected, tuple(_worth_telling(row_hits, used)), file_hits)


def check_stays(checked: Checked, tables: Tables) -> Checked:
    """Apply the rules that compare rows and tables, once the stays are known; they only note."""
    context = replace(checked.context, tables=tables, used=checked.used)
    hits = _row_hits(context, ("stays", "tables", "plausibility"))
    told = _worth_telling(hits, checked.used)
    return replace(checked, context=context, row_hits=(*checked.row_hits, *told))


def check_deliveries(checked: Checked, earlier: Earlier) -> Checked:
    """Apply the rules that compare with the last delivery; they only note."""
    context = replace(checked.context, earlier=earlier)
    found = [
        RecordHits(rule, tuple(rule.finder(context)))  # type: ignore[arg-type]
        for rule in _rules(context, ("deliveries",))
    ]
    return replace(checked, context=context, record_hits=tuple(f for f in found if f.hits))


def _rules(context: Context, levels: Iterable[str]) -> list[Rule]:
    """Those in force on some levels, level by level."""
    rules = in_force(context.settings)
    return [rule for level in levels for rule in rules if rule.level == level]


def _file_hits(context: Context) -> Iterable[FileHits]:
    for rule in _rules(context, ("file", "sheet")):
        hits = tuple(rule.finder(context))  # type: ignore[arg-type, var-annotated]
        if hits:
            yield FileHits(rule, hits)


def _row_hits(context: Context, levels: Iterable[str]) -> Iterable[RowHits]:
    for rule in _rules(context, levels):
        for field, mask in rule.finder(context):  # type: ignore[attr-defined]
            if mask.any():
                yield RowHits(rule, field, np.flatnonzero(mask))


def _worth_telling(row_hits: Iterable[RowHits], used: Mask) -> Iterable[RowHits]:
    """Notes on rows that are set aside anyway would only distract from the reason for that."""
    for hit in row_hits:
        rows = hit.rows[used[hit.rows]] if hit.rule.effect is Effect.NOTE else hit.rows
        if rows.size:
            yield replace(hit, rows=rows)


def _rejected_files(file_hits: Iterable[FileHits]) -> frozenset[str]:
    return frozenset(
        (hit.source if isinstance(hit, Unreadable) else hit.layout.source).file
        for entry in file_hits
        if entry.rule.effect is Effect.FILE
        for hit in entry.hits
    )


def _in_files(rows: Rows, files: frozenset[str]) -> Mask:
    inside: Mapping[int, bool] = {i: x.source.file in files for i, x in enumerate(rows.layouts)}
    flags = np.array([*inside.values(), False], dtype=bool)
    return flags[rows.frame["source"].to_numpy()]  # type: ignore[no-any-return]
