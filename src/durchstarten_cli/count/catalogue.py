"""The register of figures in force: all measures, in the order in which they are listed."""

from durchstarten_cli.config import Settings
from durchstarten_cli.count.contacts import HANDOVERS, SUPPORTS
from durchstarten_cli.count.participation import PARTICIPATION
from durchstarten_cli.count.promises import PROMISES, sustained
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.success import PLACEMENT

BREAKDOWNS = ("sex", "age_group", "residence_status", "provider", "year")
"""Breakdowns that `counts` gives; months and quarters come on request."""
BY_TIME = ("participants", "entries", "exits", "occupancy_mean", "occupancy_max")
"""Measures that are cut into years, quarters and months."""


def measures(settings: Settings) -> tuple[Measure, ...]:
    """The register in force, in the order in which figures are listed."""
    return (
        *PARTICIPATION,
        *PLACEMENT,
        *PROMISES,
        *sustained(settings.definitions),
        *HANDOVERS,
        *SUPPORTS,
    )


def measures_by_time(settings: Settings) -> list[Measure]:
    return [m for m in measures(settings) if m.name in BY_TIME]
