"""Files as they come: encodings, separators, formats, and files that are none."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.chart import BarChart

from durchstarten_cli.sources.plainxml import SAMPLE, plain_xml
from tests.build import (
    Capture,
    Checked,
    csv_bytes,
    deliver,
    project,
    table,
    validated_file,
    xlsx_bytes,
)

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = (
    "Die Datei ist beschädigt oder keine Excel-Arbeitsmappe.",
    "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
)
AGAIN = "Bitte senden Sie die Datei erneut."
SEVERAL = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def reading(checked: Checked) -> str:
    """How the one file was read, where every row of it counts and nothing is found."""
    (delivery,) = checked.deliveries
    assert (delivery["verdict"], checked.findings) == ("accepted", [])
    assert delivery["rows_received"] == delivery["rows_used"] == 1
    return str(delivery["reading"])


def refused(checked: Checked) -> tuple[str, str]:
    """Sentence and remedy of the one finding that rejects the one file."""
    (finding,) = checked.findings
    assert (finding["code"], finding["effect"], checked.code) == ("F01", "file", 1)
    assert checked.rows == (0, 0, 0)
    return finding["message"], finding["remedy"]


# ---------------------------------------------------------------- text
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_encoding_is_recognised_and_told(
    encoding: str, name: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({}), encoding=encoding))
    assert reading(checked) == f"{name}, Trennzeichen Semikolon"


def test_utf_16_of_the_other_byte_order(tmp_path: Path, capsys: Capture) -> None:
    content = b"\xfe\xff" + csv_bytes(table({}), encoding="utf-16-be")
    assert reading(validated_file(capsys, tmp_path, content)).startswith("UTF-16")


SEPARATORS = [
    (";", "Semikolon"),
    (",", "Komma"),
    ("\t", "Tabulator"),
    ("|", "senkrechter Strich"),
]


@pytest.mark.parametrize(("separator", "name"), SEPARATORS)
@pytest.mark.parametrize("ending", [".csv", ".txt", ".tsv", ".CSV", ""])
def test_separator_is_recognised_and_told(
    separator: str, name: str, ending: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({}), separator), f"a{ending}")
    assert reading(checked) == f"UTF-8, Trennzeichen {name}"


@pytest.mark.parametrize(("separator", "name"), [*SEPARATORS, (":", "„:“")])
def test_declared_separator_counts_and_its_line_is_no_row(
    separator: str, name: str, tmp_path: Path, capsys: Capture
) -> None:
    content = f"sep={separator}\r\n".encode() + csv_bytes(table({}), separator, "utf-8")
    assert reading(validated_file(capsys, tmp_path, content)) == f"UTF-8, Trennzeichen {name}"
    content = content.replace(b"30.06.2022", b"30.06.2021")
    (finding,) = validated_file(capsys, tmp_path, content).findings
    assert (finding["code"], finding["cell"]) == ("A01", "F2")


@pytest.mark.parametrize("declared", ["sep=ä", 'sep="', "sep=x", "sep=", "sep=;;"])
def test_line_that_declares_no_separator_is_a_title(
    declared: str, tmp_path: Path, capsys: Capture
) -> None:
    content = f"{declared}\r\n".encode() + csv_bytes(table({}), encoding="utf-8")
    assert reading(validated_file(capsys, tmp_path, content)) == "UTF-8, Trennzeichen Semikolon"


@pytest.mark.parametrize("end", [b"\n", b"\r"])
def test_line_ends_of_other_systems(end: bytes, tmp_path: Path, capsys: Capture) -> None:
    reading(validated_file(capsys, tmp_path, csv_bytes(table({})).replace(b"\r\n", end)))


def test_line_break_in_a_cell_does_not_shift_the_rows(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Bemerkung": "erste\nzweite\r\ndritte"}, {"Kennung": "", "Eintritt": "1.3.2022"})
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert [(f["code"], f["cell"]) for f in checked.findings] == [("P01", "A3")]
    assert checked.rows == (2, 1, 1)


def test_ragged_rows_keep_their_columns(tmp_path: Path, capsys: Capture) -> None:
    lines = ["Kennung;Eintritt;Austritt", "TN-1;10.01.2022;30.06.2022;;;", "TN-2", ";;;;", ""]
    lines += ["TN-3;10.01.2022;09.01.2022"]
    checked = validated_file(capsys, tmp_path, "\n".join(lines).encode())
    assert [(f["code"], f["cell"]) for f in checked.findings] == [("A01", "C6"), ("A02", "B3")]
    assert checked.rows == (3, 1, 2)


def test_row_that_is_longer_far_below_the_others(tmp_path: Path, capsys: Capture) -> None:
    rows: list[list[object]] = [[f"TN-{n}", "10.01.2022", "10.01.2022"] for n in range(70)]
    content = csv_bytes([["Kennung", "Eintritt", "Austritt"], *rows, ["TN-70", *"1234567"]])
    assert validated_file(capsys, tmp_path, content).rows == (71, 70, 1)


def test_fields_keep_their_text(tmp_path: Path, capsys: Capture) -> None:
    """None of the words that other readers take for missing, no number cut to size."""
    ids = ("NA", "0012", "12", "1e3", "1000", "1,5")
    rows = table(*({"Kennung": k, "Austritt": "09.01.2022"} for k in ids))
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert [(f["code"], f["record"]) for f in checked.findings] == [("A01", k) for k in ids]


TEXT_REFUSED = {
    b"": ("Die Datei ist leer.", AGAIN),
    b" \r\n\t": ("Die Datei ist leer.", AGAIN),
    b'Kennung;Eintritt\r\nTN-1;1.2.22;"offen\r\nTN-2;1.2.22': (
        "Ein Anführungszeichen in der Datei wird nicht wieder geschlossen.",
        AGAIN,
    ),
    b"K\0\1\2\3Kennung;Eintritt": ("Die Datei ist keine Tabelle und kein Text.", AGAIN),
    b"Kennung;Eintritt\r\nTN\x811": ("Die Zeichencodierung der Datei ist nicht lesbar.", AGAIN),
    b"Kennung;Eintritt\r\nTN\x001": ("Die Zeichencodierung der Datei ist nicht lesbar.", AGAIN),
    b"\xff\xfeK": ("Die Zeichencodierung der Datei ist nicht lesbar.", AGAIN),
    b"Kennung;Eintritt" + b";" * 20_000: (
        "Eine Zeile hat mehr Felder, als ein Tabellenblatt Spalten hat.",
        AGAIN,
    ),
}


@pytest.mark.parametrize("content", TEXT_REFUSED, ids=lambda c: c[:24])
def test_text_that_cannot_be_read_says_why(content: bytes, tmp_path: Path, capsys: Capture) -> None:
    assert refused(validated_file(capsys, tmp_path, content)) == TEXT_REFUSED[content]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;", b"a", b";;;\n;;"])
def test_text_without_a_table(content: bytes, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, content)
    assert (checked.codes, checked.code) == (["F02"], 1)


def test_file_that_may_not_be_opened(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.suffix == ".csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    checked = validated_file(capsys, tmp_path, csv_bytes(table({})))
    assert refused(checked) == ("Die Datei lässt sich nicht öffnen.", "Bitte erneut senden.")


# ---------------------------------------------------------------- workbooks
def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: dict[str, bytes]) -> bytes:
    """A zip file of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_sheet(change: Callable[[str], str], content: bytes) -> bytes:
    """A workbook with the XML of its first sheet changed."""
    found = parts(content)
    return packed({**found, SHEET: change(found[SHEET].decode()).encode()})


