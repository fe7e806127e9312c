"""The workbook inside a Word chart: one sheet with its data, the same bytes every time.

Written by hand, since a library for workbooks takes a sixth of the time of a whole report to start.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

from durchstarten_cli.render.chartpart import column, exact
from durchstarten_cli.render.elements import clean
from durchstarten_cli.render.package import entry

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def workbook(rows: Iterable[Sequence[str | float]]) -> bytes:
    """A workbook with these rows on its sheet Tabelle1."""
    texts: dict[str, int] = {}
    lines = "".join(_row(number, row, texts) for number, row in enumerate(rows, start=1))
    items = "".join(f"<si><t>{escape(clean(text), quote=False)}</t></si>" for text in texts)
    parts = {
        **_PARTS,
        "xl/sharedStrings.xml": f'<sst xmlns="{_SHEETS}">{items}</sst>',
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_SHEETS}"><sheetData>{lines}</sheetData></worksheet>'
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(entry(name), (_HEAD + xml).encode())
    return buffer.getvalue()


def _row(number: int, row: Sequence[str | float], texts: dict[str, int]) -> str:
    told = ((at, value) for at, value in enumerate(row) if value != "")
    cells = "".join(_cell(f"{column(at)}{number}", value, texts) for at, value in told)
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, value: str | float, texts: dict[str, int]) -> str:
    """Text stands as text, by its number in `texts`: what begins like a formula is none."""
    if isinstance(value, str):
        number = texts.setdefault(value, len(texts))
        return f'<c r="{place}" t="s"><v>{number}</v></c>'
    return f'<c r="{place}"><v>{exact(value)}</v></c>'
