"""What became of the participants: main outcome, placement, success, promises, sustained."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from tests.oracle import presence
from tests.oracle.records import (
    CLASSES,
    KINDS,
    Figures,
    Outcome,
    Period,
    Project,
    Stay,
    kinds_of,
)
from tests.oracle.starts import (
    Start,
    all_starts,
    counting,
    deciding,
    in_window,
    single_events,
    started_on,
)

REST = ("before_period", "still", "neutral", "dropout", "none", "unknown")
OUTCOMES = (*KINDS, *CLASSES, *REST)


@dataclass(frozen=True)
class View:
    """The rows of one scope, seen through one period, with what is needed again and again."""

    rows: Project
    period: Period
    people: frozenset[str]
    starts: tuple[Start, ...]
    counted: tuple[Start, ...]

    def touching(self, person: str) -> list[Stay]:
        """The person's stays that touch the period, the first one first."""
        setup = self.rows.setup
        own = [s for s in self.rows.stays if s.person == person]
        return sorted(
            (s for s in own if presence.touches(s, self.period, setup)), key=lambda s: s.entry
        )

    def of(self, person: str) -> list[Start]:
        """The person's attributed starts in the window."""
        return [s for s in self.counted if s.person == person]

    def with_any(self, kinds: Iterable[str]) -> set[str]:
        """Participants with an attributed start in the window of any of these kinds."""
        wanted = set(kinds)
        return {s.person for s in self.counted if s.person in self.people and s.kind in wanted}


def view(rows: Project, period: Period, *, single: bool) -> View:
    starts = all_starts(rows)
    if single:
        starts = single_events(starts, rows.setup)
    counted = [s for s in starts if s.relation and in_window(s, period, rows.setup)]
    people = frozenset(presence.participants(rows, period))
    return View(rows, period, people, tuple(starts), tuple(counted))


def main_class(seen: View, person: str) -> str:
    """The one class of the main outcome to which a participant belongs."""
    main = deciding(seen.of(person), seen.rows.setup)
    if main is not None:
        return main.kind
    own = [s for s in seen.starts if s.person == person and s.relation]
    if any(s.on < seen.period.a for s in own):
        return "before_period"
    # Reading: still taking part on the last day of the period that is reported at all.
    end = presence.known_end(seen.period, seen.rows.setup)
    if person in presence.stock(seen.rows, end):
        return "still"
    how = presence.last_class(seen.touching(person), seen.rows.setup)
    return {"regular": "none"}.get(how, how)


def outcome_figures(seen: View, people: Iterable[str]) -> Figures:
    """How many of these participants belong to each class; training and work are sums of kinds."""
    found = [main_class(seen, person) for person in people]
    figures: Figures = {}
    for name in OUTCOMES:
        figures[f"outcome.{name}"] = len([c for c in found if c in kinds_of(name)])
    placed = [c for c in found if any(c in kinds for kinds in CLASSES.values())]
    figures["outcome.neither"] = len(found) - len(placed)
    return figures


def placement(seen: View) -> set[str]:
    return seen.with_any((*CLASSES["training"], *CLASSES["work"]))


def _related(starts: list[Start]) -> str:
    return "direct" if any(s.relation == "direct" for s in starts) else "indirect"


def relation_figures(seen: View) -> Figures:
    """Direct or only indirect: of the main outcome, and of placement as such."""
    names = [f"outcome_{r}.{c}" for r in ("direct", "indirect") for c in CLASSES]
    names += ["placement_direct", "placement_indirect", "outcome_after_period"]
    figures: dict[str, int] = dict.fromkeys(names, 0)
    for person in seen.people:
        starts = seen.of(person)
        main = deciding(starts, seen.rows.setup)
        if main is None:
            continue
        # Reading: the relation of the main outcome is the best one among starts of its kind.
        how = _related([s for s in starts if s.kind == main.kind])
        for name, kinds in CLASSES.items():
            figures[f"outcome_{how}.{name}"] += main.kind in kinds
        figures["outcome_after_period"] += main.on > seen.period.b
    for person in placement(seen):
        placed = [s for s in seen.of(person) if any(s.kind in k for k in CLASSES.values())]
        figures[f"placement_{_related(placed)}"] += 1
    return {**figures}


