"""Figures that do not fit together stand in the draft, in the record, and stop `finalize`."""

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given

from durchstarten_cli import selfcheck
from durchstarten_cli.cli.show_report import obstacles
from durchstarten_cli.config import load
from durchstarten_cli.equations import Cell, Failure
from durchstarten_cli.finalise import finalise
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.documents import Wanted
from durchstarten_cli.pipeline.examine import Examined, Run, examine, figures
from durchstarten_cli.pipeline.report import Report, report_of
from tests.drafts import Draft, draft, sample
from tests.oracle.deliver import write_project
from tests.oracle.generate import Scenario, scenarios
from tests.test_oracle import drawn

DAY = dt.date(2024, 3, 5)
PERIOD = Period(dt.date(2020, 3, 1), dt.date(2023, 6, 30))
BREAKDOWNS = ("sex", "age_group", "residence_status", "provider", "year")


@dataclass(frozen=True)
class Counted:
    """A project counted once; no test changes it."""

    run: Run
    examined: Examined
    figures: Mapping[str, Figure]

    def failures(self, figures: Mapping[str, Figure]) -> list[Failure]:
        equations = selfcheck.equations(figures, self.run.project.settings)
        return selfcheck.failures(equations, figures)

    def recounts(self, figures: Iterable[Figure]) -> list[Failure]:
        return selfcheck.recounts(figures, self.examined.tables.records["person"].to_numpy())


def counted(root: Path, period: Period, breakdowns: Iterable[str] = BREAKDOWNS) -> Counted:
    project = load(root)
    run = Run(project, period, DAY, "0")
    examined = examine(project, project.deliveries(), run.date)
    return Counted(run, examined, {f.id: f for f in figures(run, examined, breakdowns)})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    return counted(sample(tmp_path_factory.mktemp("whole") / "leverkusen"), PERIOD)


def with_one_more(figures: Mapping[str, Figure], cell: Cell) -> dict[str, Figure]:
    figure = figures[cell.figure]
    if cell.part == "base":
        return {**figures, figure.id: replace(figure, base=(figure.base or 0) + 1)}
    return {**figures, figure.id: replace(figure, value=(figure.value or 0) + 1)}


# ---------------------------------------------------------------- the equations
def test_the_figures_of_the_sample_fit_together(whole: Counted) -> None:
    assert whole.failures(whole.figures) == []
    assert whole.recounts(whole.figures.values()) == []


@drawn(4)
@given(scenario=scenarios())
def test_the_figures_of_any_project_fit_together(scenario: Scenario) -> None:
    period = Period(scenario.period.a, scenario.period.b)
    with tempfile.TemporaryDirectory() as folder:
        found = counted(write_project(scenario, Path(folder)), period)
        assert found.failures(found.figures) == []
        assert found.recounts(found.figures.values()) == []


def by_class(name: str, part: str = "value") -> set[str]:
    return {f"{name}: {column}, {part}" for column in ("sex", "age_group", "residence_status")}


CONCERNED: list[tuple[Cell, set[str]]] = [
    (
        Cell("m6.case_stock"),
        {
            "m6: stock",
            "m6.case_stock: provider, value",
            "m6.case_stock[year=2023] = m6.case_stock",
            "all: case_stock of the modules",
        }
        | by_class("m6.case_stock"),
    ),
    (
        Cell("m1.exits.dropout"),
        {
            "m1: exits",
            "m1.exits.dropout: provider, value",
            "m1.exits.dropout: year, value",
            "all: exits.dropout of the modules",
        }
        | by_class("m1.exits.dropout"),
    ),
    (
        Cell("m6.outcome.work_insured"),
        {"m6: outcome.work", "m6: outcome_any.work_insured"} | by_class("m6.outcome.work_insured"),
    ),
    (
        Cell("m6.outcome_direct.work"),
        {"m6: outcome.work by time"} | by_class("m6.outcome_direct.work"),
    ),
    (
        Cell("m1.placement_both"),
        {"m1: placement by kind"} | by_class("m1.placement_both"),
    ),
    (
        Cell("m6.success", "base"),
        {"m6: base of success"} | by_class("m6.success", "base"),
    ),
    (Cell("m6.supports"), {"m6: supports"} | by_class("m6.supports")),
    (
        Cell("m6.duration.28-90"),
        {"m6: durations"} | by_class("m6.duration.28-90"),
    ),
    (Cell("m6.duration_mean"), set()),
    (
        Cell("m6.case_stock_before[year=2022]"),
        {
            "m6: stock[year=2022]",
            "m6.case_stock[year=2021] = m6.case_stock_before[year=2022]",
        },
    ),
    (Cell("all.overlap[modules=m1+m6]"), {"all: overlap"}),
    (
        Cell("all.in_modules[number=2]"),
        {"all: by number of modules", "all: times the number of modules"},
    ),
    (
        Cell("m6.outcome.school[sex=female]"),
        {
            "m6: outcomes[sex=female]",
            "m6: outcome_any.school[sex=female]",
            "m6.outcome.school: sex, value",
        },
    ),
    (
        Cell("m6.entries[year=2021]"),
        {"m6.entries: year, value", "m6: stock[year=2021]"},
    ),
    (Cell("all.meetings"), {"all: meetings"}),
    (Cell("all.set_aside"), {"all: rows", "all: set_aside of the files"}),
]
"""Equations that one more in a figure breaks."""


