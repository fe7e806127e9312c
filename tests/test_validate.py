"""What `validate` says to people, which files it looks at, and what it never says."""

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build import (
    DAY,
    GOOD,
    SAMPLES,
    SECOND_PROVIDER,
    SETTINGS,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    validated_file,
)

FINE = csv_bytes(table({}))
NO_TABLE = b"Die Liste folgt."
NOTHING = "Es liegt keine Lieferung vor. Legen Sie Dateien in lieferungen/TRÄGER/DATUM/ ab.\n"

# ---------------------------------------------------------------- what people read
HEAD = """\
DEKRA Akademie vom 09.02.2024: lieferungen/dekra/2024-02-09/DEKRA_Coaching.csv
  Angenommen. Sie müssen nichts tun.
  Gezählt: 19 von 19 Zeilen. Gelesen als: Windows-1252, Trennzeichen Semikolon.
  Prüfsumme: 7c843653f3d0f819

KI vom 15.02.2024: lieferungen/ki/2024-02-15/Sitzungen.xlsx
  Angenommen. Sie müssen nichts tun.
  Gezählt: 45 von 45 Zeilen. Gelesen als: Excel.
  Prüfsumme: 01eb40c07ff9bffa

KJA vom 12.02.2024: lieferungen/kja/2024-02-12/KJA_Teilhabemanagement.xlsx
  Angenommen mit Hinweisen. Bitte prüfen Sie acht Zeilen bis zur nächsten
  Lieferung.
  Nicht gezählt: 1 von 152 Zeilen. Gelesen als: Excel.
  Prüfsumme: 5d314815edb9d789
"""
BY_RULE = """\
  - Hinweis, eine Stelle: Die Spalte „Person Sprachniveau“ ist unbekannt und
    wurde nicht gelesen. Wird sie gebraucht, verwenden Sie bitte die Überschrift
    aus der Spaltenliste; sonst ist nichts zu tun. (S01)
  - Hinweis, eine Person: In der Spalte „Teilnahme Eintritt“ steht nur ein
    Monat; gezählt wird der 01.01.2021. Bitte nennen Sie den Tag, wenn er
    bekannt ist. (D02)
  - Zeile nicht gezählt, eine Person: Die Zeile steht in diesem Blatt schon
    einmal, mit denselben Angaben. Bitte löschen Sie eine der beiden Zeilen.
    (A05)
  - Hinweis, eine Person: Der Verbleib hat kein Datum; er zählt am Tag des
    Austritts (29.10.2021). Bitte ergänzen Sie den Tag der Aufnahme, wenn er
    bekannt ist. (V03)
  - Hinweis, eine Person: Zu derselben Teilnahme stand vorher etwas anderes in
    der Spalte „Teilnahme Grund“; es gilt die spätere Angabe. Bitte prüfen Sie,
    welche Angabe stimmt. (A06)
  - Hinweis, eine Person: Das Alter beim Eintritt liegt außerhalb der Zielgruppe
    (18 bis 27 Jahre). Ist die Ausnahme zulässig, ist nichts zu tun; sonst
    prüfen Sie bitte die Angabe. (P03)
  - Hinweis, zwei Personen in drei Zeilen: Der Aufenthaltsstatus gehört nicht
    zur Zielgruppe (Duldung oder Aufenthaltsgestattung). Ist die Ausnahme
    zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe. (P04)
"""
EVERY = """\
  - Blatt 2022, Zelle G6: Die Spalte „Person Sprachniveau“ ist unbekannt und
    wurde nicht gelesen. Wird sie gebraucht, verwenden Sie bitte die Überschrift
    aus der Spaltenliste; sonst ist nichts zu tun. (Hinweis, S01)
  - e7b7e8e867334184, Blatt 2021, Zelle G42: In der Spalte „Teilnahme Eintritt“
    steht nur ein Monat; gezählt wird der 01.01.2021. Bitte nennen Sie den Tag,
    wenn er bekannt ist. (Hinweis, D02)
  - 42942d85dc524955, Blatt 2021, Zelle B46: Die Zeile steht in diesem Blatt
    schon einmal, mit denselben Angaben. Bitte löschen Sie eine der beiden
    Zeilen. (Zeile nicht gezählt, A05)
  - 87222b8f0d6a21ac, Blatt 2021, Zelle K51: Der Verbleib hat kein Datum; er
    zählt am Tag des Austritts (29.10.2021). Bitte ergänzen Sie den Tag der
    Aufnahme, wenn er bekannt ist. (Hinweis, V03)
  - cfde7b1cc27cf867, Blatt 2021, Zelle I17: Zu derselben Teilnahme stand vorher
    etwas anderes in der Spalte „Teilnahme Grund“; es gilt die spätere Angabe.
    Bitte prüfen Sie, welche Angabe stimmt. (Hinweis, A06)
  - c838cf9b2fe7d2f0, Blatt 2021, Zelle D53: Das Alter beim Eintritt liegt
    außerhalb der Zielgruppe (18 bis 27 Jahre). Ist die Ausnahme zulässig, ist
    nichts zu tun; sonst prüfen Sie bitte die Angabe. (Hinweis, P03)
  - bab87c3c4e0a8900, Blatt 2021, Zelle E73: Der Aufenthaltsstatus gehört nicht
    zur Zielgruppe (Duldung oder Aufenthaltsgestattung). Ist die Ausnahme
    zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe. (Hinweis,
    P04)
  - bab87c3c4e0a8900, Blatt 2022, Zelle E31: Der Aufenthaltsstatus gehört nicht
    zur Zielgruppe (Duldung oder Aufenthaltsgestattung). Ist die Ausnahme
    zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe. (Hinweis,
    P04)
  - 5550f3e40fb594f3, Blatt 2022, Zelle E41: Der Aufenthaltsstatus gehört nicht
    zur Zielgruppe (Duldung oder Aufenthaltsgestattung). Ist die Ausnahme
    zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe. (Hinweis,
    P04)
"""


