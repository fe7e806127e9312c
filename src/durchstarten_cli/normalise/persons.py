"""Numbers for persons; equal ids are one person where providers share ids, else per provider."""

from collections.abc import Sequence

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.normalise.values import one_form, text_of
from durchstarten_cli.tables import Numbers


def id_of(cell: object) -> str:
    """The id in a cell: in one form, outer blanks off, leading zeros kept."""
    return one_form(cell.strip()) if isinstance(cell, str) else text_of(cell)


class Persons:
    """Gives numbers in the order of appearance; `ids` are the ids as delivered, by number."""

    def __init__(self, settings: Settings) -> None:
        self.ids: list[str] = []
        self._settings = settings
        self._known: dict[str, dict[str, int]] = {}

    def numbers(self, part: Part) -> Numbers:
        """The person number of every received row, -1 without an id."""
        cells = part.column("person")
        if cells is None or not cells.values:
            return np.full(len(part.rows), -1, dtype=np.int64)
        known = self._namespace(part.layout.source.provider)
        delivered = np.flatnonzero(np.bincount(cells.codes, minlength=len(cells.values)))
        texts = _texts([cells.values[code] for code in delivered.tolist()])
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, range(len(self.ids), len(self.ids) + len(new)), strict=True))
        self.ids += new
        numbers = np.full(len(cells.values), -1, dtype=np.int64)
        numbers[delivered] = np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))
        return numbers[cells.codes]

    def _namespace(self, provider: str) -> dict[str, int]:
        """Id -> number; an empty one is nobody."""
        shared = self._settings.providers[provider].ids == "shared"
        return self._known.setdefault("" if shared else provider, {"": -1})


def _texts(values: Sequence[object]) -> list[str]:
    """Cells as ids. A column without umlauts needs no look at the form of each."""
    texts = [v.strip() if isinstance(v, str) else text_of(v) for v in values]
    return texts if "".join(texts).isascii() else list(map(id_of, values))
