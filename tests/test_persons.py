"""Who is one person: proposals, decisions in personen.xlsx, and what they change in the counts."""

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from tests.build import (
    SETTINGS,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
)
from tests.workbooks import locked

TWO_MODULES = (
    SETTINGS.replace("places = 2\n", "")
    + """
[providers.zweiter]
name = "Zweiter Träger"
dative = "dem Zweiten Träger"
modules = ["m2"]

[modules.m2]
number = 2
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31
"""
)
SHARED = TWO_MODULES.replace("\ndative", '\nids = "shared"\ndative')
DAY = dt.date(2023, 1, 20)
SIGNED: tuple[str, dt.date, str] = ("MM", DAY, "Akte verglichen")
NO_NUMBER = (
    "Ob Personen an mehreren Bausteinen teilnahmen, ist nicht feststellbar, weil die Träger eigene "
    "Nummern verwenden."
)
WRONG = "Bitte berichtigen Sie die genannten Zellen und speichern Sie die Datei.\n"

Row = Mapping[str, object]


def local(folder: Path, first: Sequence[Row], second: Sequence[Row] = (), **kind: str) -> Path:
    """A project with two modules of two providers, who each use ids of their own."""
    project(folder, kind.get("settings", TWO_MODULES))
    deliver(folder, "a.csv", csv_bytes(table(*first)))
    if second:
        deliver(folder, "b.csv", csv_bytes(table(*second)), "zweiter")
    return folder


def persons(capsys: Capture, folder: Path, *words: str) -> Said:
    return call(capsys, "persons", "--project", folder, *words)


def proposed(capsys: Capture, folder: Path) -> list[dict[str, Any]]:
    """The pairs that `persons` shows without writing."""
    said = persons(capsys, folder, "--json", "--show")
    assert said.err == ""
    found: list[dict[str, Any]] = json.loads(said.out)["pairs"]
    return found


