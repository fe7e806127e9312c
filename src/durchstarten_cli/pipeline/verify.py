"""Evidence held against the files of today: what changed, and which figures with it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from durchstarten_cli import evidence
from durchstarten_cli.config import Project
from durchstarten_cli.model import Figure
from durchstarten_cli.pipeline.as_then import (
    deliveries_among,
    is_delivery,
    with_definitions_of,
)
from durchstarten_cli.pipeline.examine import Run, breakdowns_of, examine, figures
from durchstarten_cli.pipeline.forgotten import forgotten_files
from durchstarten_cli.pipeline.material import definitions_in_force, hash_today


class State(StrEnum):
    """What became of an input."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True)
class Input:
    """An input of the evidence and what became of it; `on` is the day it was forgotten."""

    file: str
    state: State
    on: dt.date | None = None


@dataclass(frozen=True)
class Differing:
    """A figure that is another one today, with the inputs or "definitions" that made it so."""

    then: evidence.SavedFigure
    value: int | float | None
    base: int | None
    because: tuple[str, ...]


@dataclass(frozen=True)
class Redefined:
    """A definition that has changed: a key of the settings with both values."""

    key: str
    then: Any
    now: Any


@dataclass(frozen=True)
class Verification:
    """All that holding evidence against today's files brings out."""

    saved: evidence.Saved
    inputs: tuple[Input, ...]
    version: str
    redefined: tuple[Redefined, ...]
    reworded: tuple[evidence.SavedFigure, ...]
    differing: tuple[Differing, ...]
    unverifiable: tuple[evidence.SavedFigure, ...]

    @property
    def same(self) -> bool:
        """Whether every input and every figure is as it was."""
        changed = any(i.state is not State.SAME for i in self.inputs)
        return not (changed or self.redefined or self.reworded or self.differing)

    @property
    def recounted(self) -> int:
        """How many figures could be counted again."""
        return len(self.saved.figures) - len(self.unverifiable)


def verify(project: Project, saved: evidence.Saved, version: str) -> Verification:
    """Hold evidence against the files it names and count its figures from them again."""
    inputs = tuple(_inputs(project, saved))
    now = _recount(project, saved, inputs, version)
    redefined = tuple(_redefined(project, saved))
    as_then = with_definitions_of(project, saved) if redefined else None
    before = _recount(as_then, saved, inputs, version) if as_then else {}
    gone = _gone(project, saved, inputs)
    left = [figure for figure in saved.figures if not _rests_on(project, figure, gone)]
    return Verification(
        saved,
        inputs,
        version,
        redefined,
        tuple(f for f in left if f.id in now and now[f.id].definition != f.definition),
        tuple(_differing(saved, left, now, before, inputs)),
        tuple(figure for figure in saved.figures if figure not in left),
    )


def _inputs(project: Project, saved: evidence.Saved) -> Iterator[Input]:
    forgotten = forgotten_files(project)
    for entry in saved.inputs:
        today, on = hash_today(project, entry.file), forgotten.get((entry.file, entry.sha256))
        if today is None:
            yield Input(entry.file, State.FORGOTTEN if on else State.MISSING, on)
        else:
            yield Input(entry.file, State.SAME if today == entry.sha256 else State.CHANGED)


def _recount(
    project: Project, saved: evidence.Saved, inputs: Sequence[Input], version: str
) -> Mapping[str, Figure]:
    """The figures of today from the files that the evidence names, as far as they are there."""
    files = deliveries_among(project, [i.file for i in inputs if i.state in _READABLE])
    run = Run(project, evidence.period_of(saved.period), saved.date, version)
    breakdowns = breakdowns_of([figure.id for figure in saved.figures])
    examined = examine(project, files, saved.date)
    return {figure.id: figure for figure in figures(run, examined, breakdowns)}


_READABLE = (State.SAME, State.CHANGED)


def _redefined(project: Project, saved: evidence.Saved) -> Iterator[Redefined]:
    now, then = definitions_in_force(project), saved.definitions
    if then is not None:
        keys = [*now, *(key for key in then if key not in now)]
        yield from (
            Redefined(key, then.get(key), now.get(key))
            for key in keys
            if then.get(key) != now.get(key)
        )


def _gone(project: Project, saved: evidence.Saved, inputs: Sequence[Input]) -> frozenset[str]:
    """The providers of whom a delivery cannot be read any more."""
    lost = (i.file for i in inputs if is_delivery(i.file) and i.state not in _READABLE)
    left = {s.provider for s in saved.sources if s.provider not in project.settings.providers}
    return frozenset([*(name.split("/")[1] for name in lost), *left])


def _rests_on(project: Project, figure: evidence.SavedFigure, gone: frozenset[str]) -> bool:
    """Whether a figure needs deliveries of providers that are gone: all of them, or its module's.

    Figures over all modules need every delivery.
    """
    module = figure.id.partition(".")[0]
    providers = project.settings.providers
    return any(
        module not in project.settings.modules
        or name not in providers
        or module in providers[name].modules
        for name in gone
    )


def _differing(
    saved: evidence.Saved,
    figures_then: Sequence[evidence.SavedFigure],
    now: Mapping[str, Figure],
    before: Mapping[str, Figure],
    inputs: Sequence[Input],
) -> Iterator[Differing]:
    changed = {i.file for i in inputs if i.state is State.CHANGED}
    for then in figures_then:
        value, base = _told(now.get(then.id))
        if (value, base) != (then.value, then.base):
            because = sorted(changed & saved.files_of(then))
            if before and _told(before.get(then.id)) == (then.value, then.base):
                because = [DEFINITIONS]
            yield Differing(then, value, base, tuple(because) or tuple(sorted(changed)))


DEFINITIONS = "definitions"


def _told(figure: Figure | None) -> tuple[int | float | None, int | None]:
    return (None, None) if figure is None else (figure.value, figure.base)
