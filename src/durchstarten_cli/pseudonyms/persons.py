"""Who stands in which row: the columns that tell it, and what is missing to tell it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from durchstarten_cli.grammar import join
from durchstarten_cli.pseudonyms.names import parts
from durchstarten_cli.pseudonyms.places import column_letter, rows_text, sheet_text
from durchstarten_cli.roster import BIRTH_DATE, ENTRY, NameColumn, Roster, Told
from durchstarten_cli.vocabulary import plain, vocabulary

CHOICES = (("family", "given"), ("full", "given"), ("full", "family"), ("full",))
"""Kinds of columns that together name a person; the first choice that a sheet has is taken."""
MAX_AGE = 120


@dataclass(frozen=True)
class Person:
    """The person of a row, with the completed years on the day of entry where one is told."""

    name: frozenset[str]
    birth: dt.date
    age: int | None


# ---------------------------------------------------------------- columns
def column_problems(roster: Roster) -> Iterator[str]:
    """What the sheet lacks to tell its persons."""
    where, kinds = sheet_text(roster.number), {column.kind for column in roster.names}
    if roster.garbled:
        yield f"{where}: Die Umlaute sind beschädigt; die Kennungen würden falsch."
    if not kinds & {"family", "given", "full"}:
        yield (
            f"{where}: Es fehlt eine Spalte mit Namen, zum Beispiel „Nachname“ und „Vorname“ oder "
            "„Name, Vorname“."
        )
    elif problem := _choice_problem(roster):
        yield f"{where}: {problem}"
    if roster.column(BIRTH_DATE) is None:
        yield f"{where}: Es fehlt die Spalte „Geburtsdatum“."


def _choice_problem(roster: Roster) -> str | None:
    taken = _choice(roster)
    if not taken:
        has_family = any(column.kind == "family" for column in roster.names)
        return f"Es fehlt die Spalte „{'Vorname' if has_family else 'Nachname'}“."
    for columns in taken:
        if len(columns) > 1:
            letters = join([column_letter(column.index) for column in columns])
            return (
                f"Welche der Spalten {letters} die Person nennt, ist nicht zu erkennen. Nennen Sie "
                "bitte nur diese „Name“, „Nachname“ oder „Vorname“."
            )
    if len(taken) == 1 and not any(len(parts(text)) > 1 for text in taken[0][0].texts):
        return (
            "In der Spalte mit Namen steht je Person nur ein Wort; es fehlt die Spalte „Vorname“."
        )
    return None


def _choice(roster: Roster) -> list[list[NameColumn]]:
    """The columns of each kind taken, more than one where it cannot be told which is meant."""
    kinds: dict[str, list[NameColumn]] = defaultdict(list)
    for column in roster.names:
        kinds[column.kind].append(column)
    for choice in CHOICES:
        if kinds.keys() >= set(choice):
            best = [min(column.rank for column in kinds[kind]) for kind in choice]
            return [
                [column for column in kinds[kind] if column.rank == rank]
                for kind, rank in zip(choice, best, strict=True)
            ]
    return []


# ---------------------------------------------------------------- rows
def persons_of(roster: Roster, today: dt.date) -> tuple[list[Person], list[str]]:
    """The person of every row; or none, and in which rows what is missing."""
    columns = [column for (column,) in _choice(roster)]
    told, entered = roster.column(BIRTH_DATE), roster.column(ENTRY)
    nothing = (Told(),) * len(roster.rows)
    found: list[Person] = []
    problems: dict[str, list[int]] = defaultdict(list)
    for row, birth, entry, *texts in zip(
        roster.rows,
        told.cells if told else nothing,
        entered.cells if entered else nothing,
        *(column.texts for column in columns),
        strict=True,
    ):
        person, missing = _person(texts, birth.value, _entry_day(entry), today)
        for problem in missing:
            problems[problem].append(row)
        found += [person] if person else []
    return found, [f"{rows_text(roster.number, rows)}: {p}" for p, rows in problems.items()]


NO_NAME = (
    "Der Name fehlt oder ist nicht lesbar. Hat eine Person nur einen Namen, tragen Sie ihn bitte "
    "in beide Spalten ein."
)
NO_BIRTH = "Das Geburtsdatum fehlt oder ist nicht lesbar; nötig sind Tag, Monat und Jahr."
NOT_POSSIBLE = "Das Geburtsdatum passt nicht zum Eintritt oder liegt in der Zukunft."


def _person(
    texts: Sequence[str], birth: object, entry: dt.date | None, today: dt.date
) -> tuple[Person | None, list[str]]:
    problems = [] if all(map(_is_name, texts)) else [NO_NAME]
    if not isinstance(birth, dt.date):
        return None, [*problems, NO_BIRTH]
    age = None if entry is None else completed_years(birth, entry)
    if birth > today or (age is not None and not 0 <= age <= MAX_AGE):
        problems.append(NOT_POSSIBLE)
    if problems:
        return None, problems
    return Person(parts(*texts), birth, age), []


def _is_name(text: str) -> bool:
    """Two different letters at least, so neither "-" nor "N. N.", and no word for "unknown"."""
    known = plain(text) not in vocabulary().unknown
    return known and len(set("".join(parts(text)))) > 1


def _entry_day(told: Told) -> dt.date | None:
    """The day of entry; of a month its first day, as everywhere."""
    if isinstance(told.value, str):
        month, _, year = told.value.partition("/")
        return dt.date(int(year), int(month), 1)
    return told.value


def completed_years(birth: dt.date, on: dt.date) -> int:
    """The age on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
