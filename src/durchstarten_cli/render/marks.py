"""Marks around the figures in a Markdown text: they say which citation each printed number is.

Private-use characters, so that no Markdown syntax and no German text can meet them; they never
reach a file. A second pair stands around what comes from settings, inquiry and dates.
"""

import re

_OPEN, _NUMBER, _CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{_OPEN}([0-9]{{1,9}}){_NUMBER}([^{_OPEN}{_NUMBER}{_CLOSE}]*){_CLOSE}")
_FROM, _TO = "\ue003", "\ue004"
_STRAY = re.compile(f"[{_OPEN}{_NUMBER}{_CLOSE}{_FROM}{_TO}]")
MARK_OR_STRAY = re.compile(f"{MARK.pattern}|{_STRAY.pattern}")


def mark(index: int, printed: str) -> str:
    """`printed` as the place where citation `index` stands."""
    return f"{_OPEN}{index}{_NUMBER}{without_stray(printed)}{_CLOSE}"


def strip_marks(text: str) -> str:
    """The text as it is published: what was printed stays, the marks go."""
    return without_stray(MARK.sub(r"\2", text))


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
