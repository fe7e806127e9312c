"""Used rows become the tidy tables: rows of one stay are its states, the later one wins.

"Rows of one person, provider, module and entry, in several sheets or rows, are states of one stay:
the later sheet or row wins, the others stay as evidence." Events (outcomes, handovers, supports)
are gathered over all rows of the stay; the same kind restated in a later sheet replaces the earlier
statement, in the same sheet it is another event.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from durchstarten_cli.config import Settings
from durchstarten_cli.fields import HANDOVER, OUTCOME, SUPPORT, TOTAL, suffixes
from durchstarten_cli.normalise.values import MONTH, STRUCK_ENTRY
from durchstarten_cli.tables import Mask, Numbers, Rows, Tables
from durchstarten_cli.vocabulary import vocabulary

KEYS = ["record", "provider", "module", "person", "stay"]
STAY = [
    "entry",
    "exit",
    "exit_class",
    "sex",
    "birth_year",
    "birth_date",
    "age_at_entry",
    "residence_status",
    "status_on",
    "further_need",
    "month_only",
]
MEETING = ["meeting_on", "format", "units", "bodies"]


def merge_states(
    rows: Rows, used: Mask, settings: Settings, as_of: dt.date, persons: Numbers | None = None
) -> Tables:
    """The tidy tables of the used rows. `record` numbers the used rows from 0.

    `persons` are the numbers of the received rows' persons, where people decided who is who.
    """
    frame = rows.frame[used].reset_index(drop=True)
    if persons is not None:
        frame["person"] = persons[used]
    frame["month_only"] = _month_only(rows)[used]
    frame["record"] = np.arange(len(frame))
    frame["stay"], winner = _stays_of(frame)
    stays = frame.loc[winner, [*KEYS, *STAY]].reset_index(drop=True)
    _close_open(stays, settings, as_of)
    return Tables(
        sources=tuple(layout.source for layout in rows.layouts),
        records=frame[["source", "row", "provider", "module", "person", "stay"]],
        stays=stays,
        outcomes=_outcomes(_told(frame, OUTCOME), stays, _unread_starts(rows, used)),
        handovers=_events(_told(frame, HANDOVER), HANDOVER, same=["handover_on", "receiver"]),
        supports=_events(_told(frame, SUPPORT), SUPPORT, same=["support_kind", "support_from"]),
        meetings=frame.loc[frame["meeting_on"].notna(), ["record", *MEETING]].reset_index(
            drop=True
        ),
        totals=_totals(frame),
        meetings_told=any("meeting_on" in layout.fields for layout in rows.layouts),
    )


def _totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Sums reported without records; of two rows on the same the later one counts."""
    keys = ["record", "provider", "module"]
    parts = [
        pd.DataFrame(
            {
                **{key: frame[key] for key in keys},
                "figure": _or_first(frame, "figure", suffix),
                "amount": frame[f"amount{suffix}"],
                "span": _or_first(frame, "span", suffix),
            }
        )
        for suffix in suffixes(frame.columns, TOTAL)
    ]
    table = pd.concat(parts, ignore_index=True).dropna(subset=["figure", "amount", "span"])
    same = ["provider", "module", "figure", "span"]
    return table.drop_duplicates(same, keep="last").reset_index(drop=True)


def _or_first(frame: pd.DataFrame, name: str, suffix: str) -> "pd.Series[str]":
    """A column of the n-th sums, or the first one where all share it."""
    own = frame[f"{name}{suffix}"].astype(object)
    return own.where(own.notna(), frame[name].astype(object))


def _month_only(rows: Rows) -> Mask:
    """Rows whose entry or exit was told as a month without its day."""
    told = np.zeros(len(rows.frame), dtype=bool)
    for mark in rows.marks:
        if mark.kind == MONTH and mark.field in ("entry", "exit"):
            told[mark.rows] = True
    return told


