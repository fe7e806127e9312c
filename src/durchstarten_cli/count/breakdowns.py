"""Breakdowns: classes of participants, and periods cut into years, quarters or months."""

import datetime as dt
from collections.abc import Iterator, Mapping

from durchstarten_cli.count.counted import Counted
from durchstarten_cli.model import Period, Restriction
from durchstarten_cli.periods import last_of_month
from durchstarten_cli.tables import Mask
from durchstarten_cli.vocabulary import vocabulary

BY_PERSON = ("sex", "age_group", "residence_status")
MONTHS: Mapping[str, int] = {"year": 12, "quarter": 3, "month": 1}


def classes(by: str, counted: Counted) -> Iterator[tuple[Restriction, Mask]]:
    """Every class of a column with its participants; "unknown is a class of its own"."""
    codes, names = counted.people.column(by), _names(by, counted)
    known = len(names)
    for number, name in enumerate(names):
        yield {by: name}, codes == number
    yield {by: "unknown"}, (codes < 0) | (codes >= known)


def _names(by: str, counted: Counted) -> list[str]:
    if by == "age_group":
        return [f"{low}-{high}" for low, high in counted.scope.definitions.age_bands]
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
