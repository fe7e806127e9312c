"""The figures of participation: persons, cases, entries and exits, duration, occupancy."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from durchstarten_cli.count.counted import DROPOUT, NEUTRAL, REGULAR, Counted
from durchstarten_cli.count.register import Measure, observed, people, rows, value
from durchstarten_cli.count.scope import View
from durchstarten_cli.tables import Mask, Numbers

NOBODY = "Im Zeitraum war niemand angemeldet."


def tenth(number: float) -> float:
    """Rounded half up to one decimal place."""
    return float(Decimal(repr(number)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def _entries(counted: Counted) -> View:
    return counted.cases.where(counted.dated(counted.cases.entry))


def _exits(counted: Counted) -> View:
    return counted.cases.where(counted.dated(counted.cases.gone))


def _exits_of(code: int) -> Callable[[Counted], View]:
    def chosen(counted: Counted) -> View:
        exits = _exits(counted)
        return exits.where(~exits.open & (exits.exit_class == code))

    return chosen


def _exits_unknown(counted: Counted) -> View:
    exits = _exits(counted)
    return exits.where(exits.open | ~np.isin(exits.exit_class, (REGULAR, DROPOUT, NEUTRAL)))


def _touching(counted: Counted) -> Mask:
    cases, scope = counted.cases, counted.scope
    touches: Mask = (cases.entry <= scope.last) & (cases.until >= scope.first)
    return touches


def _in_stock(counted: Counted, day: int) -> View:
    cases = counted.cases
    return cases.where((cases.entry <= day) & (cases.gone > day))


def _durations(counted: Counted) -> Numbers:
    """Days of the cases touching P: "exit - entry for leavers, b + 1 - entry for stayers"."""
    cases = counted.cases.where(_touching(counted))
    days: Numbers = np.minimum(cases.gone, counted.scope.last + 1) - cases.entry
    return days


def _median(counted: Counted) -> float | None:
    days = _durations(counted)
    return tenth(float(np.median(days))) if len(days) else None


def _mean(counted: Counted) -> float | None:
    days = _durations(counted)
    return tenth(days.sum().item() / len(days)) if len(days) else None


def _stock_mean(counted: Counted) -> float | None:
    stock = counted.occupancy.stock
    return tenth(stock.sum().item() / len(stock)) if len(stock) else None


def _stock_max(counted: Counted) -> int | None:
    stock = counted.occupancy.stock
    return int(stock.max()) if len(stock) else None


def _usual(edge: int) -> Callable[[Counted], int | None]:
    def compute(counted: Counted) -> int | None:
        usual = counted.occupancy.usual_range(counted.scope.definitions.usual_range_share)
        return None if usual is None else usual[edge]

    return compute


PARTICIPATION = (
    Measure(
        "participants",
        "Teilnehmende (jede Person einmal gezählt)",
        "Personen mit mindestens einem Aufenthalt, der den Zeitraum berührt; jede Person "
        "zählt einmal.",
        people(lambda c: np.ones(len(c.people), dtype=bool)),
        restrictable=True,
    ),
    Measure(
        "stayers",
        "am Ende des Zeitraums noch Teilnehmende",
        "Teilnehmende im Bestand am Ende des letzten Tages des Zeitraums.",
        observed(people(lambda c: c.people.still)),
        restrictable=True,
        by_day=True,
    ),
    Measure(
        "leavers",
        "Ausgeschiedene",
        "Teilnehmende, die am Ende des Zeitraums nicht im Bestand sind; eine spätere Rückkehr "
        "ändert das nicht.",
        observed(people(lambda c: c.leaver)),
        restrictable=True,
        by_day=True,
    ),
    Measure(
        "cases",
        "Teilnahmen",
        "Aufenthalte einer Person in einem Baustein bei einem Träger; liegen höchstens "
        "{reentry_gap_days} Tage ohne Anwesenheit dazwischen, sind sie eine Teilnahme.",
        rows(lambda c: c.cases.where(_touching(c))),
        unit="cases",
    ),
    Measure(
        "entries",
        "Eintritte",
        "Teilnahmen, deren Eintritt im Zeitraum liegt.",
        rows(_entries),
        unit="cases",
    ),
    Measure(
        "exits",
        "Austritte",
        "Teilnahmen, deren Austritt im Zeitraum liegt; eine nie abgemeldete Teilnahme endet am Tag "
        "nach dem Ende des Bausteins.",
        rows(_exits),
        unit="cases",
    ),
    *(
        Measure(
            f"exits.{name}",
            f"Austritte: {label}",
            f"Austritte mit der Art „{label}“.",
            rows(_exits_of(code)),
            unit="cases",
        )
        for name, label, code in (
            ("regular", "planmäßig beendet", REGULAR),
            ("dropout", "vorzeitig beendet", DROPOUT),
            ("neutral", "Ende aus anderen Gründen", NEUTRAL),
        )
    ),
    Measure(
        "exits.unknown",
        "Austritte: unbekannt",
        "Austritte, deren Art nicht gemeldet ist.",
        rows(_exits_unknown),
        unit="cases",
    ),
    Measure(
        "case_stock_before",
        "Bestand an Teilnahmen vor dem Zeitraum",
        "Teilnahmen im Bestand am Ende des Tages vor dem Zeitraum.",
        rows(lambda c: _in_stock(c, c.scope.first - 1)),
        unit="cases",
        by_day=True,
    ),
    Measure(
        "case_stock",
        "Bestand an Teilnahmen am Ende des Zeitraums",
        "Teilnahmen im Bestand am Ende des letzten Tages; Bestand vorher + Eintritte − Austritte.",
        observed(rows(lambda c: _in_stock(c, c.scope.last))),
        unit="cases",
        by_day=True,
    ),
    Measure(
        "duration_median",
        "Dauer der Teilnahmen (Median)",
        "Tage vom Eintritt bis zum Austritt, bei noch Teilnehmenden bis zum Ende des Zeitraums.",
        observed(value(_median, NOBODY)),
        unit="days",
        by_day=True,
    ),
    Measure(
        "duration_mean",
        "Dauer der Teilnahmen (Mittelwert)",
        "Tage vom Eintritt bis zum Austritt, bei noch Teilnehmenden bis zum Ende des Zeitraums.",
        observed(value(_mean, NOBODY)),
        unit="days",
        by_day=True,
    ),
    Measure(
        "occupancy_max",
        "Belegung: höchster Stand",
        "Der höchste Bestand an Personen an einem Tag des Zeitraums; angemeldet heißt nicht "
        "anwesend.",
        value(_stock_max, "Der Zeitraum beginnt nach dem Datenstand."),
        by_day=True,
    ),
    Measure(
        "occupancy_mean",
        "Belegung: Mittel der Tage",
        "Der mittlere Bestand an Personen über alle Tage des Zeitraums.",
        value(_stock_mean, "Der Zeitraum beginnt nach dem Datenstand."),
        by_day=True,
    ),
    Measure(
        "occupancy_usual_low",
        "Belegung: üblich von",
        "Untere Grenze der engsten Spanne benachbarter Bestände, die mindestens "
        "{usual_range_share} "
        "der Tage mit Anwesenden umfasst.",
        value(_usual(0), NOBODY),
        by_day=True,
    ),
    Measure(
        "occupancy_usual_high",
        "Belegung: üblich bis",
        "Obere Grenze der engsten Spanne benachbarter Bestände, die mindestens {usual_range_share} "
        "der Tage mit Anwesenden umfasst.",
        value(_usual(1), NOBODY),
        by_day=True,
    ),
    Measure(
        "month_only",
        "Teilnehmende, von denen nur ein Monat bekannt ist",
        "Teilnehmende mit einem Eintritt oder Austritt, von dem nur der Monat gemeldet ist; es "
        "gilt sein erster Tag, beim Austritt sein letzter.",
        people(lambda c: c.people.month_only),
        restrictable=True,
    ),
)
