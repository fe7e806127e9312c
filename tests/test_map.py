"""How headings and entries are understood, what is suggested, and what is remembered."""

import json
import sys
import tomllib
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.build import (
    GOOD,
    SAMPLES,
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

ROWS = (
    {"Verbleib": "Gartenbau", "Aufnahme am": "01.07.2022", "Werkhalle": "1"},
    {"Kennung": "TN-2", "Verbleib": "Minijob", "Aufnahme am": "02.07.2022", "Geschlecht": "Knabe"},
)
COMMENTED = """
# Danach kommt der zweite.
[providers.zweiter]
name = "Zweiter Träger"
dative = "dem Zweiten Träger"
modules = ["m1"]
# Ende
"""


def renamed(rows: list[list[object]], **names: str) -> list[list[object]]:
    return [[names.get(str(cell), cell) for cell in rows[0]], *rows[1:]]


def delivered(folder: Path, settings: str = SETTINGS) -> Path:
    """A project with a delivery of which two headings and two entries are not understood."""
    content = csv_bytes(renamed(table(*ROWS), Austritt="Abschlusstag"))
    deliver(project(folder, settings), "a.csv", content)
    return folder


def settings_of(folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / "durchstarten.toml").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- what is shown
TOLD = """\
Träger: Musterträger
Überschriften
  Kennung                       Kennung der Person
  Geschlecht                    Geschlecht
  Geburtsjahr                   Geburtsjahr
  Aufenthaltsstatus             Aufenthaltsstatus
  Eintritt                      Eintritt
  Abschlusstag                  NICHT VERSTANDEN
  Austrittsgrund                Art des Austritts
  Verbleib                      Verbleib
  Aufnahme am                   Aufnahme am
  Werkhalle                     NICHT VERSTANDEN
Einträge in der Spalte „Geschlecht“
  w (1)                         weiblich
  Knabe (1)                     NICHT VERSTANDEN
Einträge in der Spalte „Aufenthaltsstatus“
  Duldung (2)                   Duldung
Einträge in der Spalte „Art des Austritts“
  regulär (2)                   planmäßig beendet
Einträge in der Spalte „Verbleib“
  Gartenbau (1)                 NICHT VERSTANDEN
  Minijob (1)                   geringfügige Beschäftigung

Nicht verstanden: zwei Überschriften und zwei Einträge.
Mit --ask werden Sie danach gefragt. Was Sie festlegen, steht dann in
durchstarten.toml und gilt auch für die nächsten Lieferungen dieses Trägers.

"""


def test_every_heading_and_entry_is_told(tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "map", "--project", delivered(tmp_path))
    assert (said.code, said.out, said.err) == (0, TOLD, "")


def test_sample_is_understood_but_for_free_text(capsys: Capture) -> None:
    said = call(capsys, "map", "--project", SAMPLES / "leverkusen", "--json")
    providers = json.loads(said.out)["providers"]
    how = {h["how"] for p in providers for h in p["headings"]}
    assert {p["provider"] for p in providers} == {"dekra", "ki", "kja"}
    assert how <= {"list", "not_read", "unknown"}
    assert [e for p in providers for e in p["entries"] if e["how"] == "unknown"] == []


@pytest.mark.parametrize(
    ("entry", "suggested"),
    [
        ("Ausbildung zum Koch", "gemeint vielleicht „Ausbildung ohne nähere Angabe“"),
        ("Sprachkrus", "gemeint vielleicht „Sprachkurs“"),
        ("Xyz", "NICHT VERSTANDEN Nicht"),
    ],
)
def test_likeness_only_suggests(
    entry: str, suggested: str, tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Verbleib": entry})))
    told = call(capsys, "map", "--project", tmp_path).out
    assert suggested in " ".join(told.split())
    assert validated(capsys, tmp_path).codes == ["W01"]


def test_second_column_of_one_meaning_and_names_are_told(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Beginn": "01.02.2022", "Name": "Muster", "Bemerkung": "geheim"})
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    out = call(capsys, "map", "--project", tmp_path).out
    assert "auch Eintritt; gelesen wird nur die erste solche" in out
    assert "Namen: Damit wird die Lieferung zurückgewiesen." in out
    assert "  Bemerkung                     wird nicht gelesen" in out
    assert "Alles ist verstanden." in out
    assert "geheim" not in out


def test_long_entry_is_a_remark_and_is_not_shown(tmp_path: Path, capsys: Capture) -> None:
    remark = "hat nach einem Gespräch mit der Mutter abgesagt und kommt nicht mehr"
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Verbleib": remark})))
    for words in ([], ["--json"]):
        assert "Mutter" not in call(capsys, "map", "--project", tmp_path, *words).out
    assert "ein langer Eintrag (1)" in call(capsys, "map", "--project", tmp_path).out


def test_unreadable_file_and_no_file_are_told(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    said = call(capsys, "map", "--project", folder)
    assert (said.code, said.out) == (0, "Es liegt keine Lieferung vor.\n")
    deliver(folder, "a.csv", b"")
    assert call(capsys, "map", "--project", folder).out == (
        "lieferungen/muster/2023-01-20/a.csv: Die Datei ist leer. Bitte senden Sie die\n"
        "Datei erneut.\n"
    )


def test_validate_says_how_many_values_of_which_column(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Verbleib": "Abc"}, {"Verbleib": "Def"}, {"Geschlecht": "Ghi"})
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    out = call(capsys, "validate", "--project", tmp_path).out
    assert (
        "  - Wert nicht gezählt, eine Person in drei Zeilen: Unbekannter Eintrag: ein\n"
        "    Wert in der Spalte „Geschlecht“ und zwei Werte in der Spalte „Verbleib“.\n"
        "    Bitte verwenden Sie einen Eintrag aus der Werteliste. (W01)\n"
    ) in out
    assert out.endswith(
        "„durchstarten map“ zeigt, was nicht verstanden wurde, und schlägt vor, was\ngemeint ist.\n"
    )


# ---------------------------------------------------------------- what is remembered
OPTIONS = (
    *("--column", "Abschlusstag=Austritt", "--ignore", "Werkhalle"),
    *("--value", "Verbleib: Gartenbau = betriebliche Ausbildung", "--value", "sex:Knabe=male"),
)


def test_confirmed_mapping_counts_from_then_on(tmp_path: Path, capsys: Capture) -> None:
    folder = delivered(tmp_path)
    assert validated(capsys, folder).codes == ["S01", "S01", "W01", "W01", "A04", "A04"]
    said = call(capsys, "map", "--project", folder, *OPTIONS)
    assert (said.code, said.err) == (0, "In durchstarten.toml festgelegt: vier\xa0Angaben.\n")
    assert "  Abschlusstag                  Austritt (von Ihnen festgelegt)\n" in said.out
    assert "  Werkhalle                     wird nicht gelesen\n" in said.out
    assert said.out.endswith("Alles ist verstanden.\n\n")
    assert validated(capsys, folder).codes == []
    figures = json.loads(call(capsys, "counts", "--project", folder, "--json").out)["figures"]
    values = {f["id"]: f["value"] for f in figures}
    assert values["m1.outcome_any.training"] == 1
    assert values["m1.participants[sex=male]"] == 1


def test_comments_order_and_line_ends_stay(tmp_path: Path, capsys: Capture) -> None:
    folder = delivered(tmp_path)
    path = folder / "durchstarten.toml"
    before = (SETTINGS + COMMENTED).replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + before.encode())
    assert call(capsys, "map", "--project", folder, *OPTIONS).code == 0
    after = path.read_bytes().decode()
    added = (
        'ignored = ["Werkhalle"]\n\n[providers.muster.columns]\nAbschlusstag = "exit"\n\n'
        '[providers.muster.values.kind]\nGartenbau = "training_company"\n\n'
        '[providers.muster.values.sex]\nKnabe = "male"\n'
    ).replace("\n", "\r\n")
    assert after.count(added) == 1
    assert after.replace(added, "") == before


def test_what_was_confirmed_before_stays(tmp_path: Path, capsys: Capture) -> None:
    folder = delivered(tmp_path)
    for number in range(0, len(OPTIONS), 2):
        assert call(capsys, "map", "--project", folder, *OPTIONS[number : number + 2]).code == 0
    together = settings_of(folder)["providers"]["muster"]
    assert together["columns"] == {"Abschlusstag": "exit"}
    assert together["values"] == {
        "kind": {"Gartenbau": "training_company"},
        "sex": {"Knabe": "male"},
    }
    assert together["ignored"] == ["Werkhalle"]


@pytest.mark.parametrize(
    "providers",
    [
        '[providers]\nmuster = {name = "M", dative = "dem M", modules = ["m1"]}\n',
        '[providers.muster]\nname = "M"\ndative = "dem M"\nmodules = ["m1"]\n'
        '[definitions]\n[providers.muster.columns]\n"Alt" = "exit"\n',
        '[providers.muster]\nname = "M"\ndative = "dem M"\nmodules = ["m1"]\n'
        'values = {kind = {"Alt" = "other"}}\n# Ende',
    ],
)
def test_settings_may_be_written_in_any_form(
    providers: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = delivered(tmp_path, SETTINGS.partition("[providers.muster]")[0] + providers)
    before = settings_of(folder)
    assert call(capsys, "map", "--project", folder, *OPTIONS).code == 0
    assert validated(capsys, folder).codes == []
    after = settings_of(folder)
    assert {**after, "providers": None} == {**before, "providers": None}
    old, new = before["providers"]["muster"], after["providers"]["muster"]
    assert new["columns"] == {**old.get("columns", {}), "Abschlusstag": "exit"}


def test_module_and_second_outcome_can_be_named(tmp_path: Path, capsys: Capture) -> None:
    outcomes = {"Verbleib": "Schule", "Aufnahme am": "01.07.2022", "Danach": "Minijob"}
    rows = table({"Baustein": "TM", **outcomes, "ab": "01.08.2022"})
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    assert "T01" in validated(capsys, tmp_path).codes
    words = ("--value", "Baustein:TM=Musterbaustein", "--column", "Danach=Verbleib 2")
    said = call(capsys, "map", "--project", tmp_path, *words, "--column", "ab=Aufnahme am 2")
    assert "  Danach                        Verbleib 2 (von Ihnen festgelegt)\n" in said.out
    assert "  TM (1)                        Musterbaustein (von Ihnen festgelegt)\n" in said.out
    assert validated(capsys, tmp_path).codes == []


# ---------------------------------------------------------------- asked one by one
def answered(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, folder: Path, *lines: str
) -> tuple[str, Mapping[str, Any]]:
    monkeypatch.setattr(sys, "stdin", StringIO("".join(f"{line}\n" for line in lines)))
    said = call(capsys, "map", "--project", folder, "--ask")
    assert said.code == 0
    return said.err, settings_of(folder)["providers"]["muster"]


def test_answers_are_numbers_names_or_nothing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = table({"Verbleib": "Sprachkrus", "Werkhalle": "1"}, {"Geschlecht": "Knabe"})
    deliver(project(tmp_path), "a.csv", csv_bytes(renamed(rows, Austritt="Abschlusstag")))
    lines = ("Austrit", "Austritt", "-", "", "1")
    told, provider = answered(capsys, monkeypatch, tmp_path, *lines)
    assert provider["columns"] == {"Abschlusstag": "exit"}
    assert provider["ignored"] == ["Werkhalle"]
    assert provider["values"] == {"kind": {"Sprachkrus": "language"}}
    assert "Was bedeutet die Überschrift „Abschlusstag“?\n" in told
    assert "Die Spalte „Austrit“ gibt es nicht." in told
    assert "Was bedeutet „Knabe“ in der Spalte „Geschlecht“?\n> " in told
    assert "Was bedeutet „Sprachkrus“ in der Spalte „Verbleib“?\n  1  Sprachkurs\n> " in told
    assert told.endswith("In durchstarten.toml festgelegt: drei\xa0Angaben.\n")


def test_no_answer_changes_nothing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = delivered(tmp_path)
    before = (folder / "durchstarten.toml").read_bytes()
    told, _ = answered(capsys, monkeypatch, folder)
    assert told.endswith("Es wurde nichts festgelegt.\n")
    assert (folder / "durchstarten.toml").read_bytes() == before


# ---------------------------------------------------------------- what is wrong
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--column", "Werkhalle"],
            "„Werkhalle“ nennt keine Überschrift mit ihrer Spalte.\nBitte schr",
        ),
        (["--column", "Werkhalle=Zimmer"], "Die Spalte „Zimmer“ gibt es nicht.\nDie Liste der Sp"),
        (["--value", "a=b"], "„a=b“ nennt keinen Eintrag mit seiner Spalte und Bedeutung.\nBit"),
        (
            ["--value", "Eintritt:x=y"],
            "Die Spalte „Eintritt“ hat keine festen Werte.\nFestlegen lassen sich Einträge nur",
        ),
        (
            ["--value", "Geschlecht:Knabe=Bub"],
            "In der Spalte „Geschlecht“ ist „Bub“ nicht möglich.\nMöglich sind: weiblich, männ",
        ),
        (
            ["--value", "Geschlecht:w=männlich"],
            "„w“ ist kein Eintrag der Spalte „Geschlecht“, zu dem noch etwas festzulegen wäre.\n"
            "„durchstarten map“ zeigt alle Überschriften und Einträge.",
        ),
        (
            ["--ignore", "Eintritt"],
            "„Eintritt“ ist keine Überschrift, zu der noch etwas festzulegen wäre.\n"
            "„durchstarten map“ zeigt alle Überschriften und Einträge.",
        ),
    ],
)
def test_wrong_choices_are_explained_and_nothing_is_written(
    words: list[str], message: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = delivered(tmp_path)
    before = (folder / "durchstarten.toml").read_bytes()
    said = call(capsys, "map", "--project", folder, *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(message)
    assert (folder / "durchstarten.toml").read_bytes() == before


def test_choices_are_about_one_provider(tmp_path: Path, capsys: Capture) -> None:
    folder = delivered(tmp_path, SETTINGS + SECOND_PROVIDER)
    path = deliver(folder, "b.xlsx", xlsx_bytes(table(GOOD)), provider="zweiter")
    said = call(capsys, "map", "--project", folder, *OPTIONS)
    assert (said.code, said.err) == (
        2,
        "Festlegen lässt sich nur etwas zu einem Träger auf einmal.\n"
        "Bitte nennen Sie eine lesbare Datei dieses Trägers.\n",
    )
    mine = path.parents[2] / "muster" / path.parent.name / "a.csv"
    assert call(capsys, "map", mine, "--project", folder, *OPTIONS).code == 0


# ---------------------------------------------------------------- no heading is known
STRANGE = [
    ["Liste des Trägers", ""],
    [],
    ["Klientencode", "Kursstart", "Kursende", "Ort 1"],
    [],
    ["a", "10.01.2022", "30.06.2022", "Halle"],
]


def test_a_table_without_any_known_heading_can_be_mapped(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(STRANGE))
    said = call(capsys, "validate", "--project", tmp_path)
    assert said.code == 1
    assert "„durchstarten map“ zeigt, was nicht verstanden wurde" in said.out
    said = call(capsys, "map", "--project", tmp_path)
    assert "  Klientencode                  NICHT VERSTANDEN; gemeint vielleicht" in said.out
    assert "Liste des Trägers" not in said.out
    words = ["Klientencode=Kennung", "Kursstart=Eintritt", "Kursende=Austritt"]
    options = [word for text in words for word in ("--column", text)]
    assert call(capsys, "map", "--project", tmp_path, *options).code == 0
    assert validated(capsys, tmp_path).rows == (1, 1, 0)


def test_rows_that_may_tell_of_somebody_are_not_taken_for_headings(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = [["Erika", "Musterfrau", "10.01.2022"], ["Max", "Muster", "11.01.2022"]]
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    said = call(capsys, "map", "--project", tmp_path)
    assert said.out.split("\n\n")[1:] == ["Es sind keine Überschriften zu finden.", ""]
