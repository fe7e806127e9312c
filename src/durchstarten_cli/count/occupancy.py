"""Occupancy: the person stock over the days of the period. It says registered, never attended."""

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np

from durchstarten_cli.config import Module
from durchstarten_cli.count.scope import Scope
from durchstarten_cli.count.view import date_of
from durchstarten_cli.model import Period
from durchstarten_cli.tables import Numbers


@dataclass(frozen=True)
class Occupancy:
    """The person stock on every reported day of the period, from `first` on."""

    first: int
    stock: Numbers

    def usual_range(self, share: float) -> tuple[int, int] | None:
        """ "The narrowest run of neighbouring headcounts covering at least 80 % of the days with
        anyone there, the lower one on a tie"; None where nobody was there."""
        present = self.stock[self.stock > 0]
        if not len(present):
            return None
        days = np.cumsum(np.bincount(present))  # days with at most so many persons there
        needed = math.ceil(round(share * len(present), 6))
        low = np.arange(1, len(days))
        high = np.searchsorted(days, days[low - 1] + needed)
        reachable = high < len(days)
        best = np.argmin(np.where(reachable, high - low, len(days)))
        return int(low[best]), int(high[best])

    def empty_runs(self) -> list[Period]:
        """Every run of days without anyone, from the first day of somebody there to the last."""
        present = np.flatnonzero(self.stock)
        ends = np.flatnonzero(np.diff(present) > 1)
        return [
            Period(date_of(self.first + present[e] + 1), date_of(self.first + present[e + 1] - 1))
            for e in ends
        ]


def occupancy(scope: Scope) -> Occupancy:
    """The daily person stock of the reported days of a period."""
    stock = scope.events.person_stock.between(scope.first, scope.observed_last)
    return Occupancy(scope.first, stock)


def idle_runs(counted: Occupancy, module: Module) -> list[Period]:
    """Days without anyone in a module that no interruption in the settings explains.

    The exit day of the last to leave counts as a day without anyone, so an interruption may begin
    one day later.
    """
    one_day = dt.timedelta(days=1)
    told = [(i.first - one_day, i.last) for i in module.interruptions]
    return [
        run
        for run in counted.empty_runs()
        if run.last > run.first and not any(a <= run.first and run.last <= b for a, b in told)
    ]
