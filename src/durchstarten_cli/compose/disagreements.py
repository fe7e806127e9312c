"""Two sources that tell different numbers of the same thing: both are said, neither is chosen."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from durchstarten_cli.compose.values import Disagreement
from durchstarten_cli.model import Period, Published

Figures = Mapping[str, Published]

COUNTED = {
    "participants": "participants",
    "entries": "entries",
    "exits": "exits",
    "dropouts": "exits.dropout",
    "placement": "placement",
    "training": "outcome_any.training",
    "work": "outcome_any.work",
    "handover": "handover",
}
"""Which measure counts what a provider may also report as a sum."""


def disagreements(
    figures: Figures,
    module: str,
    run: Period,
    totals: Sequence[Published],
    providers: Sequence[str],
) -> Iterator[Disagreement]:
    """Sums that differ from what was counted, and sums of different sources that differ.

    `run` are the days of the module: sums that tell of the same of these days are comparable. Each
    of several providers of a module reports its own persons: its sum is held against what was
    counted of it, and is no contradiction to another's.
    """
    for total in totals:
        counted = figures.get(_counterpart(module, total, providers))
        if counted is not None and _differ(total, counted, run):
            yield Disagreement(total, counted)
    for one, other in combinations(totals, 2):
        own = {_provider(one), _provider(other)} <= set(providers)
        if one.measure == other.measure and not own and _differ(one, other, run):
            yield Disagreement(one, other)


def _counterpart(module: str, total: Published, providers: Sequence[str]) -> str:
    measure = COUNTED.get(total.measure.partition(".")[2], "")
    if len(providers) > 1 and _provider(total) in providers:
        return f"{module}.{measure}[provider={_provider(total)}]"
    return f"{module}.{measure}"


def _provider(total: Published) -> str:
    return (total.restriction or {}).get("provider", "")


def _differ(one: Published, other: Published, run: Period) -> bool:
    """Whether both tell of the same days of the module, and not the same number."""
    told = one.value is not None and other.value is not None
    return told and one.value != other.value and _days(one, run) == _days(other, run)


def _days(figure: Published, run: Period) -> tuple[dt.date, dt.date]:
    return max(figure.period.first, run.first), min(figure.period.last, run.last)
