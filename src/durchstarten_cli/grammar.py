"""German grammar for numbers, dates and lists. Ten lines of our own where no library helps."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from durchstarten_cli.model import Period

NBSP = "\u00a0"
_WORDS = (
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
)
_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def number(value: float) -> str:
    """Digits in German: 1.234 and 12,5."""
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(str(value)).normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def number_word(value: int) -> str:
    """Two to twelve in words, larger numbers and one in digits (one needs its noun: `counted`)."""
    return _WORDS[value] if 2 <= value <= 12 else number(value)


def counted(
    value: int, singular: str, plural: str, *, one: str = "eine", none: str = "keine"
) -> str:
    """A number with its noun: "keine Person", "eine Person", "zwei Personen", "86 Personen".

    `one` and `none` are the article forms that the noun's gender and case ask for.
    """
    if value == 0:
        return f"{none}{NBSP}{singular}"
    if value == 1:
        return f"{one}{NBSP}{singular}"
    return f"{number_word(value)}{NBSP}{plural}"


def fewer(limit: int) -> str:
    """Weniger als drei: a number that is told only as below a limit."""
    return f"weniger als {number_word(limit)}"


def day(value: dt.date) -> str:
    """01.03.2020."""
    return f"{value.day:02}.{value.month:02}.{value.year}"


def long_day(value: dt.date) -> str:
    """1. März 2020, with blanks that do not break."""
    return f"{value.day}.{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def month(value: dt.date) -> str:
    """März 2020."""
    return f"{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def period(value: Period) -> str:
    """01.03.2020 bis 30.06.2023."""
    return f"{day(value.first)} bis {day(value.last)}"


def join(items: Sequence[str], word: str = "und") -> str:
    """A list as it is read aloud: "a, b und c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def percent(part: float, whole: float) -> int:
    """A share in whole percent, rounded half up."""
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def capital(text: str) -> str:
    """The first letter large, as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
