"""Notes that are settled stay so until their values change."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.build import (
    GOOD,
    SETTINGS,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    xlsx_bytes,
)

OLD = {"Geburtsjahr": "1980"}
REASON = "Ausnahme bewilligt"
WHO = ("--provider", "muster", "--record", GOOD["Kennung"], "--code", "P03")
WHY = ("--reason", REASON, "--by", "AB", "--date", "2023-02-03")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with a person who is too old."""
    deliver(project(tmp_path), "a.csv", csv_bytes(table(OLD)))
    return tmp_path


def settle(capsys: Capture, folder: Path, *words: str) -> Said:
    return call(capsys, "settle", "--project", folder, *words)


def notes(capsys: Capture, folder: Path) -> list[tuple[str, Mapping[str, Any] | None]]:
    return [(f["code"], f["settled"]) for f in validated(capsys, folder).findings]


def test_settled_note_needs_nothing_more(folder: Path, capsys: Capture) -> None:
    assert settle(capsys, folder, *WHO, *WHY) == Said(
        0, "", "Ein Hinweis ist geklärt.\n".replace("Ein Hinweis", "Ein\u00a0Hinweis")
    )
    told = {"reason": REASON, "by": "AB", "on": "2023-02-03"}
    assert notes(capsys, folder) == [("P03", told)]
    said = call(capsys, "validate", "--project", folder)
    assert "  Angenommen. Sie müssen nichts tun.\n" in said.out
    assert said.out.endswith("  Ein\u00a0Hinweis ist geklärt.\n")
    everything = " ".join(call(capsys, "validate", "--all", "--project", folder).out.split())
    assert f"Geklärt am 03.02.2023 (AB): {REASON}" in everything


@pytest.mark.parametrize(
    "write",
    [
        lambda: ("b.csv", csv_bytes([["Liste"], [], *table(OLD)])),
        lambda: ("b.xlsx", xlsx_bytes(table(OLD))),
        lambda: ("b.csv", csv_bytes(table({**OLD, "Bemerkung": "neu"}))),
    ],
    ids=["another row", "another format", "another column"],
)
def test_it_is_known_again_wherever_it_stands(write: Any, folder: Path, capsys: Capture) -> None:
    settle(capsys, folder, *WHO, *WHY)
    name, content = write()
    deliver(folder, name, content, day="2023-01-25")
    assert [(code, bool(told)) for code, told in notes(capsys, folder)] == [("P03", True)]


@pytest.mark.parametrize("change", [{"Geburtsjahr": "1979"}, {"Eintritt": "11.01.2022"}])
def test_it_comes_back_when_the_values_change(
    change: Mapping[str, str], folder: Path, capsys: Capture
) -> None:
    settle(capsys, folder, *WHO, *WHY)
    deliver(folder, "b.csv", csv_bytes(table({**OLD, **change})), day="2023-01-25")
    assert ("P03", None) in notes(capsys, folder)


