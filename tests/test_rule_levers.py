"""`rules` prints the register; a project may turn rules down, with a reason that is repeated."""

import json
import re
from pathlib import Path

import pytest

from durchstarten_cli.validate import RULES
from tests.build import SETTINGS, Capture, Said, call, csv_bytes, deliver, project, table, validated

REASON = "Der Beirat hat Ausnahmen zugelassen."
TOO_OLD = csv_bytes(table({"Geburtsjahr": "1980"}))


def lever(code: str, effect: str = "off", reason: str = REASON) -> str:
    return f'{SETTINGS}\n[rules.{code}]\neffect = "{effect}"\nreason = "{reason}"\n'


# ---------------------------------------------------------------- rules
def test_every_rule_is_listed_at_80_columns(capsys: Capture) -> None:
    said = call(capsys, "rules")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert {line[2:5] for line in lines if re.match(r"  [A-Z]\d\d ", line)} == set(RULES)
    assert max(map(len, lines)) <= 80


def test_one_rule_is_told_in_full(capsys: Capture) -> None:
    assert call(capsys, "rules", "a05") == Said(
        0,
        "A05 Doppelte Zeile\n"
        "\n"
        "  Die Zeile steht in diesem Blatt schon einmal, mit denselben Angaben.\n"
        "  Bitte löschen Sie eine der beiden Zeilen.\n"
        "\n"
        "Ebene: Zeile\n"
        "Wirkung: Zeile zählt nicht\n"
        "Abschwächen: möglich, mit Begründung in den Einstellungen\n"
        "Beispiel: Dieselbe Zeile wurde zweimal eingefügt.\n"
        "Trifft: beispiele/A05_doppelte_zeile.csv\n"
        "Trifft nicht: gegenbeispiele/A05_dasselbe_bei_anderer_person.csv\n"
        "Diese Dateien liegen unter sample_data/fehlerbeispiele.\n",
        "",
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("F04", "Ohne diese Regel würde gezählt, was nicht lesbar oder nicht erlaubt ist."),
        ("P01", "Ohne diese Regel würde eine Zeile falsch gezählt."),
        ("D01", "Ohne diese Regel fehlte der Wert, ohne dass es jemand erfährt."),
    ],
)
def test_fixed_rules_say_why(code: str, reason: str, tmp_path: Path, capsys: Capture) -> None:
    assert reason in " ".join(call(capsys, "rules", code).out.split())
    said = call(capsys, "validate", "--project", project(tmp_path, lever(code)))
    assert said == Said(
        2,
        "",
        "In den Regeln der Einstellungen stimmt etwas nicht:\n"
        f"  rules.{code}: „{RULES[code].title}“ lässt sich nicht abschwächen. {reason}\n"
        "Bitte berichtigen Sie die genannten Abschnitte; „durchstarten rules“ zeigt alle Regeln.\n",
    )


def test_rules_as_json(capsys: Capture) -> None:
    content = json.loads(call(capsys, "rules", "P03", "--json").out)
    assert content == {
        "rules": [
            {
                "code": "P03",
                "level": "plausibility",
                "effect": "note",
                "title": "Alter außerhalb der Zielgruppe",
                "sentence": "Das Alter beim Eintritt liegt außerhalb der Zielgruppe (…).",
                "remedy": "Ist die Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte "
                "die Angabe.",
                "fixed": False,
                "example": "Geburtsjahr 1980, Eintritt am 10.01.2022.",
                "hits": ["P03_alter_ausserhalb.csv"],
                "misses": ["P03_genau_18.csv"],
            }
        ]
    }


def test_rule_that_does_not_exist(capsys: Capture) -> None:
    assert call(capsys, "rules", "X99") == Said(
        2, "", "Die Regel „X99“ gibt es nicht.\n„durchstarten rules“ zeigt alle Regeln.\n"
    )


# ---------------------------------------------------------------- levers
def test_rule_turned_off_finds_nothing_and_is_named(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, lever("P03"))
    deliver(folder, "a.csv", TOO_OLD)
    checked = validated(capsys, folder)
    assert (checked.codes, checked.deliveries[0]["verdict"]) == ([], "accepted")
    said = call(capsys, "validate", "--project", folder)
    assert said.out.splitlines()[-2:] == [
        "Die Regel P03 „Alter außerhalb der Zielgruppe“ ist ausgeschaltet. Grund: Der",
        "Beirat hat Ausnahmen zugelassen.",
    ]


def test_lowered_rules_stand_in_the_json(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, lever("P03"))
    content = json.loads(call(capsys, "validate", "--json", "--project", folder).out)
    assert content["lowered"] == [
        {
            "code": "P03",
            "title": "Alter außerhalb der Zielgruppe",
            "effect": None,
            "reason": REASON,
        }
    ]


def test_row_turned_down_to_a_note_is_used_and_counted_once(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path, lever("A05", "note"))
    deliver(folder, "a.csv", csv_bytes(table({}, {})))
    checked = validated(capsys, folder)
    assert [(f["code"], f["effect"]) for f in checked.findings] == [("A05", "note")]
    assert checked.rows == (2, 2, 0)
    counts = json.loads(call(capsys, "counts", "--json", "--project", folder).out)
    values = {f["id"]: f["value"] for f in counts["figures"]}
    assert (values["m1.participants"], values["m1.cases"]) == (1, 1)


@pytest.mark.parametrize(
    ("code", "effect", "sentence"),
    [
        ("P03", "off", "Die Prüfregel „Alter außerhalb der Zielgruppe“ ist hier ausgeschaltet."),
        ("A05", "note", "Die Prüfregel „Doppelte Zeile“ gilt hier nur als Hinweis."),
    ],
)
def test_statement_repeats_the_reason(
    code: str, effect: str, sentence: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path / "projekt", lever(code, effect))
    deliver(folder, "a.csv", TOO_OLD)
    call(capsys, "report", "--project", folder, "--output", tmp_path / "aus", "--format", "md")
    text = (tmp_path / "aus/stellungnahme.md").read_text(encoding="utf-8")
    assert f"{sentence} Grund: {REASON}" in text.replace("\\", "").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (lever("X99"), "rules.X99: Diese Regel gibt es nicht."),
        (
            lever("P03", "note"),
            "rules.P03: „Alter außerhalb der Zielgruppe“ wirkt schon als Hinweis.",
        ),
        (lever("P03", reason=" "), "rules.P03: reason: Die Begründung fehlt."),
        (
            lever("P03", "file"),
            "rules.P03.effect: dieses Wort ist hier nicht vorgesehen (möglich: note, off).",
        ),
    ],
)
def test_wrong_lever_is_named(settings: str, problem: str, tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "validate", "--project", project(tmp_path, settings))
    assert (said.code, said.out) == (2, "")
    assert f"  {problem}\n" in said.err
