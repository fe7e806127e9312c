"""What a Word file says beside its text: headers and footers, charts, alternative texts."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from durchstarten_cli.wordfile import WordFile, passages_in, row_text, w

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OBJECT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SERIES, _VALUE, _TEXT = f"{_CHART}ser", f"{_CHART}v", f"{_DRAWING}t"


def around(file: WordFile) -> tuple[str, ...]:
    """Passages of headers, footers, series and titles of charts, and alternative texts.

    Fields of headers and footers are left out: Word fills in pages and dates anew.
    """
    return tuple(
        text for told in (_edges(file), _charts(file), _descriptions(file)) for text in told
    )


def _edges(file: WordFile) -> Iterator[str]:
    for kind in ("header", "footer"):
        for part in file.related(file.main, kind).values():
            yield from passages_in(_without_fields(file.root(part)))


def _without_fields(root: etree._Element) -> etree._Element:
    root, inside = deepcopy(root), 0
    for field in [*root.iter(w("fldSimple"))]:
        field.getparent().remove(field)
    for run in [*root.iter(w("r"))]:
        edges = [edge.get(w("fldCharType")) for edge in run.iter(w("fldChar"))]
        inside += edges.count("begin")
        if inside:
            run.getparent().remove(run)
        inside -= edges.count("end")
    return root


def _charts(file: WordFile) -> Iterator[str]:
    for part in file.related(file.main, "chart").values():
        root = file.root(part)
        for series in root.iter(_SERIES):
            yield row_text([_number(value.text or "") for value in series.iter(_VALUE, _TEXT)])
        for text in root.iter(_TEXT):
            if text.text and next(text.iterancestors(_SERIES), None) is None:
                yield text.text


def _number(text: str) -> str:
    """A value as German writes it: Word writes 3.6 as 3.6000000000000001."""
    try:
        return f"{float(text):.12g}".replace(".", ",")
    except ValueError:
        return text


def _descriptions(file: WordFile) -> Iterator[str]:
    for drawn in file.body().iter(_OBJECT):
        yield from (text for name in ("title", "descr") if (text := drawn.get(name)))
