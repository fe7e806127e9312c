"""The figures of success: main outcomes, all outcomes, placement."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from durchstarten_cli.count.counted import CLASSES, PLACED
from durchstarten_cli.count.outcomes import UNATTRIBUTED, kinds_of
from durchstarten_cli.count.register import Condition, Measure, every, one_of
from durchstarten_cli.count.registered import PEOPLE, STARTS
from durchstarten_cli.vocabulary import vocabulary

KINDS = [code for code in vocabulary().codes["kind"] if code.outcome]
GROUPS = {"training": "Ausbildung", "work": "Beschäftigung"}
"""Classes of several kinds: "Ausbildung (company or school)", the three kinds of Beschäftigung."""

OTHER_CLASSES = {
    "before_period": (
        "vor dem Zeitraum aufgenommen",
        "eine Aufnahme vor dem Zeitraum und keine in ihm",
    ),
    "still": ("nehmen noch teil", "keine Aufnahme, am Ende des Zeitraums noch im Bestand"),
    "neutral": ("Ende aus anderen Gründen", "keine Aufnahme; Umzug, Ausreise, Zuständigkeit, Tod"),
    "dropout": ("vorzeitig beendet", "keine Aufnahme, vorzeitig ausgeschieden"),
    "none": (
        "planmäßig beendet, keine Aufnahme gemeldet",
        "planmäßig beendet, keine Aufnahme gemeldet",
    ),
    "unknown": ("unbekannt", "weder eine Aufnahme noch eine Art des Austritts gemeldet"),
}
WINDOW = (
    "Aufnahmen zählen, wenn sie im Zeitraum liegen oder, falls {the_module} in ihm endet, danach "
    "bis zum Datenstand."
)


ALL = [*GROUPS.items(), *((kind.name, f"{{kind_{kind.name}}}") for kind in KINDS)]


def began(*names: str) -> Condition:
    """Participants with a counted start of one of the kinds or classes named."""
    kinds = [vocabulary().codes["kind"][number].name for number in kinds_of(*names)]
    return lambda row: reduce(or_, (getattr(row, f"began_{kind}") for kind in kinds))


def _main(*names: str) -> Condition:
    return lambda row: one_of(row.kind, *kinds_of(*names))


def _class(name: str) -> Condition:
    return lambda row: row.main_class == CLASSES.index(name)


def _decided(name: str, *, directly: bool) -> Condition:
    return lambda row: _main(name)(row) & (row.decided_directly == directly)


def _main_outcomes() -> Iterator[Measure]:
    rule = "Höchster Verbleib je Person unter den zugerechneten Aufnahmen: {label}. " + WINDOW
    for name, label in ALL:
        text = rule.replace("{label}", label)
        where = _main(name)
        yield Measure(f"outcome.{name}", f"Verbleib: {label}", text, PEOPLE, where)
    for name, (label, text) in OTHER_CLASSES.items():
        where = _class(name)
        yield Measure(f"outcome.{name}", f"Verbleib: {label}", f"Personen: {text}.", PEOPLE, where)


def _by_relation() -> Iterator[Measure]:
    for name, label in GROUPS.items():
        yield Measure(
            f"outcome_direct.{name}",
            f"Verbleib {label}, unmittelbar",
            DIRECT_TEXT,
            PEOPLE,
            _decided(name, directly=True),
        )
        yield Measure(
            f"outcome_indirect.{name}",
            f"Verbleib {label}, mittelbar",
            INDIRECT_TEXT,
            PEOPLE,
            _decided(name, directly=False),
        )


def _any_outcomes() -> Iterator[Measure]:
    for name, label in ALL:
        yield Measure(
            f"outcome_any.{name}",
            f"Aufnahmen: {label}",
            f"Personen mit einer Aufnahme der Art „{label}“, was immer sie sonst aufnahmen. "
            + WINDOW,
            PEOPLE,
            began(name),
        )


DIRECT_TEXT = (
    "Zusage oder Aufnahme während der Teilnahme oder bis {direct_days} Tage nach dem Austritt."
)
INDIRECT_TEXT = "Aufnahme später, bis {indirect_days} Tage nach dem Austritt."


def _in_time(row: Any) -> Any:
    """Attributed starts in the window."""
    return (row.relation > UNATTRIBUTED) & row.in_window


PLACEMENT = (
    *_main_outcomes(),
    *_by_relation(),
    Measure(
        "outcome.neither",
        "Verbleib: weder Ausbildung noch Beschäftigung",
        "{participants}, deren Verbleib keine Ausbildung und keine Beschäftigung ist.",
        PEOPLE,
        lambda row: ~one_of(row.kind, *PLACED),
    ),
    Measure(
        "outcome_after_period",
        "Verbleib: davon nach Ende des Zeitraums",
        "Personen, deren Verbleib nach dem Ende des Zeitraums begann.",
        PEOPLE,
        lambda row: row.after_period,
    ),
    *_any_outcomes(),
    Measure(
        "placement",
        "Vermittlung in Ausbildung oder Arbeit",
        "Personen mit Ausbildung oder einer Beschäftigung. " + WINDOW,
        PEOPLE,
        lambda row: row.placed,
        base=every,
        base_label="alle Teilnehmenden",
    ),
    Measure(
        "placement_both",
        "Vermittlung: davon beides",
        "Personen mit Ausbildung und einer Beschäftigung.",
        PEOPLE,
        lambda row: began("training")(row) & began("work")(row),
    ),
    Measure(
        "placement_direct",
        "Vermittlung, unmittelbar",
        DIRECT_TEXT,
        PEOPLE,
        lambda row: row.placed_directly,
    ),
    Measure(
        "placement_indirect",
        "Vermittlung, mittelbar",
        INDIRECT_TEXT,
        PEOPLE,
        lambda row: row.placed & ~row.placed_directly,
    ),
    Measure(
        "success",
        "Personen mit positivem Verbleib",
        "Personen mit mindestens einem Verbleib aus der Liste: {positive_kinds}.",
        PEOPLE,
        lambda row: row.positive,
        base=every,
        base_label="alle Teilnehmenden",
    ),
    Measure(
        "starts_unattributed",
        "Aufnahmen ohne zeitlichen Zusammenhang",
        "Personen mit einer Aufnahme, die später als {indirect_days} Tage nach dem Austritt "
        "oder vor "
        "jedem Eintritt liegt; sie stehen nur hier.",
        STARTS,
        lambda row: (row.relation == UNATTRIBUTED) & row.in_window,
    ),
    Measure(
        "starts_former",
        "Aufnahmen nach früherer Teilnahme",
        "Personen mit einer zugerechneten Aufnahme, die nur vor dem Zeitraum teilnahmen; sie "
        "stehen nur hier.",
        STARTS,
        lambda row: _in_time(row) & ~row.participant,
    ),
    Measure(
        "outcomes_undated",
        "Verbleib ohne Datum",
        "Personen mit einem Verbleib ohne Datum; er zählt am Tag des Austritts.",
        STARTS,
        lambda row: _in_time(row) & row.undated,
    ),
)
