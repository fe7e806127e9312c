"""In which encoding a text was written: by its mark, by what is possible, by its German letters."""

import string
from collections.abc import Iterator

import numpy as np

from durchstarten_cli.sources.problems import FileProblemError

NO_TEXT = "Die Datei ist keine Tabelle und kein Text."
UNREADABLE = "Die Zeichencodierung der Datei ist nicht lesbar."
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAMPLE = 2_000
"""Bytes at the beginning by which UTF-16 without a mark is told."""
BLOCK = 1 << 20
"""Bytes that are looked at together: few enough to stay near the processor."""
# ü ä ö Ä Ö Ü within words, also before ß, and Ö Ü at their beginning. In the other of the two they
# are quotation marks and signs, which stand at the edge of words, or nothing at all.
_DOS_LETTERS = list("üäöÄÖÜ".encode("cp850"))
_WINDOWS_LETTERS = list("äöüÄÖÜß".encode("cp1252"))
_DOS_OPENING, _DOS_SZ = list("ÖÜ".encode("cp850")), "ß".encode("cp850")[0]
_IS_LETTER = np.isin(np.arange(256), list(string.ascii_letters.encode()))
_IS_SMALL = np.isin(np.arange(256), list(string.ascii_lowercase.encode()))
_GARBLED = ("Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã„", "Ã–", "Ãœ")
"""UTF-8 read as Windows-1252 and saved so."""
_LOST = "\ufffd▄▀"
"""The sign for letters that were lost, and the blocks that Ü and ß become on DOS."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises FileProblemError where there is none."""
    for encoding, name in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise FileProblemError(UNREADABLE)


def _candidates(content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(UTF16_MARKS):
        yield "utf-16", "UTF-16"
    elif b"\0" in content[:SAMPLE]:
        yield _without_mark(content[:SAMPLE])
    else:
        yield "utf-8-sig", "UTF-8"
        yield ("cp850", "DOS (Codepage 850)") if _is_dos(content) else ("cp1252", "Windows-1252")


def _without_mark(start: bytes) -> tuple[str, str]:
    """Most letters of a German table have a zero as the upper one of their two bytes."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < len(start) // 3:
        binary = b"\0" in start[:4]
        raise FileProblemError(NO_TEXT if binary else UNREADABLE)
    return ("utf-16-be" if even > odd else "utf-16-le"), "UTF-16"


def _is_dos(content: bytes) -> bool:
    """Whether more signs within words are letters of DOS than of Windows."""
    found, begun = np.zeros(256, dtype=np.int64), np.zeros(256, dtype=np.int64)
    for start in range(0, len(content), BLOCK):
        signs = np.frombuffer(content[start : start + BLOCK + 2], dtype=np.uint8)
        others = np.flatnonzero(signs[1:-1] >= 128) + 1
        inside, after = _IS_LETTER[signs[others - 1]], signs[others + 1]
        within = others[inside & (_IS_LETTER[after] | (after == _DOS_SZ))]
        opening = others[~inside & _IS_SMALL[after]]
        found += np.bincount(signs[within], minlength=256)
        begun += np.bincount(signs[opening], minlength=256)
    dos = found[_DOS_LETTERS].sum() + begun[_DOS_OPENING].sum()
    return bool(dos > found[_WINDOWS_LETTERS].sum())


def is_garbled(text: str) -> bool:
    """Whether umlauts were damaged before the file was sent."""
    lost = any(sign in text for sign in _LOST)
    return lost or ("Ã" in text and any(sign in text for sign in _GARBLED))
