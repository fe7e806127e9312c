"""Rows of an xlsx that are struck through: people mean them to be deleted."""

import re
from collections import Counter

_FONTS = re.compile(rb"<fonts\b.*?</fonts>", re.DOTALL)
_FONT = re.compile(rb"<font\b[^>]*?/>|<font\b.*?</font>", re.DOTALL)
_STRIKE = re.compile(rb"""<strike\s*/>|<strike\s+val=["'](?:1|true)["']\s*/?>""")
_FORMATS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<xf\b[^>]*>")
_FONT_OF = re.compile(rb'\bfontId="(\d+)"')
# A cell that is not empty has something between its tags.
_FILLED = re.compile(rb"<c ([^>]*[^/>])>(?!</c>)")
_ROW = re.compile(rb'\br="[A-Z]{1,3}(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')


def struck_styles(styles: bytes) -> frozenset[int]:
    """Numbers of the cell formats in styles.xml whose font is struck through."""
    fonts, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if fonts is None or formats is None or b"<strike" not in fonts[0]:
        return frozenset()
    struck = {n for n, font in enumerate(_FONT.findall(fonts[0])) if _STRIKE.search(font)}
    found = (_FONT_OF.search(tag) for tag in _FORMAT.findall(formats[0]))
    return frozenset(n for n, font in enumerate(found) if font and int(font[1]) in struck)


def struck_rows(xml: bytes, styles: frozenset[int]) -> frozenset[int]:
    """Rows (from 0) of a sheet all of whose entries are struck through."""
    if not styles:
        return frozenset()
    filled, struck = Counter[int](), Counter[int]()
    for attributes in _FILLED.findall(xml):
        row, style = _ROW.search(attributes), _STYLE.search(attributes)
        if row is None:
            continue
        number = int(row[1]) - 1
        filled[number] += 1
        struck[number] += style is not None and int(style[1]) in styles
    return frozenset(row for row, number in struck.items() if number == filled[row])
