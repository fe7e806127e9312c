"""Own figures of the settings as entries of the register: their conditions, said in columns."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

from durchstarten_cli.config import Settings
from durchstarten_cli.config.own_figures import COLUMNS, OwnFigure
from durchstarten_cli.count.groups import code_of
from durchstarten_cli.count.outcomes import DIRECT, UNATTRIBUTED, kinds_of
from durchstarten_cli.count.register import Condition, Measure, Table, every, one_of
from durchstarten_cli.count.registered import (
    CASES,
    HANDOVERS,
    PEOPLE,
    PROMISES,
    STARTS,
    SUPPORTS,
)
from durchstarten_cli.count.success import began

PREFIX = "own."
OF_PERSON = ("sex", "youngest", "oldest", "residence_status", "further_need")


def _counted_start(row: Any) -> Any:
    return (row.relation > UNATTRIBUTED) & row.in_window & row.participant


def _in_period(row: Any) -> Any:
    """Cases that touch the period; what they lasted and when they began is another condition."""
    return row.touching | row.left


TABLES: Mapping[str, tuple[Table, Condition, str]] = {
    "people": (PEOPLE.with_columns(*OF_PERSON), every, "persons"),
    "cases": (CASES.with_columns("days").of_persons(*OF_PERSON), _in_period, "cases"),
    "starts": (
        STARTS.with_columns("brought_about").of_persons(*OF_PERSON),
        _counted_start,
        "events",
    ),
    "promises": (PROMISES.of_persons(*OF_PERSON), every, "events"),
    "handovers": (
        HANDOVERS.of_persons(*OF_PERSON),
        lambda row: row.dated & ~row.internal,
        "events",
    ),
    "supports": (SUPPORTS.of_persons(*OF_PERSON), every, "events"),
}
"""By name the table, the rows of it that an own figure starts from, and what a row is."""


def own_measures(settings: Settings) -> tuple[Measure, ...]:
    """The own figures, in the order of the settings."""
    return tuple(_measure(name, figure) for name, figure in settings.figures.items())


def _measure(name: str, figure: OwnFigure) -> Measure:
    table, start, unit = TABLES[figure.table]
    where = _all_of([start, *_conditions(figure.table, figure.where)])
    base = None
    if figure.base is not None:
        base = _all_of([start, *_conditions(figure.table, figure.base)])
    return Measure(
        f"{PREFIX}{name}",
        _without_braces(figure.label),
        _without_braces(figure.definition),
        table,
        where,
        base,
        counts=figure.counted,
        unit="persons" if figure.counted == "persons" else unit,
        modules=figure.modules,
        base_label="" if base is None else "nach eigener Bedingung",
    )


def _without_braces(text: str) -> str:
    """The text as it comes out again where braces are filled."""
    return text.replace("{", "{{").replace("}", "}}")


def _all_of(conditions: list[Condition]) -> Condition:
    return lambda row: reduce(and_, (condition(row) for condition in conditions))


CALLED = {("people", "outcome"): "kind", ("cases", "exit_class"): "way"}
"""By table and column of the settings: what the tables call the column, where it is another."""


def _conditions(table: str, asked: Mapping[str, Any]) -> Iterator[Condition]:
    for column, kind in COLUMNS[table].items():
        if column in asked:
            yield _condition(CALLED.get((table, column), column), kind, asked[column])


def _condition(column: str, kind: str, asked: Any) -> Condition:
    """A condition of the settings; `kind` is "flag", "number", or the column of the codes."""
    if kind == "flag":
        return _flag(column, asked)
    if kind == "number":
        return _between(column, asked)
    if column == "began":
        return began(*asked)
    if kind == "kind":
        return lambda row: one_of(getattr(row, column), *kinds_of(*asked))
    return lambda row: reduce(or_, (_holds(getattr(row, column), kind, word) for word in asked))


def _holds(column: Any, kind: str, word: str) -> Any:
    """A code; unknown is what is reported so and what is not reported at all."""
    number = code_of(kind, word)
    return (column == number) | (column < 0) if word == "unknown" else column == number


def _flag(column: str, asked: bool) -> Condition:
    if column == "direct":
        return lambda row: (row.relation == DIRECT) == asked
    return lambda row: getattr(row, column) == asked


def _between(column: str, asked: Mapping[str, int]) -> Condition:
    """Numbers from min to max, both included; an age has to lie there whichever of two it is."""
    low, high = asked.get("min", 0), asked.get("max", 10**6)
    names = ("youngest", "oldest") if column == "age" else (column, column)
    return lambda row: (getattr(row, names[0]) >= low) & (getattr(row, names[1]) <= high)
