"""What only the file itself tells: errors, hidden and struck-through rows, in every kind of it."""

import datetime as dt
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.table import Table as ExcelTable

from tests.binarybooks import record, wide, xlsb_bytes
from tests.build import (
    Capture,
    Checked,
    Table,
    call,
    deliver,
    project,
    table,
    validated_file,
    xlsx_bytes,
)
from tests.workbooks import Shown, ods_bytes, xls_bytes

TWO = table({}, {"Kennung": "TN-2"})
EXIT = TWO[0].index("Austritt")


def struck_xlsx(*rows: int, columns: slice = slice(None)) -> bytes:
    def strike(book: Workbook) -> None:
        for row in rows:
            for cell in book.worksheets[0][row][columns]:
                cell.font = Font(strike=True)

    return xlsx_bytes(TWO, strike)


def struck_xls(columns: slice = slice(None)) -> bytes:
    def strike(sheet: Any) -> None:
        style = xlwt.easyxf("font: struck_out on")
        for column, cell in list(enumerate(TWO[2]))[columns]:
            sheet.write(2, column, cell, style)

    return xls_bytes(TWO, strike)


LEAVE = slice(EXIT, EXIT + 1)


def broken(row: int, column: int, cell: object) -> Table:
    rows = [list(r) for r in TWO]
    rows[row][column] = cell
    return rows


# ---------------------------------------------------------------- struck through
@pytest.mark.parametrize(
    "content",
    [struck_xlsx(3), struck_xls(), ods_bytes(TWO, struck=[2]), xlsb_bytes(TWO, struck=[2])],
    ids=["xlsx", "xls", "ods", "xlsb"],
)
def test_struck_through_row_is_set_aside_and_told(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    (finding,) = checked.findings
    assert (finding["code"], finding["effect"], finding["cell"]) == ("A09", "row", "A3")
    assert (finding["message"], finding["remedy"]) == (
        "Die Zeile ist durchgestrichen.",
        "Bitte löschen Sie sie; soll sie zählen, heben Sie die Durchstreichung auf.",
    )
    assert checked.rows == (2, 1, 1)


@pytest.mark.parametrize(
    "content",
    [
        struck_xlsx(3, columns=LEAVE),
        struck_xls(LEAVE),
        ods_bytes(TWO, struck=[2], through=LEAVE),
        xlsb_bytes(TWO, struck=[2], through=LEAVE),
    ],
    ids=["xlsx", "xls", "ods", "xlsb"],
)
def test_row_that_is_partly_struck_through_counts_and_the_entry_is_told(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    (finding,) = checked.findings
    assert (finding["code"], finding["effect"], finding["cell"]) == ("Z03", "note", "F3")
    assert (finding["message"], finding["remedy"]) == (
        "Der Eintrag in der Spalte „Austritt“ ist durchgestrichen, die Zeile nicht; er wurde "
        "gelesen.",
        "Gilt er nicht mehr, löschen Sie ihn bitte; sonst heben Sie die Durchstreichung auf.",
    )
    assert checked.rows == (2, 2, 0)


@pytest.mark.parametrize(
    "content",
    [struck_xlsx(1), struck_xlsx(), ods_bytes(TWO)],
    ids=["the heading", "nothing", "ods"],
)
def test_what_is_not_struck_through_is_not_told(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))


def test_an_outcome_with_a_struck_day_counts_on_that_day(tmp_path: Path, capsys: Capture) -> None:
    began = {"Verbleib": "Minijob", "Aufnahme am": "01.07.2022"}

    def strike(book: Workbook) -> None:
        book.worksheets[0]["I2"].font = Font(strike=True)

    checked = validated_file(capsys, tmp_path, xlsx_bytes(table(began), strike), "a.xlsx")
    assert [(f["code"], f["cell"]) for f in checked.findings] == [("Z03", "I2")]
    said = call(capsys, "counts", "--json", "--project", tmp_path)
    values = {figure["id"]: figure["value"] for figure in json.loads(said.out)["figures"]}
    assert values["m1.outcome_any.work_marginal"] == 1


# ---------------------------------------------------------------- errors
def error_codes(checked: Checked) -> list[tuple[str, str]]:
    return [(f["code"], f["cell"]) for f in checked.findings]


def test_error_in_a_binary_workbook_is_no_open_end(tmp_path: Path, capsys: Capture) -> None:
    content = xlsb_bytes(broken(2, EXIT, "#N/A"))
    checked = validated_file(capsys, tmp_path, content, "a.xlsb")
    assert error_codes(checked) == [("Z01", "F3"), ("A08", "F3")]
    assert checked.rows == (2, 1, 1)
    assert checked.deliveries[0]["reading"] == "Excel, binär (xlsb)"


def test_error_in_an_old_workbook_is_no_open_end(tmp_path: Path, capsys: Capture) -> None:
    """The file has =1/0 in the last exit; it was saved by LibreOffice, which stores results."""
    content = (Path(__file__).parent / "files" / "fehlerwert.xls").read_bytes()
    checked = validated_file(capsys, tmp_path, content, "a.xls")
    assert error_codes(checked) == [("Z01", "F3"), ("A08", "F3")]
    assert checked.deliveries[0]["reading"] == "Excel 97–2003 (xls)"


# ---------------------------------------------------------------- hidden
def hide_row(sheet: Any) -> None:
    sheet.row(2).hidden = True


def hide_column(sheet: Any) -> None:
    sheet.col(1).hidden = True


def hide_sheet(sheet: Any) -> None:
    sheet.visibility = 1


def filtered_table(*, chosen: bool) -> bytes:
    """The rows "formatted as a table", whose filter has its part of the file to itself."""

    def as_table(book: Workbook) -> None:
        sheet = book.worksheets[0]
        area = sheet.dimensions
        column = FilterColumn(colId=0, hiddenButton=not chosen)
        if chosen:
            column.filters = Filters(filter=["TN-2"])
        kept = AutoFilter(ref=area, filterColumn=[column])
        sheet.add_table(ExcelTable(displayName="Liste", ref=area, autoFilter=kept))

    return xlsx_bytes(TWO, as_table)


# TWO with its filter set to the second person, saved by LibreOffice
FILTERED_XLS = (Path(__file__).parent / "files" / "filter.xls").read_bytes()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (filtered_table(chosen=True), "ein aktiver Filter"),
        (FILTERED_XLS, "ausgeblendete Zeilen, ein aktiver Filter"),
        (ods_bytes(TWO, filtered=[1]), "ausgeblendete Zeilen, ein aktiver Filter"),
        (xlsb_bytes(TWO, hidden=[1], filtered=True), "ausgeblendete Zeilen, ein aktiver Filter"),
        (xls_bytes(TWO, hide_row), "ausgeblendete Zeilen"),
        (xls_bytes(TWO, hide_column), "ausgeblendete Spalten"),
        (xls_bytes(TWO, hide_sheet), "das Blatt ist ausgeblendet"),
        (ods_bytes(TWO, hidden=True), "das Blatt ist ausgeblendet"),
        (xlsb_bytes(TWO, hidden=[2]), "ausgeblendete Zeilen"),
        (xlsb_bytes(TWO, columns=2), "ausgeblendete Spalten"),
    ],
)
def test_hidden_parts_count_and_are_told(
    content: bytes, what: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, content, "a.xls")
    assert checked.rows == (2, 2, 0)
    (finding,) = checked.findings
    assert finding["code"] == "S03"
    assert f"({what})" in finding["message"]


