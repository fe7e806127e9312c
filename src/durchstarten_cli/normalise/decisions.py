"""What a provider decided on our feedback sheet, when its workbook comes back."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from durchstarten_cli.cells import address
from durchstarten_cli.model import NoteKey, record_key
from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import Sheet

_CONFIRMED = re.compile(r"stimmt so(?:[.!]?|(?::|,? weil\b)(?P<why>.*))", re.IGNORECASE | re.DOTALL)
"""The choice of the drop-down; whoever types instead may go on with the reason."""
HEADERS = ("Kennung", "Regel", "Entscheidung", "Begründung", "Kennzeichen")


@dataclass(frozen=True)
class Decision:
    """A note that a provider confirms; a correction shows in the values.

    The note is known by the values that it was about, so that a decision never holds for others.
    Without a `reason` it does not hold. `file`, `sheet` and `cell` say where it stands.
    """

    key: NoteKey
    reason: str
    on: dt.date
    file: str
    sheet: str
    cell: str


def decisions_of(sheet: Sheet) -> Iterator[Decision]:
    """The confirmed notes of a feedback sheet."""
    rows = [
        [text_of(column.values[column.codes[row]]) for column in sheet.columns]
        for row in range(len(sheet.columns[0].codes))
    ]
    header = next((n for n, row in enumerate(rows) if set(HEADERS) <= set(row)), None)
    source = sheet.source
    if header is None or source.delivered is None:
        return
    at = [rows[header].index(name) for name in HEADERS]
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        record, code, decision, told, values = (row[n] for n in at)
        if confirmed := _CONFIRMED.fullmatch(decision.strip()):
            key = NoteKey(source.provider, code, record_key(record), values)
            reason = one_line(told) or one_line(confirmed["why"] or "")
            cell = address(number, at[HEADERS.index("Entscheidung")] + 1)
            yield Decision(key, reason, source.delivered, source.file, source.sheet or "", cell)


def one_line(text: str) -> str:
    """Text from outside in one line, without signs that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