def start_figures(seen: View) -> Figures:
    """Any outcome, placement, success, and the starts that stand on lines of their own.

    Reading: unattributed starts are those of all persons reported, whether participants or not.
    """
    setup, figures = seen.rows.setup, Figures()
    for name in (*KINDS, *CLASSES):
        figures[f"outcome_any.{name}"] = len(seen.with_any(kinds_of(name)))
    figures["placement"] = len(placement(seen))
    both = seen.with_any(CLASSES["training"]) & seen.with_any(CLASSES["work"])
    figures["placement_both"] = len(both)
    positive = [kind for name in setup.positive_kinds for kind in kinds_of(name)]
    figures["success"] = len(seen.with_any(positive))
    loose = [s for s in seen.starts if not s.relation and in_window(s, seen.period, setup)]
    figures["starts_unattributed"] = len({s.person for s in loose})
    figures["starts_former"] = len({s.person for s in seen.counted} - seen.people)
    undated = {s.person for s in seen.counted if s.outcome.undated}
    figures["outcomes_undated"] = len(undated & seen.people)
    return figures


def promisers(rows: Project, period: Period) -> set[str]:
    """Persons with a promise made in the period."""
    return {o.person for o in _promised(rows, period)}


def _promised(rows: Project, period: Period) -> list[Outcome]:
    known = Period(period.a, presence.known_end(period, rows.setup))
    kinds = counting(rows.setup)
    told = [o for o in rows.outcomes if o.kind in kinds]
    return [o for o in told if o.committed_on and o.committed_on in known]


def promise_figures(rows: Project, period: Period) -> Figures:
    """Persons by the best that became of their promises made in the period.

    Reading: a promise is fulfilled by its own start, or by another start of the same kind on or
    after the day of the promise.
    """
    best: dict[str, set[str]] = {}
    for outcome in _promised(rows, period):
        best.setdefault(outcome.person, set()).add(_state(outcome, rows))
    figures: Figures = {"promises": len(best)}
    left = dict(best)
    for state in ("fulfilled", "open", "lapsed"):
        hit = [person for person, states in left.items() if state in states]
        figures[f"promises.{state}"] = len(hit)
        left = {p: states for p, states in left.items() if p not in hit}
    return figures


def _state(promise: Outcome, rows: Project) -> str:
    if started_on(promise, rows.stays, rows.setup):
        return "fulfilled"
    for other in rows.outcomes:
        on = started_on(other, rows.stays, rows.setup)
        same = (other.person, other.kind) == (promise.person, promise.kind)
        if same and on and promise.committed_on and on >= promise.committed_on:
            return "fulfilled"
    ended = promise.ended_on
    return "lapsed" if ended and ended <= rows.setup.as_of else "open"


def sustained_figures(seen: View) -> Figures:
    """Whether the placement lasted: judged on the start of the highest kind of placement."""
    setup, figures = seen.rows.setup, Figures()
    for length in setup.sustained_days:
        found = []
        for person in placement(seen):
            placed = [s for s in seen.of(person) if any(s.kind in k for k in CLASSES.values())]
            main = deciding(placed, setup)
            assert main is not None
            found.append(_lasted(main, length, seen))
        for state in ("yes", "no", "too_early", "unknown"):
            figures[f"sustained_{length}.{state}"] = found.count(state)
    return figures


def _lasted(start: Start, length: int, seen: View) -> str:
    """Reading: facts dated after the as-of date are not known; an end on that day or later, without
    a confirmation, is not a confirmation."""
    as_of = seen.rows.setup.as_of
    day = start.on + timedelta(days=length)
    confirmed, ended = start.outcome.confirmed_on, start.outcome.ended_on
    if confirmed and day <= confirmed <= as_of:
        return "yes"
    if ended and ended < day and ended <= as_of:
        return "no"
    return "too_early" if day > as_of else "unknown"
