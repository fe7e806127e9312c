"""The participants of a scope: one row per person, with what is told of a person alone."""

import numpy as np

from durchstarten_cli.count.ages import age_bands, ages_on
from durchstarten_cli.count.groups import (
    UNKNOWN,
    any_of_groups,
    code_of,
    first_of_groups,
    last_of_groups,
)
from durchstarten_cli.count.scope import Scope
from durchstarten_cli.count.view import View
from durchstarten_cli.tables import Numbers


def participants(scope: Scope) -> View:
    """One row per participant ("distinct persons with a stay e <= b and x >= a").

    Columns: person, entry (of the first stay touching P), last (day of the last one), still (in
    the stock on b, or on the as-of date before it), exit_class, sex, age_group (number of the band,
    UNKNOWN), youngest and oldest (possible age), residence_status, further_need, month_only (an
    entry or exit is told as a month only).
    """
    whole = scope.events.stays
    stays = whole.where(scope.touches(whole))
    first = first_of_groups(stays.person)
    ending = stays.where(last_of_groups(first, stays.gone, stays.record))
    opening = stays.where(first)
    present = (stays.entry <= scope.observed_last) & (stays.gone > scope.observed_last)
    youngest, oldest = _ages(scope, opening)
    return View(
        {
            "person": opening.person,
            "entry": opening.entry,
            "last": ending.until,
            "still": any_of_groups(present, first),
            "exit_class": np.where(ending.open, UNKNOWN, ending.exit_class),
            "sex": opening.sex,
            "youngest": youngest,
            "oldest": oldest,
            "age_group": age_bands(youngest, oldest, scope.definitions.age_bands),
            "residence_status": opening.residence_status,
            "further_need": ending.further_need,
            "month_only": any_of_groups(stays.month_only, first),
        }
    )


def _ages(scope: Scope, opening: View) -> tuple[Numbers, Numbers]:
    """Ages "at entry of the first stay touching P", or on the later of it and the first day."""
    if scope.definitions.age_on == "entry":
        return opening.youngest, opening.oldest
    return ages_on(opening, np.maximum(opening.entry, scope.first))


def agreed_sex(stays: View) -> Numbers:
    """For every stay the one sex told for its person; "contradictory sex is unknown".

    `stays` are sorted by person.
    """
    if not len(stays):
        return stays.sex
    told = (stays.sex >= 0) & (stays.sex != code_of("sex", "unknown"))
    first = first_of_groups(stays.person)
    low = np.minimum.reduceat(np.where(told, stays.sex, np.int8(127)), first)
    high = np.maximum.reduceat(np.where(told, stays.sex, np.int8(UNKNOWN)), first)
    agreed = np.where(low == high, high, np.int8(UNKNOWN))
    return np.repeat(agreed, np.diff(np.append(first, len(stays))))
