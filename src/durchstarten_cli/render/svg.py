"""A chart as SVG, to stand inside a page: readable on a phone, no style and no script needed."""

from collections.abc import Iterator
from html import escape

from durchstarten_cli.grammar import number
from durchstarten_cli.render.charts import BARS, COLOURS, Chart, Value
from durchstarten_cli.render.elements import clean

_WIDTH = 360
"""About the width of a phone: there a letter is as large as it is told here."""
_LETTER = 13
_BAR, _APART = 20, 14
_LETTER_WIDE, _LEAST_BAR = 7.2, 60
_COLUMN, _PLOT, _TOP, _BELOW, _LEFT = 22, 150, 62, 66, 26


def svg(chart: Chart) -> str:
    """The drawing; its text for those who do not see it is the chart's description."""
    width, height, inside = _bars(chart) if chart.kind == BARS else _columns(chart)
    wide = ' class="breit"' if width > _WIDTH else ""
    return (
        f'<svg{wide} role="img" aria-label="{_safe(chart.description)}" '
        f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" '
        f'font-size="{_LETTER}" fill="#000">{"".join(inside)}</svg>'
    )


def _bars(chart: Chart) -> tuple[float, float, Iterator[str]]:
    """Under the name of each category a bar of each series, its name and value behind it."""
    group = (len(chart.series) + 1) * _BAR + _APART
    return _WIDTH, len(chart.categories) * group, _lying(chart, group)


def _lying(chart: Chart, group: float) -> Iterator[str]:
    words = max(len(f"{s.name}: {v.text}") for s in chart.series for v in s.values)
    unit = max(_WIDTH - words * _LETTER_WIDE, _LEAST_BAR) / chart.highest
    for at, category in enumerate(chart.categories):
        top = at * group
        yield _text(0, top + _LETTER + 1, category, 'font-weight="bold"')
        for row, series in enumerate(chart.series, start=1):
            value, y = series.values[at], top + row * _BAR
            long = unit * (value.number or 0)
            yield _rect(0, y + 1, long, _BAR - 3, COLOURS[(row - 1) % len(COLOURS)])
            yield _text(long + 5, y + _LETTER + 1, f"{series.name}: {value.text}")


def _columns(chart: Chart) -> tuple[float, float, Iterator[str]]:
    """Columns with their values above them and the constant line across, both named on top."""
    width = max(_WIDTH, _LEFT + len(chart.categories) * _COLUMN)
    return width, _TOP + _PLOT + _BELOW, _standing(chart, width)


def _standing(chart: Chart, width: float) -> Iterator[str]:
    ground, unit = _TOP + _PLOT, _PLOT / chart.highest
    yield from _key(chart)
    yield _line(_LEFT, ground, width, ground, "#767676")
    yield _text(_LEFT - 4, ground, "0", 'text-anchor="end"')
    step = (width - _LEFT) / len(chart.categories)
    highs = [unit * (value.number or 0) for value in _values(chart)]
    for at, high in enumerate(highs):
        yield _rect(_LEFT + at * step + 2, ground - high, step - 4, high, COLOURS[0])
    if chart.line:
        yield from _across(number(chart.line[1]), ground - unit * chart.line[1], width)
    for at, (high, value) in enumerate(zip(highs, _values(chart), strict=True)):
        middle = _LEFT + (at + 0.5) * step + _LETTER / 3
        yield _turned(middle, ground - high - 4, value.text, "start")
        yield _turned(middle, ground + 5, chart.categories[at], "end")


def _across(value: str, y: float, width: float) -> Iterator[str]:
    yield _line(_LEFT, y, width, y, "#000", 'stroke-width="2" stroke-dasharray="6 4"')
    yield _text(_LEFT - 4, y + 4, value, 'text-anchor="end"')


def _values(chart: Chart) -> tuple[Value, ...]:
    return chart.series[0].values


def _key(chart: Chart) -> Iterator[str]:
    """What the columns and the line are; they differ in form, not by colour alone."""
    yield _rect(_LEFT, 2, 14, 12, COLOURS[0])
    yield _text(_LEFT + 20, _LETTER, chart.series[0].name)
    if chart.line:
        yield _line(150, 8, 184, 8, "#000", 'stroke-width="2" stroke-dasharray="6 4"')
        yield _text(190, _LETTER, f"{chart.line[0]}: {number(chart.line[1])}")


def _rect(x: float, y: float, wide: float, high: float, colour: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" fill="{colour}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{colour}" {more}/>'


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" {more}>{_safe(words)}</text>'


def _turned(x: float, y: float, words: str, anchor: str) -> str:
    """Words that are read from below upwards, on white, where they cover a line."""
    halo = 'stroke="#fff" stroke-width="3" paint-order="stroke"'
    turn = f'transform="rotate(-90 {x:g} {y:g})"'
    return _text(x, y, words, f'{turn} text-anchor="{anchor}" {halo}') if words else ""


def _safe(text: str) -> str:
    return escape(clean(text))
