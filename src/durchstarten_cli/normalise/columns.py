"""Typed columns: every distinct cell is read once by the type of its column."""

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
    Read,
    Reader,
    code_reader,
    date_reader,
    read_number,
    read_span,
    read_text,
    read_year,
)
from durchstarten_cli.tables import AnyArray, Mark, Numbers, categorical
from durchstarten_cli.vocabulary import Column, Vocabulary

LAST_DAY_OF_MONTH = {"exit", "support_until", "ended_on"}
"""Columns in which a date of a month only means its last day."""


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
    "date": ColumnType("datetime64[s]", np.datetime64("NaT"), _date_reader),
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
    arrays, start = [], 0
    for part in parts:
        provider = settings.providers[part.layout.source.provider]
        array, marks = _read_part(part, column, field, provider, words)
        arrays.append(array)
        for mark, rows in marks:
            marked.setdefault(mark, []).append(rows + start)
        start += len(part.rows)
    found = [Mark(field, name, np.concatenate(rows)) for name, rows in marked.items()]
    return kind.finish(joined(arrays, kind.dtype), column, words), found


def _read_part(
    part: Part, column: Column, field: str, provider: Provider, words: Vocabulary
) -> tuple[AnyArray, list[tuple[str, Numbers]]]:
    kind, cells = TYPES[column.type], part.column(field)
    if cells is None or not cells.values:
        return np.full(len(part.rows), kind.nothing, dtype=kind.dtype), []
    reader = kind.reader(column, provider, words)
    read = [reader(value) for value in cells.values]
    stored = [kind.nothing if r.value is None else kind.store(r.value, column, words) for r in read]
    marks = [(mark, np.flatnonzero(hit)) for mark, hit in part.broken(field).items()]
    return np.array(stored, dtype=kind.dtype)[cells.codes], [*_marks(read, cells.codes), *marks]


def _marks(read: Sequence[Read], codes: npt.NDArray[np.int32]) -> Iterator[tuple[str, Numbers]]:
    for mark in sorted({r.mark for r in read if r.mark}):
        yield mark, np.flatnonzero(np.array([r.mark == mark for r in read])[codes])
