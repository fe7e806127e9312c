"""What every row tells of the traits by which two persons with one id are told apart."""

import numpy as np
import pandas as pd

from durchstarten_cli.tables import AnyArray


def told(frame: pd.DataFrame, field: str) -> AnyArray:
    """For every row the value of a field as text, None where nothing certain is told."""
    return _birth_years(frame) if field == "birth_year" else _codes(frame, field)


def _birth_years(frame: pd.DataFrame) -> AnyArray:
    """The year of birth, from the date of birth where only that is told."""
    years = frame["birth_year"].fillna(frame["birth_date"].dt.year)
    texts: AnyArray = np.full(len(frame), None, dtype=object)
    known = years.notna().to_numpy()
    texts[known] = years[known].astype(int).astype(str)
    return texts


def _codes(frame: pd.DataFrame, field: str) -> AnyArray:
    column = frame[field].astype(object)
    known = column.notna() & (column != "unknown")
    codes: AnyArray = column.where(known, None).to_numpy()
    return codes