def sides(pair: Mapping[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(s["provider"], s["id"], s["trait"]) for s in (pair["one"], pair["other"])]


def book(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / "personen.xlsx")


def decide(
    folder: Path,
    pairs: Sequence[Sequence[object]] = (),
    providers: Sequence[Sequence[object]] = (),
) -> None:
    """A personen.xlsx as somebody filled it in: pairs as (six cells, decision, who, when, why)."""
    made = Workbook()
    made.worksheets[0].title = "Paare"
    made["Paare"].append(
        [
            *("Träger 1", "Kennung 1", "Merkmal 1", "Träger 2", "Kennung 2", "Merkmal 2"),
            *("Entscheidung", "Wer", "Wann", "Begründung"),
        ]
    )
    made.create_sheet("Träger").append(
        ["Träger 1", "Träger 2", "Alle Paare entschieden", "Wer", "Wann", "Begründung"]
    )
    for name, rows in (("Paare", pairs), ("Träger", providers)):
        for row in rows:
            made[name].append(list(row))
    made.save(folder / "personen.xlsx")


def pair(one: str, other: str, decision: str = "dieselbe") -> list[object]:
    """A decision on two ids, "17" of the first provider, "2:17" of the second."""
    cells: list[object] = []
    for side in (one, other):
        ident, _, trait = side.partition(" ")
        provider, _, number = ident.rpartition(":")
        cells += ["zweiter" if provider else "muster", number, trait]
    return [*cells, decision, *SIGNED]


ALL_FOUND = ("muster", "zweiter", "ja", *SIGNED)


def counted(capsys: Capture, folder: Path, *words: str) -> dict[str, dict[str, Any]]:
    said = call(capsys, "counts", "--json", "--project", folder, *words)
    assert (said.code, said.err) == (0, "")
    return {figure["id"]: figure for figure in json.loads(said.out)["figures"]}


def values(capsys: Capture, folder: Path, *names: str) -> list[int | None]:
    found = counted(capsys, folder)
    return [found[name]["value"] for name in names]


def refused(capsys: Capture, folder: Path) -> list[str]:
    """What `counts` says against the file, line by line."""
    said = call(capsys, "counts", "--project", folder)
    assert (said.code, said.out) == (2, "")
    return said.err.splitlines()


# ---------------------------------------------------------------- proposals
def test_one_id_with_two_birth_years_is_proposed_by_the_years(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(
        tmp_path,
        [{"Geburtsjahr": "1999"}, {"Geburtsjahr": "2001", "Eintritt": "01.03.2022"}],
    )
    [found] = proposed(capsys, folder)
    assert sides(found) == [
        ("muster", "e367b7ee1669caa7", "Geburtsjahr 1999"),
        ("muster", "e367b7ee1669caa7", "Geburtsjahr 2001"),
    ]
    assert found["prompt"] == "Eine Kennung, aber verschiedene Geburtsjahre."


def test_one_pseudonym_told_differently_by_two_providers_is_proposed_by_provider(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(tmp_path, [{}], [{"Geschlecht": "m"}], settings=SHARED)
    [found] = proposed(capsys, folder)
    assert sides(found) == [
        ("muster", "e367b7ee1669caa7", None),
        ("zweiter", "e367b7ee1669caa7", None),
    ]
    assert found["prompt"] == "Eine Kennung, aber verschiedene Angaben zum Geschlecht."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("K-007", "k 7"),
        ("TN 1O4", "TN 104"),
        ("e367b7ee1669caa7", "e367b7ee1669caa8"),
        ("v1-e367b7ee1669caa7e367b7ee", "v1-e367b7ee1669caa7e37b7ee"),
        ("v1-e367b7ee1669caa7e367b7ee", "v1-e367b7ee1669caa7e376b7ee"),
    ],
)
def test_nearly_equal_ids_are_proposed(
    tmp_path: Path, capsys: Capture, one: str, other: str
) -> None:
    folder = local(tmp_path, [{"Kennung": one}, {"Kennung": other, "Geburtsjahr": "1999"}])
    [found] = proposed(capsys, folder)
    assert sides(found) == [("muster", one, None), ("muster", other, None)]
    assert found["prompt"] == "Fast gleiche Kennungen."


@pytest.mark.parametrize(
    ("one", "other"),
    [("1001", "1002"), ("2024-0012", "2024-0013"), ("1-12", "11-2"), ("107", "17")],
)
def test_numbers_in_a_row_are_no_nearly_equal_ids(
    tmp_path: Path, capsys: Capture, one: str, other: str
) -> None:
    folder = local(tmp_path, [{"Kennung": one}, {"Kennung": other, "Geburtsjahr": "1999"}])
    assert proposed(capsys, folder) == []


def test_own_numbers_of_two_providers_are_not_compared(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "K-7"}], [{"Kennung": "K7", "Geburtsjahr": "1999"}])
    assert proposed(capsys, folder) == []


def test_persons_of_one_module_who_are_alike_are_proposed(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}], [{"Kennung": "38"}])
    [found] = proposed(capsys, folder)
    assert sides(found) == [("muster", "11", None), ("muster", "25", None)]
    assert found["prompt"] == (
        "Gleicher Eintritt, gleiches Geburtsjahr, Geschlecht und gleicher Aufenthaltsstatus im "
        "Baustein „Musterbaustein“."
    )


@pytest.mark.parametrize(
    "change", [{"Eintritt": "11.01.2022"}, {"Geburtsjahr": ""}, {"Geschlecht": "k.A."}]
)
def test_who_differs_or_tells_nothing_is_not_alike(
    tmp_path: Path, capsys: Capture, change: Row
) -> None:
    folder = local(tmp_path, [{"Kennung": "11", **change}, {"Kennung": "25"}])
    assert proposed(capsys, folder) == []


def test_who_began_in_a_group_is_not_told_in_pairs(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": f"A{number}"} for number in range(20, 31)])
    said = persons(capsys, folder, "--show")
    assert said == Said(
        0,
        "Zu entscheiden: kein\u00a0neues Paar.\n"
        "\n"
        "Im Baustein „Musterbaustein“ haben je 11 Personen gleichen Eintritt, gleiches\n"
        "Geburtsjahr, Geschlecht und gleichen Aufenthaltsstatus. Solche Gruppen werden\n"
        "nicht in Paare zerlegt.\n"
        "\n"
        "Sind alle gemeinsamen Personen gefunden?\n"
        "  Musterträger und Zweiter Träger: noch nicht entschieden\n",
        "",
    )


def test_ids_that_look_like_names_are_told_by_their_place_and_not_written(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "Erika Musterfrau"}])
    said = persons(capsys, folder)
    assert "lieferungen/muster/2023-01-20/a.csv, Zeile 3\n" in said.out
    assert "sieht aus wie ein Name; sie kommt nicht in personen.xlsx." in said.out
    assert "Musterfrau" not in said.out + said.err + persons(capsys, folder, "--json").out
    assert b"Musterfrau" not in (folder / "personen.xlsx").read_bytes()
    assert book(folder)["Paare"].max_row == 5


