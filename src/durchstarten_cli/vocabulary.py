"""The synonym list (words.toml): what headers and coded entries mean, and their German labels."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of the tidy tables: its type, its label, whether an empty date means an open end."""

    name: str
    type: str
    label: str
    open: bool = False


@dataclass(frozen=True)
class Code:
    """A value of a coded column. `group` is the class it belongs to, itself where it has none."""

    name: str
    label: str
    group: str
    outcome: bool = True


@dataclass(frozen=True)
class Vocabulary:
    """All words in force; keys of the look-up tables are spelled as `plain` spells them.

    `names` tells of every heading in `refused` which kind of name it is; of several columns of one
    kind the one whose heading stands first here is taken.
    """

    columns: Mapping[str, Column]
    headers: Mapping[str, str]
    codes: Mapping[str, tuple[Code, ...]]
    entries: Mapping[str, Mapping[str, str]]
    refused: frozenset[str]
    names: Mapping[str, str]
    institutions: frozenset[str]
    ignored: frozenset[str]
    open_ends: frozenset[str]
    unknown: frozenset[str]
    sums: frozenset[str]
    sum_initials: frozenset[str]

    def label(self, column: str, code: str) -> str:
        """The German label of a code, or the code itself where it has none."""
        return next((c.label for c in self.codes.get(column, ()) if c.name == code), code)


@functools.lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """One spelling for what people write in many: NFC, lower case, single blanks, no punctuation.

    "Geb.-Datum", "geb. datum" and "GEB DATUM" are the same; "?" and "-" alone stay as they are.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = re.sub(r"[\W_]+", " ", folded).strip()
    return words or folded.strip()


@functools.cache
def vocabulary() -> Vocabulary:
    """The words of words.toml, read once."""
    text = resources.files("durchstarten_cli").joinpath("words.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    codes = {column: tuple(_codes(values)) for column, values in raw["codes"].items()}
    return Vocabulary(
        columns={name: _column(name, c) for name, c in raw["columns"].items()},
        headers={
            plain(heading): name
            for name, c in raw["columns"].items()
            for heading in (*c["names"], c["label"])
        },
        codes=codes,
        entries={column: _entries(values) for column, values in raw["codes"].items()},
        refused=_plain_set(raw["refused"]["names"]),
        names={plain(n): kind for kind, names in raw["names"].items() for n in names},
        institutions=_plain_set(raw["refused"]["institutions"]),
        ignored=_plain_set(raw["ignored"]["names"]),
        open_ends=_plain_set(raw["open_ends"]),
        unknown=_plain_set(raw["unknown"]),
        sums=_plain_set(raw["sums"]),
        sum_initials=frozenset(letter for w in raw["sums"] for letter in (w[0], w[0].lower(), " ")),
    )


def _plain_set(words: list[str]) -> frozenset[str]:
    return frozenset(map(plain, words))


def _column(name: str, raw: Mapping[str, Any]) -> Column:
    return Column(name, raw["type"], raw["label"], raw.get("open", False))


def _codes(values: Mapping[str, Any]) -> list[Code]:
    return [
        Code(name, v["label"], v.get("class", name), v.get("outcome", True))
        for name, v in values.items()
    ]


def _entries(values: Mapping[str, Any]) -> dict[str, str]:
    """Entry as people write it (its label and code included) -> code."""
    return {
        plain(word): name for name, v in values.items() for word in (*v["words"], v["label"], name)
    }
