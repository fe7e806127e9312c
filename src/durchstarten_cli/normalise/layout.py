"""Where the table of a sheet begins, and which column is which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from durchstarten_cli.config import Provider
from durchstarten_cli.fields import OF_PERSONS, STAY, TOTAL, base_of
from durchstarten_cli.normalise.calendar import from_1900
from durchstarten_cli.normalise.cellwise import each, filled_cells, is_filled
from durchstarten_cli.normalise.headings import fields_of, known_headings, tells_another_stay
from durchstarten_cli.normalise.merged import filled_down
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.normalise.records import received_rows, says_sum
from durchstarten_cli.normalise.second_table import repeated_heading, second_table
from durchstarten_cli.normalise.struck import struck_rows
from durchstarten_cli.normalise.totals import TotalsHeader, totals_header
from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import (
    FEEDBACK_MARK,
    FORM_MARK,
    MODULE_TITLE,
    Cells,
    Layout,
    Mask,
    Sheet,
)
from durchstarten_cli.vocabulary import Vocabulary, plain

HEADER_SEARCH = 30
"""Rows in which a header is looked for."""


@dataclass(frozen=True)
class _Header:
    """A possible header: its last row (from 0) and the name of every column.

    `doubled` are columns that mean what one before them means.
    """

    row: int
    names: tuple[str, ...]
    fields: Mapping[str, int]
    doubled: tuple[int, ...]


def understand(sheet: Sheet, words: Vocabulary, own: Provider) -> Part:
    """The sheet with its layout and its received rows (not title, header, sum or blank).

    `own` holds what was confirmed of the provider's headings.
    """
    layout, received = _understood(sheet, words, own)
    struck = struck_rows(sheet, {*layout.fields.values(), *layout.refused})
    part = Part(sheet, layout, np.flatnonzero(received), np.flatnonzero(struck))
    return from_1900(filled_down(part), words)


def _understood(sheet: Sheet, words: Vocabulary, own: Provider) -> tuple[Layout, Mask]:
    known = known_headings(words, own)
    grid = head_rows(sheet.columns)
    ours = any(mark in row for row in grid[:1] for mark in (FEEDBACK_MARK, FORM_MARK))
    of_records = {name: column for name, column in known.items() if column not in TOTAL}
    header = None if ours else _best_header(grid, of_records, words)
    if header is None and not ours and (totals := totals_header(grid, known, words)):
        return _of_totals(sheet, grid, totals, words)
    if header is None:
        filled = filled_cells(sheet.columns)
        empty = Layout(sheet.source, {}, {}, (), (), int(filled.size), None, ours=ours)
        return empty, np.zeros(filled.size, dtype=bool)
    layout = _layout(sheet, header, words, {plain(text) for text in own.ignored})
    layout = replace(layout, fields=_without_times(layout.fields))
    further = (i for i in layout.unknown if tells_another_stay(plain(layout.headers[i]), known))
    layout = replace(layout, further=tuple(further))
    repeated = repeated_heading(sheet.columns, header.names, header.fields, header.row)
    second = second_table(sheet.columns, header.names, header.fields, known, repeated, header.row)
    layout = replace(layout, module=_module_title(grid[: header.row]), second_table=second)
    received = received_rows(sheet, layout, repeated, words)
    if second is not None:
        received[second:] = False  # read under the wrong headings its rows would mislead
    layout = _with_nameless(layout, sheet.columns, received)
    return replace(layout, structure=int(received.size - received.sum())), received


def _of_totals(
    sheet: Sheet, grid: Sequence[Sequence[str]], header: TotalsHeader, words: Vocabulary
) -> tuple[Layout, Mask]:
    """The layout of a table of sums; its rows are those with an amount."""
    filled = np.zeros(len(sheet.columns[0].codes), dtype=bool)
    for name, index in header.fields.items():
        if base_of(name) == "amount":
            filled |= each(sheet.columns[index], is_filled)
    sums = each(sheet.columns[0], lambda value: says_sum(value, words))
    received: Mask = (np.arange(filled.size) > header.row) & filled & ~sums
    layout = Layout(
        sheet.source,
        header.fields,
        dict(enumerate(grid[header.row])),
        (),
        (),
        int(received.size - received.sum()),
        header.row,
        module=_module_title(grid[: header.row]),
        implied=header.implied,
    )
    return layout, received


def _with_nameless(layout: Layout, columns: Sequence[Cells], received: Mask) -> Layout:
    """Columns without a heading, but with entries in rows that count, are unknown ones as well."""
    nameless = [
        index
        for index, name in layout.headers.items()
        if not name and (each(columns[index], is_filled) & received).any()
    ]
    headers = {**layout.headers, **dict.fromkeys(nameless, "ohne Überschrift")}
    return replace(layout, headers=headers, unknown=tuple(sorted([*layout.unknown, *nameless])))


def head_rows(columns: Sequence[Cells]) -> list[list[str]]:
    """The first rows as text, row by row."""
    rows = min(HEADER_SEARCH + 1, len(columns[0].codes)) if columns else 0
    return [[text_of(c.values[c.codes[row]]) for c in columns] for row in range(rows)]


def _best_header(
    grid: list[list[str]], known: Mapping[str, str], words: Vocabulary
) -> _Header | None:
    """The header that explains most columns; one line is preferred to two, upper to lower."""
    candidates = []
    for candidate in _candidates(grid, known):
        candidates.append(candidate)
        if len(candidate.fields) == len(candidate.names):  # no other can explain more
            break
    best = max(candidates, key=lambda h: len(h.fields), default=None)
    if best is None or len(best.fields) < 2 or not {"person", "meeting_on"} & best.fields.keys():
        return _nameless(candidates, words)
    return best


def _candidates(grid: list[list[str]], known: Mapping[str, str]) -> Iterator[_Header]:
    for row in range(len(grid)):
        yield _one_line(grid, row, known)
    for row in range(len(grid) - 1):
        yield _two_lines(grid, row, known)


def _nameless(candidates: Sequence[_Header], words: Vocabulary) -> _Header | None:
    """A header without an id column still is one: it lets the finding name what is missing."""
    best = max(
        candidates,
        key=lambda h: len(h.fields) + sum(plain(n) in words.refused for n in h.names),
        default=None,
    )
    enough = best is not None and (
        len(best.fields) >= 3
        or (len(best.fields) >= 2 and any(plain(n) in words.refused for n in best.names))
    )
    return best if enough else None


def _one_line(grid: list[list[str]], row: int, known: Mapping[str, str]) -> _Header:
    names = tuple(grid[row])
    return _Header(row, names, *fields_of([(name,) for name in names], known))


def _two_lines(grid: list[list[str]], row: int, known: Mapping[str, str]) -> _Header:
    """Two rows read as "upper lower", an upper cell standing over all empty ones to its right."""
    names, spellings, above = [], [], ""
    for upper, lower in zip(grid[row], grid[row + 1], strict=True):
        above = upper or above
        names.append(f"{above} {lower}".strip() if lower else upper)
        spellings.append((f"{above} {lower}", lower) if lower else (upper,))
    return _Header(row + 1, tuple(names), *fields_of(spellings, known))


def _layout(sheet: Sheet, header: _Header, words: Vocabulary, own_ignored: set[str]) -> Layout:
    understood = set(header.fields.values())
    others = [i for i, name in enumerate(header.names) if name and i not in understood]
    refused = tuple(i for i in others if _names_persons(header.names[i], words))
    not_read = words.ignored | own_ignored
    ignored = {i for i in others if last_words(header.names[i]) & not_read}
    return Layout(
        sheet.source,
        header.fields,
        dict(enumerate(header.names)),
        tuple(i for i in others if i not in ignored and i not in refused),
        refused,
        0,
        header.row,
        doubled=header.doubled,
    )


def _without_times(fields: Mapping[str, int]) -> Mapping[str, int]:
    """A list of meetings tells when they begin and end: nobody enters or leaves by that."""
    if "meeting_on" not in fields or OF_PERSONS & fields.keys():
        return fields
    return {name: index for name, index in fields.items() if name not in STAY}


def _module_title(rows: Sequence[Sequence[str]]) -> str:
    """What a title above the table says of its module."""
    titles = (cell for row in rows for cell in row if cell.startswith(MODULE_TITLE))
    return next(titles, "").removeprefix(MODULE_TITLE).strip()


def _names_persons(name: str, words: Vocabulary) -> bool:
    """A heading of names; that of a company or an office ("Betrieb Name") is none."""
    group = plain(name).partition(" ")[0]
    return bool(last_words(name) & words.refused) and group not in words.institutions


def last_words(name: str) -> set[str]:
    """The header as a whole and without its group word: "Person Name" is a name, too."""
    spelled = plain(name)
    return {spelled, spelled.partition(" ")[2]}
