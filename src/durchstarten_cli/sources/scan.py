"""What the reader of workbooks does not tell: error cells, formulas without result, hidden parts.

An error cell read as empty would turn "left on an unreadable day" into "still there", and a sheet
of two far corners would make the reader ask for more memory than there is: so both are looked for
in the sheet's XML first.
"""

import io
import re
import string
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from durchstarten_cli.sources.binarybook import BOOK, binary_scans
from durchstarten_cli.sources.opendocument import table_scans
from durchstarten_cli.sources.padded import Shown, padded_styles, padded_tags
from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.sources.seen import (
    ACTIVE_FILTER,
    HIDDEN_COLUMNS,
    HIDDEN_ROWS,
    HIDDEN_SHEET,
    SheetScan,
)
from durchstarten_cli.sources.struck import struck_rows, struck_styles
from durchstarten_cli.tables import Area

MAX_UNPACKED = 2_000_000_000
SUSPECT_SIZE, MAX_RATIO = 100_000_000, 150
"""Tables of records shrink to a tenth; what shrinks far more holds nothing but one thing."""
MAX_ENTRIES = 10_000
MAX_CELLS = 60_000_000
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, KeyError,
    NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip
FAR_CELL = (
    "Ein Blatt reicht bis in eine weit entfernte, fast leere Zelle.",
    "Bitte löschen Sie die leeren Zeilen und Spalten hinter der Tabelle "
    "und senden Sie die Datei erneut.",
)
DOCTYPE = "Die Datei enthält eine unzulässige Dokumenttyp-Angabe."
STYLES = "xl/styles.xml"
NO_SHEETS = ("sharedstrings.xml", "styles.xml", "content.xml")

