"""The register evaluated in a database: all figures of a table and a scope in a few queries."""

from collections.abc import Iterator, Sequence
from typing import Any

import narwhals as nw

from durchstarten_cli.count.breakdowns import class_names
from durchstarten_cli.count.lazy.columns import Columns, Frame, choose, whole
from durchstarten_cli.count.lazy.tables import LazyCounted
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.selection import stock_value, tenth

Value = int | float | None
Found = Iterator[tuple[str, str, Value, int | None]]
"""Measure, class ("" where nothing is broken down), value and base."""


def values(counted: LazyCounted, measures: Sequence[Measure], by: str = "") -> Found:
    """Every measure of a scope, or by the classes of a column of its participants."""
    tables: dict[str, list[Measure]] = {}
    for measure in measures:
        tables.setdefault(measure.table.name, []).append(measure)
    for own in tables.values():
        if own[0].table.by_person:
            yield from _of_table(counted, own, by)
        elif not by:
            for measure in own:
                share = counted.scope.definitions.usual_range_share
                yield measure.name, "", stock_value(measure, counted.occupancy, share), None


def _of_table(counted: LazyCounted, measures: Sequence[Measure], by: str) -> Found:
    rows = _meant(counted, measures, by)
    names = [*class_names(by, counted.scope.definitions), "unknown"] if by else [""]
    found: dict[str, dict[int, Any]] = {}
    for frame, columns in _queries(rows, measures):
        for line in frame.collect("pandas").to_native().to_dict("records"):
            for column in columns:
                found.setdefault(column, {})[int(line["class"])] = line[column]
    for number, name in enumerate(names):
        for measure in measures:
            value = _value(measure, found.get(measure.name, {}).get(number))
            base = None
            if measure.base is not None:
                base = int(found.get(f"{measure.name} base", {}).get(number) or 0)
            yield measure.name, name, value, base


def _value(measure: Measure, found: Any) -> Value:
    nothing = found is None or found != found
    if measure.counts in ("median", "mean"):
        return None if nothing else tenth(float(found))
    return 0 if nothing else int(found)


def _meant(counted: LazyCounted, measures: Sequence[Measure], by: str) -> Frame:
    """The rows of a table with their class, and 1 or 0 for every condition."""
    table = measures[0].table
    rows: Frame = getattr(counted, table.name)
    asked = [c for m in measures for c in m.table.person_columns]
    columns = list(dict.fromkeys([*asked, *([by] if by else [])]))
    if table.name != "people":
        rows = counted.with_persons(rows, columns)
    conditions = {n: c(Columns()) for m in measures for n, c in m.conditions().items()}
    flags = {n: nw.lit(1) if c is True else whole(c) for n, c in conditions.items()}
    return rows.with_columns(**{"class": _class(counted, by)}, **flags)


def _class(counted: LazyCounted, by: str) -> nw.Expr:
    """The number of the class; "unknown is a class of its own", the last."""
    if not by:
        return nw.lit(0)
    known, code = len(class_names(by, counted.scope.definitions)), nw.col(by)
    return choose(((code >= 0) & (code < known), code), otherwise=known)


def _queries(rows: Frame, measures: Sequence[Measure]) -> Iterator[tuple[Frame, list[str]]]:
    """By class: sums of rows, of distinct persons, and aggregates; with the columns of each."""
    persons = [m for m in measures if m.counts == "persons" and m.table.name != "people"]
    sums = [m for m in measures if m.counts in ("persons", "rows") and m not in persons]
    aggregates = [m for m in measures if m.counts in ("median", "mean")]
    if names := [n for m in sums for n in m.conditions()]:
        yield rows.group_by("class").agg(*(nw.col(n).sum() for n in names)), names
    if names := [n for m in persons for n in m.conditions()]:
        by_person = rows.group_by("class", "person").agg(*(nw.col(n).max() for n in names))
        yield by_person.group_by("class").agg(*(nw.col(n).sum() for n in names)), names
    if aggregates:
        meant = {m.name: nw.when(nw.col(m.name) == 1).then(nw.col(m.of)) for m in aggregates}
        agg = {m.name: getattr(meant[m.name], m.counts)() for m in aggregates}
        yield rows.group_by("class").agg(**agg), list(agg)
