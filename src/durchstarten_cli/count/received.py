"""Rows received, used and set aside, as figures with their reasons."""

import datetime as dt
from collections.abc import Mapping, Sequence

from durchstarten_cli.count.words import figure_id
from durchstarten_cli.model import Delivery, Figure, Period, Restriction

RECEIVED = (
    "received",
    "Zeilen erhalten",
    "Zeilen mit Angaben, ohne Titel, Überschrift, Summe, Leerzeile.",
)
USED = ("used", "Zeilen gezählt", "Zeilen, die nach der Prüfung zählen.")
SET_ASIDE = ("set_aside", "Zeilen nicht gezählt", "Zeilen, die nach der Prüfung nicht zählen.")


def row_figures(
    deliveries: Sequence[Delivery],
    reasons: Mapping[tuple[str, str], int],
    period: Period,
    as_of: dt.date,
) -> list[Figure]:
    """Figures of rows over all, by file, and (rows set aside) by rule.

    `reasons` tells how many rows a rule (code, title) sets aside; a row may have several reasons.
    """
    counted: list[tuple[tuple[str, str, str], list[int]]] = [
        (RECEIVED, [d.rows_received for d in deliveries]),
        (USED, [d.rows_used for d in deliveries]),
        (SET_ASIDE, [d.rows_set_aside for d in deliveries]),
    ]
    values: list[tuple[tuple[str, str, str], int, Restriction | None]] = [
        (words, sum(rows), None) for words, rows in counted
    ]
    for number, delivery in enumerate(deliveries):
        values += [(words, rows[number], {"file": delivery.file}) for words, rows in counted]
    for (code, title), rows in reasons.items():
        values.append(((SET_ASIDE[0], title, SET_ASIDE[2]), rows, {"rule": code}))
    return [_figure(*value, period, as_of) for value in values]


def _figure(
    words: tuple[str, str, str],
    value: int,
    restriction: Restriction | None,
    period: Period,
    as_of: dt.date,
) -> Figure:
    measure, label, definition = words
    return Figure(
        id=figure_id(None, measure, restriction),
        measure=measure,
        module=None,
        provider=None,
        restriction=restriction,
        label=label,
        definition=definition,
        period=period,
        as_of=as_of,
        value=value,
        unit="rows",
    )
