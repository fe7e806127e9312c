"""`counts` and `explain`: the shapes that are documented, and the figures of the sample.

That every figure is the one of the naive count is held in test_oracle.py.
"""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.build import Said, deliver
from tests.build import project as project_folder
from tests.drafts import DEKRA, KI, KJA, PERIOD, SAMPLE, call, edit, sample

KEYS = (
    *("id", "measure", "module", "provider", "restriction", "value", "base", "unit", "period"),
    *("as_of", "definition", "label"),
)
Figures = Mapping[str, Mapping[str, Any]]

# The case that the sample retells, and all that follows from its rows.
GOLDEN: dict[str, float | tuple[int, int]] = {
    # Teilhabemanagement
    "m6.participants": 86,
    "m6.cases": 87,
    "m6.entries": 87,
    "m6.exits": 87,
    "m6.exits.regular": 66,
    "m6.exits.dropout": 11,
    "m6.exits.neutral": 7,
    "m6.exits.unknown": 3,
    "m6.outcome.training": 22,
    "m6.outcome.training_company": 15,
    "m6.outcome.training_school": 7,
    "m6.outcome.work": 16,
    "m6.outcome.work_insured": 9,
    "m6.outcome.work_marginal": 4,
    "m6.outcome.work_unspecified": 3,
    "m6.outcome.school": 9,
    "m6.outcome.language": 7,
    "m6.outcome.voluntary": 3,
    "m6.outcome.other": 2,
    "m6.outcome.neutral": 6,
    "m6.outcome.dropout": 10,
    "m6.outcome.none": 8,
    "m6.outcome.unknown": 3,
    "m6.outcome_any.training": 22,
    "m6.outcome_any.work": 17,
    "m6.outcome_any.work_marginal": 6,
    "m6.placement": (38, 86),
    "m6.placement_both": 1,
    "m6.placement_direct": 28,
    "m6.placement_indirect": 10,
    "m6.success": (57, 86),
    "m6.starts_unattributed": 2,
    "m6.outcomes_undated": 1,
    "m6.promises": 21,
    "m6.promises.fulfilled": 15,
    "m6.promises.open": 3,
    "m6.promises.lapsed": 3,
    "m6.handover": (19, 79),
    "m6.handover_need": (18, 31),
    "m6.handover_placed": (5, 37),
    "m6.handover_offered": 6,
    "m6.handover_internal": 1,
    "m6.supports": 12,
    # Coaching
    "m1.participants": 17,
    "m1.cases": 19,
    "m1.occupancy_max": 5,
    "m1.occupancy_usual_low": 4,
    "m1.occupancy_usual_high": 5,
    "m1.outcome.training": 1,
    "m1.outcome.work": 2,
    "m1.outcome.work_insured": 2,
    "m1.outcome.work_marginal": 0,
    "m1.outcome_after_period": 1,
    "m1.placement": (3, 17),
    "m1.success": (9, 17),
    "m1.supports": 4,
    "m1.supports.intensive": 2,
    "m1.handover": (5, 16),
    "m1.handover_internal": 0,
    # Both
    "all.participants": 101,
    "all.overlap[modules=m1+m6]": 2,
    "all.in_modules[number=1]": 99,
    "all.in_modules[number=2]": 2,
    "all.placement": (41, 101),
    "all.meetings": 44,
    "all.meetings[format=Jour fixe]": 16,
    "all.meetings[format=Jour fixe,unit=Bürger und Integration]": 5,
    "all.received": 216,
    "all.used": 215,
    "all.set_aside": 1,
    f"all.received[file={KJA}]": 152,
    f"all.received[file={DEKRA}]": 19,
    f"all.received[file={KI}]": 45,
    "all.set_aside[rule=A05]": 1,
}


def counted(period: str, *words: object, project: Path = SAMPLE) -> dict[str, Any]:
    """What `counts --json` prints."""
    said = call("counts", "--json", "--project", project, "--period", period, *words)
    assert (said.code, said.err) == (0, "")
    content: dict[str, Any] = json.loads(said.out)
    return content


def by_id(content: Mapping[str, Any]) -> Figures:
    return {figure["id"]: figure for figure in content["figures"]}


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """All figures of the sample over its whole time."""
    return counted(PERIOD)


@pytest.fixture(scope="module")
def figures(whole: dict[str, Any]) -> Figures:
    return by_id(whole)


# ---------------------------------------------------------------- the figures of the sample
@pytest.mark.parametrize("name", GOLDEN)
def test_the_sample_retells_the_case(figures: Figures, name: str) -> None:
    expected = GOLDEN[name]
    value, base = expected if isinstance(expected, tuple) else (expected, None)
    assert (figures[name]["value"], figures[name]["base"]) == (value, base)


