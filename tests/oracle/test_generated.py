"""The generated projects hold what they promise, and the naive count holds together on them."""

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from tests.oracle.deliver import write_project
from tests.oracle.generate import Scenario, scenarios
from tests.oracle.oracle import count
from tests.oracle.persons import OUTCOMES
from tests.oracle.records import CLASSES, Project
from tests.oracle.rows import Line, project_of

SLOW = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


def read_back(folder: Path, scenario: Scenario) -> Project:
    """The persons' files of a written project, row by row."""
    lines: list[Line] = []
    for path in sorted((folder / "lieferungen").glob("[ab]/*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, delimiter=";")
            lines += [Line(path.parts[-3], row["Baustein"], {**row}) for row in rows]
    return project_of(lines, scenario.project.setup)


@SLOW
@given(scenario=scenarios())
def test_files_carry_the_whole_project(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read_back(write_project(scenario, Path(folder)), scenario)
    expected = replace(scenario.project, meetings=())
    for table in ("stays", "outcomes", "handovers", "supports"):
        assert set(getattr(found, table)) == set(getattr(expected, table))
        assert len(getattr(found, table)) == len(getattr(expected, table))
    assert count(found, scenario.period) == count(expected, scenario.period)


@SLOW
@given(scenario=scenarios())
def test_figures_hold_together(scenario: Scenario) -> None:
    figures = count(scenario.project, scenario.period)
    for scope in ("all", *scenario.project.setup.modules):
        found = {k.removeprefix(f"{scope}."): v or 0 for k, v in figures.items()}
        single = [name for name in OUTCOMES if name not in CLASSES]
        assert sum(found[f"outcome.{name}"] for name in single) == found["participants"]
        assert found["placement_direct"] + found["placement_indirect"] == found["placement"]
        if figures[f"{scope}.case_stock"] is not None:
            assert found["stayers"] + found["leavers"] == found["participants"]
            moved = found["case_stock_before"] + found["entries"] - found["exits"]
            assert moved == found["case_stock"]


@SLOW
@given(scenario=scenarios())
def test_breakdowns_add_up(scenario: Scenario) -> None:
    figures = count(scenario.project, scenario.period)
    for column in ("sex", "age_group", "residence_status"):
        parts = [v or 0 for k, v in figures.items() if k.startswith(f"all.participants[{column}=")]
        assert sum(parts) == figures["all.participants"]
