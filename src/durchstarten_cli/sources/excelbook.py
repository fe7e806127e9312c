"""What the reader does not tell of an xlsx or xlsm, sheet by sheet."""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterable

from durchstarten_cli.sources.excelsheet import SheetPart, is_filtered, scan_sheet
from durchstarten_cli.sources.padded import padded_styles
from durchstarten_cli.sources.plainxml import plain_xml
from durchstarten_cli.sources.problems import DOCTYPE, FileProblemError
from durchstarten_cli.sources.seen import SheetScan
from durchstarten_cli.sources.struck import struck_styles

BOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"
_SHEET = re.compile(rb"<(?:\w+:)?sheet [^>]*>")
_SINCE_1904 = re.compile(rb'\bdate1904="(?:1|true)"')
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")


def excel_scans(archive: zipfile.ZipFile, parts: Iterable[SheetPart]) -> dict[str, SheetScan]:
    """Scans by sheet name. Raises FileProblemError."""
    styles = plain_xml(archive.read(STYLES)) if STYLES in archive.namelist() else b""
    struck, padded = struck_styles(styles), padded_styles(styles)
    return {
        part.name: scan_sheet(plain_xml(archive.read(part.path)), part, struck, padded)
        for part in parts
    }


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The parts of all worksheets."""
    if BOOK not in archive.namelist():
        return []
    book = plain_xml(archive.read(BOOK))
    relations = plain_xml(archive.read("xl/_rels/workbook.xml.rels"))
    if b"<!DOCTYPE" in book or b"<!DOCTYPE" in relations:
        raise FileProblemError(DOCTYPE)
    parts = {a[b"Id"]: a for a in map(_attributes, _RELATION.findall(relations))}
    since_1904, found = _SINCE_1904.search(book) is not None, []
    for attributes in map(_attributes, _SHEET.findall(book)):
        relation = parts[next(attributes[key] for key in attributes if key.endswith(b":id"))]
        if relation[b"Type"].endswith(b"/worksheet"):  # there are sheets of charts as well
            part = posixpath.join("/xl", relation[b"Target"].decode()).lstrip("/")
            name = html.unescape(attributes[b"name"].decode())
            hidden = attributes.get(b"state", b"visible") != b"visible"
            filtered = _has_filtered_table(archive, part)
            found.append(SheetPart(name, part, hidden, filtered, since_1904))
    return found


def _has_filtered_table(archive: zipfile.ZipFile, part: str) -> bool:
    """Tables ("Als Tabelle formatieren") keep their filters in parts of their own."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return False
    tags = map(_attributes, _RELATION.findall(archive.read(relations)))
    targets = (posixpath.join("/", folder, tag[b"Target"].decode()) for tag in tags)
    paths = {posixpath.normpath(target).lstrip("/") for target in targets if "tables/" in target}
    return any(is_filtered(archive.read(path)) for path in paths & set(archive.namelist()))


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))
