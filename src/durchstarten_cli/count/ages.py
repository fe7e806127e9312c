"""Ages in completed years: what may be known of them, and the bands they lie in."""

import numpy as np

from durchstarten_cli.count.groups import UNKNOWN
from durchstarten_cli.count.view import NONE, View
from durchstarten_cli.tables import AnyArray, Numbers

OLDEST = 150
NO_YEAR = 9999.0


def age_bands(youngest: Numbers, oldest: Numbers, bands: tuple[tuple[int, int], ...]) -> AnyArray:
    """The number of the band that possible ages share; UNKNOWN where they share none.

    "From a birth year alone an age group is given only where both possible ages share it."
    """
    band = np.full(OLDEST + 2, UNKNOWN, dtype=np.int8)
    for number, (low, high) in enumerate(bands):
        band[low : min(high, OLDEST) + 1] = number
    shared: AnyArray = np.where(band[youngest] == band[oldest], band[youngest], UNKNOWN)
    return shared


def ages_at_entry(stays: View) -> tuple[Numbers, Numbers]:
    """The lowest and the highest possible age of every stay on its first day; -1 if not known."""
    return _known(stays, stays.entry, stays.age_at_entry, stays.age_at_entry)


def ages_on(stays: View, day: Numbers) -> tuple[Numbers, Numbers]:
    """The same on a later day: an age told for the entry has grown since, maybe by one more."""
    grown = stays.age_at_entry + _years_between(stays.entry, day)
    anniversary = _day_of_year(stays.entry) == _day_of_year(day)
    return _known(stays, day, grown, grown + ~anniversary)


def _known(
    stays: View, day: Numbers, told_lowest: AnyArray, told_highest: AnyArray
) -> tuple[Numbers, Numbers]:
    """An age told goes before a date of birth, and that before a year of birth."""
    highest = _year(day) - np.nan_to_num(stays.birth_year, nan=NO_YEAR)
    lowest = highest - 1
    if (stays.birth_date != NONE).any():  # most deliveries tell no date of birth, as they should
        dated = stays.birth_date != NONE
        exact = _years_between(np.where(dated, stays.birth_date, day), day)
        lowest, highest = np.where(dated, exact, lowest), np.where(dated, exact, highest)
    told = told_lowest >= 0
    return (
        _age(np.where(told, told_lowest, lowest)),
        _age(np.where(told, told_highest, highest)),
    )


def _age(ages: AnyArray) -> Numbers:
    """Ages as numbers by which a table can be asked; what no person can be is -1."""
    return np.where((ages >= 0) & (ages <= OLDEST), ages, -1).astype(np.int16)


def _years_between(first: Numbers, last: Numbers) -> Numbers:
    """Completed years from one day to a later one."""
    return _year(last) - _year(first) - (_day_of_year(last) < _day_of_year(first))


def _year(days: Numbers) -> Numbers:
    """The year of every day, looked up: there are few days, but many rows."""
    if not len(days):
        return days
    first = days.min()
    span = np.arange(first, days.max() + 1).astype("datetime64[D]")
    years: Numbers = span.astype("datetime64[Y]").astype(np.int32)[days - first] + 1970
    return years


def _day_of_year(days: Numbers) -> Numbers:
    """Month and day as one number, so that birthdays compare in leap years as elsewhere."""
    date = days.astype("datetime64[D]")
    months = date.astype("datetime64[M]")
    number: Numbers = months.astype(np.int64) % 12 * 32 + (date - months).astype(np.int64)
    return number
