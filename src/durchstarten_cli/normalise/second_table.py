"""Headings below the first ones: the same once more, or those of another table.

Read under the headings of the first, the values of another table would move into wrong columns.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import eq

import numpy as np

from durchstarten_cli.normalise.cellwise import each
from durchstarten_cli.normalise.headings import field_of
from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import Cells, Mask
from durchstarten_cli.vocabulary import plain


def repeated_heading(
    columns: Sequence[Cells], names: Sequence[str], fields: Mapping[str, int], header: int
) -> Mask:
    """Rows that hold the heading of the key once more, and the upper lines above them.

    `header` is the last row (from 0) of the first heading.
    """
    key = fields.get("person", fields.get("meeting_on", 0))
    again = each(columns[key], partial(eq, names[key]))
    again[_lines_above(columns, header, np.flatnonzero(again).tolist())] = True
    return again


def _lines_above(columns: Sequence[Cells], header: int, repeated: Sequence[int]) -> list[int]:
    """The upper lines of a header of two lines, wherever it is repeated."""

    def line(row: int) -> list[object]:
        return [column.values[column.codes[row]] for column in columns]

    return [row - 1 for row in repeated if 0 < header < row and line(row - 1) == line(header - 1)]


def second_table(
    columns: Sequence[Cells],
    names: Sequence[str],
    fields: Mapping[str, int],
    known: Mapping[str, str],
    repeated: Mask,
    below: int,
) -> int | None:
    """The first row (from 0) below `below` with headings that stand elsewhere in the first table.

    `repeated` are rows that hold the heading of the key; the same headings once more, as at the top
    of a printed page, are no second table.
    """
    key = fields.get("person", fields.get("meeting_on", 0))
    day = fields.get("entry", fields.get("meeting_on", key))
    again = repeated | each(columns[day], lambda value: _is_heading(value, known))
    at = {index: name for name, index in fields.items()}
    for row in np.flatnonzero(again).tolist():
        if row > below and _differs(columns, row, names, at, known):
            return int(row)
    return None


def _is_heading(cell: object, known: Mapping[str, str]) -> bool:
    """The first sign spares days the look-up."""
    return isinstance(cell, str) and cell[:1].isalpha() and plain(cell) in known


def _differs(
    columns: Sequence[Cells],
    row: int,
    names: Sequence[str],
    at: Mapping[int, str],
    known: Mapping[str, str],
) -> bool:
    texts = [text_of(column.values[column.codes[row]]) for column in columns]
    told = {i: f for i, text in enumerate(texts) if (f := field_of(plain(text), known))}
    moved = [i for i, name in told.items() if at.get(i) != name and texts[i] != names[i]]
    return len(told) >= 2 and bool(moved)
