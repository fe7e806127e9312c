"""What the reader of workbooks does not tell: error cells, formulas without result, hidden parts.

An error cell read as empty would turn "left on an unreadable day" into "still there", and a sheet
of two far corners would make the reader ask for more memory than there is: so both are looked for
in the sheet's XML first.
"""

import io
import struct
import zipfile
import zlib

from durchstarten_cli.sources.binarybook import BOOK, binary_scans
from durchstarten_cli.sources.excelbook import excel_scans, sheet_parts
from durchstarten_cli.sources.excelsheet import check_sheet_extent
from durchstarten_cli.sources.opendocument import table_scans
from durchstarten_cli.sources.problems import DOCTYPE, FileProblemError, check_extent
from durchstarten_cli.sources.seen import SheetScan, hidden_parts

MAX_UNPACKED = 2_000_000_000
SUSPECT_SIZE, MAX_RATIO = 100_000_000, 150
"""Tables of records shrink to a tenth; what shrinks far more holds nothing but one thing."""
MAX_ENTRIES = 10_000
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, KeyError,
    NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
NO_SHEETS = ("sharedstrings.xml", "styles.xml", "content.xml")


def scan(content: bytes) -> dict[str, SheetScan]:
    """Scans by sheet name of any kind of workbook but xls. Raises FileProblemError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            if "content.xml" in archive.namelist():
                return _scan_tables(archive.read("content.xml"))
            if BOOK in archive.namelist():
                return binary_scans(archive)
            return _excel_scans(archive)
    except ZIP_ERRORS:
        raise FileProblemError(
            "Die Datei ist beschädigt oder keine Excel-Arbeitsmappe.",
            "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
        ) from None


def _excel_scans(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Scans of an xlsx or xlsm."""
    parts = sheet_parts(archive)
    _check_others(archive, {part.path for part in parts})
    return excel_scans(archive, parts)


def _scan_tables(content: bytes) -> dict[str, SheetScan]:
    """Scans of a spreadsheet of LibreOffice."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileProblemError(DOCTYPE)
    found = {}
    for table in table_scans(content):
        check_extent(table.rows, table.columns)
        hidden = hidden_parts(
            sheet=table.hidden,
            rows=table.hidden_rows,
            columns=table.hidden_columns,
            filtered=table.filtered,
        )
        found[table.name] = SheetScan(
            table.broken,
            hidden,
            table.struck,
            table.padded,
            tuple(table.merged),
            table.since_1904,
        )
    return found


def _check_size(archive: zipfile.ZipFile) -> None:
    """zipfile never unpacks more than the size an entry declares, so the declared sizes bind."""
    entries = archive.infolist()
    size, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    out_of_proportion = size > SUSPECT_SIZE and size > MAX_RATIO * packed
    if len(entries) > MAX_ENTRIES or size > MAX_UNPACKED or out_of_proportion:
        raise FileProblemError(
            "Die Datei wäre ausgepackt unverhältnismäßig groß.",
            "Bitte senden Sie nur die Tabelle mit den Teilnahmen.",
        )


def _check_others(archive: zipfile.ZipFile, known: set[str]) -> None:
    """Sheets in unusual places are read as well, so their extent is looked at, too."""
    for name in archive.namelist():
        plain = name.casefold()
        is_table = plain.endswith(".xml") and not plain.endswith(NO_SHEETS)
        if is_table and name not in known and b"sheetData" in (xml := archive.read(name)):
            check_sheet_extent(xml)
