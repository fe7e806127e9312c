"""Project folders and deliveries for tests: settings, CSV and XLSX writers, and the call itself."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from durchstarten_cli.cli.shell import run

SAMPLES = Path(__file__).resolve().parents[1] / "sample_data"
SETTINGS = """\
[programme]
name = "Musterprogramm"
target_age = [18, 27]
target_status = ["toleration", "permission"]

[office]
municipality = "Musterstadt"
unit = "Kommunales Integrationszentrum"
unit_short = "KI"
unit_dative = "dem Kommunalen Integrationszentrum"

[report]
period = "2022"
as_of = 2023-01-31

[modules.m1]
number = 1
name = "Musterbaustein"
first = 2022-01-01
last = 2022-12-31
places = 2

[providers.muster]
name = "Musterträger"
dative = "dem Musterträger"
modules = ["m1"]
"""
INQUIRY = """\
group = "Musterfraktion"
group_genitive = "der Musterfraktion"
date = 2023-02-01
subject = "Musterprogramm"

[[questions]]
text = "Wie viele Menschen haben teilgenommen?"
blocks = ["participation"]
"""
SECOND_PROVIDER = """
[providers.zweiter]
name = "Zweiter Träger"
dative = "dem Zweiten Träger"
modules = ["m1"]
"""
GOOD = {
    "Kennung": "e367b7ee1669caa7",
    "Geschlecht": "w",
    "Geburtsjahr": "2000",
    "Aufenthaltsstatus": "Duldung",
    "Eintritt": "10.01.2022",
    "Austritt": "30.06.2022",
    "Austrittsgrund": "regulär",
}
DAY = "2023-01-20"

Table = Sequence[Sequence[object]]
Capture = pytest.CaptureFixture[str]


# ---------------------------------------------------------------- files
def project(folder: Path, settings: str = SETTINGS, inquiry: str | None = INQUIRY) -> Path:
    """A project folder without a delivery."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "durchstarten.toml").write_text(settings, encoding="utf-8")
    if inquiry is not None:
        (folder / "anfrage.toml").write_text(inquiry, encoding="utf-8")
    return folder


def deliver(
    folder: Path, name: str, content: bytes, provider: str = "muster", day: str = DAY
) -> Path:
    """A file in `lieferungen/<provider>/<day>` of the project `folder`."""
    path = folder / "lieferungen" / provider / day / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def table(*changes: Mapping[str, object]) -> list[list[object]]:
    """A header, and the one good row once per change, with the change in it."""
    names = list(dict.fromkeys([*GOOD, *(name for change in changes for name in change)]))
    rows = [{**GOOD, **change} for change in changes]
    return [[*names], *([row.get(name, "") for name in names] for row in rows)]


def csv_bytes(rows: Table, separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Rows as German Excel saves them."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Table, change: Callable[[Workbook], object] | None = None) -> bytes:
    """A workbook with the rows in its first sheet, `Tabelle1`; `change` does the rest."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Tabelle1"
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    if change is not None:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


# ---------------------------------------------------------------- calls
@dataclass(frozen=True)
class Said:
    """What a call printed, and its exit code."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Checked:
    """The JSON of `validate`, and its exit code."""

    code: int
    deliveries: list[dict[str, Any]]
    findings: list[dict[str, Any]]

    @property
    def codes(self) -> list[str]:
        """The codes of all findings, in order."""
        return [finding["code"] for finding in self.findings]

    @property
    def verdicts(self) -> dict[str, str]:
        """File name -> verdict."""
        return {Path(d["file"]).name: d["verdict"] for d in self.deliveries}

    @property
    def rows(self) -> tuple[int, int, int]:
        """Rows received, used and set aside, over all files."""
        names = ("rows_received", "rows_used", "rows_set_aside")
        received, used, aside = (sum(d[name] for d in self.deliveries) for name in names)
        return received, used, aside


def call(capsys: Capture, *words: object) -> Said:
    """Call the program as the console script does."""
    code = run([str(word) for word in words])
    told = capsys.readouterr()
    return Said(code, told.out, told.err)


def validated(capsys: Capture, folder: Path, *words: object) -> Checked:
    """`validate --json` of the project `folder`; it has to end with a verdict."""
    said = call(capsys, "validate", "--project", folder, "--json", *words)
    assert (said.code in (0, 1), said.err) == (True, "")
    content = json.loads(said.out)
    return Checked(said.code, content["deliveries"], content["findings"])


def validated_file(
    capsys: Capture, folder: Path, content: bytes, name: str = "Teilnehmende.csv"
) -> Checked:
    """`validate --json` of a new project in `folder` with one delivered file."""
    deliver(project(folder), name, content)
    return validated(capsys, folder)
