"""Where the table begins, which column is which, which rows count, and what cells mean."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.build import (
    GOOD,
    SETTINGS,
    Capture,
    Checked,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
    validated_file,
    xlsx_bytes,
)

K = ["Kennung", "Eintritt", "Austritt"]
R = ["TN-1", "10.01.2022", "30.06.2022"]
R2 = ["TN-2", "11.01.2022", "30.06.2022"]
WRONG = ["TN-9", "10.01.2022", "09.01.2022"]
"""A row with a finding in its third column, to see at which address it is told."""

Rows = Sequence[Sequence[object]]


def structure(checked: Checked) -> int:
    """Rows that are title, header, sum or blank, of the one file."""
    (delivery,) = checked.deliveries
    return int(delivery["structure"])


def addresses(checked: Checked) -> list[tuple[str, str]]:
    return [(f["code"], f["cell"]) for f in checked.findings]


# ---------------------------------------------------------------- where the table begins
TITLES: dict[str, tuple[Rows, str, int]] = {
    "header first": ([K, WRONG], "C2", 1),
    "title": ([["Liste 2022"], K, WRONG], "C3", 2),
    "title, logo, blank": ([["Liste 2022"], ["", "", "Logo"], [], K, WRONG], "C5", 4),
    "title of several cells": ([["Liste", "Stand:", "31.12.2022"], K, WRONG], "C3", 2),
    "title with a known word": ([["Name", "Eintritt"], K, WRONG], "C3", 2),
    "30 rows of title": ([*[["Titel"]] * 30, K, WRONG], "C32", 31),
    "two lines": ([["TN", "Teilnahme", ""], ["Nr.", "Eintritt", "Austritt"], WRONG], "C3", 2),
    "two lines, merged": ([["", "Teilnahme", ""], ["Kennung", "von", "bis"], WRONG], "C3", 2),
    "two lines, upper alone": ([["Kennung", "Teilnahme", ""], ["", "von", "bis"], WRONG], "C3", 2),
    "title above two lines": (
        [["Liste"], ["Person", "Teilnahme", ""], ["Kennung", "von", "bis"], WRONG], "C4", 3,
    ),
    "blank columns": ([["", "Kennung", "", "Eintritt", "Austritt"],
                       ["", "TN-9", "", *WRONG[1:]]], "E2", 1),
    "other order": ([["Austritt", "Eintritt", "Kennung"], WRONG[::-1]], "A2", 1),
    "other spelling": ([["TN - Nr.", "EINTRITTSDATUM", "Teilnahme  bis"], WRONG], "C2", 1),
    "broken lines": ([["Kennung\nder Person", "Eintritt\n(am)", "Austritt\nam"], WRONG], "C2", 1),
}  # fmt: skip


@pytest.mark.parametrize("what", TITLES)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_table_is_found_and_addresses_are_those_of_excel(
    what: str, name: str, tmp_path: Path, capsys: Capture
) -> None:
    rows, cell, above = TITLES[what]
    content = csv_bytes(rows) if name == "a.csv" else xlsx_bytes(rows)
    checked = validated_file(capsys, tmp_path, content, name)
    assert addresses(checked) == [("A01", cell)]
    assert (checked.rows, structure(checked)) == ((1, 0, 1), above)


def test_merged_cells_stand_over_their_columns(tmp_path: Path, capsys: Capture) -> None:
    def merge(book: Workbook) -> None:
        book.worksheets[0].merge_cells("B1:C1")
        book.worksheets[0].merge_cells("A1:A2")

    rows = [["Kennung", "Teilnahme", ""], ["", "von", "bis"], WRONG]
    checked = validated_file(capsys, tmp_path, xlsx_bytes(rows, merge), "a.xlsx")
    assert addresses(checked) == [("A01", "C3")]


def test_header_below_31_rows_is_not_looked_for(tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([*[["Titel"]] * 31, K, R]))
    assert checked.codes == ["F02"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([R, R2], id="no header"),
        pytest.param([["Kennung"], ["TN-1"]], id="one known column"),
        pytest.param([["Name", "Ort"], ["x", "y"]], id="no known column"),
        pytest.param([["Summe", "12"]], id="only a sum"),
    ],
)
def test_what_is_no_table(rows: Rows, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert (checked.codes, checked.rows, checked.code) == (["F02"], (0, 0, 0), 1)


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (["Kennung", "Austritt", "Geschlecht"], ["Eintritt"]),
        (["Eintritt", "Austritt", "Geschlecht"], ["Kennung der Person"]),
        (["Austritt", "Geschlecht", "Geburtsjahr"], ["Kennung der Person", "Eintritt"]),
    ],
)
def test_required_columns_are_all_named(
    header: list[str], missing: list[str], tmp_path: Path, capsys: Capture
) -> None:
    row = ["w" if name == "Geschlecht" else "" for name in header]
    checked = validated_file(capsys, tmp_path, csv_bytes([header, row]))
    told = [f["message"] for f in checked.findings if f["code"] == "F03"]
    assert told == [f"Die Spalte „{m}“ fehlt." for m in missing]
    assert (checked.rows, checked.code) == ((1, 0, 1), 1)


@pytest.mark.parametrize(
    "heading", ["Name", "Vorname", "Nachname", "Name, Vorname", "Person Name", "TN-Name", "NAME:"]
)
def test_columns_of_names_are_refused(heading: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([[*K, heading], [*R, "x"]]))
    assert addresses(checked) == [("F04", "D1")]


def test_columns_of_names_without_an_id_are_refused(tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([["Name", *K[1:]], ["x", *R[1:]]]))
    assert checked.codes == ["F03", "F04"]


def test_own_headings_and_entries_of_a_provider(tmp_path: Path, capsys: Capture) -> None:
    own = (
        "\n[providers.muster.columns]\n'Kürzel' = 'person'\n'Los ging es' = 'entry'\n"
        "\n[providers.muster.values.exit_class]\nRegelfall = 'regular'\n"
    )
    header = ["Kürzel", "Los ging es", "Austritt", "Austrittsgrund"]
    folder = project(tmp_path, SETTINGS + own)
    deliver(folder, "a.csv", csv_bytes([header, [*R, "regelfall"]]))
    checked = validated(capsys, folder)
    assert (checked.codes, checked.rows) == ([], (1, 1, 0))


def test_two_headings_of_one_meaning(tmp_path: Path, capsys: Capture) -> None:
    """The first one counts; the other is told as not read."""
    rows = [["Kennung", "Eintritt", "Eintritt am", "Austritt"], ["TN-1", R[1], "", R[2]]]
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert addresses(checked) == [("S07", "C1")]


# ---------------------------------------------------------------- which rows count
NO_ROWS: dict[str, Rows] = {
    "blank": [[], ["", "", ""], [" ", "\t", ""]],
    "sum in front": [["Summe", "", "2"]],
    "sum behind": [["", "", "Gesamt"], ["", "", "Summe TN"]],
    "sum in the day": [["", "Insgesamt", "2"]],
    "title between": [["Gruppe Nord", "", ""]],
    "remark below": [["Stand: 31.12.2022, ohne Gewähr", "", ""]],
    "header again": [K],
    "title and header again": [[], ["Zweites Halbjahr"], K],
}


@pytest.mark.parametrize("what", NO_ROWS)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_rows_that_are_no_persons(what: str, name: str, tmp_path: Path, capsys: Capture) -> None:
    rows = [K, R, *NO_ROWS[what], R2]
    content = csv_bytes(rows) if name == "a.csv" else xlsx_bytes(rows)
    checked = validated_file(capsys, tmp_path, content, name)
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))
    assert structure(checked) == 1 + len(NO_ROWS[what])


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["TN-2", "", ""], id="only an id"),
        pytest.param(["", "11.01.2022", ""], id="only an entry"),
        pytest.param(["", "", "laufend"], id="only a word in the exit"),
    ],
)
def test_incomplete_rows_are_rows(row: list[str], tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, R, row]))
    assert checked.rows == (2, 1, 1)
    assert {f["row"] for f in checked.findings} == {3}


def test_sheet_per_year_with_a_sum_below_each(tmp_path: Path, capsys: Capture) -> None:
    def more(book: Workbook) -> None:
        for year in ("2021", "2022"):
            sheet = book.create_sheet(year)
            for row in ([year], [], K, [f"TN-{year}", *R[1:]], ["Summe", "", 1]):
                sheet.append(row)

    checked = validated_file(capsys, tmp_path, xlsx_bytes([K, R], more), "a.xlsx")
    assert (checked.codes, checked.rows, structure(checked)) == (["K01"], (3, 3, 0), 9)


def test_rows_of_meetings_need_no_person(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Sitzung am", "Format", "Fachbereiche"], ["01.03.2022", "Jour fixe", "KI; Schule"]]
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert (checked.codes, checked.rows) == ([], (1, 1, 0))


# ---------------------------------------------------------------- what cells mean
DAYS = {
    "01.02.2022": "01.02.2022", "1.2.2022": "01.02.2022", "1.2.22": "01.02.2022",
    "2022-02-01": "01.02.2022", "2022-02-01 00:00:00": "01.02.2022",
    "01.02.2022 00:00": "01.02.2022", "ab 01.02.2022": "01.02.2022",
    "seit 1.2.22": "01.02.2022", " 01.02.2022 ": "01.02.2022", "01.02.51": "01.02.1951",
    "29.02.2020": "29.02.2020",
}  # fmt: skip


@pytest.mark.parametrize("text", DAYS)
def test_days_are_read_by_fixed_forms(text: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, ["TN-1", text, "01.01.1950"]]))
    message = f"Der Austritt (01.01.1950) liegt vor dem Eintritt ({DAYS[text]})."
    assert [f["message"] for f in checked.findings] == [message]


@pytest.mark.parametrize(
    "text",
    ["31.02.2022", "29.02.2022", "2022-13-01", "00.01.2022", "01.02.0000", "01/02/2022",
     "01-02-2022", "1. Februar", "2022", "44593", "01.02.2022 12 Uhr", "01.02.2022?",
     "13/2022", "0/2022", "bald", "12", "Ostern 2022"],
)  # fmt: skip
def test_what_is_no_day_is_never_made_one(text: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, [R[0], text, R[2]], [*R2[:2], text]]))
    assert addresses(checked) == [("D01", "B2"), ("D01", "C3"), ("A02", "B2"), ("A08", "C3")]
    assert checked.rows == (2, 0, 2)


@pytest.mark.parametrize(
    "text", ["02/2022", "2/2022", "02.2022", "Februar 2022", "feb 2022", "ab 02/2022"]
)
def test_month_is_its_first_day_for_the_entry_and_its_last_for_the_exit(
    text: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, ["TN-1", text, text]]))
    assert [f["message"].rpartition(" ")[2] for f in checked.findings] == [
        "01.02.2022.",
        "28.02.2022.",
    ]
    assert set(checked.codes) == {"D02"}


@pytest.mark.parametrize("text", ["", "-", "–", "laufend", "offen", "noch dabei", "31.12.9999"])
def test_open_ends(text: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, [*R[:2], text]]))
    assert (checked.codes, checked.rows) == (["A04"], (1, 1, 0))


@pytest.mark.parametrize("text", ["k.A.", "unbekannt", "?"])
def test_unknown_exit_is_no_open_end(text: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, [*R[:2], text]]))
    assert (checked.codes, checked.rows) == (["D01", "A08"], (1, 0, 1))


@pytest.mark.parametrize("age", ["121", "-1", "21,5", "einundzwanzig", "9" * 5000, "²"])
def test_ages_that_are_none(age: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({"Alter": age})))
    assert addresses(checked) == [("D01", "H2")]


@pytest.mark.parametrize("year", ["99", "1899", "2100", "01.01.2000", "2000er"])
def test_years_of_birth_that_are_none(year: str, tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({"Geburtsjahr": year})))
    assert addresses(checked) == [("D01", "C2")]


@pytest.mark.parametrize(
    ("column", "entries"),
    [
        ("Geschlecht", ["w", "M", "d", "Frau", "männlich", "k. A.", "-", ""]),
        ("Aufenthaltsstatus", ["Duldung", "§ 60a", "geduldet", "Gestattung", "unbekannt"]),
        ("Weiterer Bedarf", ["ja", "Nein", "x", "1", "0", "?"]),
        ("Austrittsgrund", ["Abbruch", "Umzug", "Ziel erreicht", "REGULÄR"]),
    ],
)
def test_entries_of_coded_columns(
    column: str, entries: list[str], tmp_path: Path, capsys: Capture
) -> None:
    single_day = {"Eintritt": "10.01.2022", "Austritt": "10.01.2022"}
    rows = table(*({"Kennung": f"TN-{n}", **single_day, column: e} for n, e in enumerate(entries)))
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert set(checked.codes) <= {"K01"}


# ---------------------------------------------------------------- whatever stands in cells
WORDS = [*GOOD, "Verbleib", "Aufnahme am", "Name", "Summe", "Sitzung am", "Baustein", "Bemerkung",
         "10.01.2022", "31.02.2022", "01/2022", "laufend", "TN-1", "w", "2000", "Duldung", "Schule",
         "", "", "", "#N/A", "=1/0", "31.12.9999", "01.01.0001", "\u00a0", "k.A."]  # fmt: skip
CELLS = (
    st.sampled_from(WORDS)
    | st.text(st.characters(exclude_categories=["C"]), max_size=8)
    | st.integers(-10, 10**7)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=8)


def storable(cell: object) -> object:
    """Excel knows no days before 1900."""
    return None if getattr(cell, "year", 2000) < 1900 else cell


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(above=TABLES, header=st.booleans(), below=TABLES)
def test_whatever_cells_arrive(
    above: list[list[object]],
    header: bool,
    below: list[list[object]],
    tmp_path: Path,
    capsys: Capture,
) -> None:
    heading: list[list[object]] = [[*K, "Geschlecht", "Alter", "Verbleib"]] if header else []
    rows = [*above, *heading, *below]
    content = xlsx_bytes([[storable(cell) for cell in row] for row in rows])
    checked = validated_file(capsys, tmp_path, content, "a.xlsx")
    (delivery,) = checked.deliveries
    received, used, aside = checked.rows
    assert received == used + aside
    assert (delivery["verdict"] == "rejected") == (checked.code == 1)
    assert (delivery["verdict"] == "accepted") == (checked.findings == [])
    assert received + structure(checked) <= max(len(rows), 1)


# ---------------------------------------------------------------- what must not be passed over
def test_person_without_entry_and_with_a_word_for_sums_is_a_row(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = [[*K, "Bemerkung"], ["TN-1", "", "30.06.2022", "Gesamt"]]
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert (checked.codes, checked.rows) == (["A02"], (1, 0, 1))


def test_filled_column_without_a_heading_is_told(tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes([K, [*R, "x"]]))
    assert checked.codes == ["S01"]
