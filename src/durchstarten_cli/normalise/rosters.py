"""Lists with names, as providers keep them: read without a project, for pseudonyms only.

What a cell may hand on is decided here: days, entries of the word list, and own text of a few
columns, marked as such. All other text stays behind.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from durchstarten_cli.config import Provider
from durchstarten_cli.fields import base_of
from durchstarten_cli.normalise.decisions import one_line
from durchstarten_cli.normalise.layout import head_rows, last_words, understand
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.normalise.struck import struck_entries
from durchstarten_cli.normalise.values import (
    CODE,
    MONTH,
    UNREADABLE,
    Reader,
    code_reader,
    date_reader,
    text_of,
)
from durchstarten_cli.roster import (
    BIRTH_DATE,
    ENTRY,
    PERSON,
    How,
    NameColumn,
    OtherSheet,
    ReadColumn,
    Roster,
    Told,
)
from durchstarten_cli.tables import Sheet
from durchstarten_cli.vocabulary import Column, Vocabulary, plain, vocabulary

NOBODY = Provider(name="", dative="")
"""No project is needed, so nothing has been confirmed for anybody."""
LONGEST = 32_767
"""Signs that a cell of Excel takes."""
OF_PERSONS = {PERSON, BIRTH_DATE, ENTRY}
REPLACED, REMADE = {PERSON, BIRTH_DATE}, {"birth_year", "age_at_entry"}
"""Columns that a pseudonym stands for, and those that are reckoned anew."""

_Reader = Callable[[object], Told]
_NUMBERED = re.compile(r"(?:baustein|modul)? ?\d*")


def rosters(sheets: Sequence[Sheet]) -> list[Roster | OtherSheet]:
    """All sheets with persons, and those without; empty ones and our own are left out."""
    found = (_sheet(sheet, number) for number, sheet in enumerate(sheets, start=1))
    return [sheet for sheet in found if sheet is not None]


def _sheet(sheet: Sheet, number: int) -> Roster | OtherSheet | None:
    words = vocabulary()
    part = understand(sheet, words, NOBODY)
    layout = part.layout
    if layout.ours or not any(text_of(v) for c in sheet.columns for v in c.values):
        return None
    of_persons = OF_PERSONS & layout.fields.keys() and "meeting_on" not in layout.fields
    if layout.header_row is None or not (layout.refused or of_persons):
        return OtherSheet(number, layout.header_row is None and _names_in(sheet, words))
    kept = ~np.isin(part.rows, part.struck)  # in the copy they would look like any other row
    return _roster(replace(part, rows=part.rows[kept]), number, words)


def _names_in(sheet: Sheet, words: Vocabulary) -> bool:
    """Whether any of the first rows looks like a heading of names."""
    return any(plain(text) in words.refused for row in head_rows(sheet.columns) for text in row)


def _roster(part: Part, number: int, words: Vocabulary) -> Roster:
    layout = part.layout
    columns = tuple(_columns(part, words))
    kept = {index for name, index in layout.fields.items() if name in REMADE}
    kept |= {column.index for column in columns if column.field not in REPLACED}
    return Roster(
        number,
        (layout.header_row or 0) + 1,
        tuple((part.rows + 1).tolist()),
        columns,
        tuple(_name_columns(part, words)),
        {i: one_line(h) for i, h in layout.headers.items() if h.strip() and i not in kept},
        tuple(_passed_over(part)),
        layout.source.hidden,
        layout.source.garbled,
        tuple(_struck(part)),
    )


def _struck(part: Part) -> Iterator[tuple[int, int]]:
    if part.sheet.struck:
        for column in sorted({*part.layout.fields.values(), *part.layout.refused}):
            for row in part.rows[struck_entries(part, column)].tolist():
                yield row + 1, column


def _passed_over(part: Part) -> Iterator[int]:
    below = set(range((part.layout.header_row or 0) + 1, len(part.sheet.columns[0].codes)))
    for row in sorted(below - set(part.rows.tolist())):
        if any(text_of(column.values[column.codes[row]]) for column in part.sheet.columns):
            yield row + 1


# ---------------------------------------------------------------- names
def _name_columns(part: Part, words: Vocabulary) -> Iterator[NameColumn]:
    for index in part.layout.refused:
        header = part.layout.headers[index]
        kind, rank = _kind(header, words)
        yield NameColumn(kind, one_line(header), index, rank, tuple(_texts(part, index)))


def _kind(header: str, words: Vocabulary) -> tuple[str, int]:
    """The kind of a heading of names; the heading itself comes before one with a group word."""
    order = list(words.names)
    spelled = plain(header)
    if spelled in words.names:
        return words.names[spelled], order.index(spelled)
    spelled = next(s for s in last_words(header) if s in words.names)
    return words.names[spelled], len(order)


def _texts(part: Part, index: int) -> list[str]:
    cells = part.sheet.columns[index]
    values = [one_line(text_of(value)) for value in cells.values]
    broken = {row for row, column in part.sheet.broken if column == index}
    return [
        "" if row in broken else values[code]
        for row, code in zip(part.rows.tolist(), cells.codes[part.rows].tolist(), strict=True)
    ]


# ---------------------------------------------------------------- columns
def _columns(part: Part, words: Vocabulary) -> Iterator[ReadColumn]:
    """The understood columns that rows of persons may have, in the order of the file."""
    layout = part.layout
    for name, index in sorted(layout.fields.items(), key=lambda item: item[1]):
        column = words.columns[base_of(name)]
        if column.type in _READERS:
            reader = _READERS[column.type](column, words)
            yield ReadColumn(name, _label(name, column), index, _read(part, name, reader))


def _label(name: str, column: Column) -> str:
    return f"{column.label} {name.partition('#')[2]}".strip()


def _read(part: Part, name: str, reader: _Reader) -> tuple[Told, ...]:
    cells = part.column(name)
    assert cells is not None
    read = [reader(value) for value in cells.values]
    told = [read[code] for code in cells.codes.tolist()]
    for mask in part.broken(name).values():
        for row in np.flatnonzero(mask).tolist():
            told[row] = Told(how=How.UNREADABLE)
    return tuple(told)


def _day_reader(reader: Reader) -> _Reader:
    """Days as days; a month stays one, so that it is read alike once more."""

    def read(cell: object) -> Told:
        found = reader(cell)
        if found.mark == UNREADABLE:
            return Told(how=How.UNREADABLE)
        if not isinstance(found.value, dt.date):
            return Told()
        month = f"{found.value.month:02}/{found.value.year}"
        return Told(month if found.mark == MONTH else found.value)

    return read


def _entry_reader(reader: Reader) -> _Reader:
    """Entries of the word list as they stand; any other is own text."""

    def read(cell: object) -> Told:
        found = reader(cell)
        if found.mark == CODE:
            return _own_text(cell)
        return Told() if found.value is None else Told(one_line(text_of(cell)))

    return read


def _own_text(cell: object) -> Told:
    text = one_line(text_of(cell))[:LONGEST]
    return Told(text, How.OWN) if text else Told()


def _module(cell: object) -> Told:
    """A module by its number says nothing of its own."""
    told = _own_text(cell)
    numbered = _NUMBERED.fullmatch(plain(str(told.value or "")))
    return Told(told.value) if numbered else told


_READERS: Mapping[str, Callable[[Column, Vocabulary], _Reader]] = {
    "date": lambda c, words: _day_reader(date_reader(words, open_end=c.open, last_day=False)),
    "code": lambda c, words: _entry_reader(code_reader(words, c.name, {})),
    "module": lambda *_: _module,
    "text": lambda *_: _own_text,
    "id": lambda *_: _own_text,
}
"""Types of columns that a copy may hold, or that are looked at to make it."""
