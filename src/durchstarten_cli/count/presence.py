"""When persons are there: their stays, joined where they overlap or adjoin; how many on a day."""

from dataclasses import dataclass

import numpy as np

from durchstarten_cli.count.groups import running_max
from durchstarten_cli.count.view import View
from durchstarten_cli.tables import Numbers


@dataclass(frozen=True)
class PersonStock:
    """How many persons were there on each day from `first` on; nobody before and after."""

    first: int
    numbers: Numbers

    def between(self, first: int, last: int) -> Numbers:
        """The stock of every day from the first to the last one."""
        days = np.arange(first, last + 1) - self.first
        known = (days >= 0) & (days < len(self.numbers))
        stock = np.zeros(len(days), dtype=np.int64)
        stock[known] = self.numbers[days[known]]
        return stock


def presence(stays: View) -> View:
    """Spans of presence [entry, gone) of each person, overlapping and adjoining ones joined.

    `stays` are sorted by person and entry, as those of a scope are.
    """
    stays = stays.where(stays.gone > stays.entry)
    if not len(stays):
        return stays
    new_person = np.ones(len(stays), dtype=bool)
    new_person[1:] = stays.person[1:] != stays.person[:-1]
    reach = running_max(stays.gone, new_person)
    starts = new_person.copy()
    starts[1:] |= stays.entry[1:] > reach[:-1]
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(stays)) - 1
    return View({"person": stays.person[first], "entry": stays.entry[first], "gone": reach[last]})


def person_stock(spans: View) -> PersonStock:
    """The daily person stock: distinct persons with e <= d and x > d (or still there).

    Spans are those of `presence`.
    """
    if not len(spans):
        return PersonStock(0, np.zeros(0, dtype=np.int64))
    first = int(spans.entry.min())
    days = int(spans.gone.max()) - first + 1
    come = np.bincount(spans.entry - first, minlength=days)
    gone = np.bincount(spans.gone - first, minlength=days)
    return PersonStock(first, np.cumsum(come - gone))
