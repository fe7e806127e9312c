"""Sheets that are named by years: the later year tells the later state, wherever it stands."""

import re
from collections.abc import Sequence

from durchstarten_cli.tables import Sheet

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def by_year(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of each file in the order of their years; those of none stay in their places."""
    ordered = list(sheets)
    for file in dict.fromkeys(sheet.source.file for sheet in sheets):
        places = [n for n, s in enumerate(sheets) if s.source.file == file and _year(s)]
        in_order = sorted((sheets[place] for place in places), key=_year)
        for place, sheet in zip(places, in_order, strict=True):
            ordered[place] = sheet
    return ordered


def _year(sheet: Sheet) -> str:
    """The year that the name of a sheet tells, "" where it tells none or several."""
    years = set(_YEAR.findall(sheet.source.sheet or ""))
    return years.pop() if len(years) == 1 else ""
