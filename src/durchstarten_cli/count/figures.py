"""All figures of a project for a period: every measure over every scope, breakdowns on request."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from durchstarten_cli.config import Settings
from durchstarten_cli.count.across import MEETINGS, meetings, over_modules
from durchstarten_cli.count.breakdowns import BY_PERSON, class_names, cut_periods
from durchstarten_cli.count.catalogue import measures
from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.maker import FigureMaker
from durchstarten_cli.count.occupancy import idle_runs
from durchstarten_cli.count.participation import OCCUPANCY_MEAN
from durchstarten_cli.count.reasons import ENDS_LATER, NO_LIST, NOT_YET, Reporting
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.scope import Scope
from durchstarten_cli.count.selection import Selection, stock_selection
from durchstarten_cli.count.tally import Tally
from durchstarten_cli.count.told import Told
from durchstarten_cli.count.totals import reported_totals
from durchstarten_cli.count.view import view_of
from durchstarten_cli.model import Figure, Period, Restriction
from durchstarten_cli.tables import Tables


@dataclass(frozen=True)
class Part:
    """One scope to count over, and what of it (a provider, a year) it is restricted to."""

    module: str | None
    counted: Counted
    by: str = ""
    restriction: Restriction | None = None


@dataclass(frozen=True)
class Counting:
    """What is counted: the tables, the settings in force, the period, the as-of date."""

    tables: Tables
    settings: Settings
    period: Period
    as_of: dt.date
    delivered: frozenset[str]
    """Providers with an accepted delivery: without one a module's figures are not reported."""
    matched: frozenset[frozenset[str]] = frozenset()
    """Providers, two by two, all of whose persons people have compared."""

    def figures(self, breakdowns: Iterable[str] = ()) -> list[Figure]:
        """All figures, by module, then over all modules; each with its breakdowns after it."""
        return list(self._all(tuple(breakdowns)))

    def _all(self, breakdowns: tuple[str, ...]) -> Iterator[Figure]:
        parts = list(self._parts(breakdowns))
        by = [column for column in breakdowns if column in BY_PERSON]
        tally = Tally(self._measures, [part.counted for part in parts], by)
        numbered = list(enumerate(parts))
        for name in (*self._modules(), None):
            own = [(number, part) for number, part in numbered if part.module == name]
            reason = self._reporting.why_nothing(name)
            if reason is None:
                yield from self._of_scope(own, tally, breakdowns)
            else:
                yield from self._nothing(name, reason)
        yield from self._over_modules()
        yield from self._meetings()
        yield from reported_totals(self.tables.totals, self._figures, self.period)

    def idle_runs(self) -> list[tuple[str, Period]]:
        """Module and days of every run of days without anyone: a question, never a fact."""
        return [
            (name, run)
            for name in self._modules()
            if self._reporting.why_nothing(name) is None
            for run in idle_runs(self._whole[name].occupancy, self.settings.modules[name])
        ]

    def occupancy_by_month(self) -> Iterator[Figure]:
        """The mean occupancy of every month of modules with places, as a breakdown gives it."""
        for name in self._modules():
            module = self.settings.modules[name]
            if module.places and self._reporting.why_nothing(name) is None:
                days = Period(module.first or dt.date.min, module.last or dt.date.max)
                for part in self._cut(name, self._whole[name], "month"):
                    if part.counted.scope.period.overlaps(days):
                        yield self._of_month(part)

    def _of_month(self, part: Part) -> Figure:
        mean, counted = OCCUPANCY_MEAN, part.counted
        selection = _unreported(mean, counted) or stock_selection(mean, counted)
        return self._figures.figure(
            mean, part.module, counted.scope.period, selection, part.restriction
        )

    # ------------------------------------------------------------ what is counted over
    @cached_property
    def _measures(self) -> tuple[Measure, ...]:
        return measures(self.settings)

    def _of(self, module: str | None) -> list[Measure]:
        return [measure for measure in self._measures if measure.is_of(module)]

    @cached_property
    def _figures(self) -> FigureMaker:
        return FigureMaker(self.settings, self.as_of, view_of(self.tables.records))

    @cached_property
    def _told(self) -> Told:
        return Told(self.tables, self.settings, self.as_of, self._figures.population)

    @cached_property
    def _reporting(self) -> Reporting:
        totals = frozenset(self.tables.totals["module"].dropna())
        return Reporting(self.settings, self.period, self.delivered, totals, self.matched)

    def _modules(self) -> list[str]:
        """Modules carried out, in the order of the settings."""
        return [m for m, module in self.settings.modules.items() if module.carried_out]

    @cached_property
    def _whole(self) -> dict[str | None, Counted]:
        """The whole period of every module, and over all."""
        names = (*self._modules(), None)
        return {name: Counted(Scope(self._told.history(name), self.period)) for name in names}

    def _parts(self, breakdowns: tuple[str, ...]) -> Iterator[Part]:
        for name, counted in self._whole.items():
            if self._reporting.why_nothing(name) is None:
                yield Part(name, counted)
                for by in breakdowns:
                    if by not in BY_PERSON:
                        yield from self._cut(name, counted, by)

    def _cut(self, name: str | None, counted: Counted, by: str) -> Iterator[Part]:
        """The providers of a scope that tell of stays in it, or the parts of the period."""
        if by == "provider":
            for provider in self.settings.providers:
                history = self._told.history(name, provider)
                if len(history.events.stays):
                    part = Counted(Scope(history, self.period))
                    yield Part(name, part, by, {by: provider})
        else:
            for label, period in cut_periods(by, self.period):
                cut = Counted(replace(counted.scope, period=period))
                yield Part(name, cut, by, {by: label})

    # ------------------------------------------------------------ one scope
    def _of_scope(
        self, parts: list[tuple[int, Part]], tally: Tally, breakdowns: tuple[str, ...]
    ) -> Iterator[Figure]:
        number, whole = parts[0]
        yield from self._of_part(number, whole, tally)
        for by in breakdowns:
            if by in BY_PERSON:
                yield from self._by_person(number, whole, tally, by)
            else:
                for number_of_cut, part in parts[1:]:
                    if part.by == by:
                        yield from self._of_part(number_of_cut, part, tally)

    def _of_part(self, number: int, part: Part, tally: Tally) -> Iterator[Figure]:
        for measure in self._of(part.module):
            selection = _unreported(measure, part.counted) or tally.selection(measure, number)
            yield self._figures.figure(
                measure, part.module, part.counted.scope.period, selection, part.restriction
            )

    def _by_person(self, number: int, part: Part, tally: Tally, by: str) -> Iterator[Figure]:
        """Every class of a column; "unknown is a class of its own"."""
        names = [*class_names(by, part.counted.scope.definitions), "unknown"]
        for place, name in enumerate(names):
            for measure in self._of(part.module):
                if measure.restrictable:
                    selection = _unreported(measure, part.counted) or tally.selection(
                        measure, number, by, place
                    )
                    period = part.counted.scope.period
                    yield self._figures.figure(measure, part.module, period, selection, {by: name})

    def _nothing(self, module: str | None, reason: str) -> Iterator[Figure]:
        for measure in self._of(module):
            nothing = Selection(None, reason=reason)
            yield self._figures.figure(measure, module, self.period, nothing)

    # ------------------------------------------------------------ over all
    def _over_modules(self) -> Iterator[Figure]:
        reason = self._reporting.why_nothing(None)
        modules = {name: self._whole[name] for name in self._modules()}
        for measure, restriction, selection in over_modules(modules):
            told = Selection(None, reason=reason) if reason else selection
            yield self._figures.figure(measure, None, self.period, told, restriction)

    def _meetings(self) -> Iterator[Figure]:
        too_early = self.period.first > self.as_of
        if too_early or not self.tables.meetings_told:
            nothing = Selection(None, reason=NOT_YET if too_early else NO_LIST)
            yield self._figures.figure(MEETINGS, None, self.period, nothing)
            return
        for restriction, selection in meetings(self.tables.meetings, self.period):
            yield self._figures.figure(MEETINGS, None, self.period, selection, restriction or None)


def _unreported(measure: Measure, counted: Counted) -> Selection | None:
    """ "Days after the as-of date are not reported, never zero": None where they do not matter."""
    scope = counted.scope
    if scope.first > scope.known:
        return Selection(None, reason=NOT_YET)
    if measure.observed and scope.last > scope.known:
        return Selection(None, reason=ENDS_LATER)
    return None
