"""How a figure that was made public became what it is today, cause by cause.

The causes add up: what is told of each is the difference that it makes once those before it have
had their effect. Only what is counted again is told as a cause; the rest is told as such.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from durchstarten_cli.compose import Cause
from durchstarten_cli.config import Settings
from durchstarten_cli.config.announced import Announcement
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.examine import breakdowns_of, figures
from durchstarten_cli.pipeline.past import Past
from durchstarten_cli.pipeline.variants import variants


@dataclass(frozen=True)
class Step:
    """By how much a cause has changed a figure, and the records that made it so, where known."""

    cause: Cause
    difference: int | float
    records: tuple[int, ...] = ()


@dataclass(frozen=True)
class Traced:
    """A figure that was made public, what it is now, and the steps from the one to the other.

    `period` is the one it was told for; `same_days`: whether it tells of the same days of its
    module as the statement does. `compared` and `definition` are those of `compose.Announced`.
    """

    number: int
    entry: Announcement
    period: Period
    now: Figure
    same_days: bool
    steps: tuple[Step, ...] = ()
    compared: bool = True
    definition: str = ""

    @property
    def unchanged(self) -> bool:
        """Whether the same number is told of the same days."""
        return self.same_days and self.entry.told == self.now.value


def traced(number: int, entry: Announcement, period: Period, past: Past) -> Traced:
    """The way of the figure that an entry tells for a period; it is counted today."""
    today = past.today(period, entry.figure)
    assert today is not None
    found = past.now.get(entry.figure, today)
    settings = past.run.project.settings
    same = _days(today, settings) == _days(found, settings)
    told = Traced(number, entry, period, found, same)
    if told.unchanged:
        return told
    values = _values(entry, period, past)
    steps = tuple(_steps(told, values, today, past))
    rest = any(step.cause is Cause.UNEXPLAINED for step in steps)
    return replace(
        told,
        steps=steps,
        compared=len(values) > 1,
        definition=_definition(told, past) if rest and not entry.evidence else "",
    )


def _days(figure: Figure, settings: Settings) -> tuple[dt.date, dt.date]:
    """The days of its module in its period: beyond them there is nothing to be counted."""
    period = figure.period
    module = settings.modules[figure.module] if figure.module else None
    first, last = (module.first, module.last) if module else (None, None)
    return (
        max(period.first, first) if first else period.first,
        min(period.last, last) if last else period.last,
    )


def _values(entry: Announcement, period: Period, past: Past) -> dict[Cause, int | float | None]:
    """What the figure is after each cause; where that day's files do not tell it, only today."""
    told = {cause: past.figure(cause, period, entry.figure) for cause in past.situations}
    values = {cause: None if figure is None else figure.value for cause, figure in told.items()}
    first = Cause.DEFINITION if Cause.DEFINITION in values else Cause.UNEXPLAINED
    if values[first] is None or values[Cause.UNEXPLAINED] is None:
        return {Cause.UNEXPLAINED: list(values.values())[-1]}
    return values


def _steps(
    told: Traced, values: Mapping[Cause, int | float | None], today: Figure, past: Past
) -> Iterator[Step]:
    before = told.entry.told
    for cause, value in values.items():
        if value is not None and value != before:
            records = _late(today, past) if cause is Cause.LATE else ()
            yield Step(cause, _difference(before, value), records)
            before = value
    if told.now.value is not None and not (told.same_days and told.now.value == before):
        yield Step(Cause.PERIOD, _difference(before, told.now.value))


def _difference(before: int | float, after: int | float) -> int | float:
    found = round(after - before, 1)
    return int(found) if found == int(found) else found


def _late(figure: Figure, past: Past) -> tuple[int, ...]:
    """The records behind a figure that came late."""
    late = frozenset(past.late.tolist())
    return tuple(record for record in map(int, figure.rows()) if record in late)


def _definition(told: Traced, past: Past) -> str:
    """A neighbouring definition by which exactly the public number comes out of the oldest files.

    Empty where there is none.
    """
    run, examined = past.situations[Cause.UNEXPLAINED]
    situation = replace(run, period=told.period), examined
    name, breakdowns = told.entry.figure, breakdowns_of([told.entry.figure])
    for variant in variants(run, told.now):
        if variant.is_relevant(told.now):
            counted = figures(*variant.change(situation), breakdowns)
            value = next((figure.value for figure in counted if figure.id == name), None)
            if value == told.entry.told:
                return variant.label
    return ""
