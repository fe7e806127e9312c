"""Stage: what is said: the inquiry's questions, the blocks that answer them, gaps and notes."""

from durchstarten_cli.compose.announced import CAUSES, Announced, Cause, Change
from durchstarten_cli.compose.statement import compose
from durchstarten_cli.compose.tables import class_label
from durchstarten_cli.compose.values import Days, Facts, Statement, Text

__all__ = [
    "CAUSES",
    "Announced",
    "Cause",
    "Change",
    "Days",
    "Facts",
    "Statement",
    "Text",
    "class_label",
    "compose",
]
