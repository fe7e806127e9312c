"""What stands above a table: its caption, with a number that Word keeps right, and its chart."""

import re
from collections.abc import Iterator

from lxml import etree
from markdown_it.tree import SyntaxTreeNode

from durchstarten_cli.render.elements import el, keep_spaces
from durchstarten_cli.render.inline import Inline, runs, tokens_of
from durchstarten_cli.render.marks import ChartMark, chart_of

_NUMBERED = re.compile(r"(Tabelle|Abbildung) (\d+)")


def is_caption(node: SyntaxTreeNode, text: str) -> bool:
    """Whether a paragraph names the table or the chart below it."""
    following = node.next_sibling
    if following is None or not text.startswith(("Tabelle", "Abbildung")):
        return False
    return following.type == "table" or chart_before(following) is not None


def chart_before(node: SyntaxTreeNode) -> ChartMark | None:
    """The chart that stands for a paragraph above a table, None for any other block."""
    following = node.next_sibling
    if node.type != "paragraph" or following is None or following.type != "table":
        return None
    return chart_of("".join(token.content for token in tokens_of(node)))


def captioned(words: Inline) -> Iterator[etree._Element]:
    """The runs of a caption, its number as a field: lists of tables and figures go by it."""
    found = _NUMBERED.match(words.text)
    if found is None:
        yield from runs(words)
        return
    yield from runs(_part(words, 0, found.start(2)))
    yield from _field(f" SEQ {found[1]} \\* ARABIC ", _part(words, *found.span(2)))
    yield from runs(_part(words, found.end(2), len(words.text)))


def _part(words: Inline, start: int, end: int) -> Inline:
    return Inline(words.text[start:end], words.formats[start:end])


def _field(code: str, shown: Inline) -> Iterator[etree._Element]:
    instruction = el("instrText")
    instruction.text = code
    keep_spaces(instruction)
    yield el("r", el("fldChar", fldCharType="begin"))
    yield el("r", instruction)
    yield el("r", el("fldChar", fldCharType="separate"))
    yield from runs(shown)
    yield el("r", el("fldChar", fldCharType="end"))