@pytest.mark.parametrize(
    "content",
    [xls_bytes(TWO), xlsb_bytes(TWO), filtered_table(chosen=False)],
    ids=["xls", "xlsb", "table without a choice"],
)
def test_nothing_is_told_where_nothing_is_wrong(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, content, "a.xls")
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))


# ---------------------------------------------------------------- leading zeros
LATE = {"Eintritt": "01.09.2022", "Austritt": "30.09.2022"}
# 0007 twice, TN-007 twice, 12345, and the 7 that is shown as it is
IDS: list[dict[str, object]] = [
    {"Kennung": Shown(7, "0000")},
    {"Kennung": "0007", **LATE},
    {"Kennung": Shown(7, '"TN-"000')},
    {"Kennung": "TN-007", **LATE},
    {"Kennung": Shown(12345, "0000")},
    {"Kennung": "7"},
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods"])
def test_an_id_is_what_its_format_shows(kind: str, tmp_path: Path, capsys: Capture) -> None:
    write = {"xlsx": shown_xlsx, "xls": xls_bytes, "xlsb": xlsb_bytes, "ods": ods_bytes}[kind]
    content = write(table(*IDS))
    assert validated_file(capsys, tmp_path, content, f"a.{kind}").codes == ["K01"]
    said = call(capsys, "counts", "--json", "--project", tmp_path)
    values = {figure["id"]: figure["value"] for figure in json.loads(said.out)["figures"]}
    assert (values["m1.participants"], values["m1.cases"]) == (4, 6)


def shown_xlsx(rows: Table) -> bytes:
    def format_cells(book: Workbook) -> None:
        for row, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells, start=1):
                if isinstance(cell, Shown):
                    book.worksheets[0].cell(row, column).number_format = cell.code

    return xlsx_bytes(rows, format_cells)


def test_a_comment_in_libreoffice_is_not_part_of_the_id(tmp_path: Path, capsys: Capture) -> None:
    comment = b"<office:annotation><text:p>bitte pr\xc3\xbcfen</text:p></office:annotation>"
    content = with_part(ods_bytes(table(*IDS[:2])), b"<text:p>0007", comment + b"<text:p>0007")
    assert validated_file(capsys, tmp_path, content, "a.ods").codes == []
    said = call(capsys, "counts", "--json", "--project", tmp_path)
    values = {figure["id"]: figure["value"] for figure in json.loads(said.out)["figures"]}
    assert (values["m1.participants"], values["m1.cases"]) == (1, 2)


