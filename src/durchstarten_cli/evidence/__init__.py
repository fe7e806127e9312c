"""Stage: the evidence: where a figure comes from, row by row, for internal use only."""

from durchstarten_cli.evidence.announced import AnnouncedFigure
from durchstarten_cli.evidence.ladder import COUNTED, Ladders, Step, ladder
from durchstarten_cli.evidence.places import (
    Places,
    RecordPlace,
    RowRange,
    record_places,
    row_ranges,
)
from durchstarten_cli.evidence.saved import Saved, SavedFigure, period_of, read_saved
from durchstarten_cli.evidence.strip import without_rows
from durchstarten_cli.evidence.write import (
    Inputs,
    PersonDecision,
    StatementPassage,
    decisions_behind,
    evidence,
)

__all__ = [
    "COUNTED",
    "AnnouncedFigure",
    "Inputs",
    "Ladders",
    "PersonDecision",
    "Places",
    "RecordPlace",
    "RowRange",
    "Saved",
    "SavedFigure",
    "StatementPassage",
    "Step",
    "decisions_behind",
    "evidence",
    "ladder",
    "period_of",
    "read_saved",
    "record_places",
    "row_ranges",
    "without_rows",
]
