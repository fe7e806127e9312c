"""Counts that are none for everybody who knows the days: before a module began, after it ended."""

from collections.abc import Mapping, Sequence

from durchstarten_cli.config import Module, Settings
from durchstarten_cli.equations import Cell
from durchstarten_cli.model import Figure, Period

BEFORE = ("case_stock_before", "starts_former")
"""Measures that tell of the time before a period."""
AFTER = ("stayers", "case_stock", "outcome.still")
"""Measures that tell of the time from its end on."""
ALSO_APART = (
    *("starts_unattributed", "starts_former", "outcomes_undated"),
    *("promises", "supports", "supports_running", "supports_without_placement"),
    *("handover_persons", "handover_events", "handover_to", "handover_internal"),
)
"""Measures that may tell of days outside of a module's own; of all others it has none there."""
NO_COUNTS = ("days", "rows", "meetings", "reported")


def certain(figures: Mapping[str, Figure], settings: Settings) -> frozenset[Cell]:
    """The cells that are certainly none; one that is not none all the same is not among them."""
    carried_out = [module for module in settings.modules.values() if module.carried_out]
    return frozenset(
        Cell(figure.id, part)
        for figure in figures.values()
        for part, count in (("value", figure.value), ("base", figure.base))
        if count == 0
        and _is_outside(figure, [settings.modules[figure.module]] if figure.module else carried_out)
    )


def _is_outside(figure: Figure, modules: Sequence[Module]) -> bool:
    before = all(_begins(module, figure.period) for module in modules)
    after = all(_has_ended(module, figure.period) for module in modules)
    apart = all(_is_apart(module, figure.period) for module in modules)
    return (
        (figure.measure in BEFORE and before)
        or (figure.measure in AFTER and after)
        or (_is_within(figure) and apart)
    )


def _is_within(figure: Figure) -> bool:
    return figure.unit not in NO_COUNTS and figure.measure.partition(".")[0] not in ALSO_APART


def _begins(module: Module, period: Period) -> bool:
    return module.first is not None and module.first >= period.first


def _has_ended(module: Module, period: Period) -> bool:
    return module.last is not None and module.last < period.last


def _is_apart(module: Module, period: Period) -> bool:
    if module.first is None or module.last is None:
        return False
    return module.last < period.first or module.first > period.last