def with_part(content: bytes, old: bytes, new: bytes) -> bytes:
    """A file of LibreOffice with something else in its tables."""
    changed, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(changed, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(old, new))
    return changed.getvalue()


# ---------------------------------------------------------------- days
def mac_xlsx(rows: Table) -> bytes:
    def count_from_1904(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    return xlsx_bytes(rows, count_from_1904)


def mac_xls(rows: Table) -> bytes:
    def count_from_1904(sheet: Any) -> None:
        sheet.get_parent().dates_1904 = True

    return xls_bytes(rows, count_from_1904)


def mac_ods(rows: Table) -> bytes:
    begun = b"<office:spreadsheet>"
    first = b'<table:null-date table:date-value="1904-01-01"/>'
    calculation = b"<table:calculation-settings>" + first + b"</table:calculation-settings>"
    return with_part(ods_bytes(rows), begun, begun + calculation)


MAC = {
    "xlsx": mac_xlsx,
    "xls": mac_xls,
    "xlsb": lambda rows: xlsb_bytes(rows, since_1904=True),
    "ods": mac_ods,
}


@pytest.mark.parametrize("kind", MAC)
def test_a_bare_number_counts_days_as_its_workbook_does(
    kind: str, tmp_path: Path, capsys: Capture
) -> None:
    day = (dt.date(2022, 6, 30) - dt.date(1904, 1, 1)).days
    rows = table({"Austritt": Shown(day, "0"), "Geburtsjahr": Shown(2000, "0")})
    folder, path = project(tmp_path), tmp_path / "zurueck"
    deliver(folder, f"a.{kind}", MAC[kind](rows))
    assert leavers(capsys, folder) == 1
    call(capsys, "validate", "--project", folder, "--feedback", path)
    deliver(folder, "a.xlsx", next(path.iterdir()).read_bytes(), day="2023-01-25")
    assert leavers(capsys, folder) == 1


def leavers(capsys: Capture, folder: Path) -> int:
    """How many left on 30.06.2022."""
    said = call(capsys, "counts", "--json", "--project", folder, "--period", "2022-06-30")
    values = {figure["id"]: figure["value"] for figure in json.loads(said.out)["figures"]}
    return int(values["m1.exits"])


# ---------------------------------------------------------------- hostile
def test_far_cell_of_a_binary_workbook_is_refused(tmp_path: Path, capsys: Capture) -> None:
    far = record(0, struct.pack("<IIHBBBI", 1_048_575, 0, 300, 0, 0, 0, 0))
    far += record(6, struct.pack("<II", 16_383, 0) + wide("x"))
    content, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(xlsb_bytes(TWO)))
    with zipfile.ZipFile(content, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, part.replace(record(146), far + record(146)))
    checked = validated_file(capsys, tmp_path, content.getvalue(), "a.xlsb")
    assert checked.findings[0]["message"].startswith("Ein Blatt reicht bis in eine weit entfernte")


@pytest.mark.parametrize("cut", [300, 700, -80, -30])
def test_damaged_binary_workbook_is_refused(cut: int, tmp_path: Path, capsys: Capture) -> None:
    content, source = io.BytesIO(), zipfile.ZipFile(io.BytesIO(xlsb_bytes(TWO)))
    with zipfile.ZipFile(content, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, part[:cut] if name.endswith("sheet1.bin") else part)
    checked = validated_file(capsys, tmp_path, content.getvalue(), "a.xlsb")
    assert checked.deliveries[0]["verdict"] in ("rejected", "accepted", "accepted_with_notes")


def test_old_workbook_that_cannot_be_checked_is_refused(tmp_path: Path, capsys: Capture) -> None:
    content = bytearray(xls_bytes(TWO))
    content[content.index(struct.pack("<H", 0x0031), 512)] = 0xFF  # the first font is none now
    checked = validated_file(capsys, tmp_path, bytes(content), "a.xls")
    (finding,) = checked.findings
    assert (finding["code"], finding["message"]) == (
        "F01",
        "Die Datei im alten Excel-Format lässt sich nicht vollständig prüfen.",
    )
    assert finding["remedy"] == (
        "Bitte speichern Sie sie in Excel als Arbeitsmappe (.xlsx) und senden Sie sie erneut."
    )


def test_file_that_unpacks_out_of_proportion_is_refused(tmp_path: Path, capsys: Capture) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 150_000_000)
    (finding,) = validated_file(capsys, tmp_path, content.getvalue(), "a.xlsx").findings
    assert finding["message"] == "Die Datei wäre ausgepackt unverhältnismäßig groß."
