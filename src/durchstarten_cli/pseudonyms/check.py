"""The last look at the bytes of a copy: nothing is in it that was not meant to be."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from durchstarten_cli.errors import RefusalError
from durchstarten_cli.pseudonyms.copy import Page
from durchstarten_cli.pseudonyms.traces import traces_of
from durchstarten_cli.pseudonyms.workbook import blank_workbook
from durchstarten_cli.roster import OtherSheet, Roster

SHEETS = "xl/worksheets/"
TEXT, NUMBER = "t", "v"
EMPTY = frozenset(
    [
        *("worksheet", "sheetPr", "outlinePr", "pageSetUpPr", "dimension", "sheetViews"),
        *("sheetView", "selection", "sheetFormatPr", "cols", "col", "sheetData", "row", "c", "is"),
        "pageMargins",
    ]
)
"""Elements that a sheet of ours has beside texts and numbers; they hold no text."""


class StrangeContentError(Exception):
    """A copy holds what it must not hold: a fault of this program. Says where, never what."""


def refuse_names(file: Path, sheets: Iterable[Roster | OtherSheet]) -> None:
    """Raise RefusalError where the name of the copy tells a person of the list."""
    if traces_of([sheet for sheet in sheets if isinstance(sheet, Roster)]).found(file.stem):
        raise RefusalError(
            "Es wurde nichts geschrieben: Der Dateiname hinter --output enthält einen Namen oder "
            "ein Geburtsdatum der Liste.",
            "Bitte wählen Sie einen Namen, aus dem niemand zu erkennen ist.",
        )


def verify(content: bytes, pages: Sequence[Page]) -> None:
    """Raise StrangeContentError unless the file holds the pages' values and nothing else.

    Whether those tell a name was decided on the values; here the bytes are held against them.
    """
    meant = {text for page in pages for text in _texts_of(page)}
    told, blank = _parts(content), _parts(blank_workbook(pages))
    if told.keys() != blank.keys():
        raise StrangeContentError("parts")
    for name, part in told.items():
        if name.startswith(SHEETS):
            if not set(_texts_in(part)) <= meant:
                raise StrangeContentError(name)
        elif part != blank[name]:
            raise StrangeContentError(name)


def _texts_of(page: Page) -> Iterator[str]:
    yield from page.headers
    yield from (str(value) for row in page.values for value in row if value is not None)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _texts_in(part: bytes) -> Iterator[str]:
    """All texts of a sheet. Raises StrangeContentError for an element that is none of ours."""
    for element in etree.fromstring(part).iter():
        kind, text = etree.QName(element).localname, element.text or ""
        if kind == TEXT:
            yield text
        elif kind == NUMBER:
            float(text)
        elif kind not in EMPTY or text.strip():
            raise StrangeContentError(kind)
        if (element.tail or "").strip():
            raise StrangeContentError(f"after {kind}")
