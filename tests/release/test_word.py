"""The edited Word file: read, followed to its evidence, freed of ENTWURF and of nothing else."""

import datetime as dt
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document

from durchstarten_cli.errors import UsageError
from durchstarten_cli.release.word import obstacles, passages, reference, without_draft_mark
from durchstarten_cli.render.docx import DocumentMeta, write_docx

LETTERHEAD = (Path(__file__).parents[2] / "templates" / "briefkopf.docx").read_bytes()
FIELDS = dict.fromkeys(("kommune", "stelle", "datum", "betreff"), "Stadt")
META = DocumentMeta("Titel", "Amt", dt.date(2024, 3, 5), draft=True, reference="2024-03-05_1")
MARKDOWN = """# Zu 1.:

Es nahmen **86 Personen** teil,
davon 22 in Ausbildung.

- Beratung

| Ergebnis | Personen |
|---|---|
| Ausbildung | 22 |

> Nach Angaben des Trägers \\[BITTE ERGÄNZEN: mehr\\]
"""
SAID = (
    "Zu 1.:",
    "Es nahmen 86 Personen teil, davon 22 in Ausbildung.",
    "Beratung",
    "Ergebnis | Personen",
    "Ausbildung | 22",
    "Nach Angaben des Trägers [BITTE ERGÄNZEN: mehr]",
)
DRAFT = write_docx(MARKDOWN, LETTERHEAD, FIELDS, META).content
MAIN = "word/document.xml"


def parts(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: archive.read(name) for name in archive.namelist()}


def with_part(change: Callable[[str], str], name: str = MAIN, content: bytes = DRAFT) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for key, part in parts(content).items():
            archive.writestr(key, change(part.decode()) if key == name else part)
    return buffer.getvalue()


def replaced(old: str, new: str) -> bytes:
    return with_part(lambda xml: xml.replace(old, new))


def edited(change: Callable[[Document], object]) -> bytes:
    """The draft as a colleague saves it again."""
    document = docx.Document(io.BytesIO(DRAFT))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_the_draft_says_what_was_written() -> None:
    assert passages(DRAFT) == SAID
    assert reference(DRAFT) == "2024-03-05_1"
    assert obstacles(DRAFT) == ()


def test_a_colleague_edits_and_the_reading_follows() -> None:
    def change(document: Document) -> None:
        document.paragraphs[1].runs[0].text = "Insgesamt nahmen "
        document.paragraphs[2].insert_paragraph_before("Neu")
        document.tables[0].cell(1, 1).text = "23"
        document.core_properties.keywords += "; Rat"

    content = edited(change)
    assert passages(content)[1:3] == (
        "Insgesamt nahmen 86 Personen teil, davon 22 in Ausbildung.", "Neu",
    )  # fmt: skip
    assert "Ausbildung | 23" in passages(content)
    assert reference(content) == "2024-03-05_1"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:ins w:id='1' w:author='x'><w:r><w:t>neu</w:t></w:r></w:ins>", "neu"),
        ("<w:del><w:r><w:delText>alt</w:delText></w:r></w:del><w:r><w:t>x</w:t></w:r>", "x"),
        ("<w:moveFrom><w:r><w:t>weg</w:t></w:r></w:moveFrom><w:r><w:t>x</w:t></w:r>", "x"),
        ("<w:moveTo w:id='1'><w:r><w:t>da</w:t></w:r></w:moveTo>", "da"),
        ("<w:hyperlink><w:r><w:t>Link</w:t></w:r></w:hyperlink>", "Link"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Feld</w:t></w:r></w:sdtContent></w:sdt>", "Feld"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/></w:r>", "a\tb\n-"),
        ("<w:proofErr w:type='x'/><w:r><w:t>8</w:t></w:r><w:r><w:t>6</w:t></w:r>", "86"),
    ],
)  # fmt: skip
def test_what_is_printed_counts_and_nothing_else(inner: str, text: str) -> None:
    content = replaced("<w:sectPr>", f"<w:p>{inner}</w:p><w:sectPr>")
    assert passages(content) == (*SAID, text)


@pytest.mark.parametrize(
    "block",
    [
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
        "</w:sdtContent></w:sdt></w:tbl>",
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/"
        "markup-compatibility/2006'><mc:Choice><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ],
)
def test_content_controls_and_text_boxes_are_read_once(block: str) -> None:
    assert passages(replaced("<w:sectPr>", f"{block}<w:sectPr>")) == (*SAID, "x")


def test_tables_in_tables_are_one_row() -> None:
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 1)
    cell.text = "außen"
    cell.add_table(1, 2).cell(0, 0).text = "innen"
    buffer = io.BytesIO()
    document.save(buffer)
    assert passages(buffer.getvalue()) == (" | außen innen | ",)


def test_entwurf_goes_and_every_other_entry_stays_as_it_was() -> None:
    before, after = parts(DRAFT), parts(without_draft_mark(DRAFT))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/header1.xml", "word/header2.xml"}
    for name in changed:
        line = before[name][before[name].index(b"<w:p>") :].split(b"</w:p>")[0] + b"</w:p>"
        assert b"ENTWURF" in line
        assert before[name].replace(line, b"") == after[name]


