"""Where records stand: file, sheet and Excel rows, as ranges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from durchstarten_cli.tables import Layout, Numbers


@dataclass(frozen=True)
class RowRange:
    """Rows of one sheet as people write them ("7-12,15") and how many they are."""

    file: str
    sheet: str | None
    rows: str
    count: int


@dataclass(frozen=True)
class RecordPlace:
    """One row with what its record is called: its own id, or the row again."""

    file: str
    sheet: str | None
    row: int
    record: str


def row_ranges(layouts: Sequence[Layout], source: Numbers, row: Numbers) -> list[RowRange]:
    """The rows with the given layout numbers and Excel rows, both ascending, sheet by sheet."""
    sheets = [(number, layouts[number].source) for number in np.unique(source)]
    parts = [(of, row[source == number]) for number, of in sheets]
    return [RowRange(of.file, of.sheet, ranges(rows), len(rows)) for of, rows in parts]


def record_places(
    layouts: Sequence[Layout], source: Numbers, row: Numbers, names: Sequence[str]
) -> list[RecordPlace]:
    """The same, row by row, with the names of the records."""
    told = zip((layouts[number].source for number in source), row.tolist(), names, strict=True)
    return [RecordPlace(of.file, of.sheet, number, name) for of, number, name in told]


class Places:
    """Where every record stands, and the rows of sets of records as text, each told once."""

    def __init__(self, records: pd.DataFrame) -> None:
        self._source = records["source"].to_numpy()
        self._row = records["row"].to_numpy()
        self._told: dict[bytes, list[dict[str, Any]]] = {}

    def rows(self, records: Sequence[int]) -> list[dict[str, Any]]:
        """The rows of the given records as [{"source": 0, "rows": "7-12,15", "count": 7}]."""
        numbers = np.asarray(records, dtype=np.int64)
        key = numbers.tobytes()
        if key not in self._told:
            self._told[key] = told(self._source[numbers], self._row[numbers])
        return self._told[key]

    def of(self, records: Sequence[int]) -> tuple[Numbers, Numbers]:
        """Layout numbers and Excel rows of the given records, in the order of the files."""
        numbers = np.asarray(records, dtype=np.int64)
        return self._source[numbers], self._row[numbers]


def told(source: Numbers, row: Numbers) -> list[dict[str, Any]]:
    """The rows with the given layout numbers and Excel rows, both ascending."""
    numbers = np.flatnonzero(np.bincount(source))
    cut = np.searchsorted(source, numbers)
    return [
        {"source": int(number), "rows": ranges(part), "count": len(part)}
        for number, part in zip(numbers, np.split(row, cut)[1:], strict=True)
    ]


def ranges(rows: Numbers) -> str:
    """Ascending row numbers as people write them: "7-12,15"."""
    first = np.flatnonzero(np.diff(rows, prepend=-2) > 1)
    begin, end = rows[first], rows[np.append(first[1:], len(rows)) - 1]
    # The end of a range as a negative number: written in a list, ",-12" needs only its comma off.
    told = np.stack([begin, -end], axis=1).ravel()
    told = told[np.stack([np.ones(len(first), dtype=bool), begin != end], axis=1).ravel()]
    return msgspec.json.encode(told.tolist())[1:-1].decode().replace(",-", "-")