def test_sample_is_told_in_whole_sentences(capsys: Capture) -> None:
    said = call(capsys, "validate", "--project", SAMPLES / "leverkusen")
    assert (said.code, said.out, said.err) == (0, HEAD + BY_RULE, "")
    assert max(map(len, said.out.splitlines())) <= 80


def test_all_tells_every_finding_with_its_place(capsys: Capture) -> None:
    said = call(capsys, "validate", "--all", "--project", SAMPLES / "leverkusen")
    assert (said.code, said.out, said.err) == (0, HEAD + EVERY, "")
    assert max(map(len, said.out.splitlines())) <= 80


def test_screen_and_json_tell_the_same_findings(capsys: Capture) -> None:
    checked = validated(capsys, SAMPLES / "leverkusen")
    lines = " ".join(EVERY.split())
    assert len(checked.findings) == EVERY.count("  - ")
    assert all(f"{f['message']} {f['remedy']}" in lines for f in checked.findings)


def told(capsys: Capture, folder: Path, content: bytes, *words: str) -> Said:
    deliver(project(folder), "a.csv", content)
    return call(capsys, "validate", "--project", folder, *words)


def test_accepted_delivery_needs_nothing(tmp_path: Path, capsys: Capture) -> None:
    said = told(capsys, tmp_path, csv_bytes(table({}, {"Kennung": "4fbf1f3eea7bc8dc"})))
    assert said == Said(
        0,
        "Musterträger vom 20.01.2023: lieferungen/muster/2023-01-20/a.csv\n"
        "  Angenommen. Sie müssen nichts tun.\n"
        "  Gezählt: 2 von 2 Zeilen. Gelesen als: UTF-8, Trennzeichen Semikolon.\n"
        "  Prüfsumme: 51d318d50253d392\n",
        "",
    )


