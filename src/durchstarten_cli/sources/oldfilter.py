"""Which sheets of a workbook of Excel 97–2003 have a filter on; xlrd passes over it.

Its stream is rows of records: a kind and a size of two bytes each, then the content. A sheet with
a filter on has a record FilterMode before its cells ([MS-XLS] 2.1.7.20.5).
"""

import io
import struct
from collections.abc import Iterator

SHEET, DIMENSIONS, END, FILTER_MODE = 0x85, 0x200, 0x0A, 0x9B
"""Kinds of records: where a sheet begins, its extent, the end of a part, a filter is on."""
WORKSHEET = 0


def filtered_sheets(content: bytes) -> set[int]:
    """The numbers (from 0) of those sheets, among the worksheets; charts are none."""
    import xlrd.compdoc  # noqa: PLC0415 (only for old workbooks)

    file = xlrd.compdoc.CompDoc(content, logfile=io.StringIO())
    book, base, size = file.locate_named_stream("Workbook")
    if book is None:  # Excel 95 calls it so, and a file of before is no compound of streams
        book, base, size = file.locate_named_stream("Book")
    stream = book[base : base + size]
    listed = (content for kind, content in _records(stream, 0) if kind == SHEET)
    places = [struct.unpack_from("<I", c)[0] for c in listed if c[5] == WORKSHEET]
    return {n for n, place in enumerate(places) if _is_filtered(stream, place)}


def _is_filtered(stream: bytes, place: int) -> bool:
    for kind, _ in _records(stream, place):
        if kind in (FILTER_MODE, DIMENSIONS):
            return kind == FILTER_MODE
    return False


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """The records of the part that begins there, up to its end."""
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        if kind == END:
            return
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size
