"""Everything that the figures of one scope share, computed once and only when asked for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from durchstarten_cli.count.occupancy import Occupancy
from durchstarten_cli.count.outcomes import (
    DIRECT,
    UNATTRIBUTED,
    kinds_of,
    main_outcomes,
    started_since,
    starts,
)
from durchstarten_cli.count.people import code_of, first_of_groups, flags
from durchstarten_cli.count.presence import Presence
from durchstarten_cli.count.scope import NONE, Scope, View
from durchstarten_cli.tables import Mask, Numbers
from durchstarten_cli.vocabulary import vocabulary

NEUTRAL, DROPOUT, REGULAR = (code_of("exit_class", n) for n in ("neutral", "dropout", "regular"))

KINDS = len(vocabulary().codes["kind"]) + 1
CLASSES = ("started", "before_period", "still", "neutral", "dropout", "none", "unknown")
"""Classes of participants; whoever has a main outcome is told by its kind."""


@dataclass(frozen=True)
class Counted:
    """The views of one scope. Masks in the register are taken over them."""

    scope: Scope
    presence: Presence

    @property
    def people(self) -> View:
        """One row per participant."""
        return self.presence.people

    @property
    def cases(self) -> View:
        """All cases of the scope, whether in the period or not."""
        return self.presence.cases

    @property
    def occupancy(self) -> Occupancy:
        """The person stock day by day."""
        return self.presence.occupancy

    @cached_property
    def starts(self) -> View:
        """All started outcomes with relation, window and rank."""
        return starts(self.scope, self.cases)

    @cached_property
    def counted_starts(self) -> View:
        """The starts that count in the period: attributed and in the window."""
        return self.starts.where((self.starts.relation > UNATTRIBUTED) & self.starts.in_window)

    # ------------------------------------------------------------ of participants
    @cached_property
    def leaver(self) -> Mask:
        """ "Leavers are the other participants.\""""
        return ~self.people.still

    @cached_property
    def deciding(self) -> Numbers:
        """The start that is the main outcome, as a number in `starts`, -1 without one."""
        return main_outcomes(self.people, self.starts, self.scope.population)

    @cached_property
    def main_kind(self) -> Numbers:
        """The kind of the main outcome, -1 without one."""
        return np.append(self.starts.kind, -1)[self.deciding]

    @cached_property
    def decided_directly(self) -> Mask:
        """Participants with a direct start of the kind that is their main outcome."""
        rows: Mask = self._begun_directly[self.main_kind, np.arange(len(self.people))]
        return rows

    @cached_property
    def main_class(self) -> Numbers:
        """The class of every participant as its place in CLASSES; they exclude each other."""
        exit_class = self.people.exit_class
        return np.select(
            [
                self.main_kind >= 0,
                self.has_start(self.before_period),
                self.people.still,
                exit_class == NEUTRAL,
                exit_class == DROPOUT,
                exit_class == REGULAR,
            ],
            range(6),
            6,
        )

    @cached_property
    def before_period(self) -> View:
        """Attributed starts before the period."""
        before = self.starts.started_on < self.scope.first
        return self.starts.where(before & (self.starts.relation > UNATTRIBUTED))

    def has_start(self, events: View) -> Mask:
        """Participants who have one of the events."""
        return flags(events.person, self.scope.population)[self.people.person]

    @cached_property
    def _place(self) -> Numbers:
        """For every person number its row in `people`, -1 for others."""
        place = np.full(self.scope.population, -1, dtype=np.int64)
        place[self.people.person] = np.arange(len(self.people))
        return place

    def _begun(self, starts: View) -> Mask:
        """By kind and participant: whether there is such a start (a last row for no kind)."""
        begun = np.zeros((KINDS + 1, len(self.people) + 1), dtype=bool)
        begun[starts.kind, self._place[starts.person]] = True
        return begun[:, :-1]

    @cached_property
    def _direct_starts(self) -> View:
        return self.counted_starts.where(self.counted_starts.relation == DIRECT)

    @cached_property
    def _begun_any(self) -> Mask:
        return self._begun(self.counted_starts)

    @cached_property
    def _begun_directly(self) -> Mask:
        return self._begun(self._direct_starts)

    def any_of(self, kinds: Numbers) -> Mask:
        """Participants with a counted start of one of the kinds."""
        return np.asarray(self._begun_any[kinds].any(axis=0))

    def directly(self, kinds: Numbers) -> Mask:
        """Participants with a counted start of one of the kinds whose relation is direct."""
        return np.asarray(self._begun_directly[kinds].any(axis=0))

    def main_among(self, kinds: Numbers) -> Mask:
        """Participants whose main outcome is one of the kinds."""
        among = np.zeros(KINDS + 1, dtype=bool)
        among[kinds] = True
        return among[self.main_kind]

    @cached_property
    def placed(self) -> Mask:
        """ "Placement = persons with training or any of the three kinds of Beschäftigung.\""""
        return self.any_of(kinds_of("training", "work"))

    @cached_property
    def handed_base(self) -> Mask:
        """ "Leavers, neutral exits left out.\""""
        base: Mask = self.leaver & (self.people.exit_class != NEUTRAL)
        return base

    @cached_property
    def needing(self) -> Mask:
        """Participants with further need."""
        need: Mask = self.people.further_need == code_of("further_need", "yes")
        return need

    # ------------------------------------------------------------ handovers, supports, promises
    @cached_property
    def external(self) -> View:
        """Handovers to somebody outside the programme, done or offered."""
        return self.scope.events.handovers.where(~self._internal)

    @cached_property
    def _internal(self) -> Mask:
        kind = self.scope.events.handovers.receiver_kind
        inside: Mask = kind == code_of("receiver_kind", "internal")
        return inside

    @cached_property
    def transfers(self) -> View:
        """Transfers done between the programme's own modules, dated in the period."""
        moved = self.scope.events.handovers.where(self._internal)
        return moved.where(_done(moved) & self.dated(moved.handover_on))

    def handed(self, *, done: bool) -> Mask:
        """Participants with a handover "between entry and 182 days after the last exit"."""
        events = self.external
        events = events.where(_done(events) == done)
        place = self._place[events.person]
        events, person = events.where(place >= 0), self.people.where(place[place >= 0])
        until = np.minimum(person.last + self.scope.definitions.handover_days, self.scope.known)
        inside = (events.handover_on >= person.entry) & (events.handover_on <= until)
        return self.has_start(events.where(inside))

    @cached_property
    def handed_in_period(self) -> View:
        """Handovers done, to somebody outside, dated in the period."""
        events = self.external
        return events.where(_done(events) & self.dated(events.handover_on))

    @cached_property
    def supported(self) -> View:
        """Supports that overlap the period."""
        supports = self.scope.events.supports
        began = supports.support_from
        ended = np.where(supports.support_until == NONE, self.scope.known, supports.support_until)
        told = began != NONE
        return supports.where(
            told & (began <= self.scope.observed_last) & (ended >= self.scope.first)
        )

    @cached_property
    def promised(self) -> View:
        """Promises of the period: committed_on in P."""
        outcomes = self.scope.events.outcomes
        return outcomes.where(self.dated(outcomes.committed_on))

    @cached_property
    def promise_state(self) -> Numbers:
        """The state of the person of every promise: 2 fulfilled, 1 open, 0 lapsed."""
        promised = self.promised
        fulfilled = (promised.started_on != NONE) & (promised.started_on <= self.scope.known)
        fulfilled |= started_since(self.scope, promised)
        lapsed = (promised.ended_on != NONE) & (promised.ended_on <= self.scope.known)
        best = np.zeros(self.scope.population, dtype=np.int64)
        np.maximum.at(best, promised.person, np.where(fulfilled, 2, np.where(lapsed, 0, 1)))
        return best[promised.person]

    @cached_property
    def placement_starts(self) -> View:
        """Of every placed participant the start that decides: highest kind, earliest day."""
        starts = self.counted_starts
        placed = np.isin(starts.kind, kinds_of("training", "work"))
        starts = starts.where(placed & (self._place[starts.person] >= 0))
        starts = starts.where(np.lexsort((starts.started_on, starts.rank, starts.person)))
        return starts.where(first_of_groups(starts.person))

    def dated(self, day: Numbers) -> Mask:
        """Days in the period, as far as it is reported."""
        inside: Mask = (day >= self.scope.first) & (day <= self.scope.observed_last)
        return inside


def _done(handovers: View) -> Mask:
    """ "Offered is not done"; a dated handover of no stated status is done."""
    done: Mask = handovers.handover_status != code_of("handover_status", "offered")
    return done