@pytest.mark.parametrize(
    ("rows", "words"), [(1, "eine Zeile"), (2, "zwei Zeilen"), (12, "zwölf Zeilen"), (13, "13 Zei")]
)
def test_notes_say_how_many_rows_to_look_at(
    rows: int, words: str, tmp_path: Path, capsys: Capture
) -> None:
    changes = [
        {"Kennung": f"{n:016}", "Aufenthaltsstatus": "EU", "Eintritt": f"{n + 1:02}.03.2022",
         "Austritt": f"{n + 1:02}.03.2022"}
        for n in range(rows)
    ]  # fmt: skip
    said = told(capsys, tmp_path, csv_bytes(table(*changes)))
    assert said.code == 0
    assert f"Angenommen mit Hinweisen. Bitte prüfen Sie {words}" in " ".join(said.out.split())
    assert said.out.count("(P04)") == 1


def test_two_findings_in_one_row_are_one_row_to_look_at(tmp_path: Path, capsys: Capture) -> None:
    row = {"Aufenthaltsstatus": "EU", "Geburtsjahr": "1980"}
    said = told(capsys, tmp_path, csv_bytes(table(row)))
    assert "Bitte prüfen Sie eine Zeile bis zur nächsten\n" in said.out


def test_rejected_delivery_says_all_reasons_and_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Name", "Geschlecht", "Geburtsjahr", "Austritt"], ["x", "w", "2000", "1.2.2022"]]
    said = told(capsys, tmp_path, csv_bytes(rows))
    assert said.code == 1
    assert said.out == (
        "Musterträger vom 20.01.2023: lieferungen/muster/2023-01-20/a.csv\n"
        "  Bitte korrigieren und erneut senden: Die Spalte „Eintritt“ fehlt. Die Spalte\n"
        "  „Kennung der Person“ fehlt. Die Spalte „Name“ enthält Namen. Namen werden\n"
        "  nicht gebraucht und nicht angenommen.\n"
        "  Nicht gezählt: 1 von 1 Zeile. Gelesen als: UTF-8, Trennzeichen Semikolon.\n"
        "  Prüfsumme: fa3b34635c608f19\n"
        "  - Lieferung zurückgewiesen, zwei Stellen: Pflichtspalte fehlt. Bitte ergänzen\n"
        "    Sie die Spalte und senden Sie die Datei erneut. (F03)\n"
        "  - Lieferung zurückgewiesen, eine Stelle: Die Spalte „Name“ enthält Namen.\n"
        "    Namen werden nicht gebraucht und nicht angenommen. Bitte löschen Sie die\n"
        "    Spalte, behalten Sie nur die Kennung und senden Sie die Datei erneut. (F04)\n"
    )


