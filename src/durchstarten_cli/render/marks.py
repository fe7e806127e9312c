"""Marks in a Markdown text: which citation each printed number is, and where a chart is drawn.

Private-use characters, so that no Markdown syntax and no German text can meet them; they never
reach a file. A second pair stands around what comes from settings, inquiry and dates. What is left
of a chart without its marks is its description.
"""

import re
from dataclasses import dataclass

_OPEN, _NUMBER, _CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{_OPEN}([0-9]{{1,9}}){_NUMBER}([^{_OPEN}{_NUMBER}{_CLOSE}]*){_CLOSE}")
_FROM, _TO = "\ue003", "\ue004"
_CHART, _SHOWN, _DRAWN_TO = "\ue005", "\ue006", "\ue007"
_DRAWN = re.compile(f"{_CHART}([a-z]+)\\|([^|]*)\\|(\\d*){_SHOWN}([^{_DRAWN_TO}]*){_DRAWN_TO}")
_STRAY = re.compile(f"[{_OPEN}{_NUMBER}{_CLOSE}{_FROM}{_TO}{_CHART}{_SHOWN}{_DRAWN_TO}]")
MARK_OR_STRAY = re.compile(f"{MARK.pattern}|{_STRAY.pattern}")


def mark(index: int, printed: str) -> str:
    """`printed` as the place where citation `index` stands."""
    return f"{_OPEN}{index}{_NUMBER}{without_stray(printed)}{_CLOSE}"


def strip_marks(text: str) -> str:
    """The text as it is published: what was printed stays, the marks go."""
    return without_stray(MARK.sub(r"\2", _described(text)))


def without_stray(text: str) -> str:
    """The text without single mark characters, as a stranger's text may hold them."""
    return _STRAY.sub("", text)


def known(text: str) -> str:
    """The text as something of which it is known where it comes from, though it is no figure."""
    return f"{_FROM}{text}{_TO}" if text else ""


def strip_known(text: str) -> str:
    """The text with the marks of figures only."""
    return text.replace(_FROM, "").replace(_TO, "")


def said(text: str) -> tuple[str, list[bool]]:
    """The text without marks, and of every character whether it is known where it comes from."""
    text = _described(text)
    plain, inside, position = "", 0, 0
    origins: list[bool] = []
    for match in _EDGE.finditer(text):
        piece = text[position : match.start()]
        plain, origins = plain + piece, origins + [inside > 0] * len(piece)
        inside += 1 if match[0][0] in (_OPEN, _FROM) else -1
        position = match.end()
    rest = text[position:]
    return plain + rest, origins + [inside > 0] * len(rest)


_EDGE = re.compile(f"{_OPEN}[0-9]{{1,9}}{_NUMBER}|[{_CLOSE}{_FROM}{_TO}]")


def _described(text: str) -> str:
    """The text with the descriptions of charts in their places."""
    return _DRAWN.sub(r"\4", text)


@dataclass(frozen=True)
class ChartMark:
    """The table that follows is drawn: how, with which line (name and value) and description."""

    kind: str
    description: str
    line: tuple[str, int] | None = None


def chart_mark(kind: str, description: str, line: tuple[str, int] | None = None) -> str:
    """`description` as a paragraph of its own that is drawn as a chart of the table below it."""
    name, value = line or ("", "")
    told = without_stray(description)
    return f"{_CHART}{kind}|{without_stray(name)}|{value}{_SHOWN}{told}{_DRAWN_TO}"


def chart_of(paragraph: str) -> ChartMark | None:
    """The chart that a paragraph stands for, None for any other paragraph."""
    found = _DRAWN.fullmatch(paragraph)
    if found is None:
        return None
    line = (found[2], int(found[3])) if found[3] else None
    return ChartMark(found[1], found[4], line)
