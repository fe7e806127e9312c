"""All figures of a project for a period: every measure over every scope, breakdowns on request."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.count.across import (
    MEETINGS,
    NO_KEY,
    OVERLAP,
    meetings,
    one_key_for_persons,
    overlaps,
)
from durchstarten_cli.count.breakdowns import BY_PERSON, classes, cut_periods
from durchstarten_cli.count.cases import with_gone
from durchstarten_cli.count.catalogue import measures, measures_by_time
from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.maker import FigureMaker
from durchstarten_cli.count.occupancy import idle_runs
from durchstarten_cli.count.people import agreed_sex
from durchstarten_cli.count.presence import Presences
from durchstarten_cli.count.reasons import (
    NO_LIST,
    NOT_ALL_DELIVERED,
    NOT_DELIVERED,
    NOT_YET,
    ONLY_TOTALS,
)
from durchstarten_cli.count.register import Measure, Selection
from durchstarten_cli.count.scope import Events, Scope, number_of, view_of
from durchstarten_cli.count.totals import reported_totals
from durchstarten_cli.model import Figure, Period, Restriction
from durchstarten_cli.tables import Mask, Tables


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
        events, modules = self._events, self._scopes
        for name, counted in modules.items():
            if self._is_reported(name):
                yield from self._of_scope(name, counted, breakdowns)
            else:
                yield from self._nothing(name, counted, self._why_nothing(name))
        yield from self._over_all(modules, self._counted(None, events), breakdowns)
        yield from self._meetings(events)
        yield from reported_totals(self.tables.totals, self._figures, self.period)

    def idle_runs(self) -> list[tuple[str, Period]]:
        """Module and days of every run of days without anyone: a question, never a fact."""
        return [
            (name, run)
            for name, counted in self._scopes.items()
            if self._is_reported(name)
            for run in idle_runs(counted.occupancy, self.settings.modules[name])
        ]

    @cached_property
    def _scopes(self) -> dict[str, Counted]:
        return {name: self._counted(name, self._events) for name in self._modules()}

    @cached_property
    def _figures(self) -> FigureMaker:
        return FigureMaker(self.settings, self.as_of, view_of(self.tables.records))

    def _is_reported(self, module: str) -> bool:
        providers = self.settings.providers.items()
        return any(module in p.modules for name, p in providers if name in self.delivered)

    def _why_nothing(self, module: str) -> str:
        told = (self.tables.totals["module"] == module).any()
        return ONLY_TOTALS if told else NOT_DELIVERED

    def _nothing(self, module: str | None, counted: Counted, reason: str) -> Iterator[Figure]:
        for measure in measures(self.settings):
            yield self._figures.figure(measure, module, counted, Selection(None, reason=reason))

    def _modules(self) -> list[str]:
        """Modules carried out, in the order of the settings."""
        return [m for m, module in self.settings.modules.items() if module.carried_out]

    @cached_property
    def _events(self) -> Events:
        stays, *others = (
            view_of(table)
            for table in (
                self.tables.stays,
                self.tables.outcomes,
                self.tables.handovers,
                self.tables.supports,
            )
        )
        # Sorted once, since every narrower view keeps the order.
        stays = stays.where(np.lexsort((stays.record, stays.entry, stays.person)))
        return Events(with_gone(stays.adding(sex=agreed_sex(stays))), *others)

    def _counted(self, module: str | None, events: Events, period: Period | None = None) -> Counted:
        names = list(self.settings.modules)
        if module is not None:
            events = events.narrowed("module", names.index(module))
        ends = [number_of(m.last or self.as_of) for m in self.settings.modules.values()]
        scope = Scope(
            module,
            period or self.period,
            self.as_of,
            self.settings.definitions,
            np.array([*ends, number_of(self.as_of)]),
            events,
            self._figures.population,
        )
        return Counted(scope, self._presences.of(scope))

    @cached_property
    def _presences(self) -> Presences:
        return Presences()

    # ------------------------------------------------------------ one scope
    def _of_scope(
        self, name: str | None, counted: Counted, breakdowns: tuple[str, ...]
    ) -> Iterator[Figure]:
        for measure in measures(self.settings):
            yield self._figures.figure(measure, name, counted, self._select(measure, counted))
        for breakdown in breakdowns:
            yield from self._broken_down(name, counted, breakdown)

    def _broken_down(self, name: str | None, counted: Counted, by: str) -> Iterator[Figure]:
        if by in BY_PERSON:
            for restriction, only in classes(by, counted):
                yield from self._restricted(name, counted, restriction, only)
        elif by == "provider":
            yield from self._by_provider(name, counted)
        else:
            for label, period in cut_periods(by, self.period):
                cut = self._counted(None, counted.scope.events, period)
                cut = replace(cut, scope=replace(cut.scope, module=counted.scope.module))
                for measure in measures_by_time(self.settings):
                    selection = self._select(measure, cut)
                    yield self._figures.figure(measure, name, cut, selection, {by: label})

    def _select(self, measure: Measure, counted: Counted, only: Mask | None = None) -> Selection:
        """A measure's selection; "days after the as-of date are not reported, never zero"."""
        if counted.scope.first > counted.scope.known:
            return Selection(None, reason=NOT_YET)
        return measure.select(counted, only)

    def _restricted(
        self, name: str | None, counted: Counted, restriction: Restriction, only: Mask
    ) -> Iterator[Figure]:
        for measure in measures(self.settings):
            if measure.restrictable:
                selection = self._select(measure, counted, only)
                yield self._figures.figure(measure, name, counted, selection, restriction)

    def _by_provider(self, name: str | None, counted: Counted) -> Iterator[Figure]:
        for code, provider in enumerate(self.settings.providers):
            events = counted.scope.events.narrowed("provider", code)
            if len(events.stays):
                scope = replace(counted.scope, events=events)
                part = Counted(scope, self._presences.of(scope))
                for measure in measures(self.settings):
                    selection = self._select(measure, part)
                    yield self._figures.figure(
                        measure, name, part, selection, {"provider": provider}
                    )

    # ------------------------------------------------------------ over all
    def _over_all(
        self, modules: dict[str, Counted], counted: Counted, breakdowns: tuple[str, ...]
    ) -> Iterator[Figure]:
        reason = self._nothing_over_all(modules)
        if reason is None:
            yield from self._of_scope(None, counted, breakdowns)
        else:
            yield from self._nothing(None, counted, reason)
        for pair, selection in overlaps(modules):
            missing = [self._is_reported(module) for module in pair.split("+")].count(False)
            told = Selection(None, reason=reason) if missing or reason else selection
            yield self._figures.figure(OVERLAP, None, counted, told, {"modules": pair})

    def _nothing_over_all(self, modules: Mapping[str, Counted]) -> str | None:
        """Why there are no figures over all modules; None where there are."""
        if not all(map(self._is_reported, modules)):
            return NOT_ALL_DELIVERED
        key = one_key_for_persons(self.settings, self.delivered, self.matched)
        return None if key else NO_KEY

    def _meetings(self, events: Events) -> Iterator[Figure]:
        counted = self._counted(None, events)
        too_early = counted.scope.first > counted.scope.known
        if too_early or not self.tables.meetings_told:
            nothing = Selection(None, reason=NOT_YET if too_early else NO_LIST)
            yield self._figures.figure(MEETINGS, None, counted, nothing)
            return
        for restriction, selection in meetings(self.tables.meetings, self.period):
            yield self._figures.figure(MEETINGS, None, counted, selection, restriction or None)
