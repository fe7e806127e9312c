"""The tables of the long form: figures by year and by class."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from durchstarten_cli.compose.values import Row, Table
from durchstarten_cli.config import Words
from durchstarten_cli.grammar import age_band
from durchstarten_cli.model import Period, Published
from durchstarten_cli.vocabulary import vocabulary

Figures = Mapping[str, Published]

COLUMNS = {
    "entries": "Eintritte",
    "exits": "Austritte",
    "placement": "in Ausbildung oder Arbeit",
}
"""What stands above the columns, beside the word for the participants."""
BY_YEAR = ("participants", "entries", "exits")
BY_CLASS = ("participants", "placement")
TITLES = {
    "year": "nach Jahren",
    "sex": "nach Geschlecht",
    "age_group": "nach Alter",
    "residence_status": "nach Aufenthaltsstatus bei Eintritt",
    "provider": "nach Trägern",
}
"""How a table by this is called, behind the word for the participants."""


def tables(
    figures: Figures,
    module: str,
    days: Period,
    breakdowns: Sequence[str],
    names: Mapping[str, str],
    words: Words,
) -> Iterator[Table]:
    """A table per breakdown of a module's figures, as far as they are there.

    `days` are those of the module in the period, `names` the providers as tables call them,
    `words` those of the house.
    """
    own = {
        k: f
        for k, f in figures.items()
        if f.period.last >= days.first and f.period.first <= days.last
    }
    for by in breakdowns:
        measures = BY_YEAR if by == "year" else BY_CLASS
        rows = tuple(
            _rows(own, module, by, measures, partial(class_label, by, names=names, words=words))
        )
        if rows:
            columns = tuple(COLUMNS.get(m, words.participants.plural) for m in measures)
            yield Table(by, TITLES[by], columns, rows)


def _rows(
    figures: Figures,
    module: str,
    by: str,
    measures: Sequence[str],
    label: Callable[[str], str],
) -> Iterator[Row]:
    for name in _classes(figures, module, by, measures[0]):
        cells = tuple(figures[f"{module}.{measure}[{by}={name}]"] for measure in measures)
        if any(not cell.missing and (cell.some or by == "year") for cell in cells):
            yield Row(label(name), cells)


def _classes(figures: Figures, module: str, by: str, measure: str) -> Iterator[str]:
    for figure in figures.values():
        name = (figure.restriction or {}).get(by)
        if name is not None and figure.id == f"{module}.{measure}[{by}={name}]":
            yield name


def class_label(by: str, name: str, names: Mapping[str, str], words: Words) -> str:
    """How a class of a column is called; `names` are those of providers."""
    if name == "unknown":
        return "unbekannt"
    if by == "age_group":
        return age_band(*map(int, name.split("-")))
    return names.get(name) or words.label(by, name, vocabulary().label(by, name))
