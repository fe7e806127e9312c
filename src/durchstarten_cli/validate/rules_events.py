"""Rules over outcomes and handovers of a row."""

import numpy as np

from durchstarten_cli.model import Effect
from durchstarten_cli.tables import Mask
from durchstarten_cli.validate.register import NOT_READ, Context, Masks, as_mask, rule
from durchstarten_cli.vocabulary import vocabulary


@rule(
    "V01",
    "row",
    Effect.NOTE,
    "Aufnahme vor Eintritt",
    "Die Aufnahme ({started_on}) liegt vor dem Eintritt ({entry}) und wird keinem Aufenthalt "
    "zugerechnet.",
    "Bitte prüfen Sie beide Daten.",
    looks_at=(
        "entry",
        "kind",
    ),
)
def outcome_before_entry(context: Context) -> Masks:
    yield "started_on", as_mask(context.frame["started_on"] < context.frame["entry"])


@rule(
    "V02",
    "row",
    Effect.VALUE,
    "Verbleib ohne Art",
    "Es steht ein Datum da, aber nicht, welche Art von Verbleib gemeint ist; es zählt nicht.",
    "Bitte ergänzen Sie die Spalte „Verbleib“.",
)
def outcome_without_kind(context: Context) -> Masks:
    frame = context.frame
    dated = frame["started_on"].notna() | frame["committed_on"].notna()
    unread = np.zeros(len(frame), dtype=bool)
    for field, mask in context.marked((*NOT_READ, "code")):
        unread |= mask & (field == "kind")
    yield "kind", as_mask(dated & frame["kind"].isna()) & ~unread


def _undated(context: Context) -> Mask:
    frame = context.frame
    no_outcome = [c.name for c in vocabulary().codes["kind"] if not c.outcome]
    told = frame["kind"].notna() & ~frame["kind"].isin([*no_outcome, "unknown"])
    dates = ["started_on", "committed_on", "ended_on"]
    undated = as_mask(told & frame[dates].isna().all(axis=1))
    for field, mask in context.marked(NOT_READ):
        undated = undated & ~(mask & (field in dates))
    return undated


@rule(
    "V03",
    "stays",
    Effect.NOTE,
    "Verbleib ohne Datum",
    "Der Verbleib hat kein Datum; er zählt am Tag des Austritts ({exit}).",
    "Bitte ergänzen Sie den Tag der Aufnahme, wenn er bekannt ist.",
    looks_at=(
        "kind",
        "exit",
    ),
)
def undated_at_exit(context: Context) -> Masks:
    yield "kind", _undated(context) & context.final & as_mask(context.frame["exit"].notna())


@rule(
    "V04",
    "stays",
    Effect.VALUE,
    "Verbleib ohne Datum, Teilnahme offen",
    "Der Verbleib hat kein Datum und die Teilnahme kein Ende; er zählt nicht.",
    "Bitte ergänzen Sie den Tag der Aufnahme.",
)
def undated_and_open(context: Context) -> Masks:
    yield "kind", _undated(context) & context.final & as_mask(context.frame["exit"].isna())


@rule(
    "U01",
    "row",
    Effect.NOTE,
    "Übergabe vor Eintritt",
    "Die Fallübergabe ({handover_on}) liegt vor dem Eintritt ({entry}) und zählt nicht.",
    "Bitte prüfen Sie beide Daten.",
    looks_at=("entry",),
)
def handover_before_entry(context: Context) -> Masks:
    yield "handover_on", as_mask(context.frame["handover_on"] < context.frame["entry"])


@rule(
    "U02",
    "row",
    Effect.NOTE,
    "Übergabe ohne Empfänger",
    "Bei der Fallübergabe ({handover_on}) fehlt, an wen übergeben wurde.",
    "Bitte nennen Sie die Stelle (keine Person).",
    looks_at=("handover_on",),
)
def handover_without_receiver(context: Context) -> Masks:
    frame = context.frame
    yield "receiver", as_mask(frame["handover_on"].notna() & frame["receiver"].isna())
