"""The answer to a provider: what arrived when, the verdict, what to do."""

from pathlib import Path

import pytest

from tests.build import (
    DAY,
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
)

FINE = csv_bytes(table({}))


def answer(capsys: Capture, folder: Path, code: int = 0) -> list[str]:
    """The lines of the only answer, hashes left out."""
    target = folder / "antworten"
    said = call(capsys, "validate", "--project", folder, "--answers", target)
    assert said.code == code
    (path,) = target.iterdir()
    assert path.name == f"antwort_muster_{DAY}.txt"
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    return [line.split(" (Prüfsumme")[0].replace("\u00a0", " ") for line in text.splitlines()]


END = [
    "",
    "Diese Nachricht ist zugleich die Bestätigung, dass die Lieferung angekommen ist.",
    "",
    "Mit freundlichen Grüßen",
    "Kommunales Integrationszentrum, Musterstadt",
]
START = [
    "",
    "Guten Tag,",
    "",
    "Ihre Lieferung vom 20.01.2023 ist angekommen und geprüft („Musterbaustein“).",
    "",
    "a.csv",
]


def test_accepted(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", FINE)
    assert answer(capsys, tmp_path) == [
        "Betreff: Ihre Lieferung vom 20.01.2023: angenommen",
        *START,
        "Angenommen. Sie müssen nichts tun.",
        "Gezählt: 1 von 1 Zeile.",
        *END,
    ]


def test_accepted_with_notes_names_every_place(tmp_path: Path, capsys: Capture) -> None:
    old = {"Geburtsjahr": "1980"}
    deliver(
        project(tmp_path), "a.csv", csv_bytes(table(old, {**old, "Kennung": "b2c3d4e5f6a7b8c9"}))
    )
    assert answer(capsys, tmp_path) == [
        "Betreff: Ihre Lieferung vom 20.01.2023: angenommen mit Hinweisen",
        *START,
        "Angenommen mit Hinweisen. Bitte prüfen Sie zwei Zeilen bis zur nächsten Lieferung.",
        "Gezählt: 2 von 2 Zeilen.",
        "- Das Alter beim Eintritt liegt außerhalb der Zielgruppe (18 bis 27 Jahre). Ist die "
        "Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe. (P03)",
        "    e367b7ee1669caa7, Zelle C2",
        "    b2c3d4e5f6a7b8c9, Zelle C3",
        *END,
    ]


def test_rejected(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Name": "Erika Mustermann"})))
    lines = answer(capsys, tmp_path, 1)
    assert lines[0] == (
        "Betreff: Ihre Lieferung vom 20.01.2023: bitte korrigieren und erneut senden"
    )
    assert lines[7] == (
        "Bitte korrigieren und erneut senden: Die Spalte „Name“ enthält Namen. Namen werden nicht "
        "gebraucht und nicht angenommen."
    )
    assert not [line for line in lines if "Erika" in line]


def test_id_that_looks_like_a_name_is_not_repeated(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Kennung": "Erika Mustermann"})))
    lines = answer(capsys, tmp_path)
    assert "    Zeile 2, Zelle A2" in lines
    assert not [line for line in lines if "Erika" in line]


def test_several_files_of_a_delivery_are_one_answer(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", FINE)
    deliver(tmp_path, "b.csv", csv_bytes([["Kennung", "Eintritt"]]))
    lines = answer(capsys, tmp_path)
    assert lines[0].endswith(": angenommen mit Hinweisen")
    assert [line for line in lines if line.endswith(".csv")] == ["a.csv", "b.csv"]


def test_every_provider_gets_its_own_and_is_told_where(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path / "p", SETTINGS + SECOND_PROVIDER)
    deliver(folder, "a.csv", FINE)
    deliver(folder, "b.csv", FINE, provider="zweiter", day="2023-01-21")
    target = tmp_path / "aus"
    said = call(capsys, "validate", "--project", folder, "--answers", target)
    names = sorted(path.name for path in target.iterdir())
    assert names == [f"antwort_muster_{DAY}.txt", "antwort_zweiter_2023-01-21.txt"]
    assert " ".join(said.err.split()) == f"Antworten an die Träger in {target}: {', '.join(names)}"
    assert "a.csv" not in (target / names[1]).read_text(encoding="utf-8-sig")


def test_nothing_to_answer(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    said = call(capsys, "validate", "--project", folder, "--answers", tmp_path / "aus")
    assert said.err == "Es gibt nichts zu beantworten.\n"
    assert not (tmp_path / "aus").exists()


def test_an_answer_is_made_anew_and_the_same(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", FINE)
    assert answer(capsys, tmp_path) == answer(capsys, tmp_path)


def test_file_without_a_date_is_answered_as_well(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path / "p")
    (tmp_path / "a.csv").write_bytes(FINE)
    call(capsys, "validate", tmp_path / "a.csv", "--project", folder, "--answers", tmp_path / "aus")
    text = (tmp_path / "aus/antwort_muster_ohne_datum.txt").read_text(encoding="utf-8-sig")
    assert text.startswith("Betreff: Ihre Lieferung: angenommen\n")


@pytest.mark.parametrize("provider", ["dekra", "kja"])
def test_sample_is_answered_and_the_office_is_not(
    provider: str, tmp_path: Path, capsys: Capture
) -> None:
    said: Said = call(
        capsys, "validate", "--project", SAMPLES / "leverkusen", "--answers", tmp_path / "aus"
    )
    assert said.code == 0
    names = [path.name for path in (tmp_path / "aus").iterdir()]
    assert len(names) == 2
    assert any(name.startswith(f"antwort_{provider}_") for name in names)


def test_mail_stays_short(tmp_path: Path, capsys: Capture) -> None:
    rows = [{"Kennung": f"TN-{n:02}", "Geburtsjahr": "1980"} for n in range(25)]
    settings = SETTINGS.replace("places = 2\n", "")
    deliver(project(tmp_path, settings), "a.csv", csv_bytes(table(*rows)))
    lines = answer(capsys, tmp_path)
    assert [line for line in lines if line.startswith("    TN-")][-1] == "    TN-19, Zelle C21"
    assert "    und fünf weitere Stellen (P03); alle zeigt die Rückmeldung in Excel" in lines
