"""One delivered file, whatever its format, read once."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from durchstarten_cli.model import Source
from durchstarten_cli.sources.locked import OLE
from durchstarten_cli.sources.problems import FileProblemError
from durchstarten_cli.sources.text import text_sheet
from durchstarten_cli.sources.workbook import workbook_sheets
from durchstarten_cli.tables import Sheet, Unreadable

ZIP = b"PK\x03\x04"

STRANGERS = {
    b"%pdf-": "ein PDF",
    b"<!doctype html": "eine Internetseite (HTML)",
    b"<html": "eine Internetseite (HTML)",
    b"<meta": "eine Internetseite (HTML)",
    b"<table": "eine Internetseite (HTML)",
    b"<?xml": "eine XML-Datei",
    b"{\\rtf": "ein Textdokument (RTF)",
    b"\x89png": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
}
"""How files begin that are sent instead of tables, whatever their name says."""
AS_TABLE = (
    "Bitte speichern Sie die Tabelle als Excel-Arbeitsmappe (.xlsx) und senden Sie sie erneut."
)


def read(
    path: Path,
    name: str,
    provider: str,
    delivered: dt.date | None,
    passwords: Callable[[str], Iterable[str]],
) -> list[Sheet] | Unreadable:
    """All sheets of a file, or why it cannot be read. `name` is how the file is shown.

    `passwords` gives those to try on a file of that name; it is asked only if one is needed.
    """
    source = Source(name, "", None, provider, delivered)
    try:
        content = path.read_bytes()
        source = replace(source, sha256=hashlib.sha256(content).hexdigest())
        return _sheets(content, source, passwords(name))
    except OSError:
        return Unreadable(source, "Die Datei lässt sich nicht öffnen.", "Bitte erneut senden.")
    except FileProblemError as problem:
        return Unreadable(source, problem.reason, problem.remedy)


def _sheets(content: bytes, source: Source, passwords: Iterable[str]) -> list[Sheet]:
    if not content or content.isspace():
        raise FileProblemError("Die Datei ist leer.")
    for start, kind in STRANGERS.items():
        if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(start):
            raise FileProblemError(f"Die Datei ist {kind} und keine Tabelle.", AS_TABLE)
    if content.startswith((ZIP, OLE)):
        return workbook_sheets(content, source, passwords)
    return [text_sheet(content, source)]
