"""For comparison only: what would be counted if a promise were a start already."""

from dataclasses import replace

from durchstarten_cli.tables import Tables


def promises_as_starts(tables: Tables) -> Tables:
    """The tables with every promise that has no start taken as started on its day."""
    outcomes = tables.outcomes
    started = outcomes["started_on"].fillna(outcomes["committed_on"])
    return replace(tables, outcomes=outcomes.assign(started_on=started))
