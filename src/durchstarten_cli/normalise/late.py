"""Which rows tell of something that no row of an earlier delivery told of.

A record is what a row says of a person, known again by provider, module, id and its day: the entry
of a stay, the start of an outcome and so on. If one is gone and another has come for the same
person, it was corrected.
"""

import numpy as np
import pandas as pd

from durchstarten_cli.tables import Mask, Numbers, Rows

WHO = ["provider", "module", "id"]
WHAT = ["entry", "kind", "handover_on", "support_kind", "meeting_on", "figure"]
WHEN = ["started_on", "committed_on", "support_from", "format", "span"]


def late_rows(now: Rows, then: Rows) -> Mask:
    """The received rows of now with a record that is neither in those of then nor corrected."""
    told = pd.concat([_told(now), _told(then)], ignore_index=True)
    record, someone = _numbered(told, [*WHO, *WHAT, *WHEN]), _numbered(told, WHO)
    size = len(now.frame)
    _, first = np.unique(record, return_index=True)
    alone = ~np.isin(record[first], record[:size]) | ~np.isin(record[first], record[size:])
    came, gone = first[alone & (first < size)], first[alone & (first >= size)]
    gone_of = np.bincount(someone[gone], minlength=int(someone.max(initial=0)) + 1)
    order = pd.Series(someone[came]).groupby(someone[came]).cumcount().to_numpy()
    late: Mask = np.isin(record[:size], record[came[order >= gone_of[someone[came]]]])
    return late


def late_records(late: Mask, used: Mask) -> Numbers:
    """The same as numbers of records, which count the used rows."""
    return np.flatnonzero(late[used])


def _told(rows: Rows) -> pd.DataFrame:
    """What tells records apart. A row with an entry is known by that, whatever else it says.

    Ids as they were delivered, since numbers of persons differ between deliveries.
    """
    frame = rows.frame
    told = frame[["provider", "module", *WHAT, *WHEN]].copy()
    told["id"] = np.array([*rows.ids, ""], dtype=object)[frame["person"].to_numpy()]
    others = [name for name in (*WHAT, *WHEN) if name != "entry"]
    told[others] = told[others].astype(object).where(frame["entry"].isna())
    return told.astype(object)


def _numbered(told: pd.DataFrame, columns: list[str]) -> Numbers:
    """A number for every combination of entries, in the order of appearance."""
    number = np.zeros(len(told), dtype=np.int64)
    for name in columns:
        codes, distinct = pd.factorize(told[name], use_na_sentinel=False)
        number, _ = pd.factorize(number * len(distinct) + codes)
    return number
