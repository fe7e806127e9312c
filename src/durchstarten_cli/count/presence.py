"""When persons are there: their stays, joined where they overlap or adjoin."""

import numpy as np

from durchstarten_cli.count.groups import running_max
from durchstarten_cli.count.view import View


def presence(stays: View) -> View:
    """Spans of presence [entry, gone) of each person, overlapping and adjoining ones joined.

    `stays` are sorted by person and entry, as those of a scope are.
    """
    stays = stays.where(stays.gone > stays.entry)
    if not len(stays):
        return stays
    new_person = np.ones(len(stays), dtype=bool)
    new_person[1:] = stays.person[1:] != stays.person[:-1]
    reach = running_max(stays.gone, new_person)
    starts = new_person.copy()
    starts[1:] |= stays.entry[1:] > reach[:-1]
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(stays)) - 1
    return View({"person": stays.person[first], "entry": stays.entry[first], "gone": reach[last]})