def cells(**values: str) -> Callable[[Workbook], None]:
    """Puts values into cells of the first sheet."""

    def put(book: Workbook) -> None:
        for address, value in values.items():
            book.worksheets[0][address] = value

    return put


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "A.XLSX", "a.xls"])
def test_workbook_is_known_by_its_content(name: str, tmp_path: Path, capsys: Capture) -> None:
    assert reading(validated_file(capsys, tmp_path, xlsx_bytes(table({})), name)) == "Excel"


def test_dates_and_numbers_of_excel(tmp_path: Path, capsys: Capture) -> None:
    rows = table(
        {"Eintritt": dt.date(2022, 1, 10), "Austritt": dt.datetime(2022, 6, 30, 12)},
        {"Kennung": "TN-2", "Eintritt": 44571, "Austritt": 44742.5, "Geburtsjahr": 2000},
    )
    checked = validated_file(capsys, tmp_path, xlsx_bytes(rows), "a.xlsx")
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))


def test_serial_days_are_days(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Eintritt": 44742, "Austritt": 44571})
    (finding,) = validated_file(capsys, tmp_path, xlsx_bytes(rows), "a.xlsx").findings
    assert finding["message"] == "Der Austritt (10.01.2022) liegt vor dem Eintritt (30.06.2022)."


def test_dates_of_1904_are_the_same_days(tmp_path: Path, capsys: Capture) -> None:
    def since_1904(book: Workbook) -> None:
        book.epoch = dt.datetime(1904, 1, 1)

    rows = table({"Eintritt": dt.date(2022, 6, 30), "Austritt": dt.date(2022, 1, 10)})
    content = xlsx_bytes(rows, since_1904)
    assert b'date1904="1"' in parts(content)["xl/workbook.xml"]
    (finding,) = validated_file(capsys, tmp_path, content, "a.xlsx").findings
    assert finding["message"] == "Der Austritt (10.01.2022) liegt vor dem Eintritt (30.06.2022)."


def test_numbers_as_ids_lose_only_their_point(tmp_path: Path, capsys: Capture) -> None:
    ids: tuple[object, ...] = (1234.0, "0012", 12, "1234.0")
    rows = table(*({"Kennung": k, "Austritt": ""} for k in ids))
    checked = validated_file(capsys, tmp_path, xlsx_bytes(rows), "a.xlsx")
    records = [f["record"] for f in checked.findings if f["code"] == "A04"]
    assert records == ["1234", "0012", "12", "1234.0"]


@pytest.mark.parametrize("value", [dt.time(12), dt.timedelta(days=3), True, -1, 3_000_000, "44571"])
def test_what_is_no_day_is_not_taken_for_one(
    value: object, tmp_path: Path, capsys: Capture
) -> None:
    rows = table({"Eintritt": value})
    checked = validated_file(capsys, tmp_path, xlsx_bytes(rows), "a.xlsx")
    assert (checked.codes, checked.rows) == (["D01", "A02"], (1, 0, 1))


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!"])
def test_error_in_the_exit_is_no_open_end(error: str, tmp_path: Path, capsys: Capture) -> None:
    content = xlsx_bytes(table({}), cells(F2=error))
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert [(f["code"], f["cell"]) for f in checked.findings] == [("Z01", "F2"), ("A08", "F2")]
    assert checked.rows == (1, 0, 1)


def test_formula_without_result_is_no_open_end(tmp_path: Path, capsys: Capture) -> None:
    content = xlsx_bytes(table({}), cells(F2="=TODAY()"))
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert [(f["code"], f["cell"]) for f in checked.findings] == [("Z02", "F2"), ("A08", "F2")]


@pytest.mark.parametrize("empty", ["<v></v>", "<v/>"])
def test_formula_with_an_empty_text_is_an_open_end(
    empty: str, tmp_path: Path, capsys: Capture
) -> None:
    def answered(xml: str) -> str:
        return re.sub(
            r'<c r="F2"[^>]*>.*?</c>', f'<c r="F2" t="str"><f>IF(1,"")</f>{empty}</c>', xml
        )

    content = with_sheet(answered, xlsx_bytes(table({})))
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert (checked.codes, checked.rows) == (["A04"], (1, 1, 0))


def test_formula_with_a_result_is_that_result(tmp_path: Path, capsys: Capture) -> None:
    def answered(xml: str) -> str:
        return re.sub(r'<c r="F2"[^>]*>.*?</c>', '<c r="F2"><f>A1+1</f><v>44742</v></c>', xml)

    content = with_sheet(answered, xlsx_bytes(table({})))
    assert reading(validated_file(capsys, tmp_path, content, "a.xlsx")) == "Excel"


@pytest.mark.parametrize("value", ["1e999", "-1e999", "1e300", "-5e10"])
def test_numbers_without_bounds(value: str, tmp_path: Path, capsys: Capture) -> None:
    content = xlsx_bytes(table({"Eintritt": 44571}))
    content = with_sheet(lambda xml: xml.replace("<v>44571</v>", f"<v>{value}</v>"), content)
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert (checked.codes, checked.rows) == (["D01", "A02"], (1, 0, 1))


def test_sheets_that_hold_charts_or_nothing(tmp_path: Path, capsys: Capture) -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("leer")
        book.create_chartsheet("Diagramm").add_chart(BarChart())

    content = xlsx_bytes(table({}), more)
    assert reading(validated_file(capsys, tmp_path, content, "a.xlsx")) == "Excel"


def test_name_of_a_sheet_is_told_as_it_is(tmp_path: Path, capsys: Capture) -> None:
    def named(book: Workbook) -> None:
        book.worksheets[0].title = "A & B <'20>"
        book.worksheets[0]["F2"] = "#N/A"

    checked = validated_file(capsys, tmp_path, xlsx_bytes(table({}), named), "a.xlsx")
    assert {(f["code"], f["sheet"]) for f in checked.findings} == {
        ("Z01", "A & B <'20>"), ("A08", "A & B <'20>")
    }  # fmt: skip


def test_blank_rows_and_columns_before_the_table_keep_the_addresses(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = [[], [], *([None, None, *row] for row in table({"Austritt": "09.01.2022"}))]
    (finding,) = validated_file(capsys, tmp_path, xlsx_bytes(rows), "a.xlsx").findings
    assert (finding["cell"], finding["row"], finding["column"]) == ("H4", 4, "Austritt")


# ---------------------------------------------------------------- letters
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp850", "DOS (Codepage 850)"),
        ("cp1252", "Windows-1252"),
        ("utf-8", "UTF-8"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_letters_of_every_encoding_are_read(
    encoding: str, name: str, tmp_path: Path, capsys: Capture
) -> None:
    rows = table(
        {"Geschlecht": "männlich", "Übergabe am": "01.07.2022", "Übergabe an": "Bürgerbüro"}
    )
    checked = validated_file(capsys, tmp_path, csv_bytes(rows, encoding=encoding))
    assert checked.codes == []
    assert reading(checked) == f"{name}, Trennzeichen Semikolon"


@pytest.mark.parametrize("receiver", ["„Café José“ – Büro", "Stelle für Sándor", "„Haus”"])
def test_windows_signs_are_not_taken_for_those_of_dos(
    receiver: str, tmp_path: Path, capsys: Capture
) -> None:
    rows = table({"Übergabe am": "01.07.2022", "Übergabe an": receiver})
    checked = validated_file(capsys, tmp_path, csv_bytes(rows, encoding="cp1252"))
    assert reading(checked).startswith("Windows-1252")


@pytest.mark.parametrize("text", ["BÃ¼rgerbÃ¼ro", "B\ufffdrgerb\ufffdro"])
@pytest.mark.parametrize("write", [csv_bytes, xlsx_bytes])
def test_damaged_letters_are_told(
    text: str, write: Callable[[list[list[object]]], bytes], tmp_path: Path, capsys: Capture
) -> None:
    rows = table({"Übergabe am": "01.07.2022", "Übergabe an": text})
    name = "a.csv" if write is csv_bytes else "a.xlsx"
    assert validated_file(capsys, tmp_path, write(rows), name).codes == ["S05"]


# ---------------------------------------------------------------- quotes
def test_quote_that_swallows_rows_is_refused(tmp_path: Path, capsys: Capture) -> None:
    head, *rows = csv_bytes(table({"Verbleib": ""}, {}, {}, {})).decode("utf-8-sig").splitlines()
    rows[1] = rows[1].replace("Duldung", '"Duldung')
    rows[3] = rows[3].replace("Duldung", 'Duldung"')
    content = "\r\n".join([head, *rows]).encode()
    assert refused(validated_file(capsys, tmp_path, content)) == (
        "In Zeile 3 öffnet ein Anführungszeichen, das erst in einer späteren Zeile geschlossen "
        "wird; die Zeilen dazwischen gingen verloren.",
        "Bitte löschen Sie das Anführungszeichen und senden Sie die Datei erneut.",
    )


def test_line_breaks_in_a_cell_are_fine(tmp_path: Path, capsys: Capture) -> None:
    rows = table(
        {"Bemerkung": "Unterlagen da;\nZeugnis fehlt; Termin folgt\n\n"}, {"Kennung": "x1"}
    )
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))


# ---------------------------------------------------------------- other spreadsheets
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
 office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Tabelle1">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""
FILLED_DOWN = (
    '<table:table-row table:number-rows-repeated="1048573">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods_bytes(rows: list[list[object]], after: str = "") -> bytes:
    """A spreadsheet as LibreOffice saves it."""
    lines = ("".join(map(ods_cell, row)) for row in rows)
    xml = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines) + after
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST.encode(),
            "content.xml": ODS.format(rows=xml).encode(),
        }
    )


