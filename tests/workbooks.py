"""Workbooks as other programs write them, for tests: xls and ods."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.worksheet.cell_range import CellRange

from tests.build import Table

ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:automatic-styles><style:style style:name="weg" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="blatt" style:family="table">
<style:table-properties table:display="{shown}"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>{tables}
</office:spreadsheet></office:body></office:document-content>"""
ODS_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest manifest:version="1.2"
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"""


class Shown(int):
    """A number that a format of Excel shows with zeros or a text before it."""

    code: str

    def __new__(cls, number: int, code: str) -> "Shown":
        """The number with its format, as 7 with "0000"."""
        shown = super().__new__(cls, number)
        shown.code = code
        return shown

    @property
    def text(self) -> str:
        """How it is seen."""
        before = self.code.replace('"', "").rstrip("0")
        return f"{before}{int(self):0{self.code.count('0')}}"


def locked(content: bytes, password: str = "geheim") -> bytes:
    """An xlsx with a password."""
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def xls_bytes(
    rows: Table, change: Callable[[Any], object] | None = None, *, merged: Sequence[str] = ()
) -> bytes:
    """Excel 97–2003, one sheet `Tabelle1`; `change` gets it."""
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="DD.MM.YYYY")
    sheet = book.add_sheet("Tabelle1", cell_overwrite_ok=True)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell not in ("", None):
                style = day if isinstance(cell, dt.date) else xlwt.Style.default_style
                if isinstance(cell, Shown):
                    style = xlwt.easyxf(num_format_str=cell.code)
                    cell = int(cell)
                sheet.write(number, column, cell, style)
    for area in map(CellRange, merged):
        edges = (area.min_row, area.max_row, area.min_col, area.max_col)
        sheet.merge(*(edge - 1 for edge in edges))
    if change is not None:
        change(sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods_bytes(
    rows: Table,
    struck: Sequence[int] = (),
    *,
    hidden: bool = False,
    merged: Sequence[str] = (),
    filtered: Sequence[int] = (),
    through: slice = slice(None),
) -> bytes:
    """LibreOffice, one sheet `Tabelle1`, rows of those numbers struck through or filtered out.

    `through` are the columns that are struck.
    """
    return _ods(_ods_table("Tabelle1", rows, struck, merged, filtered, through), hidden=hidden)


def ods_sheets(sheets: Mapping[str, Table]) -> bytes:
    """LibreOffice, a sheet per table."""
    return _ods("".join(_ods_table(name, rows) for name, rows in sheets.items()))


def _ods_table(
    name: str,
    rows: Table,
    struck: Sequence[int] = (),
    merged: Sequence[str] = (),
    filtered: Sequence[int] = (),
    through: slice = slice(None),
) -> str:
    lines, areas = [], [CellRange(area) for area in merged]
    for number, row in enumerate(rows):
        cells = [_ods_cell(cell, "") for cell in row]
        if number in struck:
            cells[through] = [_ods_cell(cell, ' table:style-name="weg"') for cell in row[through]]
        for area in areas:
            _ods_merge(cells, number + 1, area)
        unseen = ' table:visibility="filter"' if number in filtered else ""
        lines.append(f"<table:table-row{unseen}>{''.join(cells)}</table:table-row>")
    named = f'table:name="{escape(name)}" table:style-name="blatt"'
    return f"<table:table {named}>{''.join(lines)}</table:table>"


def _ods_merge(cells: list[str], row: int, area: CellRange) -> None:
    """Make one cell of those of an area, in one of its rows (from 1)."""
    down, across = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
    spanned = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    for column in range(area.min_col, area.max_col + 1):
        first = (row, column) == (area.min_row, area.min_col)
        if area.min_row <= row <= area.max_row:
            new = f"<table:table-cell {spanned}" if first else "<table:covered-table-cell"
            begun = cells[column - 1].replace("</table:table-cell>", "")
            end = "" if begun.endswith("/>") else f"</{new.split()[0][1:]}>"
            cells[column - 1] = begun.replace("<table:table-cell", new, 1) + end


def _ods(tables: str, *, hidden: bool = False) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        shown = "false" if hidden else "true"
        archive.writestr("content.xml", ODS.format(tables=tables, shown=shown))
    return content.getvalue()


def _ods_cell(cell: object, style: str) -> str:
    if cell in ("", None):
        return "<table:table-cell/>"
    if isinstance(cell, dt.date):
        kind, text = f'date" office:date-value="{cell:%Y-%m-%d}', f"{cell:%d.%m.%Y}"
    elif isinstance(cell, int | float):
        kind = f'float" office:value="{cell}'
        text = cell.text if isinstance(cell, Shown) else str(cell)
    else:
        kind, text = "string", escape(str(cell))
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell{style} office:value-type="{kind}">{paragraphs}</table:table-cell>'
