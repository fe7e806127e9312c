"""The Word document: what stands in it, on which letterhead, read back by other programs."""

import datetime as dt
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import mammoth
import pytest
from docx.document import Document
from docx.shared import Pt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.release import word
from durchstarten_cli.render.docx import DocumentMeta, Passage, WordDocument, write_docx
from durchstarten_cli.render.marks import mark, strip_marks

TOP = Path(__file__).parents[2]
LETTERHEAD = (TOP / "templates" / "briefkopf.docx").read_bytes()
FIELDS = {
    "kommune": "Stadt Beispiel",
    "stelle": "Amt für <Soziales> & Bildung",
    "datum": "05.03.2024",
    "betreff": "Betreff",
}
META = DocumentMeta(
    "Titel & mehr", "Amt", dt.date(2024, 3, 5), draft=True, reference="2024-03-05_1"
)
TABLE = (
    "Tabelle 1: Ergebnis\n\n| Ergebnis | Personen |\n|---|---|\n"
    "| Ausbildung | 22 |\n| Arbeit | 16 |\n"
)
MAIN = "word/document.xml"


def write(markdown: str, letterhead: bytes = LETTERHEAD, meta: DocumentMeta = META) -> WordDocument:
    return write_docx(markdown, letterhead, FIELDS, meta)


def opened(document: WordDocument) -> Document:
    return docx.Document(io.BytesIO(document.content))


def styled(document: WordDocument) -> list[tuple[str, str]]:
    return [(p.style.name or "", p.text) for p in opened(document).paragraphs if p.style]


def part(content: bytes, name: str = MAIN) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def with_part(content: bytes, change: Callable[[bytes], bytes], name: str = MAIN) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return buffer.getvalue()


