"""The written statement as files: Markdown, Word, PDF, and pages."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from durchstarten_cli.model import Figure, Published
from durchstarten_cli.pipeline.examine import Examined, Run
from durchstarten_cli.pipeline.material import letterhead, letterhead_fields
from durchstarten_cli.pipeline.pages import ladders, page, rows_behind
from durchstarten_cli.render import docx, markdown, marks


@dataclass(frozen=True)
class Wanted:
    """What a call asks for: formats, the size (one of STYLES), the page with rows for the house.

    `to_pdf` makes a PDF of a Word document; it is needed for the format "pdf" only.
    """

    formats: tuple[str, ...]
    style: str = "standard"
    intern: bool = False
    to_pdf: Callable[[docx.WordDocument, dt.date], bytes] | None = None

    @property
    def word(self) -> bool:
        """Whether a Word document is made, for itself or for a PDF of it."""
        return not {"docx", "pdf"}.isdisjoint(self.formats)


def word_document(run: Run, written: markdown.MarkedText, reference: str) -> docx.WordDocument:
    """The draft on the office's letterhead."""
    settings, inquiry = run.project.settings, run.project.inquiry()
    meta = docx.DocumentMeta(
        title=f"Stellungnahme: {inquiry.subject}",
        author=settings.office.unit,
        date=run.date,
        draft=True,
        reference=reference,
    )
    fields = letterhead_fields(settings, inquiry, run.date)
    return docx.write_docx(written.markdown, letterhead(run.project), fields, meta)


def passages(document: docx.WordDocument) -> tuple[docx.Passage, ...]:
    """What the document says, its text first."""
    return (*document.passages, *map(docx.Passage, document.beside))


def texts(
    written: markdown.MarkedText, document: docx.WordDocument | None, wanted: Wanted, date: dt.date
) -> dict[str, bytes]:
    """Markdown, and the Word document with the PDF that is made of it, by their names."""
    files = {}
    if "md" in wanted.formats:
        files["stellungnahme.md"] = marks.strip_marks(written.markdown).encode("utf-8")
    if document and "docx" in wanted.formats:
        files["stellungnahme.docx"] = document.content
    if document and "pdf" in wanted.formats and wanted.to_pdf:
        files["stellungnahme.pdf"] = wanted.to_pdf(document, date)
    return files


def pages(
    run: Run,
    examined: Examined,
    written: markdown.MarkedText,
    counted: Mapping[str, Figure],
    published: Mapping[str, Published],
    wanted: Wanted,
    reference: str,
) -> dict[str, bytes]:
    """The page, and the one with the rows, which stays in the house, by their names.

    A ladder tells true counts: where small ones are withheld it stays inside, too.
    """
    files: dict[str, bytes] = {}
    if not (wanted.intern or "html" in wanted.formats):
        return files
    names = dict.fromkeys(c.figure for c in written.citations)
    cited = [counted[name] for name in names if name in counted]
    steps = ladders(cited, examined, run.project.settings.words.module.dative)
    if "html" in wanted.formats:
        told = steps if run.project.settings.disclosure.mode == "off" else {}
        files["stellungnahme.html"] = page(run, written, published, told, None, reference)
    if wanted.intern:
        rows = rows_behind(cited, examined)
        files["intern/stellungnahme_INTERN.html"] = page(
            run, written, published, steps, rows, reference
        )
    return files
