"""The form for providers: what it offers, and that it is understood as it comes back."""

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from durchstarten_cli.form.tables import COLUMNS, OF_MEETINGS, OF_PERSONS
from durchstarten_cli.vocabulary import plain, vocabulary
from tests.build import (
    SETTINGS,
    Capture,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
)

TWO_MODULES = (
    SETTINGS.replace('modules = ["m1"]', 'modules = ["m1", "m2"]')
    + """
[modules.m2]
number = 2
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31

[providers.ki]
name = "Kommunales Integrationszentrum"
dative = "dem Kommunalen Integrationszentrum"
modules = []
"""
)
Typed = str | int | dt.date
FILLED: Mapping[str, Sequence[Mapping[str, Typed]]] = {
    "Teilnahmen": (
        {
            "Kennung der Person": "007",
            "Eintritt": dt.date(2022, 1, 10),
            "Austritt": dt.date(2022, 6, 30),
            "Art des Austritts": "planmäßig beendet",
            "Geschlecht": "weiblich",
            "Geburtsjahr": 2000,
            "Alter bei Eintritt": 21,
            "Aufenthaltsstatus": "Duldung",
            "Aufenthaltsstatus festgestellt am": dt.date(2022, 1, 10),
            "Weiterer Bedarf": "nein",
        },
        {"Kennung der Person": "008", "Eintritt": dt.date(2022, 11, 1), "Geschlecht": "unbekannt"},
    ),
    "Verbleib": (
        {
            "Kennung der Person": "007",
            "Verbleib": "betriebliche Ausbildung",
            "Zusage am": dt.date(2022, 6, 1),
            "Aufnahme am": dt.date(2022, 7, 1),
            "Zustande gekommen durch": "durch den Träger",
        },
        {
            "Kennung der Person": "007",
            "Verbleib": "geringfügige Beschäftigung",
            "Aufnahme am": dt.date(2022, 7, 1),
        },
    ),
    "Fallübergaben": (
        {
            "Kennung der Person": "007",
            "Übergabe am": dt.date(2022, 6, 30),
            "Übergabe an": "Jobcenter",
            "Art der empfangenden Stelle": "Behörde",
            "Stand der Übergabe": "erfolgt",
        },
    ),
    "Begleitung": (
        {
            "Kennung der Person": "007",
            "Weitere Begleitung": "Beratung",
            "Begleitung von": dt.date(2022, 7, 1),
        },
    ),
}


def form(capsys: Capture, folder: Path, *words: str) -> Path:
    said = call(capsys, "form", "--provider", "muster", *words, "--project", folder)
    assert (said.code, said.err) == (0, "")
    return Path(said.out.strip())


def filled(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Typed]]]) -> bytes:
    """The form with rows typed into it."""
    book = load_workbook(path)
    for name, rows in sheets.items():
        columns = {page_cell: n for n, page_cell in enumerate(headings(book[name]), start=1)}
        for number, row in enumerate(rows, start=6):
            for heading, value in row.items():
                book[name].cell(number, columns[heading], value)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def headings(page: Worksheet) -> list[str]:
    return [str(cell.value) for cell in page[5]]


def figures(capsys: Capture, folder: Path) -> dict[str, object]:
    said = call(capsys, "counts", "--json", "--project", folder)
    told = {f["id"]: f["value"] for f in json.loads(said.out)["figures"]}
    rows = ("received", "used", "set_aside")
    return {name: v for name, v in told.items() if not any(word in name for word in rows)}


# ---------------------------------------------------------------- filled in
def test_filled_in_it_needs_no_mapping(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, SETTINGS.replace("2022-12-31", "2023-12-31"))
    deliver(folder, "formular.xlsx", filled(form(capsys, folder), FILLED))
    checked = validated(capsys, folder)
    assert (checked.codes, checked.rows, checked.verdicts) == (
        [],
        (6, 6, 0),
        {"formular.xlsx": "accepted"},
    )
    values = figures(capsys, folder)
    assert values["m1.participants"] == 2
    assert values["m1.stayers"] == 1
    assert values["m1.outcome.training"] == 1
    assert values["m1.outcome_any.work_marginal"] == 1
    assert values["m1.promises.fulfilled"] == 1
    assert values["m1.handover"] == 1
    assert values["m1.supports.counselling"] == 1


