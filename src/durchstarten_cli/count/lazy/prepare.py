"""Tidy tables as coded tables, which a database can hold: days and codes as numbers."""

import numpy as np
import pandas as pd

from durchstarten_cli.count.view import NONE, View, view_of
from durchstarten_cli.tables import AnyArray, Tables

STAYS = (
    *("record", "provider", "module", "person", "entry", "until", "open", "exit_class", "sex"),
    *("residence_status", "further_need", "month_only"),
)
OUTCOMES = (
    *("record", "provider", "module", "person", "kind", "committed_on", "started_on"),
    *("confirmed_on", "ended_on", "brought_about"),
)
HANDOVERS = ("provider", "module", "person", "handover_on", "receiver_kind", "handover_status")
SUPPORTS = ("provider", "module", "person", "support_kind", "support_from", "support_until")


def coded(tables: Tables) -> dict[str, pd.DataFrame]:
    """The coded tables by name: stays, outcomes (numbered as `event`), handovers, supports.

    A missing code is -1, a missing day NONE, a year or age not told -1; `*_day` is the day in its
    year, so that no database has to know a calendar.
    """
    stays, outcomes = view_of(tables.stays), view_of(tables.outcomes)
    order = np.argsort(outcomes.record, kind="stable")
    undated = outcomes.undated[order].astype(bool)
    return {
        "stays": pd.DataFrame(_columns(stays, STAYS) | _calendar(stays)),
        "outcomes": pd.DataFrame(
            {name: outcomes.column(name)[order] for name in OUTCOMES}
            | {"undated": undated, "event": np.arange(len(order))}
        ),
        "handovers": pd.DataFrame(_columns(view_of(tables.handovers), HANDOVERS)),
        "supports": pd.DataFrame(_columns(view_of(tables.supports), SUPPORTS)),
    }


def _columns(view: View, names: tuple[str, ...]) -> dict[str, AnyArray]:
    return {name: view.column(name) for name in names}


def _calendar(stays: View) -> dict[str, AnyArray]:
    told = stays.birth_date != NONE
    born_year, born_day = _year_and_day(np.where(told, stays.birth_date, 0))
    entry_year, entry_day = _year_and_day(stays.entry)
    return {
        "entry_year": entry_year,
        "entry_day": entry_day,
        "born_year": np.where(told, born_year, -1),
        "born_day": np.where(told, born_day, -1),
        "birth_year": np.nan_to_num(stays.birth_year, nan=9999).astype(np.int64),
        "age_at_entry": np.nan_to_num(stays.age_at_entry, nan=-1).astype(np.int64),
    }


def _year_and_day(days: AnyArray) -> tuple[AnyArray, AnyArray]:
    date = days.astype("datetime64[D]")
    months = date.astype("datetime64[M]")
    number = months.astype(np.int64)
    return number // 12 + 1970, number % 12 * 32 + (date - months).astype(np.int64)
