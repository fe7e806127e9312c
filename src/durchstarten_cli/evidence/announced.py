"""Figures that were made public before, as the evidence tells them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from durchstarten_cli.evidence.places import Places
from durchstarten_cli.model import Period


@dataclass(frozen=True)
class AnnouncedFigure:
    """What was told of a figure, when and where; what it is now, and what has changed it.

    `changes` are cause, difference and the records that made it so, where they are known.
    """

    figure: str
    value: int | float
    on: dt.date
    source: str
    period: Period
    now: int | float | None
    changes: tuple[tuple[str, int | float, tuple[int, ...]], ...]
    definition: str


def announced(figure: AnnouncedFigure, places: Places) -> dict[str, Any]:
    """The figure as an entry of belege.json."""
    return {
        "id": figure.figure,
        "value": figure.value,
        "on": figure.on.isoformat(),
        "source": figure.source,
        "period": {
            "from": figure.period.first.isoformat(),
            "to": figure.period.last.isoformat(),
        },
        "now": figure.now,
        "changes": [
            {"cause": cause, "difference": difference, "rows": places.rows(records)}
            for cause, difference, records in figure.changes
        ],
        "definition": figure.definition or None,
    }
