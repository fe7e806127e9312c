"""What a look at a sheet has told that its reader does not tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from durchstarten_cli.sources.padded import Shown
from durchstarten_cli.tables import Area


def hidden_parts(*, sheet: bool, rows: bool, columns: bool, filtered: bool) -> str:
    """A German remark on what is there and not to be seen, "" where all is."""
    parts = {
        "das Blatt ist ausgeblendet": sheet,
        "ausgeblendete Zeilen": rows,
        "ausgeblendete Spalten": columns,
        "ein aktiver Filter": filtered,
    }
    return ", ".join(text for text, holds in parts.items() if holds)


@dataclass(frozen=True)
class SheetScan:
    """`broken`: (row, column) from 0 -> "error" or "formula"; `hidden`: a German remark or "".

    `struck` are cells that are struck through, column -> rows (from 0); `padded` are numbers
    that are shown as ids, with leading zeros; `merged` are cells merged over several rows;
    `since_1904`: the workbook counts days from that year on.
    """

    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: str = ""
    struck: Mapping[int, Sequence[int]] = field(default_factory=dict)
    padded: Mapping[tuple[int, int], Shown] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    since_1904: bool = False
