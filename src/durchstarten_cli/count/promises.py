"""The figures of promises, and of whether placements lasted."""

from collections.abc import Iterator

from durchstarten_cli.config import Definitions
from durchstarten_cli.count.counted import LASTED, PROMISED
from durchstarten_cli.count.register import Condition, Measure
from durchstarten_cli.count.registered import PLACEMENTS
from durchstarten_cli.count.registered import PROMISES as TABLE


def _state(name: str) -> Condition:
    return lambda row: row.state == PROMISED.index(name)


def _lasted(days: int, state: str) -> Condition:
    return lambda row: getattr(row, f"lasted_{days}") == LASTED.index(state)


PROMISES = (
    Measure(
        "promises",
        "Zusagen",
        "Personen mit einer Zusage, die im Zeitraum liegt. Eine Zusage ist keine Aufnahme.",
        TABLE,
    ),
    Measure(
        "promises.fulfilled",
        "Zusagen: eingelöst",
        "Personen, die bis zum Datenstand begonnen haben, was zugesagt war.",
        TABLE,
        _state("fulfilled"),
    ),
    Measure(
        "promises.open",
        "Zusage, noch nicht begonnen",
        "Personen mit einer Zusage, die weder begonnen noch entfallen ist.",
        TABLE,
        _state("open"),
    ),
    Measure(
        "promises.lapsed",
        "Zusagen: entfallen",
        "Personen, deren Zusage bis zum Datenstand entfiel.",
        TABLE,
        _state("lapsed"),
    ),
)
STATES = {"yes": "ja", "no": "nein", "too_early": "noch zu früh", "unknown": "unbekannt"}


def sustained(definitions: Definitions) -> Iterator[Measure]:
    """Whether placements lasted, for every number of days in the settings."""
    table = PLACEMENTS.with_columns(*(f"lasted_{days}" for days in definitions.sustained_days))
    for days in definitions.sustained_days:
        for state, label in STATES.items():
            yield Measure(
                f"sustained_{days}.{state}",
                f"Bestand der Vermittlung nach {days} Tagen: {label}",
                f"Vermittelte Personen; {days} Tage nach der Aufnahme: ja (an oder nach dem Tag "
                "bestätigt), nein (vorher beendet), noch zu früh, unbekannt.",
                table,
                _lasted(days, state),
            )
