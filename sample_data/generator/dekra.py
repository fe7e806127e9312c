"""The CSV of Coaching: one row per stay, as German Excel stores a list for sending."""

from datetime import date

from generator.cases import Handover, Outcome, Person, Stay, Support, pseudonym
from generator.files import INVENTED, csv_bytes, german, german_short
from generator.kja_cases import COUNSELLING, HELP, IN_BOTH_EARLY, IN_BOTH_LATE, d

HEADER = (
    "Kennung", "Anrede", "Alter (Eintritt)", "Aufenthaltsstatus", "Beginn", "Ende",
    "Beendigungsgrund", "Unterstützungsbedarf", "Ergebnis", "Zusage vom", "Tätigkeit ab",
    "zuletzt bestätigt", "Übergeben am", "Übergeben an", "Stelle (Art)", "Übergabestatus",
    "Weitere Unterstützung", "Begleitung ab", "Begleitung bis", "Bemerkungen",
)  # fmt: skip
TITLES: tuple[list[str], ...] = (
    ["DEKRA Akademie Leverkusen – Coaching (Baustein 1)"],
    [f"Übersicht der Teilnehmenden nach Eintritt – {INVENTED}"],
    [],
)
INTENSIVE = "intensive Unterstützung (Orientierung, Bewerbung)"
REGULAR, DROPOUT = "regulär", "Abbruch"
# The offer paused twice; whoever was there left before it and whoever came back entered anew.
SUMMER, WINTER, END = d("2022-07-08"), d("2022-12-16"), d("2023-06-30")
AUTUMN, SPRING = d("2022-08-08"), d("2023-01-16")


def _person(number: int, sex: str, age: int, status: str, *stays: Stay) -> Person:
    return Person(number, sex, stays[0].entry.year - age, status, None, stays)


def _from_february() -> list[Person]:
    """Five places, filled one after another until the summer break."""
    first = d("2022-02-01")
    prep = Outcome("Berufsvorbereitung", started=d("2023-01-09"))
    work = Outcome("Arbeit (sv-pflichtig)", started=d("2022-05-16"), confirmed=d("2022-06-20"))
    return [
        _person(201, "Herr", 21, "Duldung",
                Stay(first, SUMMER, REGULAR, "ja"),
                Stay(AUTUMN, WINTER, REGULAR, "ja", (prep,),
                     Handover(d("2022-12-15"), "Jugendmigrationsdienst", COUNSELLING),
                     Support("Beratung", d("2023-01-09"), d("2023-04-28")))),
        _person(202, "Frau", 24, "Gestattung",
                Stay(first, SUMMER, REGULAR, "nein",
                     (Outcome("Berufssprachkurs", started=d("2022-08-29")),))),
        _person(203, "Herr", 26, "Duldung",
                Stay(first, d("2022-05-13"), REGULAR, "nein", (work,),
                     Handover(d("2022-05-13"), "Jobcenter", "Behörde"),
                     Support("Nachbetreuung", d("2022-05-16"), d("2022-08-31")))),
        _person(IN_BOTH_EARLY, "Frau", 22, "Duldung",
                Stay(d("2022-02-14"), SUMMER, REGULAR, "nein",
                     (Outcome("Sprachkurs", started=d("2022-04-11")),))),
        _person(204, "Herr", 19, "Duldung",
                Stay(d("2022-03-01"), d("2022-04-29"), DROPOUT, "ja", handover=Handover(
                    d("2022-05-02"), "Agentur für Arbeit", "Behörde", "angeboten"))),
        _person(205, "Frau", 20, "Gestattung",
                Stay(d("2022-05-02"), SUMMER, REGULAR, "ja", (Outcome("kein Anschluss"),),
                     Handover(d("2022-07-11"), "Migrationsberatung für Erwachsene", COUNSELLING))),
        _person(206, "Herr", 23, "Gestattung",
                Stay(d("2022-05-23"), SUMMER, REGULAR, "nein",
                     (Outcome("Schule", started=d("2022-08-10")),))),
    ]  # fmt: skip


