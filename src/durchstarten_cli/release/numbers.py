"""The numbers that a German text states, in digits and in words, and the dates."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from durchstarten_cli import grammar
from durchstarten_cli.numerals import IDIOM, stated

Value = Decimal | str | tuple[int, int, int]


class Kind(StrEnum):
    """Numbers of different kinds are never taken for each other."""

    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"


@dataclass(frozen=True)
class Number:
    """A number in a text. A date's value has 0 for a day or a year that is not said; the value of
    an amount is its word: "alle", "hälfte"."""

    kind: Kind
    value: Value
    printed: str
    start: int
    end: int


_MONTHS = {grammar.month(dt.date(2000, m, 1)).split()[0].casefold(): m for m in range(1, 13)}
_MONTH = "|".join(name.capitalize() for name in _MONTHS)
_DATE = (
    r"(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<day>\d{1,2})\.\s?(?:(?P<month>\d{1,2})\.|(?P<name>" + _MONTH + r")\b)"
    r"(?:\s?(?P<year>\d{4}|\d\d(?!\.)))?"
    r"|(?P<month_name>" + _MONTH + r")\s(?P<month_year>\d{4})"
)
_DIGITS = (
    r"(?P<digits>\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?!\d)"
    r"(?P<percent>\s?(?:%|Prozent\b))?"
)
# Digits behind letters are names (A2, m6, COVID-19) and count nothing.
_FREE = r"(?<!\d)(?<![^\W\d_])(?<![^\W\d_]-)"
_TOKEN = re.compile(rf"{_FREE}(?:{_DATE})(?!\d)|{_FREE}{_DIGITS}|(?P<word>\b[^\W\d_]+\b)")

_ONE_OR_NONE = re.compile(r"(k?)ein(?:e[nmrs]?|s)?", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+(?:von\s+|d(?:ies)?er\s)")
_BESIDE = re.compile(r"\s+([A-ZÄÖÜ]\w+)")
_COUNTED = re.compile(r"(?:\s+[a-zäöüß]+e[nmrs]?){0,2}\s+([A-ZÄÖÜ][\wäöüß]+)")


def numbers(text: str, nouns: Collection[str]) -> list[Number]:
    """All numbers in a text, in order.

    "ein" and "kein" in all their forms are articles far more often than numbers, so they count only
    before one of `nouns` (beginnings of words, in small letters), as in "eine junge Person" and
    "keine Teilnehmenden", and in "keine der Frauen". "Alle" counts unless another noun stands
    beside it, as in "alle Beteiligten". Idioms count nothing.
    """
    idioms = [match.span() for match in IDIOM.finditer(text)]
    matches = (m for m in _TOKEN.finditer(text) if not _inside(m.start(), idioms))
    return [number for m in matches if (number := _number(text, m, tuple(nouns)))]


def articles(text: str) -> list[Number]:
    """Every "ein" and "kein" as the number it would be, for where a number stood in their place."""
    found = (m for m in _TOKEN.finditer(text) if m["word"] and _ONE_OR_NONE.fullmatch(m["word"]))
    return [_one_or_none(match) for match in found]


def counted_noun(printed: str) -> str | None:
    """The noun that a printed figure counts: "person" for "eine junge Person" and "86 Personen"."""
    match = re.match(r"\S+" + _COUNTED.pattern, printed)
    return match[1].casefold() if match else None


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _number(text: str, match: re.Match[str], nouns: tuple[str, ...]) -> Number | None:
    if word := match["word"]:
        return _from_word(text, match, word, nouns)
    if match["digits"]:
        kind = Kind.PERCENT if match["percent"] else Kind.COUNT
        return _found(kind, _decimal(match["digits"]), match)
    return _found(Kind.DATE, _date(match), match)


def _from_word(text: str, match: re.Match[str], word: str, nouns: tuple[str, ...]) -> Number | None:
    value = stated(word)
    if isinstance(value, int):
        return _found(Kind.COUNT, Decimal(value), match)
    if value is not None:
        beside = _BESIDE.match(text, match.end())
        other = value == "alle" and beside and not beside[1].casefold().startswith(nouns)
        return None if other else _found(Kind.AMOUNT, value, match)
    if _ONE_OR_NONE.fullmatch(word):
        counted = _COUNTED.match(text, match.end())
        if _OF_THEM.match(text, match.end()) or (
            counted and counted[1].casefold().startswith(nouns)
        ):
            return _one_or_none(match)
    return None


def _one_or_none(match: re.Match[str]) -> Number:
    return _found(Kind.COUNT, Decimal(0 if match[0][0] in "kK" else 1), match)


def _found(kind: Kind, value: Value, match: re.Match[str]) -> Number:
    return Number(kind, value, match[0].strip(), match.start(), match.end())


def _decimal(digits: str) -> Decimal:
    return Decimal(re.sub(r"[.\s]", "", digits).replace(",", "."))


def _date(match: re.Match[str]) -> tuple[int, int, int]:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return year, month, day
    if match["month_name"]:
        return int(match["month_year"]), _MONTHS[match["month_name"].casefold()], 0
    year = int(match["year"] or 0)
    month = int(match["month"] or 0) or _MONTHS[match["name"].casefold()]
    return year + 2000 if 0 < year < 100 else year, month, int(match["day"])
