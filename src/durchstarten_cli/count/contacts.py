"""The figures of handovers and of continuing support."""

from typing import Any

from durchstarten_cli.count.register import Condition, Measure, has
from durchstarten_cli.count.registered import HANDOVERS as TABLE
from durchstarten_cli.count.registered import PEOPLE
from durchstarten_cli.count.registered import SUPPORTS as SUPPORT_TABLE
from durchstarten_cli.vocabulary import vocabulary

HANDED = (
    "Ausgeschiedene (ohne Ende aus anderen Gründen) mit einer erfolgten Übergabe zwischen Eintritt "
    "und {handover_days} Tagen nach dem letzten Austritt, bis zum Datenstand"
)


def _left(row: Any) -> Any:
    """Leavers, "neutral exits left out"."""
    return ~row.still & ~has(row.exit_class, "exit_class", "neutral")


def _done(row: Any) -> Any:
    """Handovers done in the period, to somebody outside the programme."""
    return row.done & ~row.internal & row.dated


def _done_to(kind: str) -> Condition:
    return lambda row: _done(row) & has(row.receiver_kind, "receiver_kind", kind)


def _of_kind(kind: str) -> Condition:
    return lambda row: has(row.support_kind, "support_kind", kind)


HANDOVERS = (
    Measure(
        "handover",
        "Fallübergaben (Personen)",
        f"{HANDED}; Grundgesamtheit: diese Ausgeschiedenen.",
        PEOPLE,
        lambda row: row.handed,
        base=_left,
        base_label="Ausgeschiedene (ohne Ende aus anderen Gründen)",
        observed=True,
    ),
    Measure(
        "handover_need",
        "Fallübergaben bei weiterem Bedarf",
        f"{HANDED}; Grundgesamtheit: diese Ausgeschiedenen mit weiterem Bedarf.",
        PEOPLE,
        lambda row: row.handed,
        base=lambda row: _left(row) & has(row.further_need, "further_need", "yes"),
        base_label="davon die mit weiterem Bedarf",
        observed=True,
    ),
    Measure(
        "handover_placed",
        "Fallübergaben bei Vermittelten",
        f"{HANDED}; Grundgesamtheit: diese Ausgeschiedenen mit Vermittlung.",
        PEOPLE,
        lambda row: row.handed,
        base=lambda row: _left(row) & row.placed,
        base_label="davon die mit Vermittlung",
        observed=True,
    ),
    Measure(
        "handover_offered",
        "Fallübergaben: nur angeboten",
        "Ausgeschiedene (ohne Ende aus anderen Gründen), denen eine Übergabe nur angeboten wurde.",
        PEOPLE,
        lambda row: _left(row) & row.offered,
        observed=True,
    ),
    Measure(
        "handover_persons",
        "im Zeitraum übergebene Personen",
        "Personen mit einer erfolgten Übergabe, die im Zeitraum liegt.",
        TABLE,
        _done,
    ),
    Measure(
        "handover_events",
        "Übergaben im Zeitraum",
        "Erfolgte Übergaben, die im Zeitraum liegen.",
        TABLE,
        _done,
        counts="rows",
        unit="events",
    ),
    *(
        Measure(
            f"handover_to.{code.name}",
            f"Fallübergaben an: {{receiver_kind_{code.name}}}",
            "Personen mit einer erfolgten Übergabe im Zeitraum, empfangende Stelle: "
            f"{{receiver_kind_{code.name}}}.",
            TABLE,
            _done_to(code.name),
        )
        for code in vocabulary().codes["receiver_kind"]
        if code.name != "internal"
    ),
    Measure(
        "handover_internal",
        "Wechsel innerhalb des Programms",
        "Personen, die im Zeitraum zwischen zwei {modules} des Programms übergeben wurden.",
        TABLE,
        lambda row: row.done & row.internal & row.dated,
    ),
)

SUPPORTS = (
    Measure(
        "supports",
        "Personen mit weiterer Begleitung",
        "Personen mit einer weiteren Begleitung, die den Zeitraum berührt.",
        SUPPORT_TABLE,
    ),
    *(
        Measure(
            f"supports.{code.name}",
            f"Weitere Begleitung: {{support_kind_{code.name}}}",
            f"Personen mit einer Begleitung der Art „{{support_kind_{code.name}}}“, die den "
            "Zeitraum berührt.",
            SUPPORT_TABLE,
            _of_kind(code.name),
        )
        for code in vocabulary().codes["support_kind"]
    ),
    Measure(
        "supports_running",
        "Weitere Begleitung, am Datenstand noch nicht beendet",
        "Personen mit weiterer Begleitung, die am Datenstand noch läuft.",
        SUPPORT_TABLE,
        lambda row: row.running,
    ),
    Measure(
        "supports_without_placement",
        "Weitere Begleitung ohne Vermittlung",
        "Personen mit weiterer Begleitung und ohne Vermittlung.",
        SUPPORT_TABLE,
        lambda row: ~row.placed,
    ),
    Measure(
        "supports_with_placement",
        "Weitere Begleitung neben einer Vermittlung",
        "Personen mit weiterer Begleitung und mit Vermittlung.",
        SUPPORT_TABLE,
        lambda row: row.placed,
    ),
)
