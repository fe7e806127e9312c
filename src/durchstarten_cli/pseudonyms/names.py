"""Names in one spelling, and the pseudonym made of it. What is decided here is version v1.

docs/decisions/0004-pseudonyms.md tells why. Any change of what comes out is a new version.
"""

import datetime as dt
import functools
import hmac
import re
import unicodedata
from collections.abc import Iterable

VERSION = "v1"
LENGTH = 24
"""Hexadecimal digits of a pseudonym: 96 bits."""

APOSTROPHES = "'`´’‘‛ʼʻʽʾʿʹˈ′＇"
TITLES = frozenset({"dr", "prof", "herr", "frau"})

_REMOVED = dict.fromkeys(map(ord, APOSTROPHES))
_SPELLED_OUT = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "oe",
        "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t",
    }
)  # fmt: skip
_UMLAUT = re.compile(r"([aou])e+")
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = re.compile(r"\([^)]*\)|\bgeb(?:\.|orene?r?)?\s+\S+", re.IGNORECASE)
"""A name in brackets or a name at birth: other lists do not have it."""


@functools.lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """One spelling: no case, accents or apostrophes; ß is ss, and ü, ue and u are the same."""
    bare = "".join(c for c in text.translate(_REMOVED) if unicodedata.category(c) != "Cf")
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", bare).casefold())
    apart = unicodedata.normalize("NFKD", small.translate(_SPELLED_OUT))
    plain = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    # Once more: what was taken apart may hold an apostrophe or such a letter itself.
    return _UMLAUT.sub(r"\1", plain.translate(_REMOVED).translate(_SPELLED_OUT))


def words(text: str) -> list[str]:
    """The words of a text in that spelling; whatever is no letter divides them."""
    return _WORD.findall(folded(text))


@functools.lru_cache(maxsize=1 << 16)
def parts(*texts: str) -> frozenset[str]:
    """What the cells with a person's name tell; order, repetition and titles tell nothing."""
    told = frozenset(
        word for text in texts for word in words(_BESIDE.sub(" ", text)) or words(text)
    )
    return told - TITLES or told


def pseudonym(key: bytes, name: Iterable[str], birth: dt.date) -> str:
    """The keyed pseudonym of a person: "v1-" and 24 hexadecimal digits."""
    told = ["durchstarten", VERSION, " ".join(sorted(set(name))), birth.isoformat()]
    digest = hmac.digest(key, "\n".join(told).encode(), "sha256").hex()
    return f"{VERSION}-{digest[:LENGTH]}"
