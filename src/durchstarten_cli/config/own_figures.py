"""Own figures in the settings: `[figures.name]` names a table, conditions and what is counted.

The columns that conditions may ask for stand here, with what may be said of each; what they mean is
known to `count`.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

from msgspec import field

from durchstarten_cli.config.section import Section, ShortName
from durchstarten_cli.vocabulary import vocabulary

OF_PERSON = {
    "sex": "sex",
    "age": "number",
    "residence_status": "residence_status",
    "further_need": "further_need",
}
"""Columns of every table: what is told of the participant."""
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "people": {
        **OF_PERSON,
        "exit_class": "exit_class",
        "still": "flag",
        "began": "kind",
        "outcome": "kind",
        "placed": "flag",
        "handed": "flag",
    },
    "cases": {
        **OF_PERSON,
        "exit_class": "exit_class",
        "touching": "flag",
        "entered": "flag",
        "left": "flag",
        "days": "number",
    },
    "starts": {**OF_PERSON, "kind": "kind", "brought_about": "brought_about", "direct": "flag"},
    "promises": {**OF_PERSON, "kind": "kind"},
    "handovers": {**OF_PERSON, "receiver_kind": "receiver_kind", "done": "flag"},
    "supports": {**OF_PERSON, "support_kind": "support_kind", "running": "flag", "placed": "flag"},
}
"""By table and column: "flag" (true or false), "number" (min, max), or the column of its codes."""


NUMBERS = "erwartet werden ganze Zahlen als { min = 18, max = 20 } oder eine davon."


class OwnFigure(Section, frozen=True, kw_only=True):
    """A figure of the project's own: the rows of `table` for which all of `where` holds.

    `base`: conditions of the rows that it is a part of; `modules`: those that it is counted for,
    without them all and over all.
    """

    label: str
    definition: str
    table: Literal["people", "cases", "starts", "promises", "handovers", "supports"] = "people"
    counted: Literal["persons", "rows"] = "persons"
    where: dict[str, object] = field(default_factory=dict)
    base: dict[str, object] | None = None
    modules: tuple[ShortName, ...] = ()


def wrong_figures(figures: Mapping[str, OwnFigure], modules: Collection[str]) -> Iterator[str]:
    """A German sentence for everything in own figures that cannot be counted, with its key."""
    for name, figure in figures.items():
        for key in ("label", "definition"):
            if not getattr(figure, key).strip():
                yield f"figures.{name}.{key}: Hier fehlt der Text."
        for module in set(figure.modules).difference(modules):
            yield f"figures.{name}.modules: Den Baustein „{module}“ gibt es unter modules nicht."
        for part, conditions in (("where", figure.where), ("base", figure.base or {})):
            for column, asked in conditions.items():
                yield from _wrong(f"figures.{name}.{part}.{column}", figure.table, column, asked)


def _wrong(place: str, table: str, column: str, asked: object) -> Iterator[str]:
    columns = COLUMNS[table]
    if column not in columns:
        yield (
            f"{place}: Die Spalte „{column}“ gibt es in „{table}“ nicht (möglich: "
            f"{', '.join(columns)})."
        )
    elif columns[column] == "flag":
        if not isinstance(asked, bool):
            yield f"{place}: erwartet wird true oder false."
    elif columns[column] == "number":
        if not _is_range(asked):
            yield f"{place}: {NUMBERS}"
    else:
        yield from _wrong_words(place, columns[column], asked)


def _wrong_words(place: str, column: str, asked: object) -> Iterator[str]:
    known = words_of_column(column)
    possible = f"(möglich: {', '.join(known)})."
    if not isinstance(asked, list) or not asked:
        yield f"{place}: erwartet wird eine Liste in eckigen Klammern {possible}"
        return
    for word in asked:
        if word not in known:
            yield f"{place}: „{word}“ ist dort kein bekannter Wert {possible}"


def words_of_column(column: str) -> list[str]:
    """The words that may be asked for in a coded column: classes, codes and, mostly, "unknown"."""
    codes = [c for c in vocabulary().codes[column] if c.outcome]
    names = dict.fromkeys([*(c.group for c in codes), *(c.name for c in codes)])
    return list(names) if column == "kind" else [*names, "unknown"]


def _is_range(asked: Any) -> bool:
    if not isinstance(asked, dict) or not asked or not asked.keys() <= {"min", "max"}:
        return False
    numbers = all(isinstance(n, int) and not isinstance(n, bool) for n in asked.values())
    return numbers and asked.get("min", 0) <= asked.get("max", asked.get("min", 0))
