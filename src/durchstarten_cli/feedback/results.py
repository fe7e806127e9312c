"""Results of formulas put back into a copy: openpyxl writes formulas without them.

Excel reckons them anew anyway; but the copy may be looked at or sent on before Excel has had it.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

from durchstarten_cli.tables import Sheet

_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"([^>]*)>(<f[^>]*?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>'
)


def results_of(book: Workbook, sheets: Mapping[str, Sheet]) -> Callable[[str, bytes], bytes]:
    """What to do with each part of the file: the sheets by their titles get their results."""
    parts = {
        f"xl/worksheets/sheet{number}.xml": sheets[page.title]
        for number, page in enumerate(book.worksheets, start=1)
        if page.title in sheets
    }

    def change(name: str, content: bytes) -> bytes:
        sheet = parts.get(name)
        if sheet is None or not (b"<f>" in content or b"<f " in content):
            return content
        return _FORMULA.sub(lambda found: _cell(found, sheet), content)

    return change


def _cell(found: re.Match[bytes], sheet: Sheet) -> bytes:
    """A cell with its formula and the result that it had."""
    column, row, attributes, formula = found.groups()
    value = _value(sheet, int(row) - 1, column_index_from_string(column.decode()) - 1)
    told = _stored(value)
    if told is None:
        return found[0]
    kind, text = told
    return b'<c r="%s%s"%s%s>%s<v>%s</v></c>' % (column, row, attributes, kind, formula, text)


def _value(sheet: Sheet, row: int, column: int) -> object:
    if column >= len(sheet.columns) or row >= len(sheet.columns[column].codes):
        return ""
    cells = sheet.columns[column]
    return cells.values[cells.codes[row]]


def _stored(value: object) -> tuple[bytes, bytes] | None:
    """The type and the text by which a workbook holds a value; None for none."""
    if isinstance(value, bool) or value in ("", None):
        return None
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return b"", str(to_excel(value)).encode()  # type: ignore[no-untyped-call]
    if isinstance(value, int | float):
        return b"", repr(value).encode()
    return b' t="str"', escape(str(value)).encode()
