"""Rows of benchmark deliveries: invented persons, about 1 % of the rows with a fault.

Everything comes from a random generator with a fixed seed: the same module gives the same rows.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Row = list[str | int | None]

HEADERS = (
    "Kennung", "Eintritt", "Austritt", "Austrittsgrund", "Geschlecht", "Geburtsjahr",
    "Aufenthaltsstatus", "Status am", "Weiterer Bedarf", "Verbleib", "Zusage am", "Aufnahme am",
    "Bestätigt am", "Beendet am", "Vermittelt durch", "Übergabe am", "Übergabe an",
    "Art der Stelle", "Stand der Übergabe", "Weitere Begleitung", "Begleitung von",
    "Begleitung bis",
)  # fmt: skip
AT = {header: position for position, header in enumerate(HEADERS)}
DATES = frozenset(
    position for header, position in AT.items() if header.endswith((" am", "tritt", " von", " bis"))
)

FIRST = dt.date(2020, 3, 1).toordinal()
LAST = dt.date(2023, 6, 30).toordinal()
AS_OF = dt.date(2023, 9, 30).toordinal()
SPANS = (
    ("2020-03-01", "2023-12-31"),
    ("2019-09-01", "2023-12-31"),
    ("2022-02-01", "2023-06-30"),
    ("2021-01-01", "2023-06-30"),
    ("2020-09-01", "2023-12-31"),
    ("2020-03-01", "2022-06-30"),
)
FAULTY, VERY_FAULTY = 0.014, 0.14
"""Share of rows that are to get a fault; some rows have no place for the fault drawn."""

REASONS = ("Ziel erreicht", "planmäßig", "Ziel erreicht", "Abbruch", "Umzug", "Abschiebung")
KINDS = (
    "betriebliche Ausbildung", "schulische Ausbildung", "Einstiegsqualifizierung",
    "sozialversicherungspflichtige Beschäftigung", "Minijob", "Arbeit", "Schule", "Sprachkurs",
    "FSJ", "Sonstiges",
)  # fmt: skip
RECEIVERS = (
    ("Migrationsberatung Mitte", "Beratungsstelle"),
    ("Jugendmigrationsdienst Nord", "Beratungsstelle"),
    ("Jobcenter", "Behörde"),
    ("Praxis am Markt", "weitere Hilfen"),
)
SUPPORTS = ("intensive Unterstützung", "Beratung", "lockerer Kontakt")


# ---------------------------------------------------------------- rows
@dataclass(frozen=True)
class Span:
    """A module: its number (from 0), its days, the last day on which something can be reported."""

    number: int
    first: int
    last: int

    @property
    def ongoing(self) -> bool:
        return self.last > AS_OF

    @property
    def end(self) -> int:
        return min(self.last, AS_OF)


@dataclass(frozen=True)
class Person:
    """What stays the same about a person; all of it follows from the id."""

    id: str
    sex: str
    birth_year: int


def span(number: int) -> Span:
    """The module with this number, from 0."""
    first, last = (dt.date.fromisoformat(day).toordinal() for day in SPANS[number])
    return Span(number, first, last)


def person(module: int, number: int) -> Person:
    """A person; every 33rd one of a module is a person of the module before."""
    home = module - 1 if module and number % 33 == 0 else module
    key = ((home << 32 | number) * 0x9E3779B97F4A7C15 + 0x1F2E3D4C5B6A7988) % 2**64
    sex = ("weiblich", "männlich", "männlich", "weiblich", "divers")[min(4, key % 101 // 25)]
    return Person(f"{key:016x}", sex, 1996 + key // 128 % 5)


def rows(module: Span, faulty: float = FAULTY) -> Iterator[Row]:
    """Rows without end: persons with one or two stays, some rows with a fault, some twice."""
    rng = random.Random(2020 + module.number)
    number = 0
    while True:
        number += 1
        for row in _person_rows(rng, module, person(module.number, number)):
            if rng.random() >= faulty:
                yield row
                continue
            yield from rng.choice(FAULTS)(row)


def _person_rows(rng: random.Random, module: Span, who: Person) -> Iterator[Row]:
    entry = rng.randint(module.first, module.end - 1)
    row = _stay(rng, module, who, entry)
    yield row
    left = row[AT["Austritt"]]
    if not isinstance(left, int) or entry < FIRST or rng.random() >= 0.05:
        return
    again = left + (1 if rng.random() < 0.3 else rng.randint(2, 300))
    if again < min(module.end, LAST):
        yield _stay(rng, module, who, again)


def _stay(rng: random.Random, module: Span, who: Person, entry: int) -> Row:
    """One stay as one wide row."""
    row: Row = [None] * len(HEADERS)
    row[:2] = who.id, entry
    row[4:8] = who.sex, who.birth_year, _either(rng, 0.6, "Duldung", "Aufenthaltsgestattung"), None
    row[AT["Status am"]] = entry - rng.randint(0, 30)
    left = entry + int(rng.random() ** 2 * 600)
    if left > module.end and module.ongoing:
        if rng.random() < 0.1:
            _start(rng, row, rng.randint(entry, AS_OF), entry)
        return row
    _leave(rng, row, entry, min(left, module.end))
    return row


def _leave(rng: random.Random, row: Row, entry: int, left: int) -> None:
    row[2:4] = left, rng.choice(REASONS)
    row[AT["Weiterer Bedarf"]] = rng.choice(("ja", "nein", "nein", "unbekannt"))
    if rng.random() < 0.55:
        _outcome(rng, row, entry, left)
    if rng.random() < 0.25:
        _handover(rng, row, max(entry, left + rng.randint(-10, 210)))
    if rng.random() < 0.15 and left < AS_OF:
        row[19:21] = rng.choice(SUPPORTS), left + 1
        row[21] = _reported(left + 90) if rng.random() < 0.7 else None


def _outcome(rng: random.Random, row: Row, entry: int, left: int) -> None:
    draw = rng.random()
    start = max(entry, left + rng.randint(-60, 230))
    if draw < 0.08:
        row[AT["Verbleib"]] = "kein Anschluss"
    elif draw < 0.14:
        row[AT["Verbleib"]], row[AT["Zusage am"]] = rng.choice(KINDS), left
        row[AT["Beendet am"]] = _reported(left + 40) if rng.random() < 0.5 else None
    elif start <= AS_OF:
        _start(rng, row, start, entry)


def _start(rng: random.Random, row: Row, start: int, entry: int) -> None:
    row[AT["Verbleib"]] = rng.choice(KINDS)
    row[AT["Aufnahme am"]] = start
    row[AT["Vermittelt durch"]] = rng.choice(("durch den Träger", "selbst gefunden", None))
    if rng.random() < 0.5:
        row[AT["Zusage am"]] = max(entry, start - rng.randint(0, 60))
    if rng.random() < 0.5:
        row[AT["Bestätigt am"]] = _reported(start + rng.randint(20, 200))
    elif rng.random() < 0.2:
        row[AT["Beendet am"]] = _reported(start + rng.randint(10, 300))


def _handover(rng: random.Random, row: Row, day: int) -> None:
    if day <= AS_OF:
        row[15:19] = day, *rng.choice(RECEIVERS), _either(rng, 0.8, "erfolgt", "angeboten")


def _either(rng: random.Random, share: float, one: str, other: str) -> str:
    return one if rng.random() < share else other


def _reported(day: int) -> int | None:
    return day if day <= AS_OF else None


# ---------------------------------------------------------------- faults
def _exit_before_entry(row: Row) -> list[Row]:
    entry = row[AT["Eintritt"]]
    if isinstance(entry, int) and row[AT["Austritt"]] is not None:
        row[AT["Austritt"]] = entry - 7
    return [row]


def _duplicate(row: Row) -> list[Row]:
    return [row, row]


def _without(header: str) -> Callable[[Row], list[Row]]:
    def fault(row: Row) -> list[Row]:
        row[AT[header]] = None
        return [row]

    return fault


def _unreadable_start(row: Row) -> list[Row]:
    if row[AT["Aufnahme am"]] is not None:
        row[AT["Aufnahme am"]] = "31.02.2021" if row[AT["Zusage am"]] else "nach den Ferien"
    return [row]


def _undated(row: Row) -> list[Row]:
    if row[AT["Verbleib"]] is not None and row[AT["Austritt"]] is not None:
        row[10:14] = None, None, None, None
    return [row]


def _unknown_code(header: str) -> Callable[[Row], list[Row]]:
    def fault(row: Row) -> list[Row]:
        if row[AT[header]] is not None:
            row[AT[header]] = "siehe Akte"
        return [row]

    return fault


FAULTS: tuple[Callable[[Row], list[Row]], ...] = (
    _exit_before_entry,
    _duplicate,
    _without("Eintritt"),
    _without("Kennung"),
    _unreadable_start,
    _undated,
    _unknown_code("Verbleib"),
    _unknown_code("Austrittsgrund"),
    _unknown_code("Aufenthaltsstatus"),
)
