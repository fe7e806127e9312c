"""Counts that are none for everybody who knows the days: before a module began, after it ended."""

from collections.abc import Mapping, Sequence

from durchstarten_cli.config import Module, Settings
from durchstarten_cli.equations import Cell
from durchstarten_cli.model import Figure, Period

BEFORE = ("case_stock_before", "starts_former")
"""Measures that tell of the time before a period."""
AFTER = ("stayers", "case_stock", "outcome.still")
"""Measures that tell of the time from its end on."""
WITHIN = ("participants", "entries", "exits", "occupancy_max", "occupancy_mean")
"""Measures by time, of which a module has none outside of its days."""


def certain(figures: Mapping[str, Figure], settings: Settings) -> frozenset[Cell]:
    """The cells that are certainly none; one that is not none all the same is not among them."""
    carried_out = [module for module in settings.modules.values() if module.carried_out]
    return frozenset(
        Cell(figure.id)
        for figure in figures.values()
        if figure.value == 0
        and _is_outside(figure, [settings.modules[figure.module]] if figure.module else carried_out)
    )


def _is_outside(figure: Figure, modules: Sequence[Module]) -> bool:
    before = all(_begins(module, figure.period) for module in modules)
    after = all(_has_ended(module, figure.period) for module in modules)
    apart = all(_is_apart(module, figure.period) for module in modules)
    return (
        (figure.measure in BEFORE and before)
        or (figure.measure in AFTER and after)
        or (figure.measure in WITHIN and apart)
    )


def _begins(module: Module, period: Period) -> bool:
    return module.first is not None and module.first >= period.first


def _has_ended(module: Module, period: Period) -> bool:
    return module.last is not None and module.last < period.last


def _is_apart(module: Module, period: Period) -> bool:
    if module.first is None or module.last is None:
        return False
    return module.last < period.first or module.first > period.last
