"""The statement's Markdown becomes the body of a page, in which printed figures are buttons.

Every word goes through `html.escape`; markup stands in this module only, so text from outside can
never become any.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from markdown_it.tree import SyntaxTreeNode

from durchstarten_cli.render.captions import chart_before, is_caption
from durchstarten_cli.render.charts import drawn
from durchstarten_cli.render.inline import BOLD, ITALIC, YELLOW, Inline, inline, tokens_of
from durchstarten_cli.render.parsed import Levels, blocks_of, not_too_deep
from durchstarten_cli.render.svg import svg
from durchstarten_cli.render.tables import alignment, cells_of

_BUTTON = re.compile(r"([^ \n<>]*)(<button [^>]*>[^<]*</button>)([^ \n<]*)")
_TAGS = ((BOLD, "strong"), (ITALIC, "em"), (YELLOW, "mark"))

Target = Callable[[int], str]
"""Where the button of a citation leads: the id of an element of the page."""


class Body:
    """Writes a Markdown text as HTML; `target` says what is opened behind a citation."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._levels = Levels()
        self._caption = ""
        self._chart = ""
        self._figures = 0
        self._writers: dict[str, Callable[[SyntaxTreeNode], str]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "blockquote": lambda node: self._around("blockquote", node),
            "bullet_list": lambda node: self._around("ul", node),
            "ordered_list": self._numbers,
            "list_item": lambda node: self._around("li", node),
            "table": self._table,
        }

    def written(self, markdown: str) -> str:
        """The whole text. Raises SettingsError where lists are nested too deep."""
        with not_too_deep():
            return self._all(blocks_of(markdown))

    def _all(self, nodes: Sequence[SyntaxTreeNode]) -> str:
        return "\n".join(filter(None, (self._writers[node.type](node) for node in nodes)))

    def _around(self, tag: str, node: SyntaxTreeNode) -> str:
        return f"<{tag}>{self._all(node.children)}</{tag}>"

    def _numbers(self, node: SyntaxTreeNode) -> str:
        return f'<ol start="{int(node.attrs.get("start", 1))}">{self._all(node.children)}</ol>'

    def _heading(self, node: SyntaxTreeNode) -> str:
        level = self._levels.of(node)
        return f"<h{level}>{self._words(inline(tokens_of(node)))}</h{level}>"

    def _paragraph(self, node: SyntaxTreeNode) -> str:
        following = node.next_sibling
        if (mark := chart_before(node)) and following is not None:
            chart = drawn(mark, [[cell.text for cell in row] for row in cells_of(following)])
            self._chart = svg(chart) if chart else ""
            return ""
        words = inline(tokens_of(node))
        if is_caption(node, words.text):
            self._caption = self._words(words)
            return ""
        return f"<p>{self._words(words)}</p>" if words.text.strip() else ""

    def _table(self, node: SyntaxTreeNode) -> str:
        """A table that can be moved sideways where it is too wide, its caption and its chart."""
        rows = cells_of(node)
        right = [alignment(node, rows, column) == "right" for column in range(len(rows[0]))]
        head, *body = (
            "".join(self._cell(cell, n, right[n], top=line == 0) for n, cell in enumerate(row))
            for line, row in enumerate(rows)
        )
        lines = "".join(f"<tr>{line}</tr>" for line in body)
        inside = f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody>"
        caption, chart = self._caption, self._chart
        self._caption = self._chart = ""
        if chart:
            return self._figure(caption, chart, inside)
        name = f"<caption>{caption}</caption>" if caption else ""
        return _sideways(f"<table>{name}{inside}</table>", "Tabelle")

    def _figure(self, caption: str, chart: str, inside: str) -> str:
        """A chart with the table of its values, under one caption."""
        self._figures += 1
        key = f"abbildung-{self._figures}"
        table = f'<table aria-labelledby="{key}">{inside}</table>'
        return (
            f'<figure><figcaption id="{key}">{caption}</figcaption>{_sideways(chart, "Diagramm")}'
            f"{_sideways(table, 'Tabelle')}</figure>"
        )

    def _cell(self, words: Inline, column: int, right: bool, *, top: bool) -> str:
        aligned = ' class="zahl"' if right else ""
        if top:
            return f'<th scope="col"{aligned}>{self._words(words)}</th>'
        if column == 0:
            return f'<th scope="row"{aligned}>{self._words(words)}</th>'
        return f"<td{aligned}>{self._words(words)}</td>"

    def _words(self, words: Inline) -> str:
        return _BUTTON.sub(_unbroken, "".join(self._pieces(words)))

    def _pieces(self, words: Inline) -> Iterator[str]:
        """Stretches of one format that are part of one printed figure, or of none."""
        cited: list[int | None] = [None] * len(words.text)
        for start, end, index in words.citations:
            cited[start:end] = [index] * (end - start)
        signs = zip(words.text, words.formats, cited, strict=True)
        for (shape, index), group in groupby(signs, key=lambda sign: sign[1:]):
            text = escape("".join(sign[0] for sign in group)).replace("\n", "<br>")
            for flag, tag in _TAGS:
                text = f"<{tag}>{text}</{tag}>" if shape & flag else text
            yield text if index is None else self._button(text, index)

    def _button(self, text: str, index: int) -> str:
        return (
            f'<button type="button" class="woher" popovertarget="{escape(self._target(index))}">'
            f"{text}</button>"
        )


def _unbroken(found: re.Match[str]) -> str:
    """A browser may break a line on both sides of a button, also before a comma."""
    before, button, after = found.groups()
    return f'<span class="fest">{found[0]}</span>' if before or after else button


def _sideways(content: str, name: str) -> str:
    """Wide content moves by finger, mouse and arrow keys."""
    return f'<div class="quer" role="group" aria-label="{name}" tabindex="0">{content}</div>'
