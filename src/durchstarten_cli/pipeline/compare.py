"""Two files of evidence compared: which figures differ, and what can have made them differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from durchstarten_cli import pairs
from durchstarten_cli.config.project import SETTINGS
from durchstarten_cli.evidence import Saved, SavedFigure


class Reason(StrEnum):
    """What can have made a figure differ."""

    PERIOD = "period"
    AS_OF = "as_of"
    DEFINITION = "definition"
    NEW_DELIVERY = "new_delivery"
    CORRECTED = "corrected"
    SETTINGS = "settings"
    PROGRAM = "program"


@dataclass(frozen=True)
class Difference:
    """A figure with two values, and why they may differ."""

    old: SavedFigure
    new: SavedFigure
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Comparison:
    """All that differs; `only_old` and `only_new` are figures that one file alone has."""

    differences: tuple[Difference, ...]
    same: int
    only_old: tuple[SavedFigure, ...]
    only_new: tuple[SavedFigure, ...]


def compare(old: Saved, new: Saved) -> Comparison:
    """The figures of both files side by side."""
    before, after = ({f.id: f for f in saved.figures} for saved in (old, new))
    both = [(figure, after[name]) for name, figure in before.items() if name in after]
    differing = [(a, b) for a, b in both if (a.value, a.base) != (b.value, b.base)]
    return Comparison(
        tuple(Difference(a, b, tuple(_reasons(old, new, a, b))) for a, b in differing),
        len(both) - len(differing),
        tuple(figure for name, figure in before.items() if name not in after),
        tuple(figure for name, figure in after.items() if name not in before),
    )


def _reasons(old: Saved, new: Saved, a: SavedFigure, b: SavedFigure) -> Iterator[Reason]:
    """The period alone explains most; files count only where the figure has rows in them."""
    if a.period != b.period:
        yield Reason.PERIOD
    if a.definition != b.definition or old.definitions != new.definitions:
        yield Reason.DEFINITION
    yield from _of_deliveries(old, new, a, b)
    if a.as_of != b.as_of:
        yield Reason.AS_OF
    if _others(old) != _others(new):
        yield Reason.SETTINGS
    if old.version != new.version:
        yield Reason.PROGRAM


def _of_deliveries(old: Saved, new: Saved, a: SavedFigure, b: SavedFigure) -> Iterator[Reason]:
    before, after = _hashes(old), _hashes(new)
    files = old.files_of(a) | new.files_of(b)
    if any(file in after and file not in before for file in files):
        yield Reason.NEW_DELIVERY
    if any(
        before.get(file, after.get(file)) != after.get(file, before.get(file)) for file in files
    ):
        yield Reason.CORRECTED


def _hashes(saved: Saved) -> dict[str, str]:
    return {entry.file: entry.sha256 for entry in saved.inputs}


def _others(saved: Saved) -> set[tuple[str, str]]:
    """Settings and decisions with their hashes; texts and templates change no figure."""
    return {
        (entry.file, entry.sha256) for entry in saved.inputs if entry.file in (SETTINGS, pairs.FILE)
    }
