"""Equations between figures: what has to hold among counts, and what a reader can work out."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Cell:
    """One count in an equation: a figure's value or its base."""

    figure: str
    part: str = "value"

    def __str__(self) -> str:
        return f"{self.figure} (Grundzahl)" if self.part == "base" else self.figure


@dataclass(frozen=True)
class Equation:
    """The sum of `left` equals the sum of `right`, or is at most that; cells may stand repeatedly.

    `sentence` says it in German. `rest`: what `right` has more is a count of its own (the persons
    in the whole who are not in the part), which a reader finds by subtraction.
    """

    name: str
    sentence: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    equal: bool = True
    rest: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All its cells."""
        return self.left + self.right


def part_of(name: str, sentence: str, part: Cell, whole: Cell) -> Equation:
    """Those of the part are some of the whole."""
    return Equation(name, sentence, (part,), (whole,), equal=False, rest=True)


@dataclass(frozen=True)
class Failure:
    """An equation that does not hold, with the two sums."""

    equation: Equation
    left: float
    right: float

    def __str__(self) -> str:
        cells = ", ".join(dict.fromkeys(map(str, self.equation.cells)))
        return f"{self.equation.sentence} Betroffen sind: {cells}."
