"""What goes wrong: one German sentence, what to do, the exit code, and nothing half-written."""

import errno
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import docx
import pandas as pd
import pytest

from durchstarten_cli import data
from tests.build import (
    INQUIRY,
    SETTINGS,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    xlsx_bytes,
)

HELP = "„durchstarten --help“ zeigt alle Befehle, „durchstarten BEFEHL --help“ die Angaben dazu.\n"
REPAIR = "Bitte berichtigen Sie die genannten Schlüssel und speichern Sie die Datei.\n"
QUOTES = (
    "Häufige Gründe: ein fehlendes Anführungszeichen, oder ein Pfad mit \\ in doppelten statt in "
    "einfachen Anführungszeichen ('C:\\Ordner').\n"
)
DECIDED = '\n[disclosure]\nmode = "off"\ndecided_by = "Leitung"\nreason = "Muster"\n'
DATE = ("--date", "2023-02-03")


def wrong(*lines: str) -> Said:
    """Wrong usage or settings: nothing on stdout, these lines on stderr, exit code 2."""
    return Said(2, "", "".join(f"{line}\n" for line in lines))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one delivery in order."""
    folder = project(tmp_path / "projekt", SETTINGS + DECIDED)
    deliver(folder, "a.csv", csv_bytes(table({})))
    return folder


def contents(folder: Path) -> dict[str, bytes | None]:
    """Everything in a folder: files with their bytes, folders with nothing."""
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*")}
    return {name: p.read_bytes() if p.is_file() else None for name, p in found.items()}


def files(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(folder).items() if content is not None}


# ---------------------------------------------------------------- the call
CALLS: dict[str, tuple[str, ...]] = {
    "validate --foo": ("Die Option --foo gibt es hier nicht.", HELP),
    "counts --jso": ("Die Option --jso gibt es hier nicht.", HELP),
    "report --period": ("Zur Option --period fehlt ein Wert.", HELP),
    "report extra": ("Der Aufruf ist nicht verständlich.", HELP),
    "explain a b": ("Der Aufruf ist nicht verständlich.", HELP),
}


@pytest.mark.parametrize("words", CALLS)
def test_call_that_is_not_understood(words: str, capsys: Capture) -> None:
    assert call(capsys, *words.split()) == Said(2, "", "\n".join(CALLS[words]))


def test_bare_call_shows_the_commands(capsys: Capture) -> None:
    said = call(capsys)
    assert said.code == 2
    assert "validate  Lieferungen prüfen" in said.out + said.err


@pytest.mark.parametrize("command", ["prüfen", "validat", "report2", "foo bar"])
def test_unknown_command(command: str, capsys: Capture) -> None:
    said = call(capsys, command)
    assert (said.code, said.out) == (2, "")
    assert re.fullmatch(rf"Den Befehl „{command}“ gibt es nicht\.\n{HELP}", said.err)


@pytest.mark.parametrize("command", ["explain", "finalize", "init"])
def test_missing_argument(command: str, capsys: Capture) -> None:
    said = call(capsys, command)
    assert (said.code, said.out) == (2, "")
    assert re.fullmatch(rf"Es fehlt eine Angabe: [A-Z]+\.\n{HELP}", said.err)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (
            "report --format odt",
            "md, docx, html, all für diese drei, oder pdf; auch mehrmals; sonst die Einstellung",
        ),
        ("report --date heute", "Datum der Stellungnahme wie 2024-02-12; sonst heute"),
        (
            "validate --date 2024-13-01",
            "Datenstand wie 2024-02-12, wo Einstellung und Ordner keinen nennen; sonst heute",
        ),
    ],
)
def test_impossible_value_says_what_is_possible(words: str, meant: str, capsys: Capture) -> None:
    said = call(capsys, *words.split())
    option = words.split()[1]
    sentence = f"Die Angabe zu {option} ist nicht möglich ({meant}).\n"
    assert said == Said(2, "", sentence + HELP)


READABLE = "Bitte schreiben Sie ihn wie 2020-03..2023-06 (Tag, Monat oder Jahr auf jeder Seite)."


@pytest.mark.parametrize(
    "period",
    [
        "",
        "gestern",
        "2022-13",
        "2022-02-30",
        "2022...2023",
        "..2022",
        "2022..",
        "0000",
        "0001",
        "9999",
        "2022..9999",
        "01.01.2022",
    ],
)
@pytest.mark.parametrize("command", [["counts"], ["report"], ["explain", "m1.participants"]])
def test_unreadable_period(period: str, command: list[str], folder: Path, capsys: Capture) -> None:
    before = contents(folder)
    said = call(capsys, *command, "--project", folder, "--period", period)
    assert said == wrong(f"Der Zeitraum „{period}“ ist nicht lesbar.", READABLE)
    assert contents(folder) == before


@pytest.mark.parametrize("period", ["2023..2022", "2022-02..2022-01-31"])
def test_period_backwards(period: str, folder: Path, capsys: Capture) -> None:
    said = call(capsys, "counts", "--project", folder, "--period", period)
    assert said == wrong(
        f"Der Zeitraum „{period}“ endet, bevor er beginnt.",
        "Bitte vertauschen Sie die beiden Seiten.",
    )


def test_no_period(folder: Path, capsys: Capture) -> None:
    project(folder, SETTINGS.replace('period = "2022"\n', ""))
    assert call(capsys, "counts", "--project", folder) == wrong(
        "Es ist kein Zeitraum genannt.",
        "Bitte nennen Sie ihn mit --period, zum Beispiel --period 2020-03..2023-06.",
    )


def test_unknown_figures_and_breakdowns(folder: Path, capsys: Capture) -> None:
    ask = ("explain", "m9.participants", "--project", folder)
    assert call(capsys, *ask) == wrong(
        "Die Zahl „m9.participants“ gibt es nicht.",
        "Gemeint vielleicht: m1.participants, all.participants.",
    )
    assert call(capsys, "explain", "Anzahl", "--project", folder) == wrong(
        "Die Zahl „Anzahl“ gibt es nicht.", "„durchstarten counts“ zeigt alle."
    )
    assert call(capsys, "counts", "--by", "Farbe", "--project", folder) == wrong(
        "Nach „Farbe“ lässt sich nicht aufteilen.",
        "Möglich sind: sex, age_group, residence_status, provider, year, quarter, month.",
    )


@pytest.mark.parametrize("command", ["validate", "finalize"])
def test_file_that_does_not_exist(command: str, folder: Path, capsys: Capture) -> None:
    path = folder / "fehlt.docx"
    assert call(capsys, command, path, "--project", folder) == wrong(
        f"Die Datei {path} gibt es nicht.", "Bitte prüfen Sie den Pfad."
    )


# ---------------------------------------------------------------- the project
GO_THERE = (
    "Bitte wechseln Sie in den Projektordner, nennen Sie ihn mit --project oder legen Sie mit "
    "„durchstarten init ORDNER“ einen an."
)


@pytest.mark.parametrize("command", ["validate", "counts", "report"])
def test_outside_any_project(
    command: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call(capsys, command) == wrong(
        "Hier und in den Ordnern darüber liegt kein Projekt (es fehlt durchstarten.toml).",
        GO_THERE,
    )
    assert call(capsys, command, "--project", tmp_path) == wrong(
        f"In {tmp_path} liegt kein Projekt (es fehlt durchstarten.toml).", GO_THERE
    )


def test_project_is_found_from_a_folder_in_it(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "lieferungen")
    assert call(capsys, "validate").code == 0


# ---------------------------------------------------------------- the settings
ROOT = (
    "programme, office, report, letterhead, definitions, figures, modules, providers, texts, "
    "words, facts, disclosure, rules, retention"
)
MODULE = "number, name, carried_out, first, last, places, interruptions, definitions"
KINDS = (
    "training, entry_qualification, work, school, language, voluntary, other, training_company, "
    "training_school, training_unspecified, work_insured, work_marginal, work_unspecified"
)
WRONG_KEYS: dict[str, tuple[str, str, list[str]]] = {
    "unknown key": (
        "places = 2",
        "plaetze = 2",
        [f"modules.m1.plaetze: Diesen Schlüssel gibt es nicht (bekannt: {MODULE})."],
    ),
    "unknown section": (
        "[report]",
        "[bericht]",
        [f"bericht: Diesen Schlüssel gibt es nicht (bekannt: {ROOT})."],
    ),
    "missing key": (
        'name = "Musterträger"',
        "",
        ["providers.muster.name: Dieser Schlüssel fehlt."],
    ),
    "key of a list of sections": (
        "places = 2",
        "[[modules.m1.interruptions]]\nfirst = 2022-07-01",
        [
            "modules.m1.interruptions[1].last: Dieser Schlüssel fehlt.",
            "modules.m1.interruptions[1].reason: Dieser Schlüssel fehlt.",
        ],
    ),
    "no section": (
        "[programme]",
        "texts = 3\n[programme]",
        ["texts.: erwartet wird ein Abschnitt mit Schlüsseln."],
    ),
    "too small": (
        "places = 2",
        "places = 0",
        ["modules.m1.places: erwartet wird eine ganze Zahl ab 1."],
    ),
    "no truth": (
        "[programme]",
        '[programme]\ninvented = "ja"',
        ["programme.invented: erwartet wird true oder false."],
    ),
    "no list": (
        '["toleration", "permission"]',
        '"toleration"',
        ["programme.target_status: erwartet wird eine Liste in eckigen Klammern."],
    ),
    "no text in a list": (
        '["toleration", "permission"]',
        "[1]",
        ["programme.target_status: erwartet wird ein Text in Anführungszeichen."],
    ),
    "a word that is none of them": (
        'period = "2022"',
        'format = "odt"',
        [
            "report.format: dieses Wort ist hier nicht vorgesehen "
            "(möglich: md, docx, html, pdf, all)."
        ],
    ),
    "impossible": (
        "first = 2022-01-01",
        'first = "morgen"',
        ["modules.m1.first: erwartet wird ein Datum wie 2024-02-12 ohne Anführungszeichen."],
    ),
    "dates backwards": (
        "first = 2022-01-01",
        "first = 2023-01-01",
        ["modules.m1: first liegt nach last."],
    ),
    "module without dates": (
        "last = 2022-12-31",
        "",
        ["modules.m1: Ein durchgeführter Baustein braucht first und last."],
    ),
    "unknown module": (
        'modules = ["m1"]',
        'modules = ["m2"]',
        ["providers.muster.modules: Den Baustein „m2“ gibt es unter modules nicht."],
    ),
    "unknown status": (
        '"toleration"',
        '"duldung"',
        ["programme.target_status: „duldung“ ist kein bekannter Aufenthaltsstatus."],
    ),
    "unknown entry": (
        'modules = ["m1"]',
        'modules = ["m1"]\nvalues.kind.Werkstatt = "werk"',
        ["providers.muster.values.kind: „werk“ ist dort kein bekannter Wert."],
    ),
    "unknown kinds": (
        "[modules.m1]",
        '[definitions]\nprecedence = ["ruhm"]\npositive_kinds = ["geld"]\n[modules.m1]',
        [
            f"definitions.precedence: „ruhm“ ist kein bekannter Verbleib (bekannt: {KINDS}).",
            f"definitions.positive_kinds: „geld“ ist kein bekannter Verbleib (bekannt: {KINDS}).",
        ],
    ),
    "unknown kinds of a module": (
        "places = 2",
        'places = 2\ndefinitions.outcome_kinds = ["ruhm"]',
        [
            "modules.m1.definitions.outcome_kinds: „ruhm“ ist kein bekannter Verbleib "
            f"(bekannt: {KINDS})."
        ],
    ),
    "windows that contradict each other": (
        "places = 2",
        "places = 2\ndefinitions.direct_days = 200",
        ["modules.m1.definitions: indirect_days (182) ist kürzer als direct_days (200)."],
    ),
    "age groups of a module that overlap": (
        "places = 2",
        "places = 2\ndefinitions.age_bands = [[0, 18], [18, 27]]",
        [
            "modules.m1.definitions: age_bands: Die Altersgruppen stehen aufsteigend und "
            "überschneiden sich nicht."
        ],
    ),
    "what no module can have of its own": (
        "places = 2",
        "places = 2\ndefinitions.sustained_days = [7]",
        [
            "modules.m1.definitions.sustained_days: Diesen Schlüssel gibt es nicht (bekannt: "
            "reentry_gap_days, minimum_days, direct_days, indirect_days, follow_up, handover_days, "
            "outcome_kinds, precedence, positive_kinds, age_bands, age_on, share_base)."
        ],
    ),
    "durations that do not rise": (
        "[modules.m1]",
        "[definitions]\nduration_bands = [28, 0]\n[modules.m1]",
        ["definitions: duration_bands: Die Tage beginnen mit 0 und steigen."],
    ),
    "a day of the age that is none": (
        "[modules.m1]",
        '[definitions]\nage_on = "exit"\n[modules.m1]',
        ["definitions.age_on: dieses Wort ist hier nicht vorgesehen (möglich: entry, period)."],
    ),
    "days asked for twice": (
        "[modules.m1]",
        "[definitions]\nsustained_days = [28, 28]\n[modules.m1]",
        ["definitions: sustained_days: Jede Zahl steht nur einmal."],
    ),
    "ages backwards": (
        "target_age = [18, 27]",
        "target_age = [27, 18]",
        ["programme: target_age: Das niedrigere Alter steht zuerst."],
    ),
    "age groups that overlap": (
        "[modules.m1]",
        "[definitions]\nage_bands = [[0, 18], [18, 27]]\n[modules.m1]",
        [
            "definitions: age_bands: Die Altersgruppen stehen aufsteigend und überschneiden sich "
            "nicht."
        ],
    ),
    "interruption backwards": (
        "places = 2",
        "places = 2\n[[modules.m1.interruptions]]\nfirst = 2022-08-01\nlast = 2022-07-01\n"
        'reason = "Ferien"',
        ["modules.m1.interruptions[1]: first liegt nach last."],
    ),
    "a number twice": (
        "[modules.m1]",
        '[modules.m2]\nnumber = 1\nname = "Zweiter"\ncarried_out = false\n[modules.m1]',
        ["modules.m1.number: Die Nummer 1 hat schon modules.m2."],
    ),
    "numbers out of range": (
        "[modules.m1]",
        "[definitions]\ndirect_days = -1\nreentry_gap_days = 4000\nusual_range_share = 0\n"
        'regular_meetings_share = 1.5\nshare_base = "x"\nindirect_days = 1.5\n[modules.m1]',
        [
            "definitions.reentry_gap_days: erwartet wird eine ganze Zahl bis 3660.",
            "definitions.direct_days: erwartet wird eine ganze Zahl ab 0.",
            "definitions.indirect_days: erwartet wird eine ganze Zahl.",
            "definitions.usual_range_share: erwartet wird eine Zahl über 0.",
            "definitions.regular_meetings_share: erwartet wird eine Zahl bis 1.",
            "definitions.share_base: erwartet wird eine ganze Zahl.",
        ],
    ),
}


def with_settings(capsys: Capture, folder: Path, settings: str | bytes) -> Said:
    content = settings if isinstance(settings, bytes) else settings.encode()
    (folder / "durchstarten.toml").write_bytes(content)
    return call(capsys, "validate", "--project", folder)


@pytest.mark.parametrize("what", WRONG_KEYS)
def test_wrong_settings_name_the_key(what: str, folder: Path, capsys: Capture) -> None:
    old, new, lines = WRONG_KEYS[what]
    assert SETTINGS.count(old)
    assert with_settings(capsys, folder, SETTINGS.replace(old, new, 1)) == Said(
        2,
        "",
        "In durchstarten.toml stimmt etwas nicht:\n"
        + "".join(f"  {line}\n" for line in lines)
        + REPAIR,
    )


def test_every_wrong_key_is_named_at_once(folder: Path, capsys: Capture) -> None:
    settings = SETTINGS
    single = ("unknown key", "missing key", "no truth", "no list")
    for old, new, _ in map(WRONG_KEYS.__getitem__, single):
        settings = settings.replace(old, new, 1)
    said = with_settings(capsys, folder, settings)
    assert said.code == 2
    assert sorted(said.err.splitlines()[1:-1]) == sorted(
        f"  {line}" for what in single for line in WRONG_KEYS[what][2]
    )


def test_names_of_sections_are_short(folder: Path, capsys: Capture) -> None:
    said = with_settings(capsys, folder, SETTINGS.replace("[modules.m1]", "[modules.M-1]"))
    assert said.code == 2
    assert said.err.splitlines()[1] == (
        "  modules.M-1: erlaubt sind nur Kleinbuchstaben, Ziffern und _, höchstens 16 Zeichen."
    )


def test_own_heading_for_an_unknown_column(folder: Path, capsys: Capture) -> None:
    said = with_settings(capsys, folder, SETTINGS + "columns.Start = 'anfang'\n")
    assert said.code == 2
    begin = "  providers.muster.columns: Die Spalte „anfang“ gibt es nicht (bekannt: person, module"
    assert begin in said.err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("places = 2", "places = 2.5", "modules.m1.places: erwartet wird eine ganze Zahl."),
        (
            'period = "2022"',
            "period = 2022",
            "report.period: erwartet wird ein Text in Anführungszeichen.",
        ),
        (
            "as_of = 2023-01-31",
            "as_of = true",
            "report.as_of: erwartet wird ein Datum wie 2024-02-12 ohne Anführungszeichen.",
        ),
        (
            "[18, 27]",
            '"18-27"',
            "programme.target_age: erwartet wird eine Liste in eckigen Klammern.",
        ),
    ],
)
def test_optional_settings_of_a_wrong_type(
    old: str, new: str, told: str, folder: Path, capsys: Capture
) -> None:
    said = with_settings(capsys, folder, SETTINGS.replace(old, new))
    assert said.err.splitlines()[1] == f"  {told}"


def test_list_of_a_wrong_length(folder: Path, capsys: Capture) -> None:
    said = with_settings(capsys, folder, SETTINGS.replace("[18, 27]", "[18]"))
    assert said.err.splitlines()[1] == (
        "  programme.target_age: erwartet wird eine Liste in eckigen Klammern mit 2 Einträgen."
    )


def test_entries_of_a_column_without_entries(folder: Path, capsys: Capture) -> None:
    said = with_settings(capsys, folder, SETTINGS + "values.farbe.rot = 'x'\n")
    assert (
        "  providers.muster.values.farbe: Die Spalte „farbe“ gibt es nicht oder sie hat keine "
        "festen Werte (bekannt: sex, exit_class, " in said.err
    )


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('name = "Musterprogramm"', 'name = "Muster', "Zeile 2, Spalte 15"),
        ('name = "Musterprogramm"', 'name = "C:\\Users\\Muster"', "Zeile 2, Spalte 13"),
        ('name = "Musterprogramm"', "name = Muster", "Zeile 2, Spalte 8"),
        ('modules = ["m1"]\n', 'modules = ["m1"', "am Ende der Datei"),
    ],
)
def test_settings_that_are_no_toml(
    old: str, new: str, place: str, folder: Path, capsys: Capture
) -> None:
    said = with_settings(capsys, folder, SETTINGS.replace(old, new))
    assert said == Said(2, "", f"durchstarten.toml ist nicht lesbar ({place}).\n{QUOTES}")


def test_settings_in_other_encodings(folder: Path, capsys: Capture) -> None:
    said = with_settings(capsys, folder, SETTINGS.encode("cp1252"))
    assert said == wrong(
        "durchstarten.toml ist nicht als UTF-8 gespeichert.",
        "Bitte speichern Sie sie im Editor mit der Codierung UTF-8.",
    )
    assert with_settings(capsys, folder, SETTINGS.encode("utf-8-sig")).code == 0
    assert with_settings(capsys, folder, SETTINGS.replace("\n", "\r\n")).code == 0


# ---------------------------------------------------------------- inquiry, texts, templates
def report(capsys: Capture, folder: Path, *words: object) -> Said:
    return call(capsys, "report", "--project", folder, *DATE, *words)


def refuses(capsys: Capture, folder: Path, *lines: str) -> None:
    """`report` says this and leaves the folder as it is."""
    before = contents(folder)
    assert report(capsys, folder) == wrong(*lines)
    assert contents(folder) == before


def test_missing_inquiry(folder: Path, capsys: Capture) -> None:
    (folder / "anfrage.toml").unlink()
    refuses(
        capsys,
        folder,
        "Die Datei anfrage.toml fehlt.",
        "Bitte legen Sie sie an; „durchstarten init“ zeigt, wie sie aussieht.",
    )


def test_wrong_inquiry(folder: Path, capsys: Capture) -> None:
    text = INQUIRY.replace("date = 2023-02-01\n", "").replace('["participation"]', '"teilnahme"')
    (folder / "anfrage.toml").write_text(text, encoding="utf-8")
    refuses(
        capsys,
        folder,
        "In anfrage.toml stimmt etwas nicht:",
        "  date: Dieser Schlüssel fehlt.",
        "  questions[1].blocks: erwartet wird eine Liste in eckigen Klammern.",
        REPAIR.strip(),
    )


SAVE_AS = "Bitte öffnen Sie die Datei in Word und speichern Sie sie als „Word-Dokument (*.docx)“."
UNLOCK = "Bitte speichern Sie die Datei in Word ohne Kennwort als „Word-Dokument (*.docx)“."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        (
            "texte/t.md",
            "Résumé".encode("cp1252"),
            (
                "Der Text texte/t.md ist nicht als UTF-8 gespeichert.",
                "Bitte speichern Sie ihn im Editor mit der Codierung UTF-8 oder als Word-Dokument.",
            ),
        ),
        (
            "texte/t.docx",
            b"kein Word",
            (
                "Der Text texte/t.docx: Die Datei ist beschädigt oder keine Word-Datei (.docx).",
                SAVE_AS,
            ),
        ),
        (
            "texte/t.docx",
            OLE,
            (
                "Der Text texte/t.docx: Die Datei ist mit einem Kennwort geschützt oder im alten "
                "Format .doc.",
                UNLOCK,
            ),
        ),
    ],
)
def test_text_that_cannot_be_read(
    name: str, content: bytes, lines: tuple[str, ...], folder: Path, capsys: Capture
) -> None:
    project(folder, SETTINGS + DECIDED + f"\n[texts]\nresume = '{name}'\n", resume())
    (folder / "texte").mkdir()
    (folder / name).write_bytes(content)
    refuses(capsys, folder, *lines)


def resume() -> str:
    """An inquiry that asks for the résumé alone."""
    return INQUIRY.replace("participation", "resume")


@pytest.mark.parametrize("content", [None, b" \n"])
def test_missing_text_is_a_gap(content: bytes | None, folder: Path, capsys: Capture) -> None:
    said = with_text(capsys, folder, content)
    assert said.code == 1
    assert "Im Entwurf ist noch offen (zwei Stellen): Resümee der Verwaltung; " in said.err


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "Die Datei texte/t.md fehlt."), (b" \n", "Die Datei texte/t.md ist leer.")],
)
def test_gap_says_which_file_is_missing(
    content: bytes | None, told: str, folder: Path, capsys: Capture
) -> None:
    assert told in with_text(capsys, folder, content).err


def with_text(capsys: Capture, folder: Path, content: bytes | None) -> Said:
    """`report` of a project whose résumé is this file, or none."""
    project(folder, SETTINGS + DECIDED + "\n[texts]\nresume = 'texte/t.md'\n", resume())
    (folder / "texte").mkdir()
    if content:
        (folder / "texte/t.md").write_bytes(content)
    return report(capsys, folder)


COMPARE = "Bitte vergleichen Sie die Zeile mit der mitgelieferten Vorlage."
TEMPLATES = {
    "# Titel\n{% if %}": 2,
    "\n\n{{ nix }}": 3,
    "{{ inquiry.nix }}": 1,
    "{{ inquiry.group | gibtesnicht }}": 1,
    "{% for a in answers %}": 1,
    "{{ ''.__class__.__mro__ }}": 1,
}


def own_template(folder: Path, text: str, encoding: str = "utf-8") -> None:
    (folder / "vorlagen").mkdir(exist_ok=True)
    (folder / "vorlagen/stellungnahme.md.j2").write_bytes(text.encode(encoding))


@pytest.mark.parametrize("text", TEMPLATES)
def test_broken_template_is_named_with_its_line(text: str, folder: Path, capsys: Capture) -> None:
    own_template(folder, text)
    message = f"Die Vorlage stellungnahme.md.j2 ist in Zeile {TEMPLATES[text]} fehlerhaft."
    refuses(capsys, folder, message, COMPARE)


@pytest.mark.parametrize("text", ["{{ facts | zahl }}", "{{ 1 / 0 }}", "{{ inquiry.group + 1 }}"])
def test_template_that_fails_at_its_work(text: str, folder: Path, capsys: Capture) -> None:
    own_template(folder, text)
    refuses(capsys, folder, "Die Vorlage stellungnahme.md.j2 ist in Zeile 1 fehlerhaft.", COMPARE)


def test_template_in_another_encoding(folder: Path, capsys: Capture) -> None:
    own_template(folder, "Grüße", "cp1252")
    refuses(
        capsys,
        folder,
        "Eine Vorlage zu stellungnahme.md.j2 ist nicht als UTF-8 gespeichert.",
        "Bitte speichern Sie sie im Editor mit der Codierung UTF-8.",
    )


def test_missing_template(folder: Path, capsys: Capture) -> None:
    own_template(folder, "{% include 'anhang.md.j2' %}")
    refuses(
        capsys,
        folder,
        "Die Vorlage anhang.md.j2 fehlt.",
        "Bitte legen Sie sie im Ordner vorlagen an.",
    )


def own_letterhead(folder: Path, change: Callable[[Any], object] = lambda _: None) -> None:
    (folder / "vorlagen").mkdir(exist_ok=True)
    document = docx.Document()
    change(document)
    document.save(str(folder / "vorlagen/briefkopf.docx"))


def two_places(document: Any) -> None:
    document.add_paragraph("{{p stellungnahme }}")
    document.add_paragraph("{{p stellungnahme }}")


def place_in_a_table(document: Any) -> None:
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("{{p stellungnahme }}")


def unknown_field(document: Any) -> None:
    document.add_paragraph("{{ ort }}")
    document.add_paragraph("{{p stellungnahme }}")


PUT = "Bitte setzen Sie {{p stellungnahme }} allein in einen Absatz, dort, wo der Text beginnt."
LETTERHEADS: list[tuple[Callable[[Any], object], tuple[str, str]]] = [
    (lambda _: None, ("Im Briefkopf fehlt der Platzhalter {{p stellungnahme }}.", PUT)),
    (two_places, ("Der Briefkopf enthält {{p stellungnahme }} mehrmals.", PUT)),
    (
        lambda document: document.add_paragraph("Text: {{ stellungnahme }}"),
        (
            "Im Briefkopf ist der Platzhalter für „stellungnahme“ anders geschrieben als verlangt "
            "oder steht mit anderem Text in einem Absatz.",
            PUT + " Das p hinter den Klammern gehört dazu.",
        ),
    ),
    (
        place_in_a_table,
        (
            "Der Platzhalter {{p stellungnahme }} steht im Briefkopf in einer Tabelle, in einem "
            "Textfeld, in einem Inhaltssteuerelement oder an einem Abschnittswechsel.",
            "Bitte setzen Sie ihn allein in einen gewöhnlichen Absatz des Textes.",
        ),
    ),
    (
        unknown_field,
        (
            "Im Briefkopf steht „{{ ort }}“; ein solches Feld gibt es nicht.",
            "Bitte berichtigen oder löschen Sie es. Möglich sind: {{ betreff }}, {{ datum }}, "
            "{{ kommune }}, {{ stelle }}.",
        ),
    ),
]


@pytest.mark.parametrize(("change", "lines"), LETTERHEADS)
def test_letterhead_without_its_place(
    change: Callable[[Any], object], lines: tuple[str, str], folder: Path, capsys: Capture
) -> None:
    own_letterhead(folder, change)
    refuses(capsys, folder, *lines)


def word_file(change: Callable[[dict[str, bytes]], object] = lambda _: None) -> bytes:
    """A Word file; `change` does something to its parts."""
    plain, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(changed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return changed.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    return lambda parts: parts.update({part: parts[part].replace(old, new)})


TYPES, MAIN = "[Content_Types].xml", b"openxmlformats-officedocument.wordprocessingml.document.main"
NO_WORD_FILES = [
    (b"", "ist beschädigt oder keine Word-Datei (.docx).", SAVE_AS),
    (OLE, "ist mit einem Kennwort geschützt oder im alten Format .doc.", UNLOCK),
    (xlsx_bytes(table({})), "ist keine Word-Datei (.docx).", SAVE_AS),
    (word_file(lambda parts: parts.pop(TYPES)), "ist keine Word-Datei (.docx).", SAVE_AS),
    (
        word_file(replaced(TYPES, MAIN, MAIN.replace(b"document.main", b"template.main"))),
        "ist eine Word-Vorlage (.dotx), kein Word-Dokument (.docx).",
        SAVE_AS,
    ),
    (
        word_file(replaced(TYPES, MAIN, b"ms-word.document.macroEnabled.main")),
        "enthält Makros (.docm).",
        SAVE_AS,
    ),
    (word_file(replaced("word/document.xml", b"<w:body>", b"")), "ist beschädigt.", SAVE_AS),
    (
        word_file(lambda parts: parts.update({f"word/media/{n}": b"" for n in range(5_001)})),
        "ist ausgepackt zu groß.",
        "Bitte verkleinern Sie die Bilder darin.",
    ),
]


@pytest.mark.parametrize(
    ("content", "why", "remedy"), NO_WORD_FILES, ids=[why for _, why, _ in NO_WORD_FILES]
)
def test_letterhead_that_is_no_word_file(
    content: bytes, why: str, remedy: str, folder: Path, capsys: Capture
) -> None:
    (folder / "vorlagen").mkdir()
    (folder / "vorlagen/briefkopf.docx").write_bytes(content)
    refuses(capsys, folder, f"Die Datei des Briefkopfs {why}", remedy)


def test_letterhead_without_styles_is_filled_up_and_told(folder: Path, capsys: Capture) -> None:
    def plain(document: Any) -> None:
        document.add_paragraph("{{p stellungnahme }}")
        styles = document.styles.element
        for name in ("List Bullet", "Quote"):
            styles.remove(document.styles[name].element)

    own_letterhead(folder, plain)
    said = report(capsys, folder)
    assert said.code == 0
    assert re.search(
        "Im Briefkopf fehlen die Formatvorlagen „.+“; sie wurden in schlichter Form ergänzt\\. Wer "
        "sie selbst gestalten will, legt sie in der Briefkopf-Datei an\\.",
        " ".join(said.err.split()),
    )


def test_missing_letterhead(
    folder: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation from which the letterhead was taken away."""
    found = data.folder

    def without(name: str) -> Path:
        kept = tmp_path / "installation"
        kept.mkdir(exist_ok=True)
        for path in found(name).rglob("*.j2"):
            target = kept / path.relative_to(found(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        return kept

    monkeypatch.setattr(data, "folder", without)
    refuses(
        capsys,
        folder,
        "Der Briefkopf briefkopf.docx fehlt.",
        "Bitte legen Sie ihn in vorlagen an.",
    )


def test_errors_fit_the_terminal(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    project(folder, SETTINGS.replace('period = "2022"', "perriod = 2022"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert call(capsys, "validate", "--project", folder) == wrong(
        "In durchstarten.toml stimmt etwas nicht:",
        "  report.perriod: Diesen Schlüssel gibt es nicht (bekannt: period, format,",
        "  style, breakdowns, as_of, charts).",
        "Bitte berichtigen Sie die genannten Schlüssel und speichern Sie die Datei.",
    )


# ---------------------------------------------------------------- what was written
DRAFT = ["intern/belege.json", "intern/entscheidungen.json"] + [
    f"stellungnahme.{ending}" for ending in ("docx", "md")
]


def test_draft_is_written_whole_and_told(folder: Path, capsys: Capture) -> None:
    said = report(capsys, folder)
    draft = folder / "ausgabe/2023-02-03_1"
    assert said == Said(
        0,
        f"{draft / 'stellungnahme.docx'}\n",
        "Datenstand 31.01.2023. Gezählt wurde aus:\n"
        "  Musterträger vom 20.01.2023: 1 von 1 Zeile\n"
        f"Der Entwurf liegt in {draft}.\n",
    )
    assert sorted(files(draft)) == DRAFT
    assert (
        report(capsys, folder).out == f"{draft.with_name('2023-02-03_2') / 'stellungnahme.docx'}\n"
    )


def test_draft_without_any_delivery_says_so(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path / "projekt", SETTINGS + DECIDED)
    said = call(capsys, "report", "--project", folder, "--output", tmp_path / "aus", *DATE)
    assert said.code == 1
    assert said.err.splitlines()[0] == (
        "Es liegt keine Lieferung vor. Legen Sie Dateien in lieferungen/TRÄGER/DATUM/ ab."
    )
    assert (tmp_path / "aus/stellungnahme.docx").is_file()


@pytest.mark.parametrize(
    ("style", "sentence"),
    [
        (
            "standard",
            "Für die Zeit vom 01.01.2022 bis 31.12.2022 ist noch nichts gezählt: Es liegt keine "
            "Lieferung vor.",
        ),
        (
            "kurz",
            "Gezählt ist noch nichts: Es liegt keine Lieferung vor. Von den Texten steht hier nur "
            "der erste Satz.",
        ),
    ],
)
def test_draft_without_any_delivery_claims_no_source(
    style: str, sentence: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path / "projekt", SETTINGS + DECIDED)
    words = ("--style", style, "--format", "md", "--output", tmp_path / "aus", *DATE)
    call(capsys, "report", "--project", folder, *words)
    text = (tmp_path / "aus/stellungnahme.md").read_text(encoding="utf-8")
    assert sentence in text.replace("\u00a0", " ").splitlines()
    assert "aus den" not in text


def test_counts_name_a_rejected_delivery_beside_the_data(folder: Path, capsys: Capture) -> None:
    deliver(folder, "b.csv", b"x")
    said = call(capsys, "counts", "--project", folder, "--json")
    assert (said.code, said.err.replace("\n", " ")) == (
        1,
        "Die Lieferung lieferungen/muster/2023-01-20/b.csv ist zurückgewiesen; „durchstarten "
        "validate“ sagt, warum. ",
    )
    assert json.loads(said.out)["figures"]


def test_rejected_delivery_stands_in_the_way(folder: Path, capsys: Capture) -> None:
    path = deliver(folder, "b.csv", b"x")
    said = report(capsys, folder)
    assert said.code == 1
    assert (
        f"Die Lieferung {path.relative_to(folder).as_posix()} ist zurückgewiesen; „durchstarten "
        "validate“ sagt, warum." in " ".join(said.err.split())
    )
    assert sorted(files(folder / "ausgabe/2023-02-03_1")) == DRAFT


def test_nothing_is_overwritten_without_force(folder: Path, capsys: Capture) -> None:
    out = folder / "entwurf"
    assert report(capsys, folder, "--output", out).code == 0
    deliver(folder, "b.csv", csv_bytes(table({"Kennung": "TN-2"})))
    before = contents(folder)
    said = report(capsys, folder, "--output", out)
    assert said == wrong(
        f"{out / 'intern/belege.json'} gibt es schon; es wurde nichts geschrieben.",
        "Bitte wählen Sie einen anderen Ordner oder überschreiben Sie mit --force.",
    )
    assert contents(folder) == before
    assert report(capsys, folder, "--output", out, "--force").code == 0
    assert contents(folder) != before


def test_init_does_not_write_over_a_project(folder: Path, capsys: Capture) -> None:
    before = contents(folder)
    said = call(capsys, "init", folder)
    assert said == wrong(
        f"{folder / 'anfrage.toml'} gibt es schon; es wurde nichts geschrieben.",
        "Bitte wählen Sie einen anderen Ordner oder überschreiben Sie mit --force.",
    )
    assert contents(folder) == before


@pytest.mark.parametrize(
    "owner", ["~$ellungnahme.docx", "~$stellungnahme.docx", ".~lock.stellungnahme.docx#"]
)
def test_document_that_is_open(owner: str, folder: Path, capsys: Capture) -> None:
    out = folder / "entwurf"
    report(capsys, folder, "--output", out)
    (out / owner).write_bytes(b"")
    before = contents(folder)
    assert report(capsys, folder, "--output", out, "--force") == wrong(
        "stellungnahme.docx ist gerade in Word oder Excel geöffnet.",
        "Bitte schließen Sie das Dokument und rufen Sie den Befehl noch einmal auf.",
    )
    assert contents(folder) == before


def raising(error: BaseException, *, from_call: int = 1) -> Callable[..., Any]:
    """A function in place of os.replace that works until the call `from_call`."""
    replace, calls = os.replace, iter(range(1, 100))

    def moved(source: str, target: str) -> None:
        if next(calls) >= from_call:
            raise error
        replace(source, target)

    return moved


FULL = wrong(
    "Auf dem Datenträger ist kein Platz mehr; es wurde nichts geschrieben.",
    "Bitte schaffen Sie Platz oder wählen Sie einen anderen Ordner.",
)


def no_space(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device", "stellungnahme.docx")


@pytest.mark.parametrize("module", [(os, "replace"), (tempfile, "mkstemp"), (os, "fdopen")])
def test_full_disk(
    module: tuple[object, str], folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    monkeypatch.setattr(*module, no_space)
    said = report(capsys, folder)
    monkeypatch.undo()
    assert (said, contents(folder)) == (FULL, before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of file sizes")
def test_disk_full_of_temporary_files(folder: Path) -> None:
    """openpyxl first writes sheets to the disk for temporary files, which may be another one."""
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100));"
        "from durchstarten_cli.cli.shell import main; main()"
    )
    before = contents(folder)
    words = ("validate", "--project", str(folder), "--feedback", str(folder / "aus"))
    done = subprocess.run(
        [sys.executable, "-c", limited, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (FULL.code, FULL.err)
    assert contents(folder) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_behind_a_redirected_output(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "durchstarten_cli", "counts", "--project", str(folder)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    told = "Auf dem Datenträger ist kein Platz mehr.\nBitte schaffen Sie Platz.\n"
    assert (done.returncode, done.stderr.decode()) == (2, told)


def test_missing_permission(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(folder)
    target = str(folder / "ausgabe/2023-02-03_1/stellungnahme.docx")
    error = PermissionError(errno.EACCES, "Permission denied", "x", None, target)
    monkeypatch.setattr(os, "replace", raising(error))
    said = report(capsys, folder)
    monkeypatch.undo()
    assert said == wrong(
        "stellungnahme.docx lässt sich nicht schreiben.",
        "Ist die Datei in Word oder Excel geöffnet, schließen Sie sie bitte; sonst fehlt das "
        "Recht.",
    )
    assert contents(folder) == before


@pytest.mark.parametrize("number", [2, 3])
def test_all_files_are_replaced_or_none(
    number: int, folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "entwurf"
    report(capsys, folder, "--output", out)
    deliver(folder, "b.csv", csv_bytes(table({"Kennung": "TN-2"})))
    before = contents(folder)
    error = PermissionError(errno.EACCES, "Permission denied", "x", None, "stellungnahme.docx")
    monkeypatch.setattr(os, "replace", raising(error, from_call=number))
    assert report(capsys, folder, "--output", out, "--force").code == 2
    monkeypatch.undo()
    assert contents(folder) == before


def test_all_stays_where_another_program_holds_a_file(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does: neither replaced nor written to, and no owner file beside it."""
    out = folder / "entwurf"
    report(capsys, folder, "--output", out)
    before = contents(folder)
    held = out / "stellungnahme.docx"
    replace, write = os.replace, Path.write_bytes

    def replaced(source: str, target: str) -> None:
        if Path(target) == held:
            raise PermissionError(errno.EACCES, "Permission denied", source, None, target)
        replace(source, target)

    def written(path: Path, content: bytes) -> int:
        if path == held:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return write(path, content)

    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(Path, "write_bytes", written)
    said = report(capsys, folder, "--output", out, "--force", "--period", "2022-01")
    monkeypatch.undo()
    assert said == wrong(
        "stellungnahme.docx lässt sich nicht schreiben.",
        "Ist die Datei in Word oder Excel geöffnet, schließen Sie sie bitte; sonst fehlt das "
        "Recht.",
    )
    assert contents(folder) == before


def test_folder_that_may_not_be_written_to(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, prefix: str, **__: object) -> NoReturn:
        path = folder / f"ausgabe/{prefix}x1y2"
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    assert report(capsys, folder) == wrong(
        "Das Ergebnis lässt sich nicht schreiben.",
        "Ist die Datei in Word oder Excel geöffnet, schließen Sie sie bitte; sonst fehlt das "
        "Recht.",
    )


@pytest.mark.parametrize("place", ["datei", "datei/ordner"])
def test_output_folder_that_cannot_be(place: str, folder: Path, capsys: Capture) -> None:
    (folder / "datei").write_text("x")
    before = contents(folder)
    assert report(capsys, folder, "--output", folder / place) == wrong(
        "Das Ergebnis lässt sich nicht schreiben: der Ordner ist nicht erreichbar.",
        "Bitte prüfen Sie den Pfad oder wählen Sie einen anderen Ordner.",
    )
    assert contents(folder) == before


# ---------------------------------------------------------------- the final version
def test_finalize_needs_a_word_file_of_this_project(folder: Path, capsys: Capture) -> None:
    path = folder / "brief.docx"
    path.write_bytes(b"kein Word")
    assert call(capsys, "finalize", path) == wrong(
        "Die Datei ist beschädigt oder keine Word-Datei (.docx).", SAVE_AS
    )
    docx.Document().save(str(path))
    assert call(capsys, "finalize", path) == wrong(
        "Zu diesem Dokument gibt es in diesem Projekt keinen Entwurf mit Belegen.",
        "Bitte nehmen Sie die Word-Datei, die „durchstarten report“ in den Ordner ausgabe "
        "geschrieben hat, oder erzeugen Sie einen neuen Entwurf.",
    )


def test_finalize_refuses_while_something_is_open(folder: Path, capsys: Capture) -> None:
    project(folder, SETTINGS)
    report(capsys, folder)
    deliver(folder, "a.csv", csv_bytes(table({}, {"Kennung": "4fbf1f3eea7bc8dc"})))
    before = contents(folder)
    said = call(capsys, "finalize", folder / "ausgabe/2023-02-03_1/stellungnahme.docx")
    told = " ".join(said.err.split())
    assert (said.code, said.out, contents(folder)) == (1, "", before)
    assert re.match(r"Noch keine Endfassung\. Zu klären: \S+ Punkte\. - ", told)
    assert (
        "- Teilnehmende (jede Person einmal gezählt) (m1.participants): im Entwurf 1, heute "
        "2. Bitte erzeugen Sie einen neuen Entwurf." in told
    )


def test_finalize_refuses_a_rejected_delivery(folder: Path, capsys: Capture) -> None:
    report(capsys, folder)
    deliver(folder, "b.csv", b"x")
    said = call(capsys, "finalize", folder / "ausgabe/2023-02-03_1/stellungnahme.docx")
    assert said.code == 1
    assert (
        "- Die Lieferung lieferungen/muster/2023-01-20/b.csv ist zurückgewiesen. Bitte klären Sie "
        "sie mit dem Träger und erzeugen Sie einen neuen Entwurf." in " ".join(said.err.split())
    )


def test_finalize_tells_the_file_and_the_record(folder: Path, capsys: Capture) -> None:
    report(capsys, folder)
    draft = folder / "ausgabe/2023-02-03_1"
    said = call(capsys, "finalize", draft / "stellungnahme.docx", "--by", "M. Muster")
    assert said == Said(
        0,
        f"{draft / 'stellungnahme_endfassung.docx'}\n",
        "Endfassung geschrieben; freigegeben von M. Muster.\nNachweis: "
        f"{draft / 'intern/freigabe.json'}\n",
    )


def test_finalize_of_a_document_that_is_open_in_word(folder: Path, capsys: Capture) -> None:
    report(capsys, folder)
    draft = folder / "ausgabe/2023-02-03_1"
    (draft / "~$ellungnahme.docx").write_bytes(b"")
    before = contents(folder)
    assert call(capsys, "finalize", draft / "stellungnahme.docx") == wrong(
        "stellungnahme.docx ist gerade in Word oder Excel geöffnet.",
        "Bitte schließen Sie das Dokument und rufen Sie den Befehl noch einmal auf.",
    )
    assert contents(folder) == before


def test_full_disk_leaves_no_final_version(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(capsys, folder)
    before = contents(folder)
    monkeypatch.setattr(os, "replace", no_space)
    said = call(capsys, "finalize", folder / "ausgabe/2023-02-03_1/stellungnahme.docx")
    monkeypatch.undo()
    assert (said, contents(folder)) == (FULL, before)


# ---------------------------------------------------------------- faults
SECRET = "Erika Geheim, geboren am 07.07.2003"


def reading_raises(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(pd, "read_csv", fail)


@pytest.mark.parametrize("command", ["validate", "counts", "report"])
def test_ctrl_c(
    command: str, folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    reading_raises(monkeypatch, KeyboardInterrupt())
    said = call(capsys, command, "--project", folder)
    told = "Abgebrochen.\nHalbfertige Ergebnisse wurden nicht geschrieben.\n"
    assert said == Said(130, "", told)
    assert contents(folder) == before


def test_ctrl_c_while_the_program_starts() -> None:
    stopped = (
        "import sys\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from durchstarten_cli.cli.shell import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", stopped, "--help"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    told = "Abgebrochen.\nHalbfertige Ergebnisse wurden nicht geschrieben.\n"
    assert (done.returncode, done.stderr.decode()) == (130, told)


def test_ctrl_c_while_writing(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    monkeypatch.setattr(os, "replace", raising(KeyboardInterrupt()))
    assert report(capsys, folder).code == 130
    monkeypatch.undo()
    assert contents(folder) == before


def test_ctrl_c_leaves_no_file_of_the_program(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    before = contents(folder)
    monkeypatch.setattr(os, "chmod", interrupted)
    assert report(capsys, folder).code == 130
    monkeypatch.undo()
    assert contents(folder) == before


def test_too_little_memory(folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    reading_raises(monkeypatch, MemoryError())
    assert call(capsys, "validate", "--project", folder) == wrong(
        "Der Arbeitsspeicher reicht nicht.", "Bitte prüfen Sie weniger Dateien auf einmal."
    )


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (PermissionError(errno.EACCES, "Permission denied", "x/durchstarten.toml"),
         "durchstarten.toml"),
        (OSError(), "Eine Datei"),
    ],
)  # fmt: skip
def test_settings_that_may_not_be_read(
    error: OSError, what: str, folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Path) -> NoReturn:
        raise error

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert call(capsys, "validate", "--project", folder) == wrong(
        f"{what} lässt sich nicht lesen oder schreiben.", "Bitte prüfen Sie Pfad und Rechte."
    )


@pytest.mark.parametrize("command", ["validate", "counts", "report"])
def test_fault_of_the_program_tells_a_number_and_no_data(
    command: str, folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = contents(folder)
    reading_raises(monkeypatch, ValueError(SECRET))
    said = call(capsys, command)
    assert (said.code, said.out) == (3, "")
    assert re.fullmatch(
        r"Das ist ein Fehler des Programms \(Kennzeichen [0-9a-f]{8}\)\.\n"
        r"Bitte melden Sie ihn\. Mit --debug entsteht eine Datei mit Einzelheiten; sie kann "
        r"Angaben aus den Lieferungen enthalten und bleibt im Haus\.\n",
        said.err,
    )
    assert contents(folder) == before


@pytest.mark.parametrize("words", [["--debug", "validate"], ["validate", "--debug"]])
def test_details_of_a_fault_go_into_a_file_on_demand(
    words: list[str], folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    reading_raises(monkeypatch, ValueError(SECRET))
    said = call(capsys, *words)
    assert said.code == 3
    assert "Geheim" not in said.out + said.err
    found = re.search(r"\nEinzelheiten: (durchstarten-fehler-[0-9a-f]{8}\.txt)\n$", said.err)
    assert found
    assert SECRET in (folder / found[1]).read_text(encoding="utf-8")


def test_details_that_cannot_be_written(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(path: Path, *_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_text", locked)
    reading_raises(monkeypatch, ValueError(SECRET))
    said = call(capsys, "--debug", "validate", "--project", folder)
    assert (said.code, said.out) == (3, "")
    assert re.search(
        r"\nDie Einzelheiten lassen sich nicht schreiben: durchstarten-fehler-[0-9a-f]{8}\.txt\n$",
        said.err,
    )
