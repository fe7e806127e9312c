"""Native Word charts: the chart's own part, and a workbook with its data to edit."""

from collections.abc import Iterator
from html import escape

from durchstarten_cli.render.charts import BARS, COLOURS, Chart, Series, Value
from durchstarten_cli.render.elements import clean

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_GREY, _LINE = "404040", "000000"
_MANY = 12
"""From so many columns on, their labels are turned."""
_LETTERS_WIDE, _MOST_FOR_WORDS = 60, 0.7
"""About how many letters would fill the width of the bars, and the share left to words at most."""
_TURNED = ' rot="-5400000" vert="horz"'


def chart_xml(chart: Chart) -> bytes:
    """The part of a chart, whose data lie in the workbook that its relation rId1 leads to."""
    plot = _bars(chart) if chart.kind == BARS else _columns(chart)
    xml = (
        f'<c:chartSpace xmlns:c="{_MAIN}/chart" xmlns:a="{_MAIN}/main" xmlns:r="{_R}">'
        '<c:date1904 val="0"/><c:lang val="de-DE"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>'
        f'{_legend() if chart.line else ""}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        "</c:chart>"
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        f'</c:spPr>{_text(900)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )
    return (_HEAD + xml).encode()


def _bars(chart: Chart) -> str:
    """Bars that lie, each with the name of its series and its value behind it."""
    series = "".join(_series(chart, n, s, named=True) for n, s in enumerate(chart.series))
    words = max(len(f"{s.name}: {v.text}") for s in chart.series for v in s.values) + 1
    top = chart.highest / (1 - min(words / _LETTERS_WIDE, _MOST_FOR_WORDS))
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="40"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        + _category_axis("l", turned=False, reverse=True)
        + _value_axis("t", top, shown=False)
    )


def _columns(chart: Chart) -> str:
    """Columns with their values above them, and the constant line across."""
    many = len(chart.categories) > _MANY
    series = "".join(
        _series(chart, n, s, named=False, turned=many) for n, s in enumerate(chart.series)
    )
    line = _constant(chart) if chart.line else ""
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="40"/><c:axId val="1"/><c:axId val="2"/></c:barChart>{line}'
        + _category_axis("b", turned=many, reverse=False)
        + _value_axis("l", chart.highest * 1.25, shown=True)
    )


def _series(chart: Chart, number: int, series: Series, *, named: bool, turned: bool = False) -> str:
    colour = COLOURS[number % len(COLOURS)][1:]
    labels = "".join(
        _word(at, f"{series.name}: {value.text}" if named else value.text, turned)
        for at, value in enumerate(series.values)
        if value.number is None and value.text
    )
    return (
        f"{_open_series(number, series.name)}"
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:dLbls>{labels}<c:numFmt formatCode="[$-407]General" '
        'sourceLinked="0"/><c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></c:spPr>'
        f"{_text(900, turned)}"
        f"{_shows(name=named)}</c:dLbls>"
        f"{_data(chart, number, [_plotted(v) for v in series.values])}</c:ser>"
    )


def _plotted(value: Value) -> float | None:
    """As Excel plots a word among numbers: a bar without length, on which the word stands."""
    return 0 if value.number is None and value.text else value.number


def _word(at: int, text: str, turned: bool) -> str:
    """A label that says a word in place of a number."""
    rotation = _TURNED if turned else ""
    return (
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr{rotation} wrap="none"/><a:p><a:r>'
        f'<a:rPr lang="de-DE" sz="900"/><a:t>{_safe(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        f'<c:dLblPos val="outEnd"/>{_SHOW_VALUE}</c:dLbl>'
    )


_SHOW_VALUE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _shows(*, name: bool) -> str:
    return (
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        f'<c:showCatName val="0"/><c:showSerName val="{name:d}"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/><c:separator>: </c:separator>'
    )


def _constant(chart: Chart) -> str:
    """A broken line over all categories; the legend names it with its value."""
    assert chart.line is not None
    name, value = line_name(chart), chart.line[1]
    number = len(chart.series)
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f"{_open_series(number, name)}"
        f'<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="{_LINE}"/></a:solidFill>'
        '<a:prstDash val="dash"/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
        f"{_data(chart, number, [value] * len(chart.categories))}"
        '<c:smooth val="0"/></c:ser><c:marker val="1"/><c:axId val="1"/><c:axId val="2"/>'
        "</c:lineChart>"
    )


def line_name(chart: Chart) -> str:
    """Plätze: 5."""
    return "" if chart.line is None else f"{chart.line[0]}: {chart.line[1]}"


def _open_series(number: int, name: str) -> str:
    place = f"Tabelle1!${column(number + 1)}$1"
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{place}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_safe(name)}</c:v></c:pt>'
        "</c:strCache></c:strRef></c:tx>"
    )


def _data(chart: Chart, number: int, values: list[float | None]) -> str:
    last, letter = len(chart.categories) + 1, column(number + 1)
    points = "".join(_point(n, exact(v)) for n, v in enumerate(values) if v is not None)
    names = "".join(_point(n, _safe(name)) for n, name in enumerate(chart.categories))
    count = f'<c:ptCount val="{len(values)}"/>'
    return (
        f"<c:cat><c:strRef><c:f>Tabelle1!$A$2:$A${last}</c:f><c:strCache>{count}{names}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Tabelle1!${letter}$2:${letter}"
        f"${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>{count}{points}"
        "</c:numCache></c:numRef></c:val>"
    )


def _point(number: int, text: str) -> str:
    return f'<c:pt idx="{number}"><c:v>{text}</c:v></c:pt>'


def _category_axis(place: str, *, turned: bool, reverse: bool) -> str:
    order = "maxMin" if reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{place}"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{_stroke("7F7F7F")}{_text(900, turned)}<c:crossAx val="2"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(place: str, top: float, *, shown: bool) -> str:
    grid = f"<c:majorGridlines>{_stroke('D9D9D9')}</c:majorGridlines>" if shown else ""
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{top:g}"/><c:min val="0"/></c:scaling><c:delete val="{not shown:d}"/>'
        f'<c:axPos val="{place}"/>{grid}<c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{_stroke("7F7F7F")}{_text(900)}<c:crossAx val="1"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _legend() -> str:
    return f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text(900)}</c:legend>'


def _stroke(colour: str) -> str:
    return (
        f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
        "</c:spPr>"
    )


def _text(size: int, turned: bool = False) -> str:
    rotation = _TURNED if turned else ""
    return (
        f'<c:txPr><a:bodyPr{rotation} wrap="none"/><a:p><a:pPr><a:defRPr sz="{size}">'
        '<a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="de-DE"/></a:p></c:txPr>'
    )


def _safe(text: str) -> str:
    return escape(clean(text), quote=False)


def exact(value: float) -> str:
    """A number with all its digits, whole ones without a point."""
    return f"{value:.15g}"


def column(number: int) -> str:
    """The letter of a column of a workbook: 0 is A, 26 is AA."""
    rest, last = divmod(number, 26)
    return (column(rest - 1) if rest else "") + chr(ord("A") + last)


def cells(chart: Chart) -> Iterator[list[str | float]]:
    """The chart's data as rows of a sheet, names in the first row and the first column."""
    lines = [(line_name(chart), chart.line[1])] if chart.line else []
    yield ["", *(series.name for series in chart.series), *(name for name, _ in lines)]
    for at, category in enumerate(chart.categories):
        values = [series.values[at] for series in chart.series]
        told = [v.text if v.number is None else v.number for v in values]
        yield [category, *told, *(value for _, value in lines)]
