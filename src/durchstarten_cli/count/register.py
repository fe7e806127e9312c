"""The register of figures: id, label, definition in words, and what is counted where.

A figure names a table, a condition on its rows, what is counted (rows, distinct persons, an
aggregate of a column), and maybe a base. A condition is written with the operators that numpy and
narwhals share (&, |, ~ and comparisons), over columns as attributes: `row.left & (row.way == 2)`.
So one register is evaluated on arrays and, through narwhals, by a database. Documentation,
`figures`, `counts` and `explain` are made from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, Literal

from durchstarten_cli.count.groups import code_of

Counts = Literal["persons", "rows", "median", "mean", "stock"]
UNITS = {
    "persons": "Personen",
    "cases": "Teilnahmen",
    "days": "Tage",
    "events": "Ereignisse",
    "meetings": "Sitzungen",
    "rows": "Zeilen",
}
"""What is counted, in words."""
Condition = Callable[[Any], Any]
"""Of something whose attributes are columns, either arrays or expressions: which rows are meant."""


def every(_row: Any) -> bool:
    """Every row of a table."""
    return True


def one_of(column: Any, *numbers: int) -> Any:
    """The rows whose column holds one of the numbers."""
    return reduce(or_, (column == number for number in numbers))


def has(column: Any, of: str, *codes: str) -> Any:
    """The rows whose column, coded as the column `of`, holds one of the codes."""
    return one_of(column, *(code_of(of, code) for code in codes))


@dataclass(frozen=True)
class Table:
    """A table that figures select from, one per scope.

    `columns` are those that conditions may ask for; `unit` says in German what a row is.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    person_columns: tuple[str, ...] = ()
    """Columns that are looked up by the person of a row."""
    by_person: bool = True
    """Whether its rows can be told apart by what is known of their person."""
    events: bool = False
    """Whether a row is told by a record."""
    of_stays: bool = False
    """Whether a row is made of stays: only these are behind a figure, not all of their persons."""

    def with_columns(self, *columns: str) -> "Table":
        """The same table with conditions on more columns."""
        return replace(self, columns=(*self.columns, *columns))

    def of_persons(self, *columns: str) -> "Table":
        """The same table with conditions on what is told of the persons of its rows."""
        return replace(self, person_columns=columns)


@dataclass(frozen=True, eq=False)
class Measure:
    """One figure of the register.

    Braces in label and definition are filled with the settings and words in force. `base` is a
    condition as well: value and share are then counted among its rows only. `of` is the column of
    an aggregate, `nothing` why an aggregate of no rows has no value. `observed`: not reported where
    the period ends after the as-of date. `by_day`: the value depends on days, so it is told how
    many persons have only a month. `modules` are those that it is counted for, without them all and
    over all; `base_label` says what the base is, `splits` by what it is broken down if not by what
    its table is.
    """

    name: str
    label: str
    definition: str
    table: Table
    where: Condition = every
    base: Condition | None = None
    counts: Counts = "persons"
    of: str = ""
    unit: str = "persons"
    observed: bool = False
    by_day: bool = False
    nothing: str = ""
    modules: tuple[str, ...] = ()
    base_label: str = ""
    splits: tuple[str, ...] = ()

    def told(self, words: Mapping[str, str]) -> tuple[str, str]:
        """Its label and its definition, with the settings and words in force."""
        return self.label.format_map(words), self.definition.format_map(words)

    def conditions(self) -> dict[str, Condition]:
        """What its rows have to fulfil, by its name, and those of its base by "<name> base"."""
        where, base = self.where, self.base
        if base is None:
            return {self.name: where}
        return {self.name: lambda row: where(row) & base(row), f"{self.name} base": base}

    def is_of(self, module: str | None) -> bool:
        """Whether it is counted for a module, or (None) over all."""
        return not self.modules or module in self.modules

    def restrictions(self) -> list[str]:
        """By what it can be broken down, in words."""
        usual = ["Person", "Träger", "Zeit"] if self.restrictable else ["Träger", "Zeit"]
        return list(self.splits) or usual

    @property
    def restrictable(self) -> bool:
        """Whether it can be restricted to a class of persons."""
        return self.table.by_person
