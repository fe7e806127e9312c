"""Numbers for persons; equal ids are one person where providers share ids, else per provider."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import count, islice

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import Numbers


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


def _texts(values: Sequence[object]) -> list[str]:
    """Cells as ids. A column without umlauts needs no look at the form of each."""
    texts = [v.strip() if isinstance(v, str) else text_of(v) for v in values]
    return texts if "".join(texts).isascii() else list(map(text_of, values))
