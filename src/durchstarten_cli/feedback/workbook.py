"""The whole answer as a workbook."""

import re
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

from durchstarten_cli.feedback.copy import Copy, cell_at, copied
from durchstarten_cli.feedback.overview import TITLE, add_overview, remove_overviews
from durchstarten_cli.feedback.results import results_of
from durchstarten_cli.model import Finding
from durchstarten_cli.tables import Sheet
from durchstarten_cli.workbookfile import packed, write_text

AUTHOR = "durchstarten"
BETWEEN = f"\n\n{TITLE}:\n"
"""Stands between a provider's own comment and ours."""
_OURS = re.compile(r"\([A-Z]\d\d\)$")


@dataclass(frozen=True)
class Original:
    """The delivered file: bytes, sheets as read (none if unreadable), header rows from 0."""

    content: bytes
    sheets: Sequence[Sheet]
    header_rows: Mapping[str | None, int]


def feedback_workbook(original: Original, verdict: str, findings: Sequence[Finding]) -> bytes:
    """The annotated copy as xlsx: the same input gives the same bytes. The original is kept."""
    copy = copied(original.content, original.sheets)
    by_sheet: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.row:
            by_sheet[finding.sheet].append(finding)
    if remove_overviews(copy.book):
        _remove_own_comments(copy.book)
    for sheet in original.sheets:
        name = sheet.source.sheet
        if name in original.header_rows and name in copy.pages:
            place = _Place(copy.pages[name], original.header_rows[name] + 1, len(sheet.columns))
            _annotate(place, by_sheet[name])
    add_overview(copy, verdict, findings)
    return packed(copy.book, results_of(copy.book, _by_title(copy, original.sheets)))


def _by_title(copy: Copy, sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    named = {sheet.source.sheet: sheet for sheet in sheets}
    return {page.title: named[name] for name, page in copy.pages.items()}


@dataclass(frozen=True)
class _Place:
    """Where a page's table stands: its header row and its last column, both from 1."""

    page: Worksheet
    header_row: int
    width: int


def _annotate(place: _Place, findings: Sequence[Finding]) -> None:
    """Comments at the cells, and what is wrong in words in the added column."""
    page, header_row, column = place.page, place.header_row, _added_column(place)
    told: dict[int, list[str]] = defaultdict(list)
    for finding in findings:
        text = f"{finding.message} {finding.to_do} ({finding.code})"
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


def _added_column(place: _Place) -> int:
    """The column of an earlier round, emptied, or the first one behind the table.

    A provider may have a column of that name, too: ours ends its texts with the code of a rule.
    """
    for column in range(place.width, 0, -1):
        if place.page.cell(place.header_row, column).value == TITLE:
            rows = range(place.header_row + 1, place.page.max_row + 1)
            texts = [str(place.page.cell(row, column).value or "") for row in rows]
            if not any(texts) or any(_OURS.search(text) for text in texts):
                for row in (place.header_row, *rows):
                    cell_at(place.page, row, column).value = None
                return column
    return place.width + 1


def _remove_own_comments(book: Workbook) -> None:
    """Comments of an earlier round; what the provider had written there stays."""
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if (comment := cell.comment) is not None:
                    theirs, between, _ = comment.text.partition(BETWEEN)
                    if comment.author == AUTHOR:
                        cell.comment = None
                    elif between:
                        cell.comment = Comment(theirs, comment.author)


def _comment(page: Worksheet, place: str, text: str) -> None:
    """Add to what stands there; a comment of the provider stays."""
    column, row = coordinate_from_string(place)
    cell = cell_at(page, row, column_index_from_string(column))
    author = AUTHOR
    if cell.comment is not None:
        author = cell.comment.author
        between = "\n\n" if author == AUTHOR or BETWEEN in cell.comment.text else BETWEEN
        text = f"{cell.comment.text}{between}{text}"
    cell.comment = Comment(text, author, width=320, height=min(60 + len(text) // 2, 400))
