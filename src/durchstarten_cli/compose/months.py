"""Figures by month as a table with a line for each year."""

from collections.abc import Mapping
from itertools import groupby

from durchstarten_cli.compose.values import Year
from durchstarten_cli.model import Published


def years_of(figures: Mapping[str, Published], module: str, measure: str) -> tuple[Year, ...]:
    """The months of a measure that are there, year by year; None fills a year up."""
    by_month = {
        figure.restriction["month"]: figure
        for figure in figures.values()
        if figure.restriction and figure.id == f"{module}.{measure}[month={_month(figure)}]"
    }
    return tuple(
        Year(year, tuple(by_month.get(f"{year}-{month:02}") for month in range(1, 13)))
        for year, _ in groupby(sorted(by_month), key=lambda month: month[:4])
    )


def _month(figure: Published) -> str:
    return (figure.restriction or {}).get("month", "")
