"""German grammar for numbers, dates and lists. Ten lines of our own where no library helps."""

import datetime as dt
import re
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


SPELLED = 12
"""Numbers up to this one are written as words, "bis zwölf", unless the settings say otherwise."""


def number_word(value: int, spelled: int = SPELLED) -> str:
    """Two to `spelled` in words, larger numbers and one in digits (one needs its noun)."""
    return _WORDS[value] if 2 <= value <= spelled else number(value)


def counted(
    value: int,
    singular: str,
    plural: str,
    *,
    one: str = "eine",
    none: str = "keine",
    spelled: int = SPELLED,
) -> str:
    """A number with its noun: "keine Person", "eine Person", "zwei Personen", "86 Personen".

    `one` and `none` are the article forms that the noun's gender and case ask for. With `spelled`
    0 one is "1" as well, as in a comparison that mixes small and large numbers.
    """
    if value == 0:
        return f"{none}{NBSP}{singular}"
    if value == 1:
        return f"{one if spelled else 1}{NBSP}{singular}"
    return f"{number_word(value, spelled)}{NBSP}{plural}"


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


def span(value: Period) -> str:
    """From which day to which: "vom 01.03.2020 bis 30.06.2023", "am 01.03.2020"."""
    return f"am {day(value.first)}" if value.first == value.last else f"vom {period(value)}"


def within(value: Period) -> str:
    """When something happened: whole months and years by their names, else from day to day.

    "im Jahr 2022", "in den Jahren 2022 und 2023", "in den Jahren 2020 bis 2023", "im März 2020",
    "von März bis Juni 2020", "von März 2020 bis Juni 2023", "am 01.03.2020", and for all else "vom
    01.03.2020 bis 15.06.2023".
    """
    first, last = value.first, value.last
    if first == last or first.day != 1 or (last + dt.timedelta(days=1)).day != 1:
        return span(value)
    if (first.month, last.month) == (1, 12):
        years = f"{first.year} {'und' if last.year - first.year == 1 else 'bis'} {last.year}"
        return f"im Jahr{NBSP}{last.year}" if first.year == last.year else f"in den Jahren {years}"
    if first.year != last.year:
        return f"von {month(first)} bis {month(last)}"
    if first.month == last.month:
        return f"im {month(first)}"
    return f"von {_MONTHS[first.month - 1]} bis {month(last)}"


_TOGETHER = (
    (r"\b([zdu])\. (?=[BhaÄ]\.)", r"\1." + NBSP),  # z. B., d. h., u. a., u. Ä.
    (r"\b(i)\. (d)\. (?=R\.)", rf"\1.{NBSP}\2.{NBSP}"),
    (r"(§§?|\b(?:Nr|Art|Abs|Ziff|Dr|Prof|St|ca)\.) (?=\w)", r"\1" + NBSP),
    (
        r"(\d) (?=(?:%|€|Euro|Prozent|Uhr|Jahr|Monat|Woche|Tag|Stunde|Platz|Plätze|Person)\w{0,3})",
        r"\1" + NBSP,
    ),
    (rf"\b(\d{{1,2}}\.) (?=(?:{'|'.join(_MONTHS)})\b)", r"\1" + NBSP),
    (rf"\b({'|'.join(_MONTHS)}) (?=\d{{4}}\b)", r"\1" + NBSP),
)
_RULES = tuple((re.compile(pattern), together) for pattern, together in _TOGETHER)


def age_band(low: int, high: int) -> str:
    """Ages as people say them: "unter 18 Jahren", "18 bis 20 Jahre", "28 Jahre und älter"."""
    if low == 0:
        return f"unter {high + 1} Jahren"
    return f"{low} Jahre und älter" if high >= 100 else f"{low} bis {high} Jahre"


def bound(text: str) -> str:
    """The text with blanks that do not break between what belongs on one line: "5 %", "z. B."."""
    for pattern, together in _RULES:
        text = pattern.sub(together, text)
    return text


def join(items: Sequence[str], word: str = "und") -> str:
    """A list as it is read aloud: "a, b und c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def share(part: float, whole: float) -> str:
    """A share as text: "66 %"; "0,4 %" or "99,6 %" where whole percent would say none or all."""
    rounded = percent(part, whole)
    if rounded in (0, 100) and 0 < part < whole:
        exact = Decimal(str(part)) * 100 / Decimal(str(whole))
        tenth = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return f"{number(float(min(max(tenth, Decimal('0.1')), Decimal('99.9'))))}{NBSP}%"
    return f"{rounded}{NBSP}%"


_FRACTIONS = (
    (1, 4, "ein Viertel"),
    (1, 3, "ein Drittel"),
    (1, 2, "die Hälfte"),
    (2, 3, "zwei Drittel"),
    (3, 4, "drei Viertel"),
)
NEARLY = 2
"""A fraction may be called "rund" so many percentage points away from it, not further."""


def about(part: float, whole: float) -> str:
    """A share as people say it, "rund ein Drittel", where it is that near; else in percent.

    What is exactly the half or a third is called so without "rund".
    """
    for upper, lower, word in _FRACTIONS:
        if part * lower == whole * upper:
            return word
        if abs(100 * part / whole - 100 * upper / lower) <= NEARLY:
            return f"rund {word}"
    return share(part, whole)


def percent(part: float, whole: float) -> int:
    """A share in whole percent, rounded half up."""
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def capital(text: str) -> str:
    """The first letter large, as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
