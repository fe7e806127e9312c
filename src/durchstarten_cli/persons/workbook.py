"""`personen.xlsx`: a new one, or rows added to the one that people work in."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.pairs import (
    COMPLETE,
    DECISION,
    FILE,
    HEADERS,
    ID_1,
    ID_2,
    NO,
    NOT_SAME,
    ON,
    PAIRS,
    PROMPT,
    PROVIDER_1,
    PROVIDER_2,
    PROVIDERS,
    REASON,
    SAME,
    TRAIT_1,
    TRAIT_2,
    YES,
    Page,
    PersonsFile,
)
from durchstarten_cli.persons.candidates import Candidate
from durchstarten_cli.workbookfile import DAY_FORMAT, packed, write_text

STEPS = {
    PAIRS: (
        "Dieselbe Person oder nicht?",
        "Wählen Sie unter „Entscheidung“ aus und tragen Sie daneben ein, wer das wann und warum "
        "entschieden hat. Ohne Entscheidung ändert ein Paar nichts.",
        "Weitere Paare schreiben Sie darunter. Haben zwei Personen beim selben Träger dieselbe "
        "Kennung, unterscheidet sie das Merkmal, zum Beispiel „Geburtsjahr 2001“.",
    ),
    PROVIDERS: (
        "Sind alle gemeinsamen Personen zweier Träger gefunden?",
        "Steht hier „ja“, sind alle Personen, die beide Träger kennen, im Blatt „Paare“ als "
        "„dieselbe“ entschieden. Erst dann lassen sich Personen über Bausteine hinweg zählen.",
        "Das „ja“ gilt bis zur nächsten Lieferung eines der beiden Träger.",
    ),
}
"""What stands above each table: its title, and how it is filled in."""
WIDTHS = {ID_1: 30, ID_2: 30, TRAIT_1: 18, TRAIT_2: 18, PROMPT: 44, DECISION: 16, REASON: 40}
CHOICES = {DECISION: (SAME, NOT_SAME), COMPLETE: (YES, NO)}
FONT, LAST_ROW = "Calibri", 5000
"""Down to here cells can be chosen from a list."""
SHADE = PatternFill("solid", fgColor="DDE6EE")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Added:
    """The rows to add: pairs of ids, and pairs of providers by their short names."""

    pairs: Sequence[Candidate]
    providers: Sequence[tuple[str, str]]


def new_workbook(added: Added) -> bytes:
    """The workbook as it begins. The same rows give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    pages = {}
    for name, headers in HEADERS.items():
        pages[name] = _begin(book.create_sheet(name), headers, STEPS[name])
    _append(book, pages, added)
    return packed(book)


def with_rows(content: bytes, known: PersonsFile, added: Added) -> bytes:
    """The workbook with rows added below; whatever else people wrote or coloured stays.

    Raises SettingsError for a workbook that can be read, but not be written.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except Exception as error:  # xls, ods, xlsb under this name, each fails in its own way
        raise SettingsError(
            f"{FILE} lässt sich lesen, aber nicht ergänzen.",
            "Bitte speichern Sie die Datei in Excel als Excel-Arbeitsmappe (.xlsx).",
        ) from error
    _append(book, known.pages, added)
    return packed(book)


def _begin(page: Worksheet, headers: Sequence[str], steps: Sequence[str]) -> Page:
    for row, text in enumerate(steps, start=1):
        page.cell(row, 1, text)
    page["A1"].font = Font(name=FONT, bold=True, size=14)
    top = len(steps) + 2
    columns = {name: number for number, name in enumerate(headers, start=1)}
    for name, number in columns.items():
        cell = page.cell(top, number, name)
        cell.font, cell.fill, cell.alignment = Font(name=FONT, bold=True), SHADE, _WRAPPED
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = WIDTHS.get(name, 14)
        # Whoever types an id below the table must not lose its leading zeros.
        page.column_dimensions[letter].number_format = DAY_FORMAT if name == ON else "@"
        for check in _checks(name):
            check.add(f"{letter}{top + 1}:{letter}{LAST_ROW}")
            page.add_data_validation(check)
    page.freeze_panes = f"A{top + 1}"
    _set_up_print(page, top)
    return Page(top, top + 1, columns)


def _checks(name: str) -> list[DataValidation]:
    if name in CHOICES:
        words = ",".join(CHOICES[name])
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        choice.showErrorMessage, choice.errorTitle = True, "Das passt hier nicht"
        choice.error = f"Bitte wählen Sie „{'“ oder „'.join(CHOICES[name])}“ oder nichts."
        return [choice]
    return []


def _append(book: Workbook, pages: Mapping[str, Page], added: Added) -> None:
    pairs = [
        {
            PROVIDER_1: c.one.provider,
            ID_1: c.one.id,
            TRAIT_1: str(c.one.trait or ""),
            PROVIDER_2: c.other.provider,
            ID_2: c.other.id,
            TRAIT_2: str(c.other.trait or ""),
            PROMPT: c.prompt,
        }
        for c in added.pairs
    ]
    providers = [{PROVIDER_1: one, PROVIDER_2: other} for one, other in added.providers]
    for name, rows in ((PAIRS, pairs), (PROVIDERS, providers)):
        _rows(book[name], pages[name], rows)


def _rows(page: Worksheet, place: Page, rows: Sequence[Mapping[str, str]]) -> None:
    for row, told in enumerate(rows, start=place.free):
        for name, column in place.columns.items():
            cell = page.cell(row, column)
            cell.alignment = _WRAPPED
            cell.number_format = DAY_FORMAT if name == ON else "@"
            if told.get(name):
                write_text(cell, told[name])  # type: ignore[arg-type]
    last = place.free - 1 + len(rows)
    if last > place.header:
        edge = get_column_letter(max(place.columns.values()))
        page.auto_filter.ref = f"A{place.header}:{edge}{last}"


def _set_up_print(page: Worksheet, header: int) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{header}:{header}"
