"""Random records within the frame of one small project, as hypothesis strategies.

What is drawn and what is avoided stands in generate.py, which puts them together.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.oracle import records
from tests.oracle.presence import exit_of
from tests.oracle.records import (
    Day,
    Handover,
    Meeting,
    Outcome,
    Period,
    Setup,
    Span,
    Stay,
    Support,
)

ORIGIN = dt.date(2023, 9, 1)
RECEIVERS = ("Jugendmigrationsdienst", "Jobcenter", "Jugendamt", "Psychosoziale Beratung")
RECEIVER_KINDS = (*records.RECEIVER_KINDS, "internal", None)
FORMATS = ("Jour fixe", "Fallkonferenz", "Steuerungsgruppe")
UNITS = ("Soziales", "Bürger und Integration", "Jugend")
BODIES = ("Träger A", "Träger B")
T = TypeVar("T")


@dataclass(frozen=True)
class Frame:
    """What the records of a project are drawn within."""

    setup: Setup
    period: Period
    odd: bool
    """Whether starts before the entry and after the as-of date are drawn."""

    @property
    def edges(self) -> list[Day]:
        return [self.period.a, self.period.b, self.setup.as_of]


def later(day: Day, days: int) -> Day:
    return day + dt.timedelta(days=days)


def near(anchors: Iterable[Day], first: Day, last: Day) -> st.SearchStrategy[Day]:
    """Any day from first to last, often one at most a day beside an anchor."""
    close = sorted({later(a, n) for a in anchors for n in (-1, 0, 1)})
    close = [day for day in close if first <= day <= last]
    anywhere = st.dates(first, last)
    return st.one_of(st.sampled_from(close), anywhere) if close else anywhere


def maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.one_of(st.none(), strategy)


KINDS = st.sampled_from((("training", "work"), ("work_insured", "school"), records.PRECEDENCE))
OWN: dict[str, st.SearchStrategy[Any]] = {
    "reentry_gap_days": st.sampled_from((0, 7, 30)),
    "minimum_days": st.sampled_from((1, 8, 40)),
    "direct_days": st.sampled_from((0, 14)),
    "indirect_days": st.sampled_from((28, 365)),
    "follow_up": st.booleans(),
    "handover_days": st.sampled_from((0, 400)),
    "outcome_kinds": KINDS,
    "precedence": KINDS,
    "positive_kinds": KINDS,
    "age_bands": st.sampled_from((((0, 20), (21, 99)), ((18, 24),))),
    "age_on": st.sampled_from(("entry", "period")),
}
"""What a module may have of its own."""
SHARED: dict[str, st.SearchStrategy[Any]] = {
    **{name: OWN[name] for name in OWN if not name.endswith("_days")},
    "minimum_days": OWN["minimum_days"],
    "duration_bands": st.sampled_from(((0,), (0, 10, 100), (0, 1))),
    "sustained_days": st.sampled_from(((28, 182), (91,))),
}


@st.composite
def some_of(draw: st.DrawFn, strategies: dict[str, st.SearchStrategy[Any]]) -> dict[str, Any]:
    """Now and then a few settings that are others than usual."""
    names = draw(st.lists(st.sampled_from(sorted(strategies)), max_size=3, unique=True))
    chosen = names if draw(st.integers(0, 2)) == 0 else ()
    return {name: draw(strategies[name]) for name in chosen}


@st.composite
def own_definitions(draw: st.DrawFn, modules: dict[str, Span]) -> dict[str, dict[str, Any]]:
    """What is another in some of the modules, windows that do not contradict each other."""
    found = {name: draw(some_of(OWN)) for name in modules}
    for own in found.values():
        if "direct_days" in own or "indirect_days" in own:
            own |= {"direct_days": own.get("direct_days", 14), "indirect_days": 91}
    return {name: own for name, own in found.items() if own}


@st.composite
def frames(draw: st.DrawFn, odd: bool) -> Frame:
    modules = {}
    for i in range(draw(st.integers(1, 3))):
        first = later(ORIGIN, draw(st.integers(0, 60)))
        modules[f"m{i + 1}"] = Span(first, later(first, draw(st.integers(30, 300))))
    latest = max(span.first for span in modules.values())
    ends = [span.last for span in modules.values()]
    as_of = draw(near([*ends, later(max(ends), 200)], later(latest, 20), later(ORIGIN, 700)))
    starts = [span.first for span in modules.values()]
    a = draw(near([*starts, dt.date(2024, 2, 29)], later(ORIGIN, -10), as_of))
    beyond = draw(st.sampled_from((0, 0, 0, 40)))
    b = draw(near([*ends, as_of, later(a, 60)], a, later(as_of, beyond)))
    setup = Setup(
        as_of=as_of,
        modules=modules,
        reentry_gap_days=draw(st.sampled_from((0, 0, 14, 90))),
        direct_days=draw(st.sampled_from((28, 28, 14))),
        indirect_days=draw(st.sampled_from((182, 182, 60))),
        handover_days=draw(st.sampled_from((182, 182, 30))),
        own=draw(own_definitions(modules)),
        **draw(some_of(SHARED)),
    )
    return Frame(setup, Period(a, b), odd)


@st.composite
def histories(draw: st.DrawFn, frame: Frame, person: str) -> list[Stay]:
    """The stays of one person; what belongs to the person is the same in all of them."""
    born = maybe(st.dates(dt.date(1994, 1, 1), dt.date(2007, 12, 31)))
    birth, shown = draw(born), draw(st.sampled_from(("birth_year", "birth_date", "age_at_entry")))
    stays: list[Stay] = []
    for _ in range(draw(st.sampled_from((1, 1, 2, 3)))):
        stay = draw(_stays(frame, person, stays))
        stays.append(_with_birth(stay, birth, shown) if birth else stay)
    return _settled(stays, frame.setup)


@st.composite
def _stays(draw: st.DrawFn, frame: Frame, person: str, before: Sequence[Stay]) -> Stay:
    setup = frame.setup
    module = draw(st.sampled_from([s.module for s in before] or sorted(setup.modules)))
    if draw(st.booleans()):
        module = draw(st.sampled_from(sorted(setup.modules)))
    span = setup.modules[module]
    ends = [exit_of(s, setup) for s in before]
    again = [later(x, n) for x in ends for n in (1, 1 + setup.reentry_gap_days)]
    entry = draw(near([*frame.edges, *again], span.first, min(span.last, setup.as_of)))
    latest = min(setup.as_of, later(span.last, 20))
    exit_ = draw(maybe(near([entry, *frame.edges, span.last], entry, latest)))
    return Stay(
        provider=draw(st.sampled_from("ab")),
        module=module,
        person=person,
        entry=entry,
        exit=exit_,
        exit_class=draw(maybe(st.sampled_from(records.EXIT_CLASSES))) if exit_ else None,
        sex=draw(maybe(st.sampled_from(("female", "female", "male", "diverse")))),
        residence_status=draw(maybe(st.sampled_from(records.STATUSES))),
        further_need=draw(st.sampled_from(("yes", "no", None))) if exit_ else None,
    )


def _with_birth(stay: Stay, birth: Day, shown: str) -> Stay:
    if shown == "birth_year":
        return replace(stay, birth_year=birth.year)
    if shown == "birth_date":
        return replace(stay, birth_date=birth)
    had_birthday = (stay.entry.month, stay.entry.day) >= (birth.month, birth.day)
    return replace(stay, age_at_entry=stay.entry.year - birth.year - (not had_birthday))


def _settled(stays: list[Stay], setup: Setup) -> list[Stay]:
    """Without two stays of the same key, and without ends and beginnings that disagree."""
    kept = list(first_of(stays, lambda s: (s.provider, s.module, s.entry)))
    ends = [exit_of(s, setup) for s in kept if s.exit is None]
    taken = {day for end in ends for day in (end, later(end, 1))}
    kept = [s for s in kept if s.exit not in taken]
    by_exit = {s.exit: s for s in reversed(kept)}
    by_entry = {s.entry: s for s in reversed(kept)}
    return [
        replace(
            s,
            exit_class=by_exit[s.exit].exit_class,
            further_need=by_exit[s.exit].further_need,
            residence_status=by_entry[s.entry].residence_status,
        )
        for s in kept
    ]


def first_of(rows: Iterable[T], key: Callable[[T], Hashable]) -> Iterable[T]:
    """The first row of each key."""
    seen: set[Hashable] = set()
    for row in rows:
        if key(row) not in seen:
            seen.add(key(row))
            yield row


@st.composite
def outcomes(draw: st.DrawFn, frame: Frame, stay: Stay, kind: str) -> Outcome:
    """A state at exit, a start, a promise, or a promise with its start."""
    setup, x = frame.setup, exit_of(stay, frame.setup)
    empty = Outcome(stay.provider, stay.module, stay.person, kind, stay_entry=stay.entry)
    shape = draw(st.sampled_from(("undated", "start", "start", "promise", "both")))
    if kind == "none" or shape == "undated":
        return replace(empty, undated=kind != "none")
    first = later(stay.entry, -30 if frame.odd else 0)
    last = later(setup.as_of, 30 if frame.odd else 0)
    windows = [later(x, n) for n in (0, setup.direct_days, setup.indirect_days)]
    anchors = [*frame.edges, *windows, stay.entry, setup.modules[stay.module].last]
    on = draw(near(anchors, first, last))
    if shape != "start":
        committed = draw(near(anchors, first, min(on, setup.as_of)))
        empty = replace(empty, committed_on=committed)
    if shape == "promise":
        assert empty.committed_on
        return replace(empty, ended_on=draw(maybe(st.dates(empty.committed_on, setup.as_of))))
    return draw(_followed_up(replace(empty, started_on=on), on, setup))


@st.composite
def _followed_up(draw: st.DrawFn, outcome: Outcome, on: Day, setup: Setup) -> Outcome:
    """A start that may be confirmed and may end, both up to the as-of date."""
    if on > setup.as_of:
        return outcome
    due = [later(on, n) for n in setup.sustained_days]
    confirmed = draw(maybe(near(due, on, setup.as_of)))
    ended = draw(maybe(near(due, confirmed or on, setup.as_of)))
    return replace(outcome, confirmed_on=confirmed, ended_on=ended)


@st.composite
def handovers(draw: st.DrawFn, frame: Frame, stay: Stay) -> Handover:
    x = exit_of(stay, frame.setup)
    anchors = [*frame.edges, x, later(x, frame.setup.handover_days)]
    return Handover(
        stay.provider,
        stay.module,
        stay.person,
        draw(near(anchors, stay.entry, frame.setup.as_of)),
        draw(st.sampled_from(RECEIVERS)),
        draw(st.sampled_from(RECEIVER_KINDS)),
        draw(st.sampled_from(("done", "done", "offered"))),
    )


@st.composite
def supports(draw: st.DrawFn, frame: Frame, stay: Stay) -> Support:
    since = draw(near(frame.edges, stay.entry, frame.setup.as_of))
    until = draw(maybe(near(frame.edges, since, later(frame.setup.as_of, 30))))
    kind = draw(st.sampled_from(records.SUPPORT_KINDS))
    return Support(stay.provider, stay.module, stay.person, kind, since, until)


@st.composite
def meetings(draw: st.DrawFn, frame: Frame) -> Meeting:
    return Meeting(
        draw(near(frame.edges, ORIGIN, frame.setup.as_of)),
        draw(st.sampled_from(FORMATS)),
        tuple(draw(st.lists(st.sampled_from(UNITS), max_size=3, unique=True))),
        tuple(draw(st.lists(st.sampled_from(BODIES), max_size=2, unique=True))),
    )
