"""Rules that compare rows: duplicates, contradicting states, overlaps, more persons than places."""

import numpy as np
import pandas as pd

from durchstarten_cli.model import Effect
from durchstarten_cli.tables import Mask, Numbers
from durchstarten_cli.validate.register import NOT_READ, Context, Masks, rule

IN_ONE_SHEET = ["source", "module", "person", "entry"]


@rule(
    "A05",
    "row",
    Effect.ROW,
    "Doppelte Zeile",
    "Die Zeile steht in diesem Blatt schon einmal, mit denselben Angaben.",
    "Bitte löschen Sie eine der beiden Zeilen.",
    example="Dieselbe Zeile wurde zweimal eingefügt.",
    can_be_lowered=True,  # both rows are states of one stay then, which is counted once
)
def exact_duplicate(context: Context) -> Masks:
    frame = context.frame
    alike = frame[frame.duplicated(IN_ONE_SHEET, keep=False) & (frame["person"] >= 0)].copy()
    # Whether two values that could not be read are equal, only their spelling can tell.
    alike["raw"] = np.where(_not_understood(context)[alike.index], alike["raw"], 0)
    content = [c for c in alike.columns if c != "row"]
    repeated = alike.index[alike.duplicated(content, keep="first")]
    yield "person", context.at(repeated.to_numpy())


def _not_understood(context: Context) -> Mask:
    """Rows with a value that could not be read."""
    masks = [mask for _, mask in context.marked((*NOT_READ, "code"))]
    return np.any(masks, axis=0) if masks else np.zeros(len(context.frame), dtype=bool)


@rule(
    "A06",
    "stays",
    Effect.NOTE,
    "Widersprüchliche Angaben",
    "Zu derselben Teilnahme stand vorher etwas anderes in der Spalte „{column}“; es gilt die "
    "spätere Angabe.",
    "Bitte prüfen Sie, welche Angabe stimmt.",
    example="Im ersten Blatt Austritt am 30.06.2022, im zweiten am 31.08.2022.",
    looks_at=("entry",),
)
def contradicting_states(context: Context) -> Masks:
    later, earlier = _state_pairs(context)
    frame = context.frame
    for column in ("exit", "exit_class", "sex", "birth_year", "birth_date"):
        values = frame[column].cat.codes if column in ("exit_class", "sex") else frame[column]
        array = values.to_numpy()
        now, before = array[later], array[earlier]
        told, was_told = ~_missing(now), ~_missing(before)
        differs = was_told & (now != before) & (told | (column == "exit"))
        yield column, context.at(later[differs])


def _missing(array: np.ndarray) -> Mask:
    return np.asarray(array < 0 if array.dtype.kind == "i" else pd.isna(array))


def _state_pairs(context: Context) -> tuple[Numbers, Numbers]:
    """Received-row numbers of every state of a stay and of the state before it."""
    assert context.tables is not None
    assert context.used is not None
    stay = context.tables.records["stay"].to_numpy()
    order = np.argsort(stay, kind="stable")
    same = (stay[order][1:] == stay[order][:-1]) & (stay[order][1:] >= 0)
    received = np.flatnonzero(context.used)
    return received[order[1:][same]], received[order[:-1][same]]


@rule(
    "P05",
    "stays",
    Effect.NOTE,
    "Widersprüchliche Angaben zur Person",
    "Zu dieser Person steht bei einer anderen Teilnahme etwas anderes in der Spalte „{column}“.",
    "Bitte prüfen Sie, welche Angabe stimmt.",
    example="Bei der ersten Teilnahme „w“, bei der zweiten „m“.",
)
def contradicting_person(context: Context) -> Masks:
    """Stays of one person at one provider; states of one stay are the matter of A06."""
    assert context.tables is not None
    person = context.tables.stays["person"].to_numpy()
    several = context.tables.stays[np.bincount(person)[person] > 1].sort_values("record")
    for column in ("sex", "birth_year", "birth_date"):
        told = several[several[column].notna() & (several[column] != "unknown")]
        values = told[column].astype(object)
        first = values.groupby([told["provider"].astype(str), told["person"]]).transform("first")
        records = told["record"].to_numpy()[(values != first).to_numpy()]
        yield column, context.at(_received_rows(context, records))


@rule(
    "A07",
    "stays",
    Effect.NOTE,
    "Überschneidung",
    "Die Teilnahme überschneidet sich mit einer anderen derselben Person in diesem Baustein.",
    "Bitte prüfen Sie Eintritt und Austritt beider Zeilen.",
    example="Vom 10.01. bis 30.06.2022 und noch einmal vom 02.05. bis 30.09.2022.",
    looks_at=(
        "entry",
        "exit",
    ),
)
def overlapping_stays(context: Context) -> Masks:
    assert context.tables is not None
    stays = context.tables.stays
    several = stays[stays.duplicated(["module", "person"], keep=False)]
    stays = several.sort_values(["module", "person", "entry"], kind="stable")
    before = stays.groupby(["module", "person"], observed=True)["until"].cummax().shift()
    module = stays["module"].cat.codes
    same = (stays["person"].diff() == 0) & (module.diff() == 0)
    overlap = (same & (stays["entry"] < before)).to_numpy()
    yield "entry", context.at(_received_rows(context, stays["record"].to_numpy()[overlap]))


def _received_rows(context: Context, records: Numbers) -> Numbers:
    assert context.used is not None
    return np.flatnonzero(context.used)[records]


@rule(
    "K01",
    "plausibility",
    Effect.NOTE,
    "Mehr Personen als Plätze",
    "Mit diesem Eintritt ({entry}) waren mehr Personen angemeldet, als der Baustein Plätze "
    "hat ({places}).",
    "Bitte prüfen Sie, ob bei einer Person der Austritt fehlt.",
    example="Zwei Plätze, drei Personen vom 10.01. bis 30.06.2022.",
    looks_at=("entry",),
)
def more_than_places(context: Context) -> Masks:
    assert context.tables is not None
    for name, module in context.settings.modules.items():
        if module.places is not None:
            stays = context.tables.stays[context.tables.stays["module"] == name]
            first = _first_above(stays, module.places)
            yield "entry", context.at(_received_rows(context, first))


def _first_above(stays: pd.DataFrame, places: int) -> Numbers:
    """The record of the entry with which the headcount first exceeds the places, if any."""
    entry, until = (_day_numbers(stays[column]) for column in ("entry", "until"))
    first = entry.min(initial=0)
    # An open stay is there on its last day, a closed one no longer on its exit day.
    gone = (until + stays["open"].to_numpy() - first).clip(min=0)
    came = np.bincount(entry - first)
    left = np.bincount(gone, minlength=came.size)[: came.size].cumsum()
    over = np.flatnonzero(came.cumsum() - left > places)[:1]
    if not over.size:
        return over
    there_before = (came.cumsum() - came - left)[over]
    on_that_day = np.flatnonzero(entry - first == over)
    record: Numbers = stays["record"].to_numpy()[on_that_day[places - there_before]]
    return record


def _day_numbers(days: "pd.Series[pd.Timestamp]") -> Numbers:
    numbers: Numbers = days.to_numpy().astype("datetime64[D]").astype(np.int64)
    return numbers
