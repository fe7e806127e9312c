"""What a figure is counted over: the stays and events of one module or all, a period, the windows.

Days are counted as whole numbers since 1970-01-01 (NONE where there is no day): comparisons are
then plain and quick. `gone` is the first day on which a stay no longer counts as present: the exit
day ("x > d"), or the day after the last one of an open stay.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from durchstarten_cli.config import Definitions
from durchstarten_cli.model import Period
from durchstarten_cli.tables import AnyArray, Mask, Numbers

NONE = np.iinfo(np.int64).min
"""No day. Comparisons with it must ask `known` first where it could be the smaller side."""


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
    # NaT is the smallest number in either unit, so it stays NONE.
    return array.astype("datetime64[D]").astype(np.int64) if array.dtype.kind == "M" else array


@dataclass(frozen=True)
class Events:
    """The tidy tables of a project as views, made once and narrowed for every scope."""

    stays: View
    outcomes: View
    handovers: View
    supports: View

    def narrowed(self, column: str, code: int) -> "Events":
        """Only the rows with a code (of module or provider)."""
        parts = [v.where(v.column(column) == code) for v in self.parts()]
        same = all(part is whole for part, whole in zip(parts, self.parts(), strict=True))
        return self if same else Events(*parts)

    def parts(self) -> tuple[View, View, View, View]:
        """All four views."""
        return self.stays, self.outcomes, self.handovers, self.supports


@dataclass(frozen=True)
class Scope:
    """Module (None: all), period and definitions in force, with the events counted over.

    `ends` is the last day of every module, by module code; person numbers are below `population`.
    """

    module: str | None
    period: Period
    as_of: dt.date
    definitions: Definitions
    ends: Numbers
    events: Events
    population: int

    @property
    def first(self) -> int:
        """Day a of the period."""
        return number_of(self.period.first)

    @property
    def last(self) -> int:
        """Day b of the period."""
        return number_of(self.period.last)

    @property
    def known(self) -> int:
        """The as-of date: "days after the as-of date are not reported, never zero"."""
        return number_of(self.as_of)

    @property
    def observed_last(self) -> int:
        """The last day of the period that is reported."""
        return min(self.last, self.known)

    def in_window(self, day: Numbers, module: Numbers) -> Mask:
        """Starts in P, "and where P contains the module's end also after b", up to the as-of."""
        in_period = (day >= self.first) & (day <= self.observed_last)
        ends = self.ends[module]
        contains_end = (ends >= self.first) & (ends <= self.last)
        inside: Mask = in_period | (contains_end & (day > self.last) & (day <= self.known))
        return inside


def touching(scope: Scope) -> Mask:
    """Stays of the participants: "a stay e <= b and x >= a"."""
    stays = scope.events.stays
    touches: Mask = (stays.entry <= scope.last) & (stays.until >= scope.first)
    return touches
