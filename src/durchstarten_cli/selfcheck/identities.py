"""The table of identities: what holds among the measures of one scope, whatever was delivered."""

from collections.abc import Iterator
from dataclasses import dataclass

from durchstarten_cli.config import Definitions
from durchstarten_cli.vocabulary import vocabulary

WHOLES = {"training": "Ausbildung", "work": "Beschäftigung"}
CLASSES = ("before_period", "still", "neutral", "dropout", "none", "unknown")
"""Classes of the main outcome beside the kinds of outcome."""


@dataclass(frozen=True)
class Identity:
    """An equation over measures; "handover/base" is a base. See `equations.Equation`."""

    name: str
    sentence: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    equal: bool = True
    rest: bool = False


def _equal(name: str, sentence: str, left: tuple[str, ...], *right: str) -> Identity:
    return Identity(name, sentence, left, right)


def _within(part: str, whole: str, sentence: str) -> Identity:
    """Persons (or cases) of a part are some of those of the whole."""
    return Identity(f"{part} in {whole}", sentence, (part,), (whole,), equal=False, rest=True)


def _at_most(name: str, sentence: str, left: tuple[str, ...], *right: str) -> Identity:
    """A bound that counts nothing by what is left."""
    return Identity(name, sentence, left, right, equal=False)


MOVEMENT = (
    _equal(
        "stock",
        "Der Bestand vor dem Zeitraum und die Eintritte ergeben die Austritte und den Bestand am "
        "Ende.",
        ("case_stock_before", "entries"),
        "exits",
        "case_stock",
    ),
    _equal(
        "exits",
        "Die Austritte nach ihrer Art ergeben die Austritte.",
        ("exits.regular", "exits.dropout", "exits.neutral", "exits.unknown"),
        "exits",
    ),
    _equal(
        "participants",
        "Ausgeschiedene und noch Teilnehmende ergeben die Teilnehmenden.",
        ("leavers", "stayers"),
        "participants",
    ),
    _within("participants", "cases", "Personen sind höchstens so viele wie Teilnahmen."),
    _at_most(
        "cases",
        "Teilnahmen sind höchstens so viele wie der Bestand vor dem Zeitraum und die Eintritte.",
        ("cases",),
        "case_stock_before",
        "entries",
    ),
    _at_most("entries", "Eintritte sind höchstens so viele wie Teilnahmen.", ("entries",), "cases"),
    _within("month_only", "participants", "Wer nur einen Monat hat, gehört zu den Teilnehmenden."),
    _at_most(
        "occupancy",
        "Die höchste Belegung ist höchstens die Zahl der Teilnehmenden.",
        ("occupancy_max",),
        "participants",
    ),
    _at_most(
        "usual",
        "Die untere Grenze der üblichen Belegung liegt nicht über der oberen.",
        ("occupancy_usual_low",),
        "occupancy_usual_high",
    ),
    _at_most(
        "highest",
        "Die übliche Belegung liegt nicht über der höchsten.",
        ("occupancy_usual_high",),
        "occupancy_max",
    ),
    _at_most(
        "stayers",
        "Noch Teilnehmende sind höchstens so viele wie die höchste Belegung.",
        ("stayers",),
        "occupancy_max",
    ),
)

SUCCESS = (
    _equal(
        "neither",
        "Ausbildung, Beschäftigung und keines von beiden ergeben die Teilnehmenden.",
        ("outcome.training", "outcome.work", "outcome.neither"),
        "participants",
    ),
    _within(
        "outcome_after_period",
        "participants",
        "Wessen Verbleib nach dem Zeitraum begann, gehört zu den Teilnehmenden.",
    ),
    _equal(
        "placement by time",
        "Unmittelbare und mittelbare Vermittlungen ergeben die Vermittlungen.",
        ("placement_direct", "placement_indirect"),
        "placement",
    ),
    _equal(
        "placement by kind",
        "Aufnahmen von Ausbildung und Beschäftigung sind die Vermittlungen und die mit beidem.",
        ("outcome_any.training", "outcome_any.work"),
        "placement",
        "placement_both",
    ),
    _within("placement_both", "outcome_any.training", "Wer beides hat, hat eine Ausbildung."),
    _within("placement_both", "outcome_any.work", "Wer beides hat, hat eine Beschäftigung."),
    _at_most(
        "main outcomes",
        "Verbleib in Ausbildung oder Beschäftigung haben höchstens die Vermittelten.",
        ("outcome.training", "outcome.work"),
        "placement",
    ),
    _equal(
        "base of placement",
        "Die Grundzahl der Vermittlung ist die Zahl der Teilnehmenden.",
        ("placement/base",),
        "participants",
    ),
    _equal(
        "base of success",
        "Die Grundzahl des Erfolgs ist die Zahl der Teilnehmenden.",
        ("success/base",),
        "participants",
    ),
)

