"""What the workbooks share that we write: text stays text, the same input gives same bytes."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook

DAY_FORMAT = "DD.MM.YYYY"
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


def packed(book: Workbook) -> bytes:
    """The file with all times taken out."""
    written, buffer = io.BytesIO(), io.BytesIO()
    book.save(written)
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
            target.writestr(entry, content)
    return buffer.getvalue()
