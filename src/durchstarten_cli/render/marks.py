"""Marks around the figures in a Markdown text: they say which citation each printed number is.

Three private-use characters, so that no Markdown syntax and no German text can meet them; they
never reach a file.
"""

import re

_OPEN, _NUMBER, _CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{_OPEN}([0-9]{{1,9}}){_NUMBER}([^{_OPEN}{_NUMBER}{_CLOSE}]*){_CLOSE}")
_STRAY = re.compile(f"[{_OPEN}{_NUMBER}{_CLOSE}]")
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
