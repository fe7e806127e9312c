"""The participants of a scope: one row per person, with all that figures ask about a person."""

import numpy as np

from durchstarten_cli.count.cases import last_of_groups
from durchstarten_cli.count.scope import NONE, Scope, View, touching
from durchstarten_cli.tables import Mask, Numbers
from durchstarten_cli.vocabulary import vocabulary

UNKNOWN = -1


def code_of(column: str, name: str) -> int:
    """The number by which a coded column holds the code `name`."""
    names = [code.name for code in vocabulary().codes[column]] + ["unknown"]
    return names.index(name)


def participants(scope: Scope) -> View:
    """One row per participant ("distinct persons with a stay e <= b and x >= a").

    Columns: person, entry (of the first stay touching P), last (day of the last one), still (in
    the stock on b, or on the as-of date before it), exit_class, sex, age_group (number of the band,
    UNKNOWN), residence_status, further_need, month_only (an entry or exit is told as a month only).
    """
    stays = scope.events.stays.where(touching(scope))
    first = first_of_groups(stays.person)
    persons = stays.person[first]
    opening, ending = (
        stays.where(first),
        stays.where(last_of_groups(first, stays.gone, stays.record)),
    )
    present = (stays.entry <= scope.observed_last) & (stays.gone > scope.observed_last)
    return View(
        {
            "person": persons,
            "entry": opening.entry,
            "last": ending.until,
            "still": _any_of_groups(present, first),
            "exit_class": np.where(ending.open, UNKNOWN, ending.exit_class),
            "sex": opening.sex,
            "age_group": age_groups(opening, scope.definitions.age_bands),
            "residence_status": opening.residence_status,
            "further_need": ending.further_need,
            "month_only": _any_of_groups(stays.month_only, first),
        }
    )


def _any_of_groups(mask: Mask, first: Numbers) -> Mask:
    """For every run of neighbours that begins at `first` whether the mask holds anywhere in it."""
    told: Mask = np.logical_or.reduceat(mask, first) if len(first) else mask
    return told


def first_of_groups(sorted_keys: Numbers) -> Numbers:
    """Where each run of equal neighbours begins."""
    changes = np.ones(len(sorted_keys), dtype=bool)
    changes[1:] = sorted_keys[1:] != sorted_keys[:-1]
    return np.flatnonzero(changes)


def flags(persons: Numbers, population: int) -> Mask:
    """For every person number whether it is among `persons`."""
    among = np.zeros(population, dtype=bool)
    among[persons] = True
    return among


def agreed_sex(stays: View) -> Numbers:
    """For every stay the one sex told for its person; "contradictory sex is unknown"."""
    unknown = code_of("sex", "unknown")
    told = (stays.sex >= 0) & (stays.sex != unknown)
    size = int(stays.person.max(initial=-1)) + 1
    low, high = np.full(size, 127), np.full(size, UNKNOWN)
    np.minimum.at(low, stays.person[told], stays.sex[told])
    np.maximum.at(high, stays.person[told], stays.sex[told])
    agreed: Numbers = np.where(low == high, high, UNKNOWN)[stays.person]
    return agreed


def age_groups(stays: View, bands: tuple[tuple[int, int], ...]) -> Numbers:
    """The band of the age in completed years at entry; UNKNOWN where it cannot be told.

    "From a birth year alone an age group is given only where both possible ages share it."
    """
    youngest, oldest = _ages(stays)
    low, high = _bands(youngest, bands), _bands(oldest, bands)
    return np.where(low == high, low, UNKNOWN)


def _bands(ages: np.ndarray, bands: tuple[tuple[int, int], ...]) -> Numbers:
    found = np.full(len(ages), UNKNOWN, dtype=np.int64)
    for number, (low, high) in enumerate(bands):
        found[(ages >= low) & (ages <= high)] = number
    return found


def _ages(stays: View) -> tuple[np.ndarray, np.ndarray]:
    """The lowest and the highest possible age at entry; -1 where nothing was told."""
    by_year = _year(stays.entry) - np.nan_to_num(stays.birth_year, nan=9999.0)
    lowest, highest = by_year - 1, by_year
    exact = stays.age_at_entry
    if (stays.birth_date != NONE).any():  # most deliveries tell no date of birth, as they should
        exact = np.where(np.isnan(exact), _exact_age(stays.entry, stays.birth_date), exact)
    known = exact >= 0
    return np.where(known, exact, lowest), np.where(known, exact, highest)


def _year(days: Numbers) -> Numbers:
    """The year of every day, looked up: there are few days, but many rows."""
    if not len(days):
        return days
    first = days.min()
    span = np.arange(first, days.max() + 1).astype("datetime64[D]")
    years: Numbers = span.astype("datetime64[Y]").astype(np.int64)[days - first] + 1970
    return years


def _exact_age(entry: Numbers, birth: Numbers) -> Numbers:
    born = np.where(birth == NONE, 0, birth)
    years = _year(entry) - _year(born) - (_day_of_year(entry) < _day_of_year(born))
    return np.where(birth == NONE, UNKNOWN, years)


def _day_of_year(days: Numbers) -> Numbers:
    """Month and day as one number, so that birthdays compare in leap years as elsewhere."""
    date = days.astype("datetime64[D]")
    months = date.astype("datetime64[M]")
    number: Numbers = months.astype(np.int64) % 12 * 32 + (date - months).astype(np.int64)
    return number
