"""What a form asks for: its tables, and what is said about each of their columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from durchstarten_cli.fields import HANDOVER, OUTCOME, SUPPORT


@dataclass(frozen=True)
class FormTable:
    """A sheet to fill in: its columns, those that each row needs, what a row is."""

    title: str
    columns: tuple[str, ...]
    required: frozenset[str]
    row: str


@dataclass(frozen=True)
class Told:
    """What belongs into a column, and an example."""

    meaning: str
    example: str


STAYS = FormTable(
    "Teilnahmen",
    (
        "person",
        "entry",
        "exit",
        "exit_class",
        "sex",
        "birth_year",
        "age_at_entry",
        "residence_status",
        "status_on",
        "further_need",
    ),
    frozenset({"person", "entry"}),
    "Eine Zeile je Teilnahme. Wer zweimal teilgenommen hat, steht in zwei Zeilen.",
)
OUTCOMES = FormTable(
    "Verbleib",
    ("person", *OUTCOME),
    frozenset({"person", "kind"}),
    "Eine Zeile je Ausbildung, Arbeit oder anderem Verbleib. Mehrere je Person sind möglich.",
)
HANDOVERS = FormTable(
    "Fallübergaben",
    ("person", *HANDOVER),
    frozenset({"person", "handover_on", "receiver"}),
    "Eine Zeile je Übergabe an eine andere Stelle.",
)
SUPPORTS = FormTable(
    "Begleitung",
    ("person", *SUPPORT),
    frozenset({"person", "support_kind"}),
    "Eine Zeile je weiterer Begleitung nach dem Austritt.",
)
MEETINGS = FormTable(
    "Sitzungen",
    ("meeting_on", "format", "units", "bodies"),
    frozenset({"meeting_on", "format"}),
    "Eine Zeile je Sitzung.",
)
OF_PERSONS, OF_MEETINGS = (STAYS, OUTCOMES, HANDOVERS, SUPPORTS), (MEETINGS,)

COLUMNS: Mapping[str, Told] = {
    "person": Told(
        "Das Pseudonym oder die Nummer der Person, in allen Blättern gleich. Bitte nie der Name.",
        "e367b7ee1669caa7",
    ),
    "entry": Told("Der erste Tag der Teilnahme.", "01.03.2021"),
    "exit": Told("Der letzte Tag der Teilnahme. Bleibt leer, solange sie andauert.", "30.09.2021"),
    "exit_class": Told("Wie die Teilnahme endete, nur mit Austritt.", "planmäßig beendet"),
    "sex": Told("Das Geschlecht.", "weiblich"),
    "birth_year": Told("Das Geburtsjahr, vierstellig. Kein Geburtsdatum.", "2001"),
    "age_at_entry": Told("Die vollendeten Jahre am Tag des Eintritts.", "20"),
    "residence_status": Told("Der Aufenthaltsstatus beim Eintritt.", "Duldung"),
    "status_on": Told("Der Tag, an dem dieser Status festgestellt wurde.", "01.03.2021"),
    "further_need": Told("Ob beim Austritt weiterer Bedarf bestand.", "ja"),
    "kind": Told("Was aufgenommen oder zugesagt wurde.", "betriebliche Ausbildung"),
    "committed_on": Told("Der Tag der Zusage, wenn es eine gab.", "15.06.2021"),
    "started_on": Told(
        "Der Tag, an dem es wirklich begann. Bleibt leer, solange es nur zugesagt ist.",
        "01.08.2021",
    ),
    "confirmed_on": Told("Der letzte Tag, für den Sie wissen, dass es andauerte.", "01.02.2022"),
    "ended_on": Told("Der Tag, an dem es endete oder entfiel.", "31.03.2022"),
    "brought_about": Told("Durch wen es zustande kam.", "durch den Träger"),
    "handover_on": Told("Der Tag der Übergabe.", "30.09.2021"),
    "receiver": Told("Die Stelle, die übernommen hat. Bitte keine Namen.", "Jobcenter"),
    "receiver_kind": Told("Um was für eine Stelle es sich handelt.", "Behörde"),
    "handover_status": Told("Ob die Übergabe erfolgt ist oder nur angeboten wurde.", "erfolgt"),
    "support_kind": Told("Wie Sie die Person weiter begleiten.", "Beratung"),
    "support_from": Told("Der erste Tag der Begleitung.", "01.10.2021"),
    "support_until": Told(
        "Der letzte Tag der Begleitung. Bleibt leer, solange sie andauert.", "31.12.2021"
    ),
    "meeting_on": Told("Der Tag der Sitzung.", "14.05.2021"),
    "format": Told("Welche Runde getagt hat, immer gleich geschrieben.", "Steuerungsgruppe"),
    "units": Told(
        "Die Fachbereiche der Stadt, die dabei waren, durch Semikolon getrennt.",
        "Bürger und Integration; Soziales",
    ),
    "bodies": Told("Wer von außen dabei war, durch Semikolon getrennt.", "Jobcenter; Musterträger"),
}
