"""Which column of the tidy tables a heading names."""

import re
from collections.abc import Mapping, Sequence

from durchstarten_cli.config import Provider
from durchstarten_cli.fields import REPEATED, STAY, numbered
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
    "Eintritt 1" is the entry; there is no second one in a row.
    """
    if spelled in known:
        return known[spelled]
    name, number = _counted(spelled, known)
    counted = any(name in family for family in (REPEATED if number > 1 else (STAY, *REPEATED)))
    return numbered(name, number) if counted else None


def tells_another_stay(spelled: str, known: Mapping[str, str]) -> bool:
    """Whether a heading tells of a second stay in the same row, as "Eintritt 2"."""
    name, number = _counted(spelled, known)
    return number > 1 and name in STAY


def _counted(spelled: str, known: Mapping[str, str]) -> tuple[str, int]:
    """The column and the number that a heading names; "" and 0 where it names none or several."""
    words = _GLUED.sub(r" \1", spelled).split()
    numbers = [(word, number) for word in words if (number := _number(word))]
    if len(numbers) != 1:
        return "", 0
    [(counting, number)] = numbers
    return known.get(" ".join(word for word in words if word != counting), ""), number


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
