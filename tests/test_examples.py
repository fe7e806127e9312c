"""The examples worked out by hand, as deliveries in a project folder, through `counts --json`."""

import csv
import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from durchstarten_cli.cli.shell import run

PATH = Path(__file__).resolve().parents[1] / "docs" / "beispiele.toml"
DOCUMENT = tomllib.loads(PATH.read_text(encoding="utf-8"))
DEFAULT, EXAMPLES = DOCUMENT["default"], DOCUMENT["example"]
NOT_REPORTED = "nicht gemeldet"
MODULES: Mapping[str, Mapping[str, Any]] = DEFAULT["modules"]
NO_COLUMN = ("Träger", "Blatt")
"""Where a row stands, rather than what stands in it."""
HEAD = """\
[programme]
name = "Beispiel"

[office]
municipality = "Stadt Muster"
unit = "Amt für Muster"
unit_short = "AfM"
unit_dative = "dem Amt für Muster"
"""

Row = Mapping[str, str]


# ---------------------------------------------------------------- the project folder
def build(example: Mapping[str, Any], folder: Path) -> Path:
    """The example as a project folder: the settings, and one delivery of every provider in it."""
    rows: Sequence[Row] = example["rows"]
    by_provider: dict[str, list[Row]] = {}
    for row in rows:
        by_provider.setdefault(row.get("Träger", DEFAULT["provider"]), []).append(row)
    text = settings_of(example.get("settings", {}), by_provider)
    (folder / "durchstarten.toml").write_text(text, encoding="utf-8")
    for provider, own in by_provider.items():
        target = folder / "lieferungen" / provider / "2024-01-15"
        target.mkdir(parents=True)
        deliver(target, own)
    return folder


def settings_of(own: Mapping[str, Any], providers: Iterable[str]) -> str:
    """The settings: those of all examples, with what the example has of its own in their place."""
    modules = {m: {**span, **own.get("modules", {}).get(m, {})} for m, span in MODULES.items()}
    sections: dict[str, Mapping[str, object]] = {
        "report": {"as_of": own.get("as_of", DEFAULT["as_of"])},
        "definitions": own.get("definitions", {}),
    }
    for name, span in modules.items():
        own_ones = span.pop("definitions", {})
        sections[f"modules.{name}"] = {"name": f"Baustein {name}", **span}
        sections[f"modules.{name}.definitions"] = own_ones
    for name in providers:
        sections[f"providers.{name}"] = {
            "name": f"Träger {name}",
            "dative": f"dem Träger {name}",
            "modules": list(modules),
            "ids": "shared",
        }
    return HEAD + "".join(section(name, keys) for name, keys in sections.items())


def section(name: str, keys: Mapping[str, object]) -> str:
    lines = [f"{key} = {toml(value)}" for key, value in keys.items()]
    return "\n".join(["", f"[{name}]", *lines, ""])


def toml(value: object) -> str:
    """A value as TOML writes it; texts and lists of texts are written as in JSON."""
    return str(value) if isinstance(value, dt.date) else json.dumps(value, ensure_ascii=False)


def deliver(folder: Path, rows: Sequence[Row]) -> None:
    """Rows with a sheet go into one workbook, others into a file for German Excel."""
    if any("Blatt" in row for row in rows):
        book = Workbook()
        book.remove(book.worksheets[0])
        for name in sorted({row["Blatt"] for row in rows}):
            sheet = book.create_sheet(name)
            for line in table([row for row in rows if row["Blatt"] == name]):
                sheet.append(line)
        book.save(folder / "Teilnehmende.xlsx")
    else:
        path = folder / "Teilnehmende.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(table(rows))


def table(rows: Sequence[Row]) -> list[list[str]]:
    """A header of all columns that any row has, and the rows."""
    told = [{"Baustein": DEFAULT["module"], **row} for row in rows]
    names = list(dict.fromkeys(n for row in told for n in row if n not in NO_COLUMN))
    return [names, *([row.get(name, "") for name in names] for row in told)]


# ---------------------------------------------------------------- the figures
def counted(
    example: Mapping[str, Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, Mapping[str, Any]]:
    """The figures of the example's project by id."""
    project = str(build(example, folder))
    by = [word for column in breakdowns(example["expected"]) for word in ("--by", column)]
    words = ["--project", project, "--period", example["period"], *by]
    code = run(["counts", "--json", *words])
    told = capsys.readouterr()
    assert (code, told.err) == (0, "")
    figures = json.loads(told.out)["figures"]
    return {figure["id"]: figure for figure in figures}


def breakdowns(expected: Iterable[str]) -> list[str]:
    """The breakdowns that the example looks at; one at least, for without any all are counted."""
    found = {m[1] for m in (re.search(r"\[(\w+)=", name) for name in expected) if m}
    return sorted(found - {"modules", "number"}) or ["year"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])
def test_example_comes_out_as_worked_by_hand(
    example: Mapping[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = counted(example, tmp_path, capsys)
    for key, part in (("value", "expected"), ("base", "expected_base")):
        hoped = {n: None if v == NOT_REPORTED else v for n, v in example.get(part, {}).items()}
        assert {name: figures[name][key] for name in hoped} == hoped


def test_what_is_not_reported_comes_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = (e for e in EXAMPLES if e["id"] == "zeitraum-nach-datenstand")
    figures = counted(example, tmp_path, capsys)
    silent = [name for name, value in example["expected"].items() if value == NOT_REPORTED]
    assert silent
    assert all(figures[name]["reason"].endswith(".") for name in silent)
