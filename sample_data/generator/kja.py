"""The workbook of Teilhabemanagement: a sheet per year, persons carried over with news."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from generator.cases import DELIVERED_BY, Dice, Outcome, Person, Stay, pseudonym
from generator.files import BOLD, INVENTED, Cell, german, set_widths, write_row, xlsx_bytes
from generator.kja_cases import stories
from generator.kja_groups import ordinary

# Upper line of the header -> lower line. Where the lower one is empty, one cell spans both lines.
HEADER = {
    "lfd. Nr.": ("",),
    "Person": ("Pseudonym", "Geschlecht", "Geburtsjahr", "Aufenthaltsstatus", "Status am"),
    "Teilnahme": ("Eintritt", "Austritt", "Grund", "weiterer Bedarf"),
    "Verbleib": (
        "Art", "Zusage am", "Aufnahme am", "bestätigt am", "beendet/entfallen am",
        "vermittelt durch",
    ),
    "Fallübergabe": ("am", "an", "Art der Stelle", "Stand"),
    "Begleitung": ("Art", "von", "bis"),
    "Bemerkung": ("",),
}  # fmt: skip
EXTRA = "Sprachniveau"
"""A column of the person that only the last sheet has, and that the program does not know."""
HEADER_ROW, FIRST_ROW = 5, 7
WIDTHS = [9, 19, 11, 11, 22, 12, 12, 12, 22, 15, 26, *[13] * 4, 16, 12, 32, 18, 12, 18, 12, 12, 24]
REMARKS = ("", "", "", "", "Akte vollständig", "Rücksprache erfolgt", "Unterlagen nachgereicht")


@dataclass(frozen=True)
class Year:
    """A sheet: it shows what was known on its last day."""

    year: int
    until: date

    def shows(self, stay: Stay) -> bool:
        """Whoever took part in the year is listed, and whoever had left before but has news."""
        first = date(self.year, 1, 1)
        news = any(first <= day <= self.until for day in stay.events())
        return stay.entry <= date(self.year, 12, 31) and (stay.exit >= first or news)


YEARS = (Year(2020, date(2020, 12, 31)), Year(2021, date(2021, 12, 31)), Year(2022, DELIVERED_BY))


def workbook() -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    people = [*stories(), *ordinary()]
    for year in YEARS:
        _sheet(book.create_sheet(str(year.year)), year, people)
    return xlsx_bytes(book, "Beispielträger")


def _sheet(sheet: Worksheet, year: Year, people: list[Person]) -> None:
    """Titles, header, the persons carried over with their subtotal, the new ones, the sum."""
    titles = (
        "Katholische Jugendagentur Leverkusen, Rhein-Berg, Oberberg – Teilhabemanagement",
        f"Liste der Teilnehmenden {year.year} – {INVENTED}",
        f"Stand: {german(year.until)}",
    )
    for row, title in enumerate(titles, start=1):
        write_row(sheet, row, [title], BOLD)
    _header(sheet, year)
    rows = list(_numbered(year, people))
    carried = [cells for entry, cells in rows if entry.year < year.year]
    new = [cells for entry, cells in rows if entry.year == year.year]
    row = FIRST_ROW
    if carried:
        row = _block(sheet, row, carried, ["Zwischensumme", len(carried)]) + 1
    row = _block(sheet, row, new, [None])
    write_row(sheet, row, ["Summe", len(rows)], BOLD)
    set_widths(sheet, WIDTHS)
    sheet.freeze_panes = f"C{FIRST_ROW}"


def _block(sheet: Worksheet, row: int, rows: list[list[Cell]], closing: list[Cell]) -> int:
    """Writes the rows and the closing line; the row after them."""
    for cells in rows:
        write_row(sheet, row, cells)
        row += 1
    write_row(sheet, row, closing, BOLD)
    return row + 1


def _header(sheet: Worksheet, year: Year) -> None:
    column = 1
    for upper, fields in HEADER.items():
        lower = [*fields, EXTRA] if upper == "Person" and year is YEARS[-1] else list(fields)
        sheet.cell(HEADER_ROW, column, upper).alignment = Alignment(horizontal="center")
        sheet.cell(HEADER_ROW, column).font = BOLD
        for offset, text in enumerate(lower):
            if text:
                sheet.cell(HEADER_ROW + 1, column + offset, text).font = BOLD
        last, depth = column + len(lower) - 1, 0 if lower[0] else 1
        sheet.merge_cells(
            start_row=HEADER_ROW, end_row=HEADER_ROW + depth, start_column=column, end_column=last
        )
        column = last + 1


def _numbered(year: Year, people: list[Person]) -> Iterator[tuple[date, list[Cell]]]:
    """Entry and row of every stay the sheet shows; a row pasted twice keeps its running number."""
    shown = [(s.entry, pseudonym(p.number), p, s) for p in people for s in p.stays if year.shows(s)]
    for number, (entry, _, person, stay) in enumerate(sorted(shown, key=lambda x: x[:2]), start=1):
        cells: list[Cell] = [number, *_cells(person, stay, year)]
        yield from [(entry, cells)] * (2 if stay.twice else 1)


def _cells(person: Person, stay: Stay, year: Year) -> list[Cell]:
    dice = Dice(f"cells {person.number} {stay.entry} {year.year}")
    extra = [dice.pick(("A2", "B1", "B1", "B2"))] if year is YEARS[-1] else []
    cells: list[Cell | date] = [
        pseudonym(person.number),
        person.sex,
        person.born,
        person.status,
        person.status_on,
        *extra,
        stay.entry_as or stay.entry,
        *_end(stay, year, dice),
        *_outcome(stay.outcome_known(year.until)),
        *_handover(stay, year),
        *_support(stay, year),
        dice.pick(REMARKS),
    ]
    return [german(c) if isinstance(c, date) and dice.happens(0.2) else c for c in cells]


def _end(stay: Stay, year: Year, dice: Dice) -> list[Cell]:
    if stay.exit > year.until:
        return [dice.pick((None, None, "laufend")), None, None]
    first_told = stay.exit.year == year.year
    return [stay.exit, stay.end_before if stay.end_before and first_told else stay.end, stay.need]


def _outcome(outcome: Outcome | None) -> list[Cell]:
    if outcome is None:
        return [None] * 6
    o = outcome
    return [o.kind, o.committed, o.started, o.confirmed, o.ended, o.by]


def _handover(stay: Stay, year: Year) -> list[Cell]:
    h = stay.handover
    return [h.on, h.receiver, h.kind, h.status] if h and h.on <= year.until else [None] * 4


def _support(stay: Stay, year: Year) -> list[Cell]:
    s = stay.support
    if s is None or s.first > year.until:
        return [None] * 3
    return [s.kind, s.first, s.last if s.last and s.last <= year.until else "laufend"]
