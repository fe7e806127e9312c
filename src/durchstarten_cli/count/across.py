"""Figures over modules and of meetings: what single scopes cannot tell."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.groups import flags
from durchstarten_cli.count.register import Measure, Table
from durchstarten_cli.count.registered import PEOPLE
from durchstarten_cli.count.selection import Selection
from durchstarten_cli.model import Period
from durchstarten_cli.tables import Mask


def over_modules(
    by_module: dict[str, Counted],
) -> Iterator[tuple[Measure, dict[str, str], Selection]]:
    """The persons in both of each two modules, and those in exactly one, two, ... of all."""
    there = {
        name: flags(c.participants.person, c.scope.population) for name, c in by_module.items()
    }
    for one, other in combinations(sorted(there), 2):
        yield OVERLAP, {"modules": f"{one}+{other}"}, _persons(there[one] & there[other])
    if len(there) > 1:
        times = np.sum(list(there.values()), axis=0)
        for number in range(1, len(there) + 1):
            yield IN_MODULES, {"number": str(number)}, _persons(times == number)


def _persons(among: Mask) -> Selection:
    return Selection(int(among.sum()), persons=partial(np.flatnonzero, among))


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


SITTINGS = Table("meetings", "Sitzungen", (), by_person=False, events=True)
OVERLAP = Measure(
    "overlap",
    "Personen in beiden {modules}",
    "Personen, die im Zeitraum an beiden {modules} teilnahmen; in der Gesamtzahl zählen sie "
    "einmal.",
    PEOPLE,
    splits=("je zwei Bausteine",),
)
IN_MODULES = Measure(
    "in_modules",
    "Personen nach der Zahl von {modules}",
    "Personen, die im Zeitraum an genau so vielen {modules} teilnahmen, wie „number“ angibt.",
    PEOPLE,
    splits=("Zahl der Bausteine",),
)
MEETINGS = Measure(
    "meetings",
    "Sitzungen",
    "Sitzungen im Zeitraum laut Sitzungsliste, nach Format und teilnehmender Stelle.",
    SITTINGS,
    splits=("Format", "teilnehmende Stelle"),
    unit="meetings",
)
ACROSS = (OVERLAP, IN_MODULES, MEETINGS)
