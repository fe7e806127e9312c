"""Stage: what is said: the inquiry's questions, the blocks that answer them, gaps and notes."""

from durchstarten_cli.compose.statement import compose
from durchstarten_cli.compose.values import Facts, Statement, Text

__all__ = ["Facts", "Statement", "Text", "compose"]
