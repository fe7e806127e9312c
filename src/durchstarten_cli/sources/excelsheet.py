"""What the XML of one sheet of an xlsx tells: errors, formulas without result, what is hidden."""

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from durchstarten_cli.sources.padded import Shown, padded_tags
from durchstarten_cli.sources.problems import DOCTYPE, MAX_CELLS, FileProblemError, check_extent
from durchstarten_cli.sources.seen import SheetScan, hidden_parts
from durchstarten_cli.sources.struck import struck_tags
from durchstarten_cli.tables import Area

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
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row [^>]*\bhidden="(?:1|true)"')
_FILTER = re.compile(rb"<(?:\w+:)?filterColumn\b[^>]*[^/>]>")
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col [^>]*\bhidden="(?:1|true)"')


@dataclass(frozen=True)
class SheetPart:
    """Name of a worksheet, where it lies in the file, and what does not stand in it itself.

    `filtered`: a table on it has a filter on; `since_1904`: the workbook counts days so.
    """

    name: str
    path: str
    hidden: bool
    filtered: bool
    since_1904: bool


def scan_sheet(
    xml: bytes, part: SheetPart, struck: frozenset[int], padded: Mapping[bytes, Shown]
) -> SheetScan:
    """What the XML of a sheet tells, beside what its `part` does. Raises FileProblemError."""
    if xml.find(b"<!DOCTYPE", 0, xml.find(b"sheetData")) >= 0:
        raise FileProblemError(DOCTYPE)
    check_sheet_extent(xml)
    tags = [(tag, "error") for tag in _ERROR.findall(xml)] if b't="e"' in xml else []
    if b"<f" in xml or b":f" in xml:
        # An empty result is one, too: Excel writes it as text.
        found = _FORMULA.findall(xml)
        tags += [(tag, "formula") for tag, empty in found if not (empty and b't="str"' in tag)]
    broken = {place: kind for tag, kind in tags if (place := _place(tag)) is not None}
    zeros = {p: width for tag, width in padded_tags(xml, padded) if (p := _place(tag)) is not None}
    hidden, merged = _hidden(xml, part), tuple(_merged(xml))
    crossed: dict[int, list[int]] = defaultdict(list)
    for row, column in filter(None, map(_place, struck_tags(xml, struck))):
        crossed[column].append(row)
    return SheetScan(broken, hidden, crossed, zeros, merged, part.since_1904)


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


def check_sheet_extent(xml: bytes) -> None:
    """Look for far cells before anything is read."""
    rows, columns = [_last_row(xml)], [25]
    if (start := _first_far(xml)) is not None:
        for letters, row, other_row in _FAR.findall(xml, start):
            rows.append(int(row or other_row))
            columns.append(_column(letters) if letters else 25)
        if max(rows) * 702 > MAX_CELLS:
            columns += map(_column, set(_TWO_LETTERS.findall(xml, start)))
    check_extent(max(rows), max(columns) + 1)


def _first_far(xml: bytes) -> int | None:
    """Where the first reference may stand that the patterns are after; most sheets have none."""
    shape = xml.translate(_SHAPE)
    found = [place for sign in _FAR_SHAPES if (place := shape.find(sign)) >= 0]
    return min(found, default=None)


def _last_row(xml: bytes) -> int:
    start = max(xml.rfind(b"<row "), xml.rfind(b":row "), 1) - 8
    last = [int(row) for row in _LAST_ROW.findall(xml, max(start, 0))]
    return max(last, default=0)


def _hidden(xml: bytes, part: SheetPart) -> str:
    some = b"hidden=" in xml
    return hidden_parts(
        sheet=part.hidden,
        rows=some and _HIDDEN_ROW.search(xml) is not None,
        columns=some and _HIDDEN_COLUMN.search(xml) is not None,
        filtered=part.filtered or is_filtered(xml),
    )


def is_filtered(xml: bytes) -> bool:
    """Whether a filter is on in a sheet or in a table on it; its buttons alone are none."""
    return b"filterColumn" in xml and _FILTER.search(xml) is not None
