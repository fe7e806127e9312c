"""What the naive count reads: one plain record per row of the tidy tables, and the setting."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

Day = dt.date
Value = int | float | None
Figures = dict[str, Value]

KINDS = (
    "training_company",
    "training_school",
    "training_unspecified",
    "entry_qualification",
    "work_insured",
    "work_marginal",
    "work_unspecified",
    "school",
    "language",
    "voluntary",
    "other",
)
CLASSES = {
    "training": ("training_company", "training_school", "training_unspecified"),
    "work": ("work_insured", "work_marginal", "work_unspecified"),
}
PRECEDENCE = (
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
EXIT_CLASSES = ("regular", "dropout", "neutral")
SEXES = ("female", "male", "diverse")
STATUSES = ("toleration", "permission", "permit", "other")
RECEIVER_KINDS = ("counselling", "help", "authority", "other")
SUPPORT_KINDS = ("intensive", "counselling", "help", "contact")


@dataclass(frozen=True)
class Stay:
    """One stay of one person in one module; an empty exit means: still there."""

    provider: str
    module: str
    person: str
    entry: Day
    exit: Day | None = None
    exit_class: str | None = None
    sex: str | None = None
    birth_year: int | None = None
    birth_date: Day | None = None
    age_at_entry: int | None = None
    residence_status: str | None = None
    further_need: str | None = None
    month_only: bool = False


@dataclass(frozen=True)
class Outcome:
    """One outcome event. `undated`: a state at exit, counted on the exit day of its stay."""

    provider: str
    module: str
    person: str
    kind: str | None
    committed_on: Day | None = None
    started_on: Day | None = None
    confirmed_on: Day | None = None
    ended_on: Day | None = None
    undated: bool = False
    stay_entry: Day | None = None


@dataclass(frozen=True)
class Handover:
    """One handover; `status` is done or offered."""

    provider: str
    module: str
    person: str
    on: Day | None
    receiver: str | None = None
    receiver_kind: str | None = None
    status: str | None = "done"


@dataclass(frozen=True)
class Support:
    """Continuing support; an empty end means: it goes on."""

    provider: str
    module: str
    person: str
    kind: str
    since: Day | None
    until: Day | None = None


@dataclass(frozen=True)
class Meeting:
    """One coordination meeting with everyone who sent somebody."""

    on: Day
    format: str
    units: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Span:
    """The first and the last day of a module."""

    first: Day
    last: Day


@dataclass(frozen=True)
class Setup:
    """The settings that the figures depend on."""

    as_of: Day
    modules: dict[str, Span]
    reentry_gap_days: int = 0
    minimum_days: int = 0
    direct_days: int = 28
    indirect_days: int = 182
    follow_up: bool = True
    handover_days: int = 182
    sustained_days: tuple[int, ...] = (28, 182)
    same_event_days: int = 31
    usual_range_share: float = 0.8
    age_bands: tuple[tuple[int, int], ...] = ((0, 17), (18, 20), (21, 24), (25, 27), (28, 120))
    age_on: str = "entry"
    duration_bands: tuple[int, ...] = (0, 28, 91, 183, 365)
    outcome_kinds: tuple[str, ...] = PRECEDENCE
    precedence: tuple[str, ...] = PRECEDENCE
    positive_kinds: tuple[str, ...] = PRECEDENCE[:-1]
    own: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is another in a module, by the module."""

    def of(self, module: str) -> "Setup":
        """What holds for one module."""
        return replace(self, **self.own.get(module, {}))


@dataclass(frozen=True)
class Project:
    """Everything there is to count."""

    setup: Setup
    stays: tuple[Stay, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    handovers: tuple[Handover, ...] = ()
    supports: tuple[Support, ...] = ()
    meetings: tuple[Meeting, ...] = field(default=())


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    a: Day
    b: Day

    def __contains__(self, day: Day) -> bool:
        return self.a <= day <= self.b


def kinds_of(name: str) -> tuple[str, ...]:
    """A class as its kinds; a kind as itself."""
    return CLASSES.get(name, (name,))
