"""Several outcomes, handovers or supports of one person in numbered columns of one row."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build import (
    GOOD,
    SETTINGS,
    Capture,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    validated_file,
)

TWO = {
    "Verbleib 1": "Minijob",
    "Aufnahme am 1": "01.07.2022",
    "Verbleib 2": "Ausbildung (betrieblich)",
    "Aufnahme am 2": "01.08.2022",
}
HANDOVERS = {
    "Übergabe am 1": "01.07.2022",
    "Übergabe an 1": "Jugendmigrationsdienst",
    "Übergabe am 2": "08.07.2022",
    "Übergabe an 2": "Jobcenter",
}


def figures(capsys: Capture, folder: Path) -> Mapping[str, int]:
    said = call(capsys, "counts", "--json", "--project", folder)
    return {f["id"]: f["value"] for f in json.loads(said.out)["figures"]}


def counted(capsys: Capture, folder: Path, *rows: Mapping[str, object]) -> Mapping[str, int]:
    deliver(project(folder), "a.csv", csv_bytes(table(*rows)))
    return figures(capsys, folder)


def test_both_outcomes_count_and_the_higher_one_decides(tmp_path: Path, capsys: Capture) -> None:
    values = counted(capsys, tmp_path, TWO)
    assert validated(capsys, tmp_path).codes == []
    assert values["m1.outcome.training"] == 1
    assert values["m1.outcome.work"] == 0
    assert values["m1.outcome_any.work_marginal"] == 1
    assert values["m1.placement_both"] == 1


def test_they_count_as_two_rows_of_the_same_stay_do(tmp_path: Path, capsys: Capture) -> None:
    wide = counted(capsys, tmp_path / "a", {**TWO, **HANDOVERS})
    rows = [
        {
            name: TWO.get(f"{name} {n}") or HANDOVERS.get(f"{name} {n}")
            for name in ("Verbleib", "Aufnahme am", "Übergabe am", "Übergabe an")
        }
        for n in (1, 2)
    ]
    long = counted(capsys, tmp_path / "b", *rows)
    told = {id: value for id, value in wide.items() if ".received" not in id and ".used" not in id}
    assert told == {id: long[id] for id in told}
    assert wide["m1.handover_events"] == 2


@pytest.mark.parametrize(
    "headers",
    [
        ("Verbleib", "Aufnahme am", "Verbleib 2", "Aufnahme am 2"),
        ("Verbleib 1", "Aufnahme 1 am", "Verbleib 2", "Aufnahme 2 am"),
        ("1. Verbleib", "1. Aufnahme am", "2. Verbleib", "2. Aufnahme am"),
        ("Verbleib (1)", "Aufnahme am (1)", "Verbleib (2)", "Aufnahme am (2)"),
    ],
)
def test_numbers_stand_where_people_put_them(
    headers: tuple[str, ...], tmp_path: Path, capsys: Capture
) -> None:
    values = counted(capsys, tmp_path, dict(zip(headers, TWO.values(), strict=True)))
    assert values["m1.placement_both"] == 1


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Aufnahme am 2": "03.01.2022"}, "V01", "K2"),
        ({"Verbleib 2": ""}, "V02", "J2"),
        ({"Aufnahme am 2": ""}, "V03", "J2"),
        ({"Aufnahme am 2": "31.02.2022"}, "D01", "K2"),
        ({"Verbleib 2": "Sternstunde"}, "W01", "J2"),
        ({"Aufnahme am 2": "08/2022"}, "D02", "K2"),
    ],
)
def test_rules_hold_for_every_number_and_name_its_cell(
    change: Mapping[str, str], code: str, cell: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({**TWO, **change})))
    assert [(f["code"], f["cell"]) for f in checked.findings] == [(code, cell)]
    assert checked.rows == (1, 1, 0)


def test_sentence_tells_the_day_of_that_number(tmp_path: Path, capsys: Capture) -> None:
    content = csv_bytes(table({**TWO, "Aufnahme am 2": "03.01.2022"}))
    (finding,) = validated_file(capsys, tmp_path, content).findings
    assert finding["message"].startswith("Die Aufnahme (03.01.2022) liegt vor dem Eintritt")


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Übergabe am 2": "03.01.2022"}, "U01", "J2"),
        ({"Übergabe an 2": ""}, "U02", "K2"),
    ],
)
def test_handovers_are_checked_by_number(
    change: Mapping[str, str], code: str, cell: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({**HANDOVERS, **change})))
    assert [(f["code"], f["cell"]) for f in checked.findings] == [(code, cell)]


def test_unreadable_second_start_leaves_the_first(tmp_path: Path, capsys: Capture) -> None:
    values = counted(capsys, tmp_path, {**TWO, "Aufnahme am 2": "nach den Ferien"})
    assert (values["m1.outcome.training"], values["m1.outcome.work"]) == (0, 1)


def test_open_stay_with_an_undated_second_outcome(tmp_path: Path, capsys: Capture) -> None:
    settings = SETTINGS.replace("last = 2022-12-31", "last = 2023-12-31")
    open_stay = {"Austritt": "", "Austrittsgrund": "", **TWO, "Aufnahme am 2": ""}
    deliver(project(tmp_path, settings), "a.csv", csv_bytes(table(open_stay)))
    assert validated(capsys, tmp_path).codes == ["V04"]


@pytest.mark.parametrize(
    "header", ["Baustein 1", "Verbleib 0", "Verbleib 2 3", "Verbleib 2 2", "Sprachkurs 2"]
)
def test_other_numbers_are_unknown_columns(header: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({header: "x"})))
    assert [(f["code"], f["column"]) for f in checked.findings] == [("S01", header)]


def test_evidence_leads_to_the_row(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Kennung": "0"}, TWO)))
    said = call(capsys, "explain", "m1.outcome.training", "--json", "--project", tmp_path)
    told = json.loads(said.out)
    assert [(r["rows"], r["count"]) for r in told["rows"]] == [("3", 1)]
    assert [(r["row"], r["record"]) for r in told["records"]] == [(3, GOOD["Kennung"])]
