"""Drafts of the sample project, and what differs between two of them, sentence by sentence."""

import contextlib
import difflib
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import lxml.html
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from durchstarten_cli.cli.shell import run
from tests.build import SAMPLES, Said

SAMPLE = SAMPLES / "leverkusen"
EXPECTED = Path(__file__).resolve().parent / "expected"
PERIOD, DATE = "2020-03..2023-06", "2024-03-05"
DEKRA = "lieferungen/dekra/2024-02-09/DEKRA_Coaching.csv"
KI = "lieferungen/ki/2024-02-15/Sitzungen.xlsx"
KJA = "lieferungen/kja/2024-02-12/KJA_Teilhabemanagement.xlsx"

PAGE_TEXTS = {"h1", "h2", "h3", "p", "caption", "figcaption", "th", "td"}
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-ZÄÖÜ„\\])")
_BLOCK = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Draft:
    """What `report` wrote into a folder, and what it said."""

    project: Path
    folder: Path
    said: Said

    @property
    def markdown(self) -> str:
        """The statement as Markdown."""
        return (self.folder / "stellungnahme.md").read_bytes().decode("utf-8")

    @property
    def docx(self) -> Path:
        """The statement as a Word file."""
        return self.folder / "stellungnahme.docx"

    @property
    def page(self) -> Path:
        """The statement as a page."""
        return self.folder / "stellungnahme.html"

    @property
    def evidence(self) -> dict[str, Any]:
        """The evidence of every figure printed."""
        content: dict[str, Any] = json.loads((self.folder / "intern/belege.json").read_bytes())
        return content


def call(*words: object) -> Said:
    """Call the program as the console script does, wherever no test captures what it prints."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(word) for word in words])
    return Said(code, out.getvalue(), err.getvalue())


def sample(folder: Path) -> Path:
    """A copy of the sample project, without what somebody may have made from it."""
    return Path(shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("ausgabe", "~$*")))


def draft(project: Path, *words: object, period: str = PERIOD) -> Draft:
    """`report` in a project, into its own folder for results."""
    said = call("report", "--project", project, "--period", period, "--date", DATE, *words)
    return Draft(project, Path(said.out.strip()).parent, said)


def edit(path: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    """Replace a text that must be there."""
    text = path.read_bytes().decode(encoding)
    assert old in text, f"{path.name} does not contain the text to be replaced"
    path.write_bytes(text.replace(old, new).encode(encoding))


# ---------------------------------------------------------------- sentences
def sentences(markdown: str) -> list[str]:
    """Every sentence, item and row of a table, with its heading and its module before it."""
    return list(_located(markdown.replace("\u00a0", " ").splitlines()))


def _located(lines: Iterable[str]) -> Iterator[str]:
    heading = module = ""
    for line in lines:
        text = line.strip("> ")
        if text.startswith("#"):
            heading, module = text.strip("# :"), ""
        elif text and not text.startswith("| ---"):
            found = re.search(r"Baustein \d+", text)
            module = module if text.startswith("|") else found[0] if found else ""
            place = ", ".join(part for part in (heading, module) if part)
            yield from (f"[{place}] {sentence}" for sentence in _SENTENCE_END.split(text))


def changes(before: str, after: str) -> str:
    """The sentences that went ("-") and came ("+"), in the order of the statement."""
    old, new = sentences(before), sentences(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    lines: list[str] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            gone = [f"- {text}" for text in old[i1:i2]]
            come = [f"+ {text}" for text in new[j1:j2]]
            paired = [line for pair in zip(gone, come, strict=False) for line in pair]
            lines += paired if len(gone) == len(come) else gone + come
    return "".join(f"{line}\n" for line in lines)


# ---------------------------------------------------------------- files of expectations
def expected(name: str) -> str:
    """A file of tests/expected; `python -m tests.regenerate` writes them all anew."""
    return (EXPECTED / name).read_text(encoding="utf-8")


def blocks(name: str) -> dict[str, str]:
    """The blocks of a file of expectations by their titles."""
    _, *parts = _BLOCK.split(expected(name))
    return {title: text.strip("\n") for title, text in zip(parts[::2], parts[1::2], strict=True)}


def block_file(about: str, texts: Mapping[str, str]) -> str:
    """A file that `blocks` reads back."""
    head = f'{about}\n"-" is a sentence that goes, "+" one that comes.\n'
    return head + "".join(f"\n## {title}\n{text.strip()}\n" for title, text in texts.items())


def files(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ---------------------------------------------------------------- the Word file, read back
def paragraphs(document: Document) -> Iterator[Paragraph]:
    """All paragraphs of the text in order, those of tables included."""
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from (p for row in item.rows for cell in row.cells for p in cell.paragraphs)
        else:
            yield item


def word_texts(file: Path) -> list[str]:
    """The text of every paragraph of a Word file that says something; of a chart, its alt text."""
    found = ((p.text or _alt_text(p)) for p in paragraphs(docx.Document(str(file))))
    return [text.replace("\u00a0", " ") for text in found if text.strip()]


def _alt_text(paragraph: Paragraph) -> str:
    return " ".join(d.get("descr", "") for d in paragraph._p.iter(qn("wp:docPr")))


def page_texts(file: Path) -> list[str]:
    """The text of every paragraph, heading, caption and cell of a page; of a chart, its label."""
    found = map(_page_text, lxml.html.fromstring(file.read_bytes()).find(".//main").iter())
    return [text.replace("\u00a0", " ") for text in found if text.strip()]


def _page_text(element: lxml.html.HtmlElement) -> str:
    if element.tag == "svg":
        return str(element.get("aria-label"))
    said = element.tag in PAGE_TEXTS and element.get("class") != "hinweis"
    return str(element.text_content()) if said else ""


def markdown_texts(markdown: str) -> list[str]:
    """The plain text of every paragraph, heading, item and cell, read by a Markdown parser."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    texts = ["".join(map(_plain, token.children or [])) for token in tokens]
    return [text.replace("\u00a0", " ") for text in texts if text]


def _plain(token: Token) -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
