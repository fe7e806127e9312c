"""`report --format pdf`: a tagged PDF where LibreOffice is there, else a sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from durchstarten_cli.errors import OutputError
from durchstarten_cli.office import LibreOffice
from tests.build import Said
from tests.drafts import call, draft, files, sample

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
INSTEAD = "Bitte öffnen Sie die Word-Datei und speichern Sie sie in Word als PDF."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample(tmp_path / "leverkusen")


def elements(node: object) -> Iterator[DictionaryObject]:
    """The elements of a structure tree in the order in which they are read."""
    node = getattr(node, "get_object", lambda: node)()
    if isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))
    elif isinstance(node, list):
        for child in node:
            yield from elements(child)


@needs_office
def test_the_pdf_is_tagged_german_and_the_same_every_time(project: Path) -> None:
    made = draft(project, "--format", "pdf")
    assert made.said.code == 0
    assert made.said.out == f"{made.folder / 'stellungnahme.pdf'}\n"
    assert set(files(made.folder)) == {
        "stellungnahme.pdf",
        "intern/belege.json",
        "intern/entscheidungen.json",
    }
    reader = PdfReader(made.folder / "stellungnahme.pdf")
    root = reader.root_object
    assert str(root["/MarkInfo"]) == "{'/Marked': True}"
    assert str(root["/Lang"]) == "de-DE"
    assert "'/DisplayDocTitle': True" in str(root["/ViewerPreferences"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Stellungnahme: Durchstarten in Ausbildung und Arbeit"
    kinds = [str(e["/S"]) for e in elements(root["/StructTreeRoot"])]
    assert [kind for kind in kinds if kind[:2] == "/H"] == ["/H1", "/H2", *["/H3"] * 4]
    assert kinds.count("/TH") == 22
    told = [e.get("/Alt") for e in elements(root["/StructTreeRoot"]) if str(e["/S"]) == "/Figure"]
    assert [str(alt).partition(":")[0] for alt in told] == [
        "Säulendiagramm",
        "Balkendiagramm nach Bausteinen",
    ]
    assert "86 Personen" in reader.pages[1].extract_text().replace("\u00a0", " ")
    again = draft(project, "--format", "pdf")
    assert files(again.folder) == files(made.folder)


def test_without_libreoffice_a_sentence_says_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = files(project)
    assert call("report", "--project", project, "--format", "pdf") == Said(
        2,
        "",
        "Für ein PDF wird LibreOffice gebraucht; auf diesem Rechner ist es nicht zu finden.\n"
        "Bitte nehmen Sie --format docx und speichern Sie die Datei in Word als PDF.\n",
    )
    assert files(project) == before


def program(folder: Path, lines: str) -> Path:
    """A program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("exit 1", "LibreOffice hat kein PDF erzeugt."),
        ("exec sleep 30", "LibreOffice hat nach 0.5 Sekunden noch kein PDF erzeugt."),
    ],
)
def test_what_libreoffice_does_not_do_is_told(tmp_path: Path, lines: str, sentence: str) -> None:
    office = LibreOffice(program(tmp_path, lines), patience=0.5)
    with pytest.raises(OutputError) as told:
        office.pdf(b"")
    assert (told.value.message, told.value.remedy) == (sentence, INSTEAD)


def test_a_program_that_does_not_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as told:
        LibreOffice(tmp_path / "soffice").pdf(b"")
    assert told.value.message == "LibreOffice lässt sich nicht starten."


def test_a_pdf_that_cannot_be_read_is_told_and_nothing_is_written(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = tmp_path / "programme"
    there.mkdir()
    program(there, 'for last; do :; done; echo kaputt > "$(dirname "$last")/stellungnahme.pdf"')
    monkeypatch.setenv("PATH", f"{there}:/usr/bin:/bin")
    before = files(project)
    said = call("report", "--project", project, "--format", "pdf")
    assert (said.code, said.err.splitlines()[0]) == (
        2,
        "LibreOffice hat ein PDF erzeugt, das sich nicht lesen lässt.",
    )
    assert files(project) == before