def ods_cell(value: object) -> str:
    kind, attribute = "string", ""
    if isinstance(value, dt.date):
        kind, attribute = "date", f' office:date-value="{value}"'
    elif isinstance(value, int):
        kind, attribute = "float", f' office:value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}"{attribute}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def test_spreadsheet_of_libreoffice(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Eintritt": dt.date(2022, 1, 10), "Geburtsjahr": 2000})
    checked = validated_file(capsys, tmp_path, ods_bytes(rows, FILLED_DOWN), "a.ods")
    assert reading(checked) == "OpenDocument (ods)"


ODS_ROW = (
    '<table:table-row{row}><table:table-cell office:value-type="string"><text:p>TN-2</text:p>'
    '</table:table-cell><table:table-cell table:number-columns-repeated="3"/>'
    '<table:table-cell office:value-type="string"><text:p>10.01.2022</text:p>'
    "</table:table-cell>{exit}</table:table-row>"
)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ('office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p>', ["Z01"]),
        ('office:value-type="string" calcext:value-type="error"><text:p>#NV</text:p>', ["Z01"]),
        ('office:value-type="float" office:value="0"><text:p>Err:502</text:p>', ["Z01"]),
        (">", ["Z02"]),
    ],
)
def test_error_in_a_spreadsheet_of_libreoffice(
    cell: str, codes: list[str], tmp_path: Path, capsys: Capture
) -> None:
    row = ODS_ROW.format(
        row="", exit=f'<table:table-cell table:formula="of:=1/0" {cell}</table:table-cell>'
    )
    checked = validated_file(capsys, tmp_path, ods_bytes(table({}), row), "a.ods")
    assert checked.codes == [*codes, "A08"]
    assert checked.findings[0]["cell"] == "F3"


