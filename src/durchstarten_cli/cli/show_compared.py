"""Two files of evidence side by side, as text and as JSON."""

import json
from collections.abc import Iterator

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.cli.show_verified import told
from durchstarten_cli.evidence import SavedFigure, period_of
from durchstarten_cli.grammar import counted, day, join, period
from durchstarten_cli.pipeline.compare import Comparison, Difference, Reason

_WORDS = {
    Reason.PERIOD: "anderer Zeitraum",
    Reason.AS_OF: "anderer Datenstand",
    Reason.DEFINITION: "andere Definition",
    Reason.NEW_DELIVERY: "neue Lieferung",
    Reason.CORRECTED: "geänderte Datei",
    Reason.SETTINGS: "geänderte Einstellungen",
    Reason.PROGRAM: "andere Version des Programms",
}


def as_text(result: Comparison) -> str:
    """What differs and why it may, then how many figures are the same."""
    lines: list[str] = []
    for one in result.differences:
        lines += wrapped(f"{one.old.id} {one.old.label}")
        lines += wrapped(f"früher {_told(one.old)}", "  ")
        lines += wrapped(f"jetzt {_told(one.new)}", "  ")
        lines += [*wrapped(f"Mögliche Gründe: {_why(one)}.", "  "), ""]
    lines += wrapped(_summary(result))
    lines += _alone("Nur in der älteren Datei:", result.only_old)
    lines += _alone("Nur in der neueren Datei:", result.only_new)
    return "\n".join(lines)


def _told(figure: SavedFigure) -> str:
    span = period(period_of(figure.period))
    return f"{told(figure.value, figure.base)} ({span}, Datenstand {day(figure.as_of)})"


def _why(one: Difference) -> str:
    return join([_WORDS[reason] for reason in one.reasons]) or "keine in den Belegen"


def _summary(result: Comparison) -> str:
    if not result.differences:
        return f"Kein Unterschied: {_figures(result.same)} gleich."
    return f"Unterschiedlich: {len(result.differences)}. Gleich: {result.same}."


def _figures(number: int) -> str:
    return f"{counted(number, 'Zahl ist', 'Zahlen sind')}"


def _alone(title: str, figures: tuple[SavedFigure, ...]) -> Iterator[str]:
    if figures:
        yield from ("", title)
        yield from wrapped(", ".join(figure.id for figure in figures), "  ")


def as_json(result: Comparison) -> str:
    """The documented JSON of `compare`."""
    content = {
        "differences": [
            {
                "id": one.old.id,
                "label": one.old.label,
                "old": _json(one.old),
                "new": _json(one.new),
                "reasons": list(one.reasons),
            }
            for one in result.differences
        ],
        "same": result.same,
        "only_old": [figure.id for figure in result.only_old],
        "only_new": [figure.id for figure in result.only_new],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _json(figure: SavedFigure) -> dict[str, object]:
    return {
        "value": figure.value,
        "base": figure.base,
        "period": {
            "from": figure.period.first.isoformat(),
            "to": figure.period.last.isoformat(),
        },
        "as_of": figure.as_of.isoformat(),
    }
