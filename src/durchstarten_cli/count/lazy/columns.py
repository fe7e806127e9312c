"""Small expressions over coded columns, and how a table is read and kept."""

from collections.abc import Callable, Sequence
from typing import Any

import narwhals as nw

Frame = nw.LazyFrame[Any]
Keep = Callable[[Frame], Frame]
"""Computes a table once and gives it back, so that what is made of it does not compute it again."""
RECORDS = 2**27
"""More than there are records or events: behind a number of days they tell rows apart."""


class Columns:
    """Columns as attributes, as conditions of the register ask for them."""

    def __getattr__(self, name: str) -> nw.Expr:
        return nw.col(name)


row = Columns()


def by_code(column: nw.Expr, values: Sequence[Any], otherwise: Any = -1) -> nw.Expr:
    """What stands in `values` at the place of the code."""
    if len(set(values)) == 1:
        return nw.lit(values[0])
    found = nw.lit(otherwise)
    for number, value in enumerate(values):
        found = nw.when(column == number).then(nw.lit(value)).otherwise(found)
    return found


def choose(*cases: tuple[nw.Expr, Any], otherwise: Any) -> nw.Expr:
    """The value of the first condition that holds."""
    found = _value(otherwise)
    for condition, value in reversed(cases):
        found = nw.when(condition).then(_value(value)).otherwise(found)
    return found


def _value(value: Any) -> nw.Expr:
    return value if isinstance(value, nw.Expr) else nw.lit(value)


def whole(flag: nw.Expr) -> nw.Expr:
    """A condition as 1 or 0."""
    return flag.cast(nw.Int64)


def wide(number: nw.Expr) -> nw.Expr:
    """A number with room for places made of several."""
    return number.cast(nw.Int64)


def any_of(flag: nw.Expr) -> nw.Expr:
    """Whether a condition holds in any row of a group: 1 or 0."""
    return whole(flag).max()


def joined(left: Frame, right: Frame, on: str, missing: int = 0) -> Frame:
    """All rows of the left table, with what the right one tells of them, `missing` for nothing."""
    names = [name for name in right.collect_schema().names() if name != on]
    wide = left.join(right, on=on, how="left")
    return wide.with_columns(*(nw.col(name).fill_null(missing) for name in names))
