"""The same content in every form gives identical tables and identical figures."""

import datetime as dt
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from durchstarten_cli.config import load
from durchstarten_cli.form.tables import HANDOVERS, OUTCOMES, STAYS, SUPPORTS, FormTable
from durchstarten_cli.pipeline.examine import examine
from durchstarten_cli.vocabulary import vocabulary
from tests.binarybooks import xlsb_bytes
from tests.build import SETTINGS, Capture, call, csv_bytes, deliver, project, xlsx_bytes
from tests.workbooks import ods_bytes, xls_bytes

Value = str | int | dt.date | None
Row = dict[str, Value]
Tables = dict[str, pd.DataFrame]


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def stay(person: str, entry: str, leave: str | None, sex: str, born: int, *more: str) -> Row:
    exit_class = more[0] if more else None
    return {
        "person": person,
        "entry": d(entry),
        "exit": d(leave) if leave else None,
        "exit_class": exit_class,
        "sex": sex,
        "birth_year": born,
        "residence_status": "Duldung",
        "further_need": "ja" if exit_class == "Abbruch" else "nein",
    }


STAYS_ROWS: list[Row] = [
    stay("0007", "2022-01-10", "2022-06-30", "w", 2000, "regulär"),
    stay("0008", "2022-01-10", "2022-02-28", "m", 2001, "Abbruch"),
    stay("0008", "2022-05-01", "2022-09-30", "m", 2001, "regulär"),
    stay("0009", "2022-02-01", None, "w", 1999),
    stay("Ä-10", "2022-02-01", "2022-03-31", "divers", 2002, "Umzug"),
    stay("11", "2022-03-01", "2022-08-31", "k. A.", 2003, "regulär"),
    stay("12E5", "2022-03-15", "2022-07-15", "m", 1998, "Abbruch"),
    stay("13", "2022-04-01", None, "w", 2000),
    stay("14", "2022-06-01", "2022-12-31", "w", 2001, "regulär"),
    stay("15", "2021-12-01", "2022-01-31", "m", 1997, "regulär"),
]


def outcome(person: str, kind: str, committed: str | None, started: str | None) -> Row:
    days = {"committed_on": committed, "started_on": started}
    return {"person": person, "kind": kind, **{k: d(v) if v else None for k, v in days.items()}}


OUTCOME_ROWS = [
    outcome("0007", "betriebliche Ausbildung", "2022-06-01", "2022-08-01"),
    outcome("0007", "Minijob", None, "2022-07-01"),
    outcome("0008", "sv-pflichtig", None, "2022-10-15"),
    outcome("11", "Sprachkurs", None, "2022-09-01"),
    outcome("13", "Ausbildung", "2022-12-01", None),
    outcome("14", "Beschäftigung", None, "2023-01-10"),
]
HANDOVER_ROWS: list[Row] = [
    {"person": p, "handover_on": d(on), "receiver": to, "handover_status": status}
    for p, on, to, status in (
        ("0007", "2022-06-30", "Jobcenter Süd", "erfolgt"),
        ("0008", "2022-09-30", "Bürgerbüro", "erfolgt"),
        ("12E5", "2022-07-20", "Jugendmigrationsdienst", "angeboten"),
    )
]
SUPPORT_ROWS: list[Row] = [
    {"person": p, "support_kind": kind, "support_from": d(on), "support_until": None}
    for p, kind, on in (("0007", "Beratung", "2022-07-01"), ("11", "intensiv", "2022-09-01"))
]
LAST = {"0007": 0, "0008": 2, "11": 5, "12E5": 6, "13": 7, "14": 8}
"""Beside which stay an event of a person is told in a wide table."""


def wide() -> list[Row]:
    """All in one table: the second outcome of a person in numbered columns."""
    rows = [dict(row) for row in STAYS_ROWS]
    for events in (OUTCOME_ROWS, HANDOVER_ROWS, SUPPORT_ROWS):
        for event in events:
            row = rows[LAST[str(event["person"])]]
            second = "#2" if next(k for k in event if k != "person") in row else ""
            row |= {f"{k}{second}": v for k, v in event.items() if k != "person"}
    return rows


def heading(field: str) -> str:
    name, _, number = field.partition("#")
    return f"{vocabulary().columns[name].label} {number}".strip()


def cells(rows: list[Row], *, as_text: bool) -> list[list[Any]]:
    """A table with its headings; days as people write them, or as days."""
    fields = list(dict.fromkeys(field for row in rows for field in row))
    values = [[_cell(row.get(field), as_text=as_text) for field in fields] for row in rows]
    return [[heading(field) for field in fields], *values]


def _cell(value: Value, *, as_text: bool) -> Any:
    if value is None:
        return ""
    if as_text:
        return f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else str(value)
    return value


