"""Which column of the tidy tables a heading names."""

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
    """The column that a heading names; "Verbleib 2" is the second one of its kind."""
    if spelled in known:
        return known[spelled]
    words = spelled.split()
    numbers = [word for word in words if word.isdecimal() and len(word) <= 2]
    if len(numbers) != 1 or int(numbers[0]) < 1:
        return None
    name = known.get(" ".join(word for word in words if word != numbers[0]))
    return numbered(name, int(numbers[0])) if name and any(name in f for f in REPEATED) else None
