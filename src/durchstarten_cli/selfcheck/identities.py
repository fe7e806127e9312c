"""The table of identities: what holds among the measures of one scope, whatever was delivered."""

from durchstarten_cli.config import Definitions
from durchstarten_cli.selfcheck.by_kind import coded, durations, first_choice, lasting, outcomes
from durchstarten_cli.selfcheck.identity import Identity, adds_up, at_most, within

MOVEMENT = (
    adds_up(
        "stock",
        "Der Bestand vor dem Zeitraum und die Eintritte ergeben die Austritte und den Bestand am "
        "Ende.",
        ("case_stock_before", "entries"),
        "exits",
        "case_stock",
    ),
    adds_up(
        "exits",
        "Die Austritte nach ihrer Art ergeben die Austritte.",
        ("exits.regular", "exits.dropout", "exits.neutral", "exits.unknown"),
        "exits",
    ),
    adds_up(
        "participants",
        "Ausgeschiedene und noch Teilnehmende ergeben die Teilnehmenden.",
        ("leavers", "stayers"),
        "participants",
    ),
    within("participants", "cases", "Personen sind höchstens so viele wie Teilnahmen."),
    at_most(
        "cases",
        "Teilnahmen sind höchstens so viele wie der Bestand vor dem Zeitraum und die Eintritte.",
        ("cases",),
        "case_stock_before",
        "entries",
    ),
    at_most("entries", "Eintritte sind höchstens so viele wie Teilnahmen.", ("entries",), "cases"),
    at_most(
        "exits of cases",
        "Austritte sind höchstens so viele wie Teilnahmen und der Bestand vor dem Zeitraum.",
        ("exits",),
        "cases",
        "case_stock_before",
    ),
    within("month_only", "participants", "Wer nur einen Monat hat, gehört zu den Teilnehmenden."),
    at_most(
        "occupancy",
        "Die höchste Belegung ist höchstens die Zahl der Teilnehmenden.",
        ("occupancy_max",),
        "participants",
    ),
    at_most(
        "usual",
        "Die untere Grenze der üblichen Belegung liegt nicht über der oberen.",
        ("occupancy_usual_low",),
        "occupancy_usual_high",
    ),
    at_most(
        "highest",
        "Die übliche Belegung liegt nicht über der höchsten.",
        ("occupancy_usual_high",),
        "occupancy_max",
    ),
    at_most(
        "stayers",
        "Noch Teilnehmende sind höchstens so viele wie die höchste Belegung.",
        ("stayers",),
        "occupancy_max",
    ),
)

SUCCESS = (
    adds_up(
        "neither",
        "Ausbildung, Beschäftigung und keines von beiden ergeben die Teilnehmenden.",
        ("outcome.training", "outcome.work", "outcome.neither"),
        "participants",
    ),
    within(
        "outcome.neither",
        "participants",
        "Wer weder Ausbildung noch Beschäftigung hat, gehört zu den Teilnehmenden.",
    ),
    within(
        "outcome_after_period",
        "participants",
        "Wessen Verbleib nach dem Zeitraum begann, gehört zu den Teilnehmenden.",
    ),
    adds_up(
        "placement by time",
        "Unmittelbare und mittelbare Vermittlungen ergeben die Vermittlungen.",
        ("placement_direct", "placement_indirect"),
        "placement",
    ),
    adds_up(
        "placement by kind",
        "Aufnahmen von Ausbildung und Beschäftigung sind die Vermittlungen und die mit beidem.",
        ("outcome_any.training", "outcome_any.work"),
        "placement",
        "placement_both",
    ),
    within("placement_both", "outcome_any.training", "Wer beides hat, hat eine Ausbildung."),
    within("placement_both", "outcome_any.work", "Wer beides hat, hat eine Beschäftigung."),
    at_most(
        "main outcomes",
        "Verbleib in Ausbildung oder Beschäftigung haben höchstens die Vermittelten.",
        ("outcome.training", "outcome.work"),
        "placement",
    ),
    adds_up(
        "base of placement",
        "Die Grundzahl der Vermittlung ist die Zahl der Teilnehmenden.",
        ("placement/base",),
        "participants",
    ),
    adds_up(
        "base of success",
        "Die Grundzahl des Erfolgs ist die Zahl der Teilnehmenden.",
        ("success/base",),
        "participants",
    ),
)

CONTACTS = (
    within(
        "handover/base", "leavers", "Die Grundzahl der Übergaben gehört zu den Ausgeschiedenen."
    ),
    within("handover_need", "handover", "Übergaben bei Bedarf gehören zu den Übergaben."),
    within(
        "handover_need/base",
        "handover/base",
        "Ausgeschiedene mit weiterem Bedarf gehören zu den Ausgeschiedenen.",
    ),
    within("handover_placed", "handover", "Übergaben Vermittelter gehören zu den Übergaben."),
    within(
        "handover_placed/base",
        "handover/base",
        "Vermittelte Ausgeschiedene gehören zu den Ausgeschiedenen.",
    ),
    within(
        "handover_placed/base",
        "placement",
        "Vermittelte Ausgeschiedene gehören zu den Vermittelten.",
    ),
    Identity(
        "offered",
        "Übergebene und solche mit Angebot gehören zu den Ausgeschiedenen.",
        ("handover", "handover_offered"),
        ("handover/base",),
        equal=False,
        rest=True,
    ),
    at_most(
        "handovers",
        "Übergebene Personen sind höchstens so viele wie Übergaben.",
        ("handover_persons",),
        "handover_events",
    ),
    adds_up(
        "supports",
        "Begleitete mit und ohne Vermittlung ergeben die Begleiteten.",
        ("supports_with_placement", "supports_without_placement"),
        "supports",
    ),
    within("supports_running", "supports", "Wer noch begleitet wird, gehört zu den Begleiteten."),
    within("supports_with_placement", "placement", "Begleitete Vermittelte sind Vermittelte."),
    *(
        within(f"promises.{state}", "promises", "Zusagen nach ihrem Stand gehören zu den Zusagen.")
        for state in ("fulfilled", "open", "lapsed")
    ),
    at_most(
        "promises",
        "Zusagen sind höchstens so viele wie die nach ihrem Stand.",
        ("promises",),
        "promises.fulfilled",
        "promises.open",
        "promises.lapsed",
    ),
)


def identities(definitions: Definitions) -> tuple[Identity, ...]:
    """The whole table, with the vocabulary and the settings in force."""
    return (
        *MOVEMENT,
        durations(definitions),
        *SUCCESS,
        *outcomes(),
        *first_choice(definitions),
        *CONTACTS,
        *coded(),
        *lasting(definitions),
    )
