"""Small random projects: `scenarios()` draws one; deliver.py lays it down as files.

What is drawn on purpose: same-day stays, open stays (some outliving their module), overlaps,
re-entries around the permitted gap, rows carried over, several outcomes with and without days,
days around every boundary (period, module, as-of date, windows), and the 29th of February.

What is avoided, because validation sets it aside or the definitions leave it open:
* exit before entry, exact duplicate rows, a missing id, an entry outside its module;
* entry, exit, promise or handover after the as-of date, a handover before the entry of its stay;
* a module without any stay: that is not reported, rather than zero;
* one person's stays that end on one day in different ways, or that begin on one day with
  different status: which of them is the last or the first is not defined;
* an open stay, and another one of that person that ends on its last day or the day after;
* reports of one kind for one person that begin on the same day and say different things;
* the same handover or support of a person reported twice.
Starts before the entry, and starts announced for after the as-of date, are drawn if `odd`.
"""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from tests.oracle import draws
from tests.oracle.draws import first_of
from tests.oracle.records import KINDS, Outcome, Period, Project, Setup, Stay
from tests.oracle.starts import started_on


@dataclass(frozen=True)
class Scenario:
    """A project, the period to count, and the stays that an earlier row already mentions."""

    project: Project
    period: Period
    carried: frozenset[int]


@st.composite
def scenarios(draw: st.DrawFn, people: int = 12, odd: bool = True) -> Scenario:
    """A project with up to so many people; `odd` as said at the top."""
    frame = draw(draws.frames(odd))
    stays: list[Stay] = []
    for i in range(draw(st.integers(1, people))):
        stays += draw(draws.histories(frame, f"p{i + 1:03}"))
    kinds = st.lists(st.sampled_from((*KINDS, "none")), max_size=3, unique=True)
    some = st.integers(0, 2)
    outcomes = [draw(draws.outcomes(frame, s, kind)) for s in stays for kind in draw(kinds)]
    handovers = [draw(draws.handovers(frame, s)) for s in stays for _ in range(draw(some))]
    supports = [draw(draws.supports(frame, s)) for s in stays for _ in range(draw(some))]
    project = Project(
        setup=_with_stays(frame.setup, stays),
        stays=tuple(stays),
        outcomes=_told_apart(outcomes, stays, frame.setup),
        handovers=tuple(first_of(handovers, lambda h: (h.person, h.on, h.receiver))),
        supports=tuple(first_of(supports, lambda s: (s.person, s.kind, s.since))),
        meetings=tuple(draw(st.lists(draws.meetings(frame), max_size=4, unique=True))),
    )
    carried = draw(st.frozensets(st.sampled_from(range(len(stays)))))
    return Scenario(project, frame.period, carried)


def _with_stays(setup: Setup, stays: list[Stay]) -> Setup:
    used = {s.module for s in stays}
    return replace(setup, modules={m: span for m, span in setup.modules.items() if m in used})


def _told_apart(outcomes: list[Outcome], stays: list[Stay], setup: Setup) -> tuple[Outcome, ...]:
    """Without a second report of a kind for one person that begins on the same day."""

    def key(outcome: Outcome) -> tuple[object, ...]:
        on = started_on(outcome, tuple(stays), setup)
        return (outcome.person, outcome.kind, on) if on else (id(outcome),)

    return tuple(first_of(outcomes, key))
