"""Tables of sums without records: as a list, by year in columns, or a column per figure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from durchstarten_cli.fields import numbered
from durchstarten_cli.normalise.values import Read, read_span, text_of
from durchstarten_cli.vocabulary import Vocabulary, plain

Names = Sequence[str]
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})*|\d+")


@dataclass(frozen=True)
class TotalsHeader:
    """Row of the heading (from 0), columns by field, and what headings say instead of a column."""

    row: int
    fields: Mapping[str, int]
    implied: Mapping[str, str] = field(default_factory=dict)


def totals_header(
    grid: Sequence[Names], known: Mapping[str, str], words: Vocabulary
) -> TotalsHeader | None:
    """The heading of a table of sums, None where there is none."""
    kinds: tuple[Callable[..., TotalsHeader | None], ...] = (_list, _by_figure, _by_time)
    for row in range(len(grid)):
        fields = _fields(grid[row], known)
        for kind in kinds:
            if (found := kind(grid, row, fields, words)) is not None:
                return found
    return None


def _fields(names: Names, known: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, name in enumerate(names):
        if (column := known.get(plain(name))) is not None:
            found.setdefault(column, index)
    return found


def _list(
    _grid: Sequence[Names], row: int, fields: Mapping[str, int], _words: Vocabulary
) -> TotalsHeader | None:
    """Figure, amount, time: a row each."""
    return TotalsHeader(row, fields) if {"figure", "amount"} <= fields.keys() else None


def _by_figure(
    grid: Sequence[Names], row: int, fields: Mapping[str, int], words: Vocabulary
) -> TotalsHeader | None:
    """A row per time, a column per figure."""
    named = [i for i, name in enumerate(grid[row]) if plain(name) in words.entries["figure"]]
    if len(named) < 2 or not {"span", "module"} & fields.keys():
        return None
    others = {f: i for f, i in fields.items() if f in ("span", "module")}
    return _crossed(row, others, named, "figure", grid[row])


def _by_time(
    grid: Sequence[Names], row: int, _known: Mapping[str, int], words: Vocabulary
) -> TotalsHeader | None:
    """A row per figure, a column per time."""
    times = [i for i, name in enumerate(grid[row]) if name and read_span(name).value is not None]
    first = next((i for i in range(len(grid[row])) if i not in times), None)
    if not times or first is None or first > times[0]:
        return None
    below = [line[first] for line in grid[row + 1 :]]
    if sum(plain(name) in words.entries["figure"] for name in below) < 2:
        return None
    return _crossed(row, {"figure": first}, times, "span", grid[row])


def _crossed(
    row: int, fields: Mapping[str, int], columns: Sequence[int], field_: str, names: Names
) -> TotalsHeader:
    """Columns of amounts whose headings stand for a field."""
    amounts = {numbered("amount", n): index for n, index in enumerate(columns, start=1)}
    implied = {numbered(field_, n): names[index] for n, index in enumerate(columns, start=1)}
    return TotalsHeader(row, {**fields, **amounts}, implied)


def read_amount(cell: object) -> Read:
    """A whole number, with or without points between thousands."""
    text = text_of(cell)
    if _AMOUNT.fullmatch(text):
        return Read(float(text.replace(".", "")))
    return Read() if text in ("", "-", "–") else Read(mark="unreadable")
