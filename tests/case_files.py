"""Small descriptions of deliveries (tests/cases/*.toml) become real files and expectations.

A file holds a topic: `[defaults]` for all of its cases, then one `[[case]]` each.

What is delivered:
    title       what really happens, in one sentence
    format      csv (default), tsv, txt, xlsx, xlsm, xls, xlsb, ods
    encoding    of text (default utf-8-sig); newline: \\n instead of \\r\\n
    separator   of text (default ;)
    rows        the cells, one row a line, cells between | signs (blanks around them fall away);
                or `text`: the whole file as it stands
    sheets      the same for several sheets, by name
    cell        what stands for {cell} in the rows
    settings    lines to add to the settings of the provider; last: the last day of the module
    hidden_rows, hidden_columns, struck (rows or cells), merged, hidden_sheets, filter, epoch: of
    workbooks

In workbooks "d:2022-01-10" is a date, "n:7" a number, "=1/0" a formula without result, "#N/A" an
error. "␣" is a blank that counts, "⏎" a line break within a cell.

What is expected (where nothing is said: accepted, every row used, nothing found):
    reading     how the file was read
    counts      rows received = used + set aside, as "3 = 2 + 1"
    findings    rule and cell of every finding, as "D02 B2"
    stays       "a 2022-01-10 ..2022-06-30", an open one "a 2022-01-10 .."
    outcomes    "a work_marginal 2022-07-01"; handovers "a 2022-07-01 Jobcenter";
    supports    "a counselling 2022-07-01"; totals "participants 24 2022-01-01..2022-12-31"
    meetings    "2022-05-01 Jour fixe"
    fields      columns of the first stay, as {sex = "female"}
"""

import csv
import datetime as dt
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.binarybooks import xlsb_bytes
from tests.workbooks import ods_bytes, xls_bytes

FOLDER = Path(__file__).parent / "cases"
SEPARATORS = {"csv": ";", "tsv": "\t", "txt": ";"}
Cell = str | int | float | dt.date
Rows = list[list[Cell]]


@dataclass(frozen=True)
class Case:
    """One delivery and what is expected of it."""

    topic: str
    title: str
    format: str = "csv"
    encoding: str = "utf-8-sig"
    newline: str = "\r\n"
    separator: str = ""
    rows: str = ""
    text: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict)
    cell: str = ""
    settings: str = ""
    last: str = "2023-12-31"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    struck: tuple[int | str, ...] = ()
    merged: tuple[str, ...] = ()
    filter: str = ""
    epoch: int = 1900
    reading: str = ""
    counts: str = ""
    findings: tuple[str, ...] = ()
    stays: tuple[str, ...] | None = None
    outcomes: tuple[str, ...] | None = None
    handovers: tuple[str, ...] | None = None
    supports: tuple[str, ...] | None = None
    totals: tuple[str, ...] | None = None
    meetings: tuple[str, ...] | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How the delivered file is called."""
        return f"lieferung.{self.format}"


def cases() -> Iterator[Case]:
    """All cases, by topic."""
    for path in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        defaults = content.get("defaults", {})
        for case in content["case"]:
            lists: dict[str, Any] = {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in {**defaults, **case}.items()
            }
            yield Case(topic=path.stem, **lists)


def content_of(case: Case) -> bytes:
    """The file that a case describes."""
    if case.text:
        return _encoded(case, _signs(case.text.strip("\n")) + "\n")
    if case.format in SEPARATORS:
        return _text(case, rows_of(case.rows, case.cell))
    sheets = {n: rows_of(r, case.cell) for n, r in (case.sheets or {"Tabelle1": case.rows}).items()}
    if case.format in ("xlsx", "xlsm"):
        return _workbook(case, sheets)
    (rows,) = sheets.values()
    if case.format == "xlsb":
        return xlsb_bytes(rows, merged=case.merged)
    if case.format == "xls":
        return xls_bytes(rows, merged=case.merged)
    return ods_bytes(rows, merged=case.merged)


def rows_of(text: str, cell: str) -> Rows:
    """The cells of a description."""
    filled = text.strip("\n").replace("{cell}", cell)
    return [[_cell(part.strip()) for part in line.split("|")] for line in filled.split("\n")]


def _signs(text: str) -> str:
    return text.replace("␣", " ").replace("⏎", "\n")


def _cell(text: str) -> Cell:
    kind, _, rest = text.partition(":")
    if kind == "d" and rest:
        return dt.date.fromisoformat(rest)
    if kind == "n" and rest:
        return float(rest) if "." in rest else int(rest)
    return _signs(text)


def _text(case: Case, rows: Rows) -> bytes:
    out = io.StringIO()
    separator = case.separator or SEPARATORS[case.format]
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return _encoded(case, out.getvalue())


def _encoded(case: Case, text: str) -> bytes:
    return text.replace("\n", case.newline).encode(case.encoding)


def _workbook(case: Case, sheets: Mapping[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.epoch = CALENDAR_MAC_1904 if case.epoch == 1904 else book.epoch
    for name, rows in sheets.items():
        page: Worksheet = book.create_sheet(name)
        for row in rows:
            page.append([None if cell == "" else cell for cell in row])
        _dress(page, case)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _dress(page: Worksheet, case: Case) -> None:
    _hide(page, case)
    for place in case.struck:
        for cell in page[place] if isinstance(place, int) else (page[place],):
            cell.font = Font(strike=True)
    for area in case.merged:
        page.merge_cells(area)
    for line in page.iter_rows():
        for cell in line:
            if cell.value == "#N/A":
                cell.data_type = "e"


def _hide(page: Worksheet, case: Case) -> None:
    for row in case.hidden_rows:
        page.row_dimensions[row].hidden = True
    for column in case.hidden_columns:
        page.column_dimensions[column].hidden = True
    if case.filter:
        page.auto_filter.ref = page.dimensions
        page.auto_filter.add_filter_column(0, [case.filter])
    if page.title in case.hidden_sheets:
        page.sheet_state = "hidden"
