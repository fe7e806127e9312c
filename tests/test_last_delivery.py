"""What has changed since the last delivery of the same provider."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.build import (
    GOOD,
    SETTINGS,
    Capture,
    Checked,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    xlsx_bytes,
)

BEFORE, NOW = "2023-01-10", "2023-01-20"
OUTCOME = {"Verbleib": "Schule", "Zusage am": "", "Aufnahme am": "01.07.2022"}
OTHER = {"Kennung": "aa11bb22cc33dd44"}
REMEDY = "Ist das richtig so, ist nichts zu tun; sonst ergänzen Sie es bitte."
Rows = list[Mapping[str, object]]


def compared(capsys: Capture, folder: Path, before: Rows, now: Rows) -> Checked:
    """A project in which `now` follows `before`, checked."""
    deliver(project(folder), "alt.csv", csv_bytes(table(*before)), day=BEFORE)
    deliver(folder, "neu.csv", csv_bytes(table(*now)), day=NOW)
    return validated(capsys, folder)


def test_person_who_vanished(tmp_path: Path, capsys: Capture) -> None:
    checked = compared(capsys, tmp_path, [{}, OTHER], [{}])
    assert checked.findings == [
        {
            "code": "L01",
            "effect": "note",
            "provider": "muster",
            "file": f"lieferungen/muster/{NOW}/neu.csv",
            "message": "Die Person stand in der Lieferung vom 10.01.2023 (Zeile 3); in dieser "
            "fehlt sie.",
            "remedy": REMEDY,
            "sheet": None,
            "cell": None,
            "row": None,
            "column": None,
            "record": OTHER["Kennung"],
            "settled": None,
        }
    ]
    assert checked.deliveries[0]["verdict"] == "accepted_with_notes"


def test_outcome_that_vanished_is_told_at_the_person(tmp_path: Path, capsys: Capture) -> None:
    gone = {**OUTCOME, "Verbleib": "", "Aufnahme am": ""}
    checked = compared(capsys, tmp_path, [OUTCOME], [gone])
    (finding,) = checked.findings
    assert (finding["code"], finding["cell"], finding["record"]) == ("L02", "H2", GOOD["Kennung"])
    assert finding["message"] == (
        "In der Lieferung vom 10.01.2023 stand der Verbleib „Schule oder vorbereitender Kurs“ "
        "(Aufnahme am 01.07.2022); so steht er nicht mehr da."
    )
    assert finding["remedy"] == REMEDY


@pytest.mark.parametrize("change", [{"Verbleib": "Sprachkurs"}, {"Aufnahme am": "08.07.2022"}])
def test_outcome_that_changed(change: dict[str, str], tmp_path: Path, capsys: Capture) -> None:
    assert compared(capsys, tmp_path, [OUTCOME], [{**OUTCOME, **change}]).codes == ["L02"]


def test_entry_that_moved(tmp_path: Path, capsys: Capture) -> None:
    checked = compared(capsys, tmp_path, [{}], [{"Eintritt": "17.01.2022"}])
    (finding,) = checked.findings
    assert (finding["code"], finding["cell"], finding["remedy"]) == ("L03", "E2", REMEDY)
    assert finding["message"] == (
        "In der Lieferung vom 10.01.2023 stand der Eintritt 10.01.2022; er steht nicht mehr da."
    )


def test_exit_that_is_gone(tmp_path: Path, capsys: Capture) -> None:
    checked = compared(capsys, tmp_path, [{}], [{"Austritt": "", "Austrittsgrund": ""}])
    (finding,) = [f for f in checked.findings if f["code"].startswith("L")]
    assert (finding["code"], finding["cell"], finding["remedy"]) == ("L05", "F2", REMEDY)
    assert finding["message"] == (
        "In der Lieferung vom 10.01.2023 stand der Austritt 30.06.2022; er steht nicht mehr da."
    )


def test_an_entry_that_moved_is_told_without_its_exit(tmp_path: Path, capsys: Capture) -> None:
    moved = {"Eintritt": "17.01.2022", "Austritt": "31.05.2022"}
    assert compared(capsys, tmp_path, [{}], [moved]).codes == ["L03"]


def many(number: int) -> Rows:
    return [{"Kennung": f"{n:016x}", "Austritt": "10.01.2022"} for n in range(1, number + 1)]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (4, 9, None),
        (10, 5, None),
        (10, 4, "Die Lieferung enthält vier Personen, die vom 10.01.2023 enthielt zehn Personen."),
        (6, 12, None),
        (6, 13, "Die Lieferung enthält 13 Personen, die vom 10.01.2023 enthielt sechs Personen."),
    ],
)
def test_volume_out_of_proportion(
    before: int, now: int, told: str | None, tmp_path: Path, capsys: Capture
) -> None:
    checked = compared(capsys, tmp_path, many(before), many(now))
    found = [f for f in checked.findings if f["code"] == "L04"]
    assert [f["message"].replace("\u00a0", " ") for f in found] == ([told] if told else [])
    assert all(f["remedy"] == "Bitte prüfen Sie, ob etwas fehlt oder zu viel ist." for f in found)
    assert checked.codes.count("L01") == max(0, before - now)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([{}], [{}, OTHER]),
        ([{}], [{}, {"Eintritt": "01.08.2022", "Austritt": "30.09.2022"}]),
        ([{**OUTCOME, "Zusage am": "01.06.2022", "Aufnahme am": ""}], [OUTCOME]),
        ([{"Austritt": "", "Austrittsgrund": ""}], [{}]),
        ([OTHER, {}], [{}, OTHER]),
    ],
    ids=["a new person", "a second stay", "a promise kept", "an exit", "another order"],
)
def test_what_is_only_new_is_no_finding(
    before: Rows, now: Rows, tmp_path: Path, capsys: Capture
) -> None:
    codes = compared(capsys, tmp_path, before, now).codes
    assert [c for c in codes if c.startswith("L")] == []


def test_row_set_aside_now_is_no_person_who_vanished(tmp_path: Path, capsys: Capture) -> None:
    checked = compared(capsys, tmp_path, [{}, OTHER], [{}, {**OTHER, "Eintritt": "demnächst"}])
    assert not [c for c in checked.codes if c.startswith("L")]


def test_id_that_looks_like_a_name_is_not_repeated(tmp_path: Path, capsys: Capture) -> None:
    checked = compared(capsys, tmp_path, [{}, {"Kennung": "Erika Mustermann"}], [{}])
    assert [(f["code"], f["record"]) for f in checked.findings] == [("L01", "Zeile 3")]


def test_other_formats_are_compared_as_well(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "alt.xlsx", xlsx_bytes(table({}, OTHER)), day=BEFORE)
    deliver(tmp_path, "neu.csv", csv_bytes(table({})), day=NOW)
    (finding,) = validated(capsys, tmp_path).findings
    assert "(Blatt Tabelle1, Zeile 3)" in finding["message"]


@pytest.mark.parametrize("content", [b"", csv_bytes(table({"Name": "x"}))])
def test_last_delivery_that_was_rejected_is_nothing_to_compare_with(
    content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "alt.csv", content, day=BEFORE)
    deliver(tmp_path, "neu.csv", csv_bytes(table({})), day=NOW)
    assert validated(capsys, tmp_path).codes == []


def test_empty_folder_in_the_past_is_nothing_to_compare_with(
    tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "neu.csv", csv_bytes(table({})), day=NOW)
    (tmp_path / "lieferungen/muster" / BEFORE).mkdir()
    assert validated(capsys, tmp_path).codes == []


def test_rejected_delivery_is_not_compared(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "alt.csv", csv_bytes(table({})), day=BEFORE)
    deliver(tmp_path, "neu.csv", b"", day=NOW)
    assert validated(capsys, tmp_path).codes == ["F01"]


def test_supplement_is_compared_with_what_it_adds_to(tmp_path: Path, capsys: Capture) -> None:
    project(tmp_path, SETTINGS + "supplements = [2023-01-20]\n")
    deliver(tmp_path, "alt.csv", csv_bytes(table({})), day=BEFORE)
    deliver(tmp_path, "neu.csv", csv_bytes(table(OTHER)), day=NOW)
    assert validated(capsys, tmp_path).codes == []


def test_single_file_is_not_compared(tmp_path: Path, capsys: Capture) -> None:
    compared(capsys, tmp_path, [{}, OTHER], [{}])
    path = tmp_path / f"lieferungen/muster/{NOW}/neu.csv"
    assert validated(capsys, tmp_path, path).codes == []


def test_delivery_that_was_replaced_is_listed(tmp_path: Path, capsys: Capture) -> None:
    compared(capsys, tmp_path, [{}, {"Eintritt": ""}], [{}])
    out = call(capsys, "validate", "--project", tmp_path).out
    assert (
        "Ersetzt durch die genannten Lieferungen:\n"
        "  - Musterträger vom 10.01.2023: lieferungen/muster/2023-01-10/alt.csv,\n"
        "    angenommen mit Hinweisen, 1 von 2 Zeilen, Prüfsumme "
    ) in out
    told = json.loads(call(capsys, "validate", "--json", "--project", tmp_path).out)
    (replaced,) = told["replaced"]
    assert (replaced["file"], replaced["verdict"], replaced["rows_used"]) == (
        f"lieferungen/muster/{BEFORE}/alt.csv",
        "accepted_with_notes",
        1,
    )
    assert [d["file"] for d in told["deliveries"]] == [f"lieferungen/muster/{NOW}/neu.csv"]
