"""Which rows of a table are records, and which are titles, sums, blank or the header again."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from durchstarten_cli.fields import base_of
from durchstarten_cli.normalise.cellwise import each, is_filled
from durchstarten_cli.normalise.values import SERIALS, text_of
from durchstarten_cli.tables import Cells, Layout, Mask
from durchstarten_cli.vocabulary import Vocabulary, plain


def received_rows(
    columns: Sequence[Cells], layout: Layout, repeated: Mask, told: Mask, words: Vocabulary
) -> Mask:
    """Rows below the header that are neither blank nor a sum, a title or `repeated` headings.

    `told` are rows of whom or of when a merged cell above tells: these are no titles. Where
    there is a column of days, only rows without one need to be looked at more closely.
    """
    key = layout.fields.get("person", layout.fields.get("meeting_on", 0))
    day = layout.fields.get("entry", layout.fields.get("meeting_on", key))
    without_day = each(columns[day], lambda v: _is_no_day(v) or says_sum(v, words))
    structure = repeated.copy()
    doubtful = np.arange(structure.size) if day == key else np.flatnonzero(without_day)
    coded = {i for name, i in layout.fields.items() if base_of(name) not in ("person", "receiver")}
    structure[doubtful] |= _is_structure(
        [column.at(doubtful) for column in columns],
        without_day[doubtful],
        told[doubtful],
        coded,
        words,
    )
    assert layout.header_row is not None
    received: Mask = (np.arange(structure.size) > layout.header_row) & ~structure
    return received


def _is_structure(
    columns: Sequence[Cells], without_day: Mask, told: Mask, coded: set[int], words: Vocabulary
) -> Mask:
    """Blank rows, sums, and titles: a single phrase outside the coded columns."""
    filled = np.zeros(without_day.size, dtype=np.int32)
    sums, phrase = np.zeros(filled.size, dtype=bool), np.zeros(filled.size, dtype=bool)
    for index, column in enumerate(columns):
        here = each(column, is_filled)
        opens = here & (filled == 0)
        sums |= opens & each(column, lambda value: _begins_sum(value, words))
        filled += here
        if index not in coded:
            phrase |= each(column, lambda value: isinstance(value, str) and " " in value.strip())
    titles = phrase & (filled == 1) & ~told
    structure: Mask = (filled == 0) | (sums & without_day) | titles
    return structure


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
