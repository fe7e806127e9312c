"""Periods as people write them: a day, a month or a year on either side of two dots."""

import calendar
import datetime as dt
import re

from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Period

# Other years are slips of the pen; those at the ends of the calendar have no day beside them.
_SIDE = re.compile(r"((?:19|20)\d{2})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse(text: str) -> Period:
    """The period that `text` names: "2020-03..2023-06", "2022", "2022-01-15..2022".

    A month or year on the left begins, on the right ends with its last day. Raises UsageError.
    """
    left, dots, right = text.partition("..")
    try:
        first, last = _edges(left)[0], _edges(right if dots else left)[1]
    except ValueError:
        raise UsageError(
            f"Der Zeitraum „{text}“ ist nicht lesbar.",
            "Bitte schreiben Sie ihn wie 2020-03..2023-06 (Tag, Monat oder Jahr auf jeder Seite).",
        ) from None
    if first > last:
        raise UsageError(
            f"Der Zeitraum „{text}“ endet, bevor er beginnt.",
            "Bitte vertauschen Sie die beiden Seiten.",
        )
    return Period(first, last)


def _edges(side: str) -> tuple[dt.date, dt.date]:
    match = _SIDE.fullmatch(side.strip())
    if match is None:
        raise ValueError(side)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return dt.date(year, month, 1), last_of_month(year, month)
    return dt.date(year, month, day), dt.date(year, month, day)


def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])
