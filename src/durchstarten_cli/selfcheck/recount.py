"""Evidence recounted: the rows named behind a figure lead to its value again."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from durchstarten_cli.equations import Cell, Equation, Failure
from durchstarten_cli.model import Figure
from durchstarten_cli.tables import Numbers

PERSONS = "Die Zeilen hinter einer Anzahl gehören zu genau so vielen Personen."
RECORDS = "Hinter einer Anzahl stehen genau so viele Zeilen."


def recounts(figures: Iterable[Figure], persons: Numbers) -> list[Failure]:
    """The figures whose rows do not lead to their value; `persons` has a number for every record.

    A figure with a base names the rows of its base. Statistics (days, occupancy) and cases are no
    number of rows or persons, so of them nothing can be told.
    """
    return list(_recounts(figures, persons))


def _recounts(figures: Iterable[Figure], persons: Numbers) -> Iterator[Failure]:
    for figure in figures:
        counter = _counter(figure, persons)
        part = "value" if figure.base is None else "base"
        told = figure.value if figure.base is None else figure.base
        if counter is None or told is None:
            continue
        sentence, count = counter
        found = count(figure.rows())
        if found != told:
            cell = Cell(figure.id, part)
            yield Failure(Equation(f"{figure.id}: rows", sentence, (cell,), (cell,)), told, found)


def _counter(figure: Figure, persons: Numbers) -> tuple[str, Callable[[Sequence[int]], int]] | None:
    if figure.unit == "persons" and not figure.measure.startswith("occupancy"):
        return PERSONS, lambda rows: _distinct(persons[np.asarray(rows, dtype=np.int64)])
    if figure.unit == "meetings":
        return RECORDS, len
    return None


def _distinct(numbers: Numbers) -> int:
    """How many different numbers there are (-1 is nobody, and one of them)."""
    return int(np.count_nonzero(np.bincount(numbers + 1)))
