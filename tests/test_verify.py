"""`verify`, `compare` and `forget`: evidence held against the files of later days."""

import hashlib
import io
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from durchstarten_cli.cli.shell import run
from tests.build import (
    SECOND_PROVIDER,
    SETTINGS,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
)
from tests.test_docs import keys, shown

OTHER = "b2a1c7de5566f001"
TWO = (
    SETTINGS
    + SECOND_PROVIDER.replace('["m1"]', '["m2"]')
    + """
[modules.m2]
number = 2
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31

[disclosure]
mode = "off"
"""
)
EVIDENCE = "ausgabe/2023-02-01_1/intern/belege.json"
FILE = "lieferungen/muster/2023-01-20/T.csv"
OF_SECOND = "lieferungen/zweiter/2023-01-20/Z.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two modules, each of a provider of its own, and a draft; to be copied."""
    folder = project(tmp_path_factory.mktemp("made") / "p", TWO)
    deliver(folder, "T.csv", csv_bytes(table({}, {"Kennung": OTHER})))
    deliver(folder, "Z.csv", csv_bytes(table({})), provider="zweiter")
    drafted(folder)
    return folder


def drafted(folder: Path, day: str = "2023-02-01") -> None:
    words = ["report", "--project", str(folder), "--date", day, "--format", "md"]
    assert run(words) in (0, 1)


@pytest.fixture
def folder(made: Path, tmp_path: Path, capsys: Capture) -> Path:
    shutil.copytree(made, tmp_path / "p")
    capsys.readouterr()
    return tmp_path / "p"


def verified(capsys: Capture, folder: Path, code: int) -> tuple[str, dict[str, Any]]:
    said = call(capsys, "verify", folder / EVIDENCE)
    assert (said.code, said.err) == (code, "")
    assert max(map(len, said.out.splitlines())) <= 100
    told = call(capsys, "verify", folder / EVIDENCE, "--json")
    assert told.code == code
    return " ".join(said.out.split()), json.loads(told.out)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---------------------------------------------------------------- verify
def test_nothing_changed(folder: Path, capsys: Capture) -> None:
    text, content = verified(capsys, folder, 0)
    assert re.search(
        r"Alles stimmt: Die Dateien \(\d+\) sind unverändert, alle Zahlen \(\d+\) kommen wieder "
        r"heraus\.",
        text,
    )
    assert content["same"]
    assert {entry["state"] for entry in content["inputs"]} == {"same"}


def test_a_newer_delivery_changes_nothing_of_what_was_evidence(
    folder: Path, capsys: Capture
) -> None:
    deliver(folder, "T.csv", csv_bytes(table({})), day="2023-03-01")
    assert verified(capsys, folder, 0)[1]["same"]


def test_a_changed_delivery_is_named_with_its_figures(folder: Path, capsys: Capture) -> None:
    (folder / FILE).write_bytes(csv_bytes(table({})))
    text, content = verified(capsys, folder, 1)
    assert f"{FILE}: geändert" in text
    assert (
        f"m1.participants Teilnehmende (jede Person einmal gezählt): damals 2, heute 1 (Grund: "
        f"{FILE})" in text
    )
    assert all(entry["because"] == [FILE] for entry in content["differing"])
    assert content.keys() == shown("verify --json").keys()
    assert keys(content)["differing"] == keys(shown("verify --json"))["differing"]
    assert not [entry for entry in content["differing"] if entry["id"].startswith("m2.")]


def test_a_changed_definition_is_told_with_its_figures(folder: Path, capsys: Capture) -> None:
    rows = table({}, {"Eintritt": "10.07.2022", "Austritt": "31.07.2022"})
    (folder / FILE).write_bytes(csv_bytes(rows))
    shutil.rmtree(folder / "ausgabe")
    drafted(folder)
    capsys.readouterr()
    settings = folder / "durchstarten.toml"
    settings.write_text(TWO + "\n[definitions]\nreentry_gap_days = 14\n", encoding="utf-8")
    text, content = verified(capsys, folder, 1)
    assert "reentry_gap_days: damals 0, heute 14" in text
    assert "durchstarten.toml: geändert" in text
    assert "m1.cases: Der Wortlaut der Definition ist ein anderer." in text
    (cases,) = [entry for entry in content["differing"] if entry["id"] == "m1.cases"]
    assert (cases["then"]["value"], cases["now"]["value"]) == (2, 1)
    assert cases["because"] == ["definitions"]
    assert "damals 2, heute 1 (Grund: geänderte Definitionen)" in text


def test_a_delivery_that_is_gone_leaves_the_figures_of_others(
    folder: Path, capsys: Capture
) -> None:
    (folder / FILE).unlink()
    text, content = verified(capsys, folder, 1)
    assert f"{FILE}: fehlt, ohne dass eine Löschung vermerkt ist" in text
    assert content["differing"] == []
    assert all(not name.startswith("m2.") for name in content["unverifiable"])
    assert "m1.participants" in content["unverifiable"]
    assert "Ihre Lieferungen sind nicht mehr da." in text


