"""The figures of participation: persons, cases, entries and exits, duration, occupancy."""

from collections.abc import Iterator

from durchstarten_cli.config import Definitions, Settings
from durchstarten_cli.count.register import Condition, Measure, has
from durchstarten_cli.count.registered import CASES, OCCUPANCY, PEOPLE, SHORT

NOBODY = "Im Zeitraum war niemand angemeldet."
TOO_EARLY = "Der Zeitraum beginnt nach dem Datenstand."
LASTING = "Tage vom Eintritt bis zum Austritt; bis zum Ende des Zeitraums, wer noch teilnimmt."


def _left(way: str) -> Condition:
    return lambda row: row.left & has(row.way, "exit_class", way)


def _lasting(band: int) -> Condition:
    return lambda row: row.touching & (row.band == band)


PERSONS = (
    Measure(
        "participants",
        "{participants} (jede Person einmal gezählt)",
        "Personen mit mindestens einem Aufenthalt, der den Zeitraum berührt; jede Person "
        "zählt einmal.",
        PEOPLE,
    ),
    Measure(
        "stayers",
        "am Ende des Zeitraums noch {participants}",
        "{participants} im Bestand am Ende des letzten Tages des Zeitraums.",
        PEOPLE,
        lambda row: row.still,
        observed=True,
        by_day=True,
    ),
    Measure(
        "leavers",
        "Ausgeschiedene",
        "{participants}, die am Ende des Zeitraums nicht im Bestand sind; eine spätere Rückkehr "
        "ändert das nicht.",
        PEOPLE,
        lambda row: ~row.still,
        observed=True,
        by_day=True,
    ),
)
MOVEMENT = (
    Measure(
        "cases",
        "Teilnahmen",
        "Aufenthalte einer Person in {a_module} bei einem Träger; liegen höchstens "
        "{reentry_gap_days} Tage ohne Anwesenheit dazwischen, sind sie eine Teilnahme.",
        CASES,
        lambda row: row.touching,
        counts="rows",
        unit="cases",
    ),
    Measure(
        "entries",
        "Eintritte",
        "Teilnahmen, deren Eintritt im Zeitraum liegt.",
        CASES,
        lambda row: row.entered,
        counts="rows",
        unit="cases",
    ),
    Measure(
        "exits",
        "Austritte",
        "Teilnahmen, deren Austritt im Zeitraum liegt; eine nie abgemeldete Teilnahme endet am "
        "Tag, nachdem {the_module} geendet hat.",
        CASES,
        lambda row: row.left,
        counts="rows",
        unit="cases",
    ),
    *(
        Measure(
            f"exits.{name}",
            f"Austritte: {label}",
            f"Austritte mit der Art „{label}“.",
            CASES,
            _left(name),
            counts="rows",
            unit="cases",
        )
        for name, label in (
            ("regular", "planmäßig beendet"),
            ("dropout", "vorzeitig beendet"),
            ("neutral", "Ende aus anderen Gründen"),
        )
    ),
    Measure(
        "exits.unknown",
        "Austritte: unbekannt",
        "Austritte, deren Art nicht gemeldet ist.",
        CASES,
        lambda row: row.left & ~has(row.way, "exit_class", "regular", "dropout", "neutral"),
        counts="rows",
        unit="cases",
    ),
    Measure(
        "case_stock_before",
        "Bestand an Teilnahmen vor dem Zeitraum",
        "Teilnahmen im Bestand am Ende des Tages vor dem Zeitraum.",
        CASES,
        lambda row: row.in_stock_before,
        counts="rows",
        unit="cases",
        by_day=True,
    ),
    Measure(
        "case_stock",
        "Bestand an Teilnahmen am Ende des Zeitraums",
        "Teilnahmen im Bestand am Ende des letzten Tages; Bestand vorher + Eintritte − Austritte.",
        CASES,
        lambda row: row.in_stock,
        counts="rows",
        unit="cases",
        observed=True,
        by_day=True,
    ),
    Measure(
        "duration_median",
        "Dauer der Teilnahmen (Median)",
        LASTING,
        CASES,
        lambda row: row.touching,
        counts="median",
        of="days",
        unit="days",
        observed=True,
        by_day=True,
        nothing=NOBODY,
    ),
    Measure(
        "duration_mean",
        "Dauer der Teilnahmen (Mittelwert)",
        LASTING,
        CASES,
        lambda row: row.touching,
        counts="mean",
        of="days",
        unit="days",
        observed=True,
        by_day=True,
        nothing=NOBODY,
    ),
)
OCCUPANCY_MEAN = Measure(
    "occupancy_mean",
    "Belegung: Mittel der Tage",
    "Der mittlere Bestand an Personen über alle Tage des Zeitraums.",
    OCCUPANCY,
    counts="stock",
    of="mean",
    by_day=True,
    nothing=TOO_EARLY,
)
STOCK = (
    Measure(
        "occupancy_max",
        "Belegung: höchster Stand",
        "Der höchste Bestand an Personen an einem Tag des Zeitraums; angemeldet heißt nicht "
        "anwesend.",
        OCCUPANCY,
        counts="stock",
        of="max",
        by_day=True,
        nothing=TOO_EARLY,
    ),
    OCCUPANCY_MEAN,
    Measure(
        "occupancy_usual_low",
        "Belegung: üblich von",
        "Untere Grenze der engsten Spanne benachbarter Bestände, die mindestens "
        "{usual_range_share} "
        "der Tage mit Anwesenden umfasst.",
        OCCUPANCY,
        counts="stock",
        of="usual_low",
        by_day=True,
        nothing=NOBODY,
    ),
    Measure(
        "occupancy_usual_high",
        "Belegung: üblich bis",
        "Obere Grenze der engsten Spanne benachbarter Bestände, die mindestens {usual_range_share} "
        "der Tage mit Anwesenden umfasst.",
        OCCUPANCY,
        counts="stock",
        of="usual_high",
        by_day=True,
        nothing=NOBODY,
    ),
)
MONTH_ONLY = Measure(
    "month_only",
    "{participants}, von denen nur ein Monat bekannt ist",
    "{participants} mit einem Eintritt oder Austritt, von dem nur der Monat gemeldet ist; es "
    "gilt sein erster Tag, beim Austritt sein letzter.",
    PEOPLE,
    lambda row: row.month_only,
)
SHORT_CONTACTS = Measure(
    "short_contacts",
    "Kurzkontakte (Personen)",
    "Personen mit einer beendeten Teilnahme unter der Mindestdauer von {minimum_days} Tagen, die "
    "den Zeitraum berührt. Solche Teilnahmen zählen nur hier.",
    SHORT,
    lambda row: row.touching,
)


