"""`explain`: the ladder from rows to value, the forms of output, neighbouring definitions."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given

from durchstarten_cli import config, evidence, validate
from durchstarten_cli.model import Figure
from durchstarten_cli.periods import parse
from durchstarten_cli.pipeline.examine import Examined, Run, examine, figures
from tests.build import (
    SECOND_PROVIDER,
    SETTINGS,
    Capture,
    call,
    csv_bytes,
    deliver,
    project,
    table,
)
from tests.drafts import PERIOD, SAMPLE
from tests.oracle.deliver import write_project
from tests.oracle.generate import Scenario, scenarios
from tests.test_oracle import drawn

DAY = "2024-03-01"
OTHER = "b2a1c7de5566f001"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two persons in the period, one of them twice, one too late, one twice the same row."""
    rows = table(
        {},
        {},
        {"Eintritt": "01.08.2022", "Austritt": "10.08.2022"},
        {"Kennung": OTHER},
        {"Kennung": "c3a1c7de5566f002", "Eintritt": "02.01.2023", "Austritt": ""},
        {"Kennung": "c3a1c7de5566f003", "Eintritt": "01.01.2021", "Austritt": "31.12.2021"},
    )
    deliver(project(tmp_path), "Teilnehmende.csv", csv_bytes(rows))
    return tmp_path


def explained(capsys: Capture, folder: Path, *words: object) -> dict[str, Any]:
    said = call(capsys, "explain", *words, "--project", folder, "--json")
    assert (said.code, said.err) == (0, "")
    content: dict[str, Any] = json.loads(said.out)
    return content


def steps(content: dict[str, Any]) -> dict[str, int]:
    return {step["name"]: step["rows"] for step in content["ladder"]["steps"]}


# ---------------------------------------------------------------- the ladder
def test_every_row_received_stands_on_one_step(small: Path, capsys: Capture) -> None:
    content = explained(capsys, small, "m1.participants")
    assert steps(content) == {
        "set_aside": 1,
        "entry_after": 1,
        "exit_before": 1,
        "same_person": 1,
        "persons": 2,
    }
    assert (content["ladder"]["structure"], content["ladder"]["received"]) == (1, 6)


def test_the_ladder_is_told_with_dates_and_rules(small: Path, capsys: Capture) -> None:
    out = call(capsys, "explain", "m1.participants", "--project", small).out
    told = out[out.index("Von den Zeilen zum Wert:") : out.index("\n\nEinstellungen")]
    assert [" ".join(line.split()) for line in told.splitlines()] == [
        "Von den Zeilen zum Wert:",
        "Zeilen in den Dateien 7",
        "- Titel, Überschriften, Summen, leere Zeilen 1",
        "= Zeilen erhalten 6",
        "- nicht gezählt (A05): Doppelte Zeile 1",
        "- Eintritt nach dem 31.12.2022 1",
        "- Austritt vor dem 01.01.2022 1",
        "- weitere Aufenthalte derselben Personen 1",
        "= gezählt, eine Zeile je Person 2",
    ]
    assert max(map(len, out.splitlines())) <= 80


