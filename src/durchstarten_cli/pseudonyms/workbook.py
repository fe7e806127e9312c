"""The copy as a new workbook: our own sheets and cells, nothing of the file it was made from."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font
from openpyxl.utils.cell import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.pseudonyms.copy import Page, Value
from durchstarten_cli.workbookfile import fill, packed

WIDTH, WIDTH_OF_IDS = 20, 30
FIRST_YEAR = 1901
"""Excel's calendar is sound from then on; earlier days, all slips, stand as text."""


def copied_workbook(pages: Sequence[Page]) -> bytes:
    """The copy as xlsx: the same pages give the same bytes."""
    book = Workbook(write_only=True)
    book.properties = DocumentProperties(creator=None)
    for page in pages:
        sheet: Worksheet = book.create_sheet(page.title)
        _styles(sheet)
        for column in range(len(page.headers)):
            letter = get_column_letter(column + 1)
            sheet.column_dimensions[letter].width = WIDTH if column else WIDTH_OF_IDS
        for row in _rows(sheet, page):
            sheet.append(row)
    return packed(book)


def blank_workbook(pages: Sequence[Page]) -> bytes:
    """The same workbook without a single cell below the headers."""
    return copied_workbook([replace(page, rows=(), values=()) for page in pages])


def _styles(sheet: Worksheet) -> list[int]:
    """The numbers of all styles: asking for them enters them, in a fixed order, used or not."""
    plain = [_cell(sheet, value) for value in ("", "=", dt.date(2000, 1, 1))]
    return [cell.style_id for cell in (*plain, _header(sheet, ""))]


def _rows(sheet: Worksheet, page: Page) -> Iterator[list[Cell]]:
    """The rows from the first on, empty ones where the list has titles, sums or nothing."""
    yield from ([] for _ in range(page.header_row - 1))
    yield [_header(sheet, name) for name in page.headers]
    last = page.header_row
    for row, values in zip(page.rows, page.values, strict=True):
        yield from ([] for _ in range(row - last - 1))
        yield [_cell(sheet, value) for value in values]
        last = row


def _header(sheet: Worksheet, name: str) -> Cell:
    cell = _cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Worksheet, value: Value) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    if isinstance(value, dt.date) and value.year < FIRST_YEAR:
        value = value.isoformat()
    if value is not None:
        fill(cell, value)
    return cell