def test_evidence_without_definitions_is_older_and_still_held(
    folder: Path, capsys: Capture
) -> None:
    content = json.loads((folder / EVIDENCE).read_bytes())
    del content["definitions"]
    (folder / EVIDENCE).write_text(json.dumps(content), encoding="utf-8")
    assert verified(capsys, folder, 0)[1]["same"]
    (folder / FILE).unlink()
    assert (
        "Die Belege sagen nicht, welche Definitionen damals galten."
        in verified(capsys, folder, 1)[0]
    )


def test_another_version_of_the_program_is_told(folder: Path, capsys: Capture) -> None:
    edit(folder / EVIDENCE, '"version": "', '"version": "0.0.1-')
    assert "Programm: damals 0.0.1-" in verified(capsys, folder, 0)[0]


def test_definitions_that_mean_nothing_any_more_do_no_harm(folder: Path, capsys: Capture) -> None:
    edit(folder / EVIDENCE, '"reentry_gap_days": 0', '"no_such": [["x"]]')
    text = verified(capsys, folder, 1)[0]
    assert 'no_such: damals [["x"]], heute nicht gesetzt' in text


# ---------------------------------------------------------------- wrong files
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "belege.json lässt sich nicht als Belegdatei lesen."),
        (b"\xff\xfe", "belege.json lässt sich nicht als Belegdatei lesen."),
        (b'{"x":' * 100_000, "belege.json lässt sich nicht als Belegdatei lesen."),
        (b"[]", "belege.json ist beschädigt oder keine Belegdatei"),
        (b"{}", "belege.json ist beschädigt oder keine Belegdatei"),
    ],
    ids=["empty", "bytes", "deep", "list", "object"],
)
def test_what_is_no_evidence_is_refused(
    tmp_path: Path, capsys: Capture, content: bytes, sentence: str
) -> None:
    (tmp_path / "belege.json").write_bytes(content)
    said = call(capsys, "verify", tmp_path / "belege.json")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)
    assert "Bitte nehmen Sie die Datei belege.json, die „durchstarten report“" in said.err


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (FILE, "/etc/passwd", "nennt eine Datei außerhalb des Projekts."),
        (FILE, "lieferungen/../../x", "nennt eine Datei außerhalb des Projekts."),
        ('"from": "2022-01-01"', '"from": "2024-01-01"', "der vor seinem Beginn endet."),
        ('"count": 2', '"count": "zwei"', "ist beschädigt oder keine Belegdatei (bei figures["),
    ],
)
def test_evidence_that_was_tampered_with_is_refused(
    folder: Path, capsys: Capture, old: str, new: str, sentence: str
) -> None:
    edit(folder / EVIDENCE, old, new)
    said = call(capsys, "verify", folder / EVIDENCE)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert "zwei" not in said.err


def test_a_delivery_with_a_strange_place_cannot_be_counted(folder: Path, capsys: Capture) -> None:
    edit(folder / EVIDENCE, FILE, "lieferungen/muster/gestern/T.csv")
    assert verified(capsys, folder, 1)[1]["unverifiable"]


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path, capsys: Capture) -> None:
    assert call(capsys, "verify", tmp_path) == Said(
        2, "", f"{tmp_path} ist ein Ordner.\nBitte nennen Sie die Datei belege.json darin.\n"
    )
    missing = tmp_path / "belege.json"
    assert call(capsys, "compare", missing, missing) == Said(
        2, "", f"Die Datei {missing} gibt es nicht.\nBitte prüfen Sie den Pfad.\n"
    )


# ---------------------------------------------------------------- compare
def compared(capsys: Capture, folder: Path, new: str) -> tuple[str, dict[str, Any]]:
    words = ("compare", folder / EVIDENCE, folder / new)
    said = call(capsys, *words)
    assert (said.code, said.err) == (0, "")
    return " ".join(said.out.split()), json.loads(call(capsys, *words, "--json").out)


def test_evidence_does_not_differ_from_itself(folder: Path, capsys: Capture) -> None:
    text, content = compared(capsys, folder, EVIDENCE)
    assert re.search(r"^Kein Unterschied: \d+ Zahlen sind gleich\.$", text)
    assert content["differences"] == []


