"""The number lint: every number in the text is a figure, known otherwise, or told as unexplained.

"Known" are dates, the inquiry, what settings say, and the words that an office has listed as facts
with their source. What is left stands in a template or in somebody's text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from durchstarten_cli.numerals import IDIOM, stated
from durchstarten_cli.render.marks import said

_MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DATE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b"
    r"|\b\d{1,2}\.\s?(?:\d{1,2}\.\s?(?:\d{4}|\d\d)?|(?:" + _MONTH + r")(?:\s\d{4})?)"
    r"|\b(?:" + _MONTH + r")\s\d{4}\b"
    r"|\b(?:19|20)\d\d/\d\d(?:\d\d)?\b|\b[1-4]\.\s(?:Quartal|Halbjahr)\b"
    r"|\b(?:19|20)\d\d\b(?!\s[A-ZÄÖÜ]|,\d)"
    r"|^(?:>\s)?\d{1,3}[.)]\s"  # the number of an item in a list
)
_NUMBER = re.compile(
    r"(?<!\d)(?<![^\W\d_])(?<![^\W\d_]-)\d+(?:[.,]\d+)*"  # behind letters are names: B2, COVID-19
    r"|\bkeine?[rnms]?\b|\bjede[rnms]? (?:zweite|dritte|vierte|fünfte|zehnte)[rnms]?\b"
    r"|(?P<word>\b[^\W\d_]+\b)",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"§§?\s?\d+[a-z]?\b(?:(?:,| und| bis| oder)\s\d+[a-z]?\b)*"
    r"|\b(?:(?:Abs|Art|Nr)\.|Absatz|Artikel|Satz|Nummer)\s\d+[a-z]?\b"
    r"|(?:straße|Straße|[Ss]tr\.)\s\d+\s?[a-z]?\b(?:,\s\d{5}\b)?"
    r"|\bTel(?:efon|\.):?\s[\d\s/()+-]*\d"
    r"|\b\d{1,2}(?:[.:]\d\d)?\sUhr\b"
)
"""Numbers that count nothing: of law, of a house, of a telephone, of the clock."""
_COMPARISON = re.compile(
    r"\b(?:(?<!nicht )(?<!nichts )(?<!niemand )mehr|weniger|meiste[nr]?|mehrheitlich|Mehrheit"
    r"|überwiegend"
    r"|gestiegen|stieg|gesunken|sank|gewachsen|zugenommen|abgenommen|zurückgegangen"
    r"|höher[a-z]*|niedriger[a-z]*|häufiger|seltener|doppelt|verdoppelt|halbiert)\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?])(?<!\b\w\.)(?<!\d\.)\s+(?=[A-ZÄÖÜ„])")


@dataclass(frozen=True)
class Unexplained:
    """A number or a comparison of unknown origin, with its sentence and its line in the text."""

    word: str
    sentence: str
    line: int
    is_comparison: bool


def unexplained(text: str, facts: Iterable[str] = ()) -> Iterator[Unexplained]:
    """Everything in a marked text that states a number or compares and is not traced.

    `facts` are words of which the office has said where they come from.
    """
    known = [" ".join(fact.split()) for fact in facts]
    for number, line in enumerate(text.splitlines(), start=1):
        plain, origins = said(line)
        plain = plain.replace("\u00a0", " ")
        _excuse(plain, origins, known)
        yield from _found(plain, origins, number)


def _excuse(plain: str, origins: list[bool], facts: Sequence[str]) -> None:
    """Mark as known what is a date, an idiom or a fact."""
    spans = [match.span() for rule in (_DATE, _CITED, IDIOM) for match in rule.finditer(plain)]
    spans += [m.span() for fact in facts for m in re.finditer(re.escape(fact), plain)]
    for start, end in spans:
        origins[start:end] = [True] * (end - start)


def _found(plain: str, origins: Sequence[bool], line: int) -> Iterator[Unexplained]:
    for rule in (_NUMBER, _COMPARISON):
        for match in rule.finditer(plain):
            if _states(match) and not any(origins[match.start() : match.end()]):
                sentence = _sentence(plain, match.start())
                yield Unexplained(match[0], sentence, line, rule is _COMPARISON)


def _states(match: re.Match[str]) -> bool:
    """Whether a word that was found is one of numbers; all else that was found is."""
    word = match.groupdict().get("word")
    return word is None or stated(word) is not None


def _sentence(plain: str, position: int) -> str:
    ends = [match.span() for match in _END.finditer(plain)]
    start = max((end for _, end in ends if end <= position), default=0)
    stop = min((begin for begin, _ in ends if begin > position), default=len(plain))
    without_emphasis = re.sub(r"(?<!\\)[*]", "", plain[start:stop])
    return re.sub(r"\\(.)", r"\1", without_emphasis).lstrip("> -").rstrip()
