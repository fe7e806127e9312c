"""Starts: their relation to cases in time, their rank, what counts as main outcome."""

import numpy as np

from durchstarten_cli.config import Definitions
from durchstarten_cli.count.groups import first_of_groups
from durchstarten_cli.count.view import NONE, View
from durchstarten_cli.count.windows import Windows
from durchstarten_cli.tables import AnyArray, Mask, Numbers
from durchstarten_cli.vocabulary import vocabulary

UNATTRIBUTED, INDIRECT, DIRECT = 0, 1, 2


def kinds_of(*names: str) -> list[int]:
    """The numbers of all kinds that are named or belong to a class named."""
    codes = vocabulary().codes["kind"]
    return [i for i, c in enumerate(codes) if c.name in names or c.group in names]


def among(kinds: list[int]) -> Mask:
    """For every kind whether it is one of these; the last place is for none."""
    chosen = np.zeros(len(vocabulary().codes["kind"]) + 2, dtype=bool)
    chosen[kinds] = True
    return chosen


def counting(outcomes: View, definitions: Definitions) -> View:
    """The outcomes of the kinds that count as such."""
    return outcomes.where(among(kinds_of(*definitions.outcome_kinds))[outcomes.kind])


def begun(outcomes: View, known: int) -> View:
    """The outcomes that had really started by the as-of date."""
    return outcomes.where((outcomes.started_on != NONE) & (outcomes.started_on <= known))


def related(events: View, cases: View, windows: Windows, definitions: Definitions) -> View:
    """Starts with their relation (DIRECT, INDIRECT, UNATTRIBUTED) and the rank of their kind: its
    place in the precedence (0 highest)."""
    return events.adding(
        relation=_relation(events, cases, windows), rank=ranks(definitions)[events.kind]
    )


def one_event_each(events: View, days: int) -> View:
    """ "The same kind of the same person within 31 days is one event": the first."""
    ordered = events.where(
        np.lexsort((events.record, events.started_on, events.kind, events.person))
    )
    same = np.zeros(len(ordered), dtype=bool)
    same[1:] = (ordered.person[1:] == ordered.person[:-1]) & (ordered.kind[1:] == ordered.kind[:-1])
    keep = np.ones(len(ordered), dtype=bool)
    kept = 0
    for number in np.flatnonzero(same).tolist():
        kept = number - 1 if keep[number - 1] else kept
        keep[number] = ordered.started_on[number] - ordered.started_on[kept] > days
    return ordered.where(keep)


def ranks(definitions: Definitions) -> Numbers:
    """For every kind its place in the precedence; kinds that it does not name come last.

    Kinds of one class keep the order of the word list within it.
    """
    codes = vocabulary().codes["kind"]
    order = definitions.precedence

    def place(name: str, group: str) -> int:
        named = [i for i, entry in enumerate(order) if entry in (name, group)]
        return named[0] if named else len(order)

    return np.array([place(c.name, c.group) * 100 + i for i, c in enumerate(codes)] + [10_000])


def _relation(events: View, cases: View, windows: Windows) -> AnyArray:
    """ "The strongest relation to any case entered on or before" the start."""
    event, case = _pairs(events.person, cases.person)
    started, committed = events.started_on[event], events.committed_on[event]
    entry, until, module = cases.entry[case], cases.until[case], cases.module[case]
    direct_until = until + windows.direct[module]
    direct = (started <= direct_until) | ((committed >= entry) & (committed <= direct_until))
    indirect = started <= until + windows.indirect[module]
    strength = np.where(direct, DIRECT, np.where(indirect, INDIRECT, UNATTRIBUTED))
    strength = np.where(entry <= started, strength, UNATTRIBUTED).astype(np.int8)
    best = np.zeros(len(events), dtype=np.int8)
    first = first_of_groups(event)
    if len(first):
        best[event[first]] = np.maximum.reduceat(strength, first)
    return best


def _pairs(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Positions of all pairs with equal values, in the order of `left`."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    low = np.searchsorted(ordered, left, side="left")
    size = np.searchsorted(ordered, left, side="right") - low
    first = np.repeat(np.arange(len(left)), size)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(size) - size, size)
    return first, order[np.repeat(low, size) + offset]


def deciding(starts: View) -> Numbers:
    """Of every person the start that decides: the highest kind, and of one kind the earliest day.

    Returns positions in `starts`, ascending by person.
    """
    order = np.lexsort((starts.started_on, starts.rank, starts.person))
    return order[first_of_groups(starts.person[order])]


def started_since(starts: View, promised: View) -> Mask:
    """Promises whose kind the person really started on or after the day of the promise."""
    key, of_promise = _person_and_kind(starts), _person_and_kind(promised)
    order = np.lexsort((starts.started_on, key))
    if not len(order):
        return np.zeros(len(promised), dtype=bool)
    last = np.searchsorted(key[order], of_promise, side="right") - 1
    same = (last >= 0) & (key[order][last] == of_promise)
    since: Mask = same & (starts.started_on[order][last] >= promised.committed_on)
    return since


def _person_and_kind(events: View) -> Numbers:
    key: Numbers = events.person.astype(np.int64) * 64 + events.kind
    return key
