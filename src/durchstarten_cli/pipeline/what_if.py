"""A figure under neighbouring definitions: the same count, run once with each of them."""

from dataclasses import dataclass

from durchstarten_cli.model import Figure
from durchstarten_cli.pipeline.examine import Examined, Run, breakdowns_of, figures
from durchstarten_cli.pipeline.explain import figure_named
from durchstarten_cli.pipeline.variants import Variant, variants


@dataclass(frozen=True)
class Alternative:
    """What a figure would be; `difference` is None where either value is not reported."""

    variant: Variant
    value: int | float | None
    base: int | None
    difference: int | float | None
    relevant: bool


@dataclass(frozen=True)
class Alternatives:
    """A figure and its neighbours."""

    figure: Figure
    others: tuple[Alternative, ...]


def alternatives(run: Run, examined: Examined, name: str) -> Alternatives:
    """The figure with an id under all neighbouring definitions. Raises UsageError."""
    figure = figure_named(run, examined, name)
    told = tuple(_alternative(run, examined, figure, v) for v in variants(run, figure))
    return Alternatives(figure, told)


def _alternative(run: Run, examined: Examined, figure: Figure, variant: Variant) -> Alternative:
    counted = figures(*variant.change((run, examined)), breakdowns_of([figure.id]))
    other = next((f for f in counted if f.id == figure.id), None)
    value, base = (None, None) if other is None else (other.value, other.base)
    difference = None
    if value is not None and figure.value is not None:
        difference = round(value - figure.value, 1)
    return Alternative(variant, value, base, difference, variant.is_relevant(figure))
