"""When something was really taken up, how it relates to the cases, and whether it lies in time."""

from dataclasses import dataclass

from tests.oracle.presence import Case, cases, exit_day
from tests.oracle.records import KINDS, Day, Outcome, Period, Project, Setup, Stay, kinds_of


@dataclass(frozen=True)
class Start:
    """One start. `relation` is direct, indirect or None: unattributed."""

    outcome: Outcome
    on: Day
    relation: str | None

    @property
    def person(self) -> str:
        return self.outcome.person

    @property
    def kind(self) -> str:
        return self.outcome.kind or ""


def started_on(outcome: Outcome, stays: tuple[Stay, ...], setup: Setup) -> Day | None:
    """The day of a start: as reported; for a state at exit without a date, the exit day.

    Reading: a state at exit of a stay that is still open has no day and does not count; nor does
    a start after the as-of date, and "kein Anschluss" is none.
    """
    if outcome.kind not in counting(setup):
        return None
    day = outcome.started_on
    if day is None and outcome.undated:
        day = exit_day(outcome, stays)
    return None if day is None or day > setup.as_of else day


def counting(setup: Setup) -> set[str]:
    """The kinds that count as outcomes."""
    return {kind for name in setup.outcome_kinds for kind in kinds_of(name)}


def relation(outcome: Outcome, on: Day, related: list[Case], setup: Setup) -> str | None:
    """The strongest relation to any case of the person that was entered on or before the start."""
    found = {_relation(outcome, on, case, setup) for case in related if case.first <= on}
    for name in ("direct", "indirect"):
        if name in found:
            return name
    return None


def _relation(outcome: Outcome, on: Day, case: Case, setup: Setup) -> str | None:
    committed, setup = outcome.committed_on, setup.of(case.module)
    if (on - case.last).days <= setup.direct_days:
        return "direct"
    if committed and case.first <= committed and (committed - case.last).days <= setup.direct_days:
        return "direct"
    if (on - case.last).days <= setup.indirect_days:
        return "indirect"
    return None


def all_starts(rows: Project) -> list[Start]:
    """Every start reported, related to the cases of these rows."""
    every = cases(rows)
    starts = []
    for outcome in rows.outcomes:
        on = started_on(outcome, rows.stays, rows.setup)
        if on is not None:
            own = [c for c in every if c.person == outcome.person]
            starts.append(Start(outcome, on, relation(outcome, on, own, rows.setup)))
    return sorted(starts, key=lambda s: s.on)


def single_events(starts: list[Start], setup: Setup) -> list[Start]:
    """Over all modules: the same kind of the same person within some days is one event.

    Reading: the earliest one is kept as it was reported; what follows within that many days
    after a kept one is dropped. On the same day the one reported first is kept.
    """
    kept: list[Start] = []
    for start in starts:
        if not any(_same_event(start, other, setup) for other in kept):
            kept.append(start)
    return kept


def _same_event(start: Start, other: Start, setup: Setup) -> bool:
    same = (start.person, start.kind) == (other.person, other.kind)
    return same and (start.on - other.on).days <= setup.same_event_days


def in_window(start: Start, period: Period, setup: Setup) -> bool:
    """In the period; where it contains the last day of the event's module, also after it."""
    last = setup.modules[start.outcome.module].last
    after = setup.of(start.outcome.module).follow_up and last in period
    return start.on in period or (after and start.on > period.b)


def rank(kind: str, setup: Setup) -> int:
    """Place of a kind in the precedence; a class stands for its kinds in their own order."""
    order = [kind for name in setup.precedence for kind in kinds_of(name)]
    # Kinds that the precedence does not name come after all others.
    return (order + [kind for kind in KINDS if kind not in order]).index(kind)


def deciding(starts: list[Start], setup: Setup) -> Start | None:
    """The start that decides: the highest kind, the earliest of that kind."""
    return min(starts, key=lambda s: (rank(s.kind, setup), s.on), default=None)