def test_error_in_rows_that_libreoffice_writes_once(tmp_path: Path, capsys: Capture) -> None:
    wrong = '<table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>'
    row = ODS_ROW.format(row=' table:number-rows-repeated="2"', exit=wrong)
    checked = validated_file(capsys, tmp_path, ods_bytes(table({}), row), "a.ods")
    assert error_places(checked)[:2] == [("Z01", "F3"), ("Z01", "F4")]
    assert checked.rows == (3, 1, 2)


def test_hidden_row_of_libreoffice_is_told(tmp_path: Path, capsys: Capture) -> None:
    row = ODS_ROW.format(row=' table:visibility="filter"', exit="")
    checked = validated_file(capsys, tmp_path, ods_bytes(table({}), row), "a.ods")
    assert "(ausgeblendete Zeilen, ein aktiver Filter)" in checked.findings[0]["message"]


@pytest.mark.parametrize(
    "cell",
    ["><text:p>x</text:p></table:table-cell>", ' office:value-type="float" office:value="1"/>'],
    ids=["text", "value"],
)
def test_far_corner_of_libreoffice_is_refused(cell: str, tmp_path: Path, capsys: Capture) -> None:
    far = FILLED_DOWN + (
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        f"<table:table-cell{cell}</table:table-row>"
    )
    checked = validated_file(capsys, tmp_path, ods_bytes(table({}), far), "a.ods")
    assert refused(checked) == FAR


