"""What the reader does not tell of a spreadsheet of LibreOffice: errors, empty formulas, extent."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from lxml import etree

from durchstarten_cli.sources.padded import Shown, shown_as
from durchstarten_cli.sources.problems import check_extent
from durchstarten_cli.tables import Area

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
FIRST_DAY = f"{TABLE}null-date"
TAGS = (f"{TABLE}table", f"{TABLE}table-row", f"{TABLE}table-column", f"{STYLE}style", FIRST_DAY)
_ERROR = re.compile(r"#[A-ZÄÖÜ/0-9_]+[!?]?|Err:\d+|Fehler:\d+")


@dataclass
class TableScan:
    """One table: places of broken cells (from 0), what is hidden, and how far it is filled.

    `struck` are cells that are struck through, column -> rows; `merged` cells over several rows.
    """

    name: str
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: bool = False
    hidden_columns: bool = False
    hidden: bool = False
    filtered: bool = False
    struck: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    padded: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    since_1904: bool = False
    rows: int = 0
    columns: int = 0


def table_scans(content: bytes) -> Iterator[TableScan]:
    """Every table of a content.xml. Raises ValueError where that is no proper XML."""
    found, row, struck, unseen = TableScan(""), 0, set[str | None](), set[str | None]()
    since_1904 = False
    try:
        events = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            tag=TAGS,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
        )
        for event, element in events:
            if element.tag == f"{TABLE}table" and event == "start":
                name, style = (element.get(f"{TABLE}{key}", "") for key in ("name", "style-name"))
                found, row = TableScan(name, hidden=style in unseen), 0
                found.since_1904 = since_1904
            elif event == "start":
                continue
            elif element.tag == FIRST_DAY:
                since_1904 = element.get(f"{TABLE}date-value", "").startswith("1904")
            elif element.tag == f"{STYLE}style":
                struck |= {element.get(f"{STYLE}name")} if _strikes(element) else set()
                unseen |= {element.get(f"{STYLE}name")} if _hides(element) else set()
            elif element.tag == f"{TABLE}table-row":
                _look_at_row(element, row, found, struck)
                row += _times(element, "rows")
                element.clear()
            elif element.tag == f"{TABLE}table-column":
                found.hidden_columns |= _is_hidden(element)
            else:
                yield found
    except etree.XMLSyntaxError as error:
        raise ValueError("no proper XML") from error


def _strikes(style: etree._Element) -> bool:
    """Whether a style of cells strikes through."""
    return any(
        part.get(f"{STYLE}text-line-through-style", "none") != "none" for part in style.iter()
    )


def _hides(style: etree._Element) -> bool:
    """Whether a style of tables hides its sheet."""
    return any(part.get(f"{TABLE}display") == "false" for part in style)


def _look_at_row(
    element: etree._Element, row: int, found: TableScan, struck: set[str | None]
) -> None:
    column, rows, filled = 0, range(row, row + _times(element, "rows")), False
    for cell in element:
        times = _times(cell, "columns")
        if _is_filled(cell):
            filled = True
            found.columns = max(found.columns, column + times)
            check_extent(rows.stop, found.columns)
            _look_at_cell(cell, rows, range(column, column + times), found, struck)
        if (down := int(cell.get(f"{TABLE}number-rows-spanned", "1"))) > 1:
            across = int(cell.get(f"{TABLE}number-columns-spanned", "1"))
            found.merged.append(Area(row, column, row + down - 1, column + across - 1))
        column += times
    if filled:
        found.rows = rows.stop
        found.hidden_rows |= _is_hidden(element)
        found.filtered |= element.get(f"{TABLE}visibility") == "filter"


def _is_filled(cell: etree._Element) -> bool:
    kinds = (f"{OFFICE}value-type", f"{TABLE}formula")
    return cell.find(f"{TEXT}p") is not None or any(cell.get(kind) for kind in kinds)


def _look_at_cell(
    cell: etree._Element, rows: range, columns: range, found: TableScan, struck: set[str | None]
) -> None:
    """What is to be told of a filled cell, in all rows and columns that it stands for."""
    if kind := _broken(cell) if cell.get(f"{TABLE}formula") else None:
        found.broken |= dict.fromkeys(product(rows, columns), kind)
    elif cell.get(f"{OFFICE}value-type") == "float" and (how := _shown(cell)):
        found.padded |= dict.fromkeys(product(rows, columns), how)
    if cell.get(f"{TABLE}style-name") in struck:
        for column in columns:
            found.struck[column] += rows


def _broken(cell: etree._Element) -> str | None:
    """What is wrong with a formula: its result is an error, or there is none."""
    text = _text(cell)
    if cell.get(f"{CALC}value-type") == "error" or _ERROR.fullmatch(text):
        return "error"
    return "formula" if cell.get(f"{OFFICE}value-type") is None and not text else None


def _text(cell: etree._Element) -> str:
    """What is seen in a cell; a comment is none of it."""
    return "\n".join("".join(line.itertext()) for line in cell.iterchildren(f"{TEXT}p"))


def _shown(cell: etree._Element) -> Shown | None:
    """How the number of a cell is seen, if that is an id."""
    return shown_as(_text(cell), cell.get(f"{OFFICE}value", ""))


def _times(element: etree._Element, what: str) -> int:
    return int(element.get(f"{TABLE}number-{what}-repeated", "1"))


def _is_hidden(element: etree._Element) -> bool:
    return bool(element.get(f"{TABLE}visibility", "visible") != "visible")
