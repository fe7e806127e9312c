"""The deliveries of Auenfurt, an invented town: own ids, own words, sums, a list of meetings."""

from collections.abc import Iterator
from datetime import date, timedelta

from openpyxl import Workbook

from generator.cases import Dice
from generator.files import (
    BOLD,
    INVENTED,
    Cell,
    csv_bytes,
    german,
    set_widths,
    write_row,
    xlsx_bytes,
)
from generator.kja_cases import d

WORKSHOP = (
    "Kennung",
    "Geschlecht",
    "Alter",
    "Dabei seit",
    "Dabei bis",
    "Wie beendet",
    "Was danach",
    "Los ging es am",
)
PILOTS = (
    *("Fallnummer", "m/w/d", "Jahrgang", "Beginn", "Ende", "Beendigungsgrund", "Bedarf"),
    *("Ergebnis", "Tätigkeit ab", "Übergeben am", "Übergeben an", "Stelle (Art)"),
    *("Übergabestatus", "Weitere Unterstützung", "Begleitung ab", "Begleitung bis"),
)
FIRST, LAST = d("2021-01-11"), d("2022-12-16")
PILOTS_FIRST, PILOTS_LAST = d("2021-03-01"), d("2022-12-31")
MEETINGS = """
    2021-02-03 Runder_Tisch AJ bl   2021-06-09 Runder_Tisch AJC bl  2021-10-06 Runder_Tisch AJ blv
    2022-02-02 Runder_Tisch AJC blv 2022-06-08 Runder_Tisch AC bl   2022-11-09 Runder_Tisch AJC b
    2021-04-14 Fallrunde    AJ l    2021-09-15 Fallrunde    AC l    2022-04-27 Fallrunde    AJ l
"""
UNITS = {"A": "Amt für Zuwanderung und Teilhabe", "J": "Jugendamt", "C": "Schulamt"}
BODIES = {"b": "Brückenschlag", "l": "Lotsenhaus", "v": "Volkshochschule"}


def deliveries() -> Iterator[tuple[str, bytes]]:
    """Path below the folder of deliveries and content of every file."""
    yield "brueckenschlag/2023-01-20/Werkstatt.csv", workshop()
    yield "brueckenschlag/2023-01-20/Jahresmeldung.csv", workshop_sums()
    yield "lotsenhaus/2023-01-25/Lotsendienst.xlsx", pilots()
    yield "vhs/2023-01-18/Abendkurs.csv", evening_course()
    yield "azt/2023-01-31/Runden.csv", meetings()


def workshop() -> bytes:
    """One row per stay, in the association's own words."""
    rows = [_workshop_row(number) for number in range(1, 42)]
    title = [["Offene Werkstatt Auenfurt"], [INVENTED], []]
    return csv_bytes([*title, WORKSHOP, *rows], "cp1252")


def _workshop_row(number: int) -> list[str]:
    dice = Dice(f"auenfurt workshop {number}")
    entry = dice.day(FIRST, LAST - timedelta(days=60))
    exit_ = min(dice.day(entry + timedelta(days=30), entry + timedelta(days=200)), LAST)
    end = dice.pick(["geschafft", "geschafft", "geschafft", "aufgehört", "weggezogen"])
    after = ""
    if end == "geschafft":
        after = dice.pick(
            ["Lehre im Betrieb", "feste Stelle", "Aushilfe", "Deutsch B2", "nichts", "nichts"]
        )
    started = dice.day(exit_, exit_ + timedelta(days=90)) if after not in ("", "nichts") else None
    return [
        f"B-{100 + number}",
        dice.pick(["w", "m", "m", "d"] if number % 20 == 0 else ["w", "m"]),
        str(dice.number(16, 30)),
        german(entry),
        german(exit_),
        end,
        after,
        german(started) if started and started <= d("2023-01-20") else "",
    ]


def workshop_sums() -> bytes:
    """What the association told for its yearly report: it does not agree with its list."""
    rows = [["Kennzahl", "Anzahl", "Zeitraum"], ["Teilnehmende", "44", "11.01.2021 bis 16.12.2022"]]
    return csv_bytes([["Jahresmeldung der Werkstatt"], [INVENTED], [], *rows])


def pilots() -> bytes:
    """A workbook with local numbers; handovers and support beside the outcomes."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Lotsendienst"
    write_row(sheet, 1, [f"Lotsendienst Auenfurt – {INVENTED}"], BOLD)
    write_row(sheet, 3, PILOTS, BOLD)
    for number in range(1, 30):
        write_row(sheet, 3 + number, _pilot_row(number))
    set_widths(sheet, [12] * len(PILOTS))
    return xlsx_bytes(book, "Lotsenhaus")


def _pilot_row(number: int) -> list[Cell]:
    dice = Dice(f"auenfurt pilots {number}")
    entry = dice.day(PILOTS_FIRST, PILOTS_LAST - timedelta(days=90))
    exit_ = min(dice.day(entry + timedelta(days=40), entry + timedelta(days=300)), PILOTS_LAST)
    end = dice.pick(["regulär", "regulär", "regulär", "Abbruch", "Umzug"])
    need = dice.pick(["ja", "nein"])
    kind = dice.pick(["Ausbildung (schulisch)", "svB", "Sprachkurs", "", ""])
    kind = kind if end == "regulär" else ""
    started: date | None = dice.day(entry, exit_ + timedelta(days=120)) if kind else None
    started = min(started, d("2023-01-25")) if started else None
    handed = need == "ja" and end != "Umzug" and dice.happens(0.7)
    helped = need == "ja" and dice.happens(0.5)
    return [
        f"L{number:03}",
        dice.pick(["w", "m"]),
        2021 - dice.number(17, 29),
        entry,
        exit_,
        end,
        need,
        kind or None,
        started,
        *([exit_, "Beratungshaus", "Beratungsstelle", "erfolgt"] if handed else [None] * 4),
        *([dice.pick(["Beratung", "weitere Hilfen"]), exit_, "laufend"] if helped else [None] * 3),
    ]


def evening_course() -> bytes:
    """Sums only: the school keeps no list of persons for others."""
    rows = [
        ["Kennzahl", "Anzahl", "Zeitraum"],
        ["Teilnehmende", "23", "2021"],
        ["Teilnehmende", "31", "2022"],
        ["Abbrüche", "6", "2022"],
    ]
    return csv_bytes([["Abendkurs Deutsch"], [INVENTED], [], *rows])


def meetings() -> bytes:
    words = iter(MEETINGS.split())
    rows = [
        [
            german(d(day)),
            name.replace("_", " "),
            "; ".join(UNITS[letter] for letter in units),
            "; ".join(BODIES[letter] for letter in bodies),
        ]
        for day, name, units, bodies in zip(words, words, words, words, strict=True)
    ]
    header = ["Sitzung am", "Format", "Anwesende Fachbereiche", "Anwesende Partner"]
    return csv_bytes([[f"Gemeinsame Runden – {INVENTED}"], [], header, *rows])
