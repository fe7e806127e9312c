"""Cells of an xlsx that are struck through."""

import re
from collections.abc import Iterator

_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\b[^>]*?/>|<(?:\w+:)?font\b.*?</(?:\w+:)?font>", re.DOTALL)
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?:\s+val=["'](?:1|true)["'])?\s*/?>""")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_FONT_OF = re.compile(rb'\bfontId="(\d+)"')
# A cell that is not empty has something between its tags.
_STYLED = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bs="(\d+)")[^>]*[^/>]>')


def struck_styles(styles: bytes) -> frozenset[int]:
    """Numbers of the cell formats in styles.xml whose font is struck through."""
    fonts, formats = _FONTS.search(styles), _FORMATS.search(styles)
    if fonts is None or formats is None or b"strike" not in fonts[0]:
        return frozenset()
    struck = {n for n, font in enumerate(_FONT.findall(fonts[0])) if _STRIKE.search(font)}
    found = (_FONT_OF.search(tag) for tag in _FORMAT.findall(formats[0]))
    return frozenset(n for n, font in enumerate(found) if font and int(font[1]) in struck)


def struck_tags(xml: bytes, styles: frozenset[int]) -> Iterator[bytes]:
    """The opening tags of a sheet's cells that are struck through."""
    if styles:
        for match in _STYLED.finditer(xml):
            if int(match[1]) in styles:
                yield match[0]
