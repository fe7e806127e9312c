"""How a record is called where people read of it: by its own id, never by a name."""

from collections.abc import Iterable

from durchstarten_cli.ids import like_names
from durchstarten_cli.tables import Numbers, Rows


def names_of(rows: Rows, persons: Iterable[int], excel_rows: Iterable[int]) -> list[str]:
    """The ids of persons (by number), or the row where there is none or it looks like a name."""
    names = frozenset(like_names(rows.ids))
    return [
        f"Zeile {row}" if person < 0 or person in names else rows.ids[person]
        for person, row in zip(persons, excel_rows, strict=True)
    ]


def record_names(rows: Rows, source: Numbers, row: Numbers) -> list[str]:
    """The same of the rows with the given layout numbers and Excel rows."""
    persons = rows.frame.set_index(["source", "row"])["person"]
    return names_of(rows, persons.loc[list(zip(source, row, strict=True))], row)
