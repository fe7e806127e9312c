"""The copy that is annotated: the provider's own xlsx, or a new workbook with its values."""

import io
import warnings
import zipfile
from collections.abc import Sequence

import openpyxl
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.tables import Sheet
from durchstarten_cli.workbookfile import fill

PLAIN = "Tabelle"
"""What the only sheet of a text file is called."""
NARROWEST, WIDEST = 8, 40
"""Widths of columns in characters: an id is to be read whole, a remark need not be."""
_BAD_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


def of_workbook(content: bytes) -> Workbook | None:
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


def of_values(sheets: Sequence[Sheet]) -> Workbook:
    """A new workbook with the values of the sheets; text stays text, so ids stay whole."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet_title(sheet.source.sheet))
        for column, cells in enumerate(sheet.columns, start=1):
            for row, code in enumerate(cells.codes.tolist(), start=1):
                value = cells.values[code]
                if value not in ("", None):
                    fill(cell_at(page, row, column), value)
            longest = max((len(str(value)) for value in cells.values), default=0)
            width = min(max(longest, NARROWEST), WIDEST) + 2
            page.column_dimensions[get_column_letter(column)].width = width
    return book


def sheet_title(name: str | None) -> str:
    """A name that Excel takes."""
    return (name or PLAIN).translate(_BAD_IN_NAMES)[:31]


def cell_at(page: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the first one of those it is merged with."""
    cell = page.cell(row, column)
    if isinstance(cell, Cell):
        return cell
    merged = next(r for r in page.merged_cells.ranges if cell.coordinate in r)
    first = page.cell(merged.min_row, merged.min_col)
    assert isinstance(first, Cell)
    return first
