"""Which counts are small, and why a count is withheld."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from durchstarten_cli.config import Disclosure
from durchstarten_cli.equations import Cell
from durchstarten_cli.model import Figure, Published

PERSONAL = ("persons", "cases", "events", "reported")
"""Units that count people or what happened to them."""
OF_DELIVERY = ("received", "used")
"""Rows tell about people only where a delivery is so small that it stands for them."""


class Why(StrEnum):
    """Why a count is withheld."""

    SMALL = "small"
    STATISTIC = "statistic"
    CHOSEN = "chosen"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True)
class Hidden:
    """A count that is withheld, and why; `for_` names the one that it would have given away."""

    cell: Cell
    why: Why
    for_: Cell | None = None


def value_of(cell: Cell, figures: Mapping[str, Figure]) -> int | float | None:
    """The true count of a cell."""
    figure = figures[cell.figure]
    return figure.base if cell.part == "base" else figure.value


def is_personal(figure: Figure) -> bool:
    """Whether a figure counts people, or what happened to them."""
    return figure.unit in PERSONAL


def hidden_first(figures: Mapping[str, Figure], rule: Disclosure) -> dict[Cell, Hidden]:
    """The counts that are withheld on their own: below the threshold, zeros included, or chosen."""
    found = {hidden.cell: hidden for hidden in _small(figures, rule)}
    for override in rule.overrides:
        if override.show:
            found = {cell: one for cell, one in found.items() if cell.figure != override.figure}
        else:
            cell = Cell(override.figure)
            found.setdefault(cell, Hidden(cell, Why.CHOSEN))
    return found


def counts_people(figure: Figure | Published) -> bool:
    """Whether a small count tells of few people: rows do where they are a whole delivery."""
    rows = figure.unit == "rows" and figure.measure in OF_DELIVERY
    return figure.unit in PERSONAL or rows


def _small(figures: Mapping[str, Figure], rule: Disclosure) -> Iterator[Hidden]:
    for figure in figures.values():
        if counts_people(figure):
            for part in ("value", "base"):
                count = value_of(cell := Cell(figure.id, part), figures)
                if count is not None and count < rule.threshold:
                    yield Hidden(cell, Why.SMALL)
        elif figure.unit == "days" and figure.value is not None and _of_few(figure, figures, rule):
            yield Hidden(Cell(figure.id), Why.STATISTIC)


def _of_few(figure: Figure, figures: Mapping[str, Figure], rule: Disclosure) -> bool:
    """Whether a statistic tells of fewer people than the threshold."""
    scope, _, restriction = figure.id.partition(".")[0], *figure.id.partition("[")[1:]
    suffix = f"[{restriction}" if restriction else ""
    people = figures.get(f"{scope}.participants{suffix}")
    return people is None or people.value is None or people.value < rule.threshold
