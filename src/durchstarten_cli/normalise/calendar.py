"""Numbers that mean days in a workbook that counts them from 1904, as Excel for the Mac did.

Cells that are formatted as days come as days; only bare numbers do not tell where they count from.
"""

from dataclasses import replace

from durchstarten_cli.fields import base_of
from durchstarten_cli.normalise.parts import Part
from durchstarten_cli.vocabulary import Vocabulary

SHIFT = 1462
"""Days from 30.12.1899 to 01.01.1904."""


def from_1900(part: Part, words: Vocabulary) -> Part:
    """The part with its numbers in columns of days counted as everywhere else."""
    if not part.sheet.since_1904:
        return part
    columns = list(part.sheet.columns)
    for field, index in part.layout.fields.items():
        if words.columns[base_of(field)].type == "date":
            values = tuple(map(_shifted, columns[index].values))
            columns[index] = replace(columns[index], values=values)
    return replace(part, sheet=replace(part.sheet, columns=columns))


def _shifted(cell: object) -> object:
    return cell + SHIFT if isinstance(cell, int | float) else cell
