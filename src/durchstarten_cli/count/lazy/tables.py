"""The tables that the register selects from, in a database: the pair of counted.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import narwhals as nw
import numpy as np

from durchstarten_cli.count.bounds import Bounds
from durchstarten_cli.count.counted import CLASSES, KINDS, PLACED
from durchstarten_cli.count.groups import UNKNOWN, code_of
from durchstarten_cli.count.lazy import events, stays
from durchstarten_cli.count.lazy.columns import (
    Frame,
    Keep,
    any_of,
    choose,
    joined,
    row,
    whole,
)
from durchstarten_cli.count.occupancy import Occupancy
from durchstarten_cli.count.outcomes import DIRECT, UNATTRIBUTED, kinds_of
from durchstarten_cli.count.register import one_of
from durchstarten_cli.count.windows import Windows


@dataclass(frozen=True)
class LazyCounted:
    """The tables of one scope; `told` are the coded tables of its module and provider."""

    scope: Bounds
    windows: Windows
    told: Mapping[str, Frame]
    keep: Keep

    @cached_property
    def participants(self) -> Frame:
        """One row per participant, with what is told of the person alone."""
        return self.keep(stays.participants(self.told["stays"], self.scope))

    @cached_property
    def people(self) -> Frame:
        """The participants with what became of them."""
        people = joined(self.participants, self._became(), "person")
        people = joined(people, self._began_before(), "person")
        handed = events.handed(self.handovers, self.participants, self.scope)
        people = joined(people, handed, "person")
        return self.keep(
            people.with_columns(
                kind=row.main_kind - 1,
                main_class=_main_class(),
                decided_directly=row.decided_directly == 1,
                after_period=row.main_start > self.scope.last,
                placed=row.placed == 1,
                placed_directly=row.placed_directly == 1,
                positive=row.positive == 1,
                offered=(row.only == 1) & (row.handed == 0),
                handed=row.handed == 1,
                **{f"began_{name}": nw.col(f"began_{name}") == 1 for name in KINDS},
            )
        )

    def _became(self) -> Frame:
        """By person the main outcome and all others, of the starts that count in the period."""
        counted = self.starts.filter((row.relation > UNATTRIBUTED) & row.in_window)
        counted = events.deciding(counted)
        main = nw.when(row.decides).then(row.kind).max().over("person")
        counted = counted.with_columns(main=main)
        direct, placed = row.relation == DIRECT, one_of(row.kind, *PLACED)
        positive = one_of(row.kind, *kinds_of(*self.scope.definitions.positive_kinds))
        return counted.group_by("person").agg(
            main_kind=row.main.max() + 1,
            main_start=nw.when(row.decides).then(row.started_on).max(),
            decided_directly=any_of(direct & (row.kind == row.main)),
            placed=any_of(placed),
            placed_directly=any_of(placed & direct),
            positive=any_of(positive),
            **{f"began_{name}": any_of(row.kind == code_of("kind", name)) for name in KINDS},
        )

    def _began_before(self) -> Frame:
        before = (row.relation > UNATTRIBUTED) & (row.started_on < self.scope.first)
        return self.starts.filter(before).group_by("person").agg(before=nw.len())

    def with_persons(self, rows: Frame, columns: list[str]) -> Frame:
        """Rows with columns of their persons, UNKNOWN where they are no participants."""
        if not columns:
            return rows
        people = self.participants.select("person", *columns)
        kept = [name for name in rows.collect_schema().names() if name not in columns]
        return joined(rows.select(*kept), people, "person", UNKNOWN)

    @cached_property
    def cases(self) -> Frame:
        """All cases but for short ones, whether in the period or not."""
        scope = self.scope
        end = choose((row.gone > scope.last + 1, scope.last + 1), otherwise=row.gone)
        found = self.told["cases"].filter(row.short == 0).with_columns(days=end - row.entry)
        lows = reversed(list(enumerate(scope.definitions.duration_bands)))
        bands = [(row.days >= low, number) for number, low in lows]
        return found.with_columns(
            touching=stays.touches(scope),
            entered=events.dated(row.entry, scope),
            left=events.dated(row.gone, scope),
            way=choose((row.open == 1, UNKNOWN), otherwise=row.exit_class),
            in_stock_before=(row.entry < scope.first) & (row.gone >= scope.first),
            in_stock=(row.entry <= scope.last) & (row.gone > scope.last),
            band=choose(*bands, otherwise=UNKNOWN),
        )

    @cached_property
    def short(self) -> Frame:
        """Short contacts."""
        short = self.told["cases"].filter(row.short == 1)
        return short.with_columns(touching=stays.touches(self.scope))

    @cached_property
    def occupancy(self) -> Occupancy:
        """The person stock day by day."""
        days = max(self.scope.observed_last - self.scope.first + 1, 0)
        moves = stays.spans(self.told["stays"], self.scope.first, days)
        moves = moves.group_by("day").agg(row.persons.sum())
        found = moves.collect("pandas").to_native()
        change = np.zeros(days + 1, dtype=np.int64)
        change[found["day"].to_numpy()] = found["persons"].to_numpy()
        return Occupancy(self.scope.first, np.cumsum(change)[:days])

    @cached_property
    def outcomes(self) -> Frame:
        """All outcomes of the kinds that count, begun or not."""
        return events.counting(self.told["outcomes"], self.scope)

    @cached_property
    def starts(self) -> Frame:
        """All starts of anybody told of, with relation and window."""
        started = events.begun(self.outcomes, self.scope.known)
        if self.scope.module is None:
            days = self.scope.definitions.same_event_days
            started = events.one_event_each(started, days, self.keep)
        cases = self.told["cases"].filter(row.short == 0)
        started = events.related(started, cases, self.windows, self.scope)
        there = self.participants.select("person", participant=nw.lit(1))
        started = joined(started, there, "person")
        return self.keep(started.with_columns(participant=row.participant == 1))

    @cached_property
    def promises(self) -> Frame:
        """Promises of the period."""
        return events.promises(self.outcomes, self.scope)

    @cached_property
    def placements(self) -> Frame:
        """Of every placed participant the start that decides."""
        counted = self.starts.filter((row.relation > UNATTRIBUTED) & row.in_window)
        return events.placements(counted, self.scope)

    @cached_property
    def handovers(self) -> Frame:
        """All handovers."""
        return events.handovers(self.told["handovers"], self.scope)

    @cached_property
    def supports(self) -> Frame:
        """Supports that overlap the period."""
        found = events.supports(self.told["supports"], self.scope)
        placed = self.people.select("person", placed=whole(row.placed))
        return joined(found, placed, "person").with_columns(placed=row.placed == 1)


def _main_class() -> nw.Expr:
    """The class of every participant as its place in CLASSES; they exclude each other."""
    by_exit = {"neutral": "neutral", "dropout": "dropout", "regular": "none"}
    ended = [
        (row.exit_class == code_of("exit_class", way), CLASSES.index(name))
        for way, name in by_exit.items()
    ]
    return choose(
        (row.main_kind > 0, CLASSES.index("started")),
        (row.before > 0, CLASSES.index("before_period")),
        (row.still, CLASSES.index("still")),
        *ended,
        otherwise=CLASSES.index("unknown"),
    )
