"""Cells merged over several rows: what stands in the first one holds for all of them.

Headings are understood before, by the empty cells beside and below them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from durchstarten_cli.cells import letters
from durchstarten_cli.fields import base_of
from durchstarten_cli.normalise.cellwise import each, is_filled
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.tables import Area, Layout, Mask, Numbers, Sheet

ONCE = "amount"
"""A sum told once is one sum, over however many rows its cell reaches."""


def told_above(sheet: Sheet, layout: Layout, fields: Sequence[str]) -> Mask:
    """Rows whose entry in one of `fields` stands further up, in a cell that reaches to them."""
    rows = np.zeros(len(sheet.columns[0].codes), dtype=bool)
    for column, areas in _by_column(sheet, layout).items():
        if column in {layout.fields.get(field) for field in fields}:
            for area in areas:
                rows[area.first_row + 1 : area.last_row + 1] = True
    return rows


def filled_down(part: Part) -> Part:
    """The part with the entry of a merged cell in every received row that the cell reaches to.

    Rows that hold nothing else are none and stay so; so does what stands in a covered cell.
    """
    columns, broken = list(part.sheet.columns), dict(part.sheet.broken)
    first: dict[int, str] = {}
    for column, areas in _by_column(part.sheet, part.layout).items():
        cells = columns[column]
        filled, codes = each(cells, is_filled), cells.codes.copy()
        for area in areas:
            top, kind = area.first_row, broken.get((area.first_row, column))
            rows = _reached(part.rows, area)
            rows = rows[~filled[rows]]
            if rows.size and (filled[top] or kind):
                codes[rows] = codes[top]
                broken |= {(row, column): kind for row in rows.tolist() if kind}
                first.setdefault(column, _named(area))
        columns[column] = replace(cells, codes=codes)
    if not first:
        return part
    sheet = replace(part.sheet, columns=columns, broken=broken)
    return replace(part, sheet=sheet, layout=replace(part.layout, merged=first))


def _by_column(sheet: Sheet, layout: Layout) -> dict[int, list[Area]]:
    """The areas below the headings that begin in a column that is read or of names, by that column.

    Areas of a damaged file may lie over each other; the uppermost holds.
    """
    found: dict[int, list[Area]] = defaultdict(list)
    if not sheet.merged or layout.header_row is None:
        return found
    read = {index for field, index in layout.fields.items() if base_of(field) != ONCE}
    read |= {*layout.refused}
    last, end = dict.fromkeys(read, layout.header_row), len(sheet.columns[0].codes) - 1
    for area in sorted(sheet.merged):
        column = area.first_column
        if column in read and last[column] < area.first_row <= end:
            found[column].append(area)
            last[column] = area.last_row
    return found


def _reached(rows: Numbers, area: Area) -> Numbers:
    """Those of `rows` (ascending) that lie in an area below its first row."""
    start, end = np.searchsorted(rows, (area.first_row + 1, area.last_row + 1))
    return rows[start:end]


def _named(area: Area) -> str:
    first = f"{letters(area.first_column)}{area.first_row + 1}"
    return f"{first}:{letters(area.last_column)}{area.last_row + 1}"
