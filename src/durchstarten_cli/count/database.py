"""All figures counted in a database: for tables larger than memory, without evidence.

The register is the same as everywhere; what makes its tables is the lazy variant. narwhals and
duckdb are an extra of the package: `pip install durchstarten[duckdb]`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import narwhals as nw

from durchstarten_cli.config import Settings
from durchstarten_cli.count.bounds import Bounds
from durchstarten_cli.count.breakdowns import BY_PERSON, cut_periods
from durchstarten_cli.count.catalogue import measures
from durchstarten_cli.count.lazy import stays, tally
from durchstarten_cli.count.lazy.columns import Frame, Keep
from durchstarten_cli.count.lazy.tables import LazyCounted
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.windows import Windows, windows_of
from durchstarten_cli.count.words import figure_id
from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Period, Restriction

TABLES = ("stays", "outcomes", "handovers", "supports")
NO_DASK = (
    "Mit Dask wird nicht gezählt: Es zählt verschiedene Personen falsch, ohne es zu melden.",
    "Bitte verwenden Sie pandas (ohne weitere Angabe) oder DuckDB.",
)


@dataclass(frozen=True)
class Part:
    """One scope to count over, and what of it (a provider, a year) it is restricted to."""

    counted: LazyCounted
    restriction: Restriction | None = None


@dataclass(frozen=True)
class DatabaseCounting:
    """What is counted: coded tables (see lazy/prepare.py), settings, period, as-of date.

    `keep` computes a table once. Raises UsageError for tables of Dask.
    """

    tables: Mapping[str, Frame]
    settings: Settings
    period: Period
    as_of: dt.date
    keep: Keep

    def __post_init__(self) -> None:
        for name in TABLES:
            if self.tables[name].implementation.is_dask():
                raise UsageError(*NO_DASK)

    def values(
        self, breakdowns: Iterable[str] = ()
    ) -> dict[str, tuple[int | float | None, int | None]]:
        """Value and base of every figure by its id; None where it is not reported."""
        return dict(self._all(tuple(breakdowns)))

    def _all(
        self, breakdowns: tuple[str, ...]
    ) -> Iterator[tuple[str, tuple[int | float | None, int | None]]]:
        by_person = [by for by in breakdowns if by in BY_PERSON]
        for module in (*self._modules(), None):
            whole = self._counted(module, None, self.period)
            yield from self._of_part(Part(whole))
            for by in by_person:
                yield from self._of_part(Part(whole), by)
            for by in breakdowns:
                if by not in BY_PERSON:
                    for part in self._cut(module, by):
                        yield from self._of_part(part)

    def _of_part(
        self, part: Part, by: str = ""
    ) -> Iterator[tuple[str, tuple[int | float | None, int | None]]]:
        bounds = part.counted.scope
        asked = [m for m in self._measures if m.is_of(bounds.module) and (m.restrictable or not by)]
        told = {m.name: _is_told(m, bounds) for m in asked}
        for name, of_class, value, base in tally.values(part.counted, asked, by):
            restriction = {by: of_class} if by else part.restriction
            id = figure_id(bounds.module, name, restriction)
            yield id, ((value, base) if told[name] else (None, None))

    def _cut(self, module: str | None, by: str) -> Iterator[Part]:
        if by == "provider":
            for provider in self.settings.providers:
                counted = self._counted(module, provider, self.period)
                if counted.told["stays"].select(nw.len()).collect("pandas").item():
                    yield Part(counted, {by: provider})
        else:
            for label, period in cut_periods(by, self.period):
                yield Part(self._counted(module, None, period), {by: label})

    def _modules(self) -> list[str]:
        return [m for m, module in self.settings.modules.items() if module.carried_out]

    @cached_property
    def _measures(self) -> tuple[Measure, ...]:
        return measures(self.settings)

    @cached_property
    def _windows(self) -> Windows:
        return windows_of(self.settings, self.as_of)

    @cached_property
    def _told(self) -> dict[str, Frame]:
        """The coded tables with cases, made once for all scopes."""
        told = stays.with_gone(stays.agreed_sex(self.tables["stays"]))
        told = self.keep(stays.numbered(told, self._windows))
        cases = self.keep(stays.cases(told))
        lasting = {"stays": told.filter(~nw.col("short")), "cases": cases}
        return {name: self.tables[name] for name in TABLES} | lasting

    def _counted(self, module: str | None, provider: str | None, period: Period) -> LazyCounted:
        told = self._told
        for column, name, known in (
            ("module", module, self.settings.modules),
            ("provider", provider, self.settings.providers),
        ):
            if name is not None:
                code = list(known).index(name)
                told = {key: table.filter(nw.col(column) == code) for key, table in told.items()}
        bounds = Bounds(module, period, self.as_of, self.settings.definitions_of(module))
        return LazyCounted(bounds, self._windows, told, self.keep)


def _is_told(measure: Measure, bounds: Bounds) -> bool:
    """ "Days after the as-of date are not reported, never zero"."""
    if bounds.first > bounds.known:
        return False
    return not (measure.observed and bounds.last > bounds.known)


def in_duckdb(connection: Any) -> Keep:
    """Keeps tables of a DuckDB connection as temporary tables."""
    number = count()

    def keep(frame: Frame) -> Frame:
        name = f"durchstarten_{next(number)}"
        relation = frame.to_native()
        connection.execute(f"CREATE TEMP TABLE {name} AS {relation.sql_query()}")
        kept: Frame = nw.from_native(connection.table(name))
        return kept

    return keep
