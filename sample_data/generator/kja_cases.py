"""The invented cases of Teilhabemanagement with a story of their own, one by one.

The figures of the sample rest on them, so nothing that is counted here is left to chance.
"""

from datetime import date

from generator.cases import Dice, Handover, Outcome, Person, Stay, Support

IN_BOTH_EARLY, IN_BOTH_LATE = 901, 902
"""Two persons who also took part in Coaching: one in both at once, one afterwards."""

COMPANY, SCHOOL_TRAINING = "Ausbildung (betrieblich)", "Ausbildung (schulisch)"
INSURED, MARGINAL, WORK = "Arbeit (sv-pflichtig)", "Minijob", "Arbeit"
COUNSELLING, HELP = "Beratungsstelle", "weitere Hilfen"
UNKNOWN = "k. A."
STATUS = ("Duldung",) * 6 + ("geduldet",) + ("Aufenthaltsgestattung",) * 5 + ("Gestattung", UNKNOWN)
# Differences of calendar years that leave no doubt about the age group, whatever the birthday.
CLEAR_AGES = (19, 20, 22, 23, 24, 26, 27)


def d(text: str) -> date:
    return date.fromisoformat(text)


def person(number: int, *stays: Stay, sex: str = "", born: int = 0, status: str = "") -> Person:
    """A person; what the story leaves open (sex, birth year, status) the dice fill in."""
    dice = Dice(f"person {number}")
    sex = sex or dice.pick(("w", "m", "m", "w", "m"))
    born = born or stays[0].entry.year - dice.pick(CLEAR_AGES)
    status = status or dice.pick(STATUS)
    status_on = stays[0].entry if dice.happens(0.4) and status != UNKNOWN else None
    return Person(number, sex, born, status, status_on, stays)


def training_and_work() -> list[Person]:
    """Seven persons with training or work by unusual ways."""
    minijob_then_training = Stay(
        d("2020-05-11"), d("2021-07-30"),
        outcomes=(
            Outcome(MARGINAL, started=d("2020-09-14"), by="selbst gefunden"),
            Outcome(COMPANY, d("2021-05-19"), d("2021-08-01"), d("2022-02-10"), by="Träger"),
        ),
    )  # fmt: skip
    minijob_then_insured = Stay(
        d("2020-06-08"), d("2021-05-28"),
        outcomes=(
            Outcome(MARGINAL, started=d("2020-11-02"), by="selbst gefunden"),
            Outcome(INSURED, started=d("2021-06-14"), confirmed=d("2021-12-20"), by="Träger"),
        ),
    )  # fmt: skip
    moved_into_training = Outcome(COMPANY, started=d("2021-09-01"), by="selbst gefunden")
    back_after_a_gap = Outcome(SCHOOL_TRAINING, started=d("2021-08-02"), by="Träger")
    promise_fell_through = Stay(
        d("2021-02-08"), d("2021-11-26"), need="ja",
        outcomes=(
            Outcome(COMPANY, d("2021-05-10"), ended=d("2021-08-16"), by="Träger"),
            Outcome(INSURED, started=d("2022-02-01"), confirmed=d("2022-03-04"), by="Träger"),
        ),
    )  # fmt: skip
    found_work_alone = Outcome(MARGINAL, started=d("2021-06-28"), by="selbst gefunden")
    without_a_gap = Outcome(WORK, started=d("2021-12-06"), by="Jobcenter")
    return [
        person(1, minijob_then_training, sex="m", status="Duldung"),
        person(2, Stay(d("2020-10-05"), d("2021-08-20"), "Umzug", outcomes=(moved_into_training,))),
        person(
            3,
            Stay(d("2020-04-06"), d("2020-10-30"), need="ja"),
            Stay(d("2021-03-08"), d("2021-07-09"), outcomes=(back_after_a_gap,)),
            sex="w", born=2001,
        ),
        person(4, minijob_then_insured, sex="m", status="Aufenthaltsgestattung"),
        person(5, promise_fell_through, sex="w"),
        person(6, Stay(d("2020-12-07"), d("2021-06-16"), "Abbruch", "ja", (found_work_alone,))),
        person(
            7,
            Stay(d("2020-09-01"), d("2021-02-28"), need="ja"),
            Stay(d("2021-03-01"), d("2021-09-30"), outcomes=(without_a_gap,)),
            sex="m", born=1998,
        ),
    ]  # fmt: skip