# ---------------------------------------------------------------- JSON
def test_json_is_what_is_documented(whole: dict[str, Any]) -> None:
    assert list(whole) == ["period", "figures"]
    assert whole["period"] == {"from": "2020-03-01", "to": "2023-06-30"}
    for figure in whole["figures"]:
        more: tuple[str, ...] = ("month_only",) if "month_only" in figure else ()
        more += () if figure["value"] is not None else ("reason",)
        assert tuple(figure) == (*KEYS, *more)
        assert isinstance(figure["value"], int | float | None)
        assert set(figure["period"]) == {"from", "to"}
        assert figure["as_of"] == "2024-02-09"
        assert figure["definition"].endswith(".")
        assert figure["label"]


def test_one_figure_looks_like_this(figures: Figures) -> None:
    assert figures["m6.participants"] == {
        "id": "m6.participants",
        "measure": "participants",
        "module": "m6",
        "provider": None,
        "restriction": None,
        "value": 86,
        "base": None,
        "unit": "persons",
        "period": {"from": "2020-03-01", "to": "2023-06-30"},
        "as_of": "2024-02-09",
        "definition": "Personen mit mindestens einem Aufenthalt, der den Zeitraum berührt; "
        "jede Person zählt einmal.",
        "label": "Teilnehmende (jede Person einmal gezählt)",
    }


def test_an_id_says_module_measure_and_restriction(whole: dict[str, Any]) -> None:
    names = [figure["id"] for figure in whole["figures"]]
    assert len(names) == len(set(names))
    for figure in whole["figures"]:
        inside = ",".join(f"{k}={v}" for k, v in (figure["restriction"] or {}).items())
        scope = figure["module"] or "all"
        name = f"{scope}.{figure['measure']}" + (f"[{inside}]" if inside else "")
        assert figure["id"] == name


def test_restrictions_name_column_and_class(figures: Figures) -> None:
    assert figures["m6.participants[sex=female]"]["restriction"] == {"sex": "female"}
    of_provider = figures["m6.participants[provider=kja]"]
    assert (of_provider["restriction"], of_provider["provider"]) == ({"provider": "kja"}, "kja")
    of_year = figures["m1.entries[year=2022]"]
    assert of_year["period"] == {"from": "2022-01-01", "to": "2022-12-31"}
    over_all = figures["all.overlap[modules=m1+m6]"]
    assert (over_all["module"], over_all["restriction"]) == (None, {"modules": "m1+m6"})


def test_a_year_is_cut_where_the_period_is(figures: Figures) -> None:
    spans = {year: figures[f"m6.entries[year={year}]"]["period"] for year in (2020, 2023)}
    assert spans == {
        2020: {"from": "2020-03-01", "to": "2020-12-31"},
        2023: {"from": "2023-01-01", "to": "2023-06-30"},
    }


@pytest.mark.parametrize("by", ["quarter", "month"])
def test_shorter_times_come_on_request(by: str) -> None:
    labels = {
        figure["restriction"][by]
        for figure in counted("2022-02..2022-07", "--by", by)["figures"]
        if by in (figure["restriction"] or {})
    }
    assert (
        labels
        == {
            "quarter": {"2022-Q1", "2022-Q2", "2022-Q3"},
            "month": {f"2022-0{month}" for month in range(2, 8)},
        }[by]
    )


def test_what_is_not_reported_is_null_with_a_reason(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", 'ids = "shared"', 'ids = "local"')
    content = by_id(counted("2020-03..2024-12", project=project))
    assert content["m1.stayers"]["value"] is None
    assert content["m1.stayers"]["reason"] == "Der Zeitraum endet nach dem Datenstand."
    assert content["all.participants"]["value"] is None
    assert content["all.participants"]["reason"] == (
        "Ob Personen an mehreren Bausteinen teilnahmen, ist nicht feststellbar, weil die Träger "
        "eigene Nummern verwenden."
    )
    silent = [figure for figure in content.values() if figure["value"] is None]
    assert all(figure["reason"].endswith(".") for figure in silent)


def test_a_module_without_an_accepted_delivery_is_null_and_so_is_what_rests_on_it(
    tmp_path: Path,
) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / DEKRA, ";Beginn;", ";Anfang?;", "cp1252")
    said = call("counts", "--json", "--project", project, "--period", PERIOD)
    assert said.code == 1
    content = by_id(json.loads(said.out))
    assert content["m1.participants"]["value"] is None
    assert content["m6.participants"]["value"] == 86


def test_over_all_modules_nothing_is_counted_where_one_is_not_reported(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / DEKRA, ";Beginn;", ";Anfang?;", "cp1252")
    content = by_id(
        json.loads(call("counts", "--json", "--project", project, "--period", PERIOD).out)
    )
    assert content["all.overlap[modules=m1+m6]"]["value"] is None
    assert content["all.participants"]["value"] is None


