"""The meeting log of the office itself: who met when, in which format."""

from openpyxl import Workbook

from generator.cases import Dice
from generator.files import BOLD, INVENTED, Cell, set_widths, write_row, xlsx_bytes
from generator.kja_cases import d

HEADER = (
    "lfd. Nr.",
    "Sitzung am",
    "Format",
    "Anwesende Fachbereiche",
    "Anwesende Partner",
    "Thema",
)
UNITS = {
    "K": "Kommunales Integrationszentrum",
    "S": "Soziales",
    "B": "Bürger und Integration",
    "J": "Kinder und Jugend",
}
BODIES = {"k": "KJA", "d": "DEKRA Akademie", "c": "Jobcenter", "a": "Agentur für Arbeit"}

# Format -> day and, in letters, who was there.
LOG = {
    "Kernbündnis": """
        2020-06-17 KSB kc    2020-12-02 KSB k     2021-06-09 KS kca    2021-12-01 KSBJ k
        2022-05-18 KSB kdc   2022-11-30 KSB kd    2023-05-24 KSB d     2023-10-18 KSB kd
    """,
    "Steuerungsgruppe Teilhabemanagement": """
        2020-03-11 KSB k     2020-06-03 KSB k     2020-09-09 KS k      2020-12-09 KSB kc
        2021-03-10 KSBJ k    2021-06-16 KSB k     2021-09-15 KB k      2021-12-08 KSB kc
        2022-03-09 KSB k     2022-06-22 KSB kd
    """,
    "Jour fixe": """
        2020-05-06 KS k      2020-09-23 K k       2021-02-03 KS k      2021-05-05 KB k
        2021-09-29 KS k      2022-02-16 KS kd     2022-03-30 K kd      2022-05-04 KSB kd
        2022-06-15 KS kd     2022-08-24 KB d      2022-10-05 KS d      2022-11-16 KS d
        2023-01-25 K d       2023-03-08 KSB d     2023-04-26 KS d      2023-06-14 KSB d
    """,
    "Fallkonferenz": """
        2020-07-22 KB k      2020-11-04 KB k      2021-01-20 KSB k     2021-04-14 KB k
        2021-07-07 KBJ k     2021-11-10 KB k      2022-01-19 KB ka     2022-04-06 KSB kd
        2022-09-14 KB d      2022-12-07 K dc      2023-03-22 KB d
    """,
}
TOPICS = ("Stand der Bausteine", "Übergänge", "Belegung", "Anschlüsse", "Termine")


def workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sitzungen"
    write_row(sheet, 1, ["Sitzungen zu „Durchstarten in Ausbildung und Arbeit“"], BOLD)
    write_row(sheet, 2, [INVENTED], BOLD)
    write_row(sheet, 4, HEADER, BOLD)
    for number, cells in enumerate(sorted(_meetings(), key=lambda m: str(m[0])), start=1):
        write_row(sheet, 4 + number, [number, *cells, Dice(f"meeting {number}").pick(TOPICS)])
    set_widths(sheet, [9, 12, 36, 62, 32, 22])
    sheet.freeze_panes = "A5"
    return xlsx_bytes(book, "Beispielverwaltung")


def _meetings() -> list[list[Cell]]:
    found: list[list[Cell]] = []
    for name, log in LOG.items():
        words = iter(log.split())
        for day, units, bodies in zip(words, words, words, strict=True):
            inside = "; ".join(UNITS[letter] for letter in units)
            outside = "; ".join(BODIES[letter] for letter in bodies)
            found.append([d(day), name, inside, outside])
    return found
