"""Every case file: the real file is built, delivered, read and compared."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from durchstarten_cli.config import load
from durchstarten_cli.fields import base_of
from durchstarten_cli.pipeline.examine import Examined, examine
from durchstarten_cli.validate import RULES
from durchstarten_cli.vocabulary import vocabulary
from tests.build import DAY, SETTINGS, Capture, deliver, project, validated
from tests.case_files import Case, cases, content_of

ALL = list(cases())
TABLES = {
    "stays": ("person", "entry", "exit"),
    "outcomes": ("person", "kind", "started_on"),
    "handovers": ("person", "handover_on", "receiver"),
    "supports": ("person", "support_kind", "support_from"),
    "totals": ("figure", "amount", "span"),
    "meetings": ("meeting_on", "format"),
}
"""What the case files tell of the tidy tables."""
BETWEEN = {"L01", "L02", "L03", "L04", "L05"}
"""Rules that need two deliveries."""


def delivered(folder: Path, case: Case) -> Path:
    settings = SETTINGS.replace("2022-12-31", case.last).replace("places = 2", "places = 3")
    settings = f"{settings.rstrip()}\n{case.settings}"
    deliver(project(folder, settings), case.name, content_of(case))
    return folder


def examined(folder: Path) -> Examined:
    found = load(folder)
    return examine(found, found.deliveries(), pd.Timestamp(DAY).date())


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.topic}: {case.title}")
def test_delivery_is_understood_as_described(case: Case, tmp_path: Path, capsys: Capture) -> None:
    checked = validated(capsys, delivered(tmp_path, case))
    told = tuple(" ".join(filter(None, (f["code"], f["cell"]))) for f in checked.findings)
    assert sorted(told) == sorted(case.findings)
    (delivery,) = checked.deliveries
    if case.reading:
        assert delivery["reading"] == case.reading
    received, used, aside = checked.rows
    expected = case.counts or f"{received} = {received} + 0"
    assert f"{received} = {used} + {aside}" == expected
    assert_tables(case, examined(tmp_path))


def assert_tables(case: Case, found: Examined) -> None:
    ids, tables = found.checked.rows.ids, found.tables
    for name, columns in TABLES.items():
        expected, table = getattr(case, name), getattr(tables, name)
        if expected is not None:
            values = [[_told(v, c, ids) for v in table[c].tolist()] for c in columns]
            rows = zip(*values, strict=True)
            assert sorted(" ".join(filter(None, row)) for row in rows) == sorted(expected)
    for column, value in case.fields.items():
        assert told(tables.stays.iloc[0][column]) == str(value), column


def _told(value: object, column: str, ids: Sequence[str]) -> str:
    if column == "person":
        return ids[int(str(value))]
    return f"..{told(value)}" if column == "exit" else told(value)


def told(value: object) -> str:
    """A value as the case files write it."""
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return str(int(value)) if isinstance(value, float) else str(value)


def test_there_are_many_cases_and_each_tells_something_of_its_own() -> None:
    assert len(ALL) >= 120
    assert len({(case.topic, case.title) for case in ALL}) == len(ALL)


def test_every_rule_on_one_delivery_is_hit_by_a_case() -> None:
    hit = {finding.partition(" ")[0] for case in ALL for finding in case.findings}
    assert set(RULES) - BETWEEN - hit == set()


def test_every_column_and_every_code_is_understood_in_some_case(tmp_path: Path) -> None:
    columns, codes = set[str](), set[tuple[str, str]]()
    words = vocabulary()
    for number, case in enumerate(ALL):
        rows = examined(delivered(tmp_path / str(number), case)).checked.rows
        columns |= {base_of(name) for layout in rows.layouts for name in layout.fields}
        for field in rows.frame:
            if base_of(str(field)) in words.codes:
                found = rows.frame[field].dropna().unique()
                codes |= {(base_of(str(field)), code) for code in found}
    assert set(words.columns) - columns == set()
    known = {(column, code.name) for column, values in words.codes.items() for code in values}
    assert known - codes == set()