def test_late_rows_and_another_definition_are_named_as_reasons(
    folder: Path, capsys: Capture
) -> None:
    more = table({}, {"Kennung": OTHER}, {"Kennung": "c3a1c7de5566f002"})
    deliver(folder, "T.csv", csv_bytes(more), day="2023-01-25")
    settings = folder / "durchstarten.toml"
    settings.write_text(TWO + "\n[definitions]\nreentry_gap_days = 14\n", encoding="utf-8")
    drafted(folder, "2023-03-01")
    capsys.readouterr()
    text, content = compared(capsys, folder, "ausgabe/2023-03-01_1/intern/belege.json")
    (persons,) = [one for one in content["differences"] if one["id"] == "m1.participants"]
    assert (persons["old"]["value"], persons["new"]["value"]) == (2, 3)
    assert persons["reasons"] == ["definition", "new_delivery", "settings"]
    assert content.keys() == shown("compare --json").keys()
    example = keys(shown("compare --json"))
    assert keys(content)["differences"] == example["differences"]
    assert "Mögliche Gründe: andere Definition, neue Lieferung und geänderte Einstellungen." in text
    assert "Nur in der neueren Datei: all.received[file=lieferungen/muster/2023-01-25/T.csv]" in (
        text
    )
    assert "Nur in der älteren Datei:" in text


def test_a_corrected_file_another_period_and_version_are_named_as_reasons(
    folder: Path, capsys: Capture
) -> None:
    (folder / FILE).write_bytes(csv_bytes(table({})))
    edit(folder / "durchstarten.toml", 'period = "2022"', 'period = "2022-01..2022-11"')
    edit(folder / "durchstarten.toml", "as_of = 2023-01-31", "as_of = 2023-01-30")
    drafted(folder, "2023-03-01")
    capsys.readouterr()
    new = "ausgabe/2023-03-01_1/intern/belege.json"
    edit(folder / new, '"version": "', '"version": "9.')
    text, content = compared(capsys, folder, new)
    (persons,) = [one for one in content["differences"] if one["id"] == "m1.participants"]
    expected = ["period", "corrected", "as_of", "settings", "program"]
    assert persons["reasons"] == expected
    assert (
        "anderer Zeitraum, geänderte Datei, anderer Datenstand, geänderte Einstellungen und "
        "andere Version des Programms" in text
    )


# ---------------------------------------------------------------- forget
RETENTION = '\n[retention]\nmonths = 12\nafter = "delivery"\n'
FORGET = ("forget", "--before", "2023-06-01", "--date", "2026-01-01", "--project")


@pytest.fixture
def old(folder: Path) -> Path:
    """The same project when retention is over, with a delivery that replaced the first."""
    with (folder / "durchstarten.toml").open("a", encoding="utf-8") as file:
        file.write(RETENTION)
    deliver(folder, "T.csv", csv_bytes(table({})), day="2023-05-01")
    return folder


