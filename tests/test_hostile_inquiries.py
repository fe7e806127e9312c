"""Inquiries and texts with hostile or odd content: they are printed as they are, or refused."""

import json
import re
from pathlib import Path

import docx
import pytest
from markdown_it import MarkdownIt

from tests.build import INQUIRY, SETTINGS, Capture, call, csv_bytes, deliver, project, table
from tests.drafts import markdown_texts, word_texts

HEAD = INQUIRY.partition("[[questions]]")[0]
QUESTION = '[[questions]]\ntext = {}\nblocks = ["participation"]\n'
MODULE = '[modules.x{0}]\nnumber = {1}\nname = "Teil {0}"\nfirst = 2022-01-01\nlast = 2022-12-31\n'
TEXTS = {
    "very long": "Warum " * 3000 + "nur?",
    "one long word": "x" * 5000,
    "markdown": "# Titel **fett** _kursiv_ `code` [Verweis](http://example.org) ![B](x) | a | b |",
    "html": "<script>alert(1)</script><b>&amp;</b><!-- weg -->",
    "word field": "{ INCLUDETEXT C:\\\\geheim.docx } \\o MERGEFIELD «Name» ",
    "word xml": "</w:t></w:r><w:fldSimple w:instr='DATE'/><w:r><w:t>",
    "letterhead field": "{{p stellungnahme }} {{ datum }}",
    "jinja": "{{ 7 * 7 }}{% include 'x' %}{# weg #}{{ facts.__class__.__mro__ }}",
    "quotes": "„a“ \"b\" 'c' »d« ‚e‘ ``f``",
    "emoji": "Danke 👍🏽 👩‍👩‍👧 🇩🇪 Straße",
    "right to left": "مرحبا שלום \u202eabc\u202c \u200fx",
    "control characters": "a\u0000b\u0007c\u001bd\u2028e\tf",
    "marks of ours": "\ue0000\ue001\u0038\u0036\ue002 \ue003drei\ue004",
    "gap of ours": "[BITTE ERGÄNZEN: nichts]",
    "list": "1. eins\n2. zwei\n- drei\n> vier",
    "line breaks": "eins\\\n\n\n---\n\nzwei",
    "only blanks": " \u00a0\u200b ",
    "formula": "=CMD|'/C calc'!A0",
}


def started(folder: Path, question: str, settings: str = SETTINGS) -> Path:
    text = QUESTION.format(json.dumps(question, ensure_ascii=True))
    root = project(folder / "projekt", settings, HEAD + text)
    deliver(root, "Liste.csv", csv_bytes(table({})))
    return root


def kinds(markdown: str) -> dict[str, int]:
    """How often each kind of markup occurs, text and its escapes left out."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown)
    inner = [child.type for token in tokens for child in token.children or []]
    found = [t for t in [*(token.type for token in tokens), *inner] if "text" not in t]
    return {kind: found.count(kind) for kind in set(found)}


@pytest.mark.parametrize("name", TEXTS)
def test_a_question_is_printed_as_text_or_refused(
    tmp_path: Path, capsys: Capture, name: str
) -> None:
    root = started(tmp_path, TEXTS[name])
    said = call(capsys, "report", "--project", root, "--output", tmp_path / "aus")
    assert (said.code, "Fehler des Programms" in said.err) in ((0, False), (1, False), (2, False))
    if said.code == 2:
        assert said.out == ""
        return
    usual = started(tmp_path / "sonst", "Wer?")
    call(capsys, "report", "--project", usual, "--output", tmp_path / "sonst/aus")
    markdown = (tmp_path / "aus/stellungnahme.md").read_text(encoding="utf-8")
    plain = (tmp_path / "sonst/aus/stellungnahme.md").read_text(encoding="utf-8")
    assert kinds(markdown) == kinds(plain)
    document = docx.Document(str(tmp_path / "aus/stellungnahme.docx"))
    assert word_texts(tmp_path / "aus/stellungnahme.docx") == markdown_texts(markdown)
    fields = document.element.body.xpath(".//w:fldSimple | .//w:instrText")
    assert all(re.fullmatch(r" SEQ \w+ \\\* ARABIC ", field.text or "") for field in fields)


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "only blanks"])
def test_a_text_brings_no_code_and_no_field(tmp_path: Path, capsys: Capture, name: str) -> None:
    root = started(tmp_path, "Was?")
    text = root / "anfrage.toml"
    content = text.read_text("utf-8").replace('["participation"]', '["texte/t.md"]')
    text.write_text(content, "utf-8")
    (root / "texte").mkdir()
    (root / "texte/t.md").write_text(TEXTS[name], encoding="utf-8")
    said = call(capsys, "report", "--project", root, "--output", tmp_path / "aus")
    assert said.code in (0, 1)
    markdown = (tmp_path / "aus/stellungnahme.md").read_text(encoding="utf-8")
    assert (
        not {"html_block", "html_inline", "fence", "code_inline", "image"} & kinds(markdown).keys()
    )
    document = docx.Document(str(tmp_path / "aus/stellungnahme.docx"))
    assert not document.element.body.xpath(".//w:fldSimple | .//w:instrText | .//w:hyperlink")
    assert not [
        mark for mark in "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007" if mark in markdown
    ]


@pytest.mark.parametrize("style", ["kurz", "standard", "ausführlich"])
def test_forty_modules(tmp_path: Path, capsys: Capture, style: str) -> None:
    modules = "\n".join(MODULE.format(n, n + 1) for n in range(1, 40))
    names = ", ".join(f'"x{n}"' for n in range(1, 40))
    settings = SETTINGS.replace('["m1"]', f'["m1", {names}]') + modules
    root = started(tmp_path, "Wer?", settings)
    rows = table(*({"Kennung": f"a{n}", "Baustein": f"Teil {n}"} for n in range(1, 40)))
    deliver(root, "Liste.csv", csv_bytes(rows))
    out = tmp_path / "aus"
    said = call(capsys, "report", "--project", root, "--output", out, "--style", style)
    assert said.code == 1  # the decision on small counts is open
    text = (out / "stellungnahme.md").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "Baustein 40 „Teil 39“" in text
    assert text.count("nebeneinander") == (style != "kurz")


def test_no_module_at_all(tmp_path: Path, capsys: Capture) -> None:
    settings = SETTINGS.partition("[modules.m1]")[0] + "[modules]\n[providers.muster]\n"
    settings += 'name = "Musterträger"\ndative = "dem Musterträger"\n'
    root = started(tmp_path, "Wer?", settings)
    said = call(capsys, "report", "--project", root, "--output", tmp_path / "aus")
    assert said.code == 1
    text = (tmp_path / "aus/stellungnahme.md").read_text(encoding="utf-8")
    assert "Zum Teil „Teilnahme“ lässt sich aus den vorliegenden Lieferungen nichts sagen." in text


def test_no_question_at_all(tmp_path: Path, capsys: Capture) -> None:
    root = project(tmp_path / "projekt", SETTINGS, HEAD)
    said = call(capsys, "report", "--project", root)
    assert said.code == 2
    assert "questions: Dieser Schlüssel fehlt." in said.err