def durations(definitions: Definitions) -> Iterator[Measure]:
    """How many cases lasted how long, in the bands of the settings."""
    lows = definitions.duration_bands
    for number, low in enumerate(lows):
        high = lows[number + 1] - 1 if number + 1 < len(lows) else None
        name = f"{low}+" if high is None else f"{low}-{high}"
        label = f"ab {low} Tagen" if high is None else f"{low} bis {high} Tage"
        yield Measure(
            f"duration.{name}",
            f"Dauer der Teilnahmen: {label}",
            f"Teilnahmen, die den Zeitraum berühren, mit einer Dauer: {label}. {LASTING}",
            CASES,
            _lasting(number),
            counts="rows",
            unit="cases",
            observed=True,
            by_day=True,
        )


def participation(definitions: Definitions) -> Iterator[Measure]:
    """All of them, in the order in which they are listed."""
    yield from PERSONS
    yield from MOVEMENT
    yield from durations(definitions)
    yield from STOCK
    yield MONTH_ONLY


def short_contacts(settings: Settings) -> tuple[Measure, ...]:
    """What counts apart, where the settings ask any module for a minimum of days."""
    least = [settings.definitions_of(name).minimum_days for name in settings.modules]
    return (SHORT_CONTACTS,) if any(least) else ()
