"""Rows as delivered become the plain records: naive reading, naive merging.

Rows of one provider, module, person and entry are states of one stay: the later row wins. Of the
outcomes of one stay a later one of the same kind replaces the earlier one; others are added. A
handover is told by day and receiver, support by kind and beginning.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.oracle.records import KINDS, Day, Handover, Outcome, Project, Setup, Stay, Support

ROOT = Path(__file__).resolve().parents[2]
WORDS: dict[str, Any] = tomllib.loads(
    (ROOT / "src" / "durchstarten_cli" / "words.toml").read_text(encoding="utf-8")
)
Key = tuple[str, str, str, Day]


@dataclass(frozen=True)
class Line:
    """One row: by whom, for which module, and its cells by their header as delivered."""

    provider: str
    module: str
    cells: dict[str, object]


@dataclass
class Tables:
    """The records found so far, by what makes two rows the same."""

    stays: dict[Key, Stay] = field(default_factory=dict)
    outcomes: dict[tuple[Key, str], Outcome] = field(default_factory=dict)
    handovers: dict[tuple[Key, Day | None, str | None], Handover] = field(default_factory=dict)
    supports: dict[tuple[Key, str, Day | None], Support] = field(default_factory=dict)


def plain(text: object) -> str:
    """A text as it is compared: no capitals, no punctuation, single blanks."""
    return " ".join(re.sub(r"[^\w§]+", " ", str(text).lower()).split())


COLUMNS = {plain(n): column for column, spec in WORDS["columns"].items() for n in spec["names"]}
CODES = {
    column: {plain(w): code for code, spec in codes.items() for w in spec["words"]}
    for column, codes in WORDS["codes"].items()
}
NOTHING = {plain(word) for word in (*WORDS["open_ends"], *WORDS["unknown"])}


def day(value: object, *, last: bool = False) -> Day | None:
    """A day; of a month alone its first day, or its last where an exit is meant."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = "" if value is None else str(value).strip()
    if plain(text) in NOTHING:
        return None
    if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})", text):
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return dt.date(year, int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        first = dt.date(int(found[2]), int(found[1]), 1)
        return _last_of_month(first) if last else first
    return dt.date.fromisoformat(text)


def _last_of_month(first: Day) -> Day:
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return following - dt.timedelta(days=1)


def code(column: str, value: object) -> str | None:
    """The code of an entry; None where it is empty or said to be unknown."""
    text = plain("" if value is None else value)
    return None if text in NOTHING else CODES[column][text]


def number(value: object) -> int | None:
    return None if value is None or plain(value) in NOTHING else int(float(str(value)))


def text_of(value: object) -> str | None:
    return None if value is None or str(value).strip() == "" else str(value).strip()


def project_of(lines: Iterable[Line], setup: Setup) -> Project:
    """All lines, in the order in which the later one wins."""
    tables = Tables()
    for line in lines:
        cells = {COLUMNS[plain(h)]: v for h, v in line.cells.items() if plain(h) in COLUMNS}
        entry = day(cells.get("entry"))
        person = text_of(cells.get("person"))
        if entry is not None and person is not None:
            _add(tables, (line.provider, line.module, person, entry), cells)
    return Project(
        setup=setup,
        stays=tuple(tables.stays.values()),
        outcomes=tuple(tables.outcomes.values()),
        handovers=tuple(tables.handovers.values()),
        supports=tuple(tables.supports.values()),
    )


def _add(tables: Tables, key: Key, cells: dict[str, object]) -> None:
    tables.stays[key] = _stay(key, cells)
    outcome = _outcome(key, cells)
    if outcome is not None and outcome.kind is not None:
        tables.outcomes[key, outcome.kind] = outcome
    handover = _handover(key, cells)
    if handover is not None:
        tables.handovers[key, handover.on, handover.receiver] = handover
    support = _support(key, cells)
    if support is not None:
        tables.supports[key, support.kind, support.since] = support


def _stay(key: Key, cells: dict[str, object]) -> Stay:
    return Stay(
        *key,
        exit=day(cells.get("exit"), last=True),
        exit_class=code("exit_class", cells.get("exit_class")),
        sex=code("sex", cells.get("sex")),
        birth_year=number(cells.get("birth_year")),
        birth_date=day(cells.get("birth_date")),
        age_at_entry=number(cells.get("age_at_entry")),
        residence_status=code("residence_status", cells.get("residence_status")),
        further_need=code("further_need", cells.get("further_need")),
        month_only=any(_is_month(cells.get(name)) for name in ("entry", "exit")),
    )


def _is_month(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{1,2}/\d{4}", value.strip()) is not None


def _outcome(key: Key, cells: dict[str, object]) -> Outcome | None:
    kind = code("kind", cells.get("kind"))
    if kind is None:
        return None
    outcome = Outcome(
        *key[:3],
        kind=kind,
        committed_on=day(cells.get("committed_on")),
        started_on=day(cells.get("started_on")),
        confirmed_on=day(cells.get("confirmed_on")),
        ended_on=day(cells.get("ended_on")),
        stay_entry=key[3],
    )
    undated = outcome.committed_on is None and outcome.started_on is None
    return replace(outcome, undated=undated and kind in KINDS)


def _handover(key: Key, cells: dict[str, object]) -> Handover | None:
    """Reading: a handover with a day but without a status was done."""
    on, receiver = day(cells.get("handover_on")), text_of(cells.get("receiver"))
    status = code("handover_status", cells.get("handover_status"))
    if on is None and receiver is None and status is None:
        return None
    kind = code("receiver_kind", cells.get("receiver_kind"))
    return Handover(*key[:3], on, receiver, kind, status or ("done" if on else None))


def _support(key: Key, cells: dict[str, object]) -> Support | None:
    kind = code("support_kind", cells.get("support_kind"))
    if kind is None:
        return None
    since, until = day(cells.get("support_from")), day(cells.get("support_until"))
    return Support(*key[:3], kind, since, until)
