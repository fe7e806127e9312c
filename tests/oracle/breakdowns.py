"""Participants told apart by what they were on the day they entered; unknown is a class."""

from collections.abc import Iterable

from tests.oracle import presence
from tests.oracle.contacts import supported
from tests.oracle.persons import View, outcome_figures, placement, promisers
from tests.oracle.records import SEXES, STATUSES, Day, Figures, Project, Setup, Stay
from tests.oracle.starts import in_window


def broken_down(seen: View, people: Iterable[str]) -> Figures:
    """The figures that are broken down, for some of the participants."""
    chosen = set(people)
    return {
        "participants": len(chosen),
        "placement": len(placement(seen) & chosen),
        **outcome_figures(seen, chosen),
    }


def by_person(seen: View, project: Project) -> Figures:
    """By sex, age group and residence status at the entry of the first stay touching the period."""
    setup = seen.rows.setup
    figures: Figures = {}
    first = {person: seen.touching(person)[0] for person in seen.people}
    labels = {
        "sex": {person: sex(person, project) for person in first},
        "age_group": {
            person: age_group(stay, setup, seen.period.a) for person, stay in first.items()
        },
        "residence_status": {p: stay.residence_status or "unknown" for p, stay in first.items()},
    }
    events = {**presence.case_persons(seen.rows, seen.period), **event_persons(seen)}
    bands = [band_label(band) for band in setup.age_bands]
    classes = {"sex": SEXES, "age_group": bands, "residence_status": STATUSES}
    for column, values in classes.items():
        for value in (*values, "unknown"):
            chosen = [p for p, label in labels[column].items() if label == value]
            for name, number in broken_down(seen, chosen).items():
                figures[f"{name}[{column}={value}]"] = number
            for name, told in events.items():
                own = [p for p in told if labels[column].get(p, "unknown") == value]
                figures[f"{name}[{column}={value}]"] = len(own)
    return figures


def event_persons(seen: View) -> dict[str, set[str]]:
    """Persons of whom an event is told; who is no participant is of no known class."""
    loose = [
        s for s in seen.starts if not s.relation and in_window(s, seen.period, seen.rows.setup)
    ]
    return {
        "supports": {s.person for s in supported(seen)},
        "promises": promisers(seen.rows, seen.period),
        "starts_unattributed": {s.person for s in loose},
    }


def sex(person: str, project: Project) -> str:
    """Reading: contradictory over all rows of the person, in whatever module, is unknown."""
    said = {s.sex for s in project.stays if s.person == person and s.sex}
    return said.pop() if len(said) == 1 else "unknown"


def band_label(band: tuple[int, int]) -> str:
    return f"{band[0]}-{band[1]}"


def age_group(stay: Stay, setup: Setup, first: Day) -> str:
    """The band that every age possible on the day shares: of entry, or the later one of the two."""
    day = stay.entry if setup.age_on == "entry" else max(stay.entry, first)
    bands = {_band(age, setup) for age in possible_ages(stay, day)}
    return bands.pop() if len(bands) == 1 else "unknown"


def possible_ages(stay: Stay, day: Day) -> list[int]:
    """Completed years on a day; two of them where only the birth year is known, or only how old
    the person was at another time of the year."""
    if stay.birth_date is not None:
        return [_years(stay.birth_date, day)]
    if stay.age_at_entry is not None:
        grown = stay.age_at_entry + _years(stay.entry, day)
        anniversary = (day.month, day.day) == (stay.entry.month, stay.entry.day)
        return [grown] if anniversary else [grown, grown + 1]
    if stay.birth_year is not None:
        turned = day.year - stay.birth_year
        return [turned - 1, turned]
    return []


def _years(first: Day, last: Day) -> int:
    """Completed years from one day to a later one."""
    complete = (last.month, last.day) >= (first.month, first.day)
    return last.year - first.year - (0 if complete else 1)


def _band(age: int, setup: Setup) -> str:
    for low, high in setup.age_bands:
        if low <= age <= high:
            return band_label((low, high))
    return "unknown"
