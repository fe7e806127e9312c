"""Stays, cases and participants as lazy tables: the pair of cases.py, people.py and ages.py."""

import narwhals as nw

from durchstarten_cli.count.ages import OLDEST
from durchstarten_cli.count.bounds import Bounds
from durchstarten_cli.count.groups import UNKNOWN, code_of
from durchstarten_cli.count.lazy.columns import (
    RECORDS,
    Frame,
    any_of,
    by_code,
    choose,
    joined,
    row,
    whole,
    wide,
)
from durchstarten_cli.count.windows import Windows

CASE = ("person", "provider", "module")


def with_gone(stays: Frame) -> Frame:
    """Add `gone`: the exit day of a closed stay, the day after an open one's last."""
    return stays.with_columns(gone=row.until + whole(row.open))


def agreed_sex(stays: Frame) -> Frame:
    """Stays with the one sex told for their person; "contradictory sex is unknown"."""
    told = stays.filter((row.sex >= 0) & (row.sex != code_of("sex", "unknown")))
    agreed = told.group_by("person").agg(low=row.sex.min(), high=row.sex.max())
    agreed = agreed.select("person", sex=choose((row.low == row.high, row.low), otherwise=UNKNOWN))
    return joined(stays.drop("sex"), agreed, "person", UNKNOWN)


def numbered(stays: Frame, windows: Windows) -> Frame:
    """Stays with the number of their case (within person, provider and module) and whether the case
    is over too early to count."""
    order = ["entry", "record"]
    stays = stays.with_columns(reached=row.until.cum_max().over(*CASE, order_by=order))
    stays = stays.with_columns(before=row.reached.shift(1).over(*CASE, order_by=order))
    gap = by_code(row.module, windows.gap.tolist())
    begins = row.before.is_null() | (row.entry - row.before - 1 > gap)
    stays = stays.with_columns(begins=whole(begins))
    stays = stays.with_columns(
        number=row.begins.cum_sum().over(*CASE, order_by=order),
        place=wide(row.gone) * RECORDS + row.record,
    )
    by_case = [*CASE, "number"]
    stays = stays.with_columns(ends=row.place == row.place.max().over(*by_case))
    least = by_code(row.module, windows.least.tolist())
    short = row.ends & ~row.open & (row.gone - row.entry.min().over(*by_case) < least)
    stays = stays.with_columns(short=whole(short))
    return stays.with_columns(short=row.short.max().over(*by_case) == 1)


def cases(stays: Frame) -> Frame:
    """Numbered stays as cases, short ones among them."""
    ending = {name: _where(row.ends, name).max() for name in ("until", "exit_class")}
    return stays.group_by(*CASE, "number").agg(
        entry=row.entry.min(),
        gone=row.gone.max(),
        open=any_of(row.open & row.ends),
        short=any_of(row.short),
        **ending,
    )


def _where(flag: nw.Expr, name: str) -> nw.Expr:
    """A column where a condition holds, nothing elsewhere."""
    return nw.when(flag).then(nw.col(name))


def touches(scope: Bounds) -> nw.Expr:
    """Stays or cases that touch the period: "e <= b and x >= a"."""
    return (row.entry <= scope.last) & (row.until >= scope.first)


def participants(stays: Frame, scope: Bounds) -> Frame:
    """One row per participant; the columns are those of people.participants."""
    known = scope.observed_last
    stays = stays.filter(touches(scope)).with_columns(
        opening=wide(row.entry) * RECORDS + row.record,
        ending=wide(row.gone) * RECORDS + row.record,
        there=(row.entry <= known) & (row.gone > known),
    )
    stays = stays.with_columns(
        first=row.opening == row.opening.min().over("person"),
        final=row.ending == row.ending.max().over("person"),
    )
    youngest, oldest = _ages(scope)
    stays = stays.with_columns(youngest=youngest, oldest=oldest)
    opening = ("sex", "residence_status", "youngest", "oldest")
    people = stays.group_by("person").agg(
        entry=row.entry.min(),
        last=_where(row.final, "until").max(),
        left_open=any_of(row.final & row.open),
        exit_class=_where(row.final, "exit_class").max(),
        further_need=_where(row.final, "further_need").max(),
        still=any_of(row.there),
        month_only=any_of(row.month_only),
        **{name: _where(row.first, name).max() for name in opening},
    )
    exit_class = choose((row.left_open == 1, UNKNOWN), otherwise=row.exit_class)
    return people.with_columns(
        exit_class=exit_class,
        still=row.still == 1,
        month_only=row.month_only == 1,
        age_group=_shared_band(scope),
    )


def _shared_band(scope: Bounds) -> nw.Expr:
    low, high = _band(row.youngest, scope), _band(row.oldest, scope)
    return choose((low == high, low), otherwise=UNKNOWN)


def _band(age: nw.Expr, scope: Bounds) -> nw.Expr:
    bands = enumerate(scope.definitions.age_bands)
    found = [((age >= low) & (age <= high), number) for number, (low, high) in bands]
    return choose(*found, otherwise=UNKNOWN)


def _ages(scope: Bounds) -> tuple[nw.Expr, nw.Expr]:
    """The lowest and the highest possible age on the day that the settings name; -1: unknown."""
    year, day = row.entry_year, row.entry_day
    if scope.definitions.age_on == "period":
        first, later = scope.period.first, row.entry > scope.first
        year = choose((later, row.entry_year), otherwise=first.year)
        day = choose((later, row.entry_day), otherwise=(first.month - 1) * 32 + first.day - 1)
    grown = row.age_at_entry + year - row.entry_year - whole(day < row.entry_day)
    turned = grown + whole(day != row.entry_day)
    exact = year - row.born_year - whole(day < row.born_day)
    told, dated = (row.age_at_entry >= 0), (row.born_year > 0)
    by_year = year - row.birth_year
    return (
        _age(choose((told, grown), (dated, exact), otherwise=by_year - 1)),
        _age(choose((told, turned), (dated, exact), otherwise=by_year)),
    )


def _age(age: nw.Expr) -> nw.Expr:
    return choose(((age >= 0) & (age <= OLDEST), age), otherwise=UNKNOWN)


def spans(stays: Frame, first: int, days: int) -> Frame:
    """How many persons come and go on every day, counted from `first`, from 0 to `days`."""
    stays = stays.filter(row.gone > row.entry)
    order = ["entry", "record"]
    stays = stays.with_columns(reached=row.gone.cum_max().over("person", order_by=order))
    stays = stays.with_columns(before=row.reached.shift(1).over("person", order_by=order))
    begins = row.before.is_null() | (row.entry > row.before)
    stays = stays.with_columns(begins=whole(begins))
    stays = stays.with_columns(number=row.begins.cum_sum().over("person", order_by=order))
    joined_up = stays.group_by("person", "number").agg(entry=row.entry.min(), gone=row.gone.max())
    moves = []
    for name, sign in (("entry", 1), ("gone", -1)):
        on_day = joined_up.with_columns(day=wide(nw.col(name) - first).clip(0, days))
        by_day = on_day.group_by("day").agg(persons=nw.len())
        moves.append(by_day.select("day", persons=row.persons * sign))
    return nw.concat(moves)
