"""The values that the stages hand on to each other: places, findings, figures, what is published.

Plain frozen dataclasses without dataframes. The words are those of docs/definitionen.md.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Effect(StrEnum):
    """What a finding does: rejects the delivery, sets a row aside, rejects a value, or notes."""

    FILE = "file"
    ROW = "row"
    VALUE = "value"
    NOTE = "note"


class Verdict(StrEnum):
    """What becomes of a delivery: only a finding with the effect FILE rejects it."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_NOTES = "accepted_with_notes"
    REJECTED = "rejected"


@dataclass(frozen=True, order=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Source:
    """One sheet of one delivered file (a CSV has one sheet without a name).

    `file` is relative to the project folder where the file lies in it, `sha256` that of its bytes.
    `reading` says how the text was read (encoding, separator), `hidden` what Excel does not show,
    `garbled` whether umlauts arrived damaged.
    """

    file: str
    sha256: str
    sheet: str | None
    provider: str
    delivered: dt.date | None
    reading: str = ""
    hidden: str = ""
    garbled: bool = False


BY_ROW = "Zeile "
"""Begins what stands in place of an id, where there is none or it looks like a name."""


@dataclass(frozen=True)
class NoteKey:
    """By what a note is known again: the record and a fingerprint of the values concerned.

    `record` is empty for a note on a column, a sheet or a whole delivery, and where the id looks
    like a name: it is not kept, but the fingerprint is one of it as well.
    """

    provider: str
    code: str
    record: str
    values: str


@dataclass(frozen=True)
class Settled:
    """Why a note is no longer open, a short sign of who said so, and when."""

    reason: str
    by: str
    on: dt.date


@dataclass(frozen=True)
class Finding:
    """One thing wrong at one place. `record` is the record's own id, never a name.

    `values` is a fingerprint of the record and the values that the rule looked at; `asked` is what
    its provider has left open in a decision on it.
    """

    code: str
    effect: Effect
    provider: str
    file: str
    message: str
    remedy: str
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    column: str | None = None
    record: str | None = None
    values: str | None = None
    settled: Settled | None = None
    asked: str = ""

    @property
    def to_do(self) -> str:
        """All that is to be done: the remedy, and what is asked about a decision."""
        return f"{self.remedy} {self.asked}".rstrip()

    @property
    def note_key(self) -> NoteKey | None:
        """By what a note is known again, never the row; None of a record without an id."""
        if self.effect is not Effect.NOTE or self.values is None:
            return None
        return NoteKey(self.provider, self.code, record_key(self.record), self.values)


def record_key(record: str | None) -> str:
    """A record as notes keep it: one that is told by its row is known by its values alone."""
    return "" if record is None or record.startswith(BY_ROW) else record


@dataclass(frozen=True)
class LoweredRule:
    """A rule that the project has turned down to `effect` or off (None), and why."""

    code: str
    title: str
    effect: Effect | None
    reason: str


@dataclass(frozen=True)
class Delivery:
    """One delivered file with what became of its rows: received = used + set aside.

    `only_totals`: it holds sums without records, so nothing of it can be counted or checked.
    """

    file: str
    sha256: str
    provider: str
    delivered: dt.date | None
    verdict: Verdict
    rows_received: int
    rows_used: int
    rows_set_aside: int
    values_rejected: int
    structure: int
    reading: str = ""
    only_totals: bool = False


Restriction = Mapping[str, str]
"""Column and class that a figure is restricted to, such as {"sex": "female"}."""


def _no_rows() -> Sequence[int]:
    return ()


@dataclass(frozen=True)
class Figure:
    """A true figure: what was counted, by which definition, on which rows.

    `value` is None where nothing was reported, then `reason` says why; None is never zero.
    `month_only` tells of a figure by day of how many of its persons only a month is known.
    `rows` gives the numbers of the records behind the value (positions in the records table).
    """

    id: str
    measure: str
    module: str | None
    provider: str | None
    restriction: Restriction | None
    label: str
    definition: str
    period: Period
    as_of: dt.date
    value: int | float | None
    base: int | None = None
    reason: str | None = None
    unit: str = "persons"
    month_only: int | None = None
    rows: Callable[[], Sequence[int]] = field(default=_no_rows, compare=False, repr=False)


@dataclass(frozen=True)
class Withheld:
    """A count that is not told; the true one is not in here.

    `below` tells "less than so many"; without it not even that is told.
    """

    below: int | None = None


@dataclass(frozen=True)
class Published:
    """What may be printed of a figure. Composing and rendering only ever see this.

    `withheld` stands where a value is known but not told, `base_withheld` the same of the base;
    `rounded`: value and base are told as multiples of a number.
    """

    id: str
    measure: str
    label: str
    definition: str
    period: Period
    as_of: dt.date
    value: int | float | None
    base: int | None
    share: int | None
    reason: str | None
    unit: str
    restriction: Restriction | None = None
    withheld: Withheld | None = None
    base_withheld: Withheld | None = None
    rounded: bool = False

    @property
    def some(self) -> bool:
        """Whether there is somebody to speak of: withheld counts may be zero and never say so."""
        return self.withheld is not None or bool(self.value)

    @property
    def missing(self) -> bool:
        """Whether nothing was reported; `reason` says why."""
        return self.value is None and self.withheld is None


@dataclass(frozen=True)
class Citation:
    """One printing in the statement: which figure, the words, and which part of it they say.

    `part` is "value", "base" or "share".
    """

    figure: str
    printed: str
    part: str = "value"
