"""The tables that the register selects from, by name; counted.py and lazy/ make them."""

from durchstarten_cli.count.counted import KINDS
from durchstarten_cli.count.register import Table

CLASSES = ("sex", "age_group", "residence_status")
"""What is told of a participant: at entry of the first stay touching the period."""

PEOPLE = Table(
    "people",
    "Teilnehmende, jede Person einmal",
    (
        "still",
        "exit_class",
        "further_need",
        "month_only",
        "kind",
        "main_class",
        "decided_directly",
        "after_period",
        "placed",
        "placed_directly",
        "positive",
        "handed",
        "offered",
        *(f"began_{name}" for name in KINDS),
    ),
)
CASES = Table(
    "cases",
    "Teilnahmen",
    ("touching", "entered", "left", "way", "in_stock_before", "in_stock", "band"),
    of_stays=True,
)
SHORT = Table("short", "Kurzkontakte", ("touching",))
STARTS = Table(
    "starts", "Aufnahmen", ("relation", "in_window", "participant", "undated", "kind"), events=True
)
PROMISES = Table("promises", "Zusagen im Zeitraum", ("state", "kind"), events=True)
PLACEMENTS = Table(
    "placements", "Vermittlungen, eine je vermittelter Person", ("kind",), events=True
)
HANDOVERS = Table(
    "handovers", "Fallübergaben", ("done", "internal", "dated", "receiver_kind"), events=True
)
SUPPORTS = Table(
    "supports",
    "weitere Begleitungen im Zeitraum",
    ("support_kind", "running", "placed"),
    events=True,
)
OCCUPANCY = Table(
    "occupancy", "Tage des Zeitraums mit dem Bestand an Personen", (), by_person=False
)
