"""Neighbouring definitions: what changes in each, and which figures it concerns."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from durchstarten_cli import count, normalise, validate
from durchstarten_cli.config import Change, Definitions, Settings
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.examine import Examined, Run

Situation = tuple[Run, Examined]
"""What a figure is counted in."""

OWN = "own."
OUTCOMES = (
    *("outcome", "placement", "success", "starts", "sustained"),
    *("supports_with", "handover_placed"),
)
CASES = ("case", "entries", "exits", "duration")
NO_DAYS = ("received", "used", "set_aside", "reported")


@dataclass(frozen=True)
class Variant:
    """One neighbouring definition; it concerns measures whose names begin with one of `concerns`.

    `but` are beginnings of names that it does not concern. Without `concerns` it concerns all; own
    figures may ask for anything.
    """

    name: str
    label: str
    change: Callable[[Situation], Situation]
    concerns: tuple[str, ...] = ()
    but: tuple[str, ...] = NO_DAYS

    def is_relevant(self, figure: Figure) -> bool:
        """Whether it could change the figure."""
        concerned = not self.concerns or figure.measure.startswith((OWN, *self.concerns))
        return concerned and not figure.measure.startswith(self.but)


def variants(run: Run, figure: Figure) -> tuple[Variant, ...]:
    """All neighbouring definitions of a figure, in the order in which they are shown."""
    settings = run.project.settings
    shared = (settings.definitions_of(figure.module),)
    # What belongs to a start is that of its module, also over all modules.
    of_starts = shared if figure.module else tuple(map(settings.definitions_of, settings.modules))
    windows = [
        ("direct_days", "Frist für eine unmittelbare Aufnahme", OUTCOMES, of_starts),
        ("indirect_days", "Frist für eine mittelbare Aufnahme", OUTCOMES, of_starts),
        ("handover_days", "Frist für eine Übergabe", ("handover",), shared),
    ]
    return (
        *(_gap(days, _concerned_by_gaps(settings)) for days in (0, 14, 90)),
        _moved("first", -1, "Zeitraum beginnt einen Tag früher"),
        _moved("first", 1, "Zeitraum beginnt einen Tag später"),
        _moved("last", -1, "Zeitraum endet einen Tag früher"),
        _moved("last", 1, "Zeitraum endet einen Tag später"),
        Variant(
            "promises_count",
            "eine Zusage zählt schon als Aufnahme",
            _promised,
            (*OUTCOMES, "promises"),
        ),
        Variant(
            "precedence_turned",
            "Rangfolge der Verbleibe umgekehrt",
            _defining(lambda chosen: {"precedence": tuple(reversed(chosen.precedence))}),
            ("outcome.", "outcome_direct", "outcome_indirect", "outcome_after", "sustained"),
        ),
        *(variant for window in windows for variant in _windows(*window)),
        _follow_up("endet der Baustein, zählen auch Aufnahmen danach", follow_up=True),
        _follow_up("Aufnahmen nach dem Zeitraum zählen nicht", follow_up=False),
        Variant("set_aside_included", "auch nicht gezählte Zeilen zählen", _with_all_rows),
    )


def _defining(change: Change) -> Callable[[Situation], Situation]:
    """The same with other definitions, in every module also where it has its own."""

    def changed(situation: Situation) -> Situation:
        run, examined = situation
        others = run.project.settings.redefined(change)
        return replace(run, project=replace(run.project, settings=others)), examined

    return changed


def _windows(
    name: str, label: str, concerns: tuple[str, ...], chosen: tuple[Definitions, ...]
) -> Iterator[Variant]:
    """A window halved and doubled; modules with different ones have no number in common."""
    values = {getattr(definitions, name) for definitions in chosen}
    days = values.pop() if len(values) == 1 else None
    for factor, of_each, word in ((0.5, "/2", "halbiert"), (2, "*2", "verdoppelt")):
        if days == 0:
            continue
        other = None if days is None else int(days * factor)
        yield Variant(
            f"{name}{of_each}" if other is None else f"{name}={other}",
            f"{label}: " + (word if other is None else f"{other} statt {days} Tage"),
            _defining(_times(name, factor)),
            concerns,
        )


def _times(name: str, factor: float) -> Change:
    return lambda chosen: {name: int(getattr(chosen, name) * factor)}


def _follow_up(label: str, *, follow_up: bool) -> Variant:
    return Variant(
        f"follow_up={str(follow_up).lower()}",
        label,
        _defining(lambda _: {"follow_up": follow_up}),
        OUTCOMES,
    )


_NO_GAP = "schon ein Tag Unterbrechung beendet eine Teilnahme"


def _concerned_by_gaps(settings: Settings) -> tuple[str, ...]:
    """All figures where short cases do not count: a gap decides how long a case is."""
    least = (settings.definitions_of(name).minimum_days for name in settings.modules)
    return () if any(least) else (*CASES, *OUTCOMES)


def _gap(days: int, concerns: tuple[str, ...]) -> Variant:
    return Variant(
        f"reentry_gap_days={days}",
        f"Unterbrechungen bis {days} Tage beenden keine Teilnahme" if days else _NO_GAP,
        _defining(lambda _: {"reentry_gap_days": days}),
        concerns,
    )


def _moved(edge: str, days: int, label: str) -> Variant:
    def change(situation: Situation) -> Situation:
        run, examined = situation
        day = getattr(run.period, edge) + dt.timedelta(days=days)
        moved = replace(run.period, **{edge: day})
        # A period of one day cannot end before it begins.
        period = moved if moved.first <= moved.last else run.period
        return replace(run, period=Period(period.first, period.last)), examined

    return Variant(f"{edge}{days:+}", label, change)


def _promised(situation: Situation) -> Situation:
    run, examined = situation
    return run, replace(examined, tables=count.promises_as_starts(examined.tables))


def _with_all_rows(situation: Situation) -> Situation:
    run, examined = situation
    checked, settings = examined.checked, run.project.settings
    used = validate.with_rows_set_aside(checked)
    tables = normalise.merge_states(
        checked.rows, used, settings, examined.as_of, examined.decided.persons
    )
    return run, replace(examined, tables=tables)
