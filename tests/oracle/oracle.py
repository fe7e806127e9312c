"""All figures of a project for a period, as `count`; the bases of some of them, as `bases`.

Ids are those of the program: `<module>.<measure>` or `all.<measure>`, restrictions in brackets.
A value is None where it is not reported: beyond the as-of date, or where nothing can be averaged.
"""

import datetime as dt
from dataclasses import replace
from itertools import combinations
from typing import Protocol, TypeVar

from tests.oracle import breakdowns, contacts, persons, presence
from tests.oracle.persons import View
from tests.oracle.records import Figures, Period, Project


class _Row(Protocol):
    @property
    def provider(self) -> str: ...

    @property
    def module(self) -> str: ...


Row = TypeVar("Row", bound=_Row)


def count(project: Project, period: Period) -> Figures:
    """Every figure, by its id."""
    told, project = project, presence.without_short(project)
    figures = _scope("all", project, period, told)
    for module in project.setup.modules:
        figures |= _scope(module, _only(project, module=module), period, told)
    figures |= _short_contacts(told, period)
    for pair in combinations(sorted(project.setup.modules), 2):
        figures[f"all.overlap[modules={'+'.join(pair)}]"] = _overlap(project, pair, period)
    figures |= _by_number_of_modules(project, period)
    for name, value in contacts.meeting_figures(project, period).items():
        figures[f"all.{name}"] = value
    return figures


def _short_contacts(told: Project, period: Period) -> Figures:
    """Persons with a short contact that touches the period, where there is such a thing."""
    setup = told.setup
    if not any(setup.of(module).minimum_days for module in setup.modules):
        return {}
    short = [c for c in presence.all_cases(told) if presence.is_short(c, setup)]
    touching = [c for c in short if presence.touches_case(c, period)]
    figures: Figures = {"all.short_contacts": len({c.person for c in touching})}
    for module in setup.modules:
        people = {c.person for c in touching if c.module == module}
        figures[f"{module}.short_contacts"] = len(people)
    return figures


def bases(project: Project, period: Period) -> dict[str, int | None]:
    """What the handover figures are to be compared with, by the figure's id."""
    found = {}
    project = presence.without_short(project)
    for prefix in ("all", *project.setup.modules):
        rows = project if prefix == "all" else _only(project, module=prefix)
        seen = persons.view(rows, period, single=prefix == "all")
        for name, value in contacts.handover_bases(seen).items():
            found[f"{prefix}.{name}"] = value
    return found


def _only(rows: Project, module: str | None = None, provider: str | None = None) -> Project:
    """The rows of one module, of one provider, or of both."""

    def fitting(table: tuple[Row, ...]) -> tuple[Row, ...]:
        fits = [r for r in table if module in (None, r.module) and provider in (None, r.provider)]
        return tuple(fits)

    return replace(
        rows,
        setup=rows.setup if module is None else rows.setup.of(module),
        stays=fitting(rows.stays),
        outcomes=fitting(rows.outcomes),
        handovers=fitting(rows.handovers),
        supports=fitting(rows.supports),
    )


def _scope(prefix: str, rows: Project, period: Period, project: Project) -> Figures:
    single = prefix == "all"
    seen = persons.view(rows, period, single=single)
    figures = _whole(seen)
    figures |= breakdowns.by_person(seen, project)
    figures |= _by_year(rows, period, single=single)
    for provider in sorted({s.provider for s in project.stays}):
        part = persons.view(_only(rows, provider=provider), period, single=single)
        figures |= _restricted(_whole(part), f"provider={provider}")
    return {f"{prefix}.{name}": value for name, value in figures.items()}


def _whole(seen: View) -> Figures:
    """Every figure of one scope without a restriction."""
    figures = _headcounts(seen)
    figures |= presence.case_figures(seen.rows, seen.period)
    figures |= presence.occupancy_figures(seen.rows, seen.period)
    figures |= persons.outcome_figures(seen, seen.people)
    figures |= persons.relation_figures(seen)
    figures |= persons.start_figures(seen)
    figures |= persons.promise_figures(seen.rows, seen.period)
    figures |= persons.sustained_figures(seen)
    figures |= contacts.handover_figures(seen)
    return figures | contacts.support_figures(seen)


def _headcounts(seen: View) -> Figures:
    known = seen.period.b <= seen.rows.setup.as_of
    left = contacts.leavers(seen)
    return {
        "participants": len(seen.people),
        "stayers": len(seen.people - left) if known else None,
        "leavers": len(left) if known else None,
        "month_only": sum(any(s.month_only for s in seen.touching(p)) for p in seen.people),
    }


def _by_year(rows: Project, period: Period, *, single: bool) -> Figures:
    """Every figure of the part of each year that lies in the period."""
    figures: Figures = {}
    for year in range(period.a.year, period.b.year + 1):
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        cut = Period(max(first, period.a), min(last, period.b))
        reported = cut.a <= rows.setup.as_of
        found = _restricted(_whole(persons.view(rows, cut, single=single)), f"year={year}")
        figures |= found if reported else dict.fromkeys(found)
    return figures


def _restricted(figures: Figures, by: str) -> Figures:
    """The figures of a part; what is restricted already is not restricted once more."""
    return {f"{name}[{by}]": value for name, value in figures.items() if "[" not in name}


def _by_number_of_modules(project: Project, period: Period) -> Figures:
    """How many persons took part in exactly one, two, ... modules, where there are several."""
    modules = project.setup.modules
    people = [presence.participants(_only(project, module=m), period) for m in modules]
    figures: Figures = {}
    for number in range(1, len(modules) + 1) if len(modules) > 1 else ():
        found = [p for p in set().union(*people) if sum(p in there for there in people) == number]
        figures[f"all.in_modules[number={number}]"] = len(found)
    return figures


def _overlap(project: Project, pair: tuple[str, str], period: Period) -> int:
    one, two = (presence.participants(_only(project, module=m), period) for m in pair)
    return len(one & two)
