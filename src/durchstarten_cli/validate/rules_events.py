"""Rules over outcomes and handovers of a row."""

import numpy as np

from durchstarten_cli.fields import HANDOVER, OUTCOME
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
    example="Eintritt am 10.01.2022, Aufnahme am 03.01.2022.",
    looks_at=(
        "entry",
        "kind",
    ),
)
def outcome_before_entry(context: Context) -> Masks:
    for n in context.numbers(OUTCOME):
        start = f"started_on{n}"
        yield start, as_mask(context.frame[start] < context.frame["entry"])


@rule(
    "V02",
    "row",
    Effect.VALUE,
    "Verbleib ohne Art",
    "Es steht ein Datum da, aber nicht, welche Art von Verbleib gemeint ist; es zählt nicht.",
    "Bitte ergänzen Sie die Spalte „Verbleib“.",
    example="Aufnahme am 01.07.2022, der Verbleib ist leer.",
)
def outcome_without_kind(context: Context) -> Masks:
    frame = context.frame
    for n in context.numbers(OUTCOME):
        kind = f"kind{n}"
        dated = frame[f"started_on{n}"].notna() | frame[f"committed_on{n}"].notna()
        unread = np.zeros(len(frame), dtype=bool)
        for field, mask in context.marked((*NOT_READ, "code")):
            unread |= mask & (field == kind)
        yield kind, as_mask(dated & frame[kind].isna()) & ~unread


def _undated(context: Context, n: str) -> Mask:
    """Rows whose outcome (with the number `n`) has no date at all."""
    frame, kind = context.frame, context.frame[f"kind{n}"]
    no_outcome = [c.name for c in vocabulary().codes["kind"] if not c.outcome]
    told = kind.notna() & ~kind.isin([*no_outcome, "unknown"])
    dates = [f"{name}{n}" for name in ("started_on", "committed_on", "ended_on")]
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
    example="Verbleib „Sprachkurs“ ohne einen Tag.",
    looks_at=(
        "kind",
        "exit",
    ),
)
def undated_at_exit(context: Context) -> Masks:
    left = context.final & as_mask(context.frame["exit"].notna())
    for n in context.numbers(OUTCOME):
        yield f"kind{n}", _undated(context, n) & left


@rule(
    "V04",
    "stays",
    Effect.VALUE,
    "Verbleib ohne Datum, Teilnahme offen",
    "Der Verbleib hat kein Datum und die Teilnahme kein Ende; er zählt nicht.",
    "Bitte ergänzen Sie den Tag der Aufnahme.",
    example="Verbleib „Sprachkurs“ ohne einen Tag und ohne Austritt.",
)
def undated_and_open(context: Context) -> Masks:
    still_open = context.final & as_mask(context.frame["exit"].isna())
    for n in context.numbers(OUTCOME):
        yield f"kind{n}", _undated(context, n) & still_open


@rule(
    "U01",
    "row",
    Effect.NOTE,
    "Übergabe vor Eintritt",
    "Die Fallübergabe ({handover_on}) liegt vor dem Eintritt ({entry}) und zählt nicht.",
    "Bitte prüfen Sie beide Daten.",
    example="Eintritt am 10.01.2022, Übergabe am 03.01.2022.",
    looks_at=("entry",),
)
def handover_before_entry(context: Context) -> Masks:
    for n in context.numbers(HANDOVER):
        day = f"handover_on{n}"
        yield day, as_mask(context.frame[day] < context.frame["entry"])


@rule(
    "U02",
    "row",
    Effect.NOTE,
    "Übergabe ohne Empfänger",
    "Bei der Fallübergabe ({handover_on}) fehlt, an wen übergeben wurde.",
    "Bitte nennen Sie die Stelle (keine Person).",
    example="Übergabe am 01.07.2022, an wen, ist leer.",
    looks_at=("handover_on",),
)
def handover_without_receiver(context: Context) -> Masks:
    frame = context.frame
    for n in context.numbers(HANDOVER):
        done, receiver = frame[f"handover_on{n}"].notna(), frame[f"receiver{n}"]
        yield f"receiver{n}", as_mask(done & receiver.isna())
