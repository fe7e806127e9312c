"""Where records stand: file, sheet and Excel rows, as ranges."""

from collections.abc import Iterator, Sequence
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
    return [
        RowRange(layouts[number].source.file, layouts[number].source.sheet, rows, count)
        for number, rows, count in _by_sheet(source, row)
    ]


def record_places(
    layouts: Sequence[Layout], source: Numbers, row: Numbers, names: Sequence[str]
) -> list[RecordPlace]:
    """The same, row by row, with the names of the records."""
    told = zip((layouts[number].source for number in source), row.tolist(), names, strict=True)
    return [RecordPlace(of.file, of.sheet, number, name) for of, number, name in told]


class Places:
    """Where every record stands, and the rows of sets of records as text, each told once."""

    def __init__(self, records: pd.DataFrame) -> None:
        # Small numbers: of a million rows every figure asks again.
        self._source = records["source"].to_numpy(np.int32)
        self._row = records["row"].to_numpy(np.int32)
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
    return [
        {"source": number, "rows": rows, "count": count}
        for number, rows, count in _by_sheet(source, row)
    ]


def ranges(rows: Numbers) -> str:
    """Ascending row numbers as people write them: "7-12,15"."""
    return "".join(text for _, text, _ in _by_sheet(np.zeros_like(rows), rows))


def _by_sheet(source: Numbers, row: Numbers) -> Iterator[tuple[int, str, int]]:
    """Layout number, ranges of rows and how many rows, sheet by sheet; all in one go."""
    of_sheet, gap = np.ones(len(row), dtype=bool), np.ones(len(row), dtype=bool)
    of_sheet[1:] = source[1:] != source[:-1]
    gap[1:] = row[1:] - row[:-1] > 1
    first = np.flatnonzero(of_sheet | gap)
    begin, end, opens = row[first], row[np.append(first, len(row))[1:] - 1], of_sheet[first]
    # A sheet opens with 0, which is no row, and the end of a range is told as a negative number:
    # written in a list, ",0," and ",-12" need only their signs off.
    numbers = np.stack([np.zeros_like(begin), begin, -end], axis=1)
    is_told = np.stack([opens, np.ones_like(opens), begin != end], axis=1)
    written = msgspec.json.encode(numbers[is_told].tolist())[1:-1].decode().replace(",-", "-")
    counts = np.diff(np.flatnonzero(of_sheet), append=len(row))
    sheets = source[of_sheet].tolist()
    return zip(sheets, f",{written}".split(",0,")[1:], counts.tolist(), strict=True)
