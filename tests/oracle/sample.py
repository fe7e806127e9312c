"""The sample project, read with the plainest means: openpyxl, csv, and headers by hand.

Of each provider the newest folder counts. Sheets are taken in their order, rows from the top; the
later one wins.
"""

import csv
import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from tests.oracle.records import Day, Meeting, Project, Setup, Span
from tests.oracle.rows import COLUMNS, ROOT, WORDS, Line, day, plain, project_of, text_of

SAMPLE = ROOT / "sample_data" / "leverkusen"
SUMS = {plain(word) for word in WORDS["sums"]}
Cells = list[object]


def sample_project(folder: Path = SAMPLE) -> Project:
    """The whole sample: stays and what belongs to them, and the meetings."""
    settings = tomllib.loads((folder / "durchstarten.toml").read_text(encoding="utf-8-sig"))
    lines = list(_lines(folder, settings))
    setup = _setup(settings, _as_of(folder, settings))
    return replace(project_of(lines, setup), meetings=tuple(_meetings(folder)))


def _as_of(folder: Path, settings: dict[str, Any]) -> Day:
    """As set; else the day of the oldest delivery that still counts."""
    fixed: Day | None = settings.get("report", {}).get("as_of")
    newest = [_newest_folder(path) for path in (folder / "lieferungen").iterdir()]
    return fixed or min(dt.date.fromisoformat(path.name) for path in newest)


def _setup(settings: dict[str, Any], as_of: Day) -> Setup:
    modules = {
        name: Span(module["first"], module["last"])
        for name, module in settings["modules"].items()
        if module.get("carried_out", True)
    }
    return Setup(as_of=as_of, modules=modules, **settings.get("definitions", {}))


def _lines(folder: Path, settings: dict[str, Any]) -> Iterator[Line]:
    """Every row about a person; the sample's providers have one module each."""
    for provider, spec in settings["providers"].items():
        for path in _newest(folder / "lieferungen" / provider):
            for table in _tables(path):
                for cells in _records(table):
                    if _is_person(cells):
                        (module,) = spec["modules"]
                        yield Line(provider, module, cells)


def _newest_folder(provider: Path) -> Path:
    return max(path for path in provider.iterdir() if path.is_dir())


def _newest(provider: Path) -> list[Path]:
    files = _newest_folder(provider).iterdir()
    return sorted(p for p in files if not p.name.startswith("~$"))


def _tables(path: Path) -> Iterator[list[Cells]]:
    if path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path, data_only=True):
            yield [list(row) for row in sheet.iter_rows(values_only=True)]
    elif path.suffix == ".csv":
        with path.open(encoding="cp1252", newline="") as file:
            yield [list(row) for row in csv.reader(file, delimiter=";")]


def _records(table: list[Cells]) -> Iterator[dict[str, object]]:
    """The rows below the header: the line, or the two lines, that name the most columns."""
    found = [
        (_known(_headers(table[i : i + depth])), -depth, i, depth)
        for i in range(min(len(table), 15))
        for depth in (1, 2)
    ]
    _, _, start, depth = max(found)
    headers = _headers(table[start : start + depth])
    for row in table[start + depth :]:
        yield dict(zip(headers, row, strict=False))


def _known(headers: list[str]) -> int:
    return len([h for h in headers if plain(h) in COLUMNS])


def _headers(lines: list[Cells]) -> list[str]:
    """One line as it is; of two lines the upper one runs on to the right and goes before.

    A name of both lines is taken where it is known, else that of the lower line alone.
    """
    lower = [text_of(cell) or "" for cell in lines[-1]]
    if len(lines) == 1:
        return lower
    names, group = [], ""
    for i, name in enumerate(lower):
        group = (text_of(lines[0][i]) if i < len(lines[0]) else None) or group
        both = f"{group} {name}"
        names.append(both if plain(both) in COLUMNS else name)
    return names


def _by_column(cells: dict[str, object]) -> dict[str, object]:
    return {COLUMNS[plain(h)]: value for h, value in cells.items() if plain(h) in COLUMNS}


def _is_person(cells: dict[str, object]) -> bool:
    """Neither blank nor a sum: sums stand in the first column."""
    known = _by_column(cells)
    first = text_of(next(iter(cells.values()), None)) or ""
    return (
        "entry" in known and text_of(known.get("person")) is not None and plain(first) not in SUMS
    )


def _meetings(folder: Path) -> Iterator[Meeting]:
    for provider in sorted((folder / "lieferungen").iterdir()):
        for path in _newest(provider):
            for table in _tables(path):
                for cells in _records(table):
                    yield from _meeting(_by_column(cells))


def _meeting(known: dict[str, object]) -> Iterator[Meeting]:
    on = day(known.get("meeting_on"))
    if on is not None:
        format_ = text_of(known.get("format")) or "unknown"
        yield Meeting(on, format_, _list(known.get("units")), _list(known.get("bodies")))


def _list(value: object) -> tuple[str, ...]:
    """Only a semicolon separates: "Bürger und Integration" is one unit."""
    parts = (text_of(part) for part in str(value or "").split(";"))
    return tuple(part for part in parts if part)