# ---------------------------------------------------------------- the workbook
def test_the_workbook_offers_both_decisions(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "K-007"}, {"Kennung": "K7", "Geburtsjahr": "1999"}])
    said = persons(capsys, folder)
    assert said == Said(
        0,
        "Zu entscheiden: ein\u00a0neues Paar.\n"
        "\n"
        "1. Musterträger: K-007\n"
        "   Musterträger: K7\n"
        "   Fast gleiche Kennungen.\n"
        "\n"
        "Sind alle gemeinsamen Personen gefunden?\n"
        "  Musterträger und Zweiter Träger: noch nicht entschieden\n",
        "personen.xlsx ist angelegt, darin ein\u00a0neues Paar.\n",
    )
    page = book(folder)["Paare"]
    assert [c.value for c in page[6]] == [
        *("muster", "K-007", None, "muster", "K7", None, "Fast gleiche Kennungen."),
        *([None] * 4),
    ]
    [choice] = page.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"dieselbe,nicht dieselbe"', "H6:H5000")
    assert [c.value for c in book(folder)["Träger"][6]][:3] == ["muster", "zweiter", None]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    persons(capsys, folder)
    first = (folder / "personen.xlsx").read_bytes()
    (folder / "personen.xlsx").unlink()
    persons(capsys, folder)
    assert (folder / "personen.xlsx").read_bytes() == first


def test_decisions_and_everything_else_survive_an_update(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    persons(capsys, folder)
    filled = book(folder)
    filled["Paare"]["H6"], filled["Paare"]["I6"] = "nicht dieselbe", SIGNED[0]
    filled["Paare"]["J6"], filled["Paare"]["K6"] = SIGNED[1:]
    filled["Paare"]["L6"], filled["Paare"]["L6"].font = "noch einmal fragen", Font(color="FF0000")
    filled.create_sheet("Notizen")["A1"] = "eigenes"
    filled.save(folder / "personen.xlsx")
    late = [{"Kennung": name, "Eintritt": "02.02.2022"} for name in ("30", "31")]
    deliver(folder, "neu.csv", csv_bytes(table(*late)))
    said = persons(capsys, folder)
    assert said.err == (
        "personen.xlsx ist ergänzt um ein\u00a0neues Paar. Was darin stand, ist noch da.\n"
    )
    assert "In personen.xlsx:\n  Zeile 6: Musterträger: 11 / Musterträger: 25: nicht" in said.out
    page = book(folder)["Paare"]
    assert [c.value for c in page[6]][7:] == [
        *("nicht dieselbe", "MM", dt.datetime(2023, 1, 20), "Akte verglichen"),
        "noch einmal fragen",
    ]
    assert page["L6"].font.color.rgb == "00FF0000"
    assert [page["B7"].value, page["E7"].value, page["H7"].value] == ["30", "31", None]
    assert book(folder)["Notizen"]["A1"].value == "eigenes"
    again = persons(capsys, folder)
    assert again.err == "In personen.xlsx ist nichts nachzutragen.\n"


def test_without_anything_to_decide_no_file_is_made(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{}], [{"Kennung": "e8"}], settings=SHARED)
    said = persons(capsys, folder)
    assert said == Said(
        0, "Zu entscheiden: kein\u00a0neues Paar.\n", "In personen.xlsx ist nichts nachzutragen.\n"
    )
    assert not (folder / "personen.xlsx").exists()


