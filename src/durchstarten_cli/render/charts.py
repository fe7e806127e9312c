"""A chart is drawn from a table of the statement, so it can never tell more than the text does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from durchstarten_cli.render.marks import ChartMark

MONTHS, BARS = "monate", "balken"
KINDS = (MONTHS, BARS)
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
"""On white they keep a contrast of 3:1; every bar names its series or stands alone beside it."""
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?|-?\d+(?:,\d+)?")


@dataclass(frozen=True)
class Value:
    """A cell of the table as it is written, and its number where it is one."""

    text: str
    number: float | None


@dataclass(frozen=True)
class Series:
    """The values of one kind, one for each category."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Chart:
    """What is drawn: for each category a value of each series, and a constant line across."""

    kind: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    line: tuple[str, int] | None = None

    @property
    def highest(self) -> float:
        """The highest value drawn, at least 1."""
        numbers = [v.number or 0 for series in self.series for v in series.values]
        return max([1, *numbers, self.line[1] if self.line else 0])


def drawn(mark: ChartMark, rows: Sequence[Sequence[str]]) -> Chart | None:
    """The chart of a table; None where its kind is not known or there is nothing to draw."""
    if mark.kind not in KINDS or len(rows) < 2:
        return None
    head, *body = rows
    if mark.kind == MONTHS:
        return _by_month(mark, head[1:], body)
    series = [
        Series(name, tuple(_value(row[column]) for row in body))
        for column, name in enumerate(head[1:], start=1)
    ]
    return Chart(mark.kind, mark.description, tuple(r[0] for r in body), tuple(series), mark.line)


def _by_month(
    mark: ChartMark, months: Sequence[str], years: Sequence[Sequence[str]]
) -> Chart | None:
    """A line of the table is a year; months without an entry at both ends are not drawn."""
    cells = [
        (f"{month} {year}", text.strip())
        for year, *texts in years
        for month, text in zip(months, texts, strict=True)
    ]
    told = [number for number, (_, text) in enumerate(cells) if text]
    if not told:
        return None
    cells = cells[told[0] : told[-1] + 1]
    values = tuple(_value(text) for _, text in cells)
    categories = tuple(name for name, _ in cells)
    return Chart(mark.kind, mark.description, categories, (Series("Belegung", values),), mark.line)


def _value(text: str) -> Value:
    """Only a plain number is drawn; words such as "nicht genannt" stand in its place."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return Value(text, None)
    return Value(text, float(text.replace(".", "").replace(",", ".")))
