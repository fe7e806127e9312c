"""What readers know before they read a statement, above all what was made public before."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from durchstarten_cli.config import Disclosure
from durchstarten_cli.disclose.readers import Readers
from durchstarten_cli.disclose.small import hidden_first
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.model import Figure


@dataclass(frozen=True)
class Known:
    """Cells that readers know whatever this statement tells.

    `certain` are counts that are none for everybody, `public` those made public before and what
    follows from them exactly; `open` are counts to be protected of which these leave too few
    values: no statement can hide them any more. Of those in `near` they tell something.
    """

    certain: Set[Cell] = frozenset()
    public: Set[Cell] = frozenset()
    open: Set[Cell] = frozenset()
    near: Set[Cell] = frozenset()


NOTHING = Known()


def known(
    figures: Mapping[str, Figure],
    equations: Sequence[Equation],
    rule: Disclosure,
    certain: Set[Cell],
    announced: Set[Cell],
) -> Known:
    """What follows from the cells made public before, by the equations alone."""
    if not announced or rule.mode not in ("suppress", "round"):
        return Known(certain, announced)
    readers = Readers(figures, equations, announced | certain, {}, rule, certain)
    reached = readers.reached_from(announced)
    protected = (hidden_first(figures, rule).keys() | set(readers.protected())) & reached
    return Known(
        certain,
        announced | {cell for cell in sorted(reached) if readers.know(cell)},
        {cell for cell in sorted(protected) if readers.ways_to_protect(cell) is not None},
        reached,
    )
