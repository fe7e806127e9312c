"""What readers can know of a table in which counts are withheld, by trying out every table."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from durchstarten_cli.config import Disclosure, Settings, load
from durchstarten_cli.disclose import Disclosed, disclose
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.model import Figure, Period, Published
from durchstarten_cli.tables import Numbers
from tests.build import SAMPLES

DAY = dt.date(2024, 3, 5)
Table = Sequence[Sequence[int]]


def figure(name: str, value: int, base: int | None = None, unit: str = "persons") -> Figure:
    return Figure(
        id=name,
        measure=name.partition(".")[2],
        module="m1",
        provider=None,
        restriction=None,
        label=name,
        definition=name,
        period=Period(DAY, DAY),
        as_of=DAY,
        value=value,
        base=base,
        unit=unit,
    )


def settings(rule: Disclosure) -> Settings:
    """Those of the sample, with another decision on small counts."""
    found = load(SAMPLES / "leverkusen").settings
    return with_rule(found, rule)


def with_rule(found: Settings, rule: Disclosure) -> Settings:
    """The same settings with another decision on small counts."""
    return msgspec.structs.replace(found, disclosure=rule)


@dataclass(frozen=True)
class Totalled:
    """A table with the totals of rows and columns and of everything, all of them printed."""

    rows: Table

    @property
    def figures(self) -> dict[str, Figure]:
        cells = {f"m1.c{i}{j}": v for i, row in enumerate(self.rows) for j, v in enumerate(row)}
        values = cells | {
            whole: sum(cells[part] for part in self._leaves(whole)) for whole in self._lines
        }
        return {name: figure(name, value) for name, value in values.items()}

    @property
    def _lines(self) -> dict[str, list[str]]:
        """The parts of every total."""
        height, width = len(self.rows), len(self.rows[0])
        lines = {f"m1.r{i}": [f"m1.c{i}{j}" for j in range(width)] for i in range(height)}
        lines |= {f"m1.k{j}": [f"m1.c{i}{j}" for i in range(height)] for j in range(width)}
        return lines | {"m1.all": [f"m1.r{i}" for i in range(height)]}

    def _leaves(self, name: str) -> list[str]:
        parts = self._lines.get(name)
        return [name] if parts is None else [leaf for part in parts for leaf in self._leaves(part)]

    @property
    def equations(self) -> list[Equation]:
        return [
            Equation(whole, whole, tuple(map(Cell, parts)), (Cell(whole),))
            for whole, parts in self._lines.items()
        ]

    def disclosed(self, rule: Disclosure) -> Disclosed:
        figures = self.figures
        return disclose(figures, self.equations, settings(rule), {Cell(name) for name in figures})

    def possible(self, published: Mapping[str, Published], most: int) -> dict[str, set[int]]:
        """Every value of each figure in the tables that look the same when they are published."""
        cells = [name for name in published if name not in self._lines]
        tried = np.meshgrid(*(_values_of(published[name], most) for name in cells))
        values = dict(zip(cells, (axis.ravel() for axis in tried), strict=True))
        for whole in self._lines:
            values[whole] = np.sum([values[leaf] for leaf in self._leaves(whole)], axis=0)
        same = np.all([_looks_like(values[name], published[name]) for name in values], axis=0)
        return {name: set(found[same].tolist()) for name, found in values.items()}


def _values_of(one: Published, most: int) -> Sequence[int]:
    if one.withheld is None:
        return (int(one.value or 0),)
    return range(one.withheld.below) if one.withheld.below else range(1, most + 1)


def _looks_like(values: Numbers, one: Published) -> Any:
    if one.withheld is None:
        return values == one.value
    return values < one.withheld.below if one.withheld.below else values >= 1


def determined(equations: Sequence[Equation], known: Set[Cell]) -> set[Cell]:
    """The unknown cells of which the equations leave one value only, by linear algebra.

    They are those that no solution of the equations without right sides can move.
    """
    cells = sorted({cell for equation in equations for cell in equation.cells} - known)
    column = {cell: number for number, cell in enumerate(cells)}
    matrix = np.zeros((len(equations) + 1, len(cells)))
    for row, equation in enumerate(equations):
        for side, sign in ((equation.left, 1), (equation.right, -1)):
            for cell in side:
                if cell in column:
                    matrix[row, column[cell]] += sign
    _, values, basis = np.linalg.svd(matrix)
    free = basis[np.count_nonzero(values > 1e-9) :]
    return {cell for cell in cells if not np.any(np.abs(free[:, column[cell]]) > 1e-9)}
