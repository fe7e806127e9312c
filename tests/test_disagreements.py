"""Two sources that do not agree: both numbers are told, and whose each is."""

from pathlib import Path

from tests.build import SETTINGS, Capture, call, csv_bytes, deliver, project, table

SECOND = """
[providers.zweiter]
name = "Zweiter Träger"
dative = "dem Zweiten Träger"
"""


def sums(number: object) -> bytes:
    return csv_bytes([["Kennzahl", "Anzahl", "Zeitraum"], ["Teilnehmende", number, "2022"]])


def statement(capsys: Capture, folder: Path) -> str:
    call(capsys, "report", "--project", folder, "--format", "md", "--output", folder / "aus")
    text = (folder / "aus/stellungnahme.md").read_text(encoding="utf-8")
    return text.replace("\u00a0", " ")


def test_a_sum_and_the_count_that_differ_are_both_told(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "Liste.csv", csv_bytes(table({})))
    deliver(tmp_path, "Summen.csv", sums(3))
    assert (
        "Zu „Teilnehmende“ in Baustein 1 „Musterbaustein“ liegen unterschiedliche Angaben vor: als "
        "Summe gemeldet 3 (Musterträger), aus den einzelnen Angaben gezählt 1. Beide sind hier "
        "genannt; woher der Unterschied kommt, ist nicht geklärt."
    ) in statement(capsys, tmp_path)


def test_a_sum_that_agrees_needs_no_word(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "Liste.csv", csv_bytes(table({})))
    deliver(tmp_path, "Summen.csv", sums(1))
    assert "unterschiedliche" not in statement(capsys, tmp_path)


def test_each_of_two_providers_of_a_module_is_held_against_its_own(
    tmp_path: Path, capsys: Capture
) -> None:
    settings = SETTINGS + SECOND + 'modules = ["m1"]\n'
    deliver(project(tmp_path, settings), "Liste.csv", csv_bytes(table({})))
    deliver(tmp_path, "Liste.csv", csv_bytes(table({}, {"Kennung": "a1"})), "zweiter")
    deliver(tmp_path, "Summen.csv", sums(2), "muster")
    deliver(tmp_path, "Summen.csv", sums(2), "zweiter")
    text = statement(capsys, tmp_path)
    assert "als Summe gemeldet 2 (Musterträger), aus den einzelnen Angaben gezählt 1." in text
    assert text.count("unterschiedliche") == 1