def courses() -> list[Person]:
    """Six persons with school or language as the highest outcome."""
    fell_through = Outcome(SCHOOL_TRAINING, d("2020-06-22"), ended=d("2020-08-10"), by="Träger")
    school_instead = Outcome("Berufskolleg", started=d("2021-01-11"), confirmed=d("2021-03-01"))
    never_begun = Outcome(COMPANY, d("2021-10-18"), by="Träger")
    course_instead = Outcome("Integrationskurs", started=d("2022-05-09"), by="Jobcenter")
    reported_twice = Outcome("Sprachkurs", started=d("2022-04-04"), by="Dritte")
    return [
        person(
            8,
            Stay(d("2020-03-02"), d("2020-12-18"), outcomes=(fell_through, school_instead)),
            sex="d",
        ),
        person(
            9,
            Stay(d("2021-04-19"), d("2022-04-29"), need="ja",
                 outcomes=(never_begun, course_instead),
                 handover=Handover(d("2022-05-02"), "Jugendmigrationsdienst", COUNSELLING)),
        ),
        person(10, Stay(d("2021-03-15"), d("2021-10-29"), outcomes=(Outcome("Sprachkurs"),))),
        person(
            11,
            Stay(d("2021-08-23"), d("2022-02-25"),
                 outcomes=(Outcome("Schulabschlusskurs", started=d("2022-03-07")),)),
            status="Aufenthaltserlaubnis",
        ),
        person(
            12,
            Stay(d("2022-01-17"), d("2022-06-30"),
                 outcomes=(Outcome("Deutschkurs", started=d("2022-05-16"), by="Träger"),)),
            status="Sonstiger",
        ),
        person(
            IN_BOTH_EARLY,
            Stay(d("2021-06-14"), d("2022-03-31"), outcomes=(reported_twice,)),
            sex="w", born=1999, status="Duldung",
        ),
    ]  # fmt: skip


def left_early() -> list[Person]:
    """Eight persons who left for other reasons or dropped out, some with a start much later."""
    promised, fell_through = Outcome(COMPANY, d("2021-06-07")), Outcome(COMPANY, d("2022-01-24"))
    much_later = Outcome(COMPANY, started=d("2021-09-01"), confirmed=d("2022-04-05"), by="Dritte")
    work_much_later = Outcome(INSURED, started=d("2022-09-12"), by="selbst gefunden")
    offered = Handover(d("2021-07-12"), "Agentur für Arbeit", "Behörde", "angeboten")
    lapsed = Outcome(COMPANY, fell_through.committed, ended=d("2022-03-14"))
    return [
        person(13, Stay(d("2020-07-06"), d("2020-11-27"), "Umzug", "k. A.", end_before="Abbruch",
                        support=Support("Beratung", d("2021-01-18"), d("2021-03-31")))),
        person(14, Stay(d("2020-11-16"), d("2021-07-02"), "Zuständigkeitswechsel", "ja",
                        (promised,), Handover(d("2021-07-02"), "Jugendmigrationsdienst",
                                              COUNSELLING))),
        person(15, Stay(d("2021-09-06"), d("2022-02-18"), "Abbruch", "ja", (lapsed,))),
        person(16, Stay(d("2020-04-20"), d("2020-12-04"), "Abbruch", "ja", (much_later,))),
        person(17, Stay(d("2021-05-03"), d("2022-01-28"), "nicht mehr erschienen", "k. A.",
                        (work_much_later,))),
        person(18, Stay(d("2020-10-12"), d("2021-07-09"), "Abbruch", "ja",
                        (Outcome(SCHOOL_TRAINING, d("2021-04-26"), by="Träger"),), offered)),
        person(19, Stay(d("2021-01-01"), d("2021-06-25"), "Abbruch", "nein", entry_as="01/2021")),
        person(20, Stay(d("2021-02-22"), d("2021-08-13"), "vorzeitig beendet", "ja", twice=True)),
    ]  # fmt: skip


def without_outcome() -> list[Person]:
    """Three persons who stayed to the end and took up nothing that was reported for this module."""
    on_to_coaching = Handover(
        d("2022-06-30"), "Coaching (Baustein 1), DEKRA Akademie", "anderer Baustein"
    )
    much_later = Handover(d("2022-02-14"), "Schuldnerberatung", COUNSELLING)
    nothing = (Outcome("kein Anschluss"),)
    counselling = Handover(d("2021-12-03"), "Migrationsberatung für Erwachsene", COUNSELLING)
    return [
        person(IN_BOTH_LATE, Stay(d("2021-11-02"), d("2022-06-30"), need="ja",
                                  outcomes=nothing, handover=on_to_coaching),
               sex="m", born=2001, status="Aufenthaltsgestattung"),
        person(21, Stay(d("2021-03-22"), d("2021-11-30"), need="ja", outcomes=nothing,
                        handover=counselling), born=1990),
        person(22, Stay(d("2020-08-31"), d("2021-07-16"), need="ja", handover=much_later,
                        support=Support("Beratung", d("2023-08-01"))), born=1998),
    ]  # fmt: skip


def stories() -> list[Person]:
    return [*training_and_work(), *courses(), *left_early(), *without_outcome()]