# ---------------------------------------------------------------- files that are none
GOOD_BOOK = xlsx_bytes(table({}))


def bomb() -> bytes:
    """A workbook that says it unpacks to more than any delivery holds."""
    content, size = GOOD_BOOK, (2_100_000_000).to_bytes(4, "little")
    at = content.rindex(SHEET.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    return content[: at + 24] + size + content[at + 28 :]


def crowd() -> bytes:
    return packed({**parts(GOOD_BOOK), **{f"xl/media/{n}": b"" for n in range(10_001)}})


def far_corner() -> bytes:
    return xlsx_bytes(table({}), cells(XFD1048576="x"))


def with_doctype() -> bytes:
    found = parts(GOOD_BOOK)
    book = b'<!DOCTYPE x [<!ENTITY a "aa">]>' + found["xl/workbook.xml"]
    return packed({**found, "xl/workbook.xml": book})


TOO_LARGE = (
    "Die Datei wäre ausgepackt unverhältnismäßig groß.",
    "Bitte senden Sie nur die Tabelle mit den Teilnahmen.",
)
FAR = (
    "Ein Blatt reicht bis in eine weit entfernte, fast leere Zelle.",
    "Bitte löschen Sie die leeren Zeilen und Spalten hinter der Tabelle und senden Sie die Datei "
    "erneut.",
)
BOOK_REFUSED: list[tuple[str, bytes, tuple[str, str]]] = [
    ("half", GOOD_BOOK[: len(GOOD_BOOK) // 2], DAMAGED),
    ("without its end", GOOD_BOOK[:-10], DAMAGED),
    ("only its beginning", GOOD_BOOK[:4], DAMAGED),
    ("another zip file", packed({"a.txt": b"x"}), DAMAGED),
    ("an old file without content", OLE + bytes(600), DAMAGED),
    ("too large", bomb(), TOO_LARGE),
    ("too many parts", crowd(), TOO_LARGE),
    ("a far corner", far_corner(), FAR),
    (
        "doctype in a sheet",
        with_sheet(lambda xml: '<!DOCTYPE x [<!ENTITY a "a">]>' + xml, GOOD_BOOK),
        ("Die Datei enthält eine unzulässige Dokumenttyp-Angabe.", AGAIN),
    ),
    ("doctype", with_doctype(), ("Die Datei enthält eine unzulässige Dokumenttyp-Angabe.", AGAIN)),
    (
        "a number that is none",
        with_sheet(lambda xml: xml.replace("<v>44571</v>", "<v>x</v>"),
                   xlsx_bytes(table({"Eintritt": 44571}))),
        DAMAGED,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "content", "told"), BOOK_REFUSED, ids=[b[0] for b in BOOK_REFUSED]
)
def test_workbook_that_cannot_be_read_says_why(
    what: str, content: bytes, told: tuple[str, str], tmp_path: Path, capsys: Capture
) -> None:
    assert refused(validated_file(capsys, tmp_path, content, "a.xlsx")) == told, what


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "ein PDF"),
        ("a.xls", b"<html><body><table><tr><td>Kennung</td></tr>", "eine Internetseite (HTML)"),
        ("a.csv", b"\xef\xbb\xbf\r\n<!DOCTYPE html>", "eine Internetseite (HTML)"),
        ("a.xls", b'<table border="1"><tr><td>Kennung</td></tr>', "eine Internetseite (HTML)"),
        ("a.xls", b'<meta charset="utf-8"><table>', "eine Internetseite (HTML)"),
        ("a.xls", b'<?xml version="1.0"?><Workbook>', "eine XML-Datei"),
        ("a.csv", rb"{\rtf1\ansi Liste}", "ein Textdokument (RTF)"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "ein Bild"),
        ("a.xlsx", b"\xff\xd8\xff\xe0\x00\x10JFIF", "ein Bild"),
    ],
)
def test_something_else_with_the_name_of_a_table_is_named(
    name: str, content: bytes, kind: str, tmp_path: Path, capsys: Capture
) -> None:
    assert refused(validated_file(capsys, tmp_path, content, name)) == (
        f"Die Datei ist {kind} und keine Tabelle.",
        "Bitte speichern Sie die Tabelle als Excel-Arbeitsmappe (.xlsx) und senden Sie sie erneut.",
    )


