"""The bounds of a count: module, period, as-of date, and the definitions that hold within them."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from durchstarten_cli.config import Definitions
from durchstarten_cli.count.view import number_of
from durchstarten_cli.model import Period


@dataclass(frozen=True)
class Bounds:
    """Module (None: all), period and as-of date as numbers of days."""

    module: str | None
    period: Period
    as_of: dt.date
    definitions: Definitions

    @cached_property
    def first(self) -> int:
        """Day a of the period."""
        return number_of(self.period.first)

    @cached_property
    def last(self) -> int:
        """Day b of the period."""
        return number_of(self.period.last)

    @cached_property
    def known(self) -> int:
        """The as-of date: "days after the as-of date are not reported, never zero"."""
        return number_of(self.as_of)

    @property
    def observed_last(self) -> int:
        """The last day of the period that is reported."""
        return min(self.last, self.known)
