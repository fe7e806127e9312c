"""The letterhead's styles, addressed by name; what it lacks is added in a plain form.

German Word writes other style ids than English Word, but the names of built-in styles are the same
in every language. A Word file holds a built-in style only once it was used, so a letterhead without
"List Bullet" is the normal case and no mistake of the office.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from durchstarten_cli.render.elements import el, fragment
from durchstarten_cli.render.package import Package
from durchstarten_cli.wordfile import W, w

LANGUAGE = "de-DE"
DRAFT, TABLE_TEXT = "Entwurfsvermerk", "Tabellentext"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"


@dataclass(frozen=True)
class Definition:
    """A style in its plain form; `german` is the name that German Word shows, "" for our own."""

    german: str
    properties: str
    kind: str = "paragraph"


def _heading(level: int, size: int, before: int) -> str:
    return (
        f'<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="120"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:bCs/>'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _border(side: str) -> str:
    return f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LIST = '<w:pPr><w:spacing w:after="120"/><w:contextualSpacing/></w:pPr>'

DEFINITIONS = {
    "heading 1": Definition("Überschrift 1", _heading(1, 28, 360)),
    "heading 2": Definition("Überschrift 2", _heading(2, 24, 280)),
    "heading 3": Definition("Überschrift 3", _heading(3, 22, 200)),
    "caption": Definition(
        "Beschriftung",
        '<w:pPr><w:keepNext/><w:spacing w:before="180" w:after="80" w:line="240"'
        ' w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="20"/>'
        '<w:szCs w:val="20"/></w:rPr>',
    ),
    "Quote": Definition(
        "Zitat",
        '<w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="10" w:color="7F7F7F"/></w:pBdr>'
        '<w:ind w:left="454" w:right="454"/></w:pPr>',
    ),
    "List Bullet": Definition("Aufzählungszeichen", _LIST),
    "List Number": Definition("Listennummer", _LIST),
    "Table Grid": Definition(
        "Tabellenraster",
        f"<w:tblPr><w:tblBorders>{''.join(map(_border, _SIDES))}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="96" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="96" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        kind="table",
    ),
    TABLE_TEXT: Definition(
        "",
        '<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
    ),
    DRAFT: Definition(
        "",
        '<w:pPr><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/><w:bCs/><w:color w:val="C00000"/><w:spacing w:val="80"/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>',
    ),
}


def defined(name: str, style_id: str, based_on: str | None) -> etree._Element:
    """The plain form of a style as an element of styles.xml."""
    definition = DEFINITIONS[name]
    style = el("style", el("name", val=name), type=definition.kind, styleId=style_id)
    if based_on:
        style.append(el("basedOn", val=based_on))
    if based_on and "keepNext" in definition.properties:
        style.append(el("next", val=based_on))
    style.append(el("qFormat"))
    style.extend(fragment(definition.properties))
    if not definition.german:
        style.set(w("customStyle"), "1")
    return style


class Styles:
    """Finds style ids by style name and notes which built-in ones the letterhead did not have."""

    def __init__(self, package: Package) -> None:
        self._root = package.edit(_styles_part(package))
        self._ids = {key: str(style.get(w("styleId"))) for key, style in _named(self._root)}
        self.missing: list[str] = []

    def id(self, name: str) -> str:
        """The id of a style of DEFINITIONS, added to the document where it is not there."""
        key = (DEFINITIONS[name].kind, name.casefold())
        if key not in self._ids:
            self._ids[key] = self._add(name)
        return self._ids[key]

    def speak_german(self) -> None:
        """Make German the language of the document, which screen readers and spelling go by."""
        defaults = _inner(self._root, "docDefaults", "rPrDefault", "rPr")
        default = self._default("paragraph")
        for properties in (defaults, default.find(w("rPr")) if default is not None else None):
            _set_language(properties, needed=properties is defaults)

    def _add(self, name: str) -> str:
        taken = set(self._ids.values())
        stem = name.title().replace(" ", "")
        style_id = next(s for s in _numbered(stem) if s not in taken)
        default = self._default(DEFINITIONS[name].kind)
        based_on = None if default is None else default.get(w("styleId"))
        self._root.append(defined(name, style_id, based_on))
        if german := DEFINITIONS[name].german:
            self.missing.append(german)
        return style_id

    def _default(self, kind: str) -> etree._Element | None:
        styles = self._root.iter(w("style"))
        return next((s for s in styles if s.get(w("type")) == kind and s.get(w("default"))), None)


def _styles_part(package: Package) -> str:
    for part in package.related(package.main, "styles").values():
        return part
    part = package.new_name("word/styles")
    package.add(package.main, "styles", part, _TYPE, f'<w:styles xmlns:w="{W}"/>'.encode())
    return part


def _named(root: etree._Element) -> Iterator[tuple[tuple[str, str], etree._Element]]:
    for style in root.iter(w("style")):
        if (name := style.find(w("name"))) is not None:
            yield (style.get(w("type"), "paragraph"), name.get(w("val"), "").casefold()), style


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}{n}" for n in range(1, 1000))


def _inner(element: etree._Element, *names: str) -> etree._Element:
    """The element below `element` on this path, made where it is missing."""
    for name in names:
        found = element.find(w(name))
        if found is None:
            found = el(name)
            element.insert(0, found)
        element = found
    return element


def _set_language(properties: etree._Element | None, *, needed: bool) -> None:
    if properties is None:
        return
    language = properties.find(w("lang"))
    if language is None and needed:
        language = el("lang")
        properties.append(language)
    if language is not None:
        language.set(w("val"), LANGUAGE)
