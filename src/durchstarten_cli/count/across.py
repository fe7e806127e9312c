"""Figures over modules and of meetings: what single scopes cannot tell."""

from collections.abc import Collection, Iterator
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from durchstarten_cli.config import Settings
from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.register import Measure, Selection
from durchstarten_cli.model import Period


def one_key_for_persons(
    settings: Settings, providers: Collection[str], matched: Collection[frozenset[str]]
) -> bool:
    """Whether persons can be told apart over all these providers.

    Of each two both have to share ids, or people have compared all their persons (`matched`).
    """
    of_persons = sorted(p for p in providers if settings.providers[p].modules)
    return all(
        frozenset(pair) in matched or all(settings.providers[p].ids == "shared" for p in pair)
        for pair in combinations(of_persons, 2)
    )


NO_KEY = (
    "Ob Personen an mehreren {modules} teilnahmen, ist nicht feststellbar, weil die Träger eigene "
    "Nummern verwenden."
)


def overlaps(by_module: dict[str, Counted]) -> Iterator[tuple[str, Selection]]:
    """The persons in both of each two modules, by "m1+m6"."""
    for one, other in combinations(sorted(by_module), 2):
        persons = np.intersect1d(by_module[one].people.person, by_module[other].people.person)
        yield f"{one}+{other}", Selection(len(persons), persons=partial(np.asarray, persons))


def meetings(table: pd.DataFrame, period: Period) -> Iterator[tuple[dict[str, str], Selection]]:
    """Meetings of the period: all, by format, and by format and unit or body present."""
    days = table["meeting_on"]
    dated = (days >= pd.Timestamp(period.first)) & (days <= pd.Timestamp(period.last))
    held = table[dated.to_numpy()]
    yield {}, _number(held)
    for name in sorted(held["format"].dropna().unique()):
        of_format = held[held["format"] == name]
        yield {"format": name}, _number(of_format)
        for unit in _present(of_format):
            yield {"format": name, "unit": unit}, _number(_with(of_format, unit))


def _number(held: pd.DataFrame) -> Selection:
    records = held["record"].to_numpy()
    return Selection(len(held), records=lambda: records)


def _names(cell: object) -> list[str]:
    """Units in a cell; ";" alone separates, "Bürger und Integration" is one."""
    return [n.strip() for n in cell.split(";") if n.strip()] if isinstance(cell, str) else []


def _present(held: pd.DataFrame) -> list[str]:
    cells = [*held["units"], *held["bodies"]]
    return sorted({name for cell in cells for name in _names(cell)})


def _with(held: pd.DataFrame, unit: str) -> pd.DataFrame:
    cells = zip(held["units"], held["bodies"], strict=True)
    return held[[unit in (*_names(units), *_names(bodies)) for units, bodies in cells]]


def _never(_counted: Counted, _only: object) -> Selection:
    raise AssertionError("this measure is not selected over a scope")


OVERLAP = Measure(
    "overlap",
    "Personen in beiden Bausteinen",
    "Personen, die im Zeitraum an beiden Bausteinen teilnahmen; in der Gesamtzahl zählen sie "
    "einmal.",
    _never,
)
MEETINGS = Measure(
    "meetings",
    "Sitzungen",
    "Sitzungen im Zeitraum laut Sitzungsliste, nach Format und teilnehmender Stelle.",
    _never,
    unit="meetings",
)
ACROSS = (OVERLAP, MEETINGS)
