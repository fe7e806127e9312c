"""Why a figure is not reported: None is never zero, and always has its reason."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations

from durchstarten_cli.config import Settings
from durchstarten_cli.model import Period

NOT_DELIVERED = "Es liegt keine angenommene Lieferung vor."
ONLY_TOTALS = "Gemeldet sind nur Summen ohne einzelne Personen."
NOT_ALL_OF_PERSONS = (
    "Ob Personen an mehreren {modules} teilnahmen, ist nicht feststellbar, weil nicht zu allen "
    "{modules} Angaben zu einzelnen Personen vorliegen."
)
NOT_YET = "Der Zeitraum beginnt nach dem Datenstand."
ENDS_LATER = "Der Zeitraum endet nach dem Datenstand."
NO_LIST = "Es liegt keine Sitzungsliste vor."
NO_KEY = (
    "Ob Personen an mehreren {modules} teilnahmen, ist nicht feststellbar, weil die Träger eigene "
    "Nummern verwenden."
)


@dataclass(frozen=True)
class Reporting:
    """Which modules are reported in a period.

    `delivered` are providers, `totals` modules with sums alone; `matched` are providers, two by
    two, all of whose persons people have compared.
    """

    settings: Settings
    period: Period
    delivered: Collection[str]
    totals: Collection[str]
    matched: Collection[frozenset[str]]

    def why_nothing(self, module: str | None) -> str | None:
        """Why there are no figures of a module (None: over all); None where there are."""
        if module is None:
            return self._why_not_over_all()
        if self._is_reported(module):
            return None
        return ONLY_TOTALS if module in self.totals else NOT_DELIVERED

    def _is_reported(self, module: str) -> bool:
        providers = self.settings.providers
        return any(module in providers[name].modules for name in self.delivered)

    def _why_not_over_all(self) -> str | None:
        if not all(map(self._is_reported, self._running())):
            return NOT_ALL_OF_PERSONS
        return None if self._one_key() else NO_KEY

    def _running(self) -> list[str]:
        """The modules with a day in the period: nobody can have taken part in another one."""
        days = {
            name: Period(module.first or dt.date.min, module.last or dt.date.max)
            for name, module in self.settings.modules.items()
            if module.carried_out
        }
        return [name for name, run in days.items() if run.overlaps(self.period)]

    def _one_key(self) -> bool:
        """Whether persons can be told apart over all providers that delivered.

        Of each two both have to share ids, or people have compared all their persons.
        """
        providers = self.settings.providers
        of_persons = sorted(name for name in self.delivered if providers[name].modules)
        return all(
            frozenset(pair) in self.matched or all(providers[p].ids == "shared" for p in pair)
            for pair in combinations(of_persons, 2)
        )
