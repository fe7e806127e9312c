"""Persons, cases and occupancy of a scope, computed once however many scopes ask for them."""

from dataclasses import dataclass
from functools import cached_property

from durchstarten_cli.count.cases import cases
from durchstarten_cli.count.occupancy import Occupancy, occupancy
from durchstarten_cli.count.people import participants
from durchstarten_cli.count.scope import Scope, View


@dataclass(frozen=True)
class Presence:
    """Who was there when: the same for a module and for all where only one has deliveries."""

    scope: Scope

    @cached_property
    def people(self) -> View:
        """One row per participant."""
        return participants(self.scope)

    @cached_property
    def cases(self) -> View:
        """All cases of the scope, whether in the period or not."""
        return cases(self.scope.events.stays, self.scope.definitions.reentry_gap_days)

    @cached_property
    def occupancy(self) -> Occupancy:
        """The person stock day by day."""
        return occupancy(self.scope)


class Presences:
    """Gives the same presence to scopes over the very same stays and days."""

    def __init__(self) -> None:
        self._known: list[Presence] = []

    def of(self, scope: Scope) -> Presence:
        """The presence of a scope. Its module is of no matter, only what it is counted over."""
        for known in self._known:
            if known.scope.events is scope.events and known.scope.period == scope.period:
                return known
        self._known.append(Presence(scope))
        return self._known[-1]
