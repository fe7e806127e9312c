"""Runs of equal neighbours in sorted rows, and persons as flags: the small tools of counting."""

import numpy as np

from durchstarten_cli.tables import Mask, Numbers
from durchstarten_cli.vocabulary import vocabulary

UNKNOWN = -1


def code_of(column: str, name: str) -> int:
    """The number by which a coded column holds the code `name`."""
    names = [code.name for code in vocabulary().codes[column]] + ["unknown"]
    return names.index(name)


def first_of_groups(sorted_keys: Numbers) -> Numbers:
    """Where each run of equal neighbours begins."""
    changes = np.ones(len(sorted_keys), dtype=bool)
    changes[1:] = sorted_keys[1:] != sorted_keys[:-1]
    return np.flatnonzero(changes)


def any_of_groups(mask: Mask, first: Numbers) -> Mask:
    """For every run of neighbours that begins at `first` whether the mask holds anywhere in it."""
    told: Mask = np.logical_or.reduceat(mask, first, axis=0) if len(first) else mask
    return told


def last_of_groups(first: Numbers, gone: Numbers, row: Numbers) -> Numbers:
    """For runs of neighbouring stays the one that ends each: latest `gone`, then the later row.

    `first` tells where each run begins; `row` orders the stays and is never negative.
    """
    if not len(first):
        return first
    rank = gone.astype(np.int64) * (int(row.max()) + 1) + row
    sizes = np.diff(np.append(first, len(rank)))
    return np.flatnonzero(rank == np.repeat(np.maximum.reduceat(rank, first), sizes))


def running_max(values: Numbers, new_group: Mask) -> Numbers:
    """The largest value so far within each group of neighbouring rows."""
    if not len(values):
        return values
    span = int(values.max()) - int(values.min()) + 1
    lift = (np.cumsum(new_group) - 1) * span
    reached: Numbers = np.maximum.accumulate(values + lift) - lift
    return reached


def flags(persons: Numbers, population: int) -> Mask:
    """For every person number whether it is among `persons`."""
    among = np.zeros(population, dtype=bool)
    among[persons] = True
    return among
