"""The figures of promises, and of whether placements lasted."""

from collections.abc import Callable, Iterator

from durchstarten_cli.config import Definitions
from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.register import Measure, Select, distinct
from durchstarten_cli.count.scope import NONE, View


def _promises(state: int) -> Select:
    def chosen(counted: Counted) -> View:
        return counted.promised.where(counted.promise_state == state)

    return distinct(chosen)


PROMISES = (
    Measure(
        "promises",
        "Zusagen",
        "Personen mit einer Zusage, die im Zeitraum liegt. Eine Zusage ist keine Aufnahme.",
        distinct(lambda c: c.promised),
    ),
    Measure(
        "promises.fulfilled",
        "Zusagen: eingelöst",
        "Personen, die bis zum Datenstand begonnen haben, was zugesagt war.",
        _promises(2),
    ),
    Measure(
        "promises.open",
        "Zusage, noch nicht begonnen",
        "Personen mit einer Zusage, die weder begonnen noch entfallen ist.",
        _promises(1),
    ),
    Measure(
        "promises.lapsed",
        "Zusagen: entfallen",
        "Personen, deren Zusage bis zum Datenstand entfiel.",
        _promises(0),
    ),
)


def _sustained(days: int, state: str) -> Callable[[Counted], View]:
    def chosen(counted: Counted) -> View:
        starts = counted.placement_starts
        day = starts.started_on + days
        yes = starts.confirmed_on >= day
        no = ~yes & (starts.ended_on != NONE) & (starts.ended_on < day)
        early = ~yes & ~no & (day > counted.scope.known)
        masks = {"yes": yes, "no": no, "too_early": early, "unknown": ~yes & ~no & ~early}
        return starts.where(masks[state])

    return chosen


STATES = {"yes": "ja", "no": "nein", "too_early": "noch zu früh", "unknown": "unbekannt"}


def sustained(definitions: Definitions) -> Iterator[Measure]:
    """Whether placements lasted, for every number of days in the settings."""
    for days in definitions.sustained_days:
        for state, label in STATES.items():
            yield Measure(
                f"sustained_{days}.{state}",
                f"Bestand der Vermittlung nach {days} Tagen: {label}",
                f"Vermittelte Personen; {days} Tage nach der Aufnahme: ja (an oder nach dem Tag "
                "bestätigt), nein (vorher beendet), noch zu früh, unbekannt.",
                distinct(_sustained(days, state)),
            )
