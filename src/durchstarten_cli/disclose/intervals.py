"""Which values a count can have for somebody who knows all that is published: linear programming.

The counts that are not known are variables within their bounds (all of them finite, since a solver
that met infinity once is lost), the equations are rows; the least and the greatest value of a
variable are two small linear programs, solved by HiGHS.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from durchstarten_cli.equations import Cell

Bounds = tuple[float, float]
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Row:
    """Variables with their factors add up to `total`."""

    factors: Mapping[Cell, int]
    total: float


@dataclass(frozen=True)
class Interval:
    """The whole numbers from `low` to `high`, and what keeps them from being more.

    `rows` are numbers of rows, `bounded` variables at a bound of theirs.
    """

    low: int
    high: int
    rows: frozenset[int]
    bounded: frozenset[Cell]

    @property
    def is_one(self) -> bool:
        """Whether there is one value only; a mean lies between two whole numbers."""
        return self.low >= self.high


class Program:
    """The linear program over some variables: built once, asked for the interval of each.

    `seen` gathers the least and the greatest value that each variable had in any solution.
    """

    def __init__(
        self, bounds: Mapping[Cell, Bounds], rows: Sequence[Row], seen: dict[Cell, Bounds]
    ) -> None:
        import highspy  # noqa: PLC0415  needed in one mode only

        self._seen = seen
        self._sense = highspy.ObjSense
        self._optimal = highspy.HighsModelStatus.kOptimal
        # The solver itself: the layer above it greets on stdout when it is made.
        solver: Any = highspy.Highs.__base__
        self._solver = solver()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._number = {cell: number for number, cell in enumerate(bounds)}
        for low, high in bounds.values():
            self._solver.addVar(low, high)
        for row in rows:
            numbers = [self._number[cell] for cell in row.factors]
            self._solver.addRow(
                row.total, row.total, len(numbers), numbers, list(row.factors.values())
            )

    def interval(self, cell: Cell) -> Interval:
        """The values that a variable can have."""
        number = self._number[cell]
        self._solver.changeColCost(number, 1.0)
        low, *below = self._solved(self._sense.kMinimize)
        high, *above = self._solved(self._sense.kMaximize)
        self._solver.changeColCost(number, 0.0)
        rows, columns = (one | other for one, other in zip(below, above, strict=True))
        bounded = frozenset(c for c, number in self._number.items() if number in columns)
        return Interval(_up(low), _down(high), rows, bounded)

    def spread(self) -> None:
        """Try all variables small and all large at once: that shows of most what they can be."""
        for number in self._number.values():
            self._solver.changeColCost(number, 1.0)
        for sense in (self._sense.kMinimize, self._sense.kMaximize):
            self._solved(sense)
        for number in self._number.values():
            self._solver.changeColCost(number, 0.0)

    def _solved(self, sense: object) -> tuple[float, frozenset[int], frozenset[int]]:
        """The optimum, and the rows and columns that bind it."""
        self._solver.changeObjectiveSense(sense)
        self._solver.run()
        assert self._solver.getModelStatus() == self._optimal  # the truth is a solution
        found = self._solver.getSolution()
        for cell, value in zip(self._number, found.col_value, strict=True):
            low, high = self._seen.get(cell, (value, value))
            self._seen[cell] = (min(low, value), max(high, value))
        return (
            self._solver.getInfo().objective_function_value,
            _nonzero(found.row_dual),
            _nonzero(found.col_dual),
        )


def _up(value: float) -> int:
    return math.ceil(value - _ROUNDING)


def _down(value: float) -> int:
    return math.floor(value + _ROUNDING)


def within(seen: Bounds) -> Interval:
    """The whole numbers between two values."""
    return Interval(_up(seen[0]), _down(seen[1]), frozenset(), frozenset())


def _nonzero(duals: Sequence[float]) -> frozenset[int]:
    return frozenset(number for number, dual in enumerate(duals) if abs(dual) > _ROUNDING)
