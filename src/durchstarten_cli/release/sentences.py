"""The sentences of a text, and which sentence of the edited text was which one of the draft."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from durchstarten_cli.release.numbers import Number, articles, numbers

_END = re.compile(r"[.!?…][\"“”»)\]]*\s+(?=[„\"«(\[]*[A-ZÄÖÜ\d])|\n+")
# A point that ends no sentence: abbreviations, and ordinals ("im 3. Quartal", "am 1. März").
_NO_END = re.compile(
    r"(?:\b(?:[Aa]m|[Dd](?:er|ie|as|em|en|es)|[Ii]m|[Vv]om|[Zz]u[mr]?|[Aa]b|[Bb]is)\s\d{1,2}|\b[A-Za-z]"
    r"|\b(?:Nr|Abs|Art|bzw|ca|vgl|St|Dr|Prof|inkl|Tel|gem|ggf|Mio|Str|z\.d))\.$"
)
_ONE_SPELLING = str.maketrans(
    dict.fromkeys("“”„«»‚‘’'", '"') | dict.fromkeys("–—‑", "-") | dict.fromkeys("\u00ad\u200b", "")
)

STEM = 6
"""So many letters tell a word: "Ausbildung" is known in "Ausbildungen"."""

ALIKE = 0.5
"""From this share of common words on, a sentence counts as a reworded one."""


Figure = tuple[str, str, int]
"""A printed figure of the draft: its id, the words it was printed as, and where they begin."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence with its numbers; `figures` gives the id of those that are figures."""

    text: str
    numbers: tuple[Number, ...]
    figures: Mapping[Number, str]

    @cached_property
    def key(self) -> str:
        """The text without what Word's autocorrection changes: quotes, dashes, blanks."""
        return " ".join(self.text.translate(_ONE_SPELLING).split())

    @cached_property
    def words(self) -> list[str]:
        """The words in small letters, with one sign for every number."""
        text, position = "", 0
        for number in self.numbers:
            text += self.text[position : number.start] + " # "
            position = number.end
        return re.findall(r"#|\w+", (text + self.text[position:]).casefold())

    @cached_property
    def nouns(self) -> set[str]:
        """The beginnings of all words with a capital letter."""
        return nouns_in(self.text)

    @property
    def values(self) -> list[object]:
        """What the numbers say."""
        return [number.value for number in self.numbers]


def nouns_in(text: str) -> set[str]:
    """The beginnings of all words of a text with a capital letter."""
    return {word.casefold()[:STEM] for word in re.findall(r"\b[A-ZÄÖÜ]\w{3,}", text)}


def sentences(
    passage: str, nouns: Collection[str], figures: Sequence[Figure] = ()
) -> Iterator[Sentence]:
    """The sentences of a passage; the row of a table is one. `nouns` are those that are counted."""
    for start, end in _spans(passage):
        text = passage[start:end]
        cited = [(key, at - start, at - start + len(words)) for key, words, at in figures]
        found = _with_cited_articles(text, numbers(text, nouns), cited)
        ids = {n: key for n in found for key, first, last in cited if first <= n.start < last}
        yield Sentence(text, tuple(found), ids)


def pairs(draft: Sequence[Sentence], edited: Sequence[Sentence]) -> dict[int, int]:
    """Which sentence of the draft (value) an edited one (key) was; a new one has none.

    Equal sentences in the same order first, wherever text was put in between. Of the others those
    that are most alike, the same place and the same numbers speaking for it: a figure that moved
    from one row of a table to another is a change of both rows, a moved sentence is not.
    """
    keys = ([s.key for s in draft], [s.key for s in edited])
    found: dict[int, int] = {}
    places: list[tuple[list[int], list[int]]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            found.update(zip(range(j1, j2), range(i1, i2), strict=True))
        else:
            places.append((list(range(i1, i2)), list(range(j1, j2))))
    return found | _alike(draft, edited, places)


def _alike(
    draft: Sequence[Sentence],
    edited: Sequence[Sentence],
    places: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> dict[int, int]:
    old = [(place, i) for place, (left, _) in enumerate(places) for i in left]
    new = [(place, j) for place, (_, left) in enumerate(places) for j in left]
    scored = [
        (-_likeness(matcher, draft[i], edited[j], there == here), j, i)
        for here, j in new
        for matcher in [SequenceMatcher(b=edited[j].words, autojunk=False)]
        for there, i in old
    ]
    found: dict[int, int] = {}
    for likeness, j, i in sorted(scored):
        if likeness and j not in found and i not in found.values():
            found[j] = i
    return found


def _likeness(
    matcher: SequenceMatcher[str], draft: Sentence, edited: Sentence, same_place: bool
) -> float:
    """0 for sentences that are not alike; `matcher` has looked at the edited one already."""
    matcher.set_seq1(draft.words)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0
    if (ratio := matcher.ratio()) < ALIKE:
        return 0
    return ratio + 0.2 * same_place + 0.15 * (draft.values == edited.values)


def _spans(passage: str) -> Iterator[tuple[int, int]]:
    if " | " in passage:
        yield 0, len(passage)
        return
    start = 0
    for end in _END.finditer(passage):
        if "\n" in end[0] or not _NO_END.search(passage[start : end.start() + 1]):
            yield start, end.end()
            start = end.end()
    if start < len(passage):
        yield start, len(passage)


def _with_cited_articles(
    text: str, found: list[Number], cited: Sequence[tuple[str, int, int]]
) -> list[Number]:
    """A figure printed as "eine" counts, whatever stands behind it."""
    for _, first, last in cited:
        if not any(first <= number.start < last for number in found):
            found += [number for number in articles(text) if first <= number.start < last]
    return sorted(found, key=lambda number: number.start)
