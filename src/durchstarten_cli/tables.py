"""The tables that the stages hand on to each other, as dataframes and arrays.

Dates are datetime64[s] with NaT for "not reported"; coded columns and ids are categoricals with
missing values for "not reported" (the code "unknown" means: reported as unknown).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from durchstarten_cli.model import Source

FEEDBACK_MARK = "Rückmeldung zu Ihrer Lieferung (durchstarten)"
"""First cell of the sheet that we add to a provider's file: it is no data when it comes back."""
FORM_MARK = "So füllen Sie dieses Formular aus (durchstarten)"
"""First cell of the sheet that explains our form."""
MODULE_TITLE = "Baustein:"
"""With this begins a title above a table that says of which module all its rows are."""

AnyArray = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


def categorical(codes: AnyArray, names: Sequence[str]) -> Any:
    """A coded column; -1 is "not reported"."""
    categories: Any = pd.Index(list(names), dtype=object)
    column: Any = pd.Categorical.from_codes(codes.astype(np.int64), categories)
    return column


@dataclass(frozen=True)
class Cells:
    """One column of cells: `values` are the distinct ones, `codes` says which stands in which row.

    Whatever is done to cells is done once per distinct value; that is what makes it quick.
    """

    codes: npt.NDArray[np.int32]
    values: tuple[object, ...]

    def at(self, rows: Numbers) -> "Cells":
        """The cells of some rows."""
        return Cells(self.codes[rows], self.values)

    def compact(self) -> "Cells":
        """The same without values that stand in no row."""
        present = np.flatnonzero(np.bincount(self.codes, minlength=len(self.values)))
        numbers = np.zeros(len(self.values), dtype=np.int32)
        numbers[present] = np.arange(present.size)
        values = tuple([self.values[code] for code in present.tolist()])
        return Cells(numbers[self.codes], values)


def cells_of(objects: AnyArray) -> Cells:
    """Cells from an array of objects."""
    codes, values = pd.factorize(objects)
    # Not a number is a value as well: without a place of its own it would be taken for another.
    codes = np.where(codes < 0, len(values), codes) if (codes < 0).any() else codes
    return Cells(codes.astype(np.int32), (*values, float("nan")))


class Area(NamedTuple):
    """Cells merged over several rows, both ends included, from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands: column i of the file is `columns[i]`, its entry j is Excel row j + 1.

    Cells are text, numbers, dates or empty text. `broken` tells cells that Excel shows as an error
    or whose formula has no result, by (row, column), both from 0; `struck` tells for columns in
    which rows their cells are struck through; `since_1904`: numbers count days from that year on.
    """

    source: Source
    columns: Sequence[Cells]
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[int, Sequence[int]] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    since_1904: bool = False


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be read at all, and why (a German sentence)."""

    source: Source
    reason: str
    remedy: str


@dataclass(frozen=True)
class Layout:
    """How a sheet was understood: field -> column index, headers by column, unknown ones, names.

    `structure` counts the rows that are title, header, sum or blank; `ours` marks a sheet that we
    wrote ourselves; `module` is what a title above the table says of it; `implied` are fields that
    the headings of other columns stand for ("2022" above amounts); `doubled` are unknown ones that
    mean what a column before them means, `further` those that tell of another stay; `second_table`
    is the row (from 0) where other headings follow; `merged` gives for columns with cells that
    speak for several rows the first of them.
    """

    source: Source
    fields: Mapping[str, int]
    headers: Mapping[int, str]
    unknown: tuple[int, ...]
    refused: tuple[int, ...]
    structure: int
    header_row: int | None
    ours: bool = False
    module: str = ""
    implied: Mapping[str, str] = field(default_factory=dict)
    doubled: tuple[int, ...] = ()
    further: tuple[int, ...] = ()
    second_table: int | None = None
    merged: Mapping[int, str] = field(default_factory=dict)

    @property
    def only_totals(self) -> bool:
        """Whether the sheet holds sums and no records."""
        return "amount" in self.fields


@dataclass(frozen=True)
class Mark:
    """Values of one field that need a word: `kind` is unreadable, month, code, error, formula,
    struck (the row), struck_entry or shortened."""

    field: str
    kind: str
    rows: Numbers


@dataclass(frozen=True)
class Rows:
    """All received rows, wide: every field of the tidy tables is a column of `frame`.

    `frame` also holds source (index into `layouts`), row (Excel row), raw (equal for rows written
    alike in one sheet), others (the same of unknown columns), provider, module and person:
    a number, -1 without an id, one per person over all providers that share ids. `ids` gives the
    id as delivered for every person number.
    """

    layouts: tuple[Layout, ...]
    frame: pd.DataFrame
    marks: tuple[Mark, ...]
    ids: tuple[str, ...]
    feedback: tuple[Sheet, ...] = ()
    """The sheets that we added ourselves to a workbook which came back."""


@dataclass(frozen=True)
class Tables:
    """The tidy tables, after row rules and merging of states; `record` points into `records`.

    `records` are the used rows: source, row, provider, module, person, stay (its stay or -1);
    `meetings_told` is whether any list of meetings was delivered at all; `totals` are sums that a
    provider reported without records (figure, amount, first and last day).
    """

    sources: tuple[Source, ...]
    records: pd.DataFrame
    stays: pd.DataFrame
    outcomes: pd.DataFrame
    handovers: pd.DataFrame
    supports: pd.DataFrame
    meetings: pd.DataFrame
    meetings_told: bool
    totals: pd.DataFrame
