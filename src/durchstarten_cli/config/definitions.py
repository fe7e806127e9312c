"""The definitions of the figures as settings: for the whole project, and others for a module.

The German comments beside these keys stand in templates/projekt/durchstarten.toml.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Literal

from durchstarten_cli.config.section import Count, Days, Section, Share

KINDS = (
    "training",
    "entry_qualification",
    "work_insured",
    "work_marginal",
    "work_unspecified",
    "school",
    "language",
    "voluntary",
    "other",
)
"""Every kind of outcome, in the order of the precedence: training stands for all of its kinds."""

Bands = tuple[tuple[int, int], ...]
Kinds = tuple[str, ...]
AgeDay = Literal["entry", "period"]


class Overrides(Section, frozen=True, kw_only=True):
    """Definitions that are others in one module: `[modules.m1.definitions]`."""

    reentry_gap_days: Days | None = None
    minimum_days: Days | None = None
    direct_days: Days | None = None
    indirect_days: Days | None = None
    follow_up: bool | None = None
    handover_days: Days | None = None
    outcome_kinds: Kinds | None = None
    precedence: Kinds | None = None
    positive_kinds: Kinds | None = None
    age_bands: Bands | None = None
    age_on: AgeDay | None = None
    share_base: Count | None = None

    def __post_init__(self) -> None:
        _check_bands(self.age_bands)


class Definitions(Section, frozen=True, kw_only=True):
    """Windows, bands and precedence of the figures; defaults as in docs/definitionen.md.

    `age_on` says for which day an age is given: the entry, or the later of it and the first day of
    the period. `follow_up`: whether starts after the period count where its module ended in it.
    """

    reentry_gap_days: Days = 0
    minimum_days: Days = 0
    direct_days: Days = 28
    indirect_days: Days = 182
    follow_up: bool = True
    handover_days: Days = 182
    sustained_days: tuple[Days, ...] = (28, 182)
    same_event_days: Days = 31
    usual_range_share: Share = 0.8
    regular_meetings_share: Share = 0.5
    share_base: Count = 20
    age_bands: Bands = ((0, 17), (18, 20), (21, 24), (25, 27), (28, 120))
    age_on: AgeDay = "entry"
    duration_bands: tuple[Days, ...] = (0, 28, 91, 183, 365)
    outcome_kinds: Kinds = KINDS
    precedence: Kinds = KINDS
    positive_kinds: Kinds = KINDS[:-1]

    def __post_init__(self) -> None:
        _check_bands(self.age_bands)
        bands = self.duration_bands
        if bands[:1] != (0,) or any(a >= b for a, b in pairwise(bands)):
            raise ValueError("duration_bands: Die Tage beginnen mit 0 und steigen.")
        if len(set(self.sustained_days)) < len(self.sustained_days):
            raise ValueError("sustained_days: Jede Zahl steht nur einmal.")


Change = Callable[[Definitions], Mapping[str, Any]]
"""What is to be other than in the definitions in force: names of `Overrides` with their values."""


def _check_bands(bands: Bands | None) -> None:
    if bands is None:
        return
    rising = all(0 <= low <= high for low, high in bands)
    if not (bands and rising and all(a[1] < b[0] for a, b in pairwise(bands))):
        raise ValueError(
            "age_bands: Die Altersgruppen stehen aufsteigend und überschneiden sich nicht."
        )
