"""What people decided on persons (`personen.xlsx`), read, and applied to the received rows."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from durchstarten_cli import evidence, normalise, sources
from durchstarten_cli.config import Project, Settings
from durchstarten_cli.config.project import no_passwords
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.grammar import day
from durchstarten_cli.pairs import (
    FILE,
    NOT_SAME,
    PAIRS,
    PROVIDERS,
    SAME,
    PersonsFile,
    ProviderRow,
)
from durchstarten_cli.persons import Applied, link
from durchstarten_cli.tables import Mask, Numbers, Rows, Unreadable

ALL_DECIDED = "alle Paare entschieden"


@dataclass(frozen=True)
class Decided:
    """The file, and its decisions in force: on pairs of ids and on pairs of providers.

    `notes` are sentences on decisions without effect.
    """

    persons: Numbers
    """The number of every received row's person, -1 without an id."""
    file: PersonsFile = field(default_factory=PersonsFile)
    pairs: tuple[Applied, ...] = ()
    providers: tuple[ProviderRow, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether any decision is in force."""
        return bool(self.pairs or self.providers)

    @property
    def matched(self) -> frozenset[frozenset[str]]:
        """Providers, two by two, whose persons people have compared."""
        return frozenset(row.providers for row in self.providers)

    def decisions(self, used: Mask) -> list[evidence.PersonDecision]:
        """All decisions in force, as the evidence names them."""
        pairs = [_of_pair(applied, used) for applied in self.pairs]
        return [*pairs, *map(_of_providers, self.providers)]


def _of_pair(applied: Applied, used: Mask) -> evidence.PersonDecision:
    pair = applied.pair
    assert pair.signed is not None
    told = SAME if pair.same else NOT_SAME
    return evidence.PersonDecision(PAIRS, pair.row, told, pair.signed, applied.records(used))


def _of_providers(row: ProviderRow) -> evidence.PersonDecision:
    assert row.row is not None
    assert row.signed is not None
    return evidence.PersonDecision(PROVIDERS, row.row, ALL_DECIDED, row.signed, None)


def as_delivered(rows: Rows) -> Decided:
    """Nothing decided: everybody by their ids."""
    return Decided(rows.frame["person"].to_numpy())


def decide(project: Project, rows: Rows) -> Decided:
    """The decisions of a project applied to the received rows.

    Raises SettingsError for a file that cannot be read and for contradictions in it.
    """
    path = project.root / FILE
    if not path.is_file():
        return as_delivered(rows)
    file = _read(path, project.settings)
    linked, newest = link(rows, file.decided), _newest(rows)
    complete = [row for row in file.providers if row.complete]
    current = tuple(row for row in complete if _outdated_by(row, newest) is None)
    notes = (*linked.unknown, *_outdated(complete, newest))
    return Decided(linked.persons, file, linked.applied, current, notes)


def _read(path: Path, settings: Settings) -> PersonsFile:
    sheets = sources.read(path, FILE, "", None, no_passwords)
    if isinstance(sheets, Unreadable):
        raise SettingsError(
            f"{FILE} ist nicht lesbar. {sheets.reason}",
            "Bitte schließen Sie sie in Excel und speichern Sie sie ohne Kennwort als "
            "Excel-Arbeitsmappe (.xlsx), oder stellen Sie die letzte Sicherung wieder her.",
        )
    return normalise.persons_file(sheets, settings)


def _newest(rows: Rows) -> Mapping[str, dt.date]:
    """The day of the last delivery of every provider."""
    days: dict[str, dt.date] = {}
    for source in (layout.source for layout in rows.layouts):
        if source.delivered:
            known = days.get(source.provider, source.delivered)
            days[source.provider] = max(known, source.delivered)
    return days


def _outdated_by(row: ProviderRow, newest: Mapping[str, dt.date]) -> dt.date | None:
    """The day of a delivery that came after all persons had been compared."""
    assert row.signed is not None
    later = [newest[p] for p in row.providers if newest.get(p, row.signed.on) > row.signed.on]
    return max(later, default=None)


def _outdated(rows: list[ProviderRow], newest: Mapping[str, dt.date]) -> Iterator[str]:
    for row in rows:
        delivered = _outdated_by(row, newest)
        if delivered is not None and row.signed is not None:
            yield (
                f"{FILE}, Blatt „{PROVIDERS}“, Zeile {row.row}: Das „ja“ vom {day(row.signed.on)} "
                f"gilt nicht mehr, denn am {day(delivered)} ist eine neue Lieferung gekommen. "
                "Bitte sehen Sie nach, ob jemand dazugekommen ist, und tragen Sie den Tag neu ein."
            )
