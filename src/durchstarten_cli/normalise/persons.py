"""Numbers for persons; equal ids are one person where providers share ids, else per provider."""

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
        delivered = np.zeros(len(cells.values), dtype=bool)
        delivered[cells.codes] = True
        numbers = np.full(len(cells.values), -1, dtype=np.int64)
        for index in np.flatnonzero(delivered).tolist():
            numbers[index] = self._number(id_of(cells.values[index]), known)
        return numbers[cells.codes]

    def _namespace(self, provider: str) -> dict[str, int]:
        shared = self._settings.providers[provider].ids == "shared"
        return self._known.setdefault("" if shared else provider, {})

    def _number(self, text: str, known: dict[str, int]) -> int:
        if not text:
            return -1
        number = known.setdefault(text, len(self.ids))
        if number == len(self.ids):
            self.ids.append(text)
        return number
