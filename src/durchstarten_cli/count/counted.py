"""The tables that the register selects from, for one scope: made once, and only when asked for.

Every table is a small function from the tidy tables and from tables made before to columns of equal
length. `person` is a person's number; a coded column holds the number of its code.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from durchstarten_cli.count.cases import case_of
from durchstarten_cli.count.groups import UNKNOWN, code_of, flags
from durchstarten_cli.count.occupancy import Occupancy, occupancy
from durchstarten_cli.count.outcomes import (
    DIRECT,
    UNATTRIBUTED,
    among,
    deciding,
    kinds_of,
    started_since,
)
from durchstarten_cli.count.people import participants
from durchstarten_cli.count.scope import Scope
from durchstarten_cli.count.view import NONE, View
from durchstarten_cli.tables import AnyArray, Mask, Numbers
from durchstarten_cli.vocabulary import vocabulary

KINDS = [code.name for code in vocabulary().codes["kind"] if code.outcome]
NEUTRAL, DROPOUT, REGULAR = (code_of("exit_class", n) for n in ("neutral", "dropout", "regular"))
TRAINING, WORK = kinds_of("training"), kinds_of("work")
PLACED = [*TRAINING, *WORK]
CLASSES = ("started", "before_period", "still", "neutral", "dropout", "none", "unknown")
"""Classes of participants; whoever has a main outcome is told by its kind."""
LASTED = ("yes", "no", "too_early", "unknown")
PROMISED = ("lapsed", "open", "fulfilled")


@dataclass(frozen=True)
class Counted:
    """The tables of one scope."""

    scope: Scope

    # ------------------------------------------------------------ people
    @cached_property
    def participants(self) -> View:
        """One row per participant, with what is told of the person alone."""
        return participants(self.scope)

    @cached_property
    def people(self) -> View:
        """The participants with what became of them."""
        person, starts = self.participants, self._counted_starts
        main = self._main
        begun, direct = self._begun(starts), self._begun(starts.where(starts.relation == DIRECT))
        kind = np.append(starts.kind, -1)[main]
        handed, offered = self._handed(done=True), self._handed(done=False)
        return person.adding(
            kind=kind,
            main_class=self._main_class(kind),
            decided_directly=direct[kind, np.arange(len(person))],
            after_period=np.append(starts.started_on, NONE)[main] > self.scope.last,
            placed=_any(begun, PLACED),
            placed_directly=_any(direct, PLACED),
            positive=_any(begun, kinds_of(*self.scope.definitions.positive_kinds)),
            handed=handed,
            offered=offered & ~handed,
            **{f"began_{name}": begun[code_of("kind", name)] for name in KINDS},
        )

    @cached_property
    def _counted_starts(self) -> View:
        """The starts that count in the period: attributed and in the window."""
        return self.starts.where((self.starts.relation > UNATTRIBUTED) & self.starts.in_window)

    @cached_property
    def _main(self) -> Numbers:
        """Of every participant the start that is the main outcome, -1 without one."""
        starts = self._counted_starts
        by_person = np.full(self.scope.population, -1, dtype=np.int64)
        chosen = deciding(starts)
        by_person[starts.person[chosen]] = chosen
        return by_person[self.participants.person]

    def _begun(self, starts: View) -> Mask:
        """By kind and participant: whether there is such a start (a last row for no kind)."""
        begun = np.zeros((len(among([])), len(self.participants) + 1), dtype=bool)
        begun[starts.kind, self._place[starts.person]] = True
        return begun[:, :-1]

    @cached_property
    def _place(self) -> AnyArray:
        """For every person number its row among the participants, -1 for others."""
        place = np.full(self.scope.population + 1, -1, dtype=np.int32)
        place[self.participants.person] = np.arange(len(self.participants))
        return place

    def _main_class(self, kind: Numbers) -> AnyArray:
        """The class of every participant as its place in CLASSES; they exclude each other."""
        person, starts = self.participants, self.starts
        before = (starts.started_on < self.scope.first) & (starts.relation > UNATTRIBUTED)
        began_before = flags(starts.person[before], self.scope.population)[person.person]
        by_exit = np.full(127, CLASSES.index("unknown"), dtype=np.int8)
        by_exit[[NEUTRAL, DROPOUT, REGULAR]] = [CLASSES.index(n) for n in _BY_EXIT]
        found = by_exit[person.exit_class]
        found[person.still] = CLASSES.index("still")
        found[began_before] = CLASSES.index("before_period")
        found[kind >= 0] = CLASSES.index("started")
        return found

    def _handed(self, *, done: bool) -> Mask:
        """Participants with a handover "between entry and 182 days after the last exit"."""
        events = self._handovers
        events = events.where((events.done == done) & ~events.internal)
        place = self._place[events.person]
        events, place = events.where(place >= 0), place[place >= 0]
        person = self.participants.where(place)
        until = np.minimum(person.last + self.scope.definitions.handover_days, self.scope.known)
        inside = (events.handover_on >= person.entry) & (events.handover_on <= until)
        return flags(place[inside], len(self.participants))

    def of_person(self, name: str, persons: Numbers) -> AnyArray:
        """A column of the participants for other rows, by their persons; UNKNOWN for others."""
        return np.append(self.participants.column(name), UNKNOWN)[self._place[persons]]

    # ------------------------------------------------------------ cases, days
    @cached_property
    def cases(self) -> View:
        """All cases, whether in the period or not."""
        found, scope = self.scope.events.cases, self.scope
        days = np.minimum(found.gone, scope.last + 1) - found.entry
        return found.adding(
            touching=scope.touches(found),
            entered=scope.dated(found.entry),
            left=scope.dated(found.gone),
            way=np.where(found.open, UNKNOWN, found.exit_class),
            in_stock_before=_in_stock(found, scope.first - 1),
            in_stock=_in_stock(found, scope.last),
            days=days,
            band=np.searchsorted(scope.definitions.duration_bands, days, side="right") - 1,
        )

    def stays_of(self, cases: Numbers) -> Numbers:
        """The numbers of the stays that make up cases, which are told by their rows."""
        told: Numbers = self.scope.events.stays.stay[flags(cases, len(self.cases))[self._case_of]]
        return told

    @cached_property
    def _case_of(self) -> Numbers:
        """For every stay the number of its case."""
        return case_of(self.scope.events.stays, self.scope.history.windows.gap)

    @cached_property
    def short(self) -> View:
        """Short contacts that touch the period."""
        short = self.scope.events.short
        return short.adding(touching=self.scope.touches(short))

    @cached_property
    def occupancy(self) -> Occupancy:
        """The person stock day by day."""
        return occupancy(self.scope)

    # ------------------------------------------------------------ events
    @cached_property
    def starts(self) -> View:
        """All starts of anybody told of, with relation and window."""
        starts, scope = self.scope.history.starts, self.scope
        return starts.adding(
            in_window=scope.in_window(starts.started_on, starts.module),
            participant=self._place[starts.person] >= 0,
            undated=starts.undated.astype(bool),
        )

    @cached_property
    def promises(self) -> View:
        """Promises of the period ("committed_on in P") with what became of those of the person."""
        outcomes, known = self.scope.history.outcomes, self.scope.known
        promised = outcomes.where(self.scope.dated(outcomes.committed_on))
        fulfilled = (promised.started_on != NONE) & (promised.started_on <= known)
        fulfilled |= started_since(self.scope.history.begun, promised)
        lapsed = (promised.ended_on != NONE) & (promised.ended_on <= known)
        best = np.zeros(self.scope.population, dtype=np.int8)
        np.maximum.at(best, promised.person, np.where(fulfilled, 2, np.where(lapsed, 0, 1)))
        return promised.adding(state=best[promised.person])

    @cached_property
    def placements(self) -> View:
        """Of every placed participant the start that decides: highest kind, earliest day."""
        starts = self._counted_starts
        starts = starts.where(among(PLACED)[starts.kind] & starts.participant)
        starts = starts.where(deciding(starts))
        days = self.scope.definitions.sustained_days
        return starts.adding(**{f"lasted_{n}": _lasted(starts, n, self.scope.known) for n in days})

    @cached_property
    def _handovers(self) -> View:
        """ "Offered is not done"; a dated handover of no stated status is done."""
        events = self.scope.events.handovers
        return events.adding(
            done=events.handover_status != code_of("handover_status", "offered"),
            internal=events.receiver_kind == code_of("receiver_kind", "internal"),
        )

    @cached_property
    def handovers(self) -> View:
        """All handovers: done or offered, internal or not, in the period or not."""
        return self._handovers.adding(dated=self.scope.dated(self._handovers.handover_on))

    @cached_property
    def supports(self) -> View:
        """Supports that overlap the period."""
        supports, scope = self.scope.events.supports, self.scope
        ended = np.where(supports.support_until == NONE, scope.known, supports.support_until)
        told = supports.support_from != NONE
        touching = told & (supports.support_from <= scope.observed_last) & (ended >= scope.first)
        supports = supports.where(touching)
        place, until = self._place[supports.person], supports.support_until
        return supports.adding(
            running=(until == NONE) | (until > scope.known),
            placed=np.append(self.people.placed, False)[place],
        )


_BY_EXIT = ("neutral", "dropout", "none")


def _any(begun: Mask, kinds: list[int]) -> Mask:
    """Participants with a start of any of the kinds."""
    return np.asarray(begun[kinds].any(axis=0))


def _in_stock(cases: View, day: int) -> Mask:
    there: Mask = (cases.entry <= day) & (cases.gone > day)
    return there


def _lasted(starts: View, days: int, known: int) -> Numbers:
    """Whether starts lasted so many days, as a place in LASTED."""
    day = starts.started_on + days
    ended = (starts.ended_on != NONE) & (starts.ended_on < day)
    unsure = np.where(day > known, LASTED.index("too_early"), LASTED.index("unknown"))
    return np.where(
        starts.confirmed_on >= day, LASTED.index("yes"), np.where(ended, LASTED.index("no"), unsure)
    ).astype(np.int8)
