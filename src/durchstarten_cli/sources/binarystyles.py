"""The cell formats of a binary workbook (xlsb)."""

import struct

from durchstarten_cli.sources.binaryrecords import records, text_at
from durchstarten_cli.sources.padded import Shown, shown_by

STYLES = "xl/styles.bin"
CODE, FORMAT, FORMATS, END = 44, 47, 617, 618
"""Kinds of records; a format is of a cell between FORMATS and END, elsewhere of a named style."""


def padded_formats(styles: bytes) -> dict[int, Shown]:
    """Numbers of the cell formats that show ids -> how."""
    shown, found = dict[int, Shown](), dict[int, Shown]()
    number = -1
    for kind, content in records(styles):
        if kind == CODE and (how := shown_by(text_at(content, 2)[0])):
            shown[struct.unpack_from("<H", content)[0]] = how
        elif kind in (FORMATS, END):
            number = 0 if kind == FORMATS else -1
        elif kind == FORMAT and number >= 0:
            (code,) = struct.unpack_from("<H", content, 2)
            found |= {number: shown[code]} if code in shown else {}
            number += 1
    return found
