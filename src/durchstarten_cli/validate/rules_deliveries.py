"""Rules that compare a delivery with the last one of the same provider."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from durchstarten_cli.grammar import counted, day
from durchstarten_cli.model import Effect, Source
from durchstarten_cli.tables import Rows, Tables
from durchstarten_cli.validate.register import Context, RecordHit, rule
from durchstarten_cli.vocabulary import vocabulary

WHO = ["provider", "module", "id"]
FEW = 10
"""Below so many persons nothing is out of proportion."""
REMEDY = "Ist das richtig so, ist nichts zu tun; sonst ergänzen Sie es bitte."


def _named(table: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """A table with ids as delivered: numbers of persons differ from delivery to delivery."""
    ids = np.array([*rows.ids, ""], dtype=object)
    return pd.DataFrame(
        {
            "provider": table["provider"].astype(object),
            "module": table["module"].astype(object),
            "id": ids[table["person"].to_numpy()],
        }
    )


def _received(context: Context) -> pd.DataFrame:
    """Provider, module and id of every received row with an id, indexed by its number."""
    frame = context.frame[context.frame["person"] >= 0]
    return _named(frame, context.rows)


def _events(table: pd.DataFrame, rows: Rows, records: pd.DataFrame, **columns: str) -> pd.DataFrame:
    """Events by person with the columns named, and the source and row that told them."""
    told = _named(table, rows)
    for name, column in columns.items():
        told[name] = table[column].to_numpy()
    told["source"] = records["source"].to_numpy()[table["record"].to_numpy()]
    told["row"] = records["row"].to_numpy()[table["record"].to_numpy()]
    return told


def _stays(rows: Rows, tables: Tables) -> pd.DataFrame:
    return _events(tables.stays, rows, tables.records, entry="entry", exit="exit")


def _outcomes(rows: Rows, tables: Tables) -> pd.DataFrame:
    """Outcomes with kind and start; NaT for a start that was not told."""
    told = _events(tables.outcomes, rows, tables.records, kind="kind", start="started_on")
    told["kind"] = told["kind"].astype(object)
    told["start"] = told["start"].where(~tables.outcomes["undated"].to_numpy())
    return told


def _not_in(earlier: pd.DataFrame, now: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The earlier rows whose values in `columns` do not occur now, each once, in order."""
    joined = earlier.merge(now[columns].drop_duplicates(), on=columns, how="left", indicator=True)
    return joined[joined["_merge"] == "left_only"].drop_duplicates(columns)


