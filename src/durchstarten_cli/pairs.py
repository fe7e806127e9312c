"""Pairs of ids that may be one person, and what people decided on them in `personen.xlsx`.

The workbook has two sheets: pairs of ids, and pairs of providers whose persons were compared.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from durchstarten_cli.vocabulary import vocabulary

FILE, PAIRS, PROVIDERS = "personen.xlsx", "Paare", "Träger"
SAME, NOT_SAME = "dieselbe", "nicht dieselbe"
YES, NO = "ja", "nein"
PROVIDER_1, ID_1, TRAIT_1 = "Träger 1", "Kennung 1", "Merkmal 1"
PROVIDER_2, ID_2, TRAIT_2 = "Träger 2", "Kennung 2", "Merkmal 2"
PROMPT, DECISION, COMPLETE = "Anlass", "Entscheidung", "Alle Paare entschieden"
BY, ON, REASON = "Wer", "Wann", "Begründung"
HEADERS: Mapping[str, tuple[str, ...]] = {
    PAIRS: (
        *(PROVIDER_1, ID_1, TRAIT_1, PROVIDER_2, ID_2, TRAIT_2),
        *(PROMPT, DECISION, BY, ON, REASON),
    ),
    PROVIDERS: (PROVIDER_1, PROVIDER_2, COMPLETE, BY, ON, REASON),
}
"""The columns of each sheet; people may add others, and move them."""


@dataclass(frozen=True)
class Trait:
    """What tells two persons apart who share an id: a field of the tables and its value."""

    field: str
    value: str

    def __str__(self) -> str:
        """As people write it: "Geburtsjahr 2001", "Geschlecht weiblich"."""
        column = vocabulary().columns[self.field]
        return f"{column.label} {vocabulary().label(self.field, self.value)}"


@dataclass(frozen=True)
class Side:
    """An id of a provider, narrowed to the rows with a trait where one is named."""

    provider: str
    id: str
    trait: Trait | None = None


@dataclass(frozen=True)
class Signed:
    """Who decided, when and why."""

    by: str
    on: dt.date
    reason: str


@dataclass(frozen=True)
class PairRow:
    """A row of the sheet of pairs; `same` is None while nobody has decided.

    `cells` are the addresses of its cells by heading.
    """

    row: int
    one: Side
    other: Side
    same: bool | None
    signed: Signed | None
    cells: Mapping[str, str] = field(compare=False, repr=False)

    @property
    def sides(self) -> frozenset[Side]:
        """Both sides, whichever stands first."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class ProviderRow:
    """A row of the sheet of providers: whether all persons that both know are among the pairs.

    `complete` is None while nobody has said so, `row` while it is in no file.
    """

    row: int | None
    one: str
    other: str
    complete: bool | None
    signed: Signed | None

    @property
    def providers(self) -> frozenset[str]:
        """Both providers, whichever stands first."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class Page:
    """Where the table of a sheet stands: its header row, the first free row, column by heading."""

    header: int
    free: int
    columns: Mapping[str, int]


@dataclass(frozen=True)
class PersonsFile:
    """What `personen.xlsx` says; empty where there is none. Rows and columns count from 1."""

    pairs: tuple[PairRow, ...] = ()
    providers: tuple[ProviderRow, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)

    @property
    def decided(self) -> tuple[PairRow, ...]:
        """The pairs on which somebody has decided."""
        return tuple(pair for pair in self.pairs if pair.same is not None)


_TRAIT = re.compile(r"(\w+)\s+(\S.*)")


def trait_of(text: str) -> Trait | None:
    """The trait that a text names, None where it names none that is known."""
    match, words = _TRAIT.fullmatch(text.strip()), vocabulary()
    if match is None:
        return None
    if match[1] == words.columns["birth_year"].label and re.fullmatch(r"\d{4}", match[2]):
        return Trait("birth_year", match[2])
    codes = {code.label: code.name for code in words.codes["sex"]}
    if match[1] == words.columns["sex"].label and match[2] in codes:
        return Trait("sex", codes[match[2]])
    return None
