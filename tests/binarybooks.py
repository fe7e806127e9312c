"""Binary workbooks (xlsb), for tests."""

import io
import struct
import zipfile
from collections.abc import Iterator, Sequence

from openpyxl.worksheet.cell_range import CellRange

from tests.build import Table
from tests.workbooks import Shown

RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/>'
    "</Relationships>"
)


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a binary workbook."""

    def seven(value: int) -> Iterator[int]:
        while value >= 0x80:
            yield value & 0x7F | 0x80
            value >>= 7
        yield value

    return bytes([*seven(kind), *seven(len(content))]) + content


def wide(text: str) -> bytes:
    """A text with its length."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_bytes(
    rows: Table,
    *,
    hidden: Sequence[int] = (),
    columns: int = 0,
    merged: Sequence[str] = (),
    filtered: bool = False,
    struck: Sequence[int] = (),
    through: slice = slice(None),
    since_1904: bool = False,
) -> bytes:
    """A binary workbook; a cell "#N/A" is an error, `columns` is how many of them are hidden.

    The rows `struck` are struck through in the columns `through`.
    """
    codes = list({cell.code: 0 for row in rows for cell in row if isinstance(cell, Shown)})
    lines = [record(129), record(148, struct.pack("<4I", 0, len(rows), 0, len(rows[0])))]
    if columns:
        width = struct.pack("<4IH", 0, columns - 1, 2560, 0, 1)
        lines += [record(390), record(60, width), record(391)]
    lines.append(record(145))
    for number, row in enumerate(rows):
        flags = 0x10 if number in hidden else 0
        lines.append(record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, flags, 0, 0)))
        crossed = range(len(row))[through] if number in struck else ()
        looks = [1 if column in crossed else 0 for column in range(len(row))]
        lines += (
            _cell(n, cell, look, codes)
            for n, (cell, look) in enumerate(zip(row, looks, strict=True))
        )
    lines.append(record(146))
    if filtered:
        lines += [record(161, bytes(16)), record(163, bytes(6)), record(164), record(162)]
    for area in map(CellRange, merged):
        edges = (area.min_row, area.max_row, area.min_col, area.max_col)
        lines.append(record(176, struct.pack("<4I", *(edge - 1 for edge in edges))))
    properties = record(153, struct.pack("<III", since_1904, 0, 0))
    return _book(b"".join([*lines, record(130)]), _styles(codes), properties)


def _cell(column: int, cell: object, look: int, codes: Sequence[str]) -> bytes:
    if cell == "#N/A":
        return record(3, struct.pack("<II", column, 0) + b"\x2a")
    if isinstance(cell, Shown):
        return record(5, struct.pack("<IId", column, codes.index(cell.code) + 2, cell))
    return record(6, struct.pack("<II", column, look) + wide(str(cell)))


def _styles(codes: Sequence[str]) -> bytes:
    """A plain format of cells, one that strikes through, and one for every code."""
    fonts = [record(43, struct.pack("<HH17x", 220, flags) + wide("Arial")) for flags in (0, 8)]
    formats = [record(44, struct.pack("<H", 164 + n) + wide(code)) for n, code in enumerate(codes)]
    looks = [(0, 0), (0, 1), *((164 + n, 0) for n in range(len(codes)))]
    cells = [record(47, struct.pack("<5H6x", 0, code, font, 0, 0)) for code, font in looks]
    fonts = [record(611, struct.pack("<I", len(fonts))), *fonts, record(612)]
    named = [record(626), record(47, bytes(16)), record(627)]
    formats = [record(615, struct.pack("<I", len(formats))), *formats, record(616)]
    cells = [record(617, struct.pack("<I", len(cells))), *cells, record(618)]
    return b"".join([record(278), *formats, *fonts, *named, *cells, record(279)])


def _book(sheet: bytes, styles: bytes, properties: bytes) -> bytes:
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Tabelle1"))
    book = record(131) + properties + record(143) + bundle + record(144) + record(132)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS)
        archive.writestr("xl/styles.bin", styles)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return content.getvalue()
