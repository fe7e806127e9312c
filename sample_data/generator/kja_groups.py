"""The many ordinary cases of Teilhabemanagement: a table says how many of each kind there are.

Chance only fills in days, birth years and the like, and always within what the table says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.cases import Dice, Handover, Outcome, Person, Stay, Support
from generator.kja_cases import person

FIRST, LAST = date(2020, 3, 2), date(2022, 6, 30)
TO_THE_END = ("planmäßig beendet", "Ziel erreicht")
TRAINING_BEGINS = [date(y, m, 1) for y in (2020, 2021, 2022) for m in (8, 9)]

# How many; outcome; promise (kept: made during the stay, afterwards: made more than 28 days after
# it); start (during the stay, soon: 1 to 28 days after it, later: 29 to 182 days after it); end;
# further need; handover; support.
GROUPS = """
4 | Ausbildung (betrieblich) | kept       | soon   | planmäßig beendet     | nein  |               |
2 | Ausbildung (betrieblich) | kept       | later  | planmäßig beendet     | nein  |               |
1 | Ausbildung (betrieblich) | kept       | later  | planmäßig beendet     | ja    | Beratung      | lockerer Kontakt
2 | Ausbildung (betrieblich) |            | later  | Ziel erreicht         | nein  |               |
1 | Ausbildung (betrieblich) |            | later  | planmäßig beendet     | ja    | Beratung      |
2 | Ausbildung (betrieblich) | kept       | during | Ziel erreicht         | nein  |               | lockerer Kontakt
1 | Ausbildung (betrieblich) | afterwards | later  | planmäßig beendet     | ja    |               |
3 | Ausbildung (schulisch)   | kept       | soon   | planmäßig beendet     | nein  |               |
2 | Ausbildung (schulisch)   |            | during | Ziel erreicht         | nein  |               |
1 | Ausbildung (schulisch)   |            | later  | planmäßig beendet     | ja    | angeboten     |
2 | Arbeit (sv-pflichtig)    |            | during | planmäßig beendet     | nein  |               |
1 | Arbeit (sv-pflichtig)    |            | soon   | planmäßig beendet     | nein  |               |
1 | svB                      |            | soon   | planmäßig beendet     | ja    | Beratung      | lockerer Kontakt
2 | Arbeit (sv-pflichtig)    |            | later  | planmäßig beendet     | nein  |               |
1 | Arbeit (sv-pflichtig)    | kept       | soon   | Ziel erreicht         | nein  |               |
2 | Minijob                  |            | during | planmäßig beendet     | ja    | Beratung      |
1 | Minijob                  |            | later  | planmäßig beendet     | k. A. |               |
2 | Arbeit                   |            | soon   | planmäßig beendet     | nein  |               |
2 | Schule                   |            | soon   | planmäßig beendet     | nein  |               |
2 | Berufskolleg             |            | soon   | planmäßig beendet     | ja    | Beratung      | Beratung
2 | Berufsvorbereitung       |            | later  | planmäßig beendet     | nein  |               |
1 | Vorbereitungskurs        |            | during | planmäßig beendet     | ja    | angeboten     |
1 | Sprachkurs               |            | soon   | planmäßig beendet     | nein  |               |
1 | Integrationskurs         |            | soon   | planmäßig beendet     | ja    | weitere Hilfen | weitere Hilfen
1 | Berufssprachkurs         |            | later  | planmäßig beendet     | ja    | Beratung      |
1 | FSJ                      |            | soon   | planmäßig beendet     | nein  | Beratung      |
1 | BFD                      |            | soon   | planmäßig beendet     | k. A. |               |
1 | Ehrenamt                 |            | later  | planmäßig beendet     | ja    | Beratung      |
2 | Praktikum                |            | during | planmäßig beendet     | ja    | Beratung      |
1 |                          |            |        | Umzug                 | k. A. |               |
1 |                          |            |        | verzogen              | nein  |               |
1 |                          |            |        | Zuständigkeitswechsel | ja    | Beratung      |
1 |                          |            |        | Ausreise              | k. A. |               |
2 |                          |            |        | Abbruch               | ja    | angeboten     |
1 | kein Anschluss           |            |        | nicht mehr erschienen | k. A. |               |
1 |                          |            |        | vorzeitig beendet     | ja    | Beratung      | Beratung
1 | kein Anschluss           |            |        | planmäßig beendet     | ja    | Beratung      | Beratung
1 | kein Anschluss           |            |        | planmäßig beendet     | ja    | weitere Hilfen | weitere Hilfen
1 | kein Anschluss           |            |        | planmäßig beendet     | nein  | angeboten     |
1 |                          |            |        | planmäßig beendet     | ja    | weitere Hilfen | weitere Hilfen
1 |                          |            |        | planmäßig beendet     | nein  |               |
2 | unbekannt                |            |        | k. A.                 | k. A. |               |
1 | unbekannt                |            |        |                       |       |               |
"""  # noqa: E501

RECEIVERS = {
    "Beratung": ("Jugendmigrationsdienst", "Migrationsberatung für Erwachsene", "Sozialberatung"),
    "weitere Hilfen": ("Psychosoziale Beratung", "Ambulante Hilfen"),
    "angeboten": ("Jugendmigrationsdienst", "Schuldnerberatung"),
}
RECEIVER_KINDS = {"weitere Hilfen": "weitere Hilfen"}


@dataclass(frozen=True)
class Group:
    outcome: str
    promise: str
    start: str
    end: str
    need: str
    handover: str
    support: str


def groups() -> Iterator[Group]:
    """One group per person, as often as the table says."""
    for line in GROUPS.strip().splitlines():
        number, *rest = (cell.strip() for cell in line.split("|"))
        yield from [Group(*rest)] * int(number)


def ordinary() -> list[Person]:
    return [_person(101 + i, group) for i, group in enumerate(groups())]


def _person(number: int, group: Group) -> Person:
    dice = Dice(f"case {number}")
    while True:
        entry = dice.day(FIRST, date(2022, 4, 29))
        leave = entry + timedelta(days=dice.number(60, 400))
        until_the_end = group.end in TO_THE_END and 0 < (leave - LAST).days < 100
        leave = LAST if until_the_end else dice.day(leave, leave + timedelta(4))
        outcomes = _outcomes(dice, group, entry, leave) if leave <= LAST else None
        if outcomes is not None:
            break
    handover, support = _handover(dice, group, leave), _support(dice, group, leave)
    stay = Stay(entry, leave, group.end, group.need, outcomes, handover, support)
    return person(number, stay, born=entry.year - 21 if number == 110 else 0)  # 20 or 21 years old


def _outcomes(dice: Dice, group: Group, entry: date, leave: date) -> tuple[Outcome, ...] | None:
    """What the person took up, or None where these two days do not allow what the table says."""
    if not group.start:
        return (Outcome(group.outcome),) if group.outcome else ()
    first, last = {
        "during": (entry + timedelta(45), leave - timedelta(10)),
        "soon": (leave + timedelta(1), leave + timedelta(28)),
        "later": (leave + timedelta(29), leave + timedelta(182)),
    }[group.start]
    days = [b for b in TRAINING_BEGINS if first <= b <= last]
    if group.outcome.startswith("Ausbildung"):
        if not days:
            return None
        started = dice.pick(days)
    else:
        started = dice.day(first, last)
    if not group.promise:
        return (_followed(dice, Outcome(group.outcome, started=started)),)
    earliest = leave + timedelta(29) if group.promise == "afterwards" else entry + timedelta(20)
    latest = started - timedelta(14)
    latest = latest if group.promise == "afterwards" else min(latest, leave)
    if latest - earliest < timedelta(3):
        return None
    return (_followed(dice, Outcome(group.outcome, dice.day(earliest, latest), started)),)


def _followed(dice: Dice, outcome: Outcome) -> Outcome:
    """Whether anyone asked later if it lasted."""
    assert outcome.started
    later, ended = dice.pick(((0, 0), (30, 0), (188, 0), (200, 0), (0, 0), (0, 90), (0, 20)))
    extra = dice.number(0, 25)
    return Outcome(
        outcome.kind,
        outcome.committed,
        outcome.started,
        outcome.started + timedelta(later + extra) if later else None,
        outcome.started + timedelta(ended + extra // 4) if ended else None,
        dice.pick(("Träger", "Träger", "selbst gefunden", "Jobcenter", "")),
    )


def _handover(dice: Dice, group: Group, leave: date) -> Handover | None:
    if not group.handover:
        return None
    receiver = dice.pick(RECEIVERS[group.handover])
    kind = RECEIVER_KINDS.get(group.handover, "Beratungsstelle")
    status = "angeboten" if group.handover == "angeboten" else "erfolgt"
    return Handover(dice.day(leave, leave + timedelta(20)), receiver, kind, status)


def _support(dice: Dice, group: Group, leave: date) -> Support | None:
    if not group.support:
        return None
    first = leave + timedelta(dice.number(1, 21))
    last = None if dice.happens(0.2) else first + timedelta(dice.number(60, 240))
    return Support(group.support, first, last)
