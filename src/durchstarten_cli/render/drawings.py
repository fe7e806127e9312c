"""Charts in the Word document: parts of their own, and the drawing in a line of the text."""

from html import escape

from lxml import etree

from durchstarten_cli.render.chartbook import workbook
from durchstarten_cli.render.chartpart import cells, chart_xml
from durchstarten_cli.render.charts import BARS, Chart
from durchstarten_cli.render.elements import clean, el
from durchstarten_cli.render.package import Package
from durchstarten_cli.wordfile import R

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_INLINE = f"{_DRAWING}/wordprocessingDrawing"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU_A_TWIP = 635
_EMU_A_CM = 360_000
_COLUMNS_HIGH, _BAR_HIGH, _GROUP_APART, _MARGIN, _HIGHEST = 5.4, 0.5, 0.35, 0.6, 20.0
"""Heights in centimetres."""


class Drawings:
    """Puts charts into a package; each gets a number that no drawing of the letterhead has."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._last = _highest_number(package)
        self.descriptions: list[str] = []

    def run(self, chart: Chart, width: int) -> etree._Element:
        """A run that shows the chart, `width` twentieths of a point wide."""
        package, self._last = self._package, self._last + 1
        self.descriptions.append(chart.description)
        part = package.new_name("word/charts/chart")
        key = package.add(package.main, "chart", part, _TYPE, chart_xml(chart))
        book = package.new_name("word/embeddings/Diagramm", "xlsx")
        package.add(part, "package", book, _BOOK, workbook(cells(chart)))
        return el("r", el("drawing", self._inline(chart, width, key)))

    def _inline(self, chart: Chart, width: int, key: str) -> etree._Element:
        high = int(_height(chart) * _EMU_A_CM)
        told = escape(clean(chart.description))
        return etree.fromstring(
            f'<wp:inline xmlns:wp="{_INLINE}" xmlns:a="{_DRAWING}/main" '
            'distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width * _EMU_A_TWIP}" cy="{high}"/>'
            f'<wp:docPr id="{self._last}" name="Diagramm {self._last}" descr="{told}"/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_DRAWING}/chart">'
            f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{R}" r:id="{key}"/>'
            "</a:graphicData></a:graphic></wp:inline>"
        )


def _height(chart: Chart) -> float:
    if chart.kind != BARS:
        return _COLUMNS_HIGH
    group = len(chart.series) * _BAR_HIGH + _GROUP_APART
    return min(len(chart.categories) * group + _MARGIN, _HIGHEST)


def _highest_number(package: Package) -> int:
    parts = [package.main, *package.related(package.main, "header").values()]
    parts += package.related(package.main, "footer").values()
    found = (
        n.get("id", "") for part in parts for n in package.root(part).iter(f"{{{_INLINE}}}docPr")
    )
    return max((int(number) for number in found if number.isdecimal()), default=0)
