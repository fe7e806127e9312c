"""Places in the provider's file, in words: sheets by number, as their names may tell persons."""

from collections.abc import Sequence
from itertools import groupby

from openpyxl.utils.cell import get_column_letter

from durchstarten_cli.grammar import join


def sheet_text(number: int) -> str:
    """Which sheet, counted from 1 with hidden ones; a CSV has one."""
    return f"Blatt {number}"


def column_letter(index: int) -> str:
    """The letter of a column, counted from 0."""
    return str(get_column_letter(index + 1))


def cell_text(number: int, row: int, index: int) -> str:
    """Which cell of which sheet."""
    return f"{sheet_text(number)}, Zelle {column_letter(index)}{row}"


def rows_text(number: int, rows: Sequence[int]) -> str:
    """Which rows of which sheet: "Blatt 1, Zeilen 5, 7–9 und 12"."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), lambda p: p[1] - p[0])]
    told = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{sheet_text(number)}, {'Zeile' if len(rows) == 1 else 'Zeilen'} {join(told)}"
