"""Sums that a provider reports without records: told as its own, never counted with anything."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.build import (
    SECOND_PROVIDER,
    SETTINGS,
    Capture,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    xlsx_bytes,
)

LIST: list[list[object]] = [
    ["Statistik des Trägers"],
    ["Kennzahl", "Anzahl", "Zeitraum"],
    ["Teilnehmende", "1.024", "2022"],
    ["Abbrüche", "4", "1. Halbjahr 2022"],
]
BY_TIME: list[list[object]] = [
    ["", "2021", "1. Halbjahr 2022", "2022"],
    ["Teilnehmende", "20", "12", "24"],
    ["davon Ausbildung", "3", "", "5"],
    ["Summe", "1", "2", "3"],
]
BY_FIGURE: list[list[object]] = [["Jahr", "TN", "Vermittlungen"], ["2021", 20, 3], ["2022", 24, 5]]
WHOLE_YEAR = "span=2022-01-01..2022-12-31"


def told(capsys: Capture, folder: Path) -> dict[str, dict[str, Any]]:
    said = call(capsys, "counts", "--json", "--project", folder)
    return {f["id"]: f for f in json.loads(said.out)["figures"]}


def reported(capsys: Capture, folder: Path) -> dict[str, int]:
    """The sums told, by figure and time."""
    return {
        name.removeprefix("m1.reported.").replace("provider=muster,", ""): figure["value"]
        for name, figure in told(capsys, folder).items()
        if ".reported." in name
    }


def statement(capsys: Capture, folder: Path) -> str:
    out = folder / "aus"
    call(capsys, "report", "--project", folder, "--format", "md", "--output", out)
    return (out / "stellungnahme.md").read_text(encoding="utf-8").replace("\xa0", " ")


# ---------------------------------------------------------------- the three forms
@pytest.mark.parametrize(
    ("rows", "expected", "received"),
    [
        (
            LIST,
            {
                f"participants[{WHOLE_YEAR}]": 1024,
                "dropouts[span=2022-01-01..2022-06-30]": 4,
            },
            2,
        ),
        (
            BY_TIME,
            {
                "participants[span=2022-01-01..2022-06-30]": 12,
                f"participants[{WHOLE_YEAR}]": 24,
                f"training[{WHOLE_YEAR}]": 5,
            },
            2,
        ),
        (BY_FIGURE, {f"participants[{WHOLE_YEAR}]": 24, f"placement[{WHOLE_YEAR}]": 5}, 2),
    ],
    ids=["list", "by time", "by figure"],
)
@pytest.mark.parametrize("kind", [csv_bytes, xlsx_bytes])
def test_sums_are_told_for_their_own_time(
    kind: Any,
    rows: list[list[object]],
    expected: dict[str, int],
    received: int,
    tmp_path: Path,
    capsys: Capture,
) -> None:
    deliver(project(tmp_path), "a", kind(rows))
    checked = validated(capsys, tmp_path)
    assert (checked.codes, checked.rows) == (["S06"], (received, received, 0))
    assert checked.deliveries[0]["only_totals"] is True
    assert reported(capsys, tmp_path) == expected


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2022", "2022-01-01..2022-12-31"),
        ("03/2022", "2022-03-01..2022-03-31"),
        ("März 2022", "2022-03-01..2022-03-31"),
        ("2. Quartal 2022", "2022-04-01..2022-06-30"),
        ("Q4 2022", "2022-10-01..2022-12-31"),
        ("2. Halbjahr 2022", "2022-07-01..2022-12-31"),
        ("01.01.2022 bis 30.06.2022", "2022-01-01..2022-06-30"),
        ("vom 01.01.2022", None),
        ("01.01.2022 - 30.06.2022", "2022-01-01..2022-06-30"),
        ("01.01.2022-30.06.2022", "2022-01-01..2022-06-30"),
        ("01/2022 – 06/2022", "2022-01-01..2022-06-30"),
        ("2021 bis 2022", "2021-01-01..2022-12-31"),
        ("2022 bis 2021", None),
        ("31.02.2022", None),
        ("bald", None),
    ],
)
def test_times_as_people_write_them(
    written: str, span: str | None, tmp_path: Path, capsys: Capture
) -> None:
    rows: list[list[object]] = [LIST[1], ["Teilnehmende", "7", written]]
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    expected = {f"participants[span={span}]": 7} if span else {}
    assert reported(capsys, tmp_path) == expected
    assert validated(capsys, tmp_path).codes == (["S06"] if span else ["S06", "D01", "T02"])


@pytest.mark.parametrize(
    ("period", "values"),
    [
        ("2022-06-30", [7]),
        ("2022-06-30..2022-07-01", [7, 8]),
        ("2022-07-01", [8]),
        ("2023-01-01..2023-01-31", []),
    ],
)
def test_sums_whose_time_touches_the_period_are_told(
    period: str, values: list[int], tmp_path: Path, capsys: Capture
) -> None:
    halves = [["Teilnehmende", "7", "1. Halbjahr 2022"], ["Teilnehmende", "8", "2. Halbjahr 2022"]]
    deliver(project(tmp_path), "a.csv", csv_bytes([LIST[1], *halves]))
    said = call(capsys, "counts", "--json", "--project", tmp_path, "--period", period)
    told = [f for f in json.loads(said.out)["figures"] if f["measure"] == "reported.participants"]
    assert [figure["value"] for figure in told] == values


# ---------------------------------------------------------------- never counted with anything
def test_module_with_sums_only_has_no_counted_figure(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(BY_FIGURE))
    figures = told(capsys, tmp_path)
    assert figures["m1.participants"]["value"] is None
    reason = "Gemeldet sind nur Summen ohne einzelne Personen."
    assert figures["m1.participants"]["reason"] == reason
    assert figures["all.participants"]["value"] is None
    text = statement(capsys, tmp_path)
    assert (
        "Als Summen ohne einzelne Personen sind gemeldet: Teilnehmende 24 (Musterträger, "
        "01.01.2022 bis 31.12.2022); Vermittlungen in Ausbildung oder Arbeit 5 (Musterträger, "
        "01.01.2022 bis 31.12.2022). Solche Summen lassen sich nicht nachprüfen und gehen "
        "in die anderen Zahlen nicht ein."
    ) in text
    assert "* Musterträger vom 20.01.2023: nur Summen ohne einzelne Personen" in text
    assert "Lieferung zu" not in text


def test_sums_beside_records_change_no_counted_figure(tmp_path: Path, capsys: Capture) -> None:
    alone, both = project(tmp_path / "a"), project(tmp_path / "b", SETTINGS + SECOND_PROVIDER)
    deliver(alone, "a.csv", csv_bytes(table({})))
    deliver(both, "a.csv", csv_bytes(table({})))
    deliver(both, "b.csv", csv_bytes(BY_FIGURE), provider="zweiter")
    counted = {name: f["value"] for name, f in told(capsys, both).items()}
    rows = (".received", ".used", ".set_aside", ".reported.")
    before = {name: f["value"] for name, f in told(capsys, alone).items()}
    for name in (n for n in before if not any(word in n for word in rows)):
        assert counted[name] == before[name]
    assert counted[f"m1.reported.participants[provider=zweiter,{WHOLE_YEAR}]"] == 24
    assert "ist gemeldet: " not in statement(capsys, both)


def test_same_sum_told_again_counts_once_the_later_one(tmp_path: Path, capsys: Capture) -> None:
    rows: list[list[object]] = [*LIST, ["Teilnehmende", "30", "01.01.2022 bis 31.12.2022"]]
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    assert reported(capsys, tmp_path)[f"participants[{WHOLE_YEAR}]"] == 30


def test_where_a_sum_stands_is_explained(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(LIST))
    name = f"m1.reported.participants[provider=muster,{WHOLE_YEAR}]"
    out = call(capsys, "explain", name, "--project", tmp_path).out
    assert "Teilnehmende (gemeldete Summe)" in out
    assert "Wert: 1.024" in out
    assert "Definition: Vom Träger als Summe gemeldet, ohne einzelne Personen;" in out
    assert out.rstrip().endswith("lieferungen/muster/2023-01-20/a.csv (1): 3")


# ---------------------------------------------------------------- what is wrong
def test_incomplete_sum_is_set_aside_and_told(tmp_path: Path, capsys: Capture) -> None:
    rows: list[list[object]] = [LIST[1], ["Wetter", "7", "2022"], ["Teilnehmende", "viele", "2022"]]
    deliver(project(tmp_path), "a.csv", csv_bytes([*rows, ["Eintritte", "3", ""]]))
    checked = validated(capsys, tmp_path)
    assert checked.rows == (3, 0, 3)
    assert sorted((f["code"], f["cell"]) for f in checked.findings) == [
        ("D01", "B3"),
        ("S06", None),
        ("T02", "A2"),
        ("T02", "B3"),
        ("T02", "C4"),
        ("W01", "A2"),
    ]


def test_table_of_persons_is_no_table_of_sums(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Jahr": "2022", "Anzahl": "1"})))
    checked = validated(capsys, tmp_path)
    assert checked.deliveries[0]["only_totals"] is False
    assert reported(capsys, tmp_path) == {}
