"""The register of figures: id, label, definition in words, and how each is selected.

A figure is a named selection over the views of a scope: which rows, counted by what. The
documentation, `counts` and `explain` are made from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.people import flags
from durchstarten_cli.count.scope import View
from durchstarten_cli.tables import Mask, Numbers


def _nobody() -> Numbers:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Selection:
    """What a measure selects: a value, its base, and whose records are behind it.

    `persons` and `records` give numbers; they are asked for only where a figure is printed.
    """

    value: int | float | None
    base: int | None = None
    persons: Callable[[], Numbers] = _nobody
    records: Callable[[], Numbers] = _nobody
    reason: str | None = None


Select = Callable[[Counted, Mask | None], Selection]
"""Selects over the views of a scope, restricted to a mask of participants where there is one."""


@dataclass(frozen=True)
class Measure:
    """One figure of the register. Braces in `definition` are filled with the settings in force.

    `by_day`: the value depends on days, so it is told how many persons have only a month.
    """

    name: str
    label: str
    definition: str
    select: Select
    unit: str = "persons"
    restrictable: bool = False
    by_day: bool = False


def people(
    where: Callable[[Counted], Mask], base: Callable[[Counted], Mask] | None = None
) -> Select:
    """Participants for whom a mask over `people` holds; the base is a mask as well."""

    def select(counted: Counted, only: Mask | None) -> Selection:
        if base is None:
            mask = _restricted(where(counted), only)
            return Selection(int(mask.sum()), persons=_of(counted, where, only))
        wider = _restricted(base(counted), only)
        value = int((where(counted) & wider).sum())
        return Selection(value, int(wider.sum()), persons=_of(counted, base, only))

    return select


def _restricted(mask: Mask, only: Mask | None) -> Mask:
    return mask if only is None else mask & only


def _of(
    counted: Counted, where: Callable[[Counted], Mask], only: Mask | None
) -> Callable[[], Numbers]:
    """The persons of a mask, computed again when asked for: masks of all figures are too many."""
    return lambda: counted.people.person[_restricted(where(counted), only)]


def distinct(events: Callable[[Counted], View]) -> Select:
    """Distinct persons of an event view."""

    def select(counted: Counted, _only: Mask | None) -> Selection:
        persons = flags(events(counted).person, counted.scope.population)
        return Selection(
            int(persons.sum()),
            persons=lambda: events(counted).person,
            records=lambda: events(counted).record,
        )

    return select


def rows(events: Callable[[Counted], View]) -> Select:
    """The number of rows of an event or case view."""

    def select(counted: Counted, _only: Mask | None) -> Selection:
        return Selection(len(events(counted)), persons=lambda: events(counted).person)

    return select


def value(compute: Callable[[Counted], int | float | None], reason: str = "") -> Select:
    """A number that is no count of rows; behind it stand all participants."""

    def select(counted: Counted, _only: Mask | None) -> Selection:
        result = compute(counted)
        told = reason if result is None else None
        return Selection(result, persons=lambda: counted.people.person, reason=told)

    return select


def observed(select: Select) -> Select:
    """Not reported where the period ends after the as-of date: "never zero"."""

    def selected(counted: Counted, only: Mask | None) -> Selection:
        if counted.scope.last > counted.scope.known:
            return Selection(None, reason="Der Zeitraum endet nach dem Datenstand.")
        return select(counted, only)

    return selected
