"""The whole answer as a workbook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils.cell import (
    column_index_from_string,
    coordinate_from_string,
    get_column_letter,
)
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.feedback.copy import cell_at, of_values, of_workbook, sheet_title
from durchstarten_cli.feedback.overview import TITLE, add_overview, has_overview
from durchstarten_cli.model import Finding
from durchstarten_cli.tables import Sheet
from durchstarten_cli.workbookfile import packed, write_text

AUTHOR = "durchstarten"


@dataclass(frozen=True)
class Original:
    """The delivered file: bytes, sheets as read (none if unreadable), header rows from 0."""

    content: bytes
    sheets: Sequence[Sheet]
    header_rows: Mapping[str | None, int]


def feedback_workbook(original: Original, verdict: str, findings: Sequence[Finding]) -> bytes:
    """The annotated copy as xlsx: the same input gives the same bytes. The original is kept."""
    book = (of_workbook(original.content) if original.sheets else None) or of_values(
        original.sheets
    )
    by_sheet: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.row:
            by_sheet[sheet_title(finding.sheet)].append(finding)
    if has_overview(book):
        _remove_own_comments(book)
    for name, row in original.header_rows.items():
        if (title := sheet_title(name)) in book.sheetnames:
            _annotate(book[title], row + 1, by_sheet[title])
    add_overview(book, verdict, findings)
    return packed(book)


def _annotate(page: Worksheet, header_row: int, findings: Sequence[Finding]) -> None:
    """Comments at the cells, and what is wrong in words in the added column."""
    column = _added_column(page, header_row)
    told: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        text = f"{finding.message} {finding.remedy} ({finding.code})"
        if finding.cell:
            _comment(page, finding.cell, text)
        if finding.row and finding.row != header_row:
            told[finding.row].append(text)
    if told:
        cell_at(page, header_row, column).value = TITLE
        page.column_dimensions[get_column_letter(column)].width = 60
    for row, texts in told.items():
        cell = cell_at(page, row, column)
        write_text(cell, " ".join(texts))
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _added_column(page: Worksheet, header_row: int) -> int:
    """The column of an earlier round, emptied, or the first one behind the table."""
    for cell in page[header_row]:
        if cell.value == TITLE:
            for row in range(header_row, page.max_row + 1):
                cell_at(page, row, int(cell.column)).value = None
            return int(cell.column)
    return page.max_column + 1


def _remove_own_comments(book: Workbook) -> None:
    """Comments of an earlier round."""
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None


def _comment(page: Worksheet, place: str, text: str) -> None:
    """Add to what stands there; a comment of the provider stays."""
    column, row = coordinate_from_string(place)
    cell = cell_at(page, row, column_index_from_string(column))
    if cell.comment is not None:
        text = f"{cell.comment.text}\n\n{text}"
    cell.comment = Comment(text, AUTHOR, width=320, height=min(60 + len(text) // 2, 400))
