"""Files whose bytes depend on their content alone: not on clock, machine or library version."""

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | date | None
INVENTED = "Alle Angaben sind erfunden"
BOLD = Font(bold=True)
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application></Properties>"
)
_CORE = (
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>{author}</dc:creator>'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2024-02-05T08:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-02-05T08:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)


def german(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def german_short(day: date) -> str:
    return f"{day:%d.%m.%y}"


def write_row(sheet: Worksheet, row: int, cells: Iterable[Cell], font: Font | None = None) -> None:
    """Writes the cells from column A on; days become Excel dates, texts stay texts."""
    for column, value in enumerate(cells, start=1):
        if value is None or value == "":
            continue
        cell = sheet.cell(row, column, value)
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
        elif isinstance(value, str) and value.isdigit():
            cell.number_format = "@"
        if font:
            cell.font = font


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def xlsx_bytes(book: Workbook, author: str) -> bytes:
    """The workbook with each part in canonical form, packed without compression.

    Compression is left out because its bytes differ between the zlib versions of Pythons.
    """
    fixed = {"docProps/core.xml": _CORE.format(author=author), "docProps/app.xml": _APP}
    raw, packed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            part = fixed[name].encode("utf-8") if name in fixed else source.read(name)
            target.writestr(entry, _canonical(part))
    return packed.getvalue()


def _canonical(part: bytes) -> bytes:
    return _DECLARATION + ET.canonicalize(part.decode("utf-8")).encode("utf-8")


def csv_bytes(
    rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig", first_line: str = ""
) -> bytes:
    """Rows as German Excel writes them: semicolons, CRLF, all rows equally wide."""
    table = [list(row) for row in rows]
    width = max(map(len, table))
    text = io.StringIO()
    text.write(first_line + "\r\n" if first_line else "")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(row + [""] * (width - len(row)) for row in table)
    return text.getvalue().encode(encoding)
