"""The form as a workbook: a sheet per table with drop-downs and date checks, one that explains."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.form.tables import COLUMNS, FormTable
from durchstarten_cli.tables import FORM_MARK, MODULE_TITLE
from durchstarten_cli.vocabulary import Column, vocabulary
from durchstarten_cli.workbookfile import DAY_FORMAT, packed

EXPLANATION = "Erläuterung"
HEADER_ROW, ROWS = 5, 2_000
"""In which row the headings stand, and how many rows below them are checked."""
TEXT_FORMAT = "@"
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)
FONT, SHADE = "Calibri", PatternFill("solid", fgColor="E6ECF5")
_BOLD, _TITLE = Font(name=FONT, bold=True), Font(name=FONT, bold=True, size=14)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
EXPLAINED = {"Blatt": 16, "Spalte": 28, "Was hineingehört": 90, "Beispiel": 34, "Nötig": 10}
"""Headings of the explanation and the widths of its columns."""
STEPS = (
    "Jedes Blatt ist eine Tabelle. Überschriften und Blätter bleiben bitte, wie sie sind.",
    "Wo eine Liste angeboten wird, wählen Sie daraus. Was Sie nicht wissen, bleibt leer.",
    "Namen gehören nicht hinein: Mit einer Spalte für Namen wird die Datei zurückgewiesen.",
    "Adressen und Bemerkungen werden nicht gelesen; bitte lassen Sie auch sie weg.",
)
LIMITS: Mapping[str, tuple[int, int, str]] = {
    "year": (1900, 2099, "Bitte ein Jahr mit vier Ziffern, zum Beispiel 2001."),
    "number": (0, 120, "Bitte die vollendeten Jahre als Zahl, zum Beispiel 20."),
}


@dataclass(frozen=True)
class Form:
    """For whom a form is: the titles on each sheet, its module as reports call it, its tables."""

    title: str
    module: str | None
    tables: Sequence[FormTable]


def form_workbook(form: Form) -> bytes:
    """The form as xlsx; the same form gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    pages = [book.create_sheet(table.title) for table in form.tables]
    explanation: Worksheet = book.create_sheet(EXPLANATION)
    lists = _explain(explanation, form)
    for page, table in zip(pages, form.tables, strict=True):
        _fill(page, table, form, lists)
    for page in book.worksheets:
        _set_up_print(page)
    return packed(book)


def _fill(page: Worksheet, table: FormTable, form: Form, lists: Mapping[str, str]) -> None:
    page["A1"], page["A1"].font = f"{form.title}: {table.title}", _TITLE
    if form.module is not None:
        page["A2"] = f"{MODULE_TITLE} {form.module}"
    page["A3"] = table.row
    for number, name in enumerate(table.columns, start=1):
        column = vocabulary().columns[name]
        cell = page.cell(HEADER_ROW, number, column.label)
        cell.font, cell.alignment, cell.fill = _BOLD, _WRAPPED, SHADE
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = max(len(column.label) + 2, 16)
        page.column_dimensions[letter].number_format = _format(column)
        check = _check(column, lists)
        check.promptTitle, check.prompt = column.label[:32], COLUMNS[name].meaning
        check.showInputMessage = True
        check.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + ROWS}")
        page.add_data_validation(check)
    page.freeze_panes = f"B{HEADER_ROW + 1}"


def _format(column: Column) -> str:
    if column.type == "date":
        return DAY_FORMAT
    return "0" if column.type in LIMITS else TEXT_FORMAT


def _check(column: Column, lists: Mapping[str, str]) -> DataValidation:
    """What Excel lets somebody enter; where all is allowed, only the explanation is shown."""
    if column.name in lists:
        return _refusing(
            DataValidation(type="list", formula1=lists[column.name]),
            f"Mögliche Einträge stehen im Blatt „{EXPLANATION}“.",
        )
    if column.type == "date":
        first, last = (f"DATE({d.year},{d.month},{d.day})" for d in (FIRST_DAY, LAST_DAY))
        dates = DataValidation(type="date", operator="between", formula1=first, formula2=last)
        return _refusing(dates, "Bitte ein Datum wie 01.03.2021.")
    if column.type in LIMITS:
        low, high, message = LIMITS[column.type]
        numbers = DataValidation(
            type="whole", operator="between", formula1=str(low), formula2=str(high)
        )
        return _refusing(numbers, message)
    return DataValidation()


def _refusing(check: DataValidation, message: str) -> DataValidation:
    check.allow_blank, check.showErrorMessage, check.errorStyle = True, True, "stop"
    check.errorTitle, check.error = "Das passt hier nicht", message
    return check


def _explain(page: Worksheet, form: Form) -> dict[str, str]:
    """Fill the sheet that explains; returns by column where its possible entries stand."""
    page["A1"], page["A1"].font = FORM_MARK, _TITLE
    for row, text in enumerate(STEPS, start=2):
        page.cell(row, 1, text)
    top = len(STEPS) + 3
    for number, (name, width) in enumerate(EXPLAINED.items(), start=1):
        cell = page.cell(top, number, name)
        cell.font, cell.fill = _BOLD, SHADE
        page.column_dimensions[get_column_letter(number)].width = width
    row = top
    for row, told in enumerate(_told(form), start=top + 1):
        for number, text in enumerate(told, start=1):
            cell = page.cell(row, number, text)
            cell.alignment, cell.number_format = _WRAPPED, TEXT_FORMAT
    return _lists(page, row + 2, form)


def _told(form: Form) -> Iterator[tuple[str, ...]]:
    for table in form.tables:
        for name in table.columns:
            told = COLUMNS[name]
            needed = "ja" if name in table.required else "nein"
            label = vocabulary().columns[name].label
            yield table.title, label, told.meaning, told.example, needed


def _lists(page: Worksheet, top: int, form: Form) -> dict[str, str]:
    """The possible entries, one list below the other; returns where each of them stands."""
    words, found = vocabulary(), dict[str, str]()
    coded = [c for table in form.tables for c in table.columns if c in words.codes]
    row = top
    for name in dict.fromkeys(coded):
        page.cell(row, 1, f"Mögliche Einträge in „{words.columns[name].label}“").font = _BOLD
        labels = [*(code.label for code in words.codes[name]), "unbekannt"]
        for offset, label in enumerate(labels, start=1):
            page.cell(row + offset, 1, label)
        found[name] = f"'{EXPLANATION}'!$A${row + 1}:$A${row + len(labels)}"
        row += len(labels) + 2
    return found


def _set_up_print(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
