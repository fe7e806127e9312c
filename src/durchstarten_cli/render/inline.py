"""The words of a paragraph: Markdown's inline tokens become text with formats, then Word runs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from durchstarten_cli.render.elements import clean, el, text_nodes
from durchstarten_cli.render.marks import MARK_OR_STRAY

_GAP = re.compile(r"\[BITTE ERGÄNZEN[^\]]*\]")
BOLD, ITALIC, YELLOW = 1, 2, 4
_FORMATS = {"strong": BOLD, "em": ITALIC}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}

Cited = tuple[int, int, int]
"""Start and end of a printed figure in a text, and the index of its citation."""


@dataclass(frozen=True)
class Passage:
    """A paragraph's text, or a table row's, and where figures are printed in it."""

    text: str
    citations: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Inline:
    """A text, one format per character, and the figures printed in it."""

    text: str
    formats: bytes
    citations: tuple[Cited, ...] = ()

    @property
    def passage(self) -> Passage:
        """The text with its citations, without the formats."""
        return Passage(self.text, self.citations)


def tokens_of(node: SyntaxTreeNode) -> list[Token]:
    """The inline tokens of a paragraph, heading or cell."""
    inner = [child.token for child in node.children]
    return [token for block in inner if block for token in block.children or []]


def inline(tokens: Sequence[Token]) -> Inline:
    """The text of a paragraph, heading or cell; what is no text or emphasis stands as written."""
    text, formats = "", bytearray()
    depth = Counter[int]()
    for token in tokens:
        piece = clean(_BREAKS.get(token.type, token.content))
        depth[_FORMATS.get(token.tag, 0)] += token.nesting
        text += piece
        formats.extend([sum(shape for shape in depth if depth[shape])] * len(piece))
    return _highlighted(_without_marks(text, bytes(formats)))


def runs(words: Inline, *, bold: bool = False) -> Iterator[etree._Element]:
    """The runs of a text, one for each stretch of one format."""
    start = 0
    for shape, group in groupby(words.formats):
        end = start + len(list(group))
        yield _run(words.text[start:end], shape | (BOLD if bold else 0))
        start = end


def _without_marks(text: str, formats: bytes) -> Inline:
    """Keep what stands between the marks, and remember which citation it was."""
    kept, shapes, citations = "", b"", []
    position = 0
    for match in MARK_OR_STRAY.finditer(text):
        printed = match[2] or ""
        kept += text[position : match.start()] + printed
        shapes += formats[position : match.start()] + formats[match.start(2) :][: len(printed)]
        if printed:
            citations.append((len(kept) - len(printed), len(kept), int(match[1])))
        position = match.end()
    return Inline(kept + text[position:], shapes + formats[position:], tuple(citations))


def _highlighted(words: Inline) -> Inline:
    shapes = bytearray(words.formats)
    for gap in _GAP.finditer(words.text):
        for position in range(*gap.span()):
            shapes[position] |= YELLOW
    return Inline(words.text, bytes(shapes), words.citations)


def _run(text: str, shape: int) -> etree._Element:
    properties = el("rPr")
    if shape & BOLD:
        properties.extend((el("b"), el("bCs")))
    if shape & ITALIC:
        properties.extend((el("i"), el("iCs")))
    if shape & YELLOW:
        properties.append(el("highlight", val="yellow"))
    return el("r", *([properties] if len(properties) else []), *text_nodes(text))
