"""How every heading and every coded entry of a provider was understood, and what is near to it.

Likeness only suggests; what counts is decided by the word list and by what people have confirmed.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from durchstarten_cli.config import Provider, Settings
from durchstarten_cli.fields import TOTAL, base_of
from durchstarten_cli.normalise.headings import field_of, known_headings
from durchstarten_cli.normalise.layout import head_rows, understand
from durchstarten_cli.normalise.modules import spellings
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.normalise.values import code_reader, text_of
from durchstarten_cli.tables import Cells, Sheet
from durchstarten_cli.vocabulary import Vocabulary, plain, vocabulary

SUGGESTIONS, LIKENESS = 3, 0.6
LONGEST_ENTRY = 40
"""Longer entries are remarks and may tell of a person: they are counted, but never shown."""


class How(StrEnum):
    """By what something was understood, or why not."""

    LIST = "list"
    OWN = "own"
    NOT_READ = "not_read"
    NAMES = "names"
    SECOND = "second"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Heading:
    """A heading of a provider: the column that it names, or columns that may be meant."""

    text: str
    how: How
    column: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An entry in a coded column, in how many rows it stands, its code or codes near to it.

    `text` is None for entries too long to be shown.
    """

    column: str
    text: str | None
    rows: int
    how: How
    code: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """All headings and entries of one provider's sheets, in the order of their first appearance."""

    provider: str
    headings: tuple[Heading, ...]
    entries: tuple[Entry, ...]

    @property
    def open_headings(self) -> list[Heading]:
        """Headings that nobody has explained yet."""
        return [h for h in self.headings if h.how is How.UNKNOWN]

    @property
    def open_entries(self) -> list[Entry]:
        """Entries that nobody has explained yet."""
        return [e for e in self.entries if e.how is How.UNKNOWN]


def mapping_of(sheets: Sequence[Sheet], provider: str, settings: Settings) -> Understood:
    """How the sheets of one provider were understood; `settings` hold what was confirmed before."""
    words, own = vocabulary(), settings.providers[provider]
    parts = [understand(sheet, words, own) for sheet in sheets]
    headings: dict[str, Heading] = {}
    for part in parts:
        for heading in _headings(part, own, words):
            headings.setdefault(heading.text, heading)
    return Understood(
        provider, tuple(headings.values()), tuple(_entries(parts, provider, settings))
    )


def _headings(part: Part, own: Provider, words: Vocabulary) -> Iterator[Heading]:
    layout, known = part.layout, known_headings(words, own)
    possible = {text: c for text, c in words.headers.items() if (c in TOTAL) is layout.only_totals}
    fields = {index: field for field, index in layout.fields.items()}
    confirmed = {plain(text) for text in own.columns}
    if layout.header_row is None and not layout.ours:
        for text in _likely_headings(part.sheet):
            yield Heading(text, How.UNKNOWN, suggestions=_near(plain(text), possible))
    for index, text in layout.headers.items():
        field = fields.get(index)
        if field is not None:
            yield Heading(text, How.OWN if plain(text) in confirmed else How.LIST, field)
        elif index in layout.refused:
            yield Heading(text, How.NAMES)
        elif index not in layout.unknown and text:
            yield Heading(text, How.NOT_READ)
        elif (second := field_of(plain(text), known)) in layout.fields:
            yield Heading(text, How.SECOND, second)
        elif text:
            near = _near(plain(text), possible, without=layout.fields)
            yield Heading(text, How.UNKNOWN, suggestions=near)


def _likely_headings(sheet: Sheet) -> Sequence[str]:
    """The headings of a sheet that has none that are known: the longest row of nothing but words.

    Below it has to stand something with digits. A row of data, that might tell of somebody, has
    days and numbers itself.
    """
    rows = ([text for text in row if text] for row in head_rows(sheet.columns))
    likely = [
        row
        for row, below in pairwise(filter(None, rows))
        if len(row) >= 2 and all(map(_is_words, row)) and not all(map(_is_words, below))
    ]
    return max(likely, key=len, default=())


def _is_words(text: str) -> bool:
    """Letters, and at most the number of a column."""
    return text.upper() != text.lower() and sum(c.isdigit() for c in text) <= 2


def _entries(parts: Sequence[Part], provider: str, settings: Settings) -> Iterator[Entry]:
    """Entries of all coded columns, numbered columns with the first of their kind."""
    words = vocabulary()
    fields = dict.fromkeys(f for part in parts for f in part.layout.fields)
    for column in dict.fromkeys(map(base_of, fields)):
        same = [f for f in fields if base_of(f) == column]
        cells = [c for part in parts for f in same if (c := part.column(f)) is not None]
        if column == "module":
            yield from _of_modules(_counted(cells), provider, settings)
        elif words.columns[column].type == "code":
            own = settings.providers[provider].values.get(column, {})
            yield from _of_codes(_counted(cells), column, own, words)


def _counted(columns: Iterable[Cells]) -> Counter[str]:
    """Every entry that is none of the empty ones, and in how many rows it stands."""
    found: Counter[str] = Counter()
    for cells in columns:
        rows = np.bincount(cells.codes, minlength=len(cells.values)).tolist()
        for value, number in zip(cells.values, rows, strict=True):
            if number and (text := text_of(value)) not in ("", "-"):
                found[text] += number
    return found


def _of_codes(
    found: Counter[str], column: str, own: Mapping[str, str], words: Vocabulary
) -> Iterator[Entry]:
    read, confirmed = code_reader(words, column, own), {plain(text) for text in own}
    for text, rows in found.items():
        code = read(text).value
        if code is not None:
            how = How.OWN if plain(text) in confirmed else How.LIST
            yield Entry(column, text, rows, how, str(code))
        else:
            yield _unknown(column, text, rows, words.entries[column])


def _of_modules(found: Counter[str], provider: str, settings: Settings) -> Iterator[Entry]:
    known, own = spellings(settings, provider), settings.providers[provider].values
    confirmed = {plain(text) for text in own.get("module", {})}
    for text, rows in found.items():
        module = known.get(plain(text))
        if module is not None:
            how = How.OWN if plain(text) in confirmed else How.LIST
            yield Entry("module", text, rows, how, module)
        else:
            yield _unknown("module", text, rows, known)


def _unknown(column: str, text: str, rows: int, known: Mapping[str, str]) -> Entry:
    if len(text) > LONGEST_ENTRY:
        return Entry(column, None, rows, How.UNKNOWN)
    return Entry(column, text, rows, How.UNKNOWN, suggestions=_near(plain(text), known))


def _near(spelled: str, known: Mapping[str, str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """What is spelled alike or stands in the text as words of its own, the longest first."""
    padded = f" {spelled} "
    inside = [k for k in known if len(k) > 2 and f" {k} " in padded]
    alike = difflib.get_close_matches(spelled, known, n=2 * SUGGESTIONS, cutoff=LIKENESS)
    found = (known[k] for k in [*sorted(inside, key=len, reverse=True), *alike])
    taken = set(without)
    return tuple(f for f in dict.fromkeys(found) if f not in taken)[:SUGGESTIONS]
