"""Equations held against the figures."""

from collections.abc import Iterable, Iterator, Mapping

from durchstarten_cli.equations import Cell, Equation, Failure
from durchstarten_cli.model import Figure


def failures(equations: Iterable[Equation], figures: Mapping[str, Figure]) -> list[Failure]:
    """The equations that do not hold; what was not reported is held against nothing."""
    return list(_failures(equations, figures))


def _failures(equations: Iterable[Equation], figures: Mapping[str, Figure]) -> Iterator[Failure]:
    for equation in equations:
        left = [_number(cell, figures) for cell in equation.left]
        right = [_number(cell, figures) for cell in equation.right]
        sums = [sum(v for v in side if v is not None) for side in (left, right)]
        known = None not in left + right
        if known and (sums[0] != sums[1] if equation.equal else sums[0] > sums[1]):
            yield Failure(equation, *sums)


def _number(cell: Cell, figures: Mapping[str, Figure]) -> float | None:
    figure = figures[cell.figure]
    return figure.base if cell.part == "base" else figure.value
