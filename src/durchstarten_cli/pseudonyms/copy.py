"""The copy as tables of values, made of understood columns only."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from durchstarten_cli.errors import RefusalError
from durchstarten_cli.pseudonyms.keys import Key
from durchstarten_cli.pseudonyms.names import pseudonym
from durchstarten_cli.pseudonyms.notes import Notes, notes_on
from durchstarten_cli.pseudonyms.persons import Person, column_problems, persons_of
from durchstarten_cli.pseudonyms.places import cell_text, sheet_text
from durchstarten_cli.pseudonyms.traces import Traces, traces_of
from durchstarten_cli.roster import (
    BIRTH_DATE,
    ENTRY,
    PERSON,
    How,
    OtherSheet,
    ReadColumn,
    Roster,
    Told,
)

ID, YEAR, AGE = "Kennung", "Geburtsjahr", "Alter bei Eintritt"
ILLEGIBLE = "nicht lesbar"
"""Stands where a cell could not be read: an empty exit would say that the person is still there."""
Value = str | int | dt.date | None


@dataclass(frozen=True)
class Page:
    """A sheet of the copy. Rows stand where they stood, so that a place leads back to the list."""

    title: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[int, ...]
    values: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Copy:
    """The copy, how many persons are in it, and what is to be told of it."""

    pages: tuple[Page, ...]
    persons: int
    notes: Notes

    @property
    def rows(self) -> int:
        """Rows with a person."""
        return sum(len(page.rows) for page in self.pages)


def copy_of(sheets: Sequence[Roster | OtherSheet], key: Key, today: dt.date) -> Copy:
    """The copy of a list. Raises RefusalError with every place that stands in the way."""
    _refuse([problem for sheet in sheets for problem in _sheet_problems(sheet)])
    rosters = [sheet for sheet in sheets if isinstance(sheet, Roster) and sheet.rows]
    if not rosters:
        raise RefusalError(
            "In der Datei ist keine Tabelle mit Personen zu finden.",
            "Nötig sind Überschriften wie „Nachname“, „Vorname“, „Geburtsdatum“ und „Eintritt“, "
            "darunter die Personen.",
        )
    traces, persons = traces_of(rosters), _persons(rosters, today)
    pairs = list(zip(rosters, persons, strict=True))
    _refuse([problem for roster, told in pairs for problem in _traces(roster, told, traces)])
    ids = [[pseudonym(key.secret, p.name, p.birth) for p in told] for told in persons]
    pages = [_page(roster, told, i) for (roster, told), i in zip(pairs, ids, strict=True)]
    number = len({id_ for sheet in ids for id_ in sheet})
    return Copy(tuple(pages), number, notes_on(sheets, rosters, ids, traces))


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        raise RefusalError(
            "Es wurde nichts geschrieben. Zu klären:\n" + "\n".join(f"- {p}" for p in problems),
            "Bitte berichtigen Sie das in Ihrer Datei und rufen Sie den Befehl noch einmal auf.",
        )


def _sheet_problems(sheet: Roster | OtherSheet) -> Iterator[str]:
    if isinstance(sheet, Roster):
        yield from column_problems(sheet) if sheet.rows else ()
    elif sheet.names:
        yield (
            f"{sheet_text(sheet.number)}: Das Blatt enthält Namen, aber keine Tabelle, die zu "
            "verstehen ist. Nötig sind Überschriften wie „Geburtsdatum“ und „Eintritt“."
        )


def _persons(rosters: Sequence[Roster], today: dt.date) -> list[list[Person]]:
    found = [persons_of(roster, today) for roster in rosters]
    _refuse([problem for _, problems in found for problem in problems])
    return [persons for persons, _ in found]


def _traces(roster: Roster, persons: Sequence[Person], traces: Traces) -> Iterator[str]:
    """Cells that would give a person away."""
    for column in _kept(roster):
        for row, person, told in zip(roster.rows, persons, column.cells, strict=True):
            place = cell_text(roster.number, row, column.index)
            if told.value == person.birth:
                yield f"{place}: Hier steht das Geburtsdatum der Person."
            elif told.how is How.OWN and traces.found(str(told.value)):
                yield f"{place}: Der Text enthält einen Namen oder ein Geburtsdatum der Liste."


# ---------------------------------------------------------------- values
def _kept(roster: Roster) -> list[ReadColumn]:
    """The columns that stand in the copy as well."""
    return [column for column in roster.columns if column.field not in (PERSON, BIRTH_DATE)]


def _page(roster: Roster, persons: Sequence[Person], ids: Sequence[str]) -> Page:
    kept = _kept(roster)
    stays = roster.column(ENTRY) is not None  # without one it is a list of events of these persons
    columns: list[list[Value]] = [list(ids)]
    if stays:
        columns += [[p.birth.year for p in persons], [p.age for p in persons]]
    columns += [[_value(told) for told in column.cells] for column in kept]
    return Page(
        f"Tabelle {roster.number}",
        roster.header_row,
        (ID, *((YEAR, AGE) if stays else ()), *(column.label for column in kept)),
        roster.rows,
        tuple(zip(*columns, strict=True)),
    )


def _value(told: Told) -> Value:
    return ILLEGIBLE if told.how is How.UNREADABLE else told.value
