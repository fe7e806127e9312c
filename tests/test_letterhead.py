"""A letterhead as an office has it: text boxes, tables in headers, German styles, own fields."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tests.drafts import Draft, draft, edit, markdown_texts, sample

FIELDS = """
[letterhead.fields]
aktenzeichen = "50-12/2024 <&>"
Ansprechpartner = "Frau Beispiel\\nZimmer 12"
"""
LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000157a5e0610000000049454e44ae426082"
)
BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="1800000" cy="720000"/>
<wp:docPr id="41" name="Textfeld 41"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>
<wps:txbx>CONTENT</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>
</w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:shape style="width:140pt;height:60pt"><v:textbox>CONTENT</v:textbox>
</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>
""".replace(
    "CONTENT",
    "<w:txbxContent><w:p><w:r><w:t>Az. {{ akten</w:t></w:r><w:r><w:t>zeichen }}</w:t></w:r></w:p>"
    "</w:txbxContent>",
)


def letterhead() -> bytes:
    """With a text box, a table and a picture in the header, and the ids of German Word."""
    office = docx.Document()
    for style in office.styles.element.iter(qn("w:style")):
        if (identity := style.get(qn("w:styleId"), "")).startswith("Heading"):
            style.set(qn("w:styleId"), identity.replace("Heading", "berschrift"))
    header = office.sections[0].header
    cell = header.add_table(1, 2, docx.shared.Cm(16)).rows[0].cells[1]
    for piece in ("Auskunft: {", "{Ansprech", "partner}", "}"):
        cell.paragraphs[0].add_run(piece)
    header.paragraphs[0].add_run().add_picture(io.BytesIO(LOGO))
    office.add_paragraph("Vor dem Text")._p.append(parse_xml(BOX))
    place = office.add_paragraph()
    for piece in ("{{", "p stellung", "nahme }", "}"):
        place.add_run(piece).italic = True
    office.add_paragraph("Nach dem Text, {{ datum }}")
    content = io.BytesIO()
    office.save(content)
    return content.getvalue()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    project = sample(tmp_path_factory.mktemp("briefkopf") / "leverkusen")
    (project / "vorlagen").mkdir()
    (project / "vorlagen/briefkopf.docx").write_bytes(letterhead())
    edit(project / "durchstarten.toml", "\n[report]", f"{FIELDS}\n[report]")
    return draft(project)


def test_fields_are_filled_in_text_boxes_and_tables_of_headers(written: Draft) -> None:
    assert written.said.code == 0
    document = docx.Document(str(written.docx))
    boxes = [
        "".join(t.text or "" for t in box.iter(qn("w:t")))
        for box in document.element.iter(qn("w:txbxContent"))
    ]
    assert boxes == ["Az. 50-12/2024 <&>"] * 2
    (cell,) = [c for t in document.sections[0].header.tables for c in t.rows[0].cells][1:]
    assert cell.text == "Auskunft: Frau Beispiel\nZimmer 12"
    assert document.paragraphs[-1].text == "Nach dem Text, 5.\u00a0März\u00a02024"


def test_the_statement_stands_between_what_the_office_wrote(written: Draft) -> None:
    document = docx.Document(str(written.docx))
    texts = [p.text.replace("\u00a0", " ") for p in document.paragraphs]
    assert texts[0] == "Vor dem Text"
    assert texts[1] == markdown_texts(written.markdown)[0]
    assert not [text for text in texts if "{{" in text]


def test_headings_take_the_styles_of_german_word(written: Draft) -> None:
    document = docx.Document(str(written.docx))
    used = [p.style for p in document.paragraphs if p.style is not None]
    headings = {style.style_id for style in used if (style.name or "").startswith("Heading")}
    assert headings == {"berschrift1", "berschrift2", "berschrift3"}


def test_charts_stand_beside_the_drawings_of_the_office(written: Draft) -> None:
    document = docx.Document(str(written.docx))
    numbers = [d.get("id") for d in document.element.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers)) == 3


def test_the_logo_stays_as_it_was(written: Draft) -> None:
    with zipfile.ZipFile(written.docx) as archive:
        pictures = [n for n in archive.namelist() if n.startswith("word/media/")]
        assert [archive.read(name) for name in pictures] == [LOGO]


def test_a_field_that_the_letterhead_does_not_have_is_told(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", "\n[report]", f"{FIELDS}\n[report]")
    said = " ".join(draft(project).said.err.split())
    assert (
        "Das Feld „aktenzeichen“ aus den Einstellungen kommt im Briefkopf nicht vor. "
        "Wo es stehen soll, schreiben Sie {{ aktenzeichen }} hinein." in said
    )


def test_a_field_that_the_program_fills_in_cannot_be_set(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(
        project / "durchstarten.toml", "\n[report]", '\n[letterhead.fields]\ndatum = "x"\n[report]'
    )
    said = draft(project).said
    assert (said.code, said.out) == (2, "")
    assert "letterhead.fields.datum: Diesen Namen füllt das Programm selbst aus." in said.err


def test_a_template_of_word_is_refused(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / "vorlagen").mkdir()
    content, changed = letterhead(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(b"document.main+xml", b"template.main+xml"))
    (project / "vorlagen/briefkopf.docx").write_bytes(changed.getvalue())
    said = draft(project).said
    assert (said.code, said.err.splitlines()) == (
        2,
        [
            "Die Datei des Briefkopfs ist eine Word-Vorlage (.dotx), kein Word-Dokument (.docx).",
            "Bitte öffnen Sie die Datei in Word und speichern Sie sie als "
            "„Word-Dokument (*.docx)“.",
        ],
    )
