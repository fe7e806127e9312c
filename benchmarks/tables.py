"""Tidy tables of invented persons, drawn with numpy: what counting starts from, of any size.

Modules m1 to m6 of two providers; one stay in ten is a return of somebody, one in fifty is in
another module than the one before. The same size and seed give the same tables.
"""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from durchstarten_cli.config.project import settings_of
from durchstarten_cli.config.settings import Settings
from durchstarten_cli.tables import Tables, categorical
from durchstarten_cli.vocabulary import vocabulary

MODULES, PROVIDERS = 6, 2
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2023, 12, 31)
AS_OF = dt.date(2024, 2, 12)
DAYS = (LAST - FIRST).days
NO_DAY = np.datetime64("NaT", "s")

SETTINGS = (
    f"""\
[programme]
name = "Benchmark"
[office]
municipality = "Stadt"
unit = "Stelle"
unit_short = "S"
unit_dative = "der Stelle"
[report]
as_of = {AS_OF}
"""
    + "".join(
        f'[modules.m{n}]\nname = "M{n}"\nfirst = {FIRST}\nlast = {LAST}\n'
        for n in range(1, MODULES + 1)
    )
    + "".join(
        f'[providers.p{n}]\nname = "P{n}"\ndative = "P{n}"\nids = "shared"\n'
        f"modules = [{', '.join(repr(f'm{m}') for m in range(1, MODULES + 1))}]\n"
        for n in range(1, PROVIDERS + 1)
    )
)


def settings() -> Settings:
    """The settings that the tables belong to."""
    return settings_of(SETTINGS)


class Draw:
    """Random columns of one length."""

    def __init__(self, rows: int, seed: int) -> None:
        self.rows, self.random = rows, np.random.default_rng(seed)

    def upto(self, high: int) -> Any:
        """Whole numbers from 0 to below `high`."""
        return self.random.integers(0, high, self.rows)

    def codes(self, column: str, gaps: float = 0.1) -> Any:
        """Codes of a coded column, some of them missing."""
        names = [c.name for c in vocabulary().codes[column] if c.outcome]
        drawn = self.upto(len(names))
        return categorical(np.where(self.random.random(self.rows) < gaps, -1, drawn), names)

    def some(self, days: Any, share: float) -> Any:
        """Days (numbers since FIRST) as dates, only so large a share of them told."""
        told = (np.datetime64(FIRST, "D") + days).astype("datetime64[s]")
        return np.where(self.random.random(self.rows) < share, told, NO_DAY)


def tables(stays: int) -> Tables:
    """Tables with so many stays, a third as many outcomes, an eighth of handovers and supports."""
    frame = _stays(Draw(stays, 1))
    records = pd.DataFrame(
        {
            "source": 0,
            "row": np.arange(stays) + 2,
            "provider": frame["provider"],
            "module": frame["module"],
            "person": frame["person"],
            "stay": np.arange(stays),
        }
    )
    none = pd.DataFrame({name: pd.Series(dtype=object) for name in ("format", "units", "bodies")})
    none["meeting_on"] = pd.Series(dtype="datetime64[s]")
    none["record"] = pd.Series(dtype=np.int64)
    return Tables(
        sources=(),
        records=records,
        stays=frame,
        outcomes=_outcomes(frame, 3),
        handovers=_handovers(frame, 8),
        supports=_supports(frame, 8),
        meetings=none,
        meetings_told=False,
        totals=pd.DataFrame(
            columns=["record", "provider", "module", "figure", "amount", "span"], dtype=object
        ),
    )


def _stays(draw: Draw) -> pd.DataFrame:
    rows = draw.rows
    persons = max(int(rows * 0.9), 1)
    person = np.concatenate([np.arange(persons), draw.upto(persons)[: rows - persons]])
    home = person % MODULES
    module = np.where(draw.upto(50) == 0, draw.upto(MODULES), home)
    entry = draw.upto(DAYS - 1)
    until = np.minimum(entry + draw.upto(365), (AS_OF - FIRST).days)
    is_open = draw.upto(8) == 0
    until = np.where(is_open, DAYS, until)
    stays = pd.DataFrame(
        {
            "record": np.arange(rows),
            "provider": categorical(person // 7 % PROVIDERS, ["p1", "p2"]),
            "module": categorical(module, [f"m{n + 1}" for n in range(MODULES)]),
            "person": person,
            "stay": np.arange(rows),
            "entry": draw.some(entry, 1),
            "exit": np.where(is_open, NO_DAY, draw.some(until, 1)),
            "exit_class": draw.codes("exit_class"),
            "sex": draw.codes("sex"),
            "birth_year": np.where(draw.upto(10) == 0, np.nan, 2019.0 - 17 - draw.upto(12)),
            "birth_date": np.full(rows, NO_DAY),
            "age_at_entry": np.where(draw.upto(3) > 0, np.nan, 17.0 + draw.upto(12)),
            "residence_status": draw.codes("residence_status"),
            "status_on": np.full(rows, NO_DAY),
            "further_need": draw.codes("further_need"),
            "month_only": draw.upto(100) == 0,
            "open": is_open,
        }
    )
    stays["until"] = draw.some(until, 1)
    return stays


def _of_stays(frame: pd.DataFrame, every: int) -> tuple[Draw, pd.DataFrame, Any]:
    part = frame.iloc[::every].reset_index(drop=True)
    until = (part["until"].to_numpy().astype("datetime64[D]") - np.datetime64(FIRST)).astype(int)
    return Draw(len(part), every), part[["record", "provider", "module", "person", "stay"]], until


def _outcomes(frame: pd.DataFrame, every: int) -> pd.DataFrame:
    draw, keys, until = _of_stays(frame, every)
    started = until - 30 + draw.upto(280)
    return keys.assign(
        kind=draw.codes("kind", gaps=0),
        committed_on=draw.some(started - draw.upto(90), 0.3),
        started_on=draw.some(started, 0.9),
        confirmed_on=draw.some(started + draw.upto(250), 0.4),
        ended_on=draw.some(started + draw.upto(400), 0.2),
        brought_about=draw.codes("brought_about"),
        undated=False,
    )


def _handovers(frame: pd.DataFrame, every: int) -> pd.DataFrame:
    draw, keys, until = _of_stays(frame, every)
    return keys.assign(
        handover_on=draw.some(until - 20 + draw.upto(250), 1),
        receiver=categorical(draw.upto(3), ["A", "B", "C"]),
        receiver_kind=draw.codes("receiver_kind"),
        handover_status=draw.codes("handover_status"),
    )


def _supports(frame: pd.DataFrame, every: int) -> pd.DataFrame:
    draw, keys, until = _of_stays(frame, every)
    begun = until - draw.upto(100)
    return keys.assign(
        support_kind=draw.codes("support_kind", gaps=0),
        support_from=draw.some(begun, 0.95),
        support_until=draw.some(begun + draw.upto(400), 0.6),
    )
