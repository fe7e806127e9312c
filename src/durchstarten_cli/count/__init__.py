"""Stage: figures, each a named definition over the tidy tables, each knowing its rows."""

from durchstarten_cli.count.across import ACROSS
from durchstarten_cli.count.catalogue import BREAKDOWNS, measures
from durchstarten_cli.count.figures import Counting
from durchstarten_cli.count.promised import promises_as_starts
from durchstarten_cli.count.received import row_figures
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.words import house_words, words_of

__all__ = [
    "ACROSS",
    "BREAKDOWNS",
    "Counting",
    "Measure",
    "house_words",
    "measures",
    "promises_as_starts",
    "row_figures",
    "words_of",
]