def test_a_letter_with_the_name_of_a_workbook_is_rejected(tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, b"Anbei die Liste.", "a.xlsx")
    assert (checked.codes, checked.code) == (["F02"], 1)


# ---------------------------------------------------------------- whatever arrives
def ends_with_a_verdict(checked: Checked) -> None:
    (delivery,) = checked.deliveries
    received, used, aside = checked.rows
    assert received == used + aside
    assert (delivery["verdict"] == "rejected") == (checked.code == 1)
    assert (delivery["verdict"] == "accepted") == (checked.findings == [])


HEADER = b"Kennung;Eintritt;Austritt\n"


@SEVERAL
@example(content=b"\xff\xfe\x00\xd8").via("half a sign of UTF-16")
@example(content=b'"').via("a lone quotation mark")
@given(content=st.binary(max_size=400) | st.binary(max_size=200).map(lambda b: HEADER + b))
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_whatever_bytes_arrive(content: bytes, name: str, tmp_path: Path, capsys: Capture) -> None:
    ends_with_a_verdict(validated_file(capsys, tmp_path / name[2:], content, name))


SHEET_AT = GOOD_BOOK.index(SHEET.encode()) + len(SHEET)
"""Where the content of the sheet begins."""
LISTED_AT = GOOD_BOOK.rindex(SHEET.encode()) - 46
"""Where the list of contents tells of the sheet."""


