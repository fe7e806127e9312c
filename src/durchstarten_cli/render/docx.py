"""A statement's Markdown becomes a Word document on the office's letterhead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

import durchstarten_cli.render.letterhead as letterheads
from durchstarten_cli.config.letterhead import OWN_FIELDS
from durchstarten_cli.render.blocks import Story
from durchstarten_cli.render.draft import mark_draft
from durchstarten_cli.render.drawings import Drawings
from durchstarten_cli.render.inline import Passage
from durchstarten_cli.render.numbering import Lists
from durchstarten_cli.render.package import Package
from durchstarten_cli.render.properties import DocumentMeta, set_properties
from durchstarten_cli.render.styles import Styles
from durchstarten_cli.wordaround import around
from durchstarten_cli.wordfile import W, passages, passages_in, w

__all__ = ["DocumentMeta", "Passage", "WordDocument", "write_docx"]

_A4_TEXT = 9070
"""Width between margins of 2.5 cm, in twentieths of a point."""


@dataclass(frozen=True)
class WordDocument:
    """The file's bytes, what it says passage by passage, and German remarks on the letterhead.

    `charts` are the descriptions of its charts, in order; `beside` is what it says beside its text.
    """

    content: bytes
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def write_docx(
    markdown: str, letterhead: bytes, fields: Mapping[str, str], meta: DocumentMeta
) -> WordDocument:
    """The document: `markdown` in the place that the letterhead leaves for it, fields filled in.

    Same input, same bytes. Raises SettingsError where the letterhead cannot be used.
    """
    with letterheads.readable():
        return _written(markdown, Package(letterhead), fields, meta)


def _written(
    markdown: str, package: Package, fields: Mapping[str, str], meta: DocumentMeta
) -> WordDocument:
    place = letterheads.place(package)
    there = letterheads.fill(package, fields)
    unused = [name for name in fields if name not in {*there, *OWN_FIELDS}]
    styles = Styles(package)
    drawings = Drawings(package)
    story = Story(styles, Lists(package), drawings, _text_width(place), _style_of(place))
    story.add(markdown)
    before = len(list(passages_in(reversed(list(place.itersiblings(preceding=True))))))
    _put(story.elements, place)
    if meta.draft:
        mark_draft(package, styles)
    styles.speak_german()
    set_properties(package, meta)
    said = _passages(package, before, story.passages)
    notes = (*_notes(styles), *map(_unused, unused))
    charts = tuple(drawings.descriptions)
    return WordDocument(package.content(), said, notes, charts, around(package))


def _put(elements: list[etree._Element], place: etree._Element) -> None:
    for element in elements:
        place.addprevious(element)
    place.getparent().remove(place)


def _passages(package: Package, before: int, told: Sequence[Passage]) -> tuple[Passage, ...]:
    """All passages of the document: those of the letterhead stand around those of the statement."""
    cited = dict(enumerate(told, start=before))
    texts = enumerate(passages(package))
    return tuple(cited.get(number, Passage(text)) for number, text in texts)


def _style_of(place: etree._Element) -> str | None:
    """The style that the office gave to the placeholder is that of ordinary text."""
    style = place.find(f"{w('pPr')}/{w('pStyle')}")
    return None if style is None else style.get(w("val"))


def _text_width(place: etree._Element) -> int:
    """The width of the text on the page where the statement stands."""
    sections = place.xpath("following::w:sectPr", namespaces={"w": W})
    size, margins = (sections[0].find(w(n)) if sections else None for n in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return _A4_TEXT
    taken = sum(int(margins.get(w(side), 0)) for side in ("left", "right", "gutter"))
    return int(size.get(w("w"), _A4_TEXT + taken)) - taken


def _unused(field: str) -> str:
    return (
        f"Das Feld „{field}“ aus den Einstellungen kommt im Briefkopf nicht vor. Wo es "
        f"stehen soll, schreiben Sie {{{{ {field} }}}} hinein."
    )


def _notes(styles: Styles) -> tuple[str, ...]:
    if not styles.missing:
        return ()
    names = ", ".join(f"„{name}“" for name in styles.missing)
    return (
        f"Im Briefkopf fehlen die Formatvorlagen {names}; sie wurden in schlichter Form ergänzt. "
        "Wer sie selbst gestalten will, legt sie in der Briefkopf-Datei an.",
    )
