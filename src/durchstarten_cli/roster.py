"""A provider's list with names, understood: what normalise hands on to pseudonyms."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PERSON, BIRTH_DATE, ENTRY = "person", "birth_date", "entry"
"""Columns by which a table is one of persons, even without names."""


class How(StrEnum):
    """How a cell was read: by a fixed meaning, as the provider's own text, or not at all."""

    KNOWN = "known"
    OWN = "own"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Told:
    """What a cell says: a day, a text, or nothing."""

    value: dt.date | str | None = None
    how: How = How.KNOWN


@dataclass(frozen=True)
class ReadColumn:
    """An understood column: its field and label, its place in the file (from 0), its cells."""

    field: str
    label: str
    index: int
    cells: tuple[Told, ...]


@dataclass(frozen=True)
class NameColumn:
    """A column of names. `kind` is given, family, full or aside; `rank` says which one is taken."""

    kind: str
    header: str
    index: int
    rank: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Roster:
    """One sheet with persons; `number` counts the sheets from 1, `rows` are Excel's numbers.

    `left_out` are headers by column, `passed_over` rows below the header that hold something, but
    were taken for titles, sums or the like; `struck` are entries that are struck through in rows
    that are not: row and column.
    """

    number: int
    header_row: int
    rows: tuple[int, ...]
    columns: tuple[ReadColumn, ...] = ()
    names: tuple[NameColumn, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    passed_over: tuple[int, ...] = ()
    hidden: str = ""
    garbled: bool = False
    struck: tuple[tuple[int, int], ...] = ()

    def column(self, name: str) -> ReadColumn | None:
        """The column of a field, None where the sheet does not have it."""
        return next((column for column in self.columns if column.field == name), None)


@dataclass(frozen=True)
class OtherSheet:
    """A sheet without persons; `names` tells whether it has a heading of names all the same."""

    number: int
    names: bool
