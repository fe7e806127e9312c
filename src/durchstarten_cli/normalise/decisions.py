"""What a provider decided on our feedback sheet, when its workbook comes back."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from durchstarten_cli.normalise.values import text_of
from durchstarten_cli.tables import Sheet

CONFIRMED = "stimmt so"
HEADERS = ("Kennung", "Spalte", "Regel", "Entscheidung", "Begründung")


@dataclass(frozen=True)
class Decision:
    """A note that a provider confirms with a reason; a correction shows in the values."""

    provider: str
    record: str
    column: str
    code: str
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
        record, column, code, decision, told = (row[n] for n in at)
        reason = one_line(told)
        if decision == CONFIRMED and reason:
            yield Decision(
                sheet.source.provider, record, column, code, reason, sheet.source.delivered
            )


def one_line(text: str) -> str:
    """Text from outside in one line, without signs that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
