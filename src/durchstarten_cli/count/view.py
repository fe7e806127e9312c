"""Columns of equal length, narrowed without copying what nobody looks at; days as numbers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from durchstarten_cli.tables import AnyArray, Numbers

NONE = int(np.iinfo(np.int32).min)
"""No day. Comparisons with it must ask first where it could be the smaller side."""


class View:
    """Columns of equal length by name, as attributes: `view.entry`, `view.where(mask)`.

    A narrowed view takes a column from the wider one only when it is asked for: a table of many
    columns can be narrowed hundreds of times at the price of what is looked at.
    """

    def __init__(
        self,
        columns: Mapping[str, AnyArray],
        wider: "View | None" = None,
        chosen: Numbers | None = None,
    ) -> None:
        self._columns = dict(columns)
        self._wider = wider
        self._chosen = chosen

    def column(self, name: str) -> AnyArray:
        """A column by its name."""
        if name not in self._columns:
            if self._wider is None:
                raise KeyError(name)
            array = self._wider.column(name)
            self._columns[name] = array if self._chosen is None else array[self._chosen]
        return self._columns[name]

    def __getattr__(self, name: str) -> AnyArray:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.column(name)

    def __len__(self) -> int:
        if self._chosen is not None:
            return len(self._chosen)
        return len(self._wider) if self._wider else len(next(iter(self._columns.values())))

    def where(self, rows: AnyArray) -> "View":
        """The rows of a mask, or the rows with the given numbers, in their order."""
        if rows.dtype != bool:
            return View({}, self, rows)
        return self if rows.all() else View({}, self, np.flatnonzero(rows))

    def adding(self, **columns: AnyArray) -> "View":
        """The same rows with more columns."""
        return View(columns, self)


def number_of(day: dt.date) -> int:
    """A date as the number that days are counted by."""
    return (day - dt.date(1970, 1, 1)).days


def date_of(number: int) -> dt.date:
    """The date of a day's number."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))


def view_of(table: pd.DataFrame) -> View:
    """A tidy table as arrays: dates and codes as numbers (missing code: -1), the rest as it is."""
    return View({str(name): _array(table[name]) for name in table.columns})


def _array(column: "pd.Series[Any]") -> AnyArray:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy()
    array = column.to_numpy()
    if array.dtype.kind != "M":
        return array
    days = array.astype("datetime64[D]").astype(np.int64)
    return np.maximum(days, NONE).astype(np.int32)  # NaT is the smallest number
