"""The statement's Markdown becomes Word paragraphs and tables, and the passages they hold.

A new kind of block is a line in `_writers` and a method.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from markdown_it.tree import SyntaxTreeNode

from durchstarten_cli.render.captions import captioned, chart_before, is_caption
from durchstarten_cli.render.charts import drawn
from durchstarten_cli.render.drawings import Drawings
from durchstarten_cli.render.elements import el
from durchstarten_cli.render.inline import Passage, inline, runs, tokens_of
from durchstarten_cli.render.marks import ChartMark
from durchstarten_cli.render.numbering import LEVELS, STEP, Lists
from durchstarten_cli.render.parsed import Levels, blocks_of, not_too_deep
from durchstarten_cli.render.styles import Styles
from durchstarten_cli.render.tables import cells_of, table

_AFTER_TABLE = 200
_AFTER_CHART = 80


@dataclass(frozen=True)
class _Frame:
    """Where a block stands: the style of its paragraphs, and its place in a list."""

    style: str | None = None
    number: int | None = None
    depth: int = 0
    continued: bool = False


class Story:
    """Collects `elements` and `passages` of a Markdown text, in order.

    `width` is that of the text (twentieths of a point), `plain` the id of the style that the
    letterhead gives to ordinary paragraphs, None for the default one.
    """

    def __init__(
        self, styles: Styles, lists: Lists, drawings: Drawings, width: int, plain: str | None
    ) -> None:
        self.elements: list[etree._Element] = []
        self.passages: list[Passage] = []
        self._styles = styles
        self._lists = lists
        self._drawings = drawings
        self._width = width
        self._plain = plain
        self._levels = Levels()
        self._caption = ""
        self._writers: dict[str, Callable[[SyntaxTreeNode, _Frame], None]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "blockquote": self._quote,
            "bullet_list": self._bullets,
            "ordered_list": self._numbers,
            "table": self._table,
        }

    def add(self, markdown: str) -> None:
        """Append a whole text. Raises SettingsError where lists are nested too deep."""
        with not_too_deep():
            self._add_all(blocks_of(markdown), _Frame())
        if self._after_table():
            self.elements.append(el("p"))

    def _add_all(self, nodes: Sequence[SyntaxTreeNode], frame: _Frame) -> None:
        for node in nodes:
            self._writers[node.type](node, frame)

    def _heading(self, node: SyntaxTreeNode, _: _Frame) -> None:
        self._paragraph(node, _Frame(f"heading {self._levels.of(node)}"))

    def _paragraph(self, node: SyntaxTreeNode, frame: _Frame) -> None:
        if mark := chart_before(node):
            self._chart(mark, node.next_sibling)
            return
        words = inline(tokens_of(node))
        if not words.text.strip():
            return
        self._caption = words.text if is_caption(node, words.text) else ""
        if self._caption:
            frame = _Frame("caption")
        told = captioned(words) if self._caption else runs(words)
        self.elements.append(el("p", self._shape(frame), *told))
        self.passages.append(words.passage)

    def _chart(self, mark: ChartMark, table_node: SyntaxTreeNode | None) -> None:
        """The chart of the table below, in a line of its own; its words are the table's."""
        assert table_node is not None
        rows = [[cell.text for cell in row] for row in cells_of(table_node)]
        if chart := drawn(mark, rows):
            shape = el("pPr", el("keepNext"), el("spacing", before=0, after=_AFTER_CHART))
            self.elements.append(el("p", shape, self._drawings.run(chart, self._width)))

    def _quote(self, node: SyntaxTreeNode, frame: _Frame) -> None:
        self._add_all(node.children, replace(frame, style="Quote"))

    def _bullets(self, node: SyntaxTreeNode, frame: _Frame) -> None:
        self._list(node, replace(frame, style="List Bullet", number=self._lists.bullets()))

    def _numbers(self, node: SyntaxTreeNode, frame: _Frame) -> None:
        start = int(node.attrs.get("start", 1))
        number = self._lists.numbers(min(frame.depth, LEVELS - 1), start)
        self._list(node, replace(frame, style="List Number", number=number))

    def _list(self, node: SyntaxTreeNode, frame: _Frame) -> None:
        deeper = replace(frame, depth=min(frame.depth + 1, LEVELS), continued=False)
        for item in node.children:
            for position, block in enumerate(item.children):
                self._add_all([block], replace(deeper, continued=position > 0))

    def _table(self, node: SyntaxTreeNode, _: _Frame) -> None:
        if self._after_table():
            self.elements.append(el("p"))
        element, passages = table(node, self._styles, self._width, self._caption)
        self.elements.append(element)
        self.passages += passages

    def _shape(self, frame: _Frame) -> etree._Element:
        """The properties of a paragraph, in the order that Word wants."""
        shape = el("pPr")
        if style := self._styles.id(frame.style) if frame.style else self._plain:
            shape.append(el("pStyle", val=style))
        if frame.style == "caption":
            shape.append(el("keepNext"))
        if frame.number is not None:
            shape.extend(_list_shape(frame))
        elif self._after_table() and not frame.style:
            shape.append(el("spacing", before=_AFTER_TABLE))
        return shape

    def _after_table(self) -> bool:
        return bool(self.elements) and self.elements[-1].tag.endswith("}tbl")


def _list_shape(frame: _Frame) -> list[etree._Element]:
    if frame.continued:
        return [el("ind", left=STEP * frame.depth)]
    level = el("ilvl", val=frame.depth - 1)
    return [el("numPr", level, el("numId", val=frame.number))]
