"""What the reader does not tell of a binary workbook (xlsb): errors, hidden parts, extent.

Its parts are rows of records: a kind and a size of up to two and four bytes, seven bits each, then
the content ([MS-XLSB] 2.1.4).
"""

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.sources.seen import HIDDEN_COLUMNS, HIDDEN_ROWS, HIDDEN_SHEET, SheetScan
from durchstarten_cli.tables import Area

BOOK, RELATIONS = "xl/workbook.bin", "xl/_rels/workbook.bin.rels"
ROW, FIRST_CELL, LAST_CELL, COLUMNS, BUNDLE, MERGED = 0, 1, 11, 60, 156, 176
BLANK, ERRORS = 1, (3, 11)
"""Kinds of records: cells are those from 1 to 11; an error as a value and as a formula's result."""
_RELATION = re.compile(rb"<(?:\w+:)?Relationship [^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')


@dataclass
class _Sheet:
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: bool = False
    hidden_columns: bool = False
    rows: int = 0
    columns: int = 0
    merged: list[Area] = field(default_factory=list)


def binary_scans(
    archive: zipfile.ZipFile, max_cells: int, too_far: tuple[str, str]
) -> dict[str, SheetScan]:
    """Scans by sheet name. Raises FileProblemError for a sheet that reaches too far."""
    tags = _RELATION.findall(archive.read(RELATIONS))
    targets = {a[b"Id"].decode(): a[b"Target"].decode() for a in (_attributes(t) for t in tags)}
    found = {}
    for kind, content in _records(archive.read(BOOK)):
        if kind == BUNDLE:
            state, relation, name = _bundle(content)
            part = posixpath.normpath(posixpath.join("xl", targets[relation])).lstrip("/")
            found[name] = _scan(archive.read(part), state != 0, max_cells, too_far)
    return found


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    position, end = 0, len(part)
    while position < end:
        kind, position = _number(part, position, 2)
        size, position = _number(part, position, 4)
        yield kind, part[position : position + size]
        position += size


def _number(part: bytes, position: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 7 * most, 7):
        byte = part[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return value, position


def _bundle(content: bytes) -> tuple[int, str, str]:
    """State, relation and name of a sheet."""
    (state,) = struct.unpack_from("<I", content)
    relation, position = _text(content, 8)
    return state, relation, _text(content, position)[0]


def _text(content: bytes, position: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", content, position)
    end = position + 4 + 2 * length
    return content[position + 4 : end].decode("utf-16-le"), end


def _scan(part: bytes, unseen: bool, max_cells: int, too_far: tuple[str, str]) -> SheetScan:
    sheet, row = _Sheet(), 0
    for kind, content in _records(part):
        if kind == ROW:
            row = int.from_bytes(content[:4], "little")
            sheet.hidden_rows |= bool(content[11] & 0x10)
        elif FIRST_CELL <= kind <= LAST_CELL:
            column = int.from_bytes(content[:4], "little")
            sheet.rows, sheet.columns = row + 1, max(sheet.columns, column + 1)
            if kind in ERRORS:
                sheet.broken[row, column] = "error"
        elif kind == COLUMNS:
            sheet.hidden_columns |= bool(content[16] & 1)
        elif kind == MERGED:
            top, bottom, left, right = struct.unpack("<4I", content)
            sheet.merged += [Area(top, left, bottom, right)] if bottom > top else []
    if sheet.rows * sheet.columns > max_cells:
        raise FileProblemError(*too_far)
    parts = [
        (unseen, HIDDEN_SHEET),
        (sheet.hidden_rows, HIDDEN_ROWS),
        (sheet.hidden_columns, HIDDEN_COLUMNS),
    ]
    hidden = ", ".join(text for holds, text in parts if holds)
    return SheetScan(sheet.broken, hidden, merged=tuple(sheet.merged))
