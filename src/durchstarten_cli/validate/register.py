"""The register of rules: code, effect, title, sentence, remedy, and a mask that finds the rows.

A rule is a function of a `Context` that gives a mask over the received rows (or several, by
column); the decorator adds what it does and what is said. The documentation is made from here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from durchstarten_cli.config import Settings
from durchstarten_cli.fields import suffixes
from durchstarten_cli.model import Effect
from durchstarten_cli.tables import Layout, Mask, Numbers, Rows, Tables, Unreadable

Masks = Iterable[tuple[str, Mask]]
"""Column of the tidy tables, and the received rows where the rule holds there."""


NOT_READ = ("unreadable", "error", "formula")
"""Marks of values that are there but could not be read."""


def as_mask(series: "pd.Series[bool]") -> Mask:
    """A comparison as a mask; a missing side makes it false."""
    return series.to_numpy(dtype=bool, na_value=False)


@dataclass(frozen=True)
class Earlier:
    """The last deliveries before those in force, read and counted the same way."""

    rows: Rows
    tables: Tables


@dataclass(frozen=True)
class Context:
    """What rules may look at. `tables` and `used` are only filled for rules over stays.

    `earlier` is only filled for rules over deliveries.
    """

    rows: Rows
    settings: Settings
    as_of: dt.date
    unreadable: tuple[Unreadable, ...] = ()
    tables: Tables | None = None
    used: Mask | None = None
    earlier: Earlier | None = None

    @property
    def frame(self) -> pd.DataFrame:
        """The wide table of received rows."""
        return self.rows.frame

    @property
    def headed(self) -> list[Layout]:
        """The sheets in which a table was found."""
        return [layout for layout in self.rows.layouts if layout.header_row is not None]

    def marked(self, kinds: Iterable[str], *, without: str = "") -> Masks:
        """Masks of the values that reading has marked with one of `kinds`."""
        for mark in self.rows.marks:
            if mark.kind in kinds and mark.field != without:
                yield mark.field, self.at(mark.rows)

    def at(self, rows: Numbers) -> Mask:
        """A mask that is true at the given row numbers."""
        mask = np.zeros(len(self.frame), dtype=bool)
        mask[rows] = True
        return mask

    @property
    def final(self) -> Mask:
        """Used rows that are the last state of their stay, or of none. Needs `tables`."""
        assert self.tables is not None
        assert self.used is not None
        records, wins = self.tables.records, self.tables.stays["record"].to_numpy()
        last = (records["stay"].to_numpy() < 0).copy()
        last[wins] = True
        return self.at(np.flatnonzero(self.used)[last])

    def numbers(self, family: Sequence[str]) -> list[str]:
        """How often rows hold the columns of a family: "" for the first, "#2" for the second."""
        return suffixes(self.frame.columns, family)

    def with_fields(self, *names: str) -> Mask:
        """Rows of sheets that have at least one of the columns."""
        has = [any(n in layout.fields for n in names) for layout in self.rows.layouts]
        rows: Mask = np.array(has, dtype=bool)[self.frame["source"].to_numpy()]
        return rows


@dataclass(frozen=True)
class SheetHit:
    """Where a rule over sheets holds: the sheet's layout and, if it is about one, a column.

    `place` names cells; a note is not known again by them. `of_content` marks what is
    said of the content as a whole: settled, it is so for this file only.
    """

    layout: Layout
    column: int | None = None
    detail: str = ""
    place: str = ""
    of_content: bool = False


@dataclass(frozen=True)
class RecordHit:
    """Where a rule over deliveries holds: at a record, told by its id, or at the whole delivery.

    `number` is the received row and `field` the column where it is to be looked for now, if
    anywhere; `earlier_row` stands for the id in its place where that looks like a name.
    """

    provider: str
    words: Mapping[str, str]
    record: str | None = None
    earlier_row: int | None = None
    number: int | None = None
    field: str | None = None


@dataclass(frozen=True)
class Rule:
    """One rule. `sentence` and `remedy` are German; braces name what is filled in.

    `example` tells a case that really happens; files that hit and that do not begin with the code.
    """

    code: str
    level: str
    effect: Effect
    title: str
    sentence: str
    remedy: str
    example: str
    finder: Callable[[Context], object]
    looks_at: tuple[str, ...] = ()
    """The columns that it compares, beside the one at which it is told."""
    fixed: str = ""
    """Why a project cannot turn it down; empty where it can."""


FIXED: Mapping[Effect, str] = {
    Effect.FILE: "Ohne diese Regel würde gezählt, was nicht lesbar oder nicht erlaubt ist.",
    Effect.ROW: "Ohne diese Regel würde eine Zeile falsch gezählt.",
    Effect.VALUE: "Ohne diese Regel fehlte der Wert, ohne dass es jemand erfährt.",
    Effect.NOTE: "",
}
RULES: dict[str, Rule] = {}
LEVELS: Mapping[str, str] = {
    "file": "Datei",
    "sheet": "Blatt und Spalten",
    "cell": "Zelle",
    "row": "Zeile",
    "stays": "Zeilen im Vergleich",
    "tables": "Tabellen im Vergleich",
    "deliveries": "Lieferungen im Vergleich",
    "plausibility": "Plausibilität",
}


def rule(
    code: str,
    level: str,
    effect: Effect,
    title: str,
    sentence: str,
    remedy: str,
    *,
    example: str,
    looks_at: tuple[str, ...] = (),
    can_be_lowered: bool = False,
) -> Callable[[Callable[[Context], object]], Callable[[Context], object]]:
    """Enter a finder into the register. Levels: those of LEVELS.

    Notes can always be turned off, other rules only where nothing is counted wrongly without them.
    """
    fixed = "" if can_be_lowered else FIXED[effect]

    def enter(finder: Callable[[Context], object]) -> Callable[[Context], object]:
        if code in RULES:
            raise ValueError(f"two rules with the code {code}")
        told = (title, sentence, remedy, example)
        RULES[code] = Rule(code, level, effect, *told, finder, looks_at, fixed)
        return finder

    return enter
