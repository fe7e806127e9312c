"""Figures that were made public before, as values that templates read: told, now, and why."""

from dataclasses import dataclass
from enum import StrEnum

from durchstarten_cli.config import Module
from durchstarten_cli.config.announced import Announcement
from durchstarten_cli.model import Period, Published


class Cause(StrEnum):
    """Why a figure is another than the one that was made public."""

    LATE = "late"
    CORRECTED = "corrected"
    AS_OF = "as_of"
    PERIOD = "period"
    DEFINITION = "definition"
    UNEXPLAINED = "unexplained"


CAUSES = {
    Cause.LATE: "Zeilen, die erst nach der Veröffentlichung geliefert wurden",
    Cause.CORRECTED: "Zeilen, die seither berichtigt, ergänzt oder weggefallen sind",
    Cause.AS_OF: "anderer Datenstand",
    Cause.PERIOD: "anderer Zeitraum",
    Cause.DEFINITION: "seither geänderte Definitionen",
    Cause.UNEXPLAINED: "Gründe, die die Lieferungen nicht zeigen",
}
"""The causes in words, in the order in which they are told."""


@dataclass(frozen=True)
class Change:
    """By how much a cause has changed a figure; `more` tells whether it is larger for it."""

    cause: Cause
    amount: Published
    more: bool

    @property
    def words(self) -> str:
        """The cause in words."""
        return CAUSES[self.cause]


@dataclass(frozen=True)
class Announced:
    """A figure that was made public before: as what, and what it is now.

    `period` is the one it was told for, None for that of the statement. `compared`: whether there
    were deliveries on that day to count it from; `definition` is another one by which exactly the
    public number comes out.
    """

    entry: Announcement
    told: Published
    now: Published
    label: str
    module: Module | None
    period: Period | None
    unchanged: bool
    changes: tuple[Change, ...]
    compared: bool
    definition: str

    @property
    def told_apart(self) -> bool:
        """Whether what each cause makes is told: where one is withheld, the others tell it."""
        return all(change.amount.withheld is None for change in self.changes)
