"""Who was there when: stays, persons in stock, cases, occupancy, duration. Day by day."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.oracle.records import Day, Figures, Outcome, Period, Project, Setup, Stay, Value

ONE = dt.timedelta(days=1)


def days(first: Day, last: Day) -> list[Day]:
    """All days from first to last, both included; none where last lies before first."""
    return [first + ONE * i for i in range((last - first).days + 1)]


def half_up(value: Fraction) -> float:
    """Rounded to one decimal, the half upwards."""
    return int(value * 10 + Fraction(1, 2)) / 10


def exit_of(stay: Stay, setup: Setup) -> Day:
    """x: the exit; for an open stay the as-of date or the module's end, whichever is earlier."""
    if stay.exit is not None:
        return stay.exit
    return min(setup.as_of, setup.modules[stay.module].last)


def gone_on(stay: Stay, setup: Setup) -> Day:
    """The first day at whose end the person is no longer there.

    Reading: a closed stay is present on every day e..x-1, an open one on every day e..x. So an
    open stay that outlives its module is gone on the day after the module's end.
    """
    if stay.exit is not None:
        return stay.exit
    return exit_of(stay, setup) + ONE


def touches(stay: Stay, period: Period, setup: Setup) -> bool:
    return stay.entry <= period.b and exit_of(stay, setup) >= period.a


def participants(rows: Project, period: Period) -> set[str]:
    return {s.person for s in rows.stays if touches(s, period, rows.setup)}


def stock(rows: Project, day: Day) -> set[str]:
    """Persons there at the end of the day."""
    return {s.person for s in rows.stays if s.entry <= day < gone_on(s, rows.setup)}


def known_end(period: Period, setup: Setup) -> Day:
    """The last day of the period that is reported at all."""
    return min(period.b, setup.as_of)


@dataclass(frozen=True)
class Case:
    """Stays of one person, module and provider without a gap that separates them.

    `last` is the latest exit x; `gone` is the first day at whose end the case is over. The two
    differ only for an open stay that outlived its module.
    """

    provider: str
    person: str
    module: str
    over: bool
    first: Day
    last: Day
    gone: Day
    exit_class: str


def last_class(stays: Iterable[Stay], setup: Setup) -> str:
    """How the latest of these stays ended.

    Reading: of several that ended that day, the first of neutral, dropout, regular, unknown.
    An open stay that outlived its module ended for an unknown reason.
    """
    latest = max(gone_on(s, setup) for s in stays)
    ends = [s for s in stays if gone_on(s, setup) == latest]
    found = {s.exit_class for s in ends if s.exit is not None}
    for name in ("neutral", "dropout", "regular"):
        if name in found:
            return name
    return "unknown"


def cases(rows: Project) -> list[Case]:
    """All cases that are no short contacts."""
    return [case for case in all_cases(rows) if not is_short(case, rows.setup)]


def is_short(case: Case, setup: Setup) -> bool:
    """Over, and lasted (exit - entry) fewer days than its module asks for."""
    return case.over and (case.last - case.first).days < setup.of(case.module).minimum_days


def without_short(rows: Project) -> Project:
    """Without the stays of short contacts; what became of the persons is told as before.

    A state at exit has the day of its stay, also where that does not count.
    """
    short = [case for case in all_cases(rows) if is_short(case, rows.setup)]

    def counts(stay: Stay) -> bool:
        place = (stay.provider, stay.module, stay.person)
        same = [c for c in short if (c.provider, c.module, c.person) == place]
        return not any(c.first <= stay.entry <= c.last for c in same)

    return replace(
        rows,
        stays=tuple(s for s in rows.stays if counts(s)),
        outcomes=tuple(_dated(o, rows.stays) for o in rows.outcomes),
    )


def _dated(outcome: Outcome, stays: tuple[Stay, ...]) -> Outcome:
    return replace(outcome, started_on=exit_day(outcome, stays)) if outcome.undated else outcome


def exit_day(outcome: Outcome, stays: tuple[Stay, ...]) -> Day | None:
    """The exit of the stay that an outcome was told with."""
    for stay in stays:
        same = (stay.provider, stay.module, stay.person, stay.entry)
        if same == (outcome.provider, outcome.module, outcome.person, outcome.stay_entry):
            return stay.exit
    return None


def all_cases(rows: Project) -> list[Case]:
    """All cases: days of presence are marked, and runs of them are read off."""
    groups: dict[tuple[str, str, str], list[Stay]] = {}
    for stay in rows.stays:
        groups.setdefault((stay.provider, stay.module, stay.person), []).append(stay)
    return [case for stays in groups.values() for case in _cases_of(stays, rows.setup)]