def test_it_counts_as_a_wide_table_does(tmp_path: Path, capsys: Capture) -> None:
    narrow, wide = project(tmp_path / "a"), project(tmp_path / "b")
    deliver(narrow, "formular.xlsx", filled(form(capsys, narrow), FILLED))
    first, second = FILLED["Teilnahmen"]
    events = {
        name: value
        for sheet in ("Fallübergaben", "Begleitung")
        for name, value in FILLED[sheet][0].items()
    }
    rows = [{**first, **outcome, **events} for outcome in FILLED["Verbleib"]]
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_written(row.get(name)) for name in names] for row in [*rows, second]]
    deliver(wide, "a.csv", csv_bytes([names, *cells]))
    assert figures(capsys, narrow) == figures(capsys, wide)


def _written(value: object) -> object:
    return value.strftime("%d.%m.%Y") if isinstance(value, dt.date) else value or ""


def test_form_of_one_of_two_modules_tells_its_module(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, TWO_MODULES)
    path = form(capsys, folder, "--module", "m2")
    assert path == folder / "ausgabe/formulare/formular_muster_m2.xlsx"
    deliver(folder, "formular.xlsx", filled(path, FILLED))
    values = figures(capsys, folder)
    assert (values["m1.participants"], values["m2.participants"]) == (0, 2)
    assert (values["m2.outcome.training"], values["m2.handover"]) == (1, 1)


def test_form_for_meetings(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, TWO_MODULES)
    said = call(capsys, "form", "--provider", "ki", "--project", folder)
    row: dict[str, Typed] = {"Sitzung am": dt.date(2022, 5, 1), "Format": "Jour fixe"}
    row["Teilnehmende Stellen der Stadt"] = "Soziales; Bürger und Integration"
    content = filled(Path(said.out.strip()), {"Sitzungen": [row]})
    deliver(folder, "sitzungen.xlsx", content, provider="ki")
    assert validated(capsys, folder).codes == []
    assert figures(capsys, folder)["all.meetings"] == 1


