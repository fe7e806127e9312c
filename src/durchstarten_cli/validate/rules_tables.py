"""Rules that hold the tables of a delivery against each other: events against stays."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from durchstarten_cli.fields import HANDOVER, OUTCOME
from durchstarten_cli.model import Effect
from durchstarten_cli.tables import Numbers
from durchstarten_cli.validate.register import Context, Masks, as_mask, rule

WHO = ["provider", "module", "person"]


def _events(context: Context) -> Numbers:
    """Used rows of a person that tell of no stay: those of tables of events."""
    assert context.used is not None
    frame = context.frame
    without = frame["entry"].isna().to_numpy() & (frame["person"].to_numpy() >= 0)
    return np.flatnonzero(context.used & without)


def _modules(rows: pd.DataFrame) -> Numbers:
    """A number per provider and module."""
    modules: Numbers = rows["module"].cat.codes.to_numpy().astype(np.int64)
    return (
        rows["provider"].cat.codes.to_numpy() * (len(rows["module"].cat.categories) + 1) + modules
    )


@rule(
    "T03",
    "tables",
    Effect.NOTE,
    "Ereignis ohne Teilnahme",
    "Zu dieser Kennung gibt es in diesem Baustein keine Teilnahme.",
    "Bitte prüfen Sie die Kennung oder ergänzen Sie die Teilnahme.",
    example="Ein Verbleib zu einer Kennung, die in der Liste der Teilnahmen fehlt.",
)
def event_without_stay(context: Context) -> Masks:
    """Rows that are set aside are stays as well: why they do not count is told there."""
    frame = context.frame
    rows = frame.iloc[_events(context)]
    if len(rows):
        stays = frame[context.with_fields("entry")]
        told, known = _modules(rows), _modules(stays)
        people = len(context.rows.ids) + 1
        who, those = (told * people + rows["person"]), (known * people + stays["person"])
        lost = np.isin(told, known) & ~np.isin(who, those)
        yield "person", context.at(rows.index.to_numpy()[lost])


def _before_first_entry(context: Context, day: str, numbers: Iterable[str]) -> Masks:
    """Events of tables of their own on a day before the first entry of the person."""
    assert context.tables is not None
    rows = context.frame.iloc[_events(context)]
    if len(rows):
        first = context.tables.stays.groupby(WHO, observed=True)["entry"].min()
        entries = rows[WHO].join(first.rename("first"), on=WHO)["first"]
        for n in numbers:
            early = as_mask(rows[f"{day}{n}"] < entries)
            yield f"{day}{n}", context.at(rows.index.to_numpy()[early])


@rule(
    "V05",
    "tables",
    Effect.NOTE,
    "Aufnahme vor der Teilnahme",
    "Die Aufnahme ({started_on}) liegt vor dem ersten Eintritt dieser Person und wird keinem "
    "Aufenthalt zugerechnet.",
    "Bitte prüfen Sie beide Daten.",
    example="Im Blatt der Teilnahmen Eintritt am 10.01.2022, im Blatt des Verbleibs Aufnahme am "
    "03.01.2022.",
    looks_at=("kind",),
)
def outcome_before_first_entry(context: Context) -> Masks:
    yield from _before_first_entry(context, "started_on", context.numbers(OUTCOME))


@rule(
    "U03",
    "tables",
    Effect.NOTE,
    "Übergabe vor der Teilnahme",
    "Die Fallübergabe ({handover_on}) liegt vor dem ersten Eintritt dieser Person und zählt nicht.",
    "Bitte prüfen Sie beide Daten.",
    example="Im Blatt der Teilnahmen Eintritt am 10.01.2022, im Blatt der Übergaben der "
    "03.01.2022.",
)
def handover_before_first_entry(context: Context) -> Masks:
    yield from _before_first_entry(context, "handover_on", context.numbers(HANDOVER))
