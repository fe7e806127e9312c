"""The register of figures in force: all measures, in the order in which they are listed."""

from durchstarten_cli.config import Settings
from durchstarten_cli.count.contacts import HANDOVERS, SUPPORTS
from durchstarten_cli.count.own import own_measures
from durchstarten_cli.count.participation import participation, short_contacts
from durchstarten_cli.count.promises import PROMISES, sustained
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.success import PLACEMENT

BREAKDOWNS = ("sex", "age_group", "residence_status", "provider", "year")
"""Breakdowns that `counts` gives; months and quarters come on request."""


def measures(settings: Settings) -> tuple[Measure, ...]:
    """The register in force, in the order in which figures are listed."""
    definitions = settings.definitions
    return (
        *participation(definitions),
        *short_contacts(settings),
        *PLACEMENT,
        *PROMISES,
        *sustained(definitions),
        *HANDOVERS,
        *SUPPORTS,
        *own_measures(settings),
    )
