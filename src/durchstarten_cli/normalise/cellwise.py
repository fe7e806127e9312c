"""Conditions on cells, asked once per distinct value."""

from collections.abc import Callable, Sequence

import numpy as np

from durchstarten_cli.tables import AnyArray, Cells, Mask


def filled_cells(columns: Sequence[Cells]) -> AnyArray:
    """How many cells of each row hold anything."""
    rows = len(columns[0].codes) if columns else 0
    count = np.zeros(rows, dtype=np.int32)
    for column in columns:
        count += each(column, is_filled)
    return count


def is_filled(cell: object) -> bool:
    """Whether a cell holds anything but blanks."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def each(cells: Cells, holds: Callable[[object], bool]) -> Mask:
    """A condition on values, asked once per distinct value, told for every row."""
    if len(cells.codes) < len(cells.values):  # of a part of the rows: what stands there suffices
        cells = cells.compact()
    if not cells.values:
        return np.zeros(len(cells.codes), dtype=bool)
    return np.fromiter(map(holds, cells.values), dtype=bool, count=len(cells.values))[cells.codes]
