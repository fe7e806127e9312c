"""Numbers for persons; equal ids are one person where providers share ids, else per provider."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import count, islice

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.normalise.cellwise import each
from durchstarten_cli.normalise.parts import Part, joined
from durchstarten_cli.normalise.values import SHORTENED, text_of
from durchstarten_cli.tables import Mark, Mask, Numbers

_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")


class Persons:
    """Gives numbers in the order of appearance; `ids` are the ids as delivered, by number."""

    def __init__(self, settings: Settings) -> None:
        self.ids: list[str] = []
        self._settings = settings
        self._known: dict[str, dict[str, int]] = {}
        self._next = count()

    def numbers(self, part: Part) -> Numbers:
        """The person number of every received row, -1 without an id."""
        cells = part.column("person")
        if cells is None or not cells.values:
            return np.full(len(part.rows), -1, dtype=np.int64)
        cells = cells.compact()
        known = self._namespace(part.layout.source.provider)
        texts, before = _texts(cells.values), len(known)
        numbers = np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))
        self.ids += islice(known, before, None)
        return numbers[cells.codes]

    def _namespace(self, provider: str) -> dict[str, int]:
        """Id -> number, a new one gets the next; an empty one is nobody."""
        shared = self._settings.providers[provider].ids == "shared"
        nobody = defaultdict(self._next.__next__, {"": -1})
        return self._known.setdefault("" if shared else provider, nobody)


def shortened_marks(parts: Sequence[Part]) -> list[Mark]:
    """Ids that Excel has cut: nobody knows any more which person they mean."""
    found = joined([_shortened(part) for part in parts], bool)
    return [Mark("person", SHORTENED, np.flatnonzero(found))] if found.any() else []


def _shortened(part: Part) -> Mask:
    cells = part.column("person")
    if cells is None:
        return np.zeros(part.rows.size, dtype=bool)
    return each(cells, _is_shortened)


def _is_shortened(cell: object) -> bool:
    """ "1,23457E+15", or a number with more digits than are kept.

    Excel keeps 15 and writes zeros behind them; other programs keep whole numbers up to 2**53.
    """
    if isinstance(cell, str):
        return "E+" in cell and _SHORTENED.fullmatch(cell.strip()) is not None
    if not isinstance(cell, int | float) or cell < 10**15:
        return False
    return cell > 2**53 or cell % 10 == 0


def _texts(values: Sequence[object]) -> list[str]:
    """Cells as ids. A column without umlauts needs no look at the form of each."""
    texts = [v.strip() if isinstance(v, str) else text_of(v) for v in values]
    return texts if "".join(texts).isascii() else list(map(text_of, values))
