"""What templates may say, and what texts from outside may not become: markup, code, figures."""

import json
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt

from tests.build import SAMPLES, Capture, call
from tests.drafts import (
    DEKRA,
    KI,
    SAMPLE,
    Draft,
    draft,
    edit,
    markdown_texts,
    page_texts,
    sample,
    word_texts,
)

TEMPLATES = sorted((SAMPLES.parent / "templates").rglob("*.j2"))
NUMBER = re.compile(
    r"\d+|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|hundert)\b", re.IGNORECASE
)
MARKS = re.compile("[\ue000-\ue003]")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample(tmp_path / "leverkusen")


# ---------------------------------------------------------------- what is counted is never typed
def test_the_templates_name_nothing_that_does_not_exist_and_state_no_number(
    tmp_path: Path, capsys: Capture
) -> None:
    """They are taken for those of a project, which `validate` looks at."""
    root = sample(tmp_path / "leverkusen")
    for path in TEMPLATES:
        own = root / "vorlagen" / path.relative_to(SAMPLES.parent / "templates")
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_bytes(path.read_bytes())
    said = call(capsys, "validate", "--project", root, "--json")
    assert json.loads(said.out)["material"] == []


def test_the_texts_of_the_sample_state_only_the_ages_of_the_target_group() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((SAMPLE / "texte").iterdir())]
    assert NUMBER.findall("\n".join(texts)) == ["18", "27"]


# ---------------------------------------------------------------- one line of text from outside
TRICKS = (
    "{{ 7 * 7 }}{% raise %}{# weg #}",
    "<script>alert(1)</script> &amp; <b>",
    "**fett** _kursiv_ `code` ~~weg~~",
    "![Bild](http://example.org/x.png) [Verweis](javascript:alert)",
    "| a | b | # x",
    "\ue0000\ue00186\ue002",
    "[BITTE ERGÄNZEN: nichts]",
)


