"""The first sheet: the verdict, what to do, and every finding with a link and a decision."""

import itertools
from collections.abc import Sequence

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.feedback.copy import Copy, cell_at
from durchstarten_cli.model import Finding
from durchstarten_cli.tables import FEEDBACK_MARK
from durchstarten_cli.workbookfile import write_text

TITLE = "Rückmeldung"
HEADERS = {
    "Kennung": 22,
    "Spalte": 26,
    "Was nicht stimmt": 48,
    "Was zu tun ist": 48,
    "Stelle": 20,
    "Regel": 8,
    "Entscheidung": 16,
    "Begründung": 32,
    "Kennzeichen": 20,
}
"""Headings of the table and the widths of its columns."""
FONT, LINE_HEIGHT = "Calibri", 15
HEADER_ROW = 6
CORRECTED, CONFIRMED = "korrigiert", "stimmt so"
TO_DO = (
    "Bitte berichtigen Sie in dieser Datei, was unten steht, oder wählen Sie „stimmt so“ mit einer "
    "Begründung, und senden Sie sie so zurück; dieses Blatt und die Spalte „Rückmeldung“ dürfen "
    "bleiben."
)
SEND_ANEW = "Bitte senden Sie die Datei erneut; was dabei zu tun ist, steht unten."
NOTHING_TO_DO = "Sie müssen nichts tun."
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def add_overview(copy: Copy, verdict: str, findings: Sequence[Finding]) -> None:
    """Put the sheet before all others."""
    page: Worksheet = copy.book.create_sheet(TITLE, 0)
    page["A1"], page["A2"] = FEEDBACK_MARK, verdict
    page["A3"] = NOTHING_TO_DO if not findings else TO_DO if copy.pages else SEND_ANEW
    page["A1"].font = Font(name=FONT, bold=True, size=14)
    page["A2"].font = Font(name=FONT, bold=True)
    if findings:
        _table(page, copy, findings)
    for number, width in enumerate(HEADERS.values()):
        page.column_dimensions[get_column_letter(number + 1)].width = width
    _set_up_print(page)


def remove_overviews(book: Workbook) -> bool:
    """Take away our sheets of earlier rounds; returns whether there was one."""
    ours = [page for page in book.worksheets if page["A1"].value == FEEDBACK_MARK]
    for page in ours:
        book.remove(page)
    return bool(ours)


def _table(page: Worksheet, copy: Copy, findings: Sequence[Finding]) -> None:
    for column, name in enumerate(HEADERS, start=1):
        cell = page.cell(HEADER_ROW, column, name)
        cell.font, cell.alignment = Font(name=FONT, bold=True), _WRAPPED
    for row, finding in enumerate(findings, start=HEADER_ROW + 1):
        _row(page, row, finding, copy.pages.get(finding.sheet))
    last = HEADER_ROW + len(findings)
    page.auto_filter.ref = f"A{HEADER_ROW}:I{last}"
    page.freeze_panes = f"A{HEADER_ROW + 1}"
    _offer_decisions(page, findings)


def _offer_decisions(page: Worksheet, findings: Sequence[Finding]) -> None:
    """Drop-downs in the decision column; that it is right as it is can only be said of a note."""
    corrected = DataValidation(type="list", formula1=f'"{CORRECTED}"', allow_blank=True)
    both = DataValidation(type="list", formula1=f'"{CORRECTED},{CONFIRMED}"', allow_blank=True)
    both.prompt = "Steht hier „stimmt so“, nennen Sie daneben bitte den Grund."
    both.showInputMessage = True
    numbered = enumerate(findings, start=HEADER_ROW + 1)
    for is_note, alike in itertools.groupby(numbered, lambda row: row[1].note_key is not None):
        rows = [row for row, _ in alike]
        (both if is_note else corrected).add(f"G{rows[0]}:G{rows[-1]}")
    for choice in (corrected, both):
        if choice.sqref.ranges:
            page.add_data_validation(choice)


def _row(page: Worksheet, row: int, finding: Finding, about: Worksheet | None) -> None:
    """One finding, with a link to its cell on the page that it is about."""
    place = finding.cell or (f"Zeile {finding.row}" if finding.row else "")
    told = (
        finding.record or "",
        finding.column or "",
        finding.message,
        finding.to_do,
        f"{finding.sheet}, {place}" if finding.sheet and place else finding.sheet or place,
        finding.code,
    )
    for column, text in enumerate(told, start=1):
        cell = cell_at(page, row, column)
        write_text(cell, text)
        cell.alignment = _WRAPPED
    if key := finding.note_key:
        mark = cell_at(page, row, len(HEADERS))
        write_text(mark, key.values)
        mark.alignment, mark.font = _WRAPPED, Font(name=FONT, color="808080")
    lines = [-(-len(t) // w) for t, w in zip(told, HEADERS.values(), strict=False)]
    page.row_dimensions[row].height = LINE_HEIGHT * max(lines)
    if finding.cell and about is not None:
        sheet = about.title.replace("'", "''")
        link = Hyperlink(ref=f"E{row}", location=f"'{sheet}'!{finding.cell}")
        page.cell(row, 5).hyperlink = link
        page.cell(row, 5).font = Font(name=FONT, underline="single", color="0000C0")


def _set_up_print(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
