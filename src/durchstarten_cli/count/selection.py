"""What a figure of the register selects, and the aggregates that are no counts."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.occupancy import Occupancy
from durchstarten_cli.count.register import Measure
from durchstarten_cli.tables import Numbers


def _nobody() -> Numbers:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Selection:
    """A value, its base, and whose records are behind it.

    `persons`, `stays` and `records` give numbers of those whose rows are behind it; they are asked
    for only where a figure is printed.
    `month_only` is the number of persons of a figure by day of whom only a month is known.
    """

    value: int | float | None
    base: int | None = None
    persons: Callable[[], Numbers] = _nobody
    stays: Callable[[], Numbers] = _nobody
    records: Callable[[], Numbers] = _nobody
    reason: str | None = None
    month_only: int | None = None


def tenth(number: float) -> float:
    """Rounded half up to one decimal place."""
    return float(Decimal(repr(number)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def aggregate(measure: Measure, values: Numbers) -> float | None:
    """Median or mean of numbers, None of none."""
    if not len(values):
        return None
    if measure.counts == "median":
        return tenth(float(np.median(values)))
    return tenth(values.sum().item() / len(values))


def stock_value(measure: Measure, occupancy: Occupancy, share: float) -> int | float | None:
    """A figure of the stock day by day; `share` of the days is what usual means."""
    stock = occupancy.stock
    if measure.of in USUAL:
        usual = occupancy.usual_range(share)
        return None if usual is None else usual[USUAL.index(measure.of)]
    if not len(stock):
        return None
    return int(stock.max()) if measure.of == "max" else tenth(stock.sum().item() / len(stock))


def stock_selection(measure: Measure, counted: Counted) -> Selection:
    """The same with what is behind it: all participants."""
    share = counted.scope.definitions.usual_range_share
    value = stock_value(measure, counted.occupancy, share)
    people = counted.participants
    return Selection(
        value,
        persons=lambda: people.person,
        reason=measure.nothing if value is None else None,
        month_only=None if value is None else int(people.month_only.sum()),
    )


USUAL = ("usual_low", "usual_high")