def _from_august() -> list[Person]:
    """The second group, until the turn of the year; one of them came back after it."""
    work = Outcome("svB", started=d("2023-01-09"), confirmed=d("2023-07-17"))
    course = Outcome("Sprachkurs", started=d("2023-01-09"))
    promised = Outcome("Ausbildung (schulisch)", committed=d("2023-06-12"))
    return [
        _person(IN_BOTH_LATE, "Herr", 21, "Gestattung",
                Stay(AUTUMN, WINTER, REGULAR, "nein",
                     (Outcome("Berufskolleg", started=d("2023-02-01")),))),
        _person(207, "Herr", 25, "Gestattung",
                Stay(AUTUMN, d("2022-10-28"), "Zuständigkeitswechsel", "ja",
                     handover=Handover(d("2022-10-28"), "Jobcenter", "Behörde"))),
        _person(208, "Frau", 19, "Duldung",
                Stay(d("2022-08-15"), WINTER, REGULAR, "ja", (Outcome("kein Anschluss"),),
                     Handover(WINTER, "Psychosoziale Beratung", HELP))),
        _person(209, "Herr", 27, "Duldung",
                Stay(d("2022-08-29"), d("2022-11-30"), REGULAR, "nein", (work,))),
        _person(210, "Frau", 23, "Duldung",
                Stay(d("2022-11-07"), WINTER, REGULAR, "ja", (course,)),
                Stay(SPRING, END, REGULAR, "nein", (promised,))),
    ]  # fmt: skip


def _from_january() -> list[Person]:
    """The last group; one began training after the programme had ended."""
    training = Outcome(
        "Ausbildung (betrieblich)", d("2023-05-22"), d("2023-08-01"), d("2024-02-05")
    )
    return [
        _person(211, "Herr", 22, "Duldung", Stay(SPRING, END, REGULAR, "nein", (training,))),
        _person(212, "Herr", 18, "Gestattung",
                Stay(SPRING, d("2023-03-31"), DROPOUT, "ja", handover=Handover(
                    d("2023-04-03"), "Jugendmigrationsdienst", COUNSELLING, "angeboten"))),
        _person(213, "Frau", 21, "Duldung",
                Stay(d("2023-01-23"), END, REGULAR, "ja",
                     handover=Handover(END, "Jugendmigrationsdienst", COUNSELLING),
                     support=Support(INTENSIVE, d("2023-06-19"), d("2023-11-30")))),
        _person(214, "Herr", 20, "Duldung",
                Stay(d("2023-02-06"), END, REGULAR, "ja",
                     support=Support(INTENSIVE, d("2023-06-26")))),
        _person(215, "Frau", 26, "Gestattung", Stay(d("2023-04-17"), END, REGULAR, "k. A.")),
    ]  # fmt: skip


def table() -> bytes:
    people = [*_from_february(), *_from_august(), *_from_january()]
    stays = [(s.entry, n, p, s) for n, p in enumerate(people) for s in p.stays]
    rows = [_row(p, s) for _, _, p, s in sorted(stays, key=lambda x: x[:2])]
    total = ["Gesamt", str(len(rows))]
    return csv_bytes([*TITLES, HEADER, *rows, [], total], "cp1252", first_line="sep=;")


def _row(person: Person, stay: Stay) -> list[str]:
    def day(value: date | None) -> str:
        return german(value) if value else ""

    o = stay.outcomes[0] if stay.outcomes else Outcome("")
    h, s = stay.handover, stay.support
    return [
        pseudonym(person.number),
        person.sex,
        str(stay.entry.year - person.born),
        person.status,
        day(stay.entry),
        day(stay.exit),
        stay.end,
        stay.need,
        *(o.kind, day(o.committed), day(o.started), day(o.confirmed)),
        *([german_short(h.on), h.receiver, h.kind, h.status] if h else [""] * 4),
        *([s.kind, german(s.first), day(s.last) or "laufend"] if s else [""] * 3),
        "Rückmeldung des Betriebs liegt vor" if o.confirmed else "",
    ]