def test_a_workbook_open_in_excel_is_not_written(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    decide(folder)
    (folder / "~$rsonen.xlsx").write_bytes(b"")
    before = (folder / "personen.xlsx").read_bytes()
    said = persons(capsys, folder)
    assert (said.code, said.err) == (
        2,
        "personen.xlsx ist gerade in Word oder Excel geöffnet.\n"
        "Bitte schließen Sie das Dokument und rufen Sie den Befehl noch einmal auf.\n",
    )
    assert (folder / "personen.xlsx").read_bytes() == before


# ---------------------------------------------------------------- what decisions change
def test_ids_that_are_one_person_count_once(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    assert values(capsys, folder, "m1.participants") == [2]
    decide(folder, [pair("11", "25")])
    assert values(capsys, folder, "m1.participants", "m1.entries") == [1, 1]


def test_not_the_same_changes_nothing_for_two_ids(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    decide(folder, [pair("11", "25", "nicht dieselbe")])
    assert values(capsys, folder, "m1.participants") == [2]
    [known] = proposed(capsys, folder)
    assert (known["decision"], known["by"], known["on"]) == ("nicht dieselbe", "MM", "2023-01-20")


def test_one_id_of_two_persons_is_split_by_the_trait(tmp_path: Path, capsys: Capture) -> None:
    rows = [
        {"Kennung": "11", "Geburtsjahr": "1999"},
        {"Kennung": "11", "Geburtsjahr": "2001", "Eintritt": "01.03.2022"},
        {"Kennung": "11", "Geburtsjahr": "", "Eintritt": "01.04.2022"},
    ]
    folder = local(tmp_path, rows)
    assert values(capsys, folder, "m1.participants") == [1]
    decide(folder, [pair("11 Geburtsjahr 1999", "11 Geburtsjahr 2001", "nicht dieselbe")])
    assert values(capsys, folder, "m1.participants") == [2]
    assert [found["row"] for found in proposed(capsys, folder)] == [2]


def test_one_pseudonym_of_two_persons_is_split_by_provider(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "e8"}], [{"Kennung": "e8"}], settings=SHARED)
    names = ("all.participants", "all.overlap[modules=m1+m2]")
    assert values(capsys, folder, *names) == [1, 1]
    decide(folder, [pair("e8", "2:e8", "nicht dieselbe")])
    assert values(capsys, folder, *names) == [2, 0]


def test_a_split_id_can_be_one_person_with_another(tmp_path: Path, capsys: Capture) -> None:
    rows = [
        {"Kennung": "11", "Geschlecht": "w"},
        {"Kennung": "11", "Geschlecht": "m", "Eintritt": "01.03.2022"},
        {"Kennung": "25", "Geschlecht": "m", "Eintritt": "01.04.2022"},
    ]
    folder = local(tmp_path, rows)
    decide(
        folder,
        [
            pair("11 Geschlecht weiblich", "11 Geschlecht männlich", "nicht dieselbe"),
            pair("25", "11 Geschlecht männlich"),
        ],
    )
    assert values(capsys, folder, "m1.participants") == [2]
    assert counted(capsys, folder, "--by", "sex")["m1.participants[sex=male]"]["value"] == 1


def test_checks_look_at_what_was_delivered(tmp_path: Path, capsys: Capture) -> None:
    """The provider reads its own ids, not the decisions of the office."""
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25", "Geburtsjahr": "1980"}])
    before = validated(capsys, folder)
    decide(folder, [pair("11", "25")])
    assert validated(capsys, folder) == before
    assert before.findings[0]["record"] == "25"


# ---------------------------------------------------------------- over all modules
def test_pairs_alone_do_not_make_own_numbers_comparable(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}], [{"Kennung": "38"}])
    decide(folder, [pair("11", "2:38")])
    found = counted(capsys, folder)
    for name in ("all.participants", "all.overlap[modules=m1+m2]"):
        assert (found[name]["value"], found[name]["reason"]) == (None, NO_NUMBER)


def test_providers_all_of_whose_persons_were_compared_are_counted_together(
    tmp_path: Path, capsys: Capture
) -> None:
    first = [{"Kennung": "11"}, {"Kennung": "12", "Geburtsjahr": "1999"}]
    folder = local(tmp_path, first, [{"Kennung": "11"}, {"Kennung": "38", "Geburtsjahr": "1998"}])
    decide(folder, [pair("11", "2:38")], [ALL_FOUND])
    names = ("m1.participants", "m2.participants", "all.participants", "all.overlap[modules=m1+m2]")
    assert values(capsys, folder, *names) == [2, 2, 3, 1]


@pytest.mark.parametrize("word", ["nein", ""])
def test_without_the_yes_there_is_no_number(tmp_path: Path, capsys: Capture, word: str) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}], [{"Kennung": "38"}])
    decide(folder, [pair("11", "2:38")], [("muster", "zweiter", word)])
    assert values(capsys, folder, "all.participants") == [None]


