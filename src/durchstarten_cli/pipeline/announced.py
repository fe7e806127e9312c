"""The figures that were made public before, as figures of a statement: told, changed by what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from durchstarten_cli import compose, disclose, evidence
from durchstarten_cli.compose import CAUSES
from durchstarten_cli.config import Settings
from durchstarten_cli.config.announced import ANNOUNCED
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.grammar import day
from durchstarten_cli.model import Figure, Published
from durchstarten_cli.pipeline.trace import Step, Traced

MEASURE = "announced"
"""The measure of all figures made here: they are not counted, so they have no ladder."""


@dataclass(frozen=True)
class Announced:
    """What was made public before, with the way of every figure to that of today."""

    traces: tuple[Traced, ...] = ()

    def remark(self) -> str | None:
        """Which figures are others today, for whoever reads the draft."""
        others = [told.entry.figure for told in self.traces if not told.unchanged]
        if not others:
            return None
        return (
            f"Anders als in {ANNOUNCED}: {', '.join(dict.fromkeys(others))}. "
            "„durchstarten validate“ zeigt, warum."
        )

    def figures(self) -> dict[str, Figure]:
        """What was told, and by how much every cause has changed it."""
        made = [figure for told in self.traces for figure in _figures(told)]
        return {figure.id: figure for figure in made}

    def cells(self, figures: Mapping[str, Figure]) -> frozenset[Cell]:
        """What readers know of figures that count people: what was told of them."""
        return frozenset(Cell(_id(told)) for told in self._weighed(figures))

    def equations(self, figures: Mapping[str, Figure]) -> list[Equation]:
        """What readers of both publications know of figures that count people.

        What was told and what has come to it are what the figure is now and what has gone from it.
        """
        return [_equation(told) for told in self._weighed(figures)]

    def _weighed(self, figures: Mapping[str, Figure]) -> list[Traced]:
        return [
            told
            for told in self.traces
            if told.now.value is not None
            and told.entry.figure in figures
            and disclose.is_personal(told.now)
        ]

    def facts(
        self, settings: Settings, published: Mapping[str, Published]
    ) -> tuple[compose.Announced, ...]:
        """The same for the statement, as far as it has the figures."""
        return tuple(
            _fact(told, settings, published)
            for told in self.traces
            if told.entry.figure in published
        )

    def evidence(self) -> list[evidence.AnnouncedFigure]:
        """The same for whoever checks the statement."""
        return [_evidence(told) for told in self.traces]


def _id(told: Traced, step: Step | None = None) -> str:
    return f"{MEASURE}[{told.number}]" + (f".{step.cause}" if step else "")


def _figures(told: Traced) -> Iterator[Figure]:
    entry, now = told.entry, told.now
    about = f"{now.label} ({entry.figure})"
    yield _made(
        told,
        _id(told),
        f"Veröffentlicht: {about}",
        f"Am {day(entry.on)} veröffentlicht: {entry.source}. So steht es in {ANNOUNCED}.",
        entry.told,
        MEASURE,
    )
    for step in told.steps:
        yield _made(
            told,
            _id(told, step),
            f"Unterschied zur Veröffentlichung: {about}",
            f"{CAUSES[step.cause]}; so viel macht es aus.",
            abs(step.difference),
            "events" if disclose.is_personal(now) else now.unit,
            step.records,
        )


def _made(
    told: Traced,
    name: str,
    label: str,
    definition: str,
    value: int | float,
    unit: str,
    records: tuple[int, ...] = (),
) -> Figure:
    return Figure(
        id=name,
        measure=MEASURE,
        module=None,
        provider=None,
        restriction=None,
        label=label,
        definition=definition,
        period=told.period,
        as_of=told.entry.on,
        value=value,
        unit=unit,
        rows=lambda: records,
    )


def _equation(told: Traced) -> Equation:
    come, gone = (
        tuple(Cell(_id(told, step)) for step in told.steps if (step.difference > 0) == more)
        for more in (True, False)
    )
    return Equation(
        f"{_id(told)}: {told.entry.figure}",
        "Die veröffentlichte Zahl und die Unterschiede seither ergeben die heutige.",
        (Cell(_id(told)), *come),
        (Cell(told.entry.figure), *gone),
    )


def _fact(
    told: Traced, settings: Settings, published: Mapping[str, Published]
) -> compose.Announced:
    now, by_cause = told.now, {step.cause: step for step in told.steps}
    return compose.Announced(
        entry=told.entry,
        told=published[_id(told)],
        now=published[told.entry.figure],
        label=_label(now, settings),
        module=settings.modules[now.module] if now.module else None,
        period=None if told.same_days else told.period,
        unchanged=told.unchanged,
        changes=tuple(
            compose.Change(cause, published[_id(told, by_cause[cause])], more)
            for cause in CAUSES
            if cause in by_cause
            for more in [by_cause[cause].difference > 0]
        ),
        compared=told.compared,
        definition=told.definition,
    )


def _label(figure: Figure, settings: Settings) -> str:
    """The figure's label and the classes that it is restricted to."""
    names = {name: p.short or p.name for name, p in settings.providers.items()}
    classes = [
        compose.class_label(by, name, names, settings.words)
        for by, name in (figure.restriction or {}).items()
    ]
    return ", ".join([figure.label, *classes])


def _evidence(told: Traced) -> evidence.AnnouncedFigure:
    entry = told.entry
    return evidence.AnnouncedFigure(
        figure=entry.figure,
        value=entry.told,
        on=entry.on,
        source=entry.source,
        period=told.period,
        now=told.now.value,
        changes=tuple((str(s.cause), s.difference, s.records) for s in told.steps),
        definition=told.definition,
    )
