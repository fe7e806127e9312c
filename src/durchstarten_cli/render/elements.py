"""Word elements in one line each, and text that XML can hold."""

import re

from lxml import etree

from durchstarten_cli.wordfile import W, w

# What XML forbids; naming the few, not the many allowed, compiles nine times as fast.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = re.compile("([\t\n])")


def clean(text: str) -> str:
    """The text without the characters that no XML can hold; line ends become those of Unix."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def el(name: str, *children: etree._Element, **attributes: str | int | None) -> etree._Element:
    """`el("jc", val="right")` is `<w:jc w:val="right"/>`; attributes that are None are left out."""
    given = {w(key): str(value) for key, value in attributes.items() if value is not None}
    element = etree.Element(w(name), given, nsmap={"w": W})
    element.extend(children)
    return element


def text_nodes(text: str) -> list[etree._Element]:
    """What a run holds for a text: its words, tabulators and line breaks."""
    return [_text_node(piece) for piece in _SIGNS.split(clean(text)) if piece]


def _text_node(piece: str) -> etree._Element:
    if piece in "\t\n":
        return el("tab" if piece == "\t" else "br")
    node = el("t")
    node.text = piece
    if piece != piece.strip():
        keep_spaces(node)
    return node


def keep_spaces(node: etree._Element) -> None:
    """Make Word keep the blanks at the ends of a text."""
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def fragment(source: str) -> list[etree._Element]:
    """Elements from our own XML, in which the prefix w is known."""
    return list(etree.fromstring(f'<w:body xmlns:w="{W}">{source}</w:body>'))
