"""Numbers of an xlsx that a format shows with leading zeros ("0007"): ids, as people see them."""

import re
from collections.abc import Iterator, Mapping

_ZEROS = re.compile(rb'<numFmt\b(?=[^>]*\bformatCode="(0{2,})")[^>]*\bnumFmtId="(\d+)"')
_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<xf\b[^>]*>")
_FORMAT_OF = re.compile(rb'\bnumFmtId="(\d+)"')
_STYLED = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bs="(\d+)")[^>]*>')


def padded_styles(styles: bytes) -> dict[bytes, int]:
    """Numbers of the cell formats in styles.xml that show nothing but digits -> how many."""
    widths = {number: len(code) for code, number in _ZEROS.findall(styles)}
    formats = _FORMATS.search(styles)
    if not widths or formats is None:
        return {}
    found = (_FORMAT_OF.search(tag) for tag in _FORMAT.findall(formats[0]))
    return {
        b"%d" % number: widths[match[1]]
        for number, match in enumerate(found)
        if match and match[1] in widths
    }


def padded_tags(xml: bytes, styles: Mapping[bytes, int]) -> Iterator[tuple[bytes, int]]:
    """The opening tags of a sheet's cells that are shown so, and with how many digits."""
    if styles:
        for match in _STYLED.finditer(xml):
            if match[1] in styles:
                yield match[0], styles[match[1]]
