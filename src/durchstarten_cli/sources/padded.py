"""Numbers that a format shows with leading zeros ("0007", "TN-0007"): ids, as people see them."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Shown(NamedTuple):
    """How a whole number is shown: what stands before it, and with how many digits at least."""

    before: str
    digits: int


_CODE = re.compile(r'(?:\[\$[^\]]*\])?((?:"[^"]*"|\\.|[- ])*)(0+)(?:;.*)?', re.DOTALL)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_SEEN = re.compile(r"(\D*)(\d+)")
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_CODES = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CODE_OF = re.compile(rb'\bformatCode="([^"]*)"')
_NUMBER_OF = re.compile(rb'\bnumFmtId="(\d+)"')
_STYLED = re.compile(rb'<(?:\w+:)?c (?=[^>]*\bs="(\d+)")[^>]*>')


def shown_by(code: str) -> Shown | None:
    """What a format of Excel shows, None where that is no id: nothing but digits, or an amount."""
    match = _CODE.fullmatch(code)
    return _as_id(_QUOTED.sub(r"\1\2", match[1]), len(match[2])) if match else None


def shown_as(text: str, number: str) -> Shown | None:
    """The same by how a number is seen in its cell."""
    match = _SEEN.fullmatch(text)
    if match is None or not number.isdecimal() or int(match[2]) != int(number):
        return None
    zeros = len(match[2]) if match[2].startswith("0") else 1
    return _as_id(match[1], zeros)


def _as_id(before: str, digits: int) -> Shown | None:
    named = any(sign.isalpha() for sign in before)
    return Shown(before, digits) if named or (digits > 1 and not before) else None


def padded_styles(styles: bytes) -> dict[bytes, Shown]:
    """Numbers of the cell formats in the styles.xml of an xlsx that show ids -> how."""
    shown = dict(_codes(styles))
    formats = _FORMATS.search(styles)
    if not shown or formats is None:
        return {}
    found = (_NUMBER_OF.search(tag) for tag in _FORMAT.findall(formats[0]))
    return {
        b"%d" % number: shown[match[1]]
        for number, match in enumerate(found)
        if match and match[1] in shown
    }


def _codes(styles: bytes) -> Iterator[tuple[bytes, Shown]]:
    for tag in _CODES.findall(styles):
        code, number = _CODE_OF.search(tag), _NUMBER_OF.search(tag)
        text = code[1].decode(errors="replace").replace("&quot;", '"') if code else ""
        if number and (how := shown_by(text)):
            yield number[1], how


def padded_tags(xml: bytes, styles: Mapping[bytes, Shown]) -> Iterator[tuple[bytes, Shown]]:
    """The opening tags of a sheet's cells that are shown so, and how."""
    if styles:
        for match in _STYLED.finditer(xml):
            if match[1] in styles:
                yield match[0], styles[match[1]]
