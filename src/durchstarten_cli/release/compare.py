"""The edited text held against the draft: changed figures, numbers without origin, open gaps.

Wording is free; numbers are not. Every number of the edited text needs its counterpart in the
draft, and one counterpart vouches for one number only. Dates and years that the draft mentions
anywhere may be repeated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from durchstarten_cli import grammar
from durchstarten_cli.release.matching import Match, match
from durchstarten_cli.release.numbers import Kind, Number, counted_noun
from durchstarten_cli.release.sentences import Figure, Sentence, pairs, sentences

_GAP = re.compile(r"\[\s*BITTE\s+ERGÄNZEN[^\]]*\]?", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LONGEST_QUOTE = 160

# Behind these "ein" and "kein" are numbers; the nouns that the draft's figures count are added.
_COUNTED = frozenset(
    {
        "person",
        "teilnehm",
        "teilnahme",
        "fall",
        "fälle",
        "zusage",
        "sitzung",
        "eintritt",
        "austritt",
    }
)


@dataclass(frozen=True)
class DraftPassage:
    """A passage of the draft and the figures printed in it: id, printed words, where they begin."""

    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Problem:
    """One thing that keeps the edited text from being final; as text, its German sentence.

    `quote` is the place, `figure` the id of the figure that was changed, if it is one.
    """

    message: str
    quote: str
    figure: str | None = None

    def __str__(self) -> str:
        return self.message


def problems(draft: Sequence[DraftPassage], edited: Sequence[str]) -> list[Problem]:
    """What is no longer as counted, what was never counted, what is still to be written."""
    nouns = _COUNTED | {
        noun for p in draft for _, printed, _ in p.figures if (noun := counted_noun(printed))
    }
    before = [s for p in draft for s in sentences(p.text, nouns, p.figures)]
    now = [s for text in edited for s in sentences(_UNSEEN.sub("", text), nouns)]
    return [*_number_problems(before, now), *_gaps(edited)]


class _Spare:
    """Numbers of the draft that nothing in the edited text stands for yet."""

    def __init__(self, draft: Sequence[Sentence]) -> None:
        self._numbers: list[tuple[Number, Sentence]] = []
        found = [number for sentence in draft for number in sentence.numbers]
        self._dates = {number.value for number in found if number.kind is Kind.DATE}
        self._years = {value[0] for value in self._dates if isinstance(value, tuple)}
        self._years |= {int(str(n.value)) for n in found if _is_year(n)}

    def add(self, sentence: Sentence, numbers: Sequence[Number]) -> None:
        """Keep what a sentence said and its edited form, if there is one, does not."""
        self._numbers += [(number, sentence) for number in numbers]

    def vouches(self, number: Number, sentence: Sentence) -> bool:
        """Whether the number came out of another sentence: the same one, about the same things."""
        for spare in self._numbers:
            same = (spare[0].kind, spare[0].value) == (number.kind, number.value)
            if same and spare[1].nouns & sentence.nouns:
                self._numbers.remove(spare)
                return True
        return False

    def knows(self, number: Number) -> bool:
        """Whether the number is a date or a year that the draft mentions."""
        return number.value in self._dates or (_is_year(number) and number.value in self._years)


def _is_year(number: Number) -> bool:
    return number.kind is Kind.COUNT and re.fullmatch(r"(?:19|20)\d\d", number.printed) is not None


def _number_problems(before: Sequence[Sentence], now: Sequence[Sentence]) -> Iterator[Problem]:
    spare = _Spare(before)
    origins = pairs(before, now)
    matches = {j: match(before[i], now[j]) for j, i in origins.items()}
    for i, sentence in enumerate(before):
        if i not in origins.values():
            spare.add(sentence, sentence.numbers)
    for j, found in matches.items():
        spare.add(before[origins[j]], found.unused)
    for j, sentence in enumerate(now):
        found = matches.get(j, Match((), (), sentence.numbers))
        if j in origins:
            yield from _changed(before[origins[j]], sentence, found.pairs)
        # Where a number went, a known year in its place is no repetition.
        new = [n for n in found.new if found.unused or not spare.knows(n)]
        yield from _new(sentence, [n for n in new if not spare.vouches(n, sentence)])


def _changed(
    draft: Sentence, edited: Sentence, found: Sequence[tuple[Number, Number]]
) -> Iterator[Problem]:
    for then, now in sorted(found, key=lambda pair: pair[1].start):
        if then.value == now.value:
            continue
        quote, figure = _quote(edited.text, now.start), draft.figures.get(then)
        if figure:
            message = (
                f"In „{quote}“ steht jetzt „{now.printed}“, gezählt wurde aber „{then.printed}“ "
                f"({figure}). Bitte setzen Sie die gezählte Zahl wieder ein."
            )
        else:
            message = (
                f"In „{quote}“ steht jetzt „{now.printed}“, im Entwurf stand „{then.printed}“. "
                "Bitte stellen Sie die Angabe des Entwurfs wieder her."
            )
        yield Problem(message, quote, figure)


def _new(edited: Sentence, numbers: Sequence[Number]) -> Iterator[Problem]:
    if numbers:
        quote = _quote(edited.text, numbers[0].start)
        printed = grammar.join([f"„{word}“" for word in dict.fromkeys(n.printed for n in numbers)])
        yield Problem(
            f"In „{quote}“ steht {printed} ohne Beleg; im Entwurf steht das dort "
            "nicht. Bitte streichen Sie die Zahl oder erzeugen Sie einen Entwurf, der sie enthält.",
            quote,
        )


def _gaps(edited: Sequence[str]) -> Iterator[Problem]:
    for gap in (gap for text in edited for gap in _GAP.finditer(text)):
        quote = _quote(gap[0], 0)
        yield Problem(
            f"Die Stelle „{quote}“ ist noch offen. Bitte schreiben Sie dort den Text oder "
            "streichen Sie sie.",
            quote,
        )


def _quote(text: str, position: int) -> str:
    """The text, or the part of it around a place, on one line."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    words = text[:position].split()[-12:] + text[position:].split()
    inner = shorten(" ".join(words), _LONGEST_QUOTE, placeholder=" …")
    return inner if line.startswith(inner[:20]) else f"… {inner}"
