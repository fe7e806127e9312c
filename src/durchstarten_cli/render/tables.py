"""A Markdown table as a Word table: visible borders, a marked header row, numbers to the right."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree
from markdown_it.tree import SyntaxTreeNode

from durchstarten_cli.render.elements import el
from durchstarten_cli.render.inline import Cited, Inline, Passage, inline, runs, tokens_of
from durchstarten_cli.render.styles import TABLE_TEXT, Styles
from durchstarten_cli.wordfile import row_text

_NUMBER = re.compile(r"[-–+]?\d[\d.\u00a0\u202f]*(,\d+)?[\u00a0\u202f ]?%?")
_NO_NUMBER = {"", "-", "–", "—", "nicht gemeldet", "unbekannt"}
_NARROW, _WIDE = re.compile("[fijlrtI .,:;()|]"), re.compile("[mwMW%]")
_WIDEST = 40
_SHORT = 4
"""A table of so many lines is not divided between pages."""
_SIGN = 125
"""The width of an ordinary letter in tables, in twentieths of a point."""

Rows = Sequence[Sequence[Inline]]


def table(
    node: SyntaxTreeNode, styles: Styles, width: int, caption: str
) -> tuple[etree._Element, list[Passage]]:
    """The table over the given width (twentieths of a point), and a passage for each row."""
    rows = cells_of(node)
    aligned = [alignment(node, rows, column) for column in range(len(rows[0]))]
    widths = _widths(rows, [place == "right" for place in aligned], width)
    grid = el("tblGrid", *(el("gridCol", w=share) for share in widths))
    element = el("tbl", _properties(styles, caption), grid)
    for number, row in enumerate(rows):
        together = number == 0 or (len(rows) <= _SHORT and number < len(rows) - 1)
        cells = [
            _cell(styles, *of_column, header=number == 0, together=together)
            for of_column in zip(row, widths, aligned, strict=True)
        ]
        element.append(el("tr", _row_properties(number == 0), *cells))
    return element, [row_passage(row) for row in rows if any(c.text.strip() for c in row)]


def cells_of(node: SyntaxTreeNode) -> list[list[Inline]]:
    """The words of all cells of a table, row by row."""
    return [[inline(tokens_of(cell)) for cell in row.children] for row in _rows(node)]


def row_passage(cells: Iterable[Inline]) -> Passage:
    """The cells of a row in one text, with the figures of all of them."""
    texts: list[str] = []
    citations: list[Cited] = []
    for cell in cells:
        start = len(row_text([*texts, ""]))
        citations += [(start + a, start + b, index) for a, b, index in cell.citations]
        texts.append(cell.text if cell.text.strip() else "")
    return Passage(row_text(texts), tuple(citations))


def _rows(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    return (row for part in node.children for row in part.children)


def alignment(node: SyntaxTreeNode, rows: Rows, column: int) -> str | None:
    """Where the words of a column stand: "right" for numbers, None for the left."""
    head = next(_rows(node)).children[column]
    written = str(head.attrs.get("style", "")).removeprefix("text-align:")
    if written:
        return written if written != "left" else None
    texts = [row[column].text.strip() for row in rows[1:]]
    numbers = [text for text in texts if text not in _NO_NUMBER]
    pure = numbers and all(_NUMBER.fullmatch(text) for text in numbers)
    return "right" if pure else None


def _widths(rows: Rows, numbers: Sequence[bool], width: int) -> list[int]:
    """No word is cut where that can be helped; what is left goes to the columns with words."""
    columns = list(zip(*rows, strict=True))
    least = [max(map(_longest_word, column)) + 2 for column in columns]
    wished = [max(min(_length(cell.text), _WIDEST) for cell in column) + 2 for column in columns]
    more = [max(w - n, 0) for n, w in zip(least, wished, strict=True)]
    spare = max(width / _SIGN - sum(least), 0)
    given = min(spare / (sum(more) or 1), 1)
    words = [all(numbers) or not number for number in numbers]
    rest = (spare - given * sum(more)) / sum(words)
    shares = [n + given * m + rest * word for n, m, word in zip(least, more, words, strict=True)]
    return [int(width * share / sum(shares)) for share in shares]


def _longest_word(cell: Inline) -> float:
    return max(map(_length, cell.text.split()), default=0)


def _length(text: str) -> float:
    """About how many ordinary letters would take as much room."""
    return len(text) - 0.5 * len(_NARROW.findall(text)) + 0.5 * len(_WIDE.findall(text))


def _properties(styles: Styles, caption: str) -> etree._Element:
    properties = el(
        "tblPr",
        el("tblStyle", val=styles.id("Table Grid")),
        el("tblW", w=5000, type="pct"),
        el("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0,
           noHBand=1, noVBand=1),
    )  # fmt: skip
    if caption:
        properties.append(el("tblCaption", val=caption))
    return properties


def _row_properties(header: bool) -> etree._Element:
    return el("trPr", el("cantSplit"), *([el("tblHeader")] if header else []))


def _cell(
    styles: Styles, words: Inline, width: int, aligned: str | None, *, header: bool, together: bool
) -> etree._Element:
    shape = el("pPr", el("pStyle", val=styles.id(TABLE_TEXT)))
    if together:
        shape.append(el("keepNext"))
    if aligned:
        shape.append(el("jc", val=aligned))
    text = el("p", shape, *runs(words, bold=header))
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa")), text)
