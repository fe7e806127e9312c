"""The cell formats of a binary workbook (xlsb)."""

import struct
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from durchstarten_cli.sources.binaryrecords import records, text_at
from durchstarten_cli.sources.padded import Shown, shown_by

STYLES = "xl/styles.bin"
FONT, CODE, FORMAT = 43, 44, 47
FONTS, FORMATS, END = 611, 617, 618
"""Kinds of records; what is of a cell stands between FONTS or FORMATS and the next of the three."""
STRIKE = 8


@dataclass(frozen=True)
class Formats:
    """Numbers of the cell formats that show ids -> how, and of those that strike through."""

    padded: Mapping[int, Shown]
    struck: Collection[int]


def cell_formats(styles: bytes) -> Formats:
    """The formats of styles.bin."""
    told: dict[int, list[bytes]] = defaultdict(list)
    within = 0
    for kind, content in records(styles):
        within = kind if kind in (FONTS, FORMATS, END) else within
        if kind == CODE or (kind, within) in ((FONT, FONTS), (FORMAT, FORMATS)):
            told[kind].append(content)
    shown = {struct.unpack_from("<H", c)[0]: shown_by(text_at(c, 2)[0]) for c in told[CODE]}
    struck = {n for n, font in enumerate(told[FONT]) if font[2] & STRIKE}
    formats = [struct.unpack_from("<HH", content, 2) for content in told[FORMAT]]
    return Formats(
        {n: how for n, (code, _) in enumerate(formats) if (how := shown.get(code))},
        {n for n, (_, font) in enumerate(formats) if font in struck},
    )
