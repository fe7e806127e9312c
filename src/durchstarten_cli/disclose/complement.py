"""What else is withheld, so that what is withheld cannot be worked out."""

from collections.abc import Set

from durchstarten_cli.disclose.readers import Readers
from durchstarten_cli.equations import Cell


def withhold_complements(readers: Readers, given_up: Set[Cell]) -> list[Cell]:
    """Withhold further counts, the least missed first, until no protected one can be worked out.

    Returns the cells that stay open because nothing is left to withhold, without those `given_up`
    before. The order is fixed, so the same figures lead to the same choice.
    """
    still_open = sorted(given_up)
    while waiting := [cell for cell in readers.protected() if cell not in still_open]:
        before = len(still_open)
        changed = [_protect(readers, cell, still_open) for cell in waiting]
        if not any(changed) and len(still_open) == before:
            break
    return [cell for cell in still_open if cell not in given_up]


def _protect(readers: Readers, cell: Cell, still_open: list[Cell]) -> bool:
    """Whether something had to be withheld for a cell."""
    changed = False
    while (choices := readers.ways_to_protect(cell)) is not None:
        if not choices:
            still_open.append(cell)
            break
        readers.hide(choices[0], cell)
        changed = True
    return changed
