"""Identities that the vocabulary and the settings make: over kinds of outcomes, receivers, days."""

from collections.abc import Iterator
from itertools import pairwise

from durchstarten_cli.config import Definitions
from durchstarten_cli.selfcheck.identity import Identity, adds_up, at_most, within
from durchstarten_cli.vocabulary import vocabulary

WHOLES = {"training": "Ausbildung", "work": "Beschäftigung"}
CLASSES = ("before_period", "still", "neutral", "dropout", "none", "unknown")
"""Classes of the main outcome beside the kinds of outcome."""


def outcomes() -> Iterator[Identity]:
    kinds = [code.name for code in vocabulary().codes["kind"] if code.outcome]
    parts = {whole: [k for k in kinds if k.startswith(f"{whole}_")] for whole in WHOLES}
    single = [k for k in kinds if not any(k in some for some in parts.values())]
    classes = (*WHOLES, *single, *CLASSES)
    yield adds_up(
        "outcomes",
        "Die Angaben zum Verbleib ergeben die Teilnehmenden.",
        tuple(f"outcome.{name}" for name in classes),
        "participants",
    )
    for whole, label in WHOLES.items():
        yield adds_up(
            f"outcome.{whole}",
            f"Die Arten der {label} ergeben den Verbleib in {label}.",
            tuple(f"outcome.{kind}" for kind in parts[whole]),
            f"outcome.{whole}",
        )
        yield adds_up(
            f"outcome.{whole} by time",
            f"Unmittelbarer und mittelbarer Verbleib ergeben den Verbleib in {label}.",
            (f"outcome_direct.{whole}", f"outcome_indirect.{whole}"),
            f"outcome.{whole}",
        )
    for kind in (*WHOLES, *kinds):
        yield at_most(
            f"outcome_any.{kind}",
            "Der Verbleib einer Art ist höchstens die Zahl der Aufnahmen dieser Art.",
            (f"outcome.{kind}",),
            f"outcome_any.{kind}",
        )
        yield at_most(
            f"outcome_any.{kind} in participants",
            "Aufnahmen einer Art haben höchstens die Teilnehmenden.",
            (f"outcome_any.{kind}",),
            "participants",
        )


def first_choice(definitions: Definitions) -> Iterator[Identity]:
    """Whatever stands first in the precedence is nobody's second choice."""
    first = definitions.precedence[0] if definitions.precedence else ""
    yield adds_up(
        "first choice",
        "Der Verbleib der Art, die zuerst zählt, ist die Zahl der Aufnahmen dieser Art.",
        (f"outcome.{first}",),
        f"outcome_any.{first}",
    )
    if {"training", "work_insured", "work_marginal", "work_unspecified"} <= set(
        definitions.positive_kinds
    ):
        yield within("placement", "success", "Wer vermittelt ist, zählt als Erfolg.")


def coded() -> Iterator[Identity]:
    for code in vocabulary().codes["support_kind"]:
        yield within(
            f"supports.{code.name}", "supports", "Begleitete einer Art gehören zu den Begleiteten."
        )
    for code in vocabulary().codes["receiver_kind"]:
        yield within(
            f"handover_to.{code.name}",
            "handover_persons",
            "Übergebene an eine Stelle gehören zu den Übergebenen.",
        )


def durations(definitions: Definitions) -> Identity:
    """The bands of duration hold every case."""
    lows = definitions.duration_bands
    bands = [f"{low}-{high - 1}" for low, high in pairwise(lows)]
    return adds_up(
        "durations",
        "Die Teilnahmen nach ihrer Dauer ergeben die Teilnahmen.",
        tuple(f"duration.{band}" for band in (*bands, f"{lows[-1]}+")),
        "cases",
    )


def lasting(definitions: Definitions) -> Iterator[Identity]:
    for days in definitions.sustained_days:
        states = tuple(
            f"sustained_{days}.{state}" for state in ("yes", "no", "too_early", "unknown")
        )
        for state in states:
            yield within(
                state, "placement", "Der Bestand der Vermittlung ist der von Vermittelten."
            )
        yield at_most(
            f"sustained_{days}",
            "Vermittelte sind höchstens so viele wie die nach dem Bestand ihrer Vermittlung.",
            ("placement",),
            *states,
        )
