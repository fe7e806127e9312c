"""Typed columns: every distinct cell is read once by the type of its column."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from durchstarten_cli.config import Provider, Settings
from durchstarten_cli.normalise.parts import Part, joined
from durchstarten_cli.normalise.totals import read_amount
from durchstarten_cli.normalise.values import (
    Reader,
    code_reader,
    date_reader,
    read_number,
    read_span,
    read_text,
    read_year,
)
from durchstarten_cli.tables import AnyArray, Cells, Mark, Numbers, categorical
from durchstarten_cli.vocabulary import Column, Vocabulary

LAST_DAY_OF_MONTH = {"exit", "support_until", "ended_on"}
"""Columns in which a date of a month only means its last day."""


SECONDS_OF_DAY = 86_400
EPOCH = dt.date(1970, 1, 1)
NO_DAY = np.iinfo(np.int64).min
"""What numpy takes for no day."""


@dataclass(frozen=True)
class ColumnType:
    """How a type of column is read per distinct value, stored, and finished as a column."""

    dtype: npt.DTypeLike
    nothing: Any
    reader: Callable[[Column, Provider, Vocabulary], Reader]
    store: Callable[[object, Column, Vocabulary], object] = lambda value, _column, _words: value
    finish: Callable[[AnyArray, Column, Vocabulary], Any] = lambda array, _column, _words: array


def _date_reader(column: Column, _provider: Provider, words: Vocabulary) -> Reader:
    last_day = column.name in LAST_DAY_OF_MONTH
    return date_reader(words, open_end=column.open, last_day=last_day)


def _seconds(value: object, _column: Column, _words: Vocabulary) -> int:
    """A day as the number that datetime64[s] holds: arrays of numbers are made far quicker."""
    assert isinstance(value, dt.date)
    return (value - EPOCH).days * SECONDS_OF_DAY


def _days(array: AnyArray, _column: Column, _words: Vocabulary) -> AnyArray:
    return array.view("datetime64[s]")


def _code_reader(column: Column, provider: Provider, words: Vocabulary) -> Reader:
    return code_reader(words, column.name, provider.values.get(column.name, {}))


def _code_names(column: Column, words: Vocabulary) -> list[str]:
    return [*(code.name for code in words.codes[column.name]), "unknown"]


def _code_number(value: object, column: Column, words: Vocabulary) -> int:
    return _code_names(column, words).index(str(value))


_TEXT = ColumnType(
    object, None, lambda *_: read_text, finish=lambda array, *_: pd.Categorical(array)
)
TYPES: Mapping[str, ColumnType] = {
    "date": ColumnType(np.int64, NO_DAY, _date_reader, _seconds, _days),
    "code": ColumnType(
        np.int8,
        -1,
        _code_reader,
        _code_number,
        lambda array, column, words: categorical(array, _code_names(column, words)),
    ),
    "year": ColumnType(np.float64, np.nan, lambda *_: read_year),
    "number": ColumnType(np.float64, np.nan, lambda *_: read_number),
    "amount": ColumnType(np.float64, np.nan, lambda *_: read_amount),
    "span": ColumnType(
        object, None, lambda *_: read_span, finish=lambda array, *_: pd.Categorical(array)
    ),
    "text": _TEXT,
    "label": _TEXT,
    "list": _TEXT,
}


def read_column(
    column: Column, field: str, parts: Sequence[Part], settings: Settings, words: Vocabulary
) -> tuple[Any, list[Mark]]:
    """One typed column over all sheets, and marks on what needs a word.

    `field` is the column's name, with a number where rows hold it several times.
    """
    kind, marked = TYPES[column.type], dict[str, list[Numbers]]()
    seen: dict[str, _Seen] = {}
    distinct, codes, start = [kind.nothing], [], 0
    for part in parts:
        provider, cells = settings.providers[part.layout.source.provider], _cells(part, field)
        # Whoever has no entries of its own shares what was read for others.
        name = part.layout.source.provider if column.name in provider.values else ""
        if name not in seen:
            seen[name] = _Seen(column, provider, words)
        stored, marks = zip(*map(seen[name].__getitem__, cells.values), strict=True)
        codes.append(cells.codes + len(distinct))
        distinct += stored
        for mark, rows in (*_marks(marks, cells.codes), *_broken(part, field)):
            marked.setdefault(mark, []).append(rows + start)
        start += len(part.rows)
    found = [Mark(field, name, np.concatenate(rows)) for name, rows in marked.items()]
    finished = kind.finish(np.array(distinct, dtype=kind.dtype), column, words)
    return finished.take(joined(codes, np.int64)), found


class _Seen(dict[object, tuple[object, str | None]]):
    """What the cells of a provider's column mean, as stored, and their marks; each is read once."""

    def __init__(self, column: Column, provider: Provider, words: Vocabulary) -> None:
        self._column, self._words, self._kind = column, words, TYPES[column.type]
        self._reader = self._kind.reader(column, provider, words)

    def __missing__(self, cell: object) -> tuple[object, str | None]:
        read, stored = self._reader(cell), self._kind.nothing
        if read.value is not None:
            stored = self._kind.store(read.value, self._column, self._words)
        self[cell] = stored, read.mark
        return self[cell]


def _cells(part: Part, field: str) -> Cells:
    """The cells of a column in the received rows with only the values that stand there."""
    cells = part.column(field)
    if cells is None or not cells.codes.size:
        return Cells(np.zeros(len(part.rows), dtype=np.int32), ("",))
    return cells.compact()


def _broken(part: Part, field: str) -> Iterator[tuple[str, Numbers]]:
    for mark, hit in part.broken(field).items():
        yield mark, np.flatnonzero(hit)


def _marks(
    read: Sequence[str | None], codes: npt.NDArray[np.int32]
) -> Iterator[tuple[str, Numbers]]:
    for mark in sorted({mark for mark in read if mark}):
        yield mark, np.flatnonzero(np.array([m == mark for m in read])[codes])