@SEVERAL
@example(start=SHEET_AT, size=2, put=b"\0\0").via("content that does not unpack")
@example(start=LISTED_AT + 8, size=1, put=b"\x01").via("content with a password")
@given(
    start=st.integers(0, len(GOOD_BOOK) - 1), size=st.integers(0, 40), put=st.binary(max_size=40)
)
def test_whatever_happened_to_a_workbook(
    start: int, size: int, put: bytes, tmp_path: Path, capsys: Capture
) -> None:
    content = GOOD_BOOK[:start] + put + GOOD_BOOK[start + size :]
    ends_with_a_verdict(validated_file(capsys, tmp_path, content, "a.xlsx"))


# ---------------------------------------------------------------- other writers than Excel
def in_own_process(folder: Path, content: bytes) -> int:
    """The exit code of `validate` where the reader may end the whole process."""
    deliver(project(folder), "a.xlsx", content)
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30));"
        "from durchstarten_cli.cli.shell import run; import sys; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, "validate", "--project", str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode


def prefixed(xml: str) -> str:
    """The same XML with a prefix before every name, as other writers than Excel have it."""
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace('xmlns="', 'xmlns:x="')


HIDDEN_FAR = {
    "prefix": prefixed,
    "the reference not first": lambda xml: xml.replace(
        '<c r="XFD1048576" t="inlineStr"', '<c t="inlineStr" r="XFD1048576"'
    ).replace('<c r="XFD1048576" t="s"', '<c t="s" r="XFD1048576"'),
    "other quotes": lambda xml: xml.replace('r="XFD1048576"', "r='XFD1048576'"),
    "a row that says less": lambda xml: xml.replace('<row r="1048576"', '<row r="3"'),
}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of memory")
@pytest.mark.parametrize("spelling", HIDDEN_FAR)
def test_far_corner_in_another_spelling(spelling: str, tmp_path: Path) -> None:
    content = with_sheet(HIDDEN_FAR[spelling], far_corner())
    assert in_own_process(tmp_path, content) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of memory")
@pytest.mark.parametrize("spelling", ["prefix", "folder", "capitals"])
def test_far_corner_in_a_sheet_in_an_unusual_place(spelling: str, tmp_path: Path) -> None:
    found = parts(far_corner())
    if spelling == "prefix":
        found["xl/workbook.xml"] = prefixed(found["xl/workbook.xml"].decode()).encode()
    elif spelling == "folder":
        found["xl/blatt/sheet1.xml"] = found.pop(SHEET)
        relations = found["xl/_rels/workbook.xml.rels"]
        found["xl/_rels/workbook.xml.rels"] = relations.replace(b"worksheets/", b"blatt/")
    else:
        found["xl/Workbook.xml"] = found.pop("xl/workbook.xml")
    assert in_own_process(tmp_path, packed(found)) == 1


WRITERS: dict[str, Callable[[str], str]] = {
    "prefix": prefixed,
    "no places of cells": lambda xml: re.sub(r' r="[A-Z]+\d+"', "", xml),
    "no places at all": lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml),
    "the place not first": lambda xml: re.sub(r'<c (r="[A-Z]+\d+")([^>/]*)', r"<c\2 \1", xml),
    "other quotes": lambda xml: re.sub(r'="([^"]*)"', r"='\1'", xml),
    "line breaks in tags": lambda xml: xml.replace("<c ", "<c\n").replace("<row ", "<row\n"),
}
BOOKS: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "prefix": lambda found: found | {BOOK: prefixed(found[BOOK].decode()).encode()},
    "another folder": lambda found: {
        name.replace("worksheets/", "blatt/"): part.replace(b"worksheets/", b"blatt/")
        for name, part in found.items()
    },
    "other quotes": lambda found: found | {BOOK: re.sub(rb'="([^"]*)"', rb"='\1'", found[BOOK])},
    "a name in numbers": lambda found: found | {BOOK: found[BOOK].replace(b"Tab", b"&#84;ab")},
}


