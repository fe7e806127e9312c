"""The figures of handovers and of continuing support."""

from collections.abc import Callable

from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.people import code_of, flags
from durchstarten_cli.count.register import Measure, distinct, observed, people, rows
from durchstarten_cli.count.scope import NONE, View
from durchstarten_cli.tables import Mask
from durchstarten_cli.vocabulary import vocabulary

HANDED = (
    "Ausgeschiedene (ohne Ende aus anderen Gründen) mit einer erfolgten Übergabe zwischen Eintritt "
    "und {handover_days} Tagen nach dem letzten Austritt, bis zum Datenstand"
)


def _handed(counted: Counted) -> Mask:
    return counted.handed_base & counted.handed(done=True)


def _received_by(kind: int) -> Callable[[Counted], View]:
    return lambda c: c.handed_in_period.where(c.handed_in_period.receiver_kind == kind)


HANDOVERS = (
    Measure(
        "handover",
        "Fallübergaben (Personen)",
        f"{HANDED}; Grundgesamtheit: diese Ausgeschiedenen.",
        observed(people(_handed, base=lambda c: c.handed_base)),
        restrictable=True,
    ),
    Measure(
        "handover_need",
        "Fallübergaben bei weiterem Bedarf",
        f"{HANDED}; Grundgesamtheit: diese Ausgeschiedenen mit weiterem Bedarf.",
        observed(people(_handed, base=lambda c: c.handed_base & c.needing)),
        restrictable=True,
    ),
    Measure(
        "handover_placed",
        "Fallübergaben bei Vermittelten",
        f"{HANDED}; Grundgesamtheit: diese Ausgeschiedenen mit Vermittlung.",
        observed(people(_handed, base=lambda c: c.handed_base & c.placed)),
        restrictable=True,
    ),
    Measure(
        "handover_offered",
        "Fallübergaben: nur angeboten",
        "Ausgeschiedene (ohne Ende aus anderen Gründen), denen eine Übergabe nur angeboten wurde.",
        observed(people(lambda c: c.handed_base & c.handed(done=False) & ~c.handed(done=True))),
        restrictable=True,
    ),
    Measure(
        "handover_persons",
        "im Zeitraum übergebene Personen",
        "Personen mit einer erfolgten Übergabe, die im Zeitraum liegt.",
        distinct(lambda c: c.handed_in_period),
    ),
    Measure(
        "handover_events",
        "Übergaben im Zeitraum",
        "Erfolgte Übergaben, die im Zeitraum liegen.",
        rows(lambda c: c.handed_in_period),
        unit="events",
    ),
    *(
        Measure(
            f"handover_to.{code.name}",
            f"Fallübergaben an: {code.label}",
            f"Personen mit einer erfolgten Übergabe im Zeitraum, empfangende Stelle: {code.label}.",
            distinct(_received_by(code_of("receiver_kind", code.name))),
        )
        for code in vocabulary().codes["receiver_kind"]
        if code.name != "internal"
    ),
    Measure(
        "handover_internal",
        "Wechsel in einen anderen Baustein",
        "Personen, die im Zeitraum an einen anderen Baustein des Programms übergeben wurden.",
        distinct(lambda c: c.transfers),
    ),
)


def _supports_of(kind: int) -> Callable[[Counted], View]:
    return lambda c: c.supported.where(c.supported.support_kind == kind)


def _running(counted: Counted) -> View:
    until = counted.supported.support_until
    return counted.supported.where((until == NONE) | (until > counted.scope.known))


def _supports_placed(*, placed: bool) -> Callable[[Counted], View]:
    def chosen(counted: Counted) -> View:
        found = flags(counted.people.person[counted.placed], counted.scope.population)
        return counted.supported.where(found[counted.supported.person] == placed)

    return chosen


SUPPORTS = (
    Measure(
        "supports",
        "Personen mit weiterer Begleitung",
        "Personen mit einer weiteren Begleitung, die den Zeitraum berührt.",
        distinct(lambda c: c.supported),
    ),
    *(
        Measure(
            f"supports.{code.name}",
            f"Weitere Begleitung: {code.label}",
            f"Personen mit einer Begleitung der Art „{code.label}“, die den Zeitraum berührt.",
            distinct(_supports_of(code_of("support_kind", code.name))),
        )
        for code in vocabulary().codes["support_kind"]
    ),
    Measure(
        "supports_running",
        "Weitere Begleitung, am Datenstand noch nicht beendet",
        "Personen mit weiterer Begleitung, die am Datenstand noch läuft.",
        distinct(_running),
    ),
    Measure(
        "supports_without_placement",
        "Weitere Begleitung ohne Vermittlung",
        "Personen mit weiterer Begleitung und ohne Vermittlung.",
        distinct(_supports_placed(placed=False)),
    ),
    Measure(
        "supports_with_placement",
        "Weitere Begleitung neben einer Vermittlung",
        "Personen mit weiterer Begleitung und mit Vermittlung.",
        distinct(_supports_placed(placed=True)),
    ),
)
