"""Starts, promises, handovers and supports as lazy tables: the pair of outcomes.py."""

import narwhals as nw

from durchstarten_cli.count.bounds import Bounds
from durchstarten_cli.count.counted import LASTED, PLACED
from durchstarten_cli.count.groups import code_of
from durchstarten_cli.count.lazy.columns import (
    RECORDS,
    Frame,
    Keep,
    by_code,
    choose,
    row,
    whole,
    wide,
)
from durchstarten_cli.count.outcomes import DIRECT, INDIRECT, UNATTRIBUTED, kinds_of, ranks
from durchstarten_cli.count.register import one_of
from durchstarten_cli.count.view import NONE
from durchstarten_cli.count.windows import Windows


def dated(day: nw.Expr, scope: Bounds) -> nw.Expr:
    """Days in the period, as far as it is reported."""
    return (day >= scope.first) & (day <= scope.observed_last)


def counting(outcomes: Frame, scope: Bounds) -> Frame:
    """The outcomes of the kinds that count as such."""
    return outcomes.filter(one_of(row.kind, *kinds_of(*scope.definitions.outcome_kinds)))


def begun(outcomes: Frame, known: int) -> Frame:
    """The outcomes that had really started by the as-of date."""
    return outcomes.filter((row.started_on != NONE) & (row.started_on <= known))


def one_event_each(events: Frame, days: int, keep: Keep) -> Frame:
    """ "The same kind of the same person within 31 days is one event": the first of those left is
    kept and takes along what lies within so many days after it, until nothing is left."""
    kept = []
    rest = keep(events.with_columns(place=wide(row.started_on) * RECORDS + row.event))
    while rest.select(nw.len()).collect("pandas").item():
        first = row.place == row.place.min().over("person", "kind")
        since = row.started_on - row.started_on.min().over("person", "kind")
        kept.append(keep(rest.filter(first)))
        rest = keep(rest.filter(since > days))
    return nw.concat(kept) if kept else rest


def related(events: Frame, cases: Frame, windows: Windows, scope: Bounds) -> Frame:
    """Starts with the strongest relation to any case, their rank and whether they count in P."""
    spans = cases.select("person", "entry", "until", case_module="module")
    pairs = events.select("event", "person", "started_on", "committed_on").join(spans, on="person")
    limit = row.until + by_code(row.case_module, windows.direct.tolist())
    promised = (row.committed_on >= row.entry) & (row.committed_on <= limit)
    late = row.until + by_code(row.case_module, windows.indirect.tolist())
    strength = choose(
        (row.entry > row.started_on, UNATTRIBUTED),
        ((row.started_on <= limit) | promised, DIRECT),
        (row.started_on <= late, INDIRECT),
        otherwise=UNATTRIBUTED,
    )
    best = pairs.with_columns(relation=strength).group_by("event").agg(row.relation.max())
    events = events.join(best, on="event", how="left")
    return events.with_columns(
        relation=row.relation.fill_null(UNATTRIBUTED),
        rank=by_code(row.kind, ranks(scope.definitions).tolist()),
        in_window=in_window(windows, scope),
    )


def in_window(windows: Windows, scope: Bounds) -> nw.Expr:
    """Starts in P, "and where P contains the module's end also after b", up to the as-of."""
    ends, follow = windows.ends, windows.follow_up
    followed = ((ends >= scope.first) & (ends <= scope.last) & follow).tolist()
    after = (row.started_on > scope.last) & (row.started_on <= scope.known)
    return dated(row.started_on, scope) | (by_code(row.module, followed, otherwise=False) & after)


def deciding(starts: Frame) -> Frame:
    """Starts with whether they decide for their person: highest kind, earliest day."""
    place = (wide(row.rank) * 2**16 + row.started_on) * RECORDS + row.event
    starts = starts.with_columns(place=place)
    return starts.with_columns(decides=row.place == row.place.min().over("person"))


def placements(starts: Frame, scope: Bounds) -> Frame:
    """Of every placed participant the start that decides, and whether it lasted."""
    placed = starts.filter(row.participant & one_of(row.kind, *PLACED))
    placed = deciding(placed).filter(row.decides)
    days = scope.definitions.sustained_days
    return placed.with_columns(**{f"lasted_{n}": _lasted(n, scope.known) for n in days})


def _lasted(days: int, known: int) -> nw.Expr:
    day = row.started_on + days
    return choose(
        (row.confirmed_on >= day, LASTED.index("yes")),
        ((row.ended_on != NONE) & (row.ended_on < day), LASTED.index("no")),
        (day > known, LASTED.index("too_early")),
        otherwise=LASTED.index("unknown"),
    )


def promises(outcomes: Frame, scope: Bounds) -> Frame:
    """Promises of the period with what became of those of the person."""
    latest = begun(outcomes, scope.known).group_by("person", "kind").agg(since=row.started_on.max())
    told = outcomes.filter(dated(row.committed_on, scope))
    told = told.join(latest, on=["person", "kind"], how="left")
    own = (row.started_on != NONE) & (row.started_on <= scope.known)
    fulfilled = own | (row.since.fill_null(NONE) >= row.committed_on)
    lapsed = (row.ended_on != NONE) & (row.ended_on <= scope.known)
    told = told.with_columns(state=choose((fulfilled, 2), (lapsed, 0), otherwise=1))
    return told.with_columns(state=row.state.max().over("person"))


def handovers(events: Frame, scope: Bounds) -> Frame:
    """All handovers: done or offered, internal or not, in the period or not."""
    return events.with_columns(
        done=row.handover_status != code_of("handover_status", "offered"),
        internal=row.receiver_kind == code_of("receiver_kind", "internal"),
        dated=dated(row.handover_on, scope),
    )


def handed(events: Frame, people: Frame, scope: Bounds) -> Frame:
    """By person whether a handover "between entry and 182 days after the last exit" was done or
    offered."""
    events = events.filter(~row.internal).select("person", "done", "handover_on")
    pairs = events.join(people.select("person", "entry", "last"), on="person")
    until = row.last + scope.definitions.handover_days
    inside = (row.handover_on >= row.entry) & (row.handover_on <= until)
    pairs = pairs.filter(inside & (row.handover_on <= scope.known))
    return pairs.group_by("person").agg(handed=whole(row.done).max(), only=whole(~row.done).max())


def supports(events: Frame, scope: Bounds) -> Frame:
    """Supports that overlap the period."""
    ended = choose((row.support_until == NONE, scope.known), otherwise=row.support_until)
    told = (row.support_from != NONE) & (row.support_from <= scope.observed_last)
    running = (row.support_until == NONE) | (row.support_until > scope.known)
    return events.filter(told & (ended >= scope.first)).with_columns(running=running)
