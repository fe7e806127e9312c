"""Days that are told as months only: counted, told, and said beside every figure by day."""

import json
from pathlib import Path
from typing import Any

from tests.build import Capture, call, csv_bytes, deliver, project, table

ROWS = (
    {"Kennung": "a", "Eintritt": "03/2022", "Austritt": "30.06.2022"},
    {"Kennung": "b", "Eintritt": "10.01.2022", "Austritt": "April 2022"},
    {"Kennung": "c", "Eintritt": "01.11.2022", "Austritt": "", "Austrittsgrund": ""},
    {"Kennung": "d", "Geschlecht": "m", "Verbleib": "Schule", "Aufnahme am": "07/2022"},
)
BY_DAY = (
    "stayers",
    "leavers",
    "case_stock_before",
    "case_stock",
    "duration_median",
    "duration_mean",
    *(f"duration.{band}" for band in ("0-27", "28-90", "91-182", "183-364", "365+")),
    "occupancy_max",
    "occupancy_mean",
    "occupancy_usual_low",
    "occupancy_usual_high",
)


def figures(capsys: Capture, folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    deliver(project(folder), "a.csv", csv_bytes(table(*ROWS)))
    said = call(capsys, "counts", "--json", "--project", folder, *words)
    return {figure["id"]: figure for figure in json.loads(said.out)["figures"]}


def test_persons_with_only_a_month_are_counted(tmp_path: Path, capsys: Capture) -> None:
    told = figures(capsys, tmp_path)
    assert told["m1.month_only"]["value"] == 2
    assert told["m1.month_only[sex=female]"]["value"] == 2
    assert told["m1.month_only[sex=male]"]["value"] == 0
    assert told["all.month_only"]["value"] == 2


def test_every_figure_by_day_says_how_many_rest_on_a_month(tmp_path: Path, capsys: Capture) -> None:
    told = figures(capsys, tmp_path)
    by_day = {name: f["month_only"] for name, f in told.items() if "month_only" in f}
    assert {name.partition("[")[0] for name in by_day if name.startswith("m1.")} == {
        f"m1.{name}" for name in BY_DAY
    }
    assert by_day["m1.occupancy_max"] == 2
    assert by_day["m1.leavers"] == 2
    assert by_day["m1.stayers"] == 0
    assert by_day["m1.leavers[sex=male]"] == 0


def test_where_every_day_is_known_no_figure_rests_on_a_month(
    tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({})))
    said = call(capsys, "counts", "--json", "--project", tmp_path)
    by_day = [f["month_only"] for f in json.loads(said.out)["figures"] if "month_only" in f]
    assert set(by_day) == {0}


def test_parts_of_the_period_tell_their_own(tmp_path: Path, capsys: Capture) -> None:
    told = figures(capsys, tmp_path, "--by", "quarter")
    assert told["m1.occupancy_max[quarter=2022-Q1]"]["month_only"] == 2
    assert told["m1.occupancy_max[quarter=2022-Q4]"]["month_only"] == 0


def test_explain_says_so(tmp_path: Path, capsys: Capture) -> None:
    figures(capsys, tmp_path)
    out = call(capsys, "explain", "m1.occupancy_max", "--project", tmp_path).out
    assert (
        "Von zwei\xa0Personen ist nur der Monat gemeldet; gezählt ist sein erster oder letzter Tag."
    ) in out.replace("\n", " ").replace("zwei Personen", "zwei\xa0Personen")
    for name in ("m1.participants", "m1.stayers"):
        assert "nur der Monat" not in call(capsys, "explain", name, "--project", tmp_path).out


def test_statement_says_so_once(tmp_path: Path, capsys: Capture) -> None:
    figures(capsys, tmp_path)
    call(capsys, "report", "--project", tmp_path, "--format", "md", "--output", tmp_path / "aus")
    text = (tmp_path / "aus" / "stellungnahme.md").read_text(encoding="utf-8")
    sentence = (
        "Von zwei Personen ist nur der Monat des Eintritts oder Austritts gemeldet; gezählt ist "
        "der erste oder der letzte Tag des Monats."
    )
    assert text.replace("\xa0", " ").count(sentence) == 1
