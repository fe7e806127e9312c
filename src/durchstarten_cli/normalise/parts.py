"""A sheet understood: its layout and its received rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from durchstarten_cli.tables import AnyArray, Cells, Layout, Mask, Numbers, Sheet


@dataclass(frozen=True)
class Part:
    """One sheet: its layout and the numbers (from 0) of its received rows.

    `struck` are the numbers of rows that are struck through, in ascending order.
    """

    sheet: Sheet
    layout: Layout
    rows: Numbers
    struck: Numbers

    def column(self, name: str) -> Cells | None:
        """The cells of a column in the received rows, None where the sheet does not have it."""
        index = self.layout.fields.get(name)
        if index is None:
            return self._implied(name)
        return self.sheet.columns[index].at(self.rows)

    def _implied(self, name: str) -> Cells | None:
        """What the heading of another column says, the same in every row."""
        if name not in self.layout.implied:
            return None
        codes = np.zeros(len(self.rows), dtype=np.int32)
        return Cells(codes, (self.layout.implied[name],))

    def fingerprint(self) -> AnyArray:
        """A number per received row, equal where all understood cells are written alike."""
        return self._mixed(self.layout.fields.values())

    def others(self) -> AnyArray:
        """The same of the columns that are not known: rows per month or contact differ there."""
        return self._mixed(self.layout.unknown)

    def _mixed(self, columns: Iterable[int]) -> AnyArray:
        mixed = np.zeros(len(self.rows), dtype=np.uint64)
        for index in columns:
            codes = self.sheet.columns[index].codes[self.rows]
            mixed = mixed * np.uint64(1_000_003) + codes.astype(np.uint64)
        return mixed

    def broken(self, name: str) -> dict[str, Mask]:
        """Cells of a column with an error or a formula without result: kind -> received rows."""
        index, found = self.layout.fields.get(name), defaultdict[str, list[int]](list)
        for (row, column), kind in self.sheet.broken.items():
            if column == index:
                found[kind].append(row)
        return {kind: np.isin(self.rows, rows) for kind, rows in found.items()}


def joined(arrays: Sequence[AnyArray], dtype: npt.DTypeLike) -> AnyArray:
    """One array over all sheets, of the given type even without any."""
    return np.concatenate([np.empty(0, dtype=dtype), *arrays])
