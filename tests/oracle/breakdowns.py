"""Participants told apart by what they were on the day they entered; unknown is a class."""

from collections.abc import Iterable

from tests.oracle.persons import View, outcome_figures, placement
from tests.oracle.records import SEXES, STATUSES, Figures, Project, Setup, Stay


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
        "age_group": {person: age_group(stay, setup) for person, stay in first.items()},
        "residence_status": {p: stay.residence_status or "unknown" for p, stay in first.items()},
    }
    bands = [band_label(band) for band in setup.age_bands]
    classes = {"sex": SEXES, "age_group": bands, "residence_status": STATUSES}
    for column, values in classes.items():
        for value in (*values, "unknown"):
            chosen = [p for p, label in labels[column].items() if label == value]
            for name, number in broken_down(seen, chosen).items():
                figures[f"{name}[{column}={value}]"] = number
    return figures


def sex(person: str, project: Project) -> str:
    """Reading: contradictory over all rows of the person, in whatever module, is unknown."""
    said = {s.sex for s in project.stays if s.person == person and s.sex}
    return said.pop() if len(said) == 1 else "unknown"


def band_label(band: tuple[int, int]) -> str:
    return f"{band[0]}-{band[1]}"


def age_group(stay: Stay, setup: Setup) -> str:
    """The band that every age possible on the day of entry shares."""
    bands = {_band(age, setup) for age in possible_ages(stay)}
    return bands.pop() if len(bands) == 1 else "unknown"


def possible_ages(stay: Stay) -> list[int]:
    """Completed years on the day of entry; two of them where only the birth year is known."""
    if stay.birth_date is not None:
        born = stay.birth_date
        had_birthday = (stay.entry.month, stay.entry.day) >= (born.month, born.day)
        return [stay.entry.year - born.year - (0 if had_birthday else 1)]
    if stay.age_at_entry is not None:
        return [stay.age_at_entry]
    if stay.birth_year is not None:
        turned = stay.entry.year - stay.birth_year
        return [turned - 1, turned]
    return []


def _band(age: int, setup: Setup) -> str:
    for low, high in setup.age_bands:
        if low <= age <= high:
            return band_label((low, high))
    return "unknown"
