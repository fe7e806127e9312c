"""What `validate` tells of figures that were made public before: what they are now, and why."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.compose import CAUSES, Cause
from durchstarten_cli.config.announced import ANNOUNCED
from durchstarten_cli.grammar import capital, day, number, period

if TYPE_CHECKING:
    from durchstarten_cli.pipeline.announced import Announced
    from durchstarten_cli.pipeline.trace import Traced


def as_text(announced: "Announced", public: Sequence[str]) -> str:
    """Every figure that was made public before, and those withheld although they are `public`.

    Nothing where there is none.
    """
    lines = [line for one in announced.traces for line in wrapped(_sentence(one), "  - ")]
    lines += [line for text in _withheld(announced, public) for line in wrapped(text, "  - ")]
    return "\n".join([f"Schon veröffentlicht ({ANNOUNCED}):", *lines]) if lines else ""


def _withheld(announced: "Announced", public: Sequence[str]) -> Iterator[str]:
    told = {one.entry.figure for one in announced.traces}
    if names := [name for name in public if name in told]:
        yield (
            f"Veröffentlicht, aber jetzt zurückgehalten: {', '.join(names)}. Was öffentlich ist, "
            "lässt sich nicht mehr verbergen. Bitte entscheiden Sie unter [[disclosure.overrides]] "
            "in den Einstellungen, ob es genannt wird."
        )
    if names := [name for name in public if name not in told]:
        yield (
            f"Zurückgehalten, aber aus dem Veröffentlichten zu errechnen: {', '.join(names)}. "
            "Steht eine dieser Zahlen in der Stellungnahme, ist auch darüber zu entscheiden."
        )


def _sentence(told: "Traced") -> str:
    entry, now = told.entry, told.now
    source = f"{day(entry.on)}, {entry.source}"
    if told.unchanged:
        return f"{entry.figure}: unverändert {number(entry.told)} ({source})."
    value = "nicht gemeldet" if now.value is None else number(now.value)
    days = "" if told.same_days else f"; {period(told.period)}"
    return " ".join(
        [f"{entry.figure}: {number(entry.told)} ({source}{days}), jetzt {value}.", *_why(told)]
    )


def _why(told: "Traced") -> Iterator[str]:
    differences = {step.cause: step.difference for step in told.steps if step.difference}
    for cause, words in CAUSES.items():
        if difference := differences.get(cause):
            sign = "+" if difference > 0 else ""
            yield f"{capital(words)}: {sign}{number(difference)}."
    if Cause.UNEXPLAINED in differences and not told.compared:
        yield "Lieferungen von damals liegen nicht vor."
    if told.definition:
        yield f"Genau {number(told.entry.told)} ergibt sich mit der Definition „{told.definition}“."


def as_list(announced: "Announced") -> list[dict[str, Any]]:
    """The documented JSON of the same."""
    return [_json(told) for told in announced.traces]


def _json(told: "Traced") -> dict[str, Any]:
    entry = told.entry
    return {
        "figure": entry.figure,
        "value": entry.told,
        "on": entry.on.isoformat(),
        "source": entry.source,
        "period": {"from": told.period.first.isoformat(), "to": told.period.last.isoformat()},
        "now": told.now.value,
        "compared": told.compared,
        "changes": [{"cause": s.cause, "difference": s.difference} for s in told.steps],
        "definition": told.definition or None,
    }
