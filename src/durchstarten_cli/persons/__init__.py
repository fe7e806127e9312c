"""Stage: which ids are one person, as people have decided, and which pairs they should look at.

`workbook` stands apart: every command obeys the decisions, only one writes them.
"""

from durchstarten_cli.persons.candidates import Candidate, Candidates, by_rows, candidates
from durchstarten_cli.persons.link import Applied, Linked, link

__all__ = [
    "Applied",
    "Candidate",
    "Candidates",
    "Linked",
    "by_rows",
    "candidates",
    "link",
]
