"""Ids of persons: which ones say too much about whom they stand for."""

import re
from collections.abc import Iterable

_LIKE_NAME = re.compile(
    r"(?:(?=(?:[^\W\d_][ ,.'’-]*){3})(?![a-fA-F]{8,}$)[^\d_]+"  # letters only, at least three
    r"|.*\d{1,2}\.\d{1,2}\.\d{2,4}.*"  # a date in it
    r"|[A-ZÄÖÜ]{2,3}[ -]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d"  # initials, date
    r"|\d{8}[A-Z]\d{3}"  # social insurance number
    r")"
)


def looks_like_name(text: str) -> bool:
    """Whether an id looks like a name, initials with a date, or an official number."""
    return bool(like_names((text,)))


def like_names(ids: Iterable[str]) -> list[int]:
    """Numbers of the ids that look like that.

    A quick look spares most of them the pattern: initials and official numbers are upper case.
    """
    return [
        number
        for number, text in enumerate(ids)
        if (not text.isalnum() or text.isalpha() or text.isupper()) and _LIKE_NAME.fullmatch(text)
    ]
