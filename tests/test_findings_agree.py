"""Screen, JSON and workbook tell the same findings: nothing is cut, nothing counted twice."""

import re
from collections import defaultdict
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.build import Capture, call, csv_bytes, deliver, project, table, validated

BROKEN: tuple[dict[str, str], ...] = (
    {},
    {"Geschlecht": "Knabe"},
    {"Geschlecht": "Knabe", "Austrittsgrund": "weg"},
    {"Austritt": "01.01.2022"},
    {"Austritt": "irgendwann"},
    {"Eintritt": ""},
    {"Eintritt": "02/2022"},
    {"Eintritt": "01.12.2021", "Geburtsjahr": "1950"},
    {"Kennung": ""},
    {"Verbleib": "Schule"},
    {"Aufnahme am": "01.07.2022"},
    {"Übergabe am": "01.07.2022"},
    {"Baustein": "9"},
)
NUMBERS = {"ein": 1, "eine": 1, **dict(zip(
    ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    range(2, 13), strict=True))}  # fmt: skip
LINE = re.compile(
    r"^  - [^,]+, (\w+) (Person(?:en)?|Zeilen?|Stellen?)(?: in (\w+) Zeilen)?: .*?\((\w\d\d)\)$",
    re.MULTILINE,
)


def joined(text: str) -> str:
    """The text of a terminal with its lines as they were before they were broken."""
    return re.sub(r"\n {4}", " ", text.replace("\xa0", " "))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(BROKEN), st.sampled_from(["a1", "a2", "a3"])), max_size=8
    )
)
def test_all_three_tell_the_same(
    rows: list[tuple[dict[str, str], str]], tmp_path: Path,
    capsys: Capture,
) -> None:  # fmt: skip
    changes = [{"Kennung": person, **change} for change, person in rows]
    deliver(project(tmp_path), "a.csv", csv_bytes(table(*(changes or [{}]))))
    findings = validated(capsys, tmp_path).findings
    records: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        records[finding["code"]] |= {finding["record"]} if finding["record"] else set()

    told = LINE.findall(joined(call(capsys, "validate", "--project", tmp_path).out))
    assert {code for *_, code in told} == set(records)
    assert len(told) == len(records)
    for number, what, in_rows, code in told:
        places = {finding["row"] for finding in findings if finding["code"] == code}
        if what.startswith("Person"):
            assert NUMBERS[number] == len(records[code]), code
            assert NUMBERS.get(in_rows, len(records[code])) == len(places), code
        elif what.startswith("Zeile"):
            assert NUMBERS[number] == len(places), code

    every = joined(call(capsys, "validate", "--all", "--project", tmp_path).out)
    assert len(re.findall(r"^  - ", every, re.MULTILINE)) == len(findings)

    call(capsys, "validate", "--feedback", tmp_path / "r", "--force", "--project", tmp_path)
    book = load_workbook(next((tmp_path / "r").glob("*.xlsx")))
    listed = list(book["Rückmeldung"].iter_rows(min_row=7, values_only=True))
    of_json = [(f["record"] or None, f["message"], f["code"]) for f in findings]
    assert [(row[0], row[2], row[5]) for row in listed] == of_json
