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
    order = np.lexsort((stays.entry, stays.person, stays.provider, stays.module))
    in_order = stays.where(order)
    starts = _starts(in_order, gap)
    number = np.cumsum(starts) - 1
    last = in_order.where(_last_by_exit(in_order, number))
    first = in_order.where(np.flatnonzero(starts))
    return View(
        {name: first.column(name) for name in ("person", "module", "provider", "entry")}
        | {name: last.column(name) for name in ("until", "gone", "exit_class", "open")}
    )


def case_of_stays(stays: View, gap: int) -> Numbers:
    """For every stay the number of its case in `cases`."""
    order = np.lexsort((stays.entry, stays.person, stays.provider, stays.module))
    numbers = np.empty(len(stays), dtype=np.int64)
    numbers[order] = np.cumsum(_starts(stays.where(order), gap)) - 1
    return numbers


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


def _last_by_exit(stays: View, number: Numbers) -> Numbers:
    """For every case the stay that ends it: the latest `gone`, of equal ones the later row."""
    order = np.lexsort((np.arange(len(number)), stays.gone, number))
    ends = np.flatnonzero(np.append(np.diff(number[order]), 1)) if len(number) else order
    return order[ends]