def snapshot(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


def test_the_listing_comes_first_and_nothing_goes_without_a_word(
    old: Path, capsys: Capture
) -> None:
    before = snapshot(old)
    said = call(capsys, *FORGET, old)
    assert said.code == 1
    assert said.err == "Es wurde nichts gelöscht. Ohne Nachfrage löscht der Zusatz --yes.\n"
    lines = said.out.splitlines()
    assert lines[:4] == ["Lieferungen vor dem 01.06.2023", "", "Zu löschen:", f"  {FILE}"]
    assert re.search(rf"{EVIDENCE} \(\d+\)", said.out)
    assert "Bleiben, weil sie gelten (mit --in-force gehen auch sie):" in lines
    assert f"  {OF_SECOND}" in lines
    assert snapshot(old) == before


def test_files_and_rows_go_numbers_and_hashes_stay(old: Path, capsys: Capture) -> None:
    before, was = json.loads((old / EVIDENCE).read_bytes()), snapshot(old)
    said = call(capsys, *FORGET, old, "--yes")
    assert said.code == 0
    assert said.err == "Gelöschte Dateien: 1. Der Vermerk steht in intern/geloescht.json.\n"
    assert not (old / FILE).parent.exists()
    after = json.loads((old / EVIDENCE).read_bytes())
    assert after["inputs"] == before["inputs"]
    for then, now in zip(before["figures"], after["figures"], strict=True):
        assert (now["value"], now["base"]) == (then["value"], then["base"])
        for rows, left in zip(then["rows"], now["rows"], strict=True):
            gone = before["sources"][rows["source"]]["file"] == FILE
            assert left == ({k: rows[k] for k in ("source", "count")} if gone else rows)
    (record,) = json.loads((old / "intern/geloescht.json").read_bytes())
    assert (record["on"], record["before"], record["months"]) == ("2026-01-01", "2023-06-01", 12)
    (example,) = shown("intern/geloescht.json")
    assert keys(record) == keys(example)
    (file,) = record["files"]
    assert (file["file"], file["sha256"]) == (FILE, was[FILE])
    (stripped,) = record["evidence"]
    assert stripped["sha256_before"] == was[EVIDENCE]
    assert stripped["sha256_after"] == snapshot(old)[EVIDENCE]


def test_verify_says_what_was_forgotten_and_what_still_holds(old: Path, capsys: Capture) -> None:
    call(capsys, *FORGET, old, "--yes")
    text, content = verified(capsys, old, 1)
    assert f"{FILE}: am 01.01.2026 nach Ablauf der Aufbewahrung gelöscht" in text
    assert "geprüft sind alle übrigen Zahlen und Dateien." in text
    assert {"file": FILE, "state": "forgotten", "on": "2026-01-01"} in content["inputs"]
    assert content["differing"] == []


def test_what_is_in_force_goes_only_when_told_and_explain_says_so(
    old: Path, capsys: Capture
) -> None:
    call(capsys, *FORGET, old, "--yes", "--in-force")
    assert not list((old / "lieferungen").rglob("*.csv"))
    said = call(capsys, "explain", "m1.participants", "--project", old)
    told = " ".join(said.err.split())
    assert (
        "Die Lieferungen von „Musterträger“ wurden am 01.01.2026 nach Ablauf der Aufbewahrung "
        "gelöscht. Was gezählt war, steht in den Belegen unter ausgabe;" in told
    )
    assert "nicht gemeldet" in said.out


def test_workbooks_of_explain_go_as_well(old: Path, capsys: Capture) -> None:
    call(capsys, "explain", "m1.participants", "--xlsx", "--project", old)
    out = call(capsys, *FORGET, old, "--yes").out
    assert "Mit gelöscht werden die Mappen aus „explain“:\n  intern/m1.participants_1.xlsx" in out
    assert not list((old / "intern").glob("*.xlsx"))


def test_whoever_sits_there_is_asked(
    old: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal("ja\n"))
    said = call(capsys, *FORGET, old)
    assert (said.code, (old / FILE).exists()) == (1, True)
    assert "Zum Löschen tippen Sie bitte das Wort löschen: " in said.err
    monkeypatch.setattr("sys.stdin", Terminal("löschen\n"))
    assert call(capsys, *FORGET, old).code == 0
    assert not (old / FILE).exists()


def test_what_has_to_be_kept_stays(old: Path, capsys: Capture) -> None:
    words = ("forget", "--before", "2023-06-01", "--project", old, "--yes", "--date")
    said = call(capsys, *words, "2024-01-20")
    assert said.code == 0
    assert "Bleiben, weil ihre Aufbewahrungsfrist noch läuft:" in said.out
    assert f"  {FILE}, bis 20.01.2024" in said.out.splitlines()
    assert said.out.endswith("Zu löschen ist nichts.\n")
    assert f"  {FILE}" in call(capsys, *words, "2024-01-21").out.splitlines()


def test_retention_may_begin_with_the_end_of_the_programme(old: Path, capsys: Capture) -> None:
    edit(old / "durchstarten.toml", 'after = "delivery"', 'after = "programme"')
    edit(old / "durchstarten.toml", "last = 2022-12-31", "last = 2024-02-29")
    out = call(capsys, *FORGET[:3], "--date", "2025-02-28", "--project", old).out
    assert f"  {FILE}, bis 28.02.2025" in out.splitlines()


def test_without_a_retention_nothing_is_deleted(folder: Path, capsys: Capture) -> None:
    assert call(capsys, *FORGET, folder, "--yes") == Said(
        2,
        "",
        "Es ist keine Aufbewahrungsfrist eingestellt; es wurde nichts gelöscht.\n"
        "Bitte tragen Sie months unter [retention] in durchstarten.toml ein.\n",
    )


def test_damaged_evidence_stops_the_deletion(old: Path, capsys: Capture) -> None:
    (old / EVIDENCE).write_text("{}", encoding="utf-8")
    said = call(capsys, *FORGET, old, "--yes")
    assert said.code == 2
    assert f"{EVIDENCE} ist beschädigt" in said.err
    assert (old / FILE).exists()


def test_a_damaged_record_is_named(old: Path, capsys: Capture) -> None:
    (old / "intern").mkdir()
    (old / "intern/geloescht.json").write_text("{", encoding="utf-8")
    said = call(capsys, *FORGET, old, "--yes")
    assert said.code == 2
    assert said.err == (
        "Die Datei intern/geloescht.json ist beschädigt.\n"
        "Bitte stellen Sie die letzte Sicherung wieder her; sie weist nach, was gelöscht ist.\n"
    )
    assert (old / FILE).exists()


@pytest.mark.skipif(os.name == "nt", reason="a file in the way of a folder is a POSIX trick here")
def test_what_cannot_be_deleted_stays_whole(old: Path, capsys: Capture) -> None:
    (old / ".wird-geloescht").write_text("", encoding="utf-8")
    before = snapshot(old)
    said = call(capsys, *FORGET, old, "--yes")
    assert said.code == 2
    assert said.err.startswith("Die Dateien lassen sich nicht löschen; es ist alles, wie es war.\n")
    assert snapshot(old) == before