def test_store_opens_in_excel_and_tells_no_value(folder: Path, capsys: Capture) -> None:
    settle(capsys, folder, *WHO, *WHY)
    content = (folder / "geklaert.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    header, row = content.decode("utf-8-sig").split("\r\n")[:2]
    assert header == "Träger;Regel;Kennung;Werte;Grund;Kürzel;Am"
    assert row.startswith(f"muster;P03;{GOOD['Kennung']};")
    assert row.endswith(f";{REASON};AB;2023-02-03")
    assert "1980" not in row


def test_it_can_be_opened_again(folder: Path, capsys: Capture) -> None:
    settle(capsys, folder, *WHO, *WHY)
    assert settle(capsys, folder, *WHO, "--undo").err == "Ein\u00a0Hinweis ist wieder offen.\n"
    assert notes(capsys, folder) == [("P03", None)]
    assert settle(capsys, folder, *WHO, "--undo") == Said(
        2,
        "",
        "Einen solchen geklärten Hinweis gibt es zu dieser Kennung nicht.\n"
        "„durchstarten validate --all“ zeigt alle Hinweise mit Kennung und Regel.\n",
    )


@pytest.mark.parametrize(
    "words", [("--reason", REASON), ("--by", "AB"), ("--reason", " ", "--by", "AB")]
)
def test_reason_and_sign_are_needed(words: tuple[str, ...], folder: Path, capsys: Capture) -> None:
    assert settle(capsys, folder, *WHO, *words) == Said(
        2,
        "",
        "Zum Klären gehören ein Grund und ein Kürzel.\n"
        'Bitte nennen Sie --reason "…" und --by KÜRZEL.\n',
    )


def test_note_that_does_not_exist(folder: Path, capsys: Capture) -> None:
    said = settle(capsys, folder, *WHO[:-1], "P04", *WHY)
    assert said == Said(
        2,
        "",
        "Einen solchen Hinweis, der sich klären lässt, gibt es zu dieser Kennung nicht.\n"
        "Zu dieser Kennung gibt es: P03.\n",
    )
    assert not (folder / "geklaert.csv").exists()


def test_row_that_is_not_counted_cannot_be_settled(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Austritt": "07.01.2022"})))
    assert settle(capsys, tmp_path, *WHO[:-1], "A01", *WHY).code == 2


# ---------------------------------------------------------------- ids that are told by their row
LETTERS = {**OLD, "Kennung": "Anton"}
"""An id of letters only: it may be a name, so its row stands in its place."""
OTHER = {"Kennung": "Berta"}
ROOMY = SETTINGS.replace("places = 2", "places = 9")
P02 = ("--provider", "muster", "--code", "P02")


def settled_codes(capsys: Capture, folder: Path) -> list[tuple[str, str, bool]]:
    found = validated(capsys, folder).findings
    return [(f["code"], f["record"], bool(f["settled"])) for f in found]


def test_ids_that_are_no_names_are_settled_once_for_all(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path, ROOMY), "a.csv", csv_bytes(table(LETTERS, OTHER)))
    said = settle(capsys, tmp_path, *P02, *WHY)
    assert said == Said(0, "", "Zwei\u00a0Hinweise sind geklärt.\n")
    kept = (tmp_path / "geklaert.csv").read_text(encoding="utf-8-sig")
    assert "Anton" not in kept
    later = table({"Kennung": "Cäsar"}, OTHER, LETTERS)
    deliver(tmp_path, "b.csv", csv_bytes(later), day="2023-01-25")
    assert settled_codes(capsys, tmp_path) == [
        ("P02", "Zeile 2", False),
        ("P02", "Zeile 3", True),
        ("P02", "Zeile 4", True),
        ("P03", "Zeile 4", False),
    ]


def test_note_on_such_a_record_is_named_by_its_row(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table(LETTERS, {**OTHER, **OLD})))
    words = ("--provider", "muster", "--code", "P03", "--record")
    assert settle(capsys, tmp_path, *words, "Anton", *WHY).code == 2
    assert settle(capsys, tmp_path, *words, "Zeile 2", *WHY).code == 0
    deliver(tmp_path, "b.csv", csv_bytes(table(OTHER, LETTERS)), day="2023-01-25")
    assert ("P03", "Zeile 3", True) in settled_codes(capsys, tmp_path)
    assert settle(capsys, tmp_path, *words, "Zeile 3", "--undo").code == 0
    said = settle(capsys, tmp_path, *words[:-2], "A01", "--record", "Zeile 3", *WHY)
    assert said.err.endswith("Zu dieser Kennung gibt es: P02, P03.\n")


def test_settled_ids_come_back_in_a_copy(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table(LETTERS)))
    words = ("validate", "--project", tmp_path, "--feedback", tmp_path / "aus")
    said = call(capsys, *words)
    assert said.err == (
        "lieferungen/muster/2023-01-20/a.csv enthält Namen oder Kennungen, die wie Namen\n"
        "aussehen. Deshalb gibt es davon keine Kopie mit Kommentaren. Sind es keine\n"
        "Namen, klären Sie das mit „durchstarten settle --provider muster --code P02“.\n"
    )
    settle(capsys, tmp_path, *P02, *WHY)
    call(capsys, *words)
    (path,) = (tmp_path / "aus").iterdir()
    book, content = load_workbook(path), io.BytesIO()
    page = book["Rückmeldung"]
    assert [page[f"{column}7"].value for column in "AF"] == ["Zeile 2", "P03"]
    page["G7"], page["H7"] = "stimmt so", REASON
    book.save(content)
    deliver(tmp_path, "b.xlsx", content.getvalue(), day="2023-01-25")
    assert call(capsys, "validate", "--project", tmp_path).err.startswith("Aus zurückgekommenen")
    assert settled_codes(capsys, tmp_path) == [("P02", "Zeile 2", True), ("P03", "Zeile 2", True)]


def test_event_of_a_stranger_stays_settled_in_another_row(tmp_path: Path, capsys: Capture) -> None:
    def sheets(*stays: Mapping[str, object]) -> bytes:
        def add(book: Workbook) -> None:
            events = book.create_sheet("Verbleib")
            events.append(["Kennung", "Verbleib", "Aufnahme am"])
            events.append(["TN-9", "Schule", "01.07.2022"])

        return xlsx_bytes(table(*stays), add)

    deliver(project(tmp_path, ROOMY), "a.xlsx", sheets({}))
    words = ("--provider", "muster", "--record", "TN-9", "--code", "T03", *WHY)
    assert settle(capsys, tmp_path, *words).code == 0
    more = sheets({"Kennung": "TN-1"}, {"Kennung": "TN-2"}, {})
    deliver(tmp_path, "a.xlsx", more, day="2023-01-25")
    assert settled_codes(capsys, tmp_path) == [("T03", "TN-9", True)]


def test_vanished_person_can_be_settled(folder: Path, capsys: Capture) -> None:
    deliver(folder, "b.csv", csv_bytes(table({"Kennung": "aa11bb22cc33dd44"})), day="2023-01-25")
    assert settle(capsys, folder, *WHO[:-1], "L01", *WHY).code == 0
    assert [(code, bool(told)) for code, told in notes(capsys, folder)] == [("L01", True)]