def test_a_later_delivery_ends_the_yes(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}], [{"Kennung": "38"}])
    decide(folder, [pair("11", "2:38")], [ALL_FOUND])
    deliver(folder, "neu.csv", csv_bytes(table({"Kennung": "11"})), day="2023-01-25")
    said = call(capsys, "explain", "all.participants", "--project", folder)
    assert "Wert: nicht gemeldet: Ob Personen" in said.out
    assert said.err == (
        "personen.xlsx, Blatt „Träger“, Zeile 2: Das „ja“ vom 20.01.2023 gilt nicht mehr,\n"
        "denn am 25.01.2023 ist eine neue Lieferung gekommen. Bitte sehen Sie nach, ob\n"
        "jemand dazugekommen ist, und tragen Sie den Tag neu ein.\n"
    )


def test_three_providers_need_every_two_of_them(tmp_path: Path, capsys: Capture) -> None:
    third = TWO_MODULES + (
        '\n[providers.dritter]\nname = "Dritter"\ndative = "dem Dritten"\nmodules = ["m2"]\n'
    )
    folder = local(tmp_path, [{"Kennung": "11"}], [{"Kennung": "38"}], settings=third)
    deliver(folder, "c.csv", csv_bytes(table({"Kennung": "7"})), "dritter")
    decide(folder, [], [ALL_FOUND, ("dritter", "Musterträger", "ja", *SIGNED)])
    assert values(capsys, folder, "all.participants") == [None]
    decide(
        folder,
        [],
        [ALL_FOUND, ("dritter", "muster", "ja", *SIGNED), ("zweiter", "dritter", "ja", *SIGNED)],
    )
    assert values(capsys, folder, "all.participants") == [3]


# ---------------------------------------------------------------- evidence
def test_the_figure_names_the_decisions_behind_it(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}], [{"Kennung": "38"}])
    decide(folder, [pair("11", "25"), pair("11", "2:38")], [ALL_FOUND])
    said = call(capsys, "explain", "all.participants", "--project", folder)
    assert said.out.endswith(
        "\n\nWer dieselbe Person ist, ist entschieden in personen.xlsx:\n"
        "  Blatt Paare, Zeile 2: dieselbe (MM, 20.01.2023)\n"
        "  Blatt Paare, Zeile 3: dieselbe (MM, 20.01.2023)\n"
        "  Blatt Träger, Zeile 2: alle Paare entschieden (MM, 20.01.2023)\n"
    )
    of_module = json.loads(
        call(capsys, "explain", "m1.participants", "--json", "--project", folder).out
    )
    assert [(d["sheet"], d["row"]) for d in of_module["decisions"]] == [("Paare", 2), ("Paare", 3)]


def test_the_evidence_names_the_decisions_and_leaves_the_ids_out(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(tmp_path, [{"Kennung": "AB11"}, {"Kennung": "CD25"}], [{"Kennung": "EF38"}])
    decide(folder, [pair("AB11", "CD25")])
    call(capsys, "report", "--project", folder, "--output", tmp_path / "aus")
    text = (tmp_path / "aus/intern/belege.json").read_text(encoding="utf-8")
    content = json.loads(text)
    assert content["decisions"] == [
        {
            "file": "personen.xlsx",
            "sheet": "Paare",
            "row": 2,
            "decision": "dieselbe",
            "by": "MM",
            "on": "2023-01-20",
            "rows": [{"source": 0, "rows": "2-3", "count": 2}],
        }
    ]
    by_id = {figure["id"]: figure for figure in content["figures"]}
    assert by_id["m1.participants"]["decisions"] == [0]
    assert "personen.xlsx" in [entry["file"] for entry in content["inputs"]]
    assert not [name for name in ("AB11", "CD25", "EF38") if name in text]
    statement = (tmp_path / "aus/stellungnahme.md").read_text(encoding="utf-8")
    assert "Wo die Kennung das nicht sagt, ist einzeln entschieden, wer dieselbe" in statement


# ---------------------------------------------------------------- what can be wrong
def test_ids_that_no_delivery_holds_are_told_and_change_nothing(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}])
    decide(folder, [pair("11", "2:99"), pair("11 Geburtsjahr 1980", "11", "nicht dieselbe")])
    said = persons(capsys, folder)
    assert said.code == 1
    assert said.err.splitlines()[1:] == [
        "personen.xlsx, Blatt „Paare“, Zelle E2: Diese Kennung kommt in den Lieferungen",
        "des Trägers nicht vor. Die Entscheidung bewirkt nichts.",
        "personen.xlsx, Blatt „Paare“, Zelle B3: Diese Kennung kommt mit diesem Merkmal",
        "in den Lieferungen des Trägers nicht vor. Die Entscheidung bewirkt nichts.",
    ]
    said = call(capsys, "report", "--project", folder, "--output", tmp_path / "aus")
    assert "Zelle E2: Diese Kennung kommt in den Lieferungen" in said.err


