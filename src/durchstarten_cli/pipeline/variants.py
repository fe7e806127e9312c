"""Neighbouring definitions: what changes in each, and which figures it concerns."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from durchstarten_cli import count, normalise, validate
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.examine import Examined, Run

Situation = tuple[Run, Examined]
"""What a figure is counted in."""

OUTCOMES = (
    *("outcome", "placement", "success", "starts", "sustained"),
    *("supports_with", "handover_placed"),
)
CASES = ("case", "entries", "exits", "duration")
NO_DAYS = ("received", "used", "set_aside", "reported")


@dataclass(frozen=True)
class Variant:
    """One neighbouring definition; it concerns measures whose names begin with one of `concerns`.

    `but` are beginnings of names that it does not concern. Without `concerns` it concerns all.
    """

    name: str
    label: str
    change: Callable[[Situation], Situation]
    concerns: tuple[str, ...] = ()
    but: tuple[str, ...] = NO_DAYS

    def is_relevant(self, figure: Figure) -> bool:
        """Whether it could change the figure."""
        concerned = not self.concerns or figure.measure.startswith(self.concerns)
        return concerned and not figure.measure.startswith(self.but)


def variants(run: Run) -> tuple[Variant, ...]:
    """All neighbouring definitions, in the order in which they are shown."""
    chosen = run.project.settings.definitions
    windows = [
        ("direct_days", "Frist für eine unmittelbare Aufnahme", OUTCOMES),
        ("indirect_days", "Frist für eine mittelbare Aufnahme", OUTCOMES),
        ("handover_days", "Frist für eine Übergabe", ("handover",)),
    ]
    return (
        *(_gap(days) for days in (0, 14, 90)),
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
            lambda s: _defined(s, precedence=tuple(reversed(chosen.precedence))),
            ("outcome.", "outcome_direct", "outcome_indirect", "outcome_after", "sustained"),
        ),
        *(
            Variant(
                f"{name}={days}",
                f"{label}: {days} statt {getattr(chosen, name)} Tage",
                _defining(**{name: days}),
                concerns,
            )
            for name, label, concerns in windows
            for days in (getattr(chosen, name) // 2, getattr(chosen, name) * 2)
        ),
        Variant("set_aside_included", "auch nicht gezählte Zeilen zählen", _with_all_rows),
    )


def _defining(**values: Any) -> Callable[[Situation], Situation]:
    return lambda situation: _defined(situation, **values)


def _defined(situation: Situation, **values: Any) -> Situation:
    """The same with other definitions."""
    run, examined = situation
    settings = run.project.settings
    other = msgspec.structs.replace(
        settings, definitions=msgspec.structs.replace(settings.definitions, **values)
    )
    return replace(run, project=replace(run.project, settings=other)), examined


_NO_GAP = "schon ein Tag Unterbrechung beendet eine Teilnahme"


def _gap(days: int) -> Variant:
    return Variant(
        f"reentry_gap_days={days}",
        f"Unterbrechungen bis {days} Tage beenden keine Teilnahme" if days else _NO_GAP,
        _defining(reentry_gap_days=days),
        (*CASES, *OUTCOMES),
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
