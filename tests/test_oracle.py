"""The program, through `counts --json`, against the independent naive count.

On generated projects a small fixed sample is looked at; HYPOTHESIS_PROFILE=thorough draws many
projects at random.
"""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from durchstarten_cli import periods
from durchstarten_cli.cli.shell import run
from tests.oracle.deliver import write_project
from tests.oracle.generate import Scenario, scenarios
from tests.oracle.oracle import bases, count
from tests.oracle.records import Figures, Outcome, Period, Project, Setup, Span, Stay
from tests.oracle.sample import SAMPLE, sample_project

COLUMNS = ("sex", "age_group", "residence_status", "provider", "year", "month")
SAMPLE_PERIOD = "2020-03..2023-06"
Found = Mapping[str, Mapping[str, Any]]

# The quick one only looks; what it finds the thorough one makes small.
settings.register_profile(
    "quick", max_examples=40, derandomize=True, phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("thorough", max_examples=3000, database=None)
PROFILE = settings.get_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def drawn(share: int = 1) -> settings:
    """The profile in force, with every `share`-th of its examples."""
    number = max(PROFILE.max_examples // share, 1)
    # An example takes half a second: all that a project has is read, checked and counted.
    return settings(
        PROFILE, max_examples=number, deadline=None, suppress_health_check=list(HealthCheck)
    )


def counted(folder: Path, period: str, columns: Iterable[str]) -> Found:
    """The program's figures by id, with these breakdowns."""
    by = [word for column in columns for word in ("--by", column)]
    with redirect_stdout(StringIO()) as out:
        code = run(["counts", "--json", "--project", str(folder), "--period", period, *by])
    assert code == 0
    figures = json.loads(out.getvalue())["figures"]
    out.truncate(0)  # typer keeps the streams it wrote to, of thousands of projects in the end
    return {figure["id"]: figure for figure in figures}


def counted_of(scenario: Scenario, columns: Iterable[str]) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        period = f"{scenario.period.a}..{scenario.period.b}"
        return counted(write_project(scenario, Path(folder)), period, columns)


def expected_of(scenario: Scenario) -> Figures:
    """The naive figures; of meetings none, rather than zero, where nobody delivered a list."""
    figures = count(scenario.project, scenario.period)
    return figures if scenario.project.meetings else {**figures, "all.meetings": None}


def differing(found: Found, expected: Mapping[str, object], key: str = "value") -> dict[str, Any]:
    """Figures that both know and count differently: the program's number, the naive one."""
    both = ((name, found[name][key], value) for name, value in expected.items() if name in found)
    return {name: (ours, value) for name, ours, value in both if ours != value}


# ---------------------------------------------------------------- the sample
@pytest.fixture(scope="module")
def sample() -> Project:
    return sample_project()


@pytest.fixture(scope="module")
def sample_period() -> Period:
    period = periods.parse(SAMPLE_PERIOD)
    return Period(period.first, period.last)


@pytest.fixture(scope="module")
def sample_counted() -> Found:
    return counted(SAMPLE, SAMPLE_PERIOD, COLUMNS)


def test_every_figure_of_the_sample_is_the_naive_one(
    sample: Project, sample_period: Period, sample_counted: Found
) -> None:
    expected = count(sample, sample_period)
    assert differing(sample_counted, expected) == {}
    assert set(expected) - set(sample_counted) == providers_elsewhere(sample, expected)


def providers_elsewhere(project: Project, expected: Figures) -> set[str]:
    """Figures of a provider in a module that it has nothing to do with: the program has none."""
    known = {(s.module, s.provider) for s in project.stays}
    pairs = {(m, p) for m in project.setup.modules for _, p in known} - known
    ends = {(f"{module}.", f"[provider={provider}]") for module, provider in pairs}
    return {n for n in expected for first, last in ends if n.startswith(first) and n.endswith(last)}


def test_every_base_of_the_sample_is_the_naive_one(
    sample: Project, sample_period: Period, sample_counted: Found
) -> None:
    expected = bases(sample, sample_period)
    assert set(expected) <= set(sample_counted)
    assert differing(sample_counted, expected, "base") == {}


def test_the_base_of_placement_and_success_are_the_participants(sample_counted: Found) -> None:
    for scope in ("m1", "m6", "all"):
        people = sample_counted[f"{scope}.participants"]["value"]
        assert sample_counted[f"{scope}.placement"]["base"] == people
        assert sample_counted[f"{scope}.success"]["base"] == people


# ---------------------------------------------------------------- generated projects
def restated() -> Scenario:
    """One stay told twice in one sheet: first its promise, in a later row that it lapsed."""
    of = ("a", "m1", "p001")
    stay = Stay(*of, entry=dt.date(2023, 10, 1), exit=dt.date(2024, 1, 31), exit_class="regular")
    promise = Outcome(
        *of,
        kind="training_company",
        committed_on=dt.date(2023, 11, 1),
        ended_on=dt.date(2023, 12, 1),
        stay_entry=stay.entry,
    )
    module = Span(dt.date(2023, 10, 1), dt.date(2024, 3, 31))
    setup = Setup(as_of=dt.date(2024, 6, 30), modules={"m1": module})
    project = Project(setup, stays=(stay,), outcomes=(promise,))
    return Scenario(project, Period(module.first, module.last), carried=frozenset({0}))


@example(scenario=restated())
@drawn()
@given(scenario=scenarios())
def test_every_figure_of_a_generated_project_is_the_naive_one(scenario: Scenario) -> None:
    found = counted_of(scenario, COLUMNS)
    expected = expected_of(scenario)
    assert {name for name in expected if "[" not in name} <= set(found)
    assert differing(found, expected) == {}
    assert differing(found, bases(scenario.project, scenario.period), "base") == {}


@drawn(share=4)
@given(scenario=scenarios(people=6))
def test_a_quarter_is_counted_as_a_period_of_its_own(scenario: Scenario) -> None:
    found = counted_of(scenario, ["quarter"])
    quarters = {n: f for n, f in found.items() if (f["restriction"] or {}).get("quarter")}
    assert quarters
    for span in {(f["period"]["from"], f["period"]["to"]) for f in quarters.values()}:
        period = periods.parse("..".join(span))
        expected = count(scenario.project, Period(period.first, period.last))
        of_span = {n.partition("[")[0]: f for n, f in quarters.items() if span_of(f) == span}
        assert differing(of_span, expected) == {}


def span_of(figure: Mapping[str, Any]) -> tuple[str, str]:
    return figure["period"]["from"], figure["period"]["to"]
