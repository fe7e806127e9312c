"""The ladder of a figure: what became of every row received, down to those that were counted.

Every used row is on exactly one step, so that the rows received are the sum of all steps.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from durchstarten_cli.grammar import day
from durchstarten_cli.model import Figure
from durchstarten_cli.tables import Mask, Numbers, Tables

COUNTED = ("persons", "cases", "behind", "used")
"""Steps on which rows end that stand behind the value; all others say why a row does not."""
LABELS = {
    "other_module": "gehören zu anderen Bausteinen",
    "other_provider": "gehören zu anderen Trägern",
    "no_stay": "nennen keinen Aufenthalt",
    "carried_over": "frühere Stände eines Aufenthalts; die spätere Zeile gilt",
    "entry_after": "Eintritt nach dem {last}",
    "exit_before": "Austritt vor dem {first}",
    "condition": "erfüllen nicht, was die Definition verlangt",
    "same_person": "weitere Aufenthalte derselben Personen",
    "same_case": "weitere Aufenthalte derselben Personen, die hier keine Teilnahme sind",
    "not_reported": "ungenutzt, weil die Zahl nicht gemeldet ist",
    "persons": "gezählt, eine Zeile je Person",
    "cases": "gezählt, eine Zeile je Teilnahme",
    "behind": "Zeilen, aus denen die Zahl ermittelt ist",
    "used": "zählen nach der Prüfung",
}


@dataclass(frozen=True)
class Step:
    """How many rows end on a step of the ladder, and why; `rule` is the code of a rule."""

    name: str
    label: str
    rows: int
    rule: str | None = None


def ladder(
    tables: Tables, figure: Figure, set_aside: Sequence[tuple[str, str, int]]
) -> tuple[Step, ...]:
    """The steps from all rows received (their sum) to the value; empty ones are left out.

    `set_aside` are rules (code, title) with the rows that do not count because of each; a row
    stands under one rule only. Figures of persons and cases end with as many rows as their value.
    """
    aside = [Step("set_aside", title, rows, code) for code, title, rows in set_aside]
    dates = {"first": day(figure.period.first), "last": day(figure.period.last)}
    rows = _without_condition(Counter(_ends(tables, figure)), figure)
    used = [Step(n, label.format_map(dates), rows[n]) for n, label in LABELS.items() if rows[n]]
    return (*aside, *used)


def _without_condition(rows: Counter[str], figure: Figure) -> Counter[str]:
    """Behind a figure with a base stand the rows of the base: whoever is not counted goes."""
    if figure.base is not None and figure.value is not None and rows["persons"]:
        moved = rows["persons"] - int(figure.value)
        rows.update({"persons": -moved, "condition": moved})
    return rows


def _ends(tables: Tables, figure: Figure) -> Sequence[str]:
    """For every used row the name of the step on which it ends: the first one that holds."""
    records, stays = tables.records, _stays_by_record(tables)
    elsewhere = _other(records, "module", figure.module)
    of_others = _other(records, "provider", figure.provider)
    behind = np.zeros(len(records), dtype=bool)
    behind[np.asarray(figure.rows(), dtype=np.int64)] = True
    behind &= ~(elsewhere | of_others)
    counted = _counted(figure, records, stays, behind)
    conditions: dict[str, Mask] = {
        "not_reported": np.full(len(records), figure.value is None),
        "used": np.full(len(records), figure.unit == "rows"),
        "other_module": elsewhere,
        "other_provider": of_others,
        _ending(figure): counted,
        "no_stay": (records["stay"] < 0).to_numpy(),
        "carried_over": stays["entry"].isna().to_numpy(),
        "entry_after": (stays["entry"] > pd.Timestamp(figure.period.last)).to_numpy(),
        "exit_before": (stays["until"] < pd.Timestamp(figure.period.first)).to_numpy(),
        "same_case" if _ending(figure) == "cases" else "same_person": behind & ~counted,
    }
    ends: Sequence[str] = np.select(
        list(conditions.values()), list(conditions), "condition"
    ).tolist()
    return ends


def _stays_by_record(tables: Tables) -> pd.DataFrame:
    """Entry and until of the stay that every used row tells; missing where another row tells it."""
    stays = tables.stays.set_index("record")[["entry", "until"]]
    return stays.reindex(np.arange(len(tables.records)))


def _other(records: pd.DataFrame, column: str, name: str | None) -> Mask:
    """Rows of another module or provider than the figure's; none where it is about all."""
    rows: Mask = (records[column] != name).to_numpy() & (name is not None)
    return rows


def _ending(figure: Figure) -> str:
    """On which step the rows of a figure end: occupancy and durations count no rows."""
    counts = figure.unit in ("persons", "cases") and not figure.measure.startswith("occupancy")
    return figure.unit if counts else "behind"


def _counted(figure: Figure, records: pd.DataFrame, stays: pd.DataFrame, behind: Mask) -> Mask:
    """The rows that stand for what was counted: one per person or case, else all behind it."""
    if _ending(figure) == "behind":
        return behind
    order = _best_first(figure, records, stays, behind)
    if figure.unit == "persons":
        chosen = order[np.unique(records["person"].to_numpy()[order], return_index=True)[1]]
    else:
        chosen = order[: int(figure.value or 0)]
    counted = np.zeros(len(records), dtype=bool)
    counted[chosen] = True
    return counted


def _best_first(
    figure: Figure, records: pd.DataFrame, stays: pd.DataFrame, behind: Mask
) -> Numbers:
    """The rows behind a figure: those that tell a stay in the period before all others."""
    inside = (stays["entry"] <= pd.Timestamp(figure.period.last)) & (
        stays["until"] >= pd.Timestamp(figure.period.first)
    )
    rank = np.where(inside, 0, np.where(stays["entry"].notna(), 1, 2))
    rows = np.flatnonzero(behind & (records["person"] >= 0).to_numpy())
    order: Numbers = rows[np.argsort(rank[rows], kind="stable")]
    return order
