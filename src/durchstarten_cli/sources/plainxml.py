"""The XML of a workbook as Excel writes it.

Patterns are quick to look for, but hold for one way of writing only. Some programs leave out the
places of cells, quote with ' or put line breaks into tags: their parts are written anew first, else
an error in a cell would be taken for an empty one.
"""

from lxml import etree

from durchstarten_cli.cells import address
from durchstarten_cli.sources.problems import DOCTYPE, FileProblemError

SAMPLE = 100_000
"""Bytes of cells by which a way of writing is told: a program writes all of them alike."""
MOST = 50_000_000
"""Larger ones would take gigabytes."""
TOO_LARGE = (
    "Die Datei ist sehr groß und ungewöhnlich aufgebaut.",
    "Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.",
)


def plain_xml(part: bytes) -> bytes:
    """A part with a place in every cell, attributes in " and tags on one line.

    Raises FileProblemError, and ValueError where it is no XML.
    """
    if _is_plain(part):
        return part
    if len(part) > MOST:
        raise FileProblemError(*TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("no proper XML") from error
    if root.getroottree().docinfo.doctype:
        raise FileProblemError(DOCTYPE)
    _add_places(root)
    written: bytes = etree.tostring(root, encoding="UTF-8")
    return written


def _is_plain(part: bytes) -> bool:
    start = max(part.find(b"sheetData"), 0)
    head, cells = part[: min(start, SAMPLE)], part[start : start + SAMPLE]
    cells = cells[: cells.rfind(b">")]  # no tag is cut
    tags = cells.count(b"<c ") + cells.count(b":c ")
    placed = cells.count(b'<c r="') + cells.count(b':c r="')
    odd = (b"='", b"<c>", b":c>", b"<c\n", b"<c\r", b"<c\t", b"<row\n", b"<row\r")
    return tags == placed and not any(sign in head + cells for sign in odd)


def _add_places(root: etree._Element) -> None:
    number = 0
    for row in root.iter("{*}row"):
        number, column = int(row.get("r", number + 1)), 0
        for cell in row.iterchildren("{*}c"):
            column = _column(cell.get("r", "")) or column + 1
            cell.set("r", address(number, column))


def _column(place: str) -> int:
    """The number of the column that a place names, 0 without one."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
