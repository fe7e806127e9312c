"""What the reader does not tell of a binary workbook (xlsb): errors, hidden parts, extent."""

import posixpath
import re
import struct
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field

from durchstarten_cli.sources.binaryrecords import records, text_at
from durchstarten_cli.sources.binarystyles import STYLES, Formats, cell_formats
from durchstarten_cli.sources.padded import Shown
from durchstarten_cli.sources.problems import check_extent
from durchstarten_cli.sources.seen import SheetScan, hidden_parts
from durchstarten_cli.tables import Area

BOOK, RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
PROPERTIES, BUNDLE = 153, 156
ROW, FIRST_CELL, LAST_CELL, COLUMNS, FILTER, MERGED = 0, 1, 11, 60, 163, 176
BLANK, ERRORS = 1, (3, 11)
"""Kinds of records: cells are those from 1 to 11; an error as a value and as a formula's result."""
_RELATION = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


@dataclass
class _Sheet:
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: bool = False
    hidden_columns: bool = False
    filtered: bool = False
    rows: int = 0
    columns: int = 0
    merged: list[Area] = field(default_factory=list)
    struck: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    padded: dict[tuple[int, int], Shown] = field(default_factory=dict)


def binary_scans(archive: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Scans by sheet name. Raises FileProblemError for a sheet that reaches too far."""
    tags = _RELATION.findall(archive.read(RELATIONS))
    targets = {a[b"Id"].decode(): a[b"Target"].decode() for a in (_attributes(t) for t in tags)}
    styles = archive.read(STYLES) if STYLES in archive.namelist() else b""
    formats = cell_formats(styles)
    found = {}
    since_1904 = False
    for kind, content in records(archive.read(BOOK)):
        if kind == PROPERTIES:
            since_1904 = bool(content[0] & 1)
        elif kind == BUNDLE:
            state, relation, name = _bundle(content)
            part = posixpath.normpath(posixpath.join("xl", targets[relation])).lstrip("/")
            sheet = _scan(archive.read(part), formats)
            check_extent(sheet.rows, sheet.columns)
            found[name] = _seen(sheet, state != 0, since_1904)
    return found


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _bundle(content: bytes) -> tuple[int, str, str]:
    """State, relation and name of a sheet."""
    (state,) = struct.unpack_from("<I", content)
    relation, position = text_at(content, 8)
    return state, relation, text_at(content, position)[0]


def _scan(part: bytes, formats: Formats) -> _Sheet:
    sheet, row = _Sheet(), 0
    for kind, content in records(part):
        if kind == ROW:
            row = int.from_bytes(content[:4], "little")
            sheet.hidden_rows |= bool(content[11] & 0x10)
        elif FIRST_CELL <= kind <= LAST_CELL:
            column = int.from_bytes(content[:4], "little")
            sheet.rows, sheet.columns = row + 1, max(sheet.columns, column + 1)
            look = int.from_bytes(content[4:7], "little")
            if kind in ERRORS:
                sheet.broken[row, column] = "error"
            elif how := formats.padded.get(look):
                sheet.padded[row, column] = how
            if look in formats.struck:
                sheet.struck[column].append(row)
        elif kind == COLUMNS:
            sheet.hidden_columns |= bool(content[16] & 1)
        elif kind == FILTER:
            sheet.filtered = True
        elif kind == MERGED:
            top, bottom, left, right = struct.unpack("<4I", content)
            sheet.merged += [Area(top, left, bottom, right)] if bottom > top else []
    return sheet


def _seen(sheet: _Sheet, unseen: bool, since_1904: bool) -> SheetScan:
    hidden = hidden_parts(
        sheet=unseen,
        rows=sheet.hidden_rows,
        columns=sheet.hidden_columns,
        filtered=sheet.filtered,
    )
    merged = tuple(sheet.merged)
    return SheetScan(sheet.broken, hidden, sheet.struck, sheet.padded, merged, since_1904)
