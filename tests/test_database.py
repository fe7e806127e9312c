"""The register in DuckDB counts what it counts on arrays, on generated projects."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import narwhals as nw
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from durchstarten_cli import config, periods
from durchstarten_cli.count.database import DatabaseCounting, in_duckdb
from durchstarten_cli.count.lazy.prepare import coded
from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Period
from durchstarten_cli.pipeline.examine import Examined, Run, counting, examine
from tests.drafts import SAMPLE
from tests.oracle.deliver import write_project
from tests.oracle.generate import Scenario, scenarios
from tests.test_examples import EXAMPLES, build

NOT_OF_PERSONS = ("overlap", "in_modules", "meetings", "reported")
"""What is not counted in the database: persons in several modules, lists, sums of providers."""
THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
DRAWN = settings(
    max_examples=200 if THOROUGH else 3,
    derandomize=not THOROUGH,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
Values = Mapping[str, tuple[float | None, int | None]]


def tables_in(connection: duckdb.DuckDBPyConnection, examined: Examined) -> dict[str, Any]:
    """The tidy tables of a project in a database."""
    found = {}
    for name, frame in coded(examined.tables).items():
        connection.register(f"frame_{name}", frame)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame_{name}")
        found[name] = nw.from_native(connection.table(name))
    return found


def in_database(run: Run, examined: Examined, by: tuple[str, ...]) -> Values:
    """Value and base of every figure, counted by DuckDB."""
    with duckdb.connect() as connection:
        told, chosen = tables_in(connection, examined), run.project.settings
        counted = DatabaseCounting(told, chosen, run.period, examined.as_of, in_duckdb(connection))
        return counted.values(by)


def on_arrays(run: Run, examined: Examined, by: tuple[str, ...]) -> Values:
    """The same, counted as always."""
    figures = counting(run, examined).figures(by)
    wanted = [f for f in figures if f.measure.partition(".")[0] not in NOT_OF_PERSONS]
    return {f.id: (f.value, f.base) for f in wanted}


def run_of(folder: Path, period: Period) -> tuple[Run, Examined]:
    """A project, read and checked."""
    project = config.load(folder)
    run = Run(project, period, period.last, "test")
    return run, examine(project, project.deliveries(), period.last)


@DRAWN
@given(scenario=scenarios())
def test_a_generated_project_has_the_same_figures(scenario: Scenario) -> None:
    by = ("sex", "age_group")
    with tempfile.TemporaryDirectory() as folder:
        period = Period(scenario.period.a, scenario.period.b)
        run, examined = run_of(write_project(scenario, Path(folder)), period)
        assert in_database(run, examined, by) == on_arrays(run, examined, by)


def test_the_sample_has_the_same_figures_by_status_and_provider() -> None:
    by = ("residence_status", "provider")
    run, examined = run_of(SAMPLE, periods.parse("2020-03..2023-06"))
    assert in_database(run, examined, by) == on_arrays(run, examined, by)


def test_the_worked_examples_together_have_the_same_figures(tmp_path: Path) -> None:
    """One project of them all, since a database takes its time over each."""
    alike = [e for e in EXAMPLES if not e.get("settings") and "Blatt" not in e["rows"][0]]
    rows = [
        {**row, "Kennung": f"{number}-{row['Kennung']}"}
        for number, example in enumerate(alike)
        for row in example["rows"]
    ]
    together = build({"rows": [*rows, *AGES], "settings": OTHER_DEFINITIONS}, tmp_path)
    run, examined = run_of(together, periods.parse("2021-03..2021-12"))
    by = ("sex", "age_group")
    assert in_database(run, examined, by) == on_arrays(run, examined, by)


STAY = {"Baustein": "m6", "Eintritt": "10.04.2020", "Austritt": "30.06.2021"}
AGES = [
    *({**STAY, "Kennung": f"alter-{age}", "Alter": age} for age in ("0", "17", "20", "27")),
    {**STAY, "Kennung": "jahr", "Geburtsjahr": "2000"},
    *(
        {**STAY, "Kennung": f"tag-{day}", "Geburtsdatum": day}
        for day in ("28.02.2003", "01.03.2003", "02.03.2003", "01.03.2021")
    ),
]
OTHER_DEFINITIONS = {
    "definitions": {"reentry_gap_days": 14, "minimum_days": 3, "age_on": "period"},
    "modules": {"m6": {"definitions": {"direct_days": 14, "follow_up": False}}},
}


def test_dask_is_refused_with_the_reason() -> None:
    run, examined = run_of(SAMPLE, periods.parse("2022"))
    frame = SimpleNamespace(implementation=nw.Implementation.DASK)
    told: Any = dict.fromkeys(("stays", "outcomes", "handovers", "supports"), frame)
    with pytest.raises(UsageError) as refused:
        DatabaseCounting(told, run.project.settings, run.period, examined.as_of, lambda t: t)
    assert str(refused.value) == (
        "Mit Dask wird nicht gezählt: Es zählt verschiedene Personen falsch, ohne es zu melden."
    )
