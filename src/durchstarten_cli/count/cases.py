"""Cases (Teilnahmen): stays of one person in one module and provider with nearly no gap between."""

import numpy as np

from durchstarten_cli.count.groups import last_of_groups, running_max
from durchstarten_cli.count.view import View
from durchstarten_cli.count.windows import Windows
from durchstarten_cli.tables import Mask, Numbers


def with_gone(stays: View) -> View:
    """Add `gone`: the exit day of a closed stay ("x > d"), the day after an open one's last."""
    return stays.adding(gone=stays.until + stays.open)


def cases(stays: View, gap: Numbers) -> View:
    """Stays merged where the days between (next entry - latest exit - 1) are at most those of `gap`
    for their module.

    A case has person, module, provider, entry, until, gone, open and exit_class (-1: none told).
    """
    in_order = stays.where(_by_module_and_provider(stays))
    starts = _starts(in_order, gap)
    first = in_order.where(starts)
    ending = last_of_groups(np.flatnonzero(starts), in_order.gone, in_order.record)
    last = in_order.where(ending)
    return View(
        {name: first.column(name) for name in ("person", "module", "provider", "entry")}
        | {name: last.column(name) for name in ("until", "gone", "exit_class", "open")}
    )


def without_short(stays: View, found: View, windows: Windows) -> tuple[View, View, View]:
    """The stays and the cases but for short ones, and the short cases.

    A case is short if it is over and lasted (exit - entry) fewer days than its module asks for.
    """
    if not windows.least.any():
        return stays, found, found.where(np.arange(0, dtype=np.int64))
    short = ~found.open & (found.gone - found.entry < windows.least[found.module])
    lasting = ~short[case_of(stays, windows.gap)]
    return stays.where(lasting), found.where(~short), found.where(np.flatnonzero(short))


def case_of(stays: View, gap: Numbers) -> Numbers:
    """For every stay the number of its case, in the order of `cases`."""
    order = _by_module_and_provider(stays)
    number = np.empty(len(stays), dtype=np.int64)
    number[order] = np.cumsum(_starts(stays.where(order), gap)) - 1
    return number


def _by_module_and_provider(stays: View) -> Numbers:
    """The order of stays by module and provider; within them they stay by person and entry."""
    where = stays.module.astype(np.int32) * 65_536 + stays.provider
    if len(where) and where[0] == where[-1] and (where == where[0]).all():
        return np.arange(len(where))
    return np.argsort(where, kind="stable")


def _starts(stays: View, gap: Numbers) -> Mask:
    """Which sorted stays begin a new case."""
    new_group = np.ones(len(stays), dtype=bool)
    for name in _GROUP:
        column = stays.column(name)
        new_group[1:] &= column[1:] == column[:-1]
    new_group[1:] = ~new_group[1:]
    far = np.zeros(len(stays), dtype=bool)
    if len(stays):
        latest = running_max(stays.until, new_group)
        far[1:] = stays.entry[1:] - latest[:-1] - 1 > gap[stays.module[1:]]
    return new_group | far


_GROUP = ("person", "provider", "module")
