"""Which column of the tidy tables a heading names."""

import re
from collections.abc import Mapping, Sequence

from durchstarten_cli.config import Provider
from durchstarten_cli.fields import REPEATED, numbered
from durchstarten_cli.vocabulary import Vocabulary, plain


def known_headings(words: Vocabulary, own: Provider) -> dict[str, str]:
    """Headings as `plain` spells them -> columns; the provider's own ones go first."""
    return {**words.headers, **{plain(text): column for text, column in own.columns.items()}}


def fields_of(
    spellings: Sequence[tuple[str, ...]], known: Mapping[str, str]
) -> tuple[dict[str, int], tuple[int, ...]]:
    """Column name -> index, and the columns whose meaning one before them has already."""
    found: dict[str, int] = {}
    doubled: list[int] = []
    for index, spelled in enumerate(spellings):
        name = next((f for s in spelled if (f := field_of(plain(s), known))), None)
        if name in found:
            doubled.append(index)
        elif name is not None:
            found[name] = index
    return found, tuple(doubled)


def field_of(spelled: str, known: Mapping[str, str]) -> str | None:
    """The column that a heading names; "Verbleib 2" is the second one of its kind.

    So are "Verbleib2", as tables of Excel call it, "Verbleib II" and "Zweiter Verbleib".
    """
    if spelled in known:
        return known[spelled]
    words = _GLUED.sub(r" \1", spelled).split()
    numbers = [(word, number) for word in words if (number := _number(word))]
    if len(numbers) != 1:
        return None
    [(counting, number)] = numbers
    name = known.get(" ".join(word for word in words if word != counting))
    return numbered(name, number) if name and any(name in f for f in REPEATED) else None


_GLUED = re.compile(r"(?<=[^\W\d])(\d{1,2})$")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            ("i", "erster", "erste", "erstes"),
            ("ii", "zweiter", "zweite", "zweites"),
            ("iii", "dritter", "dritte", "drittes"),
            ("iv", "vierter", "vierte", "viertes"),
        ),
        start=1,
    )
    for word in words
}


def _number(word: str) -> int | None:
    if word.isdecimal() and len(word) <= 2:
        return int(word) or None
    return _ORDINALS.get(word)