def test_rule_that_hits_differently_is_summed_up_in_one_line(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = table({"Austritt": "01.01.2022"}, {"Kennung": "TN-2", "Austritt": "02.01.2022"})
    said = told(capsys, tmp_path, csv_bytes(rows))
    assert "  Nicht gezählt: 2 von 2 Zeilen. " in said.out
    assert said.out.endswith(
        "  - Zeile nicht gezählt, zwei Personen: Austritt vor Eintritt. Bitte berichtigen\n"
        "    Sie eines der beiden Daten. (A01)\n"
    )


# Two values of one column that break one rule in two different sentences.
TITLES = {
    "D01": ("Wert nicht lesbar", {"Zusage am": "x", "Aufnahme am": "x"}, {}),
    "D02": ("Nur ein Monat", {"Zusage am": "05/2022"}, {"Zusage am": "06/2022"}),
    "D03": ("Eintritt nach dem Datenstand", {"Eintritt": "1.2.23"}, {"Eintritt": "2.2.23"}),
    "W01": ("Unbekannter Eintrag", {"Geschlecht": "x", "Austrittsgrund": "x"}, {}),
    "A03": ("Außerhalb der Laufzeit", {"Eintritt": "1.1.21"}, {"Eintritt": "2.1.21"}),
    "V01": ("Aufnahme vor Eintritt", {"Aufnahme am": "1.1.22"}, {"Aufnahme am": "2.1.22"}),
    "V03": ("Verbleib ohne Datum", {"Austritt": "1.2.22"}, {"Austritt": "2.2.22"}),
    "U01": ("Übergabe vor Eintritt", {"Übergabe am": "1.1.22"}, {"Übergabe am": "2.1.22"}),
    "U02": ("Übergabe ohne Empfänger", {"Übergabe am": "1.2.22"}, {"Übergabe am": "2.2.22"}),
    "S01": ("Unbekannte Spalte", {"Hobby": "x", "Sprache": "x"}, {}),
    "F04": ("Spalte mit Namen", {"Name": "x", "Vorname": "x"}, {}),
}

COUNTED_VALUES = ("D01", "D02", "W01")


@pytest.mark.parametrize("code", TITLES)
def test_different_sentences_of_a_rule_are_summed_up_by_its_title(
    code: str, tmp_path: Path, capsys: Capture
) -> None:
    title, *changes = TITLES[code]
    kind = {"Verbleib": "Schule"} if code in ("D01", "D02", "V01", "V03") else {}
    rows = [{"Kennung": f"TN-{n}", **kind, **change} for n, change in enumerate(changes)]
    said = told(capsys, tmp_path, csv_bytes(table(*rows)))
    ending = ": " if code in COUNTED_VALUES else ". "  # values are counted by column
    assert f": {title}{ending}" in " ".join(said.out.split())
    assert said.out.count(f"({code})") == 1


def test_value_that_is_not_counted_and_file_without_rows(tmp_path: Path, capsys: Capture) -> None:
    said = told(capsys, tmp_path, csv_bytes(table({"Geschlecht": "7"})))
    assert "  - Wert nicht gezählt, eine Person: Der Eintrag in der Spalte „Geschlecht“" in said.out
    said = told(capsys, tmp_path, csv_bytes([[*GOOD]]))
    assert "  Die Datei enthält keine Zeile mit Angaben. Gelesen als: UTF-8," in said.out


def test_all_names_the_row_where_there_is_no_cell(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Kennung", "Eintritt"], ["TN-1", "10.01.2022"]]
    said = told(capsys, tmp_path, csv_bytes(rows), "--all")
    assert "  - TN-1, Zeile 2: Die Teilnahme ist noch offen, obwohl der Baustein" in said.out


# ---------------------------------------------------------------- which files count
def files(capsys: Capture, folder: Path, *words: object) -> list[str]:
    return [d["file"] for d in validated(capsys, folder, *words).deliveries]


def test_rejected_delivery_does_not_stop_others(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, SETTINGS + SECOND_PROVIDER)
    deliver(folder, "gut.csv", FINE)
    deliver(folder, "leer.xlsx", b"")
    deliver(folder, "ohne.csv", NO_TABLE, provider="zweiter")
    checked = validated(capsys, folder)
    assert checked.verdicts == {
        "gut.csv": "accepted", "leer.xlsx": "rejected", "ohne.csv": "rejected"
    }  # fmt: skip
    assert (checked.code, checked.rows) == (1, (1, 1, 0))


def test_newest_folder_counts_whole(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    deliver(folder, "alt.csv", FINE, day="2022-12-31")
    deliver(folder, "a.csv", FINE)
    deliver(folder, "Unterordner/b.csv", csv_bytes(table({"Kennung": "4fbf1f3eea7bc8dc"})))
    where = f"lieferungen/muster/{DAY}"
    assert files(capsys, folder) == [f"{where}/Unterordner/b.csv", f"{where}/a.csv"]


def test_supplement_adds_to_the_delivery_before_it(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, SETTINGS + "supplements = [2023-01-20, 2023-01-10]\n")
    for number, day in enumerate(["2022-11-01", "2022-12-01", "2023-01-10", "2023-01-20"]):
        deliver(folder, "a.csv", csv_bytes(table({"Kennung": f"TN-{number}"})), day=day)
    assert files(capsys, folder) == [
        f"lieferungen/muster/{day}/a.csv" for day in ("2022-12-01", "2023-01-10", "2023-01-20")
    ]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".a.csv", "Thumbs.db", "desktop.ini"])
def test_what_nobody_delivered_is_ignored(name: str, tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    deliver(folder, name, b"\0")
    deliver(folder, "a.csv", FINE)
    assert files(capsys, folder) == [f"lieferungen/muster/{DAY}/a.csv"]


@pytest.mark.parametrize("place", [".git", "muster/.sync", f"muster/{DAY}/__MACOSX"])
def test_folders_of_nobody_are_ignored(place: str, tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    deliver(folder, "a.csv", FINE)
    hidden = folder / "lieferungen" / place
    hidden.mkdir()
    (hidden / "b.csv").write_bytes(FINE)
    assert files(capsys, folder) == [f"lieferungen/muster/{DAY}/a.csv"]


@pytest.mark.parametrize("noise", [None, "~$a.xlsx"])
@pytest.mark.parametrize("command", ["validate", "counts", "report"])
def test_empty_newest_folder_takes_nothing_back_in_silence(
    command: str, noise: str | None, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path)
    deliver(folder, "a.csv", FINE, day="2023-01-10")
    (folder / "lieferungen/muster/2023-01-20").mkdir()
    if noise:
        deliver(folder, noise, b"\0")
    assert call(capsys, command, "--project", folder) == Said(
        2,
        "",
        "Der Ordner lieferungen/muster/2023-01-20 ist leer.\nBitte legen Sie die Lieferung hinein "
        "oder löschen Sie den Ordner; sonst gilt dieser Träger als ohne Lieferung.\n",
    )


def test_folder_in_place_of_a_file(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    assert call(capsys, "validate", folder, "--project", folder) == Said(
        2,
        "",
        f"{folder} ist ein Ordner.\nBitte nennen Sie die Dateien darin; ohne Angabe wird alles in "
        "lieferungen/ geprüft.\n",
    )


def test_notes_on_columns_only_ask_to_read_them(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    deliver(folder, "a.csv", csv_bytes(table({"Sprachniveau": "B1"})))
    said = call(capsys, "validate", "--project", folder)
    assert (
        "  Angenommen mit Hinweisen. Bitte lesen Sie die Hinweise; die Zeilen sind in\n"
        "  Ordnung.\n" in said.out
    )


def test_no_delivery_at_all(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    assert call(capsys, "validate", "--project", folder) == Said(0, NOTHING, "")
    checked = validated(capsys, folder)
    assert (checked.code, checked.deliveries, checked.findings) == (0, [], [])


def test_folder_of_nobody(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", FINE, provider="fremd")
    assert call(capsys, "validate", "--project", tmp_path) == Said(
        2,
        "",
        "Der Ordner lieferungen/fremd gehört zu keinem Träger der Einstellungen.\n"
        "Bitte tragen Sie [providers.fremd] in durchstarten.toml ein oder benennen Sie den Ordner "
        "um.\n",
    )


@pytest.mark.parametrize("name", ["Februar", "2023-02-30", "12.02.2024"])
def test_folder_that_is_no_date(name: str, tmp_path: Path, capsys: Capture) -> None:
    path = deliver(project(tmp_path), "a.csv", FINE, day=name)
    refused = Said(
        2,
        "",
        f"Der Ordnername muster/{name} ist kein Datum.\n"
        "Bitte nennen Sie ihn nach dem Tag der Lieferung, zum Beispiel 2024-02-12.\n",
    )
    assert call(capsys, "validate", "--project", tmp_path) == refused
    assert call(capsys, "validate", path, "--project", tmp_path) == refused


# ---------------------------------------------------------------- files named
def test_file_outside_needs_a_provider_where_there_are_several(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path / "projekt", SETTINGS + SECOND_PROVIDER)
    path = tmp_path / "Anlage.csv"
    path.write_bytes(FINE)
    asked = Said(
        2,
        "",
        "Von welchem Träger ist Anlage.csv?\n"
        "Bitte nennen Sie ihn mit --provider (muster, zweiter).\n",
    )
    assert call(capsys, "validate", path, "--project", folder) == asked
    assert call(capsys, "validate", path, "--project", folder, "--provider", "x") == asked
    (delivery,) = validated(capsys, folder, path, "--provider", "zweiter").deliveries
    assert (delivery["file"], delivery["provider"], delivery["delivered"]) == (
        f"{tmp_path.name}/Anlage.csv", "zweiter", None
    )  # fmt: skip


def test_only_provider_need_not_be_named(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "Anlage.csv"
    path.write_bytes(FINE)
    (delivery,) = validated(capsys, project(tmp_path / "projekt"), path).deliveries
    assert (delivery["provider"], delivery["verdict"]) == ("muster", "accepted")


def test_file_inside_is_that_of_its_folder(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, SETTINGS + SECOND_PROVIDER)
    path = deliver(folder, "a.csv", FINE, provider="zweiter", day="2022-12-01")
    deliver(folder, "b.csv", FINE, provider="zweiter")
    (delivery,) = validated(capsys, folder, path).deliveries
    assert (delivery["provider"], delivery["delivered"]) == ("zweiter", "2022-12-01")


def test_json_tells_file_hash_reading_and_all_rows(tmp_path: Path, capsys: Capture) -> None:
    content = b"Kennung;Eintritt;Austritt\n\nTN-1;1.2.22;2.2.22\n"
    checked = validated_file(capsys, tmp_path, content)
    assert checked.deliveries == [
        {
            "file": f"lieferungen/muster/{DAY}/Teilnehmende.csv",
            "sha256": sha256(content).hexdigest(),
            "provider": "muster",
            "delivered": DAY,
            "verdict": "accepted",
            "rows_received": 1,
            "rows_used": 1,
            "rows_set_aside": 0,
            "values_rejected": 0,
            "structure": 2,
            "reading": "UTF-8, Trennzeichen Semikolon",
            "only_totals": False,
        }
    ]


# ---------------------------------------------------------------- what is never said
SECRET = {
    "Kennung": "Erika Geheim",
    "Geburtsdatum": "07.07.1973",
    "Geburtsjahr": "1973",
    "Austrittsgrund": "geheimer Grund",
    "Verbleib": "Geheimdienst",
    "Aufnahme am": "geheimer Tag",
    "Übergabe am": "01.07.2022",
    "Übergabe an": "Frau Geheim",
    "Weitere Begleitung": "geheime Begleitung",
    "Sprachniveau": "Geheimsprache",
    "Bemerkung": "Diagnose geheim",
    "": "geheim ohne Überschrift",
}
COMMANDS = [
    ["validate"],
    ["validate", "--all"],
    ["validate", "--json"],
    ["counts", "--by", "month", "--by", "age_group", "--by", "residence_status"],
    ["counts", "--json"],
    ["counts", "--csv"],
    ["explain", "m1.participants"],
    ["explain", "m1.participants", "--json"],
    ["report"],
]


def assert_silent(text: str) -> None:
    assert "geheim" not in text.casefold()
    assert not any(day in text for day in ("07.07.1973", "1973-07-07", "1973"))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_repeats_what_stands_in_cells(
    words: list[str], tmp_path: Path, capsys: Capture
) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes([["Liste von Erika Geheim"], *table(SECRET)]))
    said = call(capsys, *words, "--project", tmp_path)
    assert said.code in (0, 1)
    assert_silent(said.out + said.err)
    for path in (tmp_path / "ausgabe").rglob("*.*"):
        assert_silent(path.read_bytes().decode("utf-8", errors="ignore"))


def test_refused_names_are_not_repeated(tmp_path: Path, capsys: Capture) -> None:
    content = csv_bytes(table({"Name": "Erika Geheim", **SECRET}))
    for words in ([], ["--all"], ["--json"]):
        said = told(capsys, tmp_path, content, *words)
        assert said.code == 1
        assert_silent(said.out + said.err)


CELLS = st.text(max_size=20).map(lambda text: f"Geheim{text}") | st.sampled_from(
    ["", "w", "2000", "Duldung", "10.01.2022", "30.06.2022", "regulär", "Schule", "ja", "01/2022"]
)
COLUMNS = [*GOOD, "Verbleib", "Aufnahme am", "Übergabe am", "Übergabe an", "Bemerkung", "Neu"]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, min_size=12, max_size=12), min_size=1, max_size=4))
def test_whatever_stands_in_cells_is_not_repeated(
    rows: list[list[str]], tmp_path: Path, capsys: Capture
) -> None:
    content = csv_bytes([COLUMNS, *([f"TN-{n}", *row] for n, row in enumerate(rows))])
    for words in (["--all"], ["--json"]):
        said = told(capsys, tmp_path, content, *words)
        assert said.code in (0, 1)
        assert "Geheim" not in said.out + said.err


# ---------------------------------------------------------------- files in odd places
def test_two_files_of_one_name_keep_their_own_verdicts(tmp_path: Path, capsys: Capture) -> None:
    for name, content in (("eins", FINE), ("zwei", NO_TABLE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.csv").write_bytes(content)
    named = (tmp_path / "eins/a.csv", tmp_path / "zwei/a.csv")
    checked = validated(capsys, project(tmp_path / "projekt"), *named)
    assert [d["verdict"] for d in checked.deliveries] == ["accepted", "rejected"]
    assert checked.codes == ["F02"]


def test_file_named_twice_is_read_once(tmp_path: Path, capsys: Capture) -> None:
    path = deliver(project(tmp_path), "a.csv", FINE)
    assert validated(capsys, tmp_path, path, path).rows == (1, 1, 0)


@pytest.mark.parametrize("place", ["lieferungen", "lieferungen/muster"])
def test_file_in_the_wrong_folder_is_told(place: str, tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", FINE)
    (tmp_path / place / "neu.csv").write_bytes(FINE)
    said = call(capsys, "validate", "--project", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"Die Datei {place}/neu.csv liegt in keinem Ordner einer Lieferung.\n"
        "Bitte legen Sie sie nach lieferungen/TRÄGER/DATUM; das Datum steht da wie 2024-02-12.\n"
    )


def test_file_in_a_folder_of_the_delivery_is_that_of_its_provider(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path, SETTINGS + SECOND_PROVIDER)
    path = deliver(folder, "Anlagen/a.csv", FINE)
    said = call(capsys, "validate", path, "--project", folder)
    assert (said.code, said.err) == (0, "")


# ---------------------------------------------------------------- persons and rows told apart
def concerned(capsys: Capture, folder: Path, *rows: dict[str, str]) -> str:
    """What the summed line of the only finding says of persons and rows."""
    settings = SETTINGS.replace("places = 2\n", "")
    deliver(project(folder, settings), "a.csv", csv_bytes(table(*rows)))
    said = call(capsys, "validate", "--project", folder).out.replace("\u00a0", " ")
    (line,) = [line for line in said.splitlines() if line.startswith("  - ")]
    return line.partition(":")[0].removeprefix("  - ")


OLD, AGAIN = {"Geburtsjahr": "1980"}, {"Eintritt": "01.08.2022", "Austritt": "30.09.2022"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((OLD,), "Hinweis, eine Person"),
        ((OLD, {**OLD, **AGAIN}), "Hinweis, eine Person in zwei Zeilen"),
        ((OLD, {**OLD, "Kennung": "TN-2"}), "Hinweis, zwei Personen"),
        (
            (OLD, {**OLD, **AGAIN}, {**OLD, "Kennung": "TN-2"}),
            "Hinweis, zwei Personen in drei Zeilen",
        ),
        (({"Kennung": ""}, {"Kennung": "", **AGAIN}), "Zeile nicht gezählt, zwei Zeilen"),
        (({"Sprachniveau": "B1"},), "Hinweis, eine Stelle"),
    ],
)
def test_persons_and_rows_are_told_apart(
    rows: tuple[dict[str, str], ...], told: str, tmp_path: Path, capsys: Capture
) -> None:
    assert concerned(capsys, tmp_path, *rows) == told


def test_file_that_cannot_be_read_is_not_said_to_be_empty(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.xlsx", b"%PDF-1.4")
    said = call(capsys, "validate", "--project", tmp_path).out
    assert "  Die Datei ist nicht lesbar.\n" in said
    assert "keine Zeile" not in said