@pytest.mark.parametrize(("cell", "concerned"), CONCERNED, ids=[str(cell) for cell, _ in CONCERNED])
def test_one_more_breaks_exactly_the_equations_concerned(
    whole: Counted, cell: Cell, concerned: set[str]
) -> None:
    failures = whole.failures(with_one_more(whole.figures, cell))
    assert {failure.equation.name for failure in failures} == concerned


@pytest.mark.parametrize(
    ("part", "whole_one", "sentence"),
    [
        ("m6.placement", "m6.placement", "Eine Anzahl ist höchstens ihre Grundzahl."),
        ("m1.participants", "m1.cases", "Personen sind höchstens so viele wie Teilnahmen."),
        (
            "all.overlap[modules=m1+m6]",
            "m1.participants",
            "Wer in beiden Bausteinen war, war in jedem.",
        ),
    ],
)
def test_a_part_is_never_above_its_whole(
    whole: Counted, part: str, whole_one: str, sentence: str
) -> None:
    known = whole.figures[whole_one]
    above = (known.value if part != whole_one else known.base) or 0
    changed = {**whole.figures, part: replace(whole.figures[part], value=above + 1)}
    assert sentence in {failure.equation.sentence for failure in whole.failures(changed)}


def test_what_is_not_reported_is_held_against_nothing(whole: Counted) -> None:
    unknown = replace(whole.figures["m6.case_stock"], value=None, reason="Nicht gemeldet.")
    assert whole.failures({**whole.figures, unknown.id: unknown}) == []


def test_evidence_that_lost_a_row_does_not_lead_to_the_value(whole: Counted) -> None:
    figure = whole.figures["m1.outcome.work"]
    kept = figure.rows()[1:]
    (failure,) = whole.recounts([replace(figure, rows=lambda: kept)])
    assert str(failure) == (
        "Die Zeilen hinter einer Anzahl gehören zu genau so vielen Personen. "
        "Betroffen sind: m1.outcome.work."
    )
    assert (failure.left, failure.right) == (2, 1)


# ---------------------------------------------------------------- what becomes of a failure
@pytest.fixture(scope="module")
def broken(whole: Counted) -> Report:
    """The draft where one figure is one too high."""
    changed = with_one_more(whole.figures, Cell("m6.case_stock"))
    return report_of(whole.run, whole.examined, changed, Wanted(("md", "docx")))


SENTENCE = (
    "Der Bestand vor dem Zeitraum und die Eintritte ergeben die Austritte und den Bestand am Ende. "
    "Betroffen sind: m6.case_stock_before, m6.entries, m6.exits, m6.case_stock."
)


def test_a_failure_stands_in_the_draft_and_in_the_way(whole: Counted, broken: Report) -> None:
    statement = broken.files["stellungnahme.md"].decode("utf-8").replace("\\", "")
    assert f"[BITTE ERGÄNZEN: Klärung, warum Zahlen nicht zusammenpassen. {SENTENCE}]" in statement
    assert SENTENCE in " ".join(obstacles(broken, whole.examined))


def test_a_failure_is_on_record_with_its_figures(broken: Report) -> None:
    record = json.loads(broken.files["intern/belege.json"])
    first = record["selfcheck"][0]
    assert (first["equation"], first["sentence"], first["sums"]) == (
        "m6: stock",
        SENTENCE,
        [87, 88],
    )
    assert "m6.case_stock" in first["figures"]


def test_a_failure_stops_the_final_version(tmp_path: Path) -> None:
    drafted: Draft = draft(sample(tmp_path / "leverkusen"))

    def one_too_many(run: Run, examined: Examined, breakdowns: Iterable[str]) -> Iterable[Figure]:
        found = {figure.id: figure for figure in figures(run, examined, breakdowns)}
        return with_one_more(found, Cell("m6.case_stock")).values()

    released = finalise(
        load(drafted.project),
        drafted.docx,
        by="Petra Muster",
        at=dt.datetime(2024, 3, 6),
        version="0",
        counted=one_too_many,
    )
    assert released.problems[0] == (
        f"Zahlen passen nicht zusammen. {SENTENCE} Bitte klären Sie das, bevor Sie die "
        "Stellungnahme verwenden."
    )
    assert released.file is None
