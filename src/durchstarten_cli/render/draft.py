"""ENTWURF at the top of every page, so that it can be taken off again after Word rewrote the file.

It is a paragraph of its own that holds nothing but this word, at the top of every header.
"""

from lxml import etree

from durchstarten_cli.render.elements import el
from durchstarten_cli.render.package import Package
from durchstarten_cli.render.styles import DRAFT, Styles
from durchstarten_cli.wordfile import R, serialised, w

WORD = "ENTWURF"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_OFF = {"0", "false", "off"}


def mark_draft(package: Package, styles: Styles) -> None:
    """Put the word on every page: first and even ones too, where they have headers of their own."""
    sections = list(package.edit(package.main).iter(w("sectPr")))
    if not sections:
        sections = [el("sectPr")]
        package.body().append(sections[0])
    for kind in _kinds(package, sections):
        if not _has_header(sections[0], kind):
            _add_header(package, sections[0], kind)
    for part in dict.fromkeys(package.related(package.main, "header").values()):
        package.edit(part).insert(0, _draft_line(styles))


def _draft_line(styles: Styles) -> etree._Element:
    text = el("t")
    text.text = WORD
    return el("p", el("pPr", el("pStyle", val=styles.id(DRAFT))), el("r", text))


def _kinds(package: Package, sections: list[etree._Element]) -> list[str]:
    """The kinds of header that some page shows. Later sections inherit those of the first."""
    kinds = ["default"]
    if any(_is_on(section.find(w("titlePg"))) for section in sections):
        kinds.append("first")
    settings = map(package.root, package.related(package.main, "settings").values())
    if any(_is_on(root.find(w("evenAndOddHeaders"))) for root in settings):
        kinds.append("even")
    return kinds


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(w("val")) not in _OFF


def _has_header(section: etree._Element, kind: str) -> bool:
    headers = section.iterchildren(w("headerReference"))
    return any(header.get(w("type"), "default") == kind for header in headers)


def _add_header(package: Package, section: etree._Element, kind: str) -> None:
    part = package.new_name("word/header")
    empty = serialised(el("hdr", el("p")))
    reference = el("headerReference", type=kind)
    reference.set(f"{{{R}}}id", package.add(package.main, "header", part, _TYPE, empty))
    section.insert(0, reference)
