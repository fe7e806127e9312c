"""In which encoding a text was written: by its mark, by what is possible, by its German letters."""

import re

from durchstarten_cli.sources.problems import FileProblemError

NO_TEXT = "Die Datei ist keine Tabelle und kein Text."
UNREADABLE = "Die Zeichencodierung der Datei ist nicht lesbar."
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAMPLE = 2_000
"""Bytes at the beginning by which UTF-16 without a mark is told."""
# ü ä ö Ä Ö Ü within words. In the other of the two they are quotation marks and signs, which stand
# at the edge of words, or nothing at all.
_DOS_LETTER = re.compile(rb"(?<=[A-Za-z])[\x81\x84\x94\x8e\x99\x9a](?=[A-Za-z])")
_WINDOWS_LETTER = re.compile(rb"(?<=[A-Za-z])[\xe4\xf6\xfc\xc4\xd6\xdc\xdf](?=[A-Za-z])")
_GARBLED = ("Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã„", "Ã–", "Ãœ", "\ufffd")
"""UTF-8 read as Windows-1252 and saved so, and the sign for letters that were lost."""


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


def _candidates(content: bytes) -> list[tuple[str, str]]:
    if content.startswith(UTF16_MARKS):
        return [("utf-16", "UTF-16")]
    if b"\0" in content[:SAMPLE]:
        return [_without_mark(content[:SAMPLE])]
    one_byte = [("cp1252", "Windows-1252")]
    if _is_dos(content):
        one_byte = [("cp850", "DOS (Codepage 850)")]
    return [("utf-8-sig", "UTF-8"), *one_byte]


def _without_mark(start: bytes) -> tuple[str, str]:
    """Most letters of a German table have a zero as the upper one of their two bytes."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) < len(start) // 3:
        binary = b"\0" in start[:4]
        raise FileProblemError(NO_TEXT if binary else UNREADABLE)
    return ("utf-16-be" if even > odd else "utf-16-le"), "UTF-16"


def _is_dos(content: bytes) -> bool:
    if content.isascii():
        return False
    return len(_DOS_LETTER.findall(content)) > len(_WINDOWS_LETTER.findall(content))


def is_garbled(text: str) -> bool:
    """Whether umlauts were damaged before the file was sent."""
    return any(sign in text for sign in _GARBLED)
