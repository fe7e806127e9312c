"""Rows that the register cannot tell apart, counted together: conditions are evaluated once for
each profile (a combination of entries) and not once for each row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from durchstarten_cli.count.view import View
from durchstarten_cli.tables import AnyArray, Numbers

FEW = 2_000
"""So many rows are quicker looked at one by one."""
WIDE = 2**62


@dataclass(frozen=True)
class Profiles:
    """For every row the number of its profile, and of every profile its entries and its size."""

    of_row: Numbers
    entries: dict[str, AnyArray]
    size: Numbers

    def __len__(self) -> int:
        return len(self.size)


def profiles(rows: View, columns: Sequence[str]) -> Profiles:
    """The profiles of the rows of a table by some of its columns (flags and small numbers)."""
    found = {name: rows.column(name) for name in columns}
    if len(rows) <= FEW or not found:
        return Profiles(np.arange(len(rows)), found, np.ones(len(rows), dtype=np.int64))
    of_row, number_of = _numbered(list(found.values()))
    example = np.empty(number_of, dtype=np.int64)
    example[of_row] = np.arange(len(of_row))
    size = np.bincount(of_row, minlength=number_of)
    return Profiles(of_row, {name: array[example] for name, array in found.items()}, size)


def _numbered(columns: list[AnyArray]) -> tuple[Numbers, int]:
    """A number for every combination of entries, below the number of combinations."""
    key, room = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        low = int(column.min())
        width = int(column.max()) - low + 1
        if width == 1:
            continue
        if room > WIDE // width:
            key, distinct = pd.factorize(key)
            room = len(distinct)
        key *= width
        key += column
        key -= low
        room *= width
    codes, distinct = pd.factorize(key)
    return codes, len(distinct)