def test_everything_wrong_is_told_with_its_cell(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    decide(
        folder,
        [
            ["keiner", "11", "", "muster", "", "", "dieselbe", "", "bald", ""],
            ["muster", "Erika Muster", "Größe 12", "muster", "25", "", "vielleicht"],
            ["muster", "11", "", "Musterträger", "11", "", "dieselbe", *SIGNED],
        ],
        [("muster", "muster", "doch"), ("muster", "zweiter", "ja", "MM")],
    )
    assert refused(capsys, folder) == [
        "In personen.xlsx stimmt etwas nicht:",
        "  Blatt „Paare“, Zelle A2: Diesen Träger gibt es in den Einstellungen nicht (muster, "
        "zweiter).",
        "  Blatt „Paare“, Zelle E2: Die Kennung fehlt.",
        "  Blatt „Paare“, Zelle H2: Es fehlt, wer das entschieden hat.",
        "  Blatt „Paare“, Zelle J2: Es fehlt die Begründung.",
        "  Blatt „Paare“, Zelle I2: Es fehlt der Tag der Entscheidung, zum Beispiel 12.02.2024.",
        "  Blatt „Paare“, Zelle B3: Die Kennung sieht aus wie ein Name; sie darf hier nicht "
        "stehen.",
        "  Blatt „Paare“, Zelle C3: Dieses Merkmal ist nicht bekannt. Möglich sind zum Beispiel "
        "„Geburtsjahr 2001“ und „Geschlecht weiblich“.",
        "  Blatt „Paare“, Zelle G3: Hier steht „dieselbe“, „nicht dieselbe“ oder nichts.",
        "  Blatt „Paare“, Zelle E4: Hier steht zweimal dieselbe Kennung ohne Unterschied.",
        "  Blatt „Träger“, Zelle C2: Hier steht „ja“, „nein“ oder nichts.",
        "  Blatt „Träger“, Zelle B2: Hier steht zweimal derselbe Träger.",
        "  Blatt „Träger“, Zelle F3: Es fehlt die Begründung.",
        "  Blatt „Träger“, Zelle E3: Es fehlt der Tag der Entscheidung, zum Beispiel 12.02.2024.",
        WRONG.strip(),
    ]


def test_a_struck_row_and_a_formula_without_result_are_told(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    decide(folder, [pair("11", "25"), ["=A1", *pair("11", "25")[1:]]])
    filled = book(folder)
    for cell in filled["Paare"][2]:
        cell.font = Font(strike=True)
    filled.save(folder / "personen.xlsx")
    assert refused(capsys, folder) == [
        "In personen.xlsx stimmt etwas nicht:",
        "  Blatt „Paare“, Zeile 2: Die Zeile ist durchgestrichen. Gilt sie noch?",
        "  Blatt „Paare“, Zelle A3: Die Zelle enthält einen Fehler oder eine Formel ohne Ergebnis.",
        WRONG.strip(),
    ]


CONTRADICTION = (
    "personen.xlsx, Blatt „Paare“: Die Entscheidungen in {} widersprechen sich. Nach {} ist es "
    "dieselbe Person, nach {} nicht."
)
RIGHT = "Bitte berichtigen Sie die Datei und speichern Sie sie."


@pytest.mark.parametrize(
    ("pairs", "sentence"),
    [
        (
            [pair("11", "25"), pair("25", "38"), pair("11", "38", "nicht dieselbe")],
            CONTRADICTION.format("G2, G3 und G4", "G2 und G3", "G4"),
        ),
        (
            [pair("25", "11", "nicht dieselbe"), pair("11", "25")],
            CONTRADICTION.format("G3 und G2", "G3", "G2"),
        ),
    ],
)
def test_contradicting_decisions_are_refused(
    tmp_path: Path, capsys: Capture, pairs: list[list[object]], sentence: str
) -> None:
    folder = local(tmp_path, [{"Kennung": name} for name in ("11", "25", "38")])
    decide(folder, pairs)
    assert " ".join(refused(capsys, folder)) == f"{sentence} {RIGHT}"


def test_two_persons_who_share_id_and_provider_need_a_trait(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}])
    decide(folder, [pair("11", "11 Geschlecht weiblich", "nicht dieselbe")])
    assert refused(capsys, folder) == [
        "personen.xlsx, Blatt „Paare“, Zelle E2: Diese beiden Personen lassen sich nicht "
        "unterscheiden, denn sie haben beim selben Träger dieselbe Kennung.",
        "Bitte tragen Sie bei beiden ein Merkmal ein, zum Beispiel „Geburtsjahr 2001“.",
    ]


