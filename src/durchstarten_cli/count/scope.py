"""What a figure is counted over: the stays and events of one module or all, and a period.

Days are counted as whole numbers since 1970-01-01 (NONE where there is no day): comparisons are
then plain and quick. `gone` is the first day on which a stay no longer counts as present: the exit
day ("x > d"), or the day after the last one of an open stay.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from durchstarten_cli.config import Definitions
from durchstarten_cli.count.bounds import Bounds
from durchstarten_cli.count.outcomes import begun, counting, one_event_each, related
from durchstarten_cli.count.presence import PersonStock, person_stock, presence
from durchstarten_cli.count.view import View, number_of
from durchstarten_cli.count.windows import Windows
from durchstarten_cli.model import Period
from durchstarten_cli.tables import Mask, Numbers


@dataclass(frozen=True)
class Events:
    """The tidy tables of a project and its cases, as views: made once, narrowed for scopes."""

    stays: View
    cases: View
    short: View
    """Short contacts: cases that lasted too few days to count."""
    outcomes: View
    handovers: View
    supports: View

    @cached_property
    def person_stock(self) -> PersonStock:
        """The daily person stock, for all periods that are looked at."""
        return person_stock(presence(self.stays))

    def narrowed(self, column: str, code: int) -> "Events":
        """Only the rows with a code (of module or provider)."""
        parts = [v.where(v.column(column) == code) for v in self.parts()]
        same = all(part is whole for part, whole in zip(parts, self.parts(), strict=True))
        return self if same else Events(*parts)

    def parts(self) -> tuple[View, ...]:
        """All views."""
        events = (self.outcomes, self.handovers, self.supports)
        return self.stays, self.cases, self.short, *events


@dataclass(frozen=True)
class History:
    """Everything told of a module (None: of all), before any period is looked at.

    Person numbers are below `population`.
    """

    module: str | None
    as_of: dt.date
    definitions: Definitions
    windows: Windows
    events: Events
    population: int

    @property
    def known(self) -> int:
        """The as-of date: "days after the as-of date are not reported, never zero"."""
        return number_of(self.as_of)

    @cached_property
    def outcomes(self) -> View:
        """All outcomes of the kinds that count, begun or not."""
        return counting(self.events.outcomes, self.definitions)

    @cached_property
    def begun(self) -> View:
        """The outcomes that had really started by the as-of date."""
        return begun(self.outcomes, self.known)

    @cached_property
    def starts(self) -> View:
        """The same with relation and rank; over all modules each event once."""
        events = self.begun
        if self.module is None:
            events = one_event_each(events, self.definitions.same_event_days)
        return related(events, self.events.cases, self.windows, self.definitions)


@dataclass(frozen=True)
class Scope:
    """A history seen through a period."""

    history: History
    period: Period

    @cached_property
    def bounds(self) -> Bounds:
        """Module, period, as-of date and definitions."""
        history = self.history
        return Bounds(history.module, self.period, history.as_of, history.definitions)

    @property
    def definitions(self) -> Definitions:
        """The definitions in force for the module, or for all."""
        return self.history.definitions

    @property
    def events(self) -> Events:
        """The stays and events counted over."""
        return self.history.events

    @property
    def population(self) -> int:
        """One more than the highest number of a person."""
        return self.history.population

    @property
    def known(self) -> int:
        """The as-of date."""
        return self.bounds.known

    @property
    def first(self) -> int:
        """Day a of the period."""
        return self.bounds.first

    @property
    def last(self) -> int:
        """Day b of the period."""
        return self.bounds.last

    @property
    def observed_last(self) -> int:
        """The last day of the period that is reported."""
        return self.bounds.observed_last

    def dated(self, day: Numbers) -> Mask:
        """Days in the period, as far as it is reported."""
        inside: Mask = (day >= self.first) & (day <= self.observed_last)
        return inside

    def touches(self, rows: View) -> Mask:
        """Stays or cases that touch the period: "e <= b and x >= a"."""
        touching: Mask = (rows.entry <= self.last) & (rows.until >= self.first)
        return touching

    def in_window(self, day: Numbers, module: Numbers) -> Mask:
        """Starts in P, "and where P contains the module's end also after b", up to the as-of."""
        windows = self.history.windows
        ends = windows.ends[module]
        followed = (ends >= self.first) & (ends <= self.last) & windows.follow_up[module]
        inside: Mask = self.dated(day) | (followed & (day > self.last) & (day <= self.known))
        return inside
