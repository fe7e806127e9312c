"""Stage: headers, dates, codes and yes/no become one wide table, then the tidy tables."""

from durchstarten_cli.normalise.decisions import Decision, decisions_of
from durchstarten_cli.normalise.late import late_records, late_rows
from durchstarten_cli.normalise.mapping import Entry, Heading, How, Understood, mapping_of
from durchstarten_cli.normalise.persons_file import persons_file
from durchstarten_cli.normalise.rosters import rosters
from durchstarten_cli.normalise.states import merge_states
from durchstarten_cli.normalise.tidy import tidy

__all__ = [
    "Decision",
    "Entry",
    "Heading",
    "How",
    "Understood",
    "decisions_of",
    "late_records",
    "late_rows",
    "mapping_of",
    "merge_states",
    "persons_file",
    "rosters",
    "tidy",
]
