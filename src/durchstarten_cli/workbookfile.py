"""What the workbooks share that we write: text stays text, the same input gives same bytes."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest

import openpyxl
from lxml.etree import SerialisationError
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.files import no_room

DAY_FORMAT = "DD.MM.YYYY"
WIDEST = 80
"""Characters that a column shows at most in one line."""
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_SAME_TIME = rb"\g<1>2000-01-01T00:00:00Z"


def fill(cell: Cell, value: object) -> None:
    """A date as a date, a number as a number, all else as text."""
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, DAY_FORMAT
    elif isinstance(value, float) and value.is_integer():
        cell.value = int(value)
    elif isinstance(value, int | float):
        cell.value = value
    else:
        write_text(cell, str(value))
        cell.number_format = "@"


def write_text(cell: Cell, text: str) -> None:
    """Text that stays text: what begins with "=" would be taken for a formula."""
    cell.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub(" ", text)
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True


def packed(
    book: Workbook, change: Callable[[str, bytes], bytes] = lambda _name, part: part
) -> bytes:
    """The file with all times taken out, opened at its first sheet; `change` gets every part.

    Raises OutputError where the disk is full.
    """
    for page in book.worksheets:  # of two selected sheets, Excel would write into both
        page.sheet_view.tabSelected = page is book.worksheets[0]
    book.active = 0
    written, buffer = io.BytesIO(), io.BytesIO()
    try:
        book.save(written)
    except SerialisationError as error:  # sheets are first written to the disk for temporary files
        raise no_room() from error
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(_SAME_TIME, content)
            target.writestr(entry, change(name, content))
    return buffer.getvalue()


def table_book(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of plain tables by sheet name; the first row of each is its heading."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    fill(sheet.cell(number, column), value)
        _readable(sheet, rows)
    return packed(book)


def _readable(sheet: Worksheet, rows: Sequence[Sequence[object]]) -> None:
    """The heading bold and in view, columns as wide as their texts, long ones wrapped."""
    for column, cells in enumerate(zip_longest(*rows, fillvalue=""), start=1):
        longest = max(len(str(cell)) for cell in cells if cell is not None)
        sheet.column_dimensions[get_column_letter(column)].width = min(longest, WIDEST) + 2
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