def office(*paragraphs: str) -> Document:
    """A letterhead as an office makes it in Word."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def headers(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {n: archive.read(n) for n in archive.namelist() if n.startswith("word/header")}


def test_blocks_get_the_styles_that_word_knows() -> None:
    markdown = "# Eins\n\n## Zwei\n\nText\n\n- Punkt\n\n1. Erstens\n\n> Zitat\n"
    assert styled(write(markdown)) == [
        ("Heading 1", "Eins"),
        ("Heading 2", "Zwei"),
        ("Normal", "Text"),
        ("List Bullet", "Punkt"),
        ("List Number", "Erstens"),
        ("Quote", "Zitat"),
    ]


def test_headings_have_no_jumps_whatever_the_text_does() -> None:
    levels = styled(write("## A\n\n#### B\n\n## C\n\n###### D\n\n# E\n"))
    assert [style[-1] for style, _ in levels] == ["1", "2", "1", "2", "1"]


def test_a_screen_reader_meets_headings_lists_header_cells_and_the_picture() -> None:
    content = write(f"# Kopf\n\n- a\n  - b\n\n1. c\n2. d\n\n{TABLE}").content
    html = mammoth.convert_to_html(io.BytesIO(content)).value
    assert (
        "<h1>Kopf</h1><ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li><li>d</li></ol>" in html
    )
    assert "<thead><tr><th><p><strong>Ergebnis</strong></p></th>" in html
    assert b'descr="Bildmarke' in part(content, "word/header2.xml")


def test_every_ordered_list_counts_from_its_own_start() -> None:
    document = opened(write("1. a\n2. b\n\nText\n\n5. c\n"))
    numbers = document.element.xpath("//w:numId/@w:val")
    assert numbers[0] == numbers[1] != numbers[2]
    starts = document.part.numbering_part.element.xpath("//w:startOverride/@w:val")
    assert starts == ["1", "5"]


def test_tables_are_plain_with_a_marked_header_row_and_rows_that_stay_whole() -> None:
    table = opened(write(TABLE)).tables[0]
    xml = table._tbl.xml
    assert table.style is not None
    assert table.style.name == "Table Grid"
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == 3
    assert "vMerge" not in xml
    assert "gridSpan" not in xml
    assert 'w:tblCaption w:val="Tabelle 1: Ergebnis"' in xml


def test_the_borders_of_tables_are_visible() -> None:
    styles = part(write(TABLE).content, "word/styles.xml")
    assert styles.count(b'w:val="single" w:sz="4"') == 6


@pytest.mark.parametrize(
    ("cells", "alignment"),
    [
        (["22", "1.234"], "right"),
        (["26 %", "12,5\u00a0%", "–"], "right"),
        (["22", "nicht gemeldet"], "right"),
        (["22", "zwei"], None),
        (["–", "nicht gemeldet"], None),
    ],
)
def test_columns_of_numbers_stand_to_the_right(cells: list[str], alignment: str | None) -> None:
    rows = "".join(f"| a | {cell} |\n" for cell in cells)
    table = opened(write(f"| A | B |\n|---|---|\n{rows}")).tables[0]
    found = {c.paragraphs[0]._p.xpath("string(w:pPr/w:jc/@w:val)") for c in table.columns[1].cells}
    assert found == {alignment or ""}


def test_a_caption_stands_with_its_table() -> None:
    caption = opened(write(f"Tabelle ohne Tabelle\n\nText\n\n{TABLE}")).paragraphs[2]
    assert caption.style is not None
    assert (caption.style.name, caption.paragraph_format.keep_with_next) == ("Caption", True)
    assert styled(write("Tabelle 1: nur Text"))[0][0] == "Normal"


def test_tables_do_not_grow_together_and_are_not_the_last_thing() -> None:
    tables = "| A |\n|---|\n| 1 |\n\n"
    body = opened(write(tables + "\n" + tables)).element.body
    assert [child.tag.split("}")[1] for child in body] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_emphasis_breaks_and_odd_markup() -> None:
    markdown = "**fett *beides*** und *kursiv*  \nneue `Zeile` <b>x</b> [a](b) ![c](d) <http://e>"
    paragraph = opened(write(markdown)).paragraphs[0]
    assert paragraph.text == (
        "fett beides und kursiv\nneue `Zeile` <b>x</b> [a](b) ![c](d) <http://e>"
    )
    shapes = [(run.text, run.bold or False, run.italic or False) for run in paragraph.runs]
    assert shapes[:4] == [
        ("fett ", True, False),
        ("beides", True, True),
        (" und ", False, False),
        ("kursiv", False, True),
    ]


def test_gaps_are_yellow_and_nothing_else() -> None:
    paragraph = opened(write("Vor \\[BITTE ERGÄNZEN: *mehr* dazu\\] nach [anderes]")).paragraphs[0]
    yellow = "".join(run.text for run in paragraph.runs if run.font.highlight_color)
    assert yellow == "[BITTE ERGÄNZEN: mehr dazu]"


def test_marks_become_citations_and_are_nowhere_in_the_file() -> None:
    markdown = (
        f"Es waren **{mark(3, '86 Personen')}**, {mark(14, 'zwei')}.\n\n| A | B |\n|---|---|\n"
    )
    document = write(f"{markdown}| {mark(0, '1')} | {mark(1, '1.234')} |\n")
    assert document.passages == (
        Passage("Es waren 86 Personen, zwei.", ((9, 20, 3), (22, 26, 14))),
        Passage("A | B"),
        Passage("1 | 1.234", ((0, 1, 0), (4, 9, 1))),
    )
    everything = "".join(part(document.content, name).decode("utf-8", "ignore") for name in [MAIN])
    assert not set("\ue000\ue001\ue002") & set(everything)
    assert strip_marks(markdown).startswith("Es waren **86 Personen**, zwei.")


def test_stray_marks_vanish() -> None:
    assert write("a\ue000b\ue0017\ue002c\ue00099\ue001").passages == (Passage("ab7c99"),)
    assert strip_marks("a\ue000b" + mark(1, "x\ue002y")) == "abxy"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
@example("\x00\x07\ufffe\udc80 {{ kommune }} {% x %} \\x0b")
@example("|a|\n|-|\n|\xa0|\n|&#12;|")
@example("- " * 60 + "x")
@example("> " * 90 + "x")
@example("{ PAGE } =1+1 &#7; &#10; &amp;lt;w:p/&gt;")
def test_any_text_gives_a_document_that_says_it(text: str) -> None:
    document = write(f"{text}\n\nEnde")
    assert word.passages(document.content) == tuple(p.text for p in document.passages)
    assert document.passages[-1].text.endswith("Ende")
    assert b"fldChar" not in part(document.content)
    opened(document)


def test_text_is_never_left_out_but_refused_when_nested_beyond_reason() -> None:
    with pytest.raises(SettingsError, match="geschachtelt"):
        write("> " * 5000 + "x")


def test_fields_are_filled_in_everywhere_and_only_ever_text() -> None:
    head = office("{{ betreff }} / {{datum}}", "{{p stellungnahme }}")
    head.sections[0].header.paragraphs[0].text = "{{ stelle }}"
    head.sections[0].footer.paragraphs[0].text = "{{ kommune }}"
    fields = FIELDS | {"betreff": "{{ datum }}\n</w:t> & {% x %}"}
    document = opened(write_docx("Text", saved(head), fields, META))
    assert document.paragraphs[0].text == "{{ datum }}\n</w:t> & {% x %} / 05.03.2024"
    assert document.sections[0].header.paragraphs[1].text == "Amt für <Soziales> & Bildung"
    assert document.sections[0].footer.paragraphs[0].text == "Stadt Beispiel"


def test_a_field_that_word_cut_into_runs_keeps_its_format() -> None:
    head = office("", "{{p stellungnahme }}")
    for piece in ("Von {", "{ ste", "lle", " }", "} nach"):
        head.paragraphs[0].add_run(piece).bold = True
    document = opened(write("Text", saved(head)))
    assert document.paragraphs[0].text == "Von Amt für <Soziales> & Bildung nach"
    assert all(run.bold for run in document.paragraphs[0].runs)


@pytest.mark.parametrize(
    "written", ["{{ unbekannt }}", "{{ stelle.upper() }}", "{% if x %}", "{{ a"]
)
def test_what_is_no_field_is_refused_with_the_fields_there_are(written: str) -> None:
    with pytest.raises(SettingsError) as refused:
        write("Text", saved(office(written, "{{p stellungnahme }}")))
    assert written in refused.value.message
    assert "{{ kommune }}" in refused.value.remedy


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["Kein Platz"], "fehlt"),
        (["{{ stellungnahme }}"], "anders geschrieben"),
        (["Text: {{p stellungnahme }}"], "anders geschrieben"),
        (["{{p stellungnahme }}", "{{p stellungnahme }}"], "mehrmals"),
    ],
)
def test_without_one_place_for_the_text_the_letterhead_is_refused(
    paragraphs: list[str], said: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        write("Text", saved(office(*paragraphs)))
    assert said in refused.value.message
    assert "{{p stellungnahme }}" in refused.value.remedy


def test_a_place_inside_a_table_is_refused() -> None:
    head = office()
    head.add_table(1, 1).cell(0, 0).text = "{{p stellungnahme }}"
    with pytest.raises(SettingsError, match="in einer Tabelle"):
        write("Text", saved(head))


def _typed(kind: bytes) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_part(LETTERHEAD, lambda xml: xml.replace(main, kind), "[Content_Types].xml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_typed(b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
         "Vorlage (.dotx)"),
        (_typed(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "Makros"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Kennwort"),
        (b"%PDF-1.7", "keine Word-Datei"),
        (b"", "keine Word-Datei"),
        (LETTERHEAD[:5000], "keine Word-Datei"),
        (with_part(LETTERHEAD, lambda xml: xml[:-9], "word/header1.xml"), "beschädigt"),
        (with_part(LETTERHEAD, lambda xml: xml[:-9], "word/styles.xml"), "beschädigt"),
        (with_part(LETTERHEAD, lambda xml: xml[:-20]), "beschädigt"),
        (with_part(LETTERHEAD, lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml.split(b"?>")[1]),
         "beschädigt"),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        write("Text", content)
    assert said in refused.value.message
    assert refused.value.remedy.startswith("Bitte")


def test_styles_are_found_by_name_though_german_word_writes_other_ids() -> None:
    def german(xml: bytes) -> bytes:
        return xml.replace(b'w:styleId="Heading1"', b'w:styleId="berschrift1"')

    content = write("# Kopf", with_part(LETTERHEAD, german, "word/styles.xml")).content
    assert b'<w:pStyle w:val="berschrift1"/>' in part(content)


def test_missing_styles_are_added_in_a_plain_form_and_named() -> None:
    head = office("{{p stellungnahme }}")
    for name in ("Heading 2", "Caption", "List Bullet"):
        head.styles[name].delete()
    document = write(f"# A\n\n## B\n\n- c\n\n{TABLE}", saved(head))
    assert [style for style, _ in styled(document)][:4] == [
        "Heading 1", "Heading 2", "List Bullet", "Caption",
    ]  # fmt: skip
    (note,) = document.notes
    assert "„Überschrift 2“, „Aufzählungszeichen“, „Beschriftung“" in note
    assert write("# A").notes == ()


def test_ordinary_text_takes_the_style_of_the_placeholder() -> None:
    head = office("{{p stellungnahme }}")
    head.paragraphs[0].style = head.styles["Body Text"]
    assert styled(write("Text", saved(head))) == [("Body Text", "Text")]


def test_what_the_letterhead_says_belongs_to_the_passages() -> None:
    head = office("Az.: {{ betreff }}", "{{p stellungnahme }}", "Im Auftrag")
    document = write(f"Es waren {mark(0, '2')}.", saved(head))
    assert document.passages == (
        Passage("Az.: Betreff"), Passage("Es waren 2.", ((9, 10, 0),)), Passage("Im Auftrag"),
    )  # fmt: skip


def test_parts_that_nothing_changes_stay_byte_for_byte() -> None:
    before = zipfile.ZipFile(io.BytesIO(LETTERHEAD))
    after = zipfile.ZipFile(io.BytesIO(write("Text").content))
    for name in ("word/media/bildmarke.png", "word/settings.xml", "word/_rels/header2.xml.rels"):
        assert after.read(name) == before.read(name)


def test_a_draft_says_so_on_every_page() -> None:
    head = office("{{p stellungnahme }}")
    head.settings.odd_and_even_pages_header_footer = True
    section = head.add_section()
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Anlage"
    found = opened(write("Text", saved(head))).sections
    for section in found:
        for header in (section.header, section.first_page_header, section.even_page_header):
            assert next(p.text for p in header.paragraphs if p.text) == "ENTWURF"
    assert found[1].header.paragraphs[1].text == "Anlage"


def test_the_sample_letterhead_is_marked_on_first_and_following_pages() -> None:
    marked = headers(write("Text").content)
    assert len(marked) == 2
    assert all(xml.count(b"ENTWURF") == 1 for xml in marked.values())


def test_a_final_document_is_not_marked() -> None:
    meta = DocumentMeta("T", "A", dt.date(2024, 3, 5), draft=False, reference="r")
    assert not any(b"ENTWURF" in xml for xml in headers(write("Text", meta=meta).content).values())


def test_the_document_tells_title_language_and_where_its_evidence_is() -> None:
    document = opened(write("Text"))
    said = document.core_properties
    assert (said.title, said.author, said.keywords) == ("Titel & mehr", "Amt", "2024-03-05_1")
    assert (said.language, said.revision) == ("de-DE", 1)
    assert said.created == said.modified
    assert said.created is not None
    assert said.created.date() == dt.date(2024, 3, 5)
    assert document.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["de-DE"]


def test_the_language_is_german_though_the_letterhead_came_from_elsewhere() -> None:
    def english(xml: bytes) -> bytes:
        return xml.replace(b'w:val="de-DE"', b'w:val="en-US"')

    content = write("Text", with_part(LETTERHEAD, english, "word/styles.xml")).content
    assert b'w:lang w:val="de-DE"' in part(content, "word/styles.xml")


def test_properties_of_any_length_and_content() -> None:
    meta = DocumentMeta("<ä>\x00" * 200, "A & B", dt.date(2024, 3, 5), draft=False, reference="r")
    title = opened(write("Text", meta=meta)).core_properties.title
    assert title is not None
    assert title == ("<ä>" * 200)[:255]


def test_same_input_same_bytes() -> None:
    first, second = write(TABLE), write(TABLE)
    assert first == second
    entries = zipfile.ZipFile(io.BytesIO(first.content)).infolist()
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {(e.date_time, e.create_system) for e in entries} == {((1980, 1, 1, 0, 0, 0), 3)}


def test_an_office_may_use_styles_of_its_own_size() -> None:
    head = office("{{p stellungnahme }}")
    head.styles["Heading 1"].font.size = Pt(31)
    document = opened(write("# Kopf", saved(head)))
    style = document.paragraphs[0].style
    assert style is not None
    assert style.font.size == Pt(31)


def test_the_committed_letterhead_is_what_the_tool_makes() -> None:
    tool = [sys.executable, str(TOP / "tools" / "letterhead.py"), "--check"]
    environment = os.environ | {"PYTHONPATH": str(TOP / "src")}
    assert subprocess.run(tool, env=environment, check=False).returncode == 0
