"""Breakdowns: classes of participants, and periods cut into years, quarters or months."""

import datetime as dt
from collections.abc import Iterator, Mapping

from durchstarten_cli.config import Definitions
from durchstarten_cli.model import Period
from durchstarten_cli.periods import last_of_month
from durchstarten_cli.vocabulary import vocabulary

BY_PERSON = ("sex", "age_group", "residence_status")
MONTHS: Mapping[str, int] = {"year": 12, "quarter": 3, "month": 1}


def class_names(by: str, definitions: Definitions) -> list[str]:
    """The classes of a column but for "unknown", in the order of their numbers."""
    if by == "age_group":
        return [f"{low}-{high}" for low, high in definitions.age_bands]
    return [code.name for code in vocabulary().codes[by]]


def cut_periods(by: str, period: Period) -> Iterator[tuple[str, Period]]:
    """The years, quarters or months of a period, cut at its edges."""
    length = MONTHS[by]
    first = period.first.replace(day=1, month=(period.first.month - 1) // length * length + 1)
    while first <= period.last:
        month = first.month + length - 1
        last = last_of_month(first.year, month)
        yield _name(by, first), Period(max(first, period.first), min(last, period.last))
        first = last + dt.timedelta(days=1)


def _name(by: str, first: dt.date) -> str:
    return {
        "year": f"{first.year}",
        "quarter": f"{first.year}-Q{(first.month + 2) // 3}",
        "month": f"{first.year}-{first.month:02}",
    }[by]
