"""Pairs that may be one person, or one id that may be two: for people to decide, never counted."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import number
from durchstarten_cli.pairs import Side, Trait
from durchstarten_cli.persons.traits import told
from durchstarten_cli.tables import Mask, Numbers, Rows

TRAITS = {
    "birth_year": "Eine Kennung, aber verschiedene Geburtsjahre.",
    "sex": "Eine Kennung, aber verschiedene Angaben zum Geschlecht.",
}
NEAR = "Fast gleiche Kennungen."
ALIKE = (
    "Gleicher Eintritt, gleiches Geburtsjahr, Geschlecht und gleicher Aufenthaltsstatus im "
    "Baustein „{module}“."
)
MANY = 10
"""Of more persons who are alike no pairs are made: they began together, and that says nothing."""
TOO_MANY = (
    "Im Baustein „{module}“ haben je {size} Personen gleichen Eintritt, gleiches Geburtsjahr, "
    "Geschlecht und gleichen Aufenthaltsstatus. Solche Gruppen werden nicht in Paare zerlegt."
)
_FACTS = ["module", "entry", "birth_year", "sex", "residence_status"]
_PSEUDONYM = re.compile(r"(?:v\d+)?(?=\w*\d)(?=\w*[a-f])[0-9a-f]{12,}")
"""Random digits: a serial number is always near to its neighbours, that says nothing."""
_BETWEEN_DIGITS, _SIGNS = (
    re.compile(r"(?<=\d)[\W_]+(?=\d)"),
    re.compile(r"[^\w-]|_|(?<!\d)-|-(?!\d)"),
)
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_LOOK_ALIKE = str.maketrans("oilsb", "01158")


@dataclass(frozen=True)
class Candidate:
    """Two sides that may be one person, or no longer one, and why; `rows` are their first rows."""

    one: Side
    other: Side
    prompt: str
    rows: tuple[int, int]

    @property
    def sides(self) -> frozenset[Side]:
        """Both sides, whichever stands first."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class Candidates:
    """All candidates, and sentences on what was left out of them."""

    pairs: tuple[Candidate, ...]
    left_out: tuple[str, ...]


def candidates(rows: Rows, used: Mask, persons: Numbers, settings: Settings) -> Candidates:
    """Candidates among the used rows; who is linked already is no candidate.

    `persons` are the numbers of all received rows after the decisions.
    """
    table = _table(rows, used, persons)
    alike, left_out = _alike(table, settings)
    found = [*_contradicting(table), *_near(table, settings), *alike]
    return Candidates(tuple(_each_once(found)), tuple(left_out))


def _table(rows: Rows, used: Mask, persons: Numbers) -> pd.DataFrame:
    """The used rows with an id; `row` is the number of the received row."""
    frame = rows.frame
    chosen = np.flatnonzero(used & (persons >= 0))
    columns = {
        "person": persons,
        "id": np.array([*rows.ids, ""], dtype=object)[frame["person"].to_numpy()],
        "provider": frame["provider"].astype(object).to_numpy(),
        "module": frame["module"].astype(object).to_numpy(),
        "entry": frame["entry"].to_numpy(),
        **{name: told(frame, name) for name in ("birth_year", "sex", "residence_status")},
    }
    return pd.DataFrame({k: v[chosen] for k, v in columns.items()} | {"row": chosen})


def _each_once(found: Iterable[Candidate]) -> list[Candidate]:
    """A pair that several reasons point at is told once, with all of them."""
    once: dict[frozenset[Side], Candidate] = {}
    for candidate in found:
        known = once.get(candidate.sides)
        if known is None:
            once[candidate.sides] = candidate
        elif candidate.prompt not in known.prompt:
            once[candidate.sides] = replace(known, prompt=f"{known.prompt} {candidate.prompt}")
    return list(once.values())


# ---------------------------------------------------------------- one id, several persons?
def _contradicting(table: pd.DataFrame) -> Iterator[Candidate]:
    seen: set[tuple[int, str]] = set()
    for field, prompt in TRAITS.items():
        who = ["person", "id"]
        values = table[table[field].notna()].drop_duplicates([*who, "provider", field])
        several = values.groupby(who, sort=False)[field].transform("nunique") > 1
        for key, told_of in values[several].groupby(who, sort=False):
            if key not in seen:
                seen.add(key)  # type: ignore[arg-type]
                yield from _split_by(told_of, field, prompt)


