"""The figures of success: main outcomes, all outcomes, placement."""

from collections.abc import Callable, Iterator

import numpy as np

from durchstarten_cli.count.counted import CLASSES, Counted
from durchstarten_cli.count.outcomes import UNATTRIBUTED, kinds_of
from durchstarten_cli.count.people import flags
from durchstarten_cli.count.register import Measure, distinct, people
from durchstarten_cli.count.scope import NONE, View
from durchstarten_cli.tables import Mask, Numbers
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
    "Aufnahmen zählen, wenn sie im Zeitraum liegen oder, falls der Baustein in ihm endet, danach "
    "bis zum Datenstand."
)


def _main(kinds: Numbers) -> Callable[[Counted], Mask]:
    return lambda c: c.main_among(kinds)


def _class(name: str) -> Callable[[Counted], Mask]:
    return lambda c: np.asarray(c.main_class == CLASSES.index(name))


def _any(kinds: Numbers) -> Callable[[Counted], Mask]:
    return lambda c: c.any_of(kinds)


def _main_outcomes() -> Iterator[Measure]:
    rule = "Höchster Verbleib je Person unter den zugerechneten Aufnahmen: {label}. " + WINDOW
    for name, label in [*GROUPS.items(), *((k.name, k.label) for k in KINDS)]:
        select = people(_main(kinds_of(name)))
        text = rule.replace("{label}", label)
        yield Measure(f"outcome.{name}", f"Verbleib: {label}", text, select, restrictable=True)
    for name, (label, text) in OTHER_CLASSES.items():
        select = people(_class(name))
        yield Measure(
            f"outcome.{name}", f"Verbleib: {label}", f"Personen: {text}.", select, restrictable=True
        )


def _neither(counted: Counted) -> Mask:
    return ~counted.main_among(kinds_of("training", "work"))


def _decided(main: Callable[[Counted], Mask], *, directly: bool) -> Callable[[Counted], Mask]:
    return lambda c: main(c) & (c.decided_directly == directly)


def _by_relation() -> Iterator[Measure]:
    for name, label in GROUPS.items():
        main = _main(kinds_of(name))
        yield Measure(
            f"outcome_direct.{name}",
            f"Verbleib {label}, unmittelbar",
            "Zusage oder Aufnahme während der Teilnahme oder bis {direct_days} Tage nach dem "
            "Austritt.",
            people(_decided(main, directly=True)),
            restrictable=True,
        )
        yield Measure(
            f"outcome_indirect.{name}",
            f"Verbleib {label}, mittelbar",
            "Aufnahme später, bis {indirect_days} Tage nach dem Austritt.",
            people(_decided(main, directly=False)),
            restrictable=True,
        )


def _after_period(counted: Counted) -> Mask:
    started = np.append(counted.starts.started_on, NONE)[counted.deciding]
    late: Mask = started > counted.scope.last
    return late


def _any_outcomes() -> Iterator[Measure]:
    for name, label in [*GROUPS.items(), *((k.name, k.label) for k in KINDS)]:
        yield Measure(
            f"outcome_any.{name}",
            f"Aufnahmen: {label}",
            f"Personen mit einer Aufnahme der Art „{label}“, was immer sie sonst aufnahmen. "
            + WINDOW,
            people(_any(kinds_of(name))),
            restrictable=True,
        )


TRAINING, WORK = kinds_of("training"), kinds_of("work")
PLACED = np.concatenate([TRAINING, WORK])


def _success(counted: Counted) -> Mask:
    return counted.any_of(kinds_of(*counted.scope.definitions.positive_kinds))


def _unattributed(counted: Counted) -> View:
    starts = counted.starts
    return starts.where((starts.relation == UNATTRIBUTED) & starts.in_window)


def _former(counted: Counted) -> View:
    starts = counted.counted_starts
    return starts.where(~flags(counted.people.person, counted.scope.population)[starts.person])


def _undated(counted: Counted) -> View:
    starts = counted.counted_starts
    return starts.where(starts.undated.astype(bool))


PLACEMENT = (
    *_main_outcomes(),
    *_by_relation(),
    Measure(
        "outcome.neither",
        "Verbleib: weder Ausbildung noch Beschäftigung",
        "Teilnehmende, deren Verbleib keine Ausbildung und keine Beschäftigung ist.",
        people(_neither),
        restrictable=True,
    ),
    Measure(
        "outcome_after_period",
        "Verbleib: davon nach Ende des Zeitraums",
        "Personen, deren Verbleib nach dem Ende des Zeitraums begann.",
        people(_after_period),
    ),
    *_any_outcomes(),
    Measure(
        "placement",
        "Vermittlung in Ausbildung oder Arbeit",
        "Personen mit Ausbildung oder einer Beschäftigung. " + WINDOW,
        people(lambda c: c.placed, base=lambda c: np.ones(len(c.people), dtype=bool)),
        restrictable=True,
    ),
    Measure(
        "placement_both",
        "Vermittlung: davon beides",
        "Personen mit Ausbildung und einer Beschäftigung.",
        people(lambda c: c.any_of(TRAINING) & c.any_of(WORK)),
        restrictable=True,
    ),
    Measure(
        "placement_direct",
        "Vermittlung, unmittelbar",
        "Zusage oder Aufnahme während der Teilnahme oder bis {direct_days} Tage nach dem Austritt.",
        people(lambda c: c.directly(PLACED)),
        restrictable=True,
    ),
    Measure(
        "placement_indirect",
        "Vermittlung, mittelbar",
        "Aufnahme später, bis {indirect_days} Tage nach dem Austritt.",
        people(lambda c: c.placed & ~c.directly(PLACED)),
        restrictable=True,
    ),
    Measure(
        "success",
        "Personen mit positivem Verbleib",
        "Personen mit mindestens einem Verbleib aus der Liste: {positive_kinds}.",
        people(_success, base=lambda c: np.ones(len(c.people), dtype=bool)),
        restrictable=True,
    ),
    Measure(
        "starts_unattributed",
        "Aufnahmen ohne zeitlichen Zusammenhang",
        "Personen mit einer Aufnahme, die später als {indirect_days} Tage nach dem Austritt "
        "oder vor "
        "jedem Eintritt liegt; sie stehen nur hier.",
        distinct(_unattributed),
    ),
    Measure(
        "starts_former",
        "Aufnahmen früherer Teilnehmender",
        "Personen mit einer zugerechneten Aufnahme, die nur vor dem Zeitraum teilnahmen; sie "
        "stehen nur hier.",
        distinct(_former),
    ),
    Measure(
        "outcomes_undated",
        "Verbleib ohne Datum",
        "Personen mit einem Verbleib ohne Datum; er zählt am Tag des Austritts.",
        distinct(_undated),
    ),
)
