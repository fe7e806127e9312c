"""The copy that is annotated: the provider's own xlsx, or a new workbook with its values."""

import io
import warnings
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.tables import Area, Sheet
from durchstarten_cli.workbookfile import fill

PLAIN = "Tabelle"
"""What the only sheet of a text file is called."""
NARROWEST, WIDEST = 8, 40
"""Widths of columns in characters: an id is to be read whole, a remark need not be."""
_BAD_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True)
class Copy:
    """The copy with its pages by the names that the delivered sheets have."""

    book: Workbook
    pages: Mapping[str | None, Worksheet]


def copied(content: bytes, sheets: Sequence[Sheet]) -> Copy:
    """A copy of the delivered file; a new workbook with its values where it cannot be changed."""
    book = _of_workbook(content) if sheets else None
    if book is None:
        return _of_values(sheets)
    pages = {page.title: page for page in book.worksheets}
    return Copy(
        book,
        {
            sheet.source.sheet: pages[sheet.source.sheet]
            for sheet in sheets
            if sheet.source.sheet in pages
        },
    )


def _of_workbook(content: bytes) -> Workbook | None:
    """A copy of an xlsx, None where this is none that can be changed. Macros do not come along."""
    if not _is_plain_xlsx(content):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # told in English, and of no use to anybody
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:  # whatever it stumbles over, the values have been read and can be copied
        return None


def _is_plain_xlsx(content: bytes) -> bool:
    """Whether it is an xlsx, none of whose parts defines entities that could grow without end."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            parts = (archive.read(name) for name in names if name.endswith((".xml", ".rels")))
            return "xl/workbook.xml" in names and not any(b"<!DOCTYPE" in part for part in parts)
    except zipfile.BadZipFile:
        return False


def _of_values(sheets: Sequence[Sheet]) -> Copy:
    """A new workbook with the values of the sheets; text stays text, so ids stay whole."""
    book, pages = Workbook(), dict[str | None, Worksheet]()
    book.remove(book.worksheets[0])
    if any(sheet.since_1904 for sheet in sheets):  # bare numbers of days would mean other ones
        book.epoch = CALENDAR_MAC_1904
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.source.sheet, book.sheetnames))
        pages[sheet.source.sheet] = page
        for column, cells in enumerate(sheet.columns, start=1):
            for row, code in enumerate(cells.codes.tolist(), start=1):
                value = cells.values[code]
                if value not in ("", None):
                    fill(cell_at(page, row, column), value)
            longest = max((len(str(value)) for value in cells.values), default=0)
            width = min(max(longest, NARROWEST), WIDEST) + 2
            page.column_dimensions[get_column_letter(column)].width = width
        _strike(page, sheet)
        _merge(page, sheet.merged)
    return Copy(book, pages)


def _strike(page: Worksheet, sheet: Sheet) -> None:
    """Strike through what was, else it would count when the copy comes back."""
    for column, rows in sheet.struck.items():
        for row in rows:
            cell_at(page, row + 1, column + 1).font = Font(strike=True)


def _merge(page: Worksheet, areas: Sequence[Area]) -> None:
    """Merge what was merged, so that an entry still speaks for all of its rows."""
    for area in areas:
        first_row, first, last_row, last = (number + 1 for number in area)
        last_row, inside = min(last_row, page.max_row), page.max_row > first_row
        if inside and not _covers_entries(page, (first_row, first, last_row, last)):
            page.merge_cells(None, first_row, first, last_row, last)


def _covers_entries(page: Worksheet, area: tuple[int, int, int, int]) -> bool:
    """Whether merging would lose what stands in covered cells."""
    first_row, first, last_row, last = area
    rows = page.iter_rows(first_row, last_row, first, last, values_only=True)
    values = [value for row in rows for value in row]
    return any(value is not None for value in values[1:])


def _title(name: str | None, taken: Collection[str]) -> str:
    """A name that Excel takes: cut, and with a number where two would be cut alike."""
    title, known = (name or PLAIN).translate(_BAD_IN_NAMES), {other.lower() for other in taken}
    numbered = (f"{title[:28]} {number}" for number in range(2, len(known) + 3))
    return next(told for told in (title[:31], *numbered) if told.lower() not in known)


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the first one of those it is merged with."""
    cell = page.cell(row, column)
    if isinstance(cell, Cell):
        return cell
    merged = next(r for r in page.merged_cells.ranges if cell.coordinate in r)
    first = page.cell(merged.min_row, merged.min_col)
    assert isinstance(first, Cell)
    return first