def sheets(parts: Mapping[str, list[Row]]) -> bytes:
    """A workbook of several tables."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in parts.items():
        page = book.create_sheet(name)
        for line in cells(rows, as_text=False):
            page.append([None if cell == "" else cell for cell in line])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def by_time() -> dict[str, list[Row]]:
    """A table per half-year; whoever stays on is carried over with the later state."""
    rows, early = wide(), dt.date(2022, 3, 1)
    first = [r for r in rows if isinstance(r["entry"], dt.date) and r["entry"] < early]
    carried = [{**r, "exit": None, "exit_class": None} for r in first]
    begun = [{k: v for k, v in r.items() if k in STAYS.columns} for r in carried]
    return {"Anfang 2022": begun, "Ende 2022": rows}


def in_form(folder: Path, capsys: Capture) -> bytes:
    """The form of the project, filled in."""
    said = call(capsys, "form", "--provider", "muster", "--project", folder)
    book = openpyxl.load_workbook(said.out.strip())
    tables: dict[FormTable, list[Row]] = {
        STAYS: STAYS_ROWS,
        OUTCOMES: OUTCOME_ROWS,
        HANDOVERS: HANDOVER_ROWS,
        SUPPORTS: SUPPORT_ROWS,
    }
    for table, rows in tables.items():
        for number, row in enumerate(rows, start=6):
            for field, value in row.items():
                column = table.columns.index(field) + 1
                book[table.title].cell(number, column, value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def files(parts: Mapping[str, list[Row]]) -> dict[str, bytes]:
    """A CSV file of each table."""
    return {f"{n}.csv": csv_bytes(cells(rows, as_text=True)) for n, rows in parts.items()}


BY_TABLE = {
    "Teilnahmen": STAYS_ROWS,
    "Verbleib": OUTCOME_ROWS,
    "Übergaben": HANDOVER_ROWS,
    "Begleitung": SUPPORT_ROWS,
}
Make = Callable[[Path, Capture], bytes | Mapping[str, bytes]]
"""The content of the delivered file, or of several by their names."""


def text(encoding: str, separator: str = ";") -> Make:
    return lambda *_: csv_bytes(cells(wide(), as_text=True), separator, encoding)


def book(write: Callable[[Any], bytes], *, as_text: bool = False) -> Make:
    return lambda *_: write(cells(wide(), as_text=as_text))


FORMS: dict[str, Make] = {
    "CSV, UTF-8 mit Kennung": text("utf-8-sig"),
    "CSV, UTF-8": text("utf-8"),
    "CSV, UTF-16": text("utf-16"),
    "CSV, Windows-1252": text("cp1252"),
    "CSV, Codepage 850": text("cp850"),
    "TSV": text("utf-8", "\t"),
    "CSV mit Komma": text("utf-8", ","),
    "xlsx": book(xlsx_bytes),
    "xlsx, alles Text": book(xlsx_bytes, as_text=True),
    "xls": book(xls_bytes),
    "ods": book(ods_bytes),
    "xlsb": book(xlsb_bytes, as_text=True),
    "ein Blatt je Tabelle": lambda *_: sheets(BY_TABLE),
    "ein Blatt je Zeitraum": lambda *_: sheets(by_time()),
    "eine Datei je Tabelle": lambda *_: files(BY_TABLE),
    "eine Datei je Zeitraum": lambda *_: files(by_time()),
    "Formular": in_form,
}
PLACES = ["record", "stay"]


def delivered(folder: Path, make: Make, capsys: Capture) -> Path:
    found = project(folder, SETTINGS.replace("2022-12-31", "2023-12-31").replace("= 2\n", "= 9\n"))
    content = make(found, capsys)
    several = {"lieferung": content} if isinstance(content, bytes) else content
    for name, one in several.items():
        deliver(found, name, one)
    return found


def tables_of(folder: Path) -> Tables:
    """The tidy tables without the places of their rows, in an order of their own."""
    found = load(folder)
    examined = examine(found, found.deliveries(), dt.date(2023, 1, 31))
    ids = examined.checked.rows.ids
    names = ("stays", "outcomes", "handovers", "supports")
    tables = {}
    for name in names:
        table = getattr(examined.tables, name).drop(columns=PLACES)
        table["person"] = [ids[number] for number in table["person"]]
        table = table.astype(object).where(table.notna(), None).astype(str)
        tables[name] = table.sort_values(list(table.columns)).reset_index(drop=True)
    return tables


def figures_of(folder: Path, capsys: Capture) -> dict[str, Any]:
    said = call(capsys, "counts", "--json", "--project", folder)
    told = json.loads(said.out)["figures"]
    rows = ("received", "used", "set_aside")
    return {f["id"]: f for f in told if f["measure"] not in rows}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_gives_the_same_tables_and_figures(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    first = delivered(tmp_path / "a", FORMS["xlsx"], capsys)
    other = delivered(tmp_path / "b", FORMS[name], capsys)
    said = call(capsys, "validate", "--project", other)
    assert "Nicht gezählt" not in said.out
    expected, found = tables_of(first), tables_of(other)
    assert len(expected["stays"]) == len(STAYS_ROWS)
    assert [len(expected[t]) for t in ("outcomes", "handovers", "supports")] == [6, 3, 2]
    for table, frame in expected.items():
        pd.testing.assert_frame_equal(found[table], frame)
    assert figures_of(other, capsys) == figures_of(first, capsys)
