"""The tidy tables made ready for counting, once, and the history of every module and provider."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.count.ages import ages_at_entry
from durchstarten_cli.count.cases import cases, with_gone, without_short
from durchstarten_cli.count.people import agreed_sex
from durchstarten_cli.count.scope import Events, History
from durchstarten_cli.count.view import View, view_of
from durchstarten_cli.count.windows import Windows, windows_of
from durchstarten_cli.tables import Tables


@dataclass(frozen=True)
class Told:
    """What was told of persons; `population` is one more than the highest number of a person."""

    tables: Tables
    settings: Settings
    as_of: dt.date
    population: int

    def history(self, module: str | None, provider: str | None = None) -> History:
        """What was told of a module (None: of all), by one provider or by all of them."""
        events = self._events
        if module is not None:
            events = self._of_module(module)
        if provider is not None:
            events = events.narrowed("provider", list(self.settings.providers).index(provider))
        definitions = self.settings.definitions_of(module)
        return History(module, self.as_of, definitions, self._windows, events, self.population)

    @cached_property
    def _windows(self) -> Windows:
        return windows_of(self.settings, self.as_of)

    def _of_module(self, module: str) -> Events:
        if module not in self._modules:
            code = list(self.settings.modules).index(module)
            self._modules[module] = self._events.narrowed("module", code)
        return self._modules[module]

    @cached_property
    def _modules(self) -> dict[str, Events]:
        return {}

    @cached_property
    def _events(self) -> Events:
        tables = self.tables
        stays = _in_order(view_of(tables.stays))
        youngest, oldest = ages_at_entry(stays)
        stays = with_gone(stays.adding(sex=agreed_sex(stays), youngest=youngest, oldest=oldest))
        found = without_short(stays, cases(stays, self._windows.gap), self._windows)
        others = (tables.outcomes, tables.handovers, tables.supports)
        return Events(*found, *(view_of(table) for table in others))


def _in_order(stays: View) -> View:
    """Sorted once by person, entry and record, since every narrower view keeps the order."""
    rows = np.arange(len(stays))
    if len(rows) and (np.diff(stays.record) < 0).any():
        rows = np.argsort(stays.record, kind="stable")
    day = stays.entry[rows].astype(np.int64) - int(stays.entry.min(initial=0))
    room = int(day.max(initial=0)) + 1
    key = stays.person[rows].astype(np.int64) * room + day
    return stays.where(rows[np.argsort(key, kind="stable")])
