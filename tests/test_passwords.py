"""Workbooks with a password: from a file, typed at the terminal, or told. All of them: geheim."""

import io
import sys
from pathlib import Path

import msoffcrypto
import pytest
from openpyxl import load_workbook

from tests.build import (
    Capture,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    validated_file,
    xlsx_bytes,
)
from tests.workbooks import locked

FILES = Path(__file__).parent / "files"
HINT = (
    "\n\nKennen Sie das Kennwort, schreiben Sie es in eine Textdatei und nennen Sie sie\n"
    "mit --password-file.\n"
)


BOOK = locked(xlsx_bytes(table({})))


def passwords(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "kennwoerter.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding=encoding)
    return path


def delivered(folder: Path, content: bytes = BOOK, name: str = "a.xlsx") -> Path:
    deliver(project(folder), name, content)
    return folder


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def asked(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """What is typed, question by question; returns the questions, once they are asked."""
    questions, answers = list[str](), iter(typed)
    monkeypatch.setattr(sys, "stdin", Terminal())

    def ask(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("getpass.getpass", ask)
    return questions


# ---------------------------------------------------------------- from a file
@pytest.mark.parametrize(
    ("name", "content", "reading"),
    [
        ("a.xlsx", BOOK, "Excel, mit Kennwort"),
        ("a.xls", (FILES / "kennwort.xls").read_bytes(), "Excel 97–2003 (xls), mit Kennwort"),
    ],
)
def test_file_with_the_password_opens_it(
    name: str, content: bytes, reading: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = delivered(tmp_path / "projekt", content, name)
    file = passwords(tmp_path, "falsch", "geheim", encoding="utf-8-sig")
    checked = validated(capsys, folder, "--password-file", file)
    assert (checked.codes, checked.rows) == ([], (1, 1, 0))
    assert checked.deliveries[0]["reading"] == reading


def test_every_command_that_reads_deliveries_takes_it(tmp_path: Path, capsys: Capture) -> None:
    folder, file = delivered(tmp_path / "projekt"), passwords(tmp_path, "geheim")
    for words in (["counts"], ["explain", "m1.participants"], ["map"]):
        said = call(capsys, *words, "--project", folder, "--password-file", file)
        assert (said.code, said.err) == (0, "")
    out = tmp_path / "ausgabe"
    rest = ("--project", folder, "--password-file", file)
    said = call(capsys, "report", *rest, "--output", out)
    assert "1 von 1 Zeile" in said.err
    assert "geheim" not in said.err + said.out
    assert "Ist eine Lieferung" not in said.err
    assert call(capsys, "finalize", out / "stellungnahme.docx", *rest).code == 1
    told = call(
        capsys, "settle", *rest, *("--provider", "muster", "--record", "x", "--code", "P03")
    )
    assert told.err.startswith("Zum Klären gehören ein Grund und ein Kürzel.")


def test_read_only_recommended_needs_no_password(tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, locked(xlsx_bytes(table({})), "VelvetSweatshop"))
    assert (checked.codes, checked.deliveries[0]["reading"]) == ([], "Excel")


# ---------------------------------------------------------------- typed
def test_password_is_asked_for_once_per_file(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = delivered(tmp_path)
    deliver(folder, "b.xlsx", locked(xlsx_bytes(table({"Kennung": "TN-2"}))))
    questions = asked(monkeypatch, "falsch", "geheim")
    assert validated(capsys, folder).rows == (2, 2, 0)
    name = "lieferungen/muster/2023-01-20/a.xlsx"
    assert questions == [f"Kennwort für {name} (Eingabetaste: keines): "] * 2


def test_nobody_is_asked_for_ever(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = asked(monkeypatch, "eins", "zwei", "drei")
    assert validated(capsys, delivered(tmp_path / "a")).codes == ["F01"]
    assert len(questions) == 3
    questions = asked(monkeypatch, "")
    assert validated(capsys, delivered(tmp_path / "b")).codes == ["F01"]
    assert len(questions) == 1


# ---------------------------------------------------------------- told
def test_locked_file_is_rejected_with_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "validate", "--project", delivered(tmp_path))
    assert (said.code, said.err) == (1, "")
    assert (
        "  Bitte korrigieren und erneut senden: Die Datei ist mit einem Kennwort\n  geschützt.\n"
    ) in said.out
    assert "Bitte senden Sie sie ohne Kennwort oder nennen Sie uns das" in said.out
    assert said.out.endswith(HINT)


def test_wrong_password_is_told(tmp_path: Path, capsys: Capture) -> None:
    folder, file = delivered(tmp_path / "projekt"), passwords(tmp_path, "falsch")
    (finding,) = validated(capsys, folder, "--password-file", file).findings
    assert finding["message"] == (
        "Die Datei ist mit einem Kennwort geschützt. Das Kennwort dazu passt nicht."
    )


def test_locked_calc_file_is_told(tmp_path: Path, capsys: Capture) -> None:
    content = (FILES / "kennwort.ods").read_bytes()
    (finding,) = validated_file(capsys, tmp_path, content, "a.ods").findings
    assert (finding["message"], finding["remedy"]) == (
        "Die Datei von LibreOffice ist mit einem Kennwort geschützt.",
        "Bitte speichern Sie sie ohne Kennwort oder als Excel-Arbeitsmappe (.xlsx).",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Die Kennwortdatei k.txt gibt es nicht.\nBitte prüfen Sie den Pfad.\n"),
        (
            b"\xff\xfe\x00",
            "Die Kennwortdatei k.txt ist nicht lesbar.\n"
            "Bitte legen Sie eine Textdatei an (Codierung UTF-8), mit einem Kennwort je Zeile.\n",
        ),
    ],
)
def test_password_file_that_is_none_is_told(
    content: bytes | None, message: str, tmp_path: Path, capsys: Capture
) -> None:
    folder, path = delivered(tmp_path / "projekt"), tmp_path / "k.txt"
    if content is not None:
        path.write_bytes(content)
    said = call(capsys, "validate", "--project", folder, "--password-file", path)
    assert (said.code, said.out, said.err) == (2, "", message)


@pytest.mark.parametrize("content", [BOOK[:900], BOOK[:5000], BOOK[:600] + bytes(9000)])
def test_damaged_locked_file_is_no_fault(content: bytes, tmp_path: Path, capsys: Capture) -> None:
    assert validated_file(capsys, tmp_path, content, "a.xlsx").codes == ["F01"]


# ---------------------------------------------------------------- the copy that goes back
def test_copy_that_goes_back_is_told_to_be_open(tmp_path: Path, capsys: Capture) -> None:
    folder, file = delivered(tmp_path / "projekt"), passwords(tmp_path, "geheim")
    deliver(folder, "b.csv", csv_bytes(table({"Kennung": "TN-2"})))
    out = tmp_path / "rueck"
    words = ("validate", "--project", folder, "--password-file", file, "--feedback", out)
    said = call(capsys, *words)
    assert said.err.startswith(
        "lieferungen/muster/2023-01-20/a.xlsx hat ein Kennwort, die Kopie davon nicht.\n"
        "Bitte schützen Sie sie, bevor Sie sie senden.\nRückmeldungen in"
    )
    book = load_workbook(out / "rueckmeldung_muster_2023-01-20_a.xlsx")
    assert book.sheetnames == ["Rückmeldung", "Tabelle1"]


def test_the_fixture_is_locked_as_excel_locks() -> None:
    assert msoffcrypto.OfficeFile(io.BytesIO(BOOK)).is_encrypted()
