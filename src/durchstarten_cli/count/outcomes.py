"""Starts: their relation to cases in time, the window, what counts as main outcome."""

import numpy as np

from durchstarten_cli.count.people import first_of_groups
from durchstarten_cli.count.scope import NONE, Scope, View
from durchstarten_cli.tables import Mask, Numbers
from durchstarten_cli.vocabulary import vocabulary

UNATTRIBUTED, INDIRECT, DIRECT = 0, 1, 2


def kinds_of(*names: str) -> Numbers:
    """The numbers of all kinds that are named or belong to a class named."""
    codes = vocabulary().codes["kind"]
    return np.array([i for i, c in enumerate(codes) if c.name in names or c.group in names])


def starts(scope: Scope, cases: View) -> View:
    """The really started outcomes, up to the as-of date, with relation, window and rank.

    Columns beside those of outcomes: relation (DIRECT, INDIRECT, UNATTRIBUTED), in_window, and
    rank: the place of its kind in the precedence (0 highest).
    """
    events = scope.events.outcomes
    events = events.where((events.started_on != NONE) & (events.started_on <= scope.known))
    if scope.module is None:
        events = _one_event_each(events, scope.definitions.same_event_days)
    return events.adding(
        relation=_relation(events, cases, scope),
        in_window=scope.in_window(events.started_on, events.module),
        rank=ranks(scope)[events.kind],
    )


def _one_event_each(events: View, days: int) -> View:
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


def ranks(scope: Scope) -> Numbers:
    """For every kind its place in the precedence; kinds that it does not name come last.

    Kinds of one class keep the order of the word list within it.
    """
    codes = vocabulary().codes["kind"]
    order = scope.definitions.precedence

    def place(name: str, group: str) -> int:
        named = [i for i, entry in enumerate(order) if entry in (name, group)]
        return named[0] if named else len(order)

    return np.array([place(c.name, c.group) * 100 + i for i, c in enumerate(codes)] + [10_000])


def _relation(events: View, cases: View, scope: Scope) -> Numbers:
    """ "The strongest relation to any case entered on or before" the start."""
    event, case = _pairs(events.person, cases.person)
    started, committed = events.started_on[event], events.committed_on[event]
    entry, until = cases.entry[case], cases.until[case]
    entered = entry <= started
    direct_until = until + scope.definitions.direct_days
    direct = (started <= direct_until) | ((committed >= entry) & (committed <= direct_until))
    indirect = started <= until + scope.definitions.indirect_days
    strength = np.where(entered, np.where(direct, DIRECT, np.where(indirect, INDIRECT, 0)), 0)
    best = np.zeros(len(events), dtype=np.int64)
    np.maximum.at(best, event, strength)
    return best


def _pairs(left: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """Positions of all pairs with equal values."""
    order = np.argsort(right, kind="stable")
    low = np.searchsorted(right[order], left, side="left")
    size = np.searchsorted(right[order], left, side="right") - low
    first = np.repeat(np.arange(len(left)), size)
    offset = np.arange(len(first)) - np.repeat(np.cumsum(size) - size, size)
    return first, order[np.repeat(low, size) + offset]


def main_outcomes(people: View, events: View, population: int) -> Numbers:
    """For every participant the number (in `events`) of the start that decides, -1 without one.

    "Of each participant, among attributed starts" in the window "the highest"; of several of one
    kind the earliest.
    """
    counted = np.flatnonzero((events.relation > UNATTRIBUTED) & events.in_window)
    chosen = events.where(counted)
    order = np.lexsort((chosen.started_on, chosen.rank, chosen.person))
    first = order[first_of_groups(chosen.person[order])]
    by_person = np.full(population, -1, dtype=np.int64)
    by_person[chosen.person[first]] = counted[first]
    return by_person[people.person]


def started_since(scope: Scope, promised: View) -> Mask:
    """Promises whose kind the person really started on or after the day of the promise."""
    starts = scope.events.outcomes
    starts = starts.where((starts.started_on != NONE) & (starts.started_on <= scope.known))
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