def test_empty_form_is_a_delivery_without_rows(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    deliver(folder, "formular.xlsx", form(capsys, folder).read_bytes())
    assert validated(capsys, folder).codes == ["S04"]


@pytest.mark.parametrize("title", ["Baustein: Zweiter Baustein", "Baustein: 2", "Baustein: m2"])
def test_title_above_any_table_tells_its_module(
    title: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path, TWO_MODULES)
    deliver(folder, "a.csv", csv_bytes([[title], [], *table({})]))
    assert validated(capsys, folder).codes == []
    assert figures(capsys, folder)["m2.participants"] == 1
    deliver(folder, "a.csv", csv_bytes([["Baustein: Neun"], [], *table({})]))
    assert validated(capsys, folder).codes == ["T01"]


# ---------------------------------------------------------------- what it looks like
@pytest.fixture
def book(tmp_path: Path, capsys: Capture) -> Workbook:
    return load_workbook(form(capsys, project(tmp_path)))


def test_every_column_is_named_explained_and_exemplified(book: Workbook) -> None:
    words, page = vocabulary(), book["Erläuterung"]
    told = {(r[0], r[1]): r[2:] for r in page.iter_rows(min_row=7, values_only=True)}
    for sheet in OF_PERSONS:
        labels = [words.columns[name].label for name in sheet.columns]
        assert headings(book[sheet.title]) == labels
        assert [words.headers[plain(label)] for label in labels] == list(sheet.columns)
        for name, label in zip(sheet.columns, labels, strict=True):
            needed = "ja" if name in sheet.required else "nein"
            explained = (COLUMNS[name].meaning, COLUMNS[name].example, needed)
            assert told[sheet.title, label] == explained


def test_examples_are_understood(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, SETTINGS.replace("2022-", "2021-").replace("2023-", "2022-"))
    words = vocabulary().columns
    sheets = {
        sheet.title: [{words[name].label: COLUMNS[name].example for name in sheet.columns}]
        for sheet in OF_PERSONS
    }
    deliver(folder, "formular.xlsx", filled(form(capsys, folder), sheets))
    assert validated(capsys, folder).codes == []
    assert all(name in COLUMNS for sheet in OF_MEETINGS for name in sheet.columns)


def test_drop_downs_offer_exactly_what_is_understood(book: Workbook) -> None:
    words, offered = vocabulary(), {}
    for sheet in OF_PERSONS:
        for check in book[sheet.title].data_validations.dataValidation:
            if check.type == "list":
                (area,) = check.sqref.ranges
                column = sheet.columns[area.min_col - 1]
                place = check.formula1.rpartition("!")[2].replace("$", "")
                offered[column] = [row[0].value for row in book["Erläuterung"][place]]
    assert offered == {
        name: [*(code.label for code in codes), "unbekannt"]
        for name, codes in words.codes.items()
        if name != "figure"  # a sum is what a form is there to avoid
    }


def test_steps_say_what_happens_to_what_does_not_belong_there(
    book: Workbook, tmp_path: Path, capsys: Capture
) -> None:
    assert [book["Erläuterung"][f"A{row}"].value for row in (4, 5)] == [
        "Namen gehören nicht hinein: Mit einer Spalte für Namen wird die Datei zurückgewiesen.",
        "Adressen und Bemerkungen werden nicht gelesen; bitte lassen Sie auch sie weg.",
    ]
    folder = project(tmp_path / "added")
    person = {"Kennung der Person": "0007", "Eintritt": "10.01.2022", "Austritt": "30.06.2022"}
    for column, codes in (("Adresse", []), ("Bemerkung", []), ("Name", ["F04"])):
        book["Teilnahmen"]["K5"], book["Teilnahmen"]["K6"] = column, "Beispielweg 1"
        path = tmp_path / "with_column.xlsx"
        book.save(path)
        deliver(folder, "formular.xlsx", filled(path, {"Teilnahmen": [person]}))
        assert validated(capsys, folder).codes == codes


def test_meaning_of_a_column_is_shown_where_somebody_enters_something(book: Workbook) -> None:
    for sheet in OF_PERSONS:
        told = {check.prompt for check in book[sheet.title].data_validations.dataValidation}
        assert told == {COLUMNS[name].meaning for name in sheet.columns}
        checks = book[sheet.title].data_validations.dataValidation
        assert all(check.showInputMessage for check in checks)


def test_dates_and_numbers_are_checked(book: Workbook) -> None:
    checks = {
        check.promptTitle: (check.type, check.errorStyle, check.error)
        for check in book["Teilnahmen"].data_validations.dataValidation
    }
    assert checks["Eintritt"] == ("date", "stop", "Bitte ein Datum wie 01.03.2021.")
    assert checks["Geburtsjahr"][2] == "Bitte ein Jahr mit vier Ziffern, zum Beispiel 2001."
    assert checks["Alter bei Eintritt"][2] == (
        "Bitte die vollendeten Jahre als Zahl, zum Beispiel 20."
    )
    assert checks["Geschlecht"][2] == "Mögliche Einträge stehen im Blatt „Erläuterung“."
    assert checks["Kennung der Person"][0] is None
    assert book["Teilnahmen"].column_dimensions["A"].number_format == "@"
    assert book["Teilnahmen"].column_dimensions["B"].number_format == "DD.MM.YYYY"


def test_same_settings_give_the_same_bytes(tmp_path: Path, capsys: Capture) -> None:
    first = form(capsys, project(tmp_path / "a"))
    assert first.read_bytes() == form(capsys, project(tmp_path / "b")).read_bytes()


# ---------------------------------------------------------------- what is wrong
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--provider", "xy"],
            "Den Träger „xy“ gibt es in den Einstellungen nicht.\nBekannt sind: muster, ki.\n",
        ),
        (
            ["--provider", "muster"],
            "Musterträger führt mehrere Bausteine durch. Für welchen ist das Formular?\n"
            "Möglich sind: m1, m2.\n",
        ),
        (
            ["--provider", "muster", "--module", "m9"],
            "Den Baustein „m9“ führt Musterträger nicht durch.\nMöglich sind: m1, m2.\n",
        ),
        (
            ["--provider", "ki", "--module", "m1"],
            "Den Baustein „m1“ führt Kommunales Integrationszentrum nicht durch.\n"
            "Lassen Sie --module weg.\n",
        ),
    ],
)
def test_unknown_provider_or_module(
    words: list[str], message: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path, TWO_MODULES)
    said = call(capsys, "form", *words, "--project", folder)
    assert (said.code, said.out, said.err) == (2, "", message)


def test_nothing_is_overwritten(tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path)
    path = form(capsys, folder)
    said = call(capsys, "form", "--provider", "muster", "--project", folder)
    assert (said.code, said.err.partition(" gibt es schon")[0]) == (2, str(path))
    assert form(capsys, folder, "--force") == path
