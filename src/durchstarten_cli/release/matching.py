"""Which number of a reworded sentence was which one of the draft's sentence.

Three things speak for a pair: the same words around both, the same place among the numbers, the
same value. Words weigh most, so that figures may change places together with what they count; the
place weighs more than the value, so that two figures that were swapped are two changed ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from durchstarten_cli.release.numbers import Number, articles
from durchstarten_cli.release.sentences import STEM, Sentence, nouns_in

_WORDS_BEHIND, _WORDS_BEFORE, _PLACE, _VALUE = 2.0, 0.5, 2.0, 1.8
_WORD = re.compile(r"\s*(\w{5,})")


@dataclass(frozen=True)
class Match:
    """Pairs of draft and edited number, and those on either side that found none."""

    pairs: tuple[tuple[Number, Number], ...]
    unused: tuple[Number, ...]
    new: tuple[Number, ...]


@dataclass(frozen=True)
class _Surroundings:
    behind: set[str]
    before: set[str]


def match(draft: Sentence, edited: Sentence) -> Match:
    """Pair the numbers of a sentence of the draft with those of its edited form."""
    if draft.values == edited.values:
        return Match(tuple(zip(draft.numbers, edited.numbers, strict=True)), (), ())
    taken = _best(_scores(draft, edited))
    pairs = [(draft.numbers[i], edited.numbers[j]) for i, j in taken.items()]
    unused = [n for i, n in enumerate(draft.numbers) if i not in taken]
    new = [n for j, n in enumerate(edited.numbers) if j not in taken.values()]
    articles_found = _now_articles(draft, edited, unused)
    unused = [n for n in unused if n not in dict(articles_found)]
    return Match((*pairs, *articles_found), tuple(unused), tuple(new))


def _scores(draft: Sentence, edited: Sentence) -> list[tuple[float, int, int]]:
    old, new = _surroundings(draft), _surroundings(edited)
    as_many = len(old) == len(new)
    return [
        (_likeness(a, b) + _PLACE * (as_many and i == j) + _VALUE * (m.value == n.value), i, j)
        for i, (m, a) in enumerate(zip(draft.numbers, old, strict=True))
        for j, (n, b) in enumerate(zip(edited.numbers, new, strict=True))
        if m.kind == n.kind
    ]


def _likeness(old: _Surroundings, new: _Surroundings) -> float:
    behind, before = _common(old.behind, new.behind), _common(old.before, new.before)
    return _WORDS_BEHIND * behind + _WORDS_BEFORE * before


def _common(old: set[str], new: set[str]) -> float:
    return len(old & new) / len(old | new) if old or new else 0


def _best(scores: Sequence[tuple[float, int, int]]) -> dict[int, int]:
    """Each number at most once, the likeliest pairs first."""
    found: dict[int, int] = {}
    for score, i, j in sorted(scores, key=lambda scored: (-scored[0], *scored[1:])):
        if score and i not in found and j not in found.values():
            found[i] = j
    return found


def _surroundings(sentence: Sentence) -> list[_Surroundings]:
    starts = [number.start for number in sentence.numbers] + [len(sentence.text)]
    ends = [0] + [number.end for number in sentence.numbers]
    between = [nouns_in(sentence.text[a:b]) for a, b in zip(ends, starts, strict=True)]
    behind = [_next_word(sentence.text[end:]) for end in ends]
    return [
        _Surroundings(b | word, a)
        for (a, b), word in zip(pairwise(between), behind[1:], strict=True)
    ]


def _next_word(text: str) -> set[str]:
    """What is counted need not be a noun: "28 unmittelbar, 10 mittelbar"."""
    word = _WORD.match(text)
    return {word[1].casefold()[:STEM]} if word else set()


def _now_articles(
    draft: Sentence, edited: Sentence, unused: Sequence[Number]
) -> list[tuple[Number, Number]]:
    """Figures in whose place an "ein" or "kein" stands now, with the same word beside it."""
    free = [a for a in articles(edited.text) if a not in edited.numbers]
    found: list[tuple[Number, Number]] = []
    for number in (n for n in unused if n in draft.figures):
        beside = _beside(draft.text, number)
        if article := next((a for a in free if beside & _beside(edited.text, a)), None):
            found.append((number, article))
            free.remove(article)
    return found


def _beside(text: str, number: Number) -> set[tuple[str, str]]:
    before, behind = text[: number.start].split()[-1:], text[number.end :].split()[:1]
    return {("before", word) for word in before} | {("behind", word) for word in behind}
