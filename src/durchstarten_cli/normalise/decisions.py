"""What a provider decided on our feedback sheet, when its workbook comes back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from durchstarten_cli.model import NoteKey
from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import Sheet
from durchstarten_cli.vocabulary import plain

CONFIRMED = "stimmt so"
HEADERS = ("Kennung", "Regel", "Entscheidung", "Begründung", "Kennzeichen")


@dataclass(frozen=True)
class Decision:
    """A note that a provider confirms with a reason; a correction shows in the values.

    The note is known by the values that it was about, so that a decision never holds for others.
    """

    key: NoteKey
    reason: str
    on: dt.date


def decisions_of(sheet: Sheet) -> Iterator[Decision]:
    """The confirmed notes of a feedback sheet; without a reason a note stays open."""
    rows = [
        [text_of(column.values[column.codes[row]]) for column in sheet.columns]
        for row in range(len(sheet.columns[0].codes))
    ]
    header = next((n for n, row in enumerate(rows) if set(HEADERS) <= set(row)), None)
    if header is None or sheet.source.delivered is None:
        return
    at = [rows[header].index(name) for name in HEADERS]
    for row in rows[header + 1 :]:
        record, code, decision, told, values = (row[n] for n in at)
        reason = one_line(told)
        if plain(decision) == CONFIRMED and reason:
            key = NoteKey(sheet.source.provider, code, record, values)
            yield Decision(key, reason, sheet.source.delivered)


def one_line(text: str) -> str:
    """Text from outside in one line, without signs that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
