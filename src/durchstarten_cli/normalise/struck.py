"""Entries that are struck through: people mean them to be deleted.

A row whose entries are all struck through does not count. Where only some are, nobody knows which
is meant: the row is read and every such entry is told.
"""

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from durchstarten_cli.normalise.cellwise import each, is_filled
from durchstarten_cli.normalise.parts import Part, joined
from durchstarten_cli.normalise.values import STRUCK, STRUCK_ENTRY
from durchstarten_cli.tables import Mark, Mask, Sheet


def struck_rows(sheet: Sheet, columns: Collection[int]) -> Mask:
    """Rows all of whose entries in `columns` are struck through.

    An entry merged over several rows belongs to none of them alone: it decides for a row that has
    no others.
    """
    if not sheet.struck:
        return np.zeros(len(sheet.columns[0].codes) if sheet.columns else 0, dtype=bool)
    shared = {(area.first_row, area.first_column) for area in sheet.merged}
    return _all_struck(sheet, columns, shared) | _all_struck(sheet, columns, ())


def _all_struck(sheet: Sheet, columns: Iterable[int], without: Collection[tuple[int, int]]) -> Mask:
    size = len(sheet.columns[0].codes)
    filled, struck = np.zeros(size, dtype=np.int32), np.zeros(size, dtype=np.int32)
    for index in columns:
        here = each(sheet.columns[index], is_filled)
        here[[row for row, column in without if column == index and row < size]] = False
        filled += here
        struck += here & _struck_in(sheet, index)
    rows: Mask = (filled > 0) & (filled == struck)
    return rows


def _struck_in(sheet: Sheet, column: int) -> Mask:
    cells = sheet.columns[column]
    rows = np.zeros(len(cells.codes), dtype=bool)
    rows[[row for row in sheet.struck.get(column, ()) if row < rows.size]] = True
    return rows & each(cells, is_filled)


def struck_marks(parts: Sequence[Part]) -> list[Mark]:
    """Rows that are struck through, told at the id, and entries that are in rows that are not."""
    if not any(part.sheet.struck for part in parts):
        return []
    whole = joined([np.isin(part.rows, part.struck) for part in parts], bool)
    marks = [Mark("person", STRUCK, np.flatnonzero(whole))]
    for field in dict.fromkeys(field for part in parts for field in part.layout.fields):
        entries = joined([struck_entries(p, p.layout.fields.get(field)) for p in parts], bool)
        marks.append(Mark(field, STRUCK_ENTRY, np.flatnonzero(entries & ~whole)))
    return [mark for mark in marks if mark.rows.size]


def struck_entries(part: Part, column: int | None) -> Mask:
    """The received rows in which the entry of a column is struck through."""
    if column is None:
        return np.zeros(part.rows.size, dtype=bool)
    return _struck_in(part.sheet, column)[part.rows]
