"""Which rows do not count, why, and where they stand."""

from collections.abc import Iterator

import numpy as np

from durchstarten_cli.model import Effect, Restriction
from durchstarten_cli.tables import Mask, Numbers
from durchstarten_cli.validate.check import Checked
from durchstarten_cli.validate.findings import deliveries
from durchstarten_cli.validate.register import Rule, SheetHit

RowPlaces = tuple[Numbers, Numbers]
"""Layout number and Excel row of some rows."""


def reasons_set_aside(checked: Checked) -> dict[tuple[str, str], int]:
    """Code and title of every rule that sets rows aside, with how many; rejected files included."""
    found: dict[tuple[str, str], int] = {}
    for entry in checked.row_hits:
        if entry.rule.effect is Effect.ROW:
            key = (entry.rule.code, entry.rule.title)
            found[key] = found.get(key, 0) + len(entry.rows)
    for hits in checked.file_hits:
        if hits.rule.effect is Effect.FILE:
            sheets = [h.layout.source for h in hits.hits if isinstance(h, SheetHit)]
            files = {s.file for s in sheets}
            rows = sum(d.rows_set_aside for d in deliveries(checked) if d.file in files)
            found[(hits.rule.code, hits.rule.title)] = rows
    return {key: rows for key, rows in found.items() if rows}


def reasons_once(checked: Checked) -> list[tuple[str, str, int]]:
    """Code and title of rules with their rows; a row with several reasons stands under the first.

    Rows of a rejected file that no other rule concerns stand under the rule that rejects it.
    """
    left, found = ~checked.used, []
    for rule, mask in (*_by_row(checked), *_by_file(checked)):
        if rows := int((left & mask).sum()):
            found.append((rule.code, rule.title, rows))
        left &= ~mask
    return found


def with_rows_set_aside(checked: Checked) -> Mask:
    """The rows that count, and all others that tell of a person and a module; for comparison only.

    Rows of rejected files stay out: nobody knows what they mean.
    """
    frame, rejected = checked.rows.frame, np.zeros(len(checked.used), dtype=bool)
    for _rule, mask in _by_file(checked):
        rejected |= mask
    told = (frame["person"] >= 0) & frame["module"].notna()
    rows: Mask = checked.used | (told.to_numpy() & ~rejected)
    return rows


def _by_row(checked: Checked) -> Iterator[tuple[Rule, Mask]]:
    for entry in checked.row_hits:
        if entry.rule.effect is Effect.ROW:
            mask = np.zeros(len(checked.used), dtype=bool)
            mask[entry.rows] = True
            yield entry.rule, mask


def _by_file(checked: Checked) -> Iterator[tuple[Rule, Mask]]:
    source = checked.rows.frame["source"].to_numpy()
    layouts = checked.rows.layouts
    for hits in checked.file_hits:
        if hits.rule.effect is Effect.FILE:
            files = {h.layout.source.file for h in hits.hits if isinstance(h, SheetHit)}
            here = [number for number, x in enumerate(layouts) if x.source.file in files]
            yield hits.rule, np.isin(source, here)


def rows_set_aside(checked: Checked) -> list[tuple[str, int, int]]:
    """Every row that does not count, once per reason: rule code, layout number, Excel row."""
    frame = checked.rows.frame
    found: list[tuple[str, int, int]] = []
    for entry in checked.row_hits:
        if entry.rule.effect is Effect.ROW:
            places = frame.iloc[entry.rows][["source", "row"]].itertuples(index=False)
            found += [(entry.rule.code, int(source), int(row)) for source, row in places]
    return found


def row_places(checked: Checked, restriction: Restriction, *, aside: bool) -> RowPlaces:
    """Layout numbers and Excel rows of the rows received, or (`aside`) of those that do not count.

    Restricted to a file or to the rows that one rule sets aside.
    """
    frame = checked.rows.frame
    chosen = ~checked.used if aside else np.ones(len(frame), dtype=bool)
    if "file" in restriction:
        layouts = checked.rows.layouts
        here = [n for n, x in enumerate(layouts) if x.source.file == restriction["file"]]
        chosen = chosen & np.isin(frame["source"].to_numpy(), here)
    if "rule" in restriction:
        of_rule = np.zeros(len(frame), dtype=bool)
        for entry in checked.row_hits:
            if entry.rule.code == restriction["rule"]:
                of_rule[entry.rows] = True
        chosen = chosen & of_rule
    return frame["source"].to_numpy()[chosen], frame["row"].to_numpy()[chosen]
