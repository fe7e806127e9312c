"""The worked examples of docs/beispiele.toml as projects of the naive count."""

import calendar
import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.oracle.records import Figures, Period, Project, Setup, Span, Value
from tests.oracle.rows import ROOT, Line, project_of

PATH = ROOT / "docs" / "beispiele.toml"
NOT_REPORTED = "nicht gemeldet"


@dataclass(frozen=True)
class Example:
    """One example: what was delivered, and what must come out."""

    id: str
    project: Project
    period: Period
    expected: Figures
    bases: dict[str, Value]


def examples() -> list[Example]:
    document = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return [_example(document["default"], raw) for raw in document["example"]]


def _example(default: dict[str, Any], raw: dict[str, Any]) -> Example:
    setup = _setup(default, raw.get("settings", {}))
    return Example(
        id=raw["id"],
        project=project_of(_lines(raw["rows"], default), setup),
        period=period_of(raw["period"]),
        expected={key: _value(value) for key, value in raw["expected"].items()},
        bases={key: _value(value) for key, value in raw.get("expected_base", {}).items()},
    )


def _value(raw: object) -> Value:
    assert raw == NOT_REPORTED or isinstance(raw, int | float)
    return raw if isinstance(raw, int | float) else None


def _setup(default: dict[str, Any], override: dict[str, Any]) -> Setup:
    given = override.get("modules", {})
    merged = {name: {**span, **given.get(name, {})} for name, span in default["modules"].items()}
    own = {name: keys.pop("definitions") for name, keys in merged.items() if "definitions" in keys}
    modules = {name: Span(**span) for name, span in merged.items()}
    as_of = override.get("as_of", default["as_of"])
    return Setup(as_of=as_of, modules=modules, own=own, **override.get("definitions", {}))


def _lines(rows: list[dict[str, Any]], default: dict[str, Any]) -> Iterator[Line]:
    """The rows sheet by sheet, as a provider's workbook holds them."""
    for row in sorted(rows, key=lambda r: str(r.get("Blatt", ""))):
        yield Line(
            provider=str(row.get("Träger", default["provider"])),
            module=str(row.get("Baustein", default["module"])),
            cells=row,
        )


def period_of(text: str) -> Period:
    """A day, a month or a year on either side; one of them alone is both sides."""
    left, _, right = text.partition("..")
    return Period(_edge(left, last=False), _edge(right or left, last=True))


def _edge(text: str, *, last: bool) -> dt.date:
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    end = calendar.monthrange(year, month)[1]
    return dt.date(year, month, parts[2] if len(parts) > 2 else (end if last else 1))