def test_a_file_without_the_mark_is_given_back_as_it_is() -> None:
    final = without_draft_mark(DRAFT)
    assert without_draft_mark(final) == final


def test_entwurf_goes_after_a_colleague_saved_the_file() -> None:
    def change(document: Document) -> None:
        document.paragraphs[0].insert_paragraph_before("ENTWURF")
        document.paragraphs[0].insert_paragraph_before("Der ENTWURF wurde beraten.")

    final = without_draft_mark(edited(change))
    assert passages(final) == ("Der ENTWURF wurde beraten.", *SAID)
    for section in docx.Document(io.BytesIO(final)).sections:
        assert all("ENTWURF" not in p.text for p in section.header.paragraphs)
        assert all("ENTWURF" not in p.text for p in section.first_page_header.paragraphs)


@pytest.mark.parametrize(
    "block",
    [
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>ENTWURF</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>ENTWURF</w:t></w:r></w:p>",
    ],
)
def test_a_paragraph_that_word_needs_only_loses_its_words(block: str) -> None:
    content = replaced("<w:sectPr>", f"{block}<w:p/><w:sectPr>")
    final = without_draft_mark(content)
    assert passages(final) == SAID
    count = parts(content)[MAIN].count(b"<w:p>") + parts(content)[MAIN].count(b"<w:p/>")
    xml = parts(final)[MAIN]
    assert xml.count(b"<w:p>") + xml.count(b"<w:p/>") == count
    assert xml.count(b"<w:sectPr") == parts(content)[MAIN].count(b"<w:sectPr")


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<w:ins w:id='1'><w:r><w:t>neu</w:t></w:r></w:ins>", "noch nicht angenommene Änderungen"),
        ("<w:del w:id='1'><w:r><w:delText>a</w:delText></w:r></w:del>", "nicht angenommene"),
        ("<w:r><w:rPr><w:rPrChange w:id='1'/></w:rPr><w:t>a</w:t></w:r>", "nicht angenommene"),
        ("<w:r><w:commentReference w:id='0'/></w:r>", "Kommentare"),
    ],
)
def test_open_changes_and_comments_are_reported(inner: str, said: str) -> None:
    (sentence,) = obstacles(replaced("<w:sectPr>", f"<w:p>{inner}</w:p><w:sectPr>"))
    assert said in sentence
    assert "Bitte" in sentence


@pytest.mark.parametrize(
    "block",
    [
        "<w:p><w:r><w:t>ENTWURF vom 5. März</w:t></w:r></w:p>",
        "<w:p><v:textpath xmlns:v='urn:schemas-microsoft-com:vml' "
        "string='ENTWURF vom 5. März'/></w:p>",
    ],
)
def test_other_signs_of_a_draft_are_reported(block: str) -> None:
    content = with_part(lambda xml: xml.replace("</w:hdr>", f"{block}</w:hdr>"), "word/header1.xml")
    (sentence,) = obstacles(without_draft_mark(content))
    assert "„ENTWURF vom 5. März“" in sentence


@pytest.mark.parametrize(
    "content",
    [
        b"", b"%PDF-1.7", DRAFT[:4000], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        with_part(lambda xml: xml[:-9]), with_part(lambda _: "<x/>"),
        with_part(lambda _: "<x/>", "_rels/.rels"),
        with_part(lambda xml: f"<!DOCTYPE x>{xml[55:]}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("read", [passages, reference, without_draft_mark, obstacles])
def test_what_is_no_word_file_is_refused_in_german(
    content: bytes, read: Callable[[bytes], object]
) -> None:
    with pytest.raises(UsageError, match=r"^Die Datei ist ") as refused:
        read(content)
    assert refused.value.remedy.startswith("Bitte")


def test_a_broken_part_beside_the_text_is_refused_too() -> None:
    with pytest.raises(UsageError, match="beschädigt"):
        without_draft_mark(with_part(lambda xml: xml[:-5], "word/header1.xml"))


def test_a_file_that_unpacks_beyond_reason_is_refused() -> None:
    buffer = io.BytesIO(DRAFT)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", bytes(201_000_000))
    with pytest.raises(UsageError, match="zu groß"):
        passages(buffer.getvalue())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_all_of_it_works_after_another_office_program_rewrote_the_file(tmp_path: Path) -> None:
    (tmp_path / "entwurf.docx").write_bytes(DRAFT)
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "neu")]
    subprocess.run([*command, str(tmp_path / "entwurf.docx")], check=True, capture_output=True)
    content = (tmp_path / "neu" / "entwurf.docx").read_bytes()
    final = without_draft_mark(content)
    assert passages(content) == passages(final) == SAID
    assert reference(content) == "2024-03-05_1"
    assert obstacles(final) == ()
    assert not any(b"ENTWURF" in part for part in parts(final).values())
    differing = {name for name, part in parts(content).items() if parts(final)[name] != part}
    assert differing <= {"word/header1.xml", "word/header2.xml", "word/header3.xml"}
