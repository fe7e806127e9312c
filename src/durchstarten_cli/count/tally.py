"""The register evaluated with pandas: all figures of a table at once, over all scopes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from durchstarten_cli.count.breakdowns import class_names
from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.groups import any_of_groups, first_of_groups
from durchstarten_cli.count.profiles import Profiles, profiles
from durchstarten_cli.count.register import Condition, Measure, Table
from durchstarten_cli.count.selection import Selection, aggregate, stock_selection
from durchstarten_cli.count.view import View
from durchstarten_cli.tables import AnyArray, Mask, Numbers


class Tally:
    """Values of the register over scopes; `by` are the columns that persons are told apart by."""

    def __init__(
        self, measures: Sequence[Measure], scopes: Sequence[Counted], by: Sequence[str]
    ) -> None:
        by_table: dict[str, list[Measure]] = {}
        for measure in measures:
            by_table.setdefault(measure.table.name, []).append(measure)
        self._tables = {
            name: _Evaluated(_widest(own), own, scopes, by)
            for name, own in by_table.items()
            if own[0].table.by_person
        }
        self._scopes = scopes

    def selection(
        self, measure: Measure, scope: int, by: str | None = None, number: int = 0
    ) -> Selection:
        """What a measure selects in a scope (by its place), or in the class `number` of `by`."""
        if not measure.table.by_person:
            return stock_selection(measure, self._scopes[scope])
        return self._tables[measure.table.name].part(scope).selection(measure, by, number)


def _widest(measures: Sequence[Measure]) -> Table:
    """The table of some figures with all columns that any of them asks for."""
    tables = [measure.table for measure in measures]
    return replace(
        tables[0],
        columns=tuple(dict.fromkeys(c for table in tables for c in table.columns)),
        person_columns=tuple(dict.fromkeys(c for table in tables for c in table.person_columns)),
    )


class _Evaluated:
    """One table: the conditions of all its figures, over the profiles of all scopes."""

    def __init__(
        self,
        table: Table,
        measures: Sequence[Measure],
        scopes: Sequence[Counted],
        by: Sequence[str],
    ) -> None:
        self._table, self._measures, self._by = table, measures, by
        self._scopes = scopes

    @cached_property
    def _parts(self) -> "list[_Part]":
        rows = [_with_classes(c, self._table, self._by) for c in self._scopes]
        table = self._table
        columns = list(dict.fromkeys((*table.columns, *table.person_columns, *self._by)))
        found = [profiles(view, columns) for view in rows]
        conditions = {n: c for m in self._measures for n, c in m.conditions().items()}
        column = {name: number for number, name in enumerate(conditions)}
        masks = _masks(found, conditions.values())
        return [
            _Part(counted, self._table, view, of_scope, part, column)
            for counted, view, of_scope, part in zip(self._scopes, rows, found, masks, strict=True)
        ]

    def part(self, scope: int) -> "_Part":
        """What there is of one scope."""
        return self._parts[scope]


def _masks(found: Sequence[Profiles], conditions: Iterable[Condition]) -> list[Mask]:
    """For the profiles of every scope which conditions hold, evaluated for all scopes at once."""
    sizes = [len(p) for p in found]
    names = found[0].entries
    stacked = View({name: np.concatenate([p.entries[name] for p in found]) for name in names})
    rows = sum(sizes)
    masks = np.column_stack([np.broadcast_to(meant(stacked), rows) for meant in conditions])
    return np.split(masks, np.cumsum(sizes)[:-1])


def _with_classes(counted: Counted, table: Table, by: Sequence[str]) -> View:
    rows: View = getattr(counted, table.name)
    if table.name == "people":
        return rows
    names = dict.fromkeys((*table.person_columns, *by))
    return rows.adding(**{name: counted.of_person(name, rows.person) for name in names})


@dataclass(frozen=True)
class _Part:
    """The rows of a table in one scope with their profiles and the conditions that hold there."""

    counted: Counted
    table: Table
    rows: View
    profiles: Profiles
    masks: Mask
    column: dict[str, int]
    _known: dict[tuple[bool, str | None], Numbers] = field(default_factory=dict)

    def selection(self, measure: Measure, by: str | None, number: int) -> Selection:
        base = self.column.get(f"{measure.name} base")
        behind = self.column[measure.name] if base is None else base
        chosen = _Chosen(self, behind, by, number)
        if measure.counts in ("median", "mean"):
            value = aggregate(measure, self.rows.column(measure.of)[chosen.rows()])
        else:
            value = self._count(measure, by, number, self.column[measure.name])
        return Selection(
            value,
            None if base is None else int(self._count(measure, by, number, base)),
            persons=chosen.persons,
            stays=chosen.stays,
            records=chosen.records,
            reason=measure.nothing if value is None else None,
            month_only=chosen.month_only() if measure.by_day and value is not None else None,
        )

    def _count(self, measure: Measure, by: str | None, number: int, column: int) -> int:
        distinct = measure.counts == "persons" and self.table.name != "people"
        if (distinct, by) not in self._known:
            self._known[distinct, by] = self._counts(by, distinct=distinct)
        return int(self._known[distinct, by][number, column])

    def _counts(self, by: str | None, *, distinct: bool) -> Numbers:
        """By class and condition the number of rows, or of distinct persons among them."""
        of_class, known = self.class_of_profile(by), self._classes(by)
        if not distinct:
            return _sums(self.masks, of_class, self.profiles.size, known + 1)
        order = np.argsort(self.rows.person, kind="stable")
        of_row, first = self.profiles.of_row[order], first_of_groups(self.rows.person[order])
        held = any_of_groups(self.masks[of_row], first)
        return _sums(held, of_class[of_row[first]], np.ones(len(first)), known + 1)

    def _classes(self, by: str | None) -> int:
        """How many classes there are beside "unknown"."""
        return 0 if by is None else len(class_names(by, self.counted.scope.definitions))

    def class_of_profile(self, by: str | None) -> Numbers:
        """For every profile the number of its class; "unknown is a class of its own", the last."""
        if by is None:
            return np.zeros(len(self.profiles), dtype=np.int64)
        codes = self.profiles.entries[by]
        known = self._classes(by)
        return np.where((codes < 0) | (codes >= known), known, codes)

    @cached_property
    def month_only(self) -> Numbers:
        """The rows of persons of whom only a month is known."""
        if not self.counted.participants.month_only.any():
            return np.empty(0, dtype=np.int64)
        told = self.counted.of_person("month_only", self.rows.person)
        return np.flatnonzero(told == 1)


def _sums(held: Mask, of_class: Numbers, size: AnyArray, classes: int) -> Numbers:
    """How much of every condition holds in every class."""
    weights = np.zeros((classes, len(of_class)))
    weights[of_class, np.arange(len(of_class))] = size
    return (weights @ held).astype(np.int64)


@dataclass(frozen=True)
class _Chosen:
    """The rows behind a figure, looked up only when they are asked for."""

    part: _Part
    column: int
    by: str | None
    number: int

    def rows(self) -> Numbers:
        """The numbers of the rows."""
        return np.flatnonzero(self._profiles()[self.part.profiles.of_row])

    def _profiles(self) -> Mask:
        held = self.part.masks[:, self.column]
        chosen: Mask = held & (self.part.class_of_profile(self.by) == self.number)
        return chosen

    def persons(self) -> Numbers:
        """Their persons, whatever else is told of them; of cases only the stays are asked for."""
        if self.part.table.of_stays:
            return np.empty(0, dtype=np.int64)
        persons: Numbers = self.part.rows.person[self.rows()]
        return persons

    def stays(self) -> Numbers:
        """The stays that make up the rows, where a row is made of stays."""
        if not self.part.table.of_stays:
            return np.empty(0, dtype=np.int64)
        return self.part.counted.stays_of(self.rows())

    def records(self) -> Numbers:
        """The records that tell of the rows, where a row is an event."""
        if not self.part.table.events:
            return np.empty(0, dtype=np.int64)
        records: Numbers = self.part.rows.record[self.rows()]
        return records

    def month_only(self) -> int:
        """How many of the persons are known by a month only."""
        rows = self.part.month_only
        if not len(rows):
            return 0
        held = self._profiles()[self.part.profiles.of_row[rows]]
        return len(np.unique(self.part.rows.person[rows[held]]))
