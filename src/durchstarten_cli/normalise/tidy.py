"""Sheets become one wide table: a row per received source row, a typed column per field."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from durchstarten_cli.config import Settings
from durchstarten_cli.fields import REPEATED, base_of, suffixes
from durchstarten_cli.normalise.columns import TYPES, read_column
from durchstarten_cli.normalise.layout import understand
from durchstarten_cli.normalise.modules import modules_of
from durchstarten_cli.normalise.parts import Part, joined
from durchstarten_cli.normalise.persons import Persons, shortened_marks
from durchstarten_cli.normalise.struck import struck_marks
from durchstarten_cli.normalise.values import CODE
from durchstarten_cli.normalise.years import by_year
from durchstarten_cli.tables import Mark, Numbers, Rows, Sheet, categorical
from durchstarten_cli.vocabulary import Vocabulary, vocabulary


def tidy(sheets: Sequence[Sheet], settings: Settings) -> Rows:
    """The wide table of all received rows, with marks on the values that need a word."""
    words, persons = vocabulary(), Persons(settings)
    own = settings.providers
    parts = [understand(sheet, words, own[sheet.source.provider]) for sheet in by_year(sheets)]
    columns = _places(parts, settings)
    columns["person"] = joined([persons.numbers(part) for part in parts], np.int64)
    marks: list[Mark] = []
    for field in _fields(parts, words):
        column = words.columns[base_of(field)]
        columns[field], found = read_column(column, field, parts, settings, words)
        marks += found
    columns["raw"] = joined([part.fingerprint() for part in parts], np.uint64)
    columns["others"] = joined([part.others() for part in parts], np.uint64)
    frame = pd.DataFrame(columns, copy=False)
    modules = joined([modules_of(part, settings) for part in parts], np.int64)
    frame["module"] = categorical(modules, list(settings.modules))
    marks += [*_without_module(modules, frame), *_broken(parts, ("person", "module"))]
    marks += [*struck_marks(parts), *shortened_marks(parts)]
    returned = tuple(p.sheet for p in parts if p.layout.ours)
    return Rows(tuple(p.layout for p in parts), frame, tuple(marks), tuple(persons.ids), returned)


def _fields(parts: Sequence[Part], words: Vocabulary) -> Iterator[str]:
    """All typed columns; those that rows hold several times once for every number delivered."""
    for name, column in words.columns.items():
        if column.type in TYPES:
            family = next((f for f in REPEATED if name in f), (name,))
            delivered = (field for part in parts for field in part.layout.fields)
            yield from (f"{name}{suffix}" for suffix in suffixes(delivered, family))


def _places(parts: Sequence[Part], settings: Settings) -> dict[str, object]:
    """Where every row comes from: number of its sheet, Excel row, provider."""
    providers = list(settings.providers)
    sizes = [len(p.rows) for p in parts]
    codes = [providers.index(p.layout.source.provider) for p in parts]
    return {
        "source": np.repeat(np.arange(len(parts)), sizes),
        "row": joined([p.rows + 1 for p in parts], np.int64),
        "provider": categorical(np.repeat(codes, sizes), providers),
    }


def _broken(parts: Sequence[Part], fields: Sequence[str]) -> Iterator[Mark]:
    """Errors and formulas without result in columns that are not read like the others."""
    for field in fields:
        found = [part.broken(field) for part in parts]
        for kind in sorted({kind for part in found for kind in part}):
            nothing = (np.zeros(part.rows.size, dtype=bool) for part in parts)
            hit = joined([f.get(kind, n) for f, n in zip(found, nothing, strict=True)], bool)
            yield Mark(field, kind, np.flatnonzero(hit))


def _without_module(modules: Numbers, frame: pd.DataFrame) -> list[Mark]:
    """Meetings belong to no module; everything else must."""
    lost = np.flatnonzero((modules < 0) & frame["meeting_on"].isna().to_numpy())
    return [Mark("module", CODE, lost)] if lost.size else []
