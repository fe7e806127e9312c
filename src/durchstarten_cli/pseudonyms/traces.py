"""Names of the list looked for in texts: words, long parts inside of words, short names whole."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from durchstarten_cli.pseudonyms.names import TITLES, words
from durchstarten_cli.roster import BIRTH_DATE, Roster

SHORTEST, INSIDE = 3, 6
"""Letters from which a part of a name counts as a word, and as a piece of one.

Pieces of three letters would find "Rita" in "Caritas" and "Berat" in "Beratung".
"""
_OTHERS = "von vom der den dem des die das und für bei mit zum zur aus geb"
NO_NAMES = TITLES | frozenset(words(_OTHERS))
"""Words that stand in names and in every other text."""
_DAY, _DIVIDERS = re.compile(r"\d+(?:[./-]\d+)*"), re.compile(r"[/-]")


class Traces:
    """What would give a person away: parts of names, short names whole, days of birth."""

    def __init__(self, persons: Iterable[Sequence[str]], births: Iterable[dt.date]) -> None:
        known = {tuple(person) for person in persons}
        every = {part for person in known for part in (*person, *_joined(person))} - NO_NAMES
        self._words = {part for part in every if len(part) >= SHORTEST}
        self._long = {part for part in every if len(part) >= INSIDE}
        self._lengths = {len(part) for part in self._long}
        shorts = {frozenset(p for p in person if len(p) == SHORTEST - 1) for person in known}
        self._short = {parts for parts in shorts if len(parts) > 1}
        self._days = {spelled for birth in set(births) for spelled in _spelled(birth)}

    def found(self, text: str) -> bool:
        """Whether a text holds a trace of any person."""
        said = set(words(text))
        return (
            any(self._in_word(word) for word in said)
            or any(parts <= said for parts in self._short)
            or any(_DIVIDERS.sub(".", day) in self._days for day in _DAY.findall(text))
        )

    def _in_word(self, word: str) -> bool:
        return (
            word in self._words
            or word.removesuffix("s") in self._words
            or any(
                word[start : start + length] in self._long
                for length in self._lengths
                for start in range(len(word) - length + 1)
            )
        )


def _spelled(birth: dt.date) -> Iterator[str]:
    """A day of birth as people write it."""
    day, month, year = birth.day, birth.month, birth.year
    for told in (f"{year:04}", f"{year % 100:02}"):
        yield from (f"{day}.{month}.{told}", f"{day:02}.{month:02}.{told}")
    yield from (f"{year:04}.{month:02}.{day:02}", f"{birth:%Y%m%d}", f"{birth:%d%m%Y}")


def _joined(person: Sequence[str]) -> Iterator[str]:
    """Two neighbouring parts of a name written as one word."""
    for first, second in pairwise(person):
        yield from (first + second, second + first)


def traces_of(rosters: Iterable[Roster]) -> Traces:
    """All names in all columns of names, those at birth and of others included."""
    known = list(rosters)
    persons = (
        [word for text in texts for word in words(text)]
        for roster in known
        for texts in zip(*(column.texts for column in roster.names), strict=True)
    )
    cells = [c for roster in known if (told := roster.column(BIRTH_DATE)) for c in told.cells]
    return Traces(persons, (c.value for c in cells if isinstance(c.value, dt.date)))