def _stays_of(frame: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """The stay of every row (-1 without entry), and of every stay the row that wins."""
    entry = frame["entry"].to_numpy().astype("datetime64[D]")
    has = ~np.isnat(entry)
    where, _ = pd.factorize(_code(frame, "module") * 10_000 + _code(frame, "provider"))
    day = np.where(has, entry.astype(np.int64) + 500_000, 0)
    key = (where * 2**22 + day) * (frame["person"].max() + 2 if len(frame) else 1) + frame["person"]
    key = key.to_numpy()
    stay = np.full(len(frame), -1, dtype=np.int64)
    stay[has], unique = pd.factorize(key[has])
    winner = np.zeros(len(unique), dtype=np.int64)
    winner[stay[has]] = np.flatnonzero(has)  # of several assignments the last one stays
    return stay, winner


def _code(frame: pd.DataFrame, column: str) -> Numbers:
    codes: Numbers = frame[column].cat.codes.to_numpy().astype(np.int64)
    return codes


def _close_open(stays: pd.DataFrame, settings: Settings, as_of: dt.date) -> None:
    """Add `open` and `until`: the exit, or the as-of date or the module's end for an open stay."""
    names = stays["module"].cat.categories
    ends = [min(as_of, settings.modules[name].last or as_of) for name in names]
    limit = np.array(ends, dtype="datetime64[s]")[stays["module"].cat.codes.to_numpy()]
    stays["open"] = stays["exit"].isna()
    runs_to = pd.Series(limit, index=stays.index)
    # Whoever entered after the module's end was there on that one day at least.
    runs_to = runs_to.where(runs_to >= stays["entry"], stays["entry"])
    stays["until"] = stays["exit"].where(~stays["open"], runs_to)


def _told(frame: pd.DataFrame, family: Sequence[str]) -> pd.DataFrame:
    """The events of all rows, those of numbered columns below the first ones."""
    keys = [*KEYS, "source"]
    groups = suffixes(frame.columns, family)
    if groups == [""]:
        return frame
    named = [dict(zip([f"{c}{suffix}" for c in family], family, strict=True)) for suffix in groups]
    return pd.concat(
        [frame[[*keys, *names]].rename(columns=names) for names in named], ignore_index=True
    )


def _unread_starts(rows: Rows, used: Mask) -> Mask:
    """Events whose start date was delivered but cannot be read: their outcome is not dated."""
    masks = []
    for suffix in suffixes(rows.frame.columns, OUTCOME):
        unread = np.zeros(len(used), dtype=bool)
        fields = [f"{name}{suffix}" for name in ("started_on", "committed_on", "kind")]
        for mark in rows.marks:
            if mark.field in fields and mark.kind not in (MONTH, STRUCK_ENTRY):
                unread[mark.rows] = True
        masks.append(unread[used])
    return np.concatenate(masks)


def _outcomes(frame: pd.DataFrame, stays: pd.DataFrame, unread: Mask) -> pd.DataFrame:
    """Outcome events; one without any date counts on the exit day of its stay (`undated`)."""
    nothing = [code.name for code in vocabulary().codes["kind"] if not code.outcome]
    told = frame["kind"].notna() & ~frame["kind"].isin([*nothing, "unknown"])
    table = _latest_statement(frame[told & ~unread], "kind")[[*KEYS, *OUTCOME]]
    bare = table[["committed_on", "started_on", "ended_on"]].isna().all(axis=1).to_numpy()
    exits = _exit_of(table, stays)
    table["undated"] = bare & ~np.isnat(exits)
    table["started_on"] = table["started_on"].where(~table["undated"], exits)
    counted: pd.DataFrame = table[~bare | table["undated"]].reset_index(drop=True)
    return counted


def _exit_of(table: pd.DataFrame, stays: pd.DataFrame) -> np.ndarray:
    """The exit day of the stay of every event, NaT where the stay is open or not known."""
    exits = np.append(stays["exit"].to_numpy(), np.datetime64("NaT", "s"))
    return exits[table["stay"].to_numpy()]  # type: ignore[no-any-return]


def _latest_statement(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Of one stay and kind only what its latest sheet states; of one day only the later row."""
    key = table["stay"].to_numpy() * 64 + table[kind].cat.codes.to_numpy()
    key = np.where(table["stay"].to_numpy() < 0, -1 - table["record"].to_numpy(), key)
    group, unique = pd.factorize(key)
    latest = np.zeros(len(unique), dtype=np.int64)
    source = table["source"].to_numpy()
    np.maximum.at(latest, group, source)
    told = source == latest[group]
    table = table[told]
    day = table["started_on"].fillna(table["committed_on"])
    event = pd.DataFrame({"group": group[told], "day": day.to_numpy()})
    latest_told: pd.DataFrame = table[~event.duplicated(keep="last").to_numpy()]
    return latest_told


def _events(frame: pd.DataFrame, columns: Sequence[str], same: list[str]) -> pd.DataFrame:
    """Events of the rows that tell the first of `same`; told again: the later row's."""
    table = frame.loc[frame[same[0]].notna(), [*KEYS, *columns]]
    repeated = table.duplicated(["stay", "person", "module", *same], keep="last")
    return table[~repeated].reset_index(drop=True)