def markup(markdown: str) -> dict[str, int]:
    """How often each kind of markup occurs; links, images, HTML and code are among them."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    inner = [child for token in tokens for child in token.children or []]
    kinds = [t.type for t in (*tokens, *inner) if t.type not in ("text", "text_special")]
    return {kind: kinds.count(kind) for kind in kinds}


def toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def rename_in_meetings(project: Path, **names: str) -> None:
    """Give names in the list of meetings something behind them; blanks are written as "_"."""
    book = openpyxl.load_workbook(project / KI)
    cells = [c for row in book.worksheets[0].iter_rows() for c in row if isinstance(c.value, str)]
    for cell in cells:
        for name, behind in names.items():
            old = name.replace("_", " ")
            cell.value = str(cell.value).replace(old, f"{old} {behind}")
    book.save(project / KI)


@pytest.mark.parametrize("trick", TRICKS)
def test_an_inquiry_cannot_become_markup_or_code(drafted: Draft, project: Path, trick: str) -> None:
    for old in (
        "der Fraktion Bündnis 90/Die Grünen",
        "Durchstarten in Ausbildung und Arbeit",
        "z.d.A.: Rat",
        "Welches Resümee zieht die Verwaltung, und wie haben die beteiligten Fachbereiche dabei "
        "zusammengewirkt?",
    ):
        edit(project / "anfrage.toml", f'"{old}"', toml_text(f"# {trick}\n\n## {trick}"))
    result = draft(project)
    assert markup(result.markdown) == markup(drafted.markdown)
    shown = MARKS.sub("", trick)
    assert " ".join(word_texts(result.docx)).count(f"# {shown} ## {shown}") == 4
    assert word_texts(result.docx) == markdown_texts(result.markdown)
    assert page_texts(result.page) == markdown_texts(result.markdown)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_name_in_settings_or_rows_cannot_become_markup_or_code(
    drafted: Draft, project: Path, trick: str
) -> None:
    """Names of modules, of providers, of interruptions, of meetings and of who was present."""
    for name in ("Coaching", "DEKRA Akademie in Leverkusen", "Sommerpause"):
        edit(project / "durchstarten.toml", f'"{name}"', toml_text(f"{name} {trick}"))
    rename_in_meetings(project, Jour_fixe=f"{trick}.", Soziales=f"{trick}.")
    result = draft(project)
    assert markup(result.markdown) == markup(drafted.markdown)
    said = " ".join(word_texts(result.docx))
    shown = MARKS.sub("", trick)
    assert all(f"{name} {shown}" in said for name in ("Coaching", "Sommerpause", "Jour fixe"))
    assert word_texts(result.docx) == markdown_texts(result.markdown)
    assert page_texts(result.page) == markdown_texts(result.markdown)


def test_a_name_with_signs_is_printed_as_it_is(project: Path) -> None:
    settings = project / "durchstarten.toml"
    edit(settings, "der DEKRA Akademie in Leverkusen", "der Lern & Werk_Stadt [Leverkusen]")
    edit(settings, '"der DEKRA Akademie"', '"der L&W"')
    said = " ".join(word_texts(draft(project).docx))
    assert "von der Lern & Werk_Stadt [Leverkusen] durchgeführt" in said
    assert "der L&W " in said


def test_names_that_end_with_a_bracket_stay_whole(project: Path) -> None:
    rename_in_meetings(project, Jour_fixe="[neu]", Jobcenter="[U25]")
    said = " ".join(word_texts(draft(project).docx))
    assert "Jour fixe [neu]: 16 Sitzungen" in said
    assert "Jobcenter [U25]" in said


# ---------------------------------------------------------------- whole texts from outside
PLAIN = {
    *("strong_open", "strong_close", "paragraph_open", "paragraph_close", "inline", "softbreak")
}
MARKUP = (
    "{{ 7 * 7 }} {% raise %} {# weg #}",
    "<script>alert(1)</script> &amp; <b>fett</b> <!-- weg -->",
    "# Zu 9.:\n\n###### Unten",
    "\ue0000\ue00186\ue002 und \ue002",
    "    eingerückt",
    "Überschrift\n===========",
    "Erster Satz.\n---",
    "| a | b |\n|---|---|\n| 99 | 1 |",
    "```\ncode\n```",
    "[Verweis](http://example.org)",
    "![Bild](http://example.org/x.png)",
    "Satz\n\n***",
    "[Verweis]: http://example.org\n\n[Verweis]",
)


@pytest.mark.parametrize("text", MARKUP)
def test_a_text_brings_paragraphs_lists_and_emphasis_and_nothing_else(
    drafted: Draft, project: Path, text: str
) -> None:
    (project / "texte/resuemee.md").write_text(text, encoding="utf-8")
    result = draft(project)
    assert result.said.code == (1 if re.search(r"\d", text) else 0)  # a number without origin
    usual = markup(drafted.markdown)
    more = {kind for kind, count in markup(result.markdown).items() if count > usual.get(kind, 0)}
    assert more <= PLAIN
    assert len(docx.Document(str(result.docx)).tables) == 4
    assert word_texts(result.docx) == markdown_texts(result.markdown)
    assert page_texts(result.page) == markdown_texts(result.markdown)


def test_a_text_that_says_itself_what_is_missing_has_a_gap(project: Path) -> None:
    text = "Gut. [BITTE ERGÄNZEN: noch ein Satz]"
    (project / "texte/resuemee.md").write_text(text, encoding="utf-8")
    said = draft(project).said
    assert said.code == 1
    assert "noch ein Satz" in said.err


# ---------------------------------------------------------------- what must stay inside
def test_no_id_and_no_remark_of_a_row_reaches_a_document(project: Path) -> None:
    """An id like a name, and a remark, in rows that count."""
    edit(project / DEKRA, "bb1bce91fb44f775", "Mustermann, Erika", "cp1252")
    edit(project / DEKRA, "Rückmeldung des Betriebs liegt vor", "Geheimnis", "cp1252")
    result = draft(project)
    assert result.said.code == 0
    parts = [
        path.read_bytes() for path in result.folder.rglob("*") if path.suffix in (".md", ".json")
    ]
    with zipfile.ZipFile(result.docx) as archive:
        parts += [archive.read(name) for name in archive.namelist()]
    parts += [result.said.out.encode(), result.said.err.encode()]
    assert len(parts) > 10
    assert not [part for part in parts if b"Mustermann" in part or b"Geheimnis" in part]
