"""Rules over module, entry and exit of a row."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from durchstarten_cli.fields import TOTAL
from durchstarten_cli.model import Effect
from durchstarten_cli.tables import Mask
from durchstarten_cli.validate.register import NOT_READ, Context, Masks, as_mask, rule


@rule(
    "T01",
    "row",
    Effect.ROW,
    "Baustein fehlt",
    "Zu welchem Baustein die Zeile gehört, ist nicht zu erkennen.",
    "Bitte tragen Sie in der Spalte „Baustein“ Nummer oder Namen ein.",
    example="Baustein „9“, den es nicht gibt.",
)
def module_missing(context: Context) -> Masks:
    return ((f, m) for f, m in context.marked(("code",)) if f == "module")


@rule(
    "T02",
    "row",
    Effect.ROW,
    "Summe unvollständig",
    "Zu einer Summe gehören eine bekannte Kennzahl, eine Anzahl und ein Zeitraum.",
    "Bitte ergänzen Sie, was fehlt, zum Beispiel „Teilnehmende“, 24 und 2022.",
    example="„Vermittlungen: 5“ ohne Zeitraum.",
)
def incomplete_total(context: Context) -> Iterator[tuple[str, Mask]]:
    of_totals = context.with_fields("amount")
    for name in ("figure", "amount", "span"):
        told = [context.frame[f"{name}{n}"].notna() for n in context.numbers(TOTAL)]
        yield name, of_totals & ~np.logical_or.reduce([as_mask(t) for t in told])


@rule(
    "A01",
    "row",
    Effect.ROW,
    "Austritt vor Eintritt",
    "Der Austritt ({exit}) liegt vor dem Eintritt ({entry}).",
    "Bitte berichtigen Sie eines der beiden Daten.",
    example="Eintritt am 10.01.2022, Austritt am 07.01.2022.",
)
def exit_before_entry(context: Context) -> Masks:
    yield "exit", as_mask(context.frame["exit"] < context.frame["entry"])


@rule(
    "A02",
    "row",
    Effect.ROW,
    "Eintritt fehlt",
    "Das Datum des Eintritts fehlt oder ist nicht lesbar.",
    "Bitte tragen Sie den Tag des Eintritts ein.",
    example="Der Eintritt ist leer.",
)
def entry_missing(context: Context) -> Masks:
    yield "entry", as_mask(context.frame["entry"].isna()) & context.with_fields("entry")


@rule(
    "A08",
    "row",
    Effect.ROW,
    "Austritt nicht lesbar",
    "Ob und wann die Teilnahme endete, ist nicht zu erkennen.",
    "Bitte tragen Sie den Tag des Austritts ein; läuft die Teilnahme noch, lassen Sie die "
    "Zelle leer.",
    example="Austritt „Ende Juli“.",
)
def exit_unreadable(context: Context) -> Masks:
    return ((f, m) for f, m in context.marked(NOT_READ) if f == "exit")


@rule(
    "D03",
    "row",
    Effect.ROW,
    "Eintritt nach dem Datenstand",
    "Der Eintritt ({entry}) liegt nach dem Datenstand ({as_of}).",
    "Bitte prüfen Sie das Datum; künftige Eintritte melden Sie bitte mit der nächsten Lieferung.",
    example="Eintritt am 15.02.2023, der Datenstand ist der 31.01.2023.",
)
def entry_after_as_of(context: Context) -> Masks:
    yield "entry", as_mask(context.frame["entry"] > pd.Timestamp(context.as_of))


@rule(
    "A09",
    "row",
    Effect.ROW,
    "Durchgestrichene Zeile",
    "Die Zeile ist durchgestrichen.",
    "Bitte löschen Sie sie; soll sie zählen, heben Sie die Durchstreichung auf.",
    example="Eine Person wurde durchgestrichen statt gelöscht.",
)
def struck_through(context: Context) -> Masks:
    return context.marked(("struck",))


@rule(
    "A03",
    "plausibility",
    Effect.NOTE,
    "Außerhalb der Laufzeit",
    "Der Tag in der Spalte „{column}“ ({value}) liegt außerhalb der Laufzeit des Bausteins "
    "({first} bis {last}).",
    "Bitte prüfen Sie das Datum.",
    example="Eintritt am 15.12.2021 in einen Baustein, der am 01.01.2022 begann.",
    looks_at=(
        "entry",
        "exit",
    ),
)
def outside_module(context: Context) -> Iterator[tuple[str, Mask]]:
    first, last = _module_days(context, "first"), _module_days(context, "last")
    for column in ("entry", "exit"):
        days = context.frame[column]
        yield column, as_mask((days < first) | (days > last))


def _module_days(context: Context, edge: str) -> "pd.Series[pd.Timestamp]":
    modules = context.settings.modules.values()
    days = np.array([getattr(m, edge) for m in modules] + [None], dtype="datetime64[s]")
    return pd.Series(days[context.frame["module"].cat.codes.to_numpy()])


@rule(
    "A04",
    "stays",
    Effect.NOTE,
    "Ende nicht gemeldet",
    "Die Teilnahme ist noch offen, obwohl der Baustein am {last} endete.",
    "Bitte tragen Sie den Austritt ein.",
    example="Ohne Austritt, der Baustein endete am 31.12.2022.",
    looks_at=("entry",),
)
def open_past_end(context: Context) -> Masks:
    last = _module_days(context, "last")
    entered = context.frame["entry"].notna() & context.frame["exit"].isna()
    open_past = as_mask(entered & (last < pd.Timestamp(context.as_of)))
    yield "exit", open_past & context.final
