"""The file's properties: title, author, date, language, and the reference to the evidence."""

import datetime as dt
from dataclasses import dataclass
from html import escape

from durchstarten_cli.render.elements import clean
from durchstarten_cli.render.package import Package
from durchstarten_cli.render.styles import LANGUAGE

_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_LONGEST = 255
_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>\
<cp:keywords>{reference}</cp:keywords><cp:lastModifiedBy>{author}</cp:lastModifiedBy>\
<cp:revision>1</cp:revision>\
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>\
<dc:language>{language}</dc:language></cp:coreProperties>"""


@dataclass(frozen=True)
class DocumentMeta:
    """What a document says about itself.

    `reference` leads back to the evidence: one word without blank, comma and semicolon, since it
    stands among the keywords, where people may add others behind it. A `draft` is marked so.
    """

    title: str
    author: str
    date: dt.date
    draft: bool
    reference: str


def set_properties(package: Package, meta: DocumentMeta) -> None:
    """Replace the letterhead's properties, which tell who once made it, by the document's own."""
    values = {name: _value(getattr(meta, name)) for name in ("title", "author", "reference")}
    xml = _XML.format(**values, day=meta.date.isoformat(), language=LANGUAGE).encode()
    for part in package.related("", "core-properties").values():
        package.parts[part] = xml
        return
    package.add("", _KIND, package.new_name("docProps/core"), _TYPE, xml)


def _value(text: str) -> str:
    """Office programs take 255 characters."""
    return escape(" ".join(clean(text).split())[:_LONGEST], quote=False)
