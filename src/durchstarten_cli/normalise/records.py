"""Which rows of a table are records, and which are titles, sums, blank or the header again."""

import datetime as dt
import re
from collections.abc import Collection, Sequence

import numpy as np

from durchstarten_cli.fields import base_of
from durchstarten_cli.normalise.cellwise import each, is_filled
from durchstarten_cli.normalise.merged import told_above
from durchstarten_cli.normalise.values import SERIALS, text_of
from durchstarten_cli.tables import Cells, Layout, Mask, Sheet
from durchstarten_cli.vocabulary import Vocabulary, plain


def received_rows(sheet: Sheet, layout: Layout, repeated: Mask, words: Vocabulary) -> Mask:
    """Rows below the header that are neither blank nor a sum, a title or `repeated` headings.

    Where there is a column of days, only rows without one need to be looked at more closely.
    """
    key = layout.fields.get("person", layout.fields.get("meeting_on", 0))
    day = layout.fields.get("entry", layout.fields.get("meeting_on", key))
    without_day = each(sheet.columns[day], lambda v: _is_no_day(v) or says_sum(v, words))
    structure = repeated.copy()
    doubtful = np.arange(structure.size) if day == key else np.flatnonzero(without_day)
    coded = {i for name, i in layout.fields.items() if base_of(name) not in ("person", "receiver")}
    columns = [column.at(doubtful) for column in sheet.columns]
    blank, sums, titles = _kinds(columns, coded, words)
    broken = _broken_rows(sheet, {key, day})[doubtful]
    told = told_above(sheet, layout, ("person", "entry", "meeting_on"))[doubtful]
    if titles.any():
        titles &= ~(broken | told | _like_ids(sheet.columns[key], ~without_day)[doubtful])
    structure[doubtful] |= (blank & ~broken) | (sums & without_day[doubtful]) | titles
    assert layout.header_row is not None
    received: Mask = (np.arange(structure.size) > layout.header_row) & ~structure
    return received


def _kinds(columns: Sequence[Cells], coded: set[int], words: Vocabulary) -> tuple[Mask, Mask, Mask]:
    """Rows that are blank, that begin like sums, and that hold a phrase outside coded columns."""
    filled = np.zeros(len(columns[0].codes), dtype=np.int32)
    sums, phrase = np.zeros(filled.size, dtype=bool), np.zeros(filled.size, dtype=bool)
    for index, column in enumerate(columns):
        here = each(column, is_filled)
        opens = here & (filled == 0)
        sums |= opens & each(column, lambda value: _begins_sum(value, words))
        filled += here
        if index not in coded:
            phrase |= each(column, lambda value: isinstance(value, str) and " " in value.strip())
    return filled == 0, sums, phrase & (filled == 1)


def _broken_rows(sheet: Sheet, columns: Collection[int]) -> Mask:
    """Rows with an error in one of the columns: they are no titles, and not blank."""
    rows = np.zeros(len(sheet.columns[0].codes), dtype=bool)
    rows[[row for row, column in sheet.broken if column in columns and row < rows.size]] = True
    return rows


def _like_ids(cells: Cells, records: Mask) -> Mask:
    """Rows whose phrase looks like the ids of the rows that are records for certain: "TN 7"."""
    shapes = {_shape(value) for value in cells.at(np.flatnonzero(records)).compact().values}
    return each(cells, lambda value: _shape(value) in shapes)


def _shape(cell: object) -> str:
    return re.sub(r"\d+", "0", text_of(cell))


def _is_no_day(cell: object) -> bool:
    """Nothing, or a number too small for a day of Excel: "Gesamt" and how many there are."""
    if isinstance(cell, dt.date):
        return False
    text = text_of(cell)
    return text == "" or (text.isdecimal() and int(text) < SERIALS.start)


def _begins_sum(cell: object, words: Vocabulary) -> bool:
    """ "Summe", "Anzahl TN" or "Gesamt (Frauen)"."""
    first = cell.strip().partition(" ")[0] if isinstance(cell, str) else ""
    return says_sum(first, words)


def says_sum(cell: object, words: Vocabulary) -> bool:
    """ "Summe" or the like; the first letter spares most cells the look-up."""
    return isinstance(cell, str) and cell[:1] in words.sum_initials and plain(cell) in words.sums
