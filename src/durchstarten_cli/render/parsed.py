"""The statement's Markdown as blocks, the same for every format that is made from it.

Blocks of other kinds are switched off in the parser, so that they stand there as they were written.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.render.elements import clean

_HEADINGS = 3
_LEFT_AS_TEXT = (
    "code", "fence", "hr", "html_block", "reference",
    "backticks", "link", "image", "autolink", "html_inline",
)  # fmt: skip


def blocks_of(markdown: str) -> Sequence[SyntaxTreeNode]:
    """The blocks of a text: headings, paragraphs, quotations, lists, tables."""
    return SyntaxTreeNode(_parser().parse(clean(markdown))).children


@contextmanager
def not_too_deep() -> Iterator[None]:
    """Explain lists and quotations that are nested beyond measure. Raises SettingsError."""
    try:
        yield
    except RecursionError as error:
        raise SettingsError(
            "In einem Text sind Listen oder Zitate zu tief ineinander geschachtelt.",
            "Bitte vereinfachen Sie die Texte im Projektordner.",
        ) from error


class Levels:
    """Levels of headings that follow each other without a jump, whatever the text began with."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def of(self, heading: SyntaxTreeNode) -> int:
        """The level of the next heading, 1 to 3."""
        level = int(heading.tag[1])
        self._open = [*(other for other in self._open if other < level), level]
        return min(len(self._open), _HEADINGS)


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables; what could hide or bring in anything is left as text.

    The parser's own limit of nesting is lifted: beyond it, it would leave out text silently.
    """
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": sys.maxsize}).enable("table")
    return parser.disable([*_LEFT_AS_TEXT])
