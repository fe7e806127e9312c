"""A figure under neighbouring definitions, side by side."""

import json
from collections.abc import Iterator

from durchstarten_cli.cli.layout import WIDTH, wrapped
from durchstarten_cli.cli.show_figures import figure_json
from durchstarten_cli.grammar import number
from durchstarten_cli.pipeline.what_if import Alternative, Alternatives

ROOM = WIDTH - 24


def as_text(told: Alternatives) -> str:
    """The figure, its neighbours that can differ with value and difference, then the others."""
    relevant = [other for other in told.others if other.relevant]
    silent = [other.variant.label for other in told.others if not other.relevant]
    lines = [
        told.figure.id,
        *wrapped(told.figure.label),
        "",
        *_row("nach den Einstellungen", _value(told.figure.value), "Unterschied"),
        *(line for other in relevant for line in _row(*_told(other))),
    ]
    if not relevant:
        lines += ["", "Keine der benachbarten Definitionen betrifft diese Zahl."]
    if silent:
        lines += ["", "Für diese Zahl ohne Bedeutung:"]
        lines += [line for label in silent for line in wrapped(label, "  ")]
    return "\n".join(lines)


def _told(other: Alternative) -> tuple[str, str, str]:
    difference = other.difference
    sign = "+" if difference and difference > 0 else ""
    return (
        other.variant.label,
        _value(other.value),
        "" if difference is None else f"{sign}{number(difference)}",
    )


def _value(value: float | None) -> str:
    return "n. gemeldet" if value is None else number(value)


def _row(label: str, value: str, difference: str) -> Iterator[str]:
    first, *others = wrapped(label, width=ROOM)
    yield f"{first:<{ROOM}}{value:>12}{difference:>12}"
    yield from (f"  {other}" for other in others)


def as_json(told: Alternatives) -> str:
    """The documented JSON of `explain --what-if`."""
    content = {"figure": figure_json(told.figure), "alternatives": [_json(o) for o in told.others]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _json(other: Alternative) -> dict[str, object]:
    return {
        "name": other.variant.name,
        "label": other.variant.label,
        "relevant": other.relevant,
        "value": other.value,
        "base": other.base,
        "difference": other.difference,
    }