def test_an_id_of_several_persons_needs_a_trait_to_be_joined(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = [
        {"Kennung": "11", "Geschlecht": "w"},
        {"Kennung": "11", "Geschlecht": "m", "Eintritt": "01.03.2022"},
        {"Kennung": "25"},
    ]
    folder = local(tmp_path, rows)
    split = pair("11 Geschlecht weiblich", "11 Geschlecht männlich", "nicht dieselbe")
    decide(folder, [split, pair("25", "11")])
    assert refused(capsys, folder) == [
        "personen.xlsx, Blatt „Paare“, Zelle E3: Unter dieser Kennung sind mehrere Personen.",
        "Bitte tragen Sie daneben das Merkmal der gemeinten Person ein.",
    ]


LOST = (
    "Bitte stellen Sie die letzte Sicherung wieder her. Ist nichts entschieden, können Sie die "
    "Datei auch löschen; „durchstarten persons“ legt sie neu an."
)


UNREADABLE = (
    "Bitte schließen Sie sie in Excel und speichern Sie sie ohne Kennwort als Excel-Arbeitsmappe "
    "(.xlsx), oder stellen Sie die letzte Sicherung wieder her."
)


def test_a_file_with_a_password_is_named(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}])
    decide(folder)
    content = (folder / "personen.xlsx").read_bytes()
    (folder / "personen.xlsx").write_bytes(locked(content))
    assert refused(capsys, folder) == [
        "personen.xlsx ist nicht lesbar. Die Datei ist mit einem Kennwort geschützt.",
        UNREADABLE,
    ]


def test_a_damaged_file_is_named(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}])
    (folder / "personen.xlsx").write_bytes(b"PK\x03\x04 kaputt")
    assert refused(capsys, folder) == [
        "personen.xlsx ist nicht lesbar. Die Datei ist beschädigt oder keine Excel-Arbeitsmappe.",
        UNREADABLE,
    ]


def test_a_missing_sheet_or_heading_is_named(tmp_path: Path, capsys: Capture) -> None:
    folder = local(tmp_path, [{"Kennung": "11"}])
    decide(folder)
    filled = book(folder)
    filled["Träger"]["D1"] = "Wer war das"
    filled.save(folder / "personen.xlsx")
    assert refused(capsys, folder) == [
        "In personen.xlsx fehlt das Blatt „Träger“ oder eine seiner Überschriften (Träger 1, "
        "Träger 2, Alle Paare entschieden, Wer, Wann, Begründung).",
        LOST,
    ]


def test_another_format_under_the_name_is_read_but_not_extended(
    tmp_path: Path, capsys: Capture
) -> None:
    import xlwt  # noqa: PLC0415 (for this test only)

    folder = local(tmp_path, [{"Kennung": "11"}, {"Kennung": "25"}])
    decide(folder)
    old = xlwt.Workbook()
    for page in book(folder).worksheets:
        sheet = old.add_sheet(page.title)
        for column, cell in enumerate(page[1]):
            sheet.write(0, column, cell.value)
    content = io.BytesIO()
    old.save(content)
    (folder / "personen.xlsx").write_bytes(content.getvalue())
    said = persons(capsys, folder)
    assert (said.code, said.err) == (
        2,
        "personen.xlsx lässt sich lesen, aber nicht ergänzen.\n"
        "Bitte speichern Sie die Datei in Excel als Excel-Arbeitsmappe (.xlsx).\n",
    )