def _among(earlier: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """The earlier rows of persons who are still there."""
    return earlier.merge(now[WHO].drop_duplicates(), on=WHO)


def _hits(
    context: Context,
    gone: pd.DataFrame,
    field: str | None = None,
    words: Callable[[Any], dict[str, str]] = lambda _hit: {},
) -> Iterator[RecordHit]:
    """A hit for every row of `gone`, at the person's last row now if a column is named."""
    assert context.earlier is not None
    last = _received(context).drop_duplicates(WHO, keep="last")
    at = dict(zip(last[WHO].itertuples(index=False, name=None), last.index, strict=True))
    hit: Any
    for hit in gone.itertuples(index=False):
        source = context.earlier.rows.layouts[hit.source].source
        sheet = f"Blatt {source.sheet}, " if source.sheet else ""
        yield RecordHit(
            provider=hit.provider,
            words={"before": _day(source), "place": f"{sheet}Zeile {hit.row}", **words(hit)},
            record=hit.id,
            earlier_row=int(hit.row),
            number=at.get((hit.provider, hit.module, hit.id)) if field else None,
            field=field,
        )


def _day(source: Source) -> str:
    return day(source.delivered) if source.delivered else ""


def _outcome(hit: Any) -> dict[str, str]:
    label = vocabulary().label("kind", hit.kind)
    start = "" if pd.isna(hit.start) else f" (Aufnahme am {day(hit.start.date())})"
    return {"outcome_before": f"„{label}“{start}"}


@rule(
    "L01",
    "deliveries",
    Effect.NOTE,
    "Person fehlt gegenüber der letzten Lieferung",
    "Die Person stand in der Lieferung vom {before} ({place}); in dieser fehlt sie.",
    REMEDY,
    example="Zuletzt zwei Personen, jetzt nur noch eine davon.",
)
def vanished_person(context: Context) -> Iterator[RecordHit]:
    if context.earlier is not None and context.tables is not None:
        earlier = _of_delivering(context, _stays(context.earlier.rows, context.earlier.tables))
        yield from _hits(context, _not_in(earlier, _received(context), WHO))


@rule(
    "L02",
    "deliveries",
    Effect.NOTE,
    "Verbleib fehlt gegenüber der letzten Lieferung",
    "In der Lieferung vom {before} stand der Verbleib {outcome_before}; so steht er nicht mehr da.",
    REMEDY,
    example="Zuletzt „Schule“ ab dem 01.07.2022, jetzt kein Verbleib.",
)
def vanished_outcome(context: Context) -> Iterator[RecordHit]:
    if context.earlier is not None and context.tables is not None:
        now = _outcomes(context.rows, context.tables)
        # A promise that has become a start is no change: its kind is still there.
        undated = now["start"].where(np.zeros(len(now), dtype=bool))
        now = pd.concat([now, now.assign(start=undated)])
        earlier = _outcomes(context.earlier.rows, context.earlier.tables)
        earlier = _among(earlier, _stays(context.rows, context.tables))
        yield from _hits(context, _not_in(earlier, now, [*WHO, "kind", "start"]), "kind", _outcome)


@rule(
    "L03",
    "deliveries",
    Effect.NOTE,
    "Eintritt anders als in der letzten Lieferung",
    "In der Lieferung vom {before} stand der Eintritt {entry_before}; er steht nicht mehr da.",
    REMEDY,
    example="Zuletzt Eintritt am 10.01.2022, jetzt am 17.01.2022.",
)
def moved_entry(context: Context) -> Iterator[RecordHit]:
    if context.earlier is not None and context.tables is not None:
        now = _stays(context.rows, context.tables)
        earlier = _among(_stays(context.earlier.rows, context.earlier.tables), now)
        moved = _not_in(earlier, now, [*WHO, "entry"])
        yield from _hits(
            context, moved, "entry", lambda hit: {"entry_before": day(hit.entry.date())}
        )


@rule(
    "L04",
    "deliveries",
    Effect.NOTE,
    "Umfang anders als in der letzten Lieferung",
    "Die Lieferung enthält {now}, die vom {before} enthielt {then}.",
    "Bitte prüfen Sie, ob etwas fehlt oder zu viel ist.",
    example="Zuletzt vier Personen, jetzt zwölf.",
)
def out_of_proportion(context: Context) -> Iterator[RecordHit]:
    """Less than half or more than double, where one of the two has at least FEW persons."""
    if context.earlier is None or context.tables is None:
        return
    earlier = _stays(context.earlier.rows, context.earlier.tables)
    now = _persons(_stays(context.rows, context.tables))
    for provider, then in _persons(_of_delivering(context, earlier)).items():
        size = now.get(provider, 0)
        if max(size, then) >= FEW and not then <= 2 * size <= 4 * then:
            layouts = context.earlier.rows.layouts
            source = next(x.source for x in layouts if x.source.provider == provider)
            yield RecordHit(
                provider=provider,
                words={
                    "before": _day(source),
                    "now": counted(size, "Person", "Personen"),
                    "then": counted(then, "Person", "Personen"),
                },
            )


@rule(
    "L05",
    "deliveries",
    Effect.NOTE,
    "Austritt anders als in der letzten Lieferung",
    "In der Lieferung vom {before} stand der Austritt {exit_before}; er steht nicht mehr da.",
    REMEDY,
    example="Zuletzt Austritt am 30.06.2022, jetzt am 31.05.2022.",
)
def moved_exit(context: Context) -> Iterator[RecordHit]:
    """Of stays with the same entry; an exit that was not told before is no change."""
    if context.earlier is not None and context.tables is not None:
        now, stay = _stays(context.rows, context.tables), [*WHO, "entry"]
        earlier = _stays(context.earlier.rows, context.earlier.tables)
        ended = earlier[earlier["exit"].notna()].merge(now[stay].drop_duplicates(), on=stay)
        moved = _not_in(ended, now, [*stay, "exit"])
        yield from _hits(context, moved, "exit", lambda hit: {"exit_before": day(hit.exit.date())})


def _persons(stays: pd.DataFrame) -> dict[str, int]:
    """Persons by provider."""
    persons = stays.drop_duplicates(["provider", "id"])
    return {str(name): int(n) for name, n in persons["provider"].value_counts().items()}


def _of_delivering(context: Context, earlier: pd.DataFrame) -> pd.DataFrame:
    """The rows of providers of whom something counts now: a rejected delivery is told as that."""
    assert context.used is not None
    delivering = context.frame.loc[context.used, "provider"].astype(object).unique()
    return earlier[earlier["provider"].isin(delivering)]
