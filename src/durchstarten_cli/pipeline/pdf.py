"""The statement as a PDF: of the Word file by LibreOffice, then finished. Only loaded for that."""

import datetime as dt
from collections.abc import Callable

from durchstarten_cli import office
from durchstarten_cli.render import pdf
from durchstarten_cli.render.docx import WordDocument

ToPdf = Callable[[WordDocument, dt.date], bytes]


def maker(which: Callable[[str], str | None]) -> ToPdf:
    """Makes PDFs with the LibreOffice that is found. Raises UsageError where there is none."""
    program = office.found(which)
    return lambda document, date: pdf.finished(program.pdf(document.content), document.charts, date)