_SHEET = re.compile(rb"<sheet [^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")
_ERROR = re.compile(rb'<(?:\w+:)?c [^>]*\bt="e"[^>]*>')
_FORMULA = re.compile(
    rb"(<(?:\w+:)?c [^>]*>)<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
# Only references far out: three letters, or a row of six digits and more; there are few of them.
_FAR = re.compile(rb"""\br=["'](?:([A-Z]{3})(\d{1,7})|[A-Z]{1,2}(\d{6,7}))["']""")
_TWO_LETTERS = re.compile(rb"""\br=["']([A-Z]{2})\d""")
# Looking for a text is far quicker than for a pattern: all letters as A, digits as 0, quotes as ".
_SHAPE = bytes.maketrans(
    (string.ascii_uppercase + string.digits + "'").encode(), b"A" * 26 + b"0" * 10 + b'"'
)
_FAR_SHAPES = (b'r="AA', b'r="A000000')
_LAST_ROW = re.compile(rb"""<(?:\w+:)?row [^>]*\br=["'](\d+)""")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell [^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_HIDDEN_ROW = re.compile(rb'<row [^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<col [^>]*\bhidden="(?:1|true)"')


def scan(content: bytes) -> dict[str, SheetScan]:
    """Scans by sheet name of any kind of workbook but xls. Raises FileProblemError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            if "content.xml" in archive.namelist():
                return _scan_tables(archive.read("content.xml"))
            if BOOK in archive.namelist():
                return binary_scans(archive, MAX_CELLS, FAR_CELL)
            return _scan_sheets(archive)
    except ZIP_ERRORS:
        raise FileProblemError(
            "Die Datei ist beschädigt oder keine Excel-Arbeitsmappe.",
            "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
        ) from None


def _scan_sheets(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Scans of an xlsx or xlsm."""
    names = archive.namelist()
    parts = _parts(archive) if "xl/workbook.xml" in names else []
    _check_others(archive, {part for _, part, _ in parts})
    styles = archive.read(STYLES) if STYLES in names else b""
    struck, padded = struck_styles(styles), padded_styles(styles)
    return {name: _scan_sheet(archive.read(p), h, struck, padded) for name, p, h in parts}


def _scan_tables(content: bytes) -> dict[str, SheetScan]:
    """Scans of a spreadsheet of LibreOffice."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileProblemError(DOCTYPE)
    found = {}
    for table in table_scans(content):
        if table.rows * table.columns > MAX_CELLS:
            raise FileProblemError(*FAR_CELL)
        parts = [
            (table.hidden, HIDDEN_SHEET),
            (table.hidden_rows, HIDDEN_ROWS),
            (table.hidden_columns, HIDDEN_COLUMNS),
        ]
        hidden = ", ".join(text for holds, text in parts if holds)
        struck, merged = frozenset(table.struck), tuple(table.merged)
        found[table.name] = SheetScan(table.broken, hidden, struck, table.padded, merged)
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
            _check_extent(xml)


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """Name, part and hidden state of every worksheet."""
    book = archive.read("xl/workbook.xml")
    relations = archive.read("xl/_rels/workbook.xml.rels")
    if b"<!DOCTYPE" in book or b"<!DOCTYPE" in relations:
        raise FileProblemError(DOCTYPE)
    targets = {a[b"Id"]: a[b"Target"] for a in map(_attributes, _RELATION.findall(relations))}
    found = []
    for attributes in map(_attributes, _SHEET.findall(book)):
        target = targets[attributes[b"r:id"]].decode().lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if "worksheets/" in part:
            name = _unescaped(attributes[b"name"].decode())
            found.append((name, part, attributes.get(b"state", b"visible") != b"visible"))
    return found


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _unescaped(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, char)
    return text.replace("&amp;", "&")


def _scan_sheet(
    xml: bytes, hidden_sheet: bool, struck: frozenset[int], padded: Mapping[bytes, Shown]
) -> SheetScan:
    if xml.find(b"<!DOCTYPE", 0, xml.find(b"sheetData")) >= 0:
        raise FileProblemError(DOCTYPE)
    _check_extent(xml)
    tags = [(tag, "error") for tag in _ERROR.findall(xml)] if b't="e"' in xml else []
    if b"<f" in xml or b":f" in xml:
        # An empty result is one, too: Excel writes it as text.
        found = _FORMULA.findall(xml)
        tags += [(tag, "formula") for tag, empty in found if not (empty and b't="str"' in tag)]
    broken = {place: kind for tag, kind in tags if (place := _place(tag)) is not None}
    zeros = {p: width for tag, width in padded_tags(xml, padded) if (p := _place(tag)) is not None}
    hidden, merged = _hidden(xml, hidden_sheet), tuple(_merged(xml))
    return SheetScan(broken, hidden, struck_rows(xml, struck), zeros, merged)


def _merged(xml: bytes) -> Iterator[Area]:
    """Cells merged over several rows; they stand behind the rows."""
    for left, first, right, last in _MERGED.findall(xml, max(xml.rfind(b"mergeCells "), 0)):
        if int(last) > int(first):
            yield Area(int(first) - 1, _column(left), int(last) - 1, _column(right))


def _place(tag: bytes) -> tuple[int, int] | None:
    match = _CELL.search(tag)
    return (int(match[2]) - 1, _column(match[1])) if match else None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _check_extent(xml: bytes) -> None:
    """Refuse sheets whose used area is far larger than their content (one far cell suffices)."""
    rows, columns = [_last_row(xml)], [25]
    if (start := _first_far(xml)) is not None:
        for letters, row, other_row in _FAR.findall(xml, start):
            rows.append(int(row or other_row))
            columns.append(_column(letters) if letters else 25)
        if max(rows) * 702 > MAX_CELLS:
            columns += map(_column, set(_TWO_LETTERS.findall(xml, start)))
    if max(rows) * (max(columns) + 1) > MAX_CELLS:
        raise FileProblemError(*FAR_CELL)


def _first_far(xml: bytes) -> int | None:
    """Where the first reference may stand that the patterns are after; most sheets have none."""
    shape = xml.translate(_SHAPE)
    found = [place for sign in _FAR_SHAPES if (place := shape.find(sign)) >= 0]
    return min(found, default=None)


def _last_row(xml: bytes) -> int:
    start = max(xml.rfind(b"<row "), xml.rfind(b":row "), 1) - 8
    last = [int(row) for row in _LAST_ROW.findall(xml, max(start, 0))]
    return max(last, default=0)


def _hidden(xml: bytes, hidden_sheet: bool) -> str:
    parts = [
        (hidden_sheet, HIDDEN_SHEET),
        (b"hidden=" in xml and _HIDDEN_ROW.search(xml) is not None, HIDDEN_ROWS),
        (b"hidden=" in xml and _HIDDEN_COLUMN.search(xml) is not None, HIDDEN_COLUMNS),
        (b"<filterColumn" in xml, ACTIVE_FILTER),
    ]
    return ", ".join(text for holds, text in parts if holds)