@pytest.mark.parametrize("writer", WRITERS)
def test_error_in_a_sheet_of_another_writer(writer: str, tmp_path: Path, capsys: Capture) -> None:
    content = with_sheet(WRITERS[writer], xlsx_bytes(table({}), cells(F2="#N/A")))
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert error_places(checked) == [("Z01", "F2"), ("A08", "F2")]


@pytest.mark.parametrize("writer", BOOKS)
def test_error_in_a_workbook_of_another_writer(
    writer: str, tmp_path: Path, capsys: Capture
) -> None:
    found = parts(xlsx_bytes(table({}), cells(F2="#N/A")))
    checked = validated_file(capsys, tmp_path, packed(BOOKS[writer](found)), "a.xlsx")
    assert error_places(checked) == [("Z01", "F2"), ("A08", "F2")]


def test_large_sheet_of_another_writer_is_refused(tmp_path: Path, capsys: Capture) -> None:
    content = with_sheet(
        lambda xml: WRITERS["other quotes"](xml).replace("<sheetData>", f"<sheetData>{LARGE}"),
        xlsx_bytes(table({})),
    )
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert refused(checked) == (
        "Die Datei ist sehr groß und ungewöhnlich aufgebaut.",
        "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
    )


LARGE = " " * 50_000_000


def test_sheet_that_could_not_be_looked_at_is_refused(tmp_path: Path, capsys: Capture) -> None:
    found = parts(xlsx_bytes(table({}), cells(F2="#N/A")))
    relations = "xl/_rels/workbook.xml.rels"
    found[relations] = found[relations].replace(b'/worksheet"', b'/dialogsheet"')
    checked = validated_file(capsys, tmp_path, packed(found), "a.xlsx")
    assert refused(checked) == NOT_CHECKED


NOT_CHECKED = (
    "Die Datei ist ungewöhnlich aufgebaut und lässt sich nicht vollständig prüfen.",
    "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
)


def test_two_sheets_of_one_name_are_refused(tmp_path: Path, capsys: Capture) -> None:
    found = parts(xlsx_bytes(table({}), lambda book: book.create_sheet("leer").append(["x"])))
    found[BOOK] = found[BOOK].replace(b"leer", b"Tabelle1")
    checked = validated_file(capsys, tmp_path, packed(found), "a.xlsx")
    assert refused(checked) == NOT_CHECKED


def error_places(checked: Checked) -> list[tuple[str, str | None]]:
    return [(f["code"], f["cell"]) for f in checked.findings]


def test_entities_of_another_writer_are_refused(tmp_path: Path, capsys: Capture) -> None:
    kind = '<!DOCTYPE worksheet [<!ENTITY x "y">]>'
    content = with_sheet(
        lambda xml: xml.replace("<worksheet", f"{kind}<worksheet").replace('="', "='", 2),
        xlsx_bytes(table({})),
    )
    (finding,) = validated_file(capsys, tmp_path, content, "a.xlsx").findings
    assert finding["code"] == "F01"


# ---------------------------------------------------------------- values that look alike
def test_number_that_is_none_is_nobody_else(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Kennung": 44571}, {"Kennung": "TN-2", "Geschlecht": "m"})
    content = with_sheet(lambda xml: xml.replace("<v>44571</v>", "<v>NaN</v>"), xlsx_bytes(rows))
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    assert "A06" not in checked.codes


def test_true_is_not_one(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Kennung": 1}, {"Kennung": True, "Geschlecht": "m"})
    checked = validated_file(capsys, tmp_path, xlsx_bytes(rows), "a.xlsx")
    assert "A06" not in checked.codes


def test_commas_in_remarks_are_no_separators(tmp_path: Path, capsys: Capture) -> None:
    remark = "gut, sicher, nett, wach, still, laut, froh, klug, flink"
    rows = [["Kennung", "Eintritt", "Bemerkung"], ["TN-1", "10.01.2022", remark]]
    assert validated_file(capsys, tmp_path, csv_bytes(rows)).codes == ["A04"]


@pytest.mark.parametrize("more", range(40))
def test_what_excel_writes_is_not_written_anew_wherever_the_sample_of_it_ends(more: int) -> None:
    cells = b'<c r="A1" s="1"><v>1</v></c>' * (2 * SAMPLE // 28)
    part = b"<worksheet><sheetData>" + b" " * more + cells + b"</sheetData></worksheet>"
    assert plain_xml(part) is part
