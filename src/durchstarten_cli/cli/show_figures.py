"""Figures as a table, as CSV, as JSON; one figure explained."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from durchstarten_cli.cli.layout import WIDTH, wrapped
from durchstarten_cli.count import BREAKDOWNS
from durchstarten_cli.count.breakdowns import BY_PERSON, MONTHS
from durchstarten_cli.errors import UsageError
from durchstarten_cli.grammar import day, number, period
from durchstarten_cli.model import Figure, Period


def breakdowns(wanted: Sequence[str] | None, *, machine: bool) -> tuple[str, ...]:
    """The breakdowns asked for; machines get the usual ones. Raises UsageError."""
    known = (*BY_PERSON, "provider", *MONTHS)
    for name in wanted or ():
        if name not in known:
            raise UsageError(
                f"Nach „{name}“ lässt sich nicht aufteilen.", f"Möglich sind: {', '.join(known)}."
            )
    return tuple(wanted) if wanted else BREAKDOWNS if machine else ()


def span_json(value: Period) -> dict[str, str]:
    return {"from": value.first.isoformat(), "to": value.last.isoformat()}


def figure_json(figure: Figure) -> dict[str, Any]:
    """One figure as the documented JSON object."""
    content: dict[str, Any] = {
        "id": figure.id,
        "measure": figure.measure,
        "module": figure.module,
        "provider": figure.provider,
        "restriction": dict(figure.restriction) if figure.restriction else None,
        "value": figure.value,
        "base": figure.base,
        "unit": figure.unit,
        "period": span_json(figure.period),
        "as_of": figure.as_of.isoformat(),
        "definition": figure.definition,
        "label": figure.label,
    }
    if figure.month_only is not None:
        content["month_only"] = figure.month_only
    return content if figure.value is not None else content | {"reason": figure.reason}


def as_json(span: Period, figures: Iterable[Figure]) -> str:
    """The documented JSON of `counts`."""
    content = {"period": span_json(span), "figures": [figure_json(f) for f in figures]}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def as_csv(figures: Iterable[Figure]) -> str:
    """CSV for German Excel: byte order mark, semicolons, decimal comma."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["Zahl", "Bezeichnung", "Wert", "Grundzahl", "von", "bis", "Datenstand", "Grund"]
    )
    for f in figures:
        value = "" if f.value is None else str(f.value).replace(".", ",")
        base = "" if f.base is None else f.base
        span = (day(f.period.first), day(f.period.last), day(f.as_of))
        writer.writerow([f.id, f.label, value, base, *span, f.reason or ""])
    return "\ufeff" + out.getvalue()


def as_table(span: Period, figures: Sequence[Figure]) -> str:
    """A readable table, one block per module, at most 80 columns wide."""
    lines = [f"Zeitraum {period(span)}"]
    module: object = ()
    for figure in figures:
        if figure.module != module:
            module = figure.module
            lines += ["", f"[{figure.module or 'all'}]"]
        lines += _row(figure)
    return "\n".join(lines) + "\n"


def _row(figure: Figure) -> list[str]:
    value = "nicht gemeldet" if figure.value is None else number(figure.value)
    if figure.base is not None:
        value += f" von {number(figure.base)}"
    name = figure.id.partition(".")[2]
    room = WIDTH - len(value) - 2
    if len(name) + 2 + len(figure.label) <= room:
        return [f"{name}  {figure.label}".ljust(room) + "  " + value]
    return [f"{name}".ljust(room)[:room] + "  " + value, *wrapped(figure.label, "    ")]
