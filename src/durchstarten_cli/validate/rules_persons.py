"""Rules over the person of a row: id, age, status."""

import numpy as np
import pandas as pd

from durchstarten_cli.ids import like_names
from durchstarten_cli.model import Effect
from durchstarten_cli.validate.register import Context, Masks, as_mask, rule


@rule(
    "P01",
    "row",
    Effect.ROW,
    "Kennung fehlt",
    "Die Kennung der Person fehlt.",
    "Bitte tragen Sie die Kennung ein.",
    example="Die Kennung ist leer.",
)
def person_missing(context: Context) -> Masks:
    without = context.frame["person"].to_numpy() < 0
    yield "person", without & context.with_fields("person")


@rule(
    "P02",
    "row",
    Effect.NOTE,
    "Kennung sieht aus wie ein Name",
    "Die Kennung sieht aus wie ein Name, ein Geburtsdatum oder eine amtliche Nummer.",
    "Bitte verwenden Sie eine Kennung, aus der niemand zu erkennen ist.",
    example="Als Kennung steht „Erika Mustermann“ da.",
)
def id_like_name(context: Context) -> Masks:
    yield "person", np.isin(context.frame["person"].to_numpy(), like_names(context.rows.ids))


@rule(
    "P06",
    "row",
    Effect.ROW,
    "Kennung gekürzt",
    "Die Kennung ist unvollständig: Excel hat sie für eine Zahl gehalten und gekürzt.",
    "Bitte formatieren Sie die Spalte als Text und tragen Sie die Kennungen noch einmal ein.",
    example="Als Kennung steht „1,23457E+15“ da.",
)
def id_shortened(context: Context) -> Masks:
    return context.marked(("shortened",))


@rule(
    "P03",
    "plausibility",
    Effect.NOTE,
    "Alter außerhalb der Zielgruppe",
    "Das Alter beim Eintritt liegt außerhalb der Zielgruppe ({target_age}).",
    "Ist die Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe.",
    example="Geburtsjahr 1980, Eintritt am 10.01.2022.",
    looks_at=(
        "entry",
        "age_at_entry",
        "birth_date",
        "birth_year",
    ),
)
def age_outside(context: Context) -> Masks:
    if context.settings.programme.target_age is None:
        return
    low, high = context.settings.programme.target_age
    frame = context.frame
    by_year = frame["entry"].dt.year - frame["birth_year"]
    by_date = _completed_years(frame)
    for column, youngest, oldest in (
        ("age_at_entry", frame["age_at_entry"], frame["age_at_entry"]),
        ("birth_date", by_date, by_date),
        ("birth_year", by_year - 1, by_year),
    ):
        yield column, as_mask((oldest < low) | (youngest > high))


def _completed_years(frame: pd.DataFrame) -> "pd.Series[float]":
    entry, birth = frame["entry"].dt, frame["birth_date"].dt
    before = (entry.month * 32 + entry.day) < (birth.month * 32 + birth.day)
    years: pd.Series[float] = entry.year - birth.year - before
    return years


@rule(
    "P04",
    "plausibility",
    Effect.NOTE,
    "Status außerhalb der Zielgruppe",
    "Der Aufenthaltsstatus gehört nicht zur Zielgruppe ({target_status}).",
    "Ist die Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe.",
    example="Aufenthaltsstatus „Aufenthaltserlaubnis“.",
)
def status_outside(context: Context) -> Masks:
    status, target = context.frame["residence_status"], context.settings.programme.target_status
    outside = status.notna() & ~status.isin([*target, "unknown"])
    yield "residence_status", as_mask(outside & bool(target))