def _split_by(told_of: pd.DataFrame, field: str, prompt: str) -> Iterator[Candidate]:
    """A pair for every two values: by provider where each tells one of them, else by the value."""
    by_value = [(value, rows) for value, rows in told_of.groupby(field, sort=False)]
    for (a, one), (b, other) in combinations(by_value, 2):
        apart = set(one["provider"]).isdisjoint(other["provider"])
        sides = [
            Side(
                rows["provider"].iloc[0],
                rows["id"].iloc[0],
                None if apart else Trait(field, str(value)),
            )
            for value, rows in ((a, one), (b, other))
        ]
        yield Candidate(sides[0], sides[1], prompt, (_first(one), _first(other)))


def _first(rows: pd.DataFrame) -> int:
    return int(rows["row"].iloc[0])


# ---------------------------------------------------------------- several ids, one person?
def _near(table: pd.DataFrame, settings: Settings) -> Iterator[Candidate]:
    """Ids that differ in spelling only, and pseudonyms that differ in one sign."""
    persons = table.drop_duplicates(["provider", "id"])
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, (provider, text) in enumerate(zip(persons["provider"], persons["id"], strict=True)):
        space = "" if settings.providers[provider].ids == "shared" else provider
        for spelling in _spellings(text):
            groups[space, spelling].append(index)
    pairs = {
        pair for members in groups.values() for pair in combinations(dict.fromkeys(members), 2)
    }
    for pair in sorted(pairs):
        one, other = (persons.iloc[index] for index in pair)
        if one["person"] != other["person"] and one["id"] != other["id"]:
            yield _pair(one, other, NEAR)


def _spellings(text: str) -> Iterator[str]:
    """What an id may have been meant to be: look-alikes in one form, one sign left out."""
    parted = _BETWEEN_DIGITS.sub("-", text.casefold().translate(_LOOK_ALIKE))
    yield "=" + _LEADING_ZEROS.sub("", _SIGNS.sub("", parted))
    bare = "".join(c for c in text.casefold() if c.isalnum())
    if _PSEUDONYM.fullmatch(bare):
        yield bare
        yield from {bare[:i] + bare[i + 1 :] for i in range(len(bare))}


def _alike(table: pd.DataFrame, settings: Settings) -> tuple[list[Candidate], list[str]]:
    """Persons of one module with the same entry, birth year, sex and status."""
    full = table.dropna(subset=_FACTS).drop_duplicates(["person", *_FACTS])
    full = full[full.duplicated(_FACTS, keep=False)]
    found, left_out = [], dict[str, None]()
    for (module, *_), group in full.groupby(_FACTS, sort=False):
        name = settings.modules[str(module)].name
        if len(group) > MANY:
            left_out[TOO_MANY.format(module=name, size=number(len(group)))] = None
            continue
        rows = [row for _, row in group.iterrows()]
        found += [_pair(a, b, ALIKE.format(module=name)) for a, b in combinations(rows, 2)]
    return found, list(left_out)


def _pair(one: "pd.Series[Any]", other: "pd.Series[Any]", prompt: str) -> Candidate:
    sides = [Side(str(row["provider"]), str(row["id"])) for row in (one, other)]
    return Candidate(sides[0], sides[1], prompt, (int(one["row"]), int(other["row"])))


def by_rows(found: Sequence[Candidate], rows: Rows) -> Iterator[tuple[str, str]]:
    """For every candidate where its two sides stand first, as people look it up."""
    source, row = rows.frame["source"].to_numpy(), rows.frame["row"].to_numpy()
    for candidate in found:
        places = []
        for index in candidate.rows:
            at = rows.layouts[source[index]].source
            sheet = f", Blatt „{at.sheet}“" if at.sheet else ""
            places.append(f"{at.file}{sheet}, Zeile {row[index]}")
        yield places[0], places[1]
