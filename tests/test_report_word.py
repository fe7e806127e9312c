"""The Word file of the statement on the sample, read back by other programs."""

import io
import re
from pathlib import Path

import docx
import mammoth
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from tests.drafts import Draft, draft, markdown_texts, sample, word_texts


@pytest.fixture(scope="module")
def document(drafted: Draft) -> Document:
    return docx.Document(str(drafted.docx))


def test_word_and_markdown_say_the_same(drafted: Draft) -> None:
    assert word_texts(drafted.docx) == markdown_texts(drafted.markdown)


def test_all_numbers_of_the_markdown_are_in_the_word_file(drafted: Draft) -> None:
    """The numbers of a list are no text in Word."""
    items = re.compile(r"^(?:#+ |> |\* |\d+\. )", re.MULTILINE)
    in_markdown = re.findall(r"\d+", items.sub("", drafted.markdown))
    assert re.findall(r"\d+", " ".join(word_texts(drafted.docx))) == in_markdown
    assert len(in_markdown) > 100


def test_headings_go_down_without_a_jump(document: Document) -> None:
    names = [p.style.name or "" for p in document.paragraphs if p.style]
    assert [int(n[-1]) for n in names if n.startswith("Heading")] == [1, 2, 3, 3, 3, 3]


def test_every_table_is_plain_with_a_marked_header_row(document: Document) -> None:
    assert len(document.tables) == 4
    header = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
    for table in document.tables:
        marks = [row.find(header) is not None for row in table._tbl.tr_lst]
        assert marks == [True] + [False] * (len(marks) - 1)
        assert list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge"))) == []
        assert all(cell.text for cell in table.rows[0].cells)


def test_a_screen_reader_meets_headings_lists_and_header_cells(drafted: Draft) -> None:
    html = mammoth.convert_to_html(io.BytesIO(drafted.docx.read_bytes())).value
    assert re.findall(r"<h(\d)>", html) == list("123333")
    assert (html.count("<thead>"), html.count("<th>")) == (4, 22)
    assert (html.count("<ol>"), html.count("<ul>")) == (1, 2)


def test_language_title_and_author_are_set(document: Document) -> None:
    properties = document.core_properties
    assert properties.title == "Stellungnahme: Durchstarten in Ausbildung und Arbeit"
    assert properties.author == "Kommunales Integrationszentrum"
    languages = document.styles.element.findall(f".//{qn('w:lang')}")
    assert {element.get(qn("w:val")) for element in languages} == {"de-DE"}


def test_every_page_says_draft_and_has_its_number(document: Document) -> None:
    (section,) = document.sections
    pages = [(section.header, section.footer)]
    if section.different_first_page_header_footer:
        pages.append((section.first_page_header, section.first_page_footer))
    for header, footer in pages:
        assert header.paragraphs[0].text == "ENTWURF"
        fields = [e.text or "" for e in footer._element.iter(qn("w:instrText"))]
        fields += [e.get(qn("w:instr")) or "" for e in footer._element.iter(qn("w:fldSimple"))]
        assert {"PAGE", "NUMPAGES"} <= set(" ".join(fields).split())


def test_the_date_in_the_file_is_the_one_of_the_statement(document: Document) -> None:
    made = document.core_properties.created
    assert made is not None
    assert f"{made:%Y-%m-%d}" == "2024-03-05"


def test_the_office_signs_at_the_end(drafted: Draft) -> None:
    assert word_texts(drafted.docx)[-1] == "Kommunales Integrationszentrum, 5. März 2024"


def test_an_own_letterhead_of_the_project_is_taken(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / "vorlagen").mkdir()
    own = docx.Document()
    own.add_paragraph("Eigener Briefkopf")
    own.add_paragraph("{{p stellungnahme }}")
    own.save(str(project / "vorlagen/briefkopf.docx"))
    result = draft(project)
    assert result.said.code == 0
    assert word_texts(result.docx)[0] == "Eigener Briefkopf"
    assert word_texts(result.docx)[1:] == markdown_texts(result.markdown)