CONTACTS = (
    _within(
        "handover/base", "leavers", "Die Grundzahl der Übergaben gehört zu den Ausgeschiedenen."
    ),
    _within("handover_need", "handover", "Übergaben bei Bedarf gehören zu den Übergaben."),
    _within(
        "handover_need/base",
        "handover/base",
        "Ausgeschiedene mit weiterem Bedarf gehören zu den Ausgeschiedenen.",
    ),
    _within("handover_placed", "handover", "Übergaben Vermittelter gehören zu den Übergaben."),
    _within(
        "handover_placed/base",
        "handover/base",
        "Vermittelte Ausgeschiedene gehören zu den Ausgeschiedenen.",
    ),
    _within(
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
    _at_most(
        "handovers",
        "Übergebene Personen sind höchstens so viele wie Übergaben.",
        ("handover_persons",),
        "handover_events",
    ),
    _equal(
        "supports",
        "Begleitete mit und ohne Vermittlung ergeben die Begleiteten.",
        ("supports_with_placement", "supports_without_placement"),
        "supports",
    ),
    _within("supports_running", "supports", "Wer noch begleitet wird, gehört zu den Begleiteten."),
    _within("supports_with_placement", "placement", "Begleitete Vermittelte sind Vermittelte."),
    *(
        _within(f"promises.{state}", "promises", "Zusagen nach ihrem Stand gehören zu den Zusagen.")
        for state in ("fulfilled", "open", "lapsed")
    ),
    _at_most(
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
        *SUCCESS,
        *_outcomes(),
        *_first_choice(definitions),
        *CONTACTS,
        *_coded(),
        *_sustained(definitions),
    )


def _outcomes() -> Iterator[Identity]:
    kinds = [code.name for code in vocabulary().codes["kind"] if code.outcome]
    parts = {whole: [k for k in kinds if k.startswith(f"{whole}_")] for whole in WHOLES}
    single = [k for k in kinds if not any(k in some for some in parts.values())]
    classes = (*WHOLES, *single, *CLASSES)
    yield _equal(
        "outcomes",
        "Die Angaben zum Verbleib ergeben die Teilnehmenden.",
        tuple(f"outcome.{name}" for name in classes),
        "participants",
    )
    for whole, label in WHOLES.items():
        yield _equal(
            f"outcome.{whole}",
            f"Die Arten der {label} ergeben den Verbleib in {label}.",
            tuple(f"outcome.{kind}" for kind in parts[whole]),
            f"outcome.{whole}",
        )
        yield _equal(
            f"outcome.{whole} by time",
            f"Unmittelbarer und mittelbarer Verbleib ergeben den Verbleib in {label}.",
            (f"outcome_direct.{whole}", f"outcome_indirect.{whole}"),
            f"outcome.{whole}",
        )
    for kind in (*WHOLES, *kinds):
        yield _at_most(
            f"outcome_any.{kind}",
            "Der Verbleib einer Art ist höchstens die Zahl der Aufnahmen dieser Art.",
            (f"outcome.{kind}",),
            f"outcome_any.{kind}",
        )
        yield _at_most(
            f"outcome_any.{kind} in participants",
            "Aufnahmen einer Art haben höchstens die Teilnehmenden.",
            (f"outcome_any.{kind}",),
            "participants",
        )


def _first_choice(definitions: Definitions) -> Iterator[Identity]:
    """Whatever stands first in the precedence is nobody's second choice."""
    first = definitions.precedence[0] if definitions.precedence else ""
    yield _equal(
        "first choice",
        "Der Verbleib der Art, die zuerst zählt, ist die Zahl der Aufnahmen dieser Art.",
        (f"outcome.{first}",),
        f"outcome_any.{first}",
    )
    if {"training", "work_insured", "work_marginal", "work_unspecified"} <= set(
        definitions.positive_kinds
    ):
        yield _within("placement", "success", "Wer vermittelt ist, zählt als Erfolg.")


def _coded() -> Iterator[Identity]:
    for code in vocabulary().codes["support_kind"]:
        yield _within(
            f"supports.{code.name}", "supports", "Begleitete einer Art gehören zu den Begleiteten."
        )
    for code in vocabulary().codes["receiver_kind"]:
        yield _within(
            f"handover_to.{code.name}",
            "handover_persons",
            "Übergebene an eine Stelle gehören zu den Übergebenen.",
        )


def _sustained(definitions: Definitions) -> Iterator[Identity]:
    for days in definitions.sustained_days:
        states = tuple(
            f"sustained_{days}.{state}" for state in ("yes", "no", "too_early", "unknown")
        )
        for state in states:
            yield _within(
                state, "placement", "Der Bestand der Vermittlung ist der von Vermittelten."
            )
        yield _at_most(
            f"sustained_{days}",
            "Vermittelte sind höchstens so viele wie die nach dem Bestand ihrer Vermittlung.",
            ("placement",),
            *states,
        )
