"""By what a note is known again when the same data comes in another row, file or format."""

import hashlib
from collections.abc import Iterable, Sequence

import pandas as pd


def fingerprints(rows: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """One per row, of the values as understood in the columns given."""
    names = [name for name in dict.fromkeys(columns) if name in rows]
    told = [rows[name].astype(object).where(rows[name].notna(), "") for name in names]
    return [fingerprint(values) for values in zip(*told, strict=True)]


def fingerprint(values: Iterable[object]) -> str:
    """A short hash: whether values are the same, not what they are, can be told from it.

    It is kept beside the record's id only, and an id is no secret that would need more.
    """
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()[:16]