def test_meetings_without_a_list_are_not_reported(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / KI).unlink()
    (project / KI).parent.rmdir()
    assert by_id(counted(PERIOD, project=project))["all.meetings"]["value"] is None


def test_a_period_after_the_as_of_date_is_not_reported_rather_than_zero() -> None:
    content = by_id(counted("2024-03"))
    assert content["m1.participants"]["value"] is None
    assert content["m1.entries"]["value"] is None


# ---------------------------------------------------------------- CSV
def table() -> list[dict[str, str]]:
    said = call("counts", "--csv", "--project", SAMPLE, "--period", PERIOD)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("\ufeff")
    text = said.out.removeprefix("\ufeff")
    assert re.search(r"(?<!\r)\n", text) is None
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_csv_is_what_german_excel_opens(whole: dict[str, Any]) -> None:
    rows = table()
    names = ["Zahl", "Bezeichnung", "Wert", "Grundzahl", "von", "bis", "Datenstand", "Grund"]
    assert list(rows[0]) == names
    assert len(rows) == len(whole["figures"])
    for row, figure in zip(rows, whole["figures"], strict=True):
        assert row["Zahl"] == figure["id"]
        value = float(row["Wert"].replace(",", ".")) if row["Wert"] else None
        assert value == figure["value"]
        assert "." not in row["Wert"]
        assert row["Grundzahl"] == ("" if figure["base"] is None else str(figure["base"]))
        assert (row["Datenstand"], row["Grund"]) == ("09.02.2024", figure.get("reason") or "")


def test_csv_has_a_decimal_comma_and_german_days() -> None:
    rows = {row["Zahl"]: row for row in table()}
    assert rows["m1.duration_mean"]["Wert"] == "110,9"
    assert (rows["m1.cases"]["von"], rows["m1.cases"]["bis"]) == ("01.03.2020", "30.06.2023")


def test_two_forms_at_once_are_refused() -> None:
    said = call("counts", "--json", "--csv", "--project", SAMPLE, "--period", PERIOD)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "--json und --csv lassen sich nicht zusammen verwenden.\nBitte wählen Sie eines davon.\n"
    )


# ---------------------------------------------------------------- for people
def test_the_table_fits_a_terminal_and_tells_every_figure(figures: Figures) -> None:
    said = call("counts", "--project", SAMPLE, "--period", PERIOD)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[:3] == ["Zeitraum 01.03.2020 bis 30.06.2023", "", "[m1]"]
    assert [line for line in lines if line.startswith("[")] == ["[m1]", "[m6]", "[all]"]
    assert "participants  Teilnehmende (jede Person einmal gezählt)".ljust(78) + "86" in lines
    assert "handover  Fallübergaben (Personen)".ljust(71) + "19 von 79" in lines
    told = re.findall(r"^(\S+)  ", said.out, re.MULTILINE)
    plain = [f["measure"] for f in figures.values() if not f["restriction"]]
    assert [name for name in plain if name not in told] == []


@pytest.mark.parametrize("by", ["sex", "age_group", "residence_status", "provider", "month"])
def test_a_breakdown_fits_a_terminal_too(by: str) -> None:
    said = call("counts", "--project", SAMPLE, "--period", "2022", "--by", by)
    assert (said.code, said.err) == (0, "")
    assert f"[{by}=" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_an_unknown_breakdown_names_the_known_ones() -> None:
    assert call("counts", "--project", SAMPLE, "--by", "farbe") == Said(
        2,
        "",
        "Nach „farbe“ lässt sich nicht aufteilen.\n"
        "Möglich sind: sex, age_group, residence_status, provider, year, quarter, month.\n",
    )


