"""Sums that providers report without records: told as theirs, never counted with anything."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from durchstarten_cli.config import Settings
from durchstarten_cli.count.maker import FigureMaker
from durchstarten_cli.count.words import figure_id
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.vocabulary import vocabulary

MEASURE = "reported"
DEFINITION = (
    "Vom Träger als Summe gemeldet, ohne einzelne Personen; nicht nachprüfbar und in keiner "
    "anderen Zahl enthalten."
)


def reported_totals(totals: pd.DataFrame, maker: FigureMaker, period: Period) -> Iterator[Figure]:
    """A figure per sum whose time touches the period, by module and provider."""
    order = totals.dropna(subset=["module"])
    order = order.sort_values(["module", "provider", "span"], kind="stable")
    names = ("record", "provider", "module", "figure", "amount", "span")
    for row in zip(*(order[name].astype(object) for name in names), strict=True):
        first, last = map(dt.date.fromisoformat, row[-1].split(".."))
        if first <= period.last and last >= period.first:
            yield _figure(row, Period(first, last), maker)


def _figure(row: Sequence[Any], period: Period, maker: FigureMaker) -> Figure:
    record, provider, module, figure, amount, span = row
    restriction, measure = {"provider": provider, "span": span}, f"{MEASURE}.{figure}"
    return Figure(
        id=figure_id(module, measure, restriction),
        measure=measure,
        module=module,
        provider=provider,
        restriction=restriction,
        label=f"{_called(figure, maker.settings)} (gemeldete Summe)",
        definition=DEFINITION,
        period=period,
        as_of=maker.as_of,
        value=int(amount),
        unit="reported",
        rows=lambda: (record,),
    )


def _called(figure: str, settings: Settings) -> str:
    """What a sum is of, in the words of the house."""
    house = {"participants": settings.words.participants.plural}
    return house.get(figure) or vocabulary().label("figure", figure)
