"""Cases (Teilnahmen): stays of one person in one module and provider with nearly no gap between."""

import numpy as np

from durchstarten_cli.count.scope import View
from durchstarten_cli.tables import Mask, Numbers


def with_gone(stays: View) -> View:
    """Add `gone`: the exit day of a closed stay ("x > d"), the day after an open one's last."""
    return stays.adding(gone=stays.until + stays.open.astype(np.int64))


def cases(stays: View, gap: int) -> View:
    """Stays merged where the days between (next entry - latest exit - 1) are at most `gap`.

    A case has person, module, provider, entry, until, gone, open and exit_class (-1: none told);
    `case_of_stays` tells which stays it is made of.
    """
    in_order = stays.where(_by_module_and_provider(stays))
    starts = _starts(in_order, gap)
    last = in_order.where(
        last_of_groups(np.flatnonzero(starts), in_order.gone, np.arange(len(starts)))
    )
    first = in_order.where(starts)
    return View(
        {name: first.column(name) for name in ("person", "module", "provider", "entry")}
        | {name: last.column(name) for name in ("until", "gone", "exit_class", "open")}
    )


def case_of_stays(stays: View, gap: int) -> Numbers:
    """For every stay the number of its case in `cases`."""
    order = _by_module_and_provider(stays)
    numbers = np.empty(len(stays), dtype=np.int64)
    numbers[order] = np.cumsum(_starts(stays.where(order), gap)) - 1
    return numbers


def _by_module_and_provider(stays: View) -> Numbers:
    """The order of stays by module and provider; within them they stay by person and entry."""
    where = stays.module.astype(np.int32) * 65_536 + stays.provider
    return np.argsort(where, kind="stable")


def _starts(stays: View, gap: int) -> Mask:
    """Which sorted stays begin a new case."""
    new_group = np.ones(len(stays), dtype=bool)
    far = np.zeros(len(stays), dtype=bool)
    if len(stays):
        new_group[1:] = np.any(
            [stays.column(name)[1:] != stays.column(name)[:-1] for name in _GROUP], axis=0
        )
        latest = running_max(stays.until, new_group)
        far[1:] = stays.entry[1:] - latest[:-1] - 1 > gap
    return new_group | far


_GROUP = ("person", "provider", "module")


def running_max(values: Numbers, new_group: Mask) -> Numbers:
    """The largest value so far within each group of neighbouring rows."""
    if not len(values):
        return values
    span = int(values.max() - values.min()) + 1
    lift = (np.cumsum(new_group) - 1) * span
    reached: Numbers = np.maximum.accumulate(values + lift) - lift
    return reached


def last_of_groups(first: Numbers, gone: Numbers, row: Numbers) -> Numbers:
    """For runs of neighbouring stays the one that ends each: latest `gone`, then the later row.

    `first` tells where each run begins; `row` orders the stays and is never negative.
    """
    if not len(first):
        return first
    rank = gone * (int(row.max()) + 1) + row
    sizes = np.diff(np.append(first, len(rank)))
    return np.flatnonzero(rank == np.repeat(np.maximum.reduceat(rank, first), sizes))