COLUMN = ("--provider", "muster", "--code", "S01")


def test_note_without_a_record_can_be_settled(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Sprachniveau": "B1", "Schuhe": "42"})
    deliver(project(tmp_path), "a.csv", csv_bytes(rows))
    said = settle(capsys, tmp_path, *COLUMN, "--column", "Schuhe", *WHY)
    assert said == Said(0, "", "Ein\u00a0Hinweis ist geklärt.\n")
    told = [(f["column"], bool(f["settled"])) for f in validated(capsys, tmp_path).findings]
    assert told == [("Sprachniveau", False), ("Schuhe", True)]
    assert settle(capsys, tmp_path, *COLUMN, *WHY).err == "Zwei\u00a0Hinweise sind geklärt.\n"


def test_column_that_has_no_such_note(tmp_path: Path, capsys: Capture) -> None:
    deliver(project(tmp_path), "a.csv", csv_bytes(table({"Sprachniveau": "B1"})))
    assert settle(capsys, tmp_path, *COLUMN, "--column", "Schuhe", *WHY) == Said(
        2,
        "",
        "Einen solchen Hinweis, der sich klären lässt, gibt es nicht.\n"
        "Ohne Kennung gibt es: S01.\n",
    )


def test_empty_file_is_settled_for_this_file_only(tmp_path: Path, capsys: Capture) -> None:
    header = table({})[:1]
    deliver(project(tmp_path), "a.csv", csv_bytes(header))
    words = ("--provider", "muster", "--code", "S04", *WHY)
    assert settle(capsys, tmp_path, *words).code == 0
    assert [bool(f["settled"]) for f in validated(capsys, tmp_path).findings] == [True]
    deliver(tmp_path, "a.csv", csv_bytes([[*header[0], "Bemerkung"]]), day="2023-01-25")
    assert [bool(f["settled"]) for f in validated(capsys, tmp_path).findings] == [False]


def test_settled_person_stays_so_where_the_last_list_is_sorted_anew(
    folder: Path, capsys: Capture
) -> None:
    deliver(folder, "b.csv", csv_bytes(table({"Kennung": "aa11bb22cc33dd44"})), day="2023-01-25")
    settle(capsys, folder, *WHO[:-1], "L01", *WHY)
    deliver(folder, "a.csv", csv_bytes(table({"Kennung": "aa11bb22cc33dd44"}, OLD)))
    assert [(code, bool(told)) for code, told in notes(capsys, folder)] == [("L01", True)]


def test_store_holds_no_formula_and_no_equal_hashes(tmp_path: Path, capsys: Capture) -> None:
    ids = ["=1+1", "'quoted", "b1b2b3b4b5b6b7b8"]
    rows = [{**OLD, "Kennung": record} for record in ids]
    deliver(project(tmp_path), "a.csv", csv_bytes(table(*rows)))
    for record in ids:
        words = ("--provider", "muster", "--record", record, "--code", "P03")
        said = settle(capsys, tmp_path, *words, "--reason", "=cmd|' /C calc'!A0", "--by", "@AB")
        assert said.code == 0
    _, *kept = (tmp_path / "geklaert.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = [cell for row in kept for cell in row.split(";")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert len({row.split(";")[3] for row in kept}) == len(ids)
    found = [f for f in validated(capsys, tmp_path).findings if f["code"] == "P03"]
    assert [f["settled"]["reason"] for f in found] == ["=cmd|' /C calc'!A0"] * len(ids)


@pytest.mark.parametrize(
    "content", [b"", b"x", b"\xff\xfe", "Träger;Regel\r\n".encode(), b"a;b\r\nc"]
)
def test_damaged_store(content: bytes, folder: Path, capsys: Capture) -> None:
    (folder / "geklaert.csv").write_bytes(content)
    assert call(capsys, "validate", "--project", folder) == Said(
        2,
        "",
        "Die Datei geklaert.csv ist nicht lesbar.\n"
        "Bitte stellen Sie die letzte Sicherung wieder her oder löschen Sie die Datei; dann gilt "
        "kein Hinweis mehr als geklärt.\n",
    )
    assert (folder / "geklaert.csv").read_bytes() == content


def test_answer_leaves_out_what_is_settled(folder: Path, capsys: Capture) -> None:
    settle(capsys, folder, *WHO, *WHY)
    call(capsys, "validate", "--project", folder, "--answers", folder / "aus")
    text = next((folder / "aus").iterdir()).read_text(encoding="utf-8-sig")
    assert "Angenommen. Sie müssen nichts tun." in text
    assert "P03" not in text


def test_report_is_untouched_by_it(folder: Path, capsys: Capture) -> None:
    before = json.loads(call(capsys, "counts", "--json", "--project", folder).out)
    settle(capsys, folder, *WHO, *WHY)
    assert json.loads(call(capsys, "counts", "--json", "--project", folder).out) == before