# ---------------------------------------------------------------- explain
EXPLAINED = """\
m6.handover_internal
Wechsel innerhalb des Programms

Wert: 1
Definition: Personen, die im Zeitraum zwischen zwei Bausteinen des Programms
übergeben wurden.
Zeitraum: 01.03.2020 bis 30.06.2023, Datenstand 09.02.2024

Von den Zeilen zum Wert:
    Zeilen in den Dateien                                                    254
  - Titel, Überschriften, Summen, leere Zeilen                                38
  = Zeilen erhalten                                                          216
  - nicht gezählt (A05): Doppelte Zeile                                        1
  - gehören zu anderen Bausteinen                                             64
  - frühere Stände eines Aufenthalts; die spätere Zeile gilt                  63
  - erfüllen nicht, was die Definition verlangt                               87
  = gezählt, eine Zeile je Person                                              1

Einstellungen:
  reentry_gap_days = 0
  minimum_days = 0
  direct_days = 28
  indirect_days = 182
  follow_up = ja
  handover_days = 182
  usual_range_share = 80 %
  share_base = 20
  regular_meetings_share = der Hälfte
  sustained_days = 28 und 182
  same_event_days = 31
  age_bands = unter 18 Jahren, 18 bis 20 Jahre, 21 bis 24 Jahre, 25 bis 27
  Jahre, 28 Jahre und älter
  age_on = beim Eintritt
  duration_bands = 0, 28, 91, 183, 365
  outcome_kinds = Ausbildung, Einstiegsqualifizierung,
  sozialversicherungspflichtige Beschäftigung, geringfügige Beschäftigung,
  Beschäftigung ohne nähere Angabe, Schule oder vorbereitender Kurs, Sprachkurs,
  Freiwilligendienst oder Ehrenamt, anderer Verbleib
  precedence = Ausbildung, Einstiegsqualifizierung,
  sozialversicherungspflichtige Beschäftigung, geringfügige Beschäftigung,
  Beschäftigung ohne nähere Angabe, Schule oder vorbereitender Kurs, Sprachkurs,
  Freiwilligendienst oder Ehrenamt, anderer Verbleib
  positive_kinds = Ausbildung, Einstiegsqualifizierung,
  sozialversicherungspflichtige Beschäftigung, geringfügige Beschäftigung,
  Beschäftigung ohne nähere Angabe, Schule oder vorbereitender Kurs, Sprachkurs,
  Freiwilligendienst oder Ehrenamt

Zeilen:
  lieferungen/kja/2024-02-12/KJA_Teilhabemanagement.xlsx, Blatt 2021 (1): 79
  lieferungen/kja/2024-02-12/KJA_Teilhabemanagement.xlsx, Blatt 2022 (1): 36
"""


def explain(name: str, *words: object) -> Said:
    return call("explain", name, "--project", SAMPLE, "--period", PERIOD, *words)


def test_a_figure_is_explained_down_to_its_rows() -> None:
    assert explain("m6.handover_internal") == Said(0, EXPLAINED, "")


def test_an_explanation_as_json_has_figure_settings_and_rows(figures: Figures) -> None:
    said = explain("m1.supports.intensive", "--json")
    assert (said.code, said.err) == (0, "")
    content = json.loads(said.out)
    assert list(content) == ["figure", "settings", "ladder", "rows", "records", "decisions"]
    assert content["figure"] == figures["m1.supports.intensive"]
    assert content["settings"]["direct_days"] == "28"
    assert content["rows"] == [{"file": DEKRA, "sheet": None, "rows": "21-22", "count": 2}]


@pytest.mark.parametrize(
    "name", ["m6.participants[sex=female]", "all.entries[month=2022-02]", "all.meetings"]
)
def test_every_figure_that_counts_prints_can_be_explained(name: str) -> None:
    said = explain(name, "--json")
    assert said.code == 0
    content = json.loads(said.out)
    assert content["figure"]["id"] == name
    assert sum(place["count"] for place in content["rows"]) >= content["figure"]["value"] > 0


def test_a_figure_without_a_number_says_why(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", 'ids = "shared"', 'ids = "local"')
    said = call("explain", "all.participants", "--project", project, "--period", PERIOD)
    assert said.code == 0
    assert "Wert: nicht gemeldet: Ob Personen an mehreren Bausteinen" in said.out


def test_an_unknown_figure_names_those_of_other_modules() -> None:
    assert explain("m9.participants") == Said(
        2,
        "",
        "Die Zahl „m9.participants“ gibt es nicht.\n"
        "Gemeint vielleicht: m6.participants, m1.participants, all.participants.\n",
    )


def test_a_slip_in_the_name_of_a_figure_is_understood() -> None:
    assert "m6.participants" in explain("m6.participant").err


def test_no_id_of_a_person_is_printed() -> None:
    """Rows are told by their place; ids stay in the files."""
    said = explain("m1.participants")
    ids = re.findall(r"\b[0-9a-f]{16}\b", (SAMPLE / DEKRA).read_bytes().decode("cp1252"))
    assert len(ids) == 19
    assert not [name for name in ids if name in said.out]


# ---------------------------------------------------------------- nothing delivered
def test_without_any_delivery_nothing_is_counted(tmp_path: Path) -> None:
    content = by_id(counted("2022", project=project_folder(tmp_path)))
    assert content["m1.participants"]["value"] is None
    assert content["m1.participants"]["reason"] == "Es liegt keine angenommene Lieferung vor."


def test_an_empty_delivery_is_nobody_rather_than_nothing(tmp_path: Path) -> None:
    project = project_folder(tmp_path)
    deliver(project, "leer.csv", b"Kennung;Eintritt;Austritt\r\n")
    content = by_id(counted("2022", project=project))
    assert content["m1.participants"]["value"] == 0