def _cases_of(stays: list[Stay], setup: Setup) -> list[Case]:
    marked: set[Day] = set()
    for stay in stays:
        marked.update(days(stay.entry, exit_of(stay, setup)))
    runs: list[list[Day]] = []
    for day in sorted(marked):
        if runs and (day - runs[-1][-1]).days - 1 <= setup.of(stays[0].module).reentry_gap_days:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_case([s for s in stays if run[0] <= s.entry <= run[-1]], setup) for run in runs]


def _case(stays: list[Stay], setup: Setup) -> Case:
    gone = max(gone_on(s, setup) for s in stays)
    return Case(
        provider=stays[0].provider,
        person=stays[0].person,
        module=stays[0].module,
        over=all(s.exit is not None for s in stays if gone_on(s, setup) == gone),
        first=min(s.entry for s in stays),
        last=max(exit_of(s, setup) for s in stays),
        gone=gone,
        exit_class=last_class(stays, setup),
    )


def case_figures(rows: Project, period: Period) -> Figures:
    """Cases, entries, exits, and the stock of cases before and at the end of the period.

    Reading: what happened after the as-of date is not reported; entries and exits count up to it.
    """
    known = Period(period.a, known_end(period, rows.setup))
    every = cases(rows)
    exits = [c for c in every if c.gone in known]
    figures: Figures = {
        "cases": len([c for c in every if touches_case(c, period)]),
        "entries": len([c for c in every if c.first in known]),
        "exits": len(exits),
        "case_stock_before": _case_stock(every, period.a - ONE, rows.setup),
        "case_stock": _case_stock(every, period.b, rows.setup),
    }
    for name in ("regular", "dropout", "neutral", "unknown"):
        figures[f"exits.{name}"] = len([c for c in exits if c.exit_class == name])
    return figures | _duration([c for c in every if touches_case(c, period)], period, rows.setup)


def case_persons(rows: Project, period: Period) -> dict[str, list[str]]:
    """The persons of the cases behind some figures, one for each case."""
    known = Period(period.a, known_end(period, rows.setup))
    every = cases(rows)
    return {
        "cases": [c.person for c in every if touches_case(c, period)],
        "entries": [c.person for c in every if c.first in known],
        "exits": [c.person for c in every if c.gone in known],
    }


def touches_case(case: Case, period: Period) -> bool:
    return case.first <= period.b and case.last >= period.a


def _case_stock(every: list[Case], day: Day, setup: Setup) -> int | None:
    if day > setup.as_of:
        return None
    return len([c for c in every if c.first <= day < c.gone])


def _duration(touching: list[Case], period: Period, setup: Setup) -> Figures:
    """Days of presence; of those still there, up to and including the last day of the period."""
    bands = setup.duration_bands
    names = [f"{a}-{b - 1}" for a, b in itertools.pairwise(bands)] + [f"{bands[-1]}+"]
    figures: Figures = {f"duration.{name}": None for name in names}
    lengths = sorted((min(c.gone, period.b + ONE) - c.first).days for c in touching)
    if period.b > setup.as_of:
        return {**figures, "duration_median": None, "duration_mean": None}
    for name, low, high in zip(names, bands, [*bands[1:], 10**9], strict=True):
        figures[f"duration.{name}"] = len([n for n in lengths if low <= n < high])
    if not lengths:
        return {**figures, "duration_median": None, "duration_mean": None}
    low, high = lengths[(len(lengths) - 1) // 2], lengths[len(lengths) // 2]
    return {
        **figures,
        "duration_median": (low + high) / 2,
        "duration_mean": half_up(Fraction(sum(lengths), len(lengths))),
    }


def occupancy_figures(rows: Project, period: Period) -> Figures:
    """Persons there at the end of each day of the period, up to the as-of date."""
    counts = {d: len(stock(rows, d)) for d in days(period.a, known_end(period, rows.setup))}
    low, high = usual_range(list(counts.values()), rows.setup.usual_range_share)
    figures: Figures = {
        "occupancy_max": max(counts.values(), default=None),
        "occupancy_mean": _mean(list(counts.values())),
        "occupancy_usual_low": low,
        "occupancy_usual_high": high,
    }
    months: dict[tuple[int, int], list[int]] = {}
    for day in days(period.a, period.b):
        found = months.setdefault((day.year, day.month), [])
        if day in counts:
            found.append(counts[day])
    for (year, month), found in months.items():
        figures[f"occupancy_mean[month={year}-{month:02}]"] = _mean(found)
    return figures


def _mean(counts: list[int]) -> float | None:
    return half_up(Fraction(sum(counts), len(counts))) if counts else None


def usual_range(counts: list[int], share: float) -> tuple[Value, Value]:
    """The narrowest run of neighbouring headcounts with enough days; the lower one on a tie."""
    there = [n for n in counts if n > 0]
    if not there:
        return None, None
    needed = Fraction(str(share)) * len(there)
    for width in range(max(there)):
        for low in range(1, max(there) - width + 1):
            if len([n for n in there if low <= n <= low + width]) >= needed:
                return low, low + width
    raise AssertionError("the whole range covers every day")