def test_a_row_that_was_carried_over_is_no_further_stay(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Austritt": ""}, {"Austritt": "30.06.2022"})
    deliver(project(tmp_path), "Teilnehmende.csv", csv_bytes(rows))
    assert steps(explained(capsys, tmp_path, "m1.cases")) == {"carried_over": 1, "cases": 1}


def test_behind_a_figure_that_is_not_reported_stands_no_row(small: Path, capsys: Capture) -> None:
    content = explained(capsys, small, "m1.stayers", "--period", "2022..2024")
    assert steps(content) == {"set_aside": 1, "not_reported": 5}


def test_rows_of_the_deliveries_have_a_ladder_too(small: Path, capsys: Capture) -> None:
    content = explained(capsys, small, "all.used")
    assert steps(content) == {"set_aside": 1, "used": 5}
    assert [told["row"] for told in content["records"]] == [2, 4, 5, 6, 7]


def test_a_rejected_file_stands_under_the_rule_that_rejects_it(
    small: Path, capsys: Capture
) -> None:
    rows = [[*row, "Name" if n == 0 else "Anna"] for n, row in enumerate(table({}))]
    deliver(small, "mit_Namen.csv", csv_bytes(rows))
    content = explained(capsys, small, "m1.participants")
    assert content["ladder"]["received"] == sum(steps_of(content)) == 7


def steps_of(content: dict[str, Any]) -> list[int]:
    return [step["rows"] for step in content["ladder"]["steps"]]


def test_an_occupancy_rests_on_the_rows_of_all_participants(small: Path, capsys: Capture) -> None:
    assert steps(explained(capsys, small, "m1.occupancy_max"))["behind"] == 3


def ladders(examined: Examined, run: Run) -> list[tuple[Figure, tuple[evidence.Step, ...]]]:
    aside = validate.reasons_once(examined.checked)
    known = figures(run, examined, ("sex", "age_group", "provider", "year"))
    return [(f, evidence.ladder(examined.tables, f, aside, "Bausteinen")) for f in known]


def assert_adds_up(folder: Path, period: str) -> None:
    found = config.load(folder)
    run = Run(found, parse(period), parse(DAY).first, "test")
    examined = examine(found, found.deliveries(), run.date)
    received = sum(d.rows_received for d in examined.deliveries())
    for figure, told in ladders(examined, run):
        rows = {step.name: step.rows for step in told if step.name != "set_aside"}
        assert sum(step.rows for step in told) == received, figure.id
        counts = figure.unit in ("persons", "cases") and "occupancy" not in figure.measure
        if counts and figure.value is not None:
            assert rows.get(figure.unit, 0) == figure.value, figure.id
        assert min(rows.values(), default=0) >= 0, figure.id
        if figure.provider is not None:
            providers = examined.tables.records["provider"].iloc[list(figure.rows())]
            assert set(providers) <= {figure.provider}, figure.id


def test_on_the_sample_every_ladder_adds_up_to_its_value() -> None:
    assert_adds_up(SAMPLE, PERIOD)


@drawn(share=4)
@given(scenarios())
def test_on_generated_projects_every_ladder_adds_up_to_its_value(scenario: Scenario) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_project(scenario, Path(folder))
        assert_adds_up(path, f"{scenario.period.a}..{scenario.period.b}")


# ---------------------------------------------------------------- rows
def told_rows(content: dict[str, Any]) -> list[int]:
    return [told["row"] for told in content["records"]]


def test_behind_a_case_stand_its_own_rows_only(small: Path, capsys: Capture) -> None:
    # The first stay of the person ended before August.
    content = explained(capsys, small, "m1.exits", "--period", "2022-08..2022-12")
    assert (content["figure"]["value"], told_rows(content)) == (1, [4])
    assert steps(content)["exit_before"] == 3


def test_behind_a_case_stand_all_its_stays_and_their_states(
    tmp_path: Path, capsys: Capture
) -> None:
    # One case of two stays, of which the first is told twice, and another case much later.
    rows = table(
        {"Austritt": ""},
        {"Austritt": "31.03.2022"},
        {"Eintritt": "01.04.2022"},
        {"Eintritt": "01.12.2022", "Austritt": "05.12.2022"},
    )
    deliver(project(tmp_path), "Teilnehmende.csv", csv_bytes(rows))
    content = explained(capsys, tmp_path, "m1.exits", "--period", "2022-01..2022-06")
    assert (content["figure"]["value"], told_rows(content)) == (1, [2, 3, 4])
    assert steps(content) == {"carried_over": 1, "entry_after": 1, "same_case": 1, "cases": 1}
    whole = explained(capsys, tmp_path, "m1.cases")
    assert (whole["figure"]["value"], told_rows(whole)) == (2, [2, 3, 4, 5])


SHARED = (
    (SETTINGS + SECOND_PROVIDER.replace('["m1"]', '["m1", "m2"]')).replace(
        "modules = ", 'ids = "shared"\nmodules = '
    )
    + """
[modules.m2]
number = 2
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31
"""
)


@pytest.mark.parametrize("scope", ["all", "m1", "m2"])
def test_behind_a_figure_of_a_provider_stand_its_own_rows_only(
    tmp_path: Path, capsys: Capture, scope: str
) -> None:
    """The person is at both providers, at the second one in both modules."""
    folder = project(tmp_path, SHARED)
    deliver(folder, "a.csv", csv_bytes(table({"Baustein": "1"})))
    deliver(folder, "b.csv", csv_bytes(table({"Baustein": "1"}, {"Baustein": "2"})), "zweiter")
    rows = {"all": {"muster": [2], "zweiter": [2, 3]}, "m1": {"muster": [2], "zweiter": [2]}}
    for provider, own in rows.get(scope, {"zweiter": [3]}).items():
        content = explained(capsys, folder, f"{scope}.participants[provider={provider}]")
        assert [told["row"] for told in content["records"]] == own
        assert {Path(told["file"]).parts[1] for told in content["records"]} == {provider}


def test_rows_as_csv_are_for_excel(small: Path, capsys: Capture) -> None:
    said = call(capsys, "explain", "m1.exits", "--project", small, "--csv")
    assert said.code == 0
    rows = list(csv.reader(io.StringIO(said.out.removeprefix("\ufeff")), delimiter=";"))
    assert said.out.startswith("\ufeff")
    assert rows[0] == ["Datei", "Blatt", "Zeile", "Kennung"]
    assert rows[-1] == ["lieferungen/muster/2023-01-20/Teilnehmende.csv", "", "5", OTHER]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+49", "-1"])
def test_an_id_is_never_a_formula(tmp_path: Path, capsys: Capture, text: str) -> None:
    deliver(project(tmp_path), "T.csv", csv_bytes(table({"Kennung": text})))
    out = call(capsys, "explain", "m1.participants", "--project", tmp_path, "--csv").out
    assert f";'{text}" in out
    target = tmp_path / "x.xlsx"
    call(capsys, "explain", "m1.participants", "--project", tmp_path, "--xlsx", "-o", target)
    cell = openpyxl.load_workbook(target)["Zeilen"]["D2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_an_id_that_looks_like_a_name_is_told_by_its_row(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "T.csv", csv_bytes(table({"Kennung": "Müller, Anna"})))
    said = call(capsys, "explain", "m1.participants", "--project", tmp_path, "--csv")
    assert said.out.splitlines()[1].endswith(";2;Zeile 2")
    assert "Müller" not in said.out + said.err


def test_a_workbook_goes_under_intern_and_nothing_is_overwritten(
    small: Path, capsys: Capture
) -> None:
    ask = ("explain", "m1.participants[sex=female]", "--project", small, "--xlsx")
    names = [Path(call(capsys, *ask).out.strip()).name for _ in range(2)]
    assert names == ["m1.participants_sex=female__1.xlsx", "m1.participants_sex=female__2.xlsx"]
    book = openpyxl.load_workbook(small / "intern" / names[0])
    assert book.sheetnames == ["Zahl", "Zeilen"]
    told = {row[0]: row[1] for row in book["Zahl"].iter_rows(values_only=True)}
    assert (told["Wert"], told["Zeilen erhalten"]) == (2, 6)
    assert [cell.value for cell in book["Zeilen"][4]] == [
        "lieferungen/muster/2023-01-20/Teilnehmende.csv",
        None,
        5,
        OTHER,
    ]


def test_a_workbook_named_stays_unless_forced(small: Path, capsys: Capture) -> None:
    target = small / "zahl.xlsx"
    ask = ("explain", "m1.participants", "--project", small, "--xlsx", "--output", target)
    assert call(capsys, *ask).code == 0
    said = call(capsys, *ask)
    assert said.code == 2
    assert "gibt es schon; es wurde nichts geschrieben." in said.err
    assert call(capsys, *ask, "--force").code == 0


@pytest.mark.parametrize("words", [("--json", "--csv"), ("--what-if", "--xlsx")])
def test_two_forms_at_once_are_refused(
    small: Path, capsys: Capture, words: tuple[str, str]
) -> None:
    said = call(capsys, "explain", "m1.participants", "--project", small, *words)
    assert said.code == 2
    assert said.err == (
        f"{words[0]} und {words[1]} lassen sich nicht zusammen verwenden.\n"
        "Bitte wählen Sie eines davon.\n"
    )


@pytest.mark.parametrize(
    ("figure", "head"),
    [("m1.participants", "Zeilen:"), ("m1.placement", "Zeilen der Grundgesamtheit:")],
)
def test_rows_of_a_figure_with_a_base_are_those_of_the_base(
    figure: str, head: str, small: Path, capsys: Capture
) -> None:
    said = call(capsys, "explain", figure, "--project", small)
    assert f"\n\n{head}\n  lieferungen/muster/" in said.out


def test_a_target_without_xlsx_is_refused(small: Path, capsys: Capture) -> None:
    said = call(capsys, "explain", "m1.participants", "--project", small, "-o", small / "x.xlsx")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "--output gehört zu --xlsx.\nBitte nennen Sie beides, oder lassen Sie --output weg.\n"
    )


# ---------------------------------------------------------------- neighbouring definitions
def neighbours(capsys: Capture, folder: Path, name: str) -> dict[str, Any]:
    content = explained(capsys, folder, name, "--what-if")
    return {told["name"]: told for told in content["alternatives"]}


def test_a_longer_gap_makes_one_case_of_two(small: Path, capsys: Capture) -> None:
    told = neighbours(capsys, small, "m1.cases")
    assert [told[f"reentry_gap_days={days}"]["value"] for days in (0, 14, 90)] == [3, 3, 2]
    assert told["reentry_gap_days=90"]["difference"] == -1
    assert not told["handover_days=91"]["relevant"]


def test_a_day_more_or_less_at_the_edges_moves_entries(small: Path, capsys: Capture) -> None:
    told = neighbours(capsys, small, "m1.exits")
    moved = [told[name]["difference"] for name in ("first-1", "first+1", "last-1", "last+1")]
    assert moved == [1, 0, 0, 0]


TRAINED = {"Verbleib": "betriebliche Ausbildung"}


def with_own(
    folder: Path, own: str, *stays: dict[str, str], modules: tuple[str, ...] = ("m1",)
) -> Path:
    """A project whose module m1 (2022) has definitions of its own."""
    more = "".join(SECOND_MODULE for name in modules if name == "m2")
    settings = SETTINGS.replace('["m1"]', json.dumps(modules)) + more
    rows = table(*({"Baustein": modules[0], **stay} for stay in stays))
    target = project(folder, f"{settings}\n[modules.m1.definitions]\n{own}\n")
    deliver(target, "T.csv", csv_bytes(rows))
    return target


SECOND_MODULE = """
[modules.m2]
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31
"""


@pytest.mark.parametrize(("own", "value"), [("", 1), ("follow_up = false", 0)])
def test_the_follow_up_is_shown_on_and_off(
    tmp_path: Path, capsys: Capture, own: str, value: int
) -> None:
    # The module ends in the period; the training began ten days after both.
    later = {**TRAINED, "Austritt": "30.11.2022", "Aufnahme am": "10.01.2023"}
    told = neighbours(capsys, with_own(tmp_path, own, later), "m1.outcome.training")
    on, off = told["follow_up=true"], told["follow_up=false"]
    assert (on["value"], on["difference"], on["relevant"]) == (1, 1 - value, True)
    assert (off["value"], off["difference"], off["relevant"]) == (0, 0 - value, True)


def test_a_gap_changes_in_a_module_with_one_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    # Eighteen days lie between the stays: one case with the module's own gap.
    stays = ({"Austritt": "10.02.2022"}, {"Eintritt": "01.03.2022"})
    folder = with_own(tmp_path, "reentry_gap_days = 30", *stays)
    for name in ("m1.cases", "all.cases"):
        told = neighbours(capsys, folder, name)
        values = [told[f"reentry_gap_days={days}"]["value"] for days in (0, 14, 90)]
        assert values == [2, 2, 1]
        assert told["reentry_gap_days=0"]["difference"] == 1


def test_a_gap_concerns_persons_where_short_cases_do_not_count(
    tmp_path: Path, capsys: Capture
) -> None:
    # Twice nine days, too few; with the ten days between them long enough.
    stays = ({"Austritt": "19.01.2022"}, {"Eintritt": "30.01.2022", "Austritt": "08.02.2022"})
    folder = with_own(tmp_path, "minimum_days = 20", *stays)
    told = neighbours(capsys, folder, "m1.participants")
    gaps = [told[f"reentry_gap_days={days}"] for days in (0, 14)]
    assert [(gap["value"], gap["relevant"]) for gap in gaps] == [(0, True), (1, True)]


def test_a_window_is_halved_and_doubled_from_that_of_the_module(
    tmp_path: Path, capsys: Capture
) -> None:
    # Begun twelve days after the exit: not directly within ten, but within twice as many.
    start = {**TRAINED, "Austritt": "30.06.2022", "Aufnahme am": "12.07.2022"}
    folder = with_own(tmp_path, "direct_days = 10", start)
    told = neighbours(capsys, folder, "m1.placement_direct")
    assert told["direct_days=5"]["label"] == (
        "Frist für eine unmittelbare Aufnahme: 5 statt 10 Tage"
    )
    found = [told[f"direct_days={days}"]["difference"] for days in (5, 20)]
    assert found == [0, 1]


def test_different_windows_of_modules_are_halved_and_doubled_each(
    tmp_path: Path, capsys: Capture
) -> None:
    # Twelve days again, in a module with ten; the other has twenty-eight.
    start = {**TRAINED, "Austritt": "30.06.2022", "Aufnahme am": "12.07.2022"}
    folder = with_own(tmp_path, "direct_days = 10", start, modules=("m1", "m2"))
    deliver(folder, "m2.csv", csv_bytes(table({"Kennung": OTHER, "Baustein": "m2", **start})))
    told = neighbours(capsys, folder, "all.placement_direct")
    labels = {name: t["label"] for name, t in told.items() if name.startswith("direct_days")}
    assert labels == {
        "direct_days/2": "Frist für eine unmittelbare Aufnahme: halbiert",
        "direct_days*2": "Frist für eine unmittelbare Aufnahme: verdoppelt",
    }
    # With 10 and 28 days one of two; 5 and 14 change nothing, 20 and 56 make it both.
    assert [told[name]["value"] for name in labels] == [1, 2]


def test_the_precedence_that_is_turned_is_that_of_the_module(
    tmp_path: Path, capsys: Capture
) -> None:
    both = (
        {**TRAINED, "Aufnahme am": "01.07.2022"},
        {"Verbleib": "Sprachkurs", "Aufnahme am": "02.07.2022"},
    )
    folder = with_own(tmp_path, 'precedence = ["language", "training"]', *both)
    told = neighbours(capsys, folder, "m1.outcome.language")["precedence_turned"]
    assert (told["value"], told["difference"]) == (0, -1)


def test_a_window_of_no_days_has_no_neighbours_and_a_long_one_two_lines(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = with_own(tmp_path, "handover_days = 0\ndirect_days = 1000\nindirect_days = 1000", {})
    out = call(capsys, "explain", "m1.placement", "--what-if", "--project", folder).out
    assert "Übergabe" not in out
    assert (
        "Frist für eine unmittelbare Aufnahme: 2000 statt 1000              0           0\n  Tage\n"
    ) in out


def test_an_own_figure_may_be_concerned_by_any_definition(tmp_path: Path, capsys: Capture) -> None:
    own = """
[figures.aufnahmen]
label = "Aufnahmen"
definition = "Aufnahmen einer Ausbildung."
table = "starts"
where = { kind = ["training"] }
"""
    later = {**TRAINED, "Austritt": "30.11.2022", "Aufnahme am": "10.01.2023"}
    folder = with_own(tmp_path, own, later)
    told = neighbours(capsys, folder, "m1.own.aufnahmen")["follow_up=false"]
    assert (told["value"], told["difference"], told["relevant"]) == (0, -1, True)


def test_rows_set_aside_can_be_counted_for_comparison(tmp_path: Path, capsys: Capture) -> None:
    rows = table({}, {"Kennung": OTHER, "Austritt": "demnächst"})
    deliver(project(tmp_path), "T.csv", csv_bytes(rows))
    told = neighbours(capsys, tmp_path, "m1.participants")["set_aside_included"]
    assert (told["value"], told["difference"]) == (2, 1)


def test_neighbours_stand_side_by_side_with_their_difference(capsys: Capture) -> None:
    ask = ("explain", "m6.outcome.training", "--what-if", "--project", SAMPLE, "--period", PERIOD)
    out = call(capsys, *ask).out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "nach den Einstellungen 22 Unterschied" in lines
    assert "eine Zusage zählt schon als Aufnahme 28 +6" in lines
    assert "Rangfolge der Verbleibe umgekehrt 21 -1" in lines
    assert "Frist für eine mittelbare Aufnahme: 91 statt 182 Tage 20 -2" in lines
    assert lines.index("Für diese Zahl ohne Bedeutung:") < lines.index(
        "Frist für eine Übergabe: 91 statt 182 Tage"
    )
    assert max(map(len, out.splitlines())) <= 80


def test_no_definition_concerns_the_rows_received(small: Path, capsys: Capture) -> None:
    out = call(capsys, "explain", "all.received", "--what-if", "--project", small).out
    assert "Keine der benachbarten Definitionen betrifft diese Zahl." in out


def test_a_neighbour_that_is_not_reported_has_no_difference(small: Path, capsys: Capture) -> None:
    words = ("explain", "m1.stayers", "--what-if", "--project", small)
    out = call(capsys, *words, "--period", "2022..2023-01-31").out
    assert "Zeitraum endet einen Tag später                          n. gemeldet" in out


@pytest.mark.parametrize("name", ["m1.participants", "m6.exits", "m6.handover", "all.placement"])
def test_what_changes_a_figure_is_marked_as_relevant(capsys: Capture, name: str) -> None:
    told = neighbours(capsys, SAMPLE, name)
    assert [n for n, t in told.items() if t["difference"] and not t["relevant"]] == []


def test_an_unknown_figure_is_refused_with_what_if_too(small: Path, capsys: Capture) -> None:
    said = call(capsys, "explain", "m1.participant", "--what-if", "--project", small)
    assert said.code == 2
    assert "Die Zahl „m1.participant“ gibt es nicht." in said.err
