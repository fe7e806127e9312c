"""A provider's list with names becomes a copy with pseudonyms, and nothing of a name is left."""

import datetime as dt
import hashlib
import hmac
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from durchstarten_cli.pseudonyms import copied_workbook, verify
from durchstarten_cli.pseudonyms.check import StrangeContentError
from durchstarten_cli.pseudonyms.copy import Page
from durchstarten_cli.vocabulary import plain, vocabulary
from tests.build import (
    SECOND_PROVIDER,
    SETTINGS,
    Capture,
    Said,
    Table,
    call,
    csv_bytes,
    deliver,
    project,
    validated,
    xlsx_bytes,
)
from tests.test_sources import ods_bytes
from tests.workbooks import locked

SECRET = bytes(range(32))
KEY = f"# Schlüssel für Pseudonyme (durchstarten).\n{SECRET.hex()}\n"
SIGN = hmac.new(SECRET, b"durchstarten sign", hashlib.sha256).hexdigest()[:8]
HEADER = ["Nachname", "Vorname", "Geburtsdatum", "Geschlecht", "Aufenthaltsstatus", "Eintritt",
          "Austritt", "Austrittsgrund", "Übergabe an"]  # fmt: skip
ERIKA = ["Mustermann", "Erika", "12.08.2000", "w", "Duldung", "10.01.2022", "30.06.2022",
         "regulär", ""]  # fmt: skip
OMAR = ["Al-Hassan", "Omar", "03.04.2001", "m", "Duldung", "01.02.2022", "laufend", "", ""]
LIST = [HEADER, ERIKA, OMAR]
CLEAR_UP = "Es wurde nichts geschrieben. Zu klären:\n"
CORRECT = "Bitte berichtigen Sie das in Ihrer Datei und rufen Sie den Befehl noch einmal auf.\n"


def id_of(parts: str, birth: str) -> str:
    """The pseudonym reckoned anew: parts of the name in order, birth as YYYY-MM-DD."""
    message = f"durchstarten\nv1\n{parts}\n{birth}".encode()
    return "v1-" + hmac.new(SECRET, message, hashlib.sha256).hexdigest()[:24]


ERIKAS, OMARS = id_of("erika mustermann", "2000-08-12"), id_of("al hassan omar", "2001-04-03")


@dataclass(frozen=True)
class Made:
    """What the call said, and the cells of the copy by sheet."""

    said: Said
    content: bytes
    sheets: dict[str, list[list[object]]]

    @property
    def rows(self) -> list[list[object]]:
        """The rows of the first sheet."""
        return next(iter(self.sheets.values()))

    @property
    def ids(self) -> list[object]:
        """The pseudonyms of all sheets, in order."""
        return [
            row[0] for rows in self.sheets.values() for row in rows
            if str(row[0] or "").startswith("v1-")
        ]  # fmt: skip

    @property
    def told(self) -> str:
        """What was printed beside the path, in one line."""
        return " ".join(self.said.err.split())


def key_file(folder: Path, text: str = KEY) -> Path:
    path = folder / "schluessel.txt"
    path.write_text(text, encoding="utf-8")
    return path


def attempt(
    capsys: Capture, folder: Path, content: bytes, *words: object, name: str = "liste.xlsx"
) -> Said:
    """The call on a new file in `folder`, whatever comes of it."""
    (folder / name).write_bytes(content)
    return call(capsys, "pseudonymise", folder / name, "--key", key_file(folder), *words)


def made(
    capsys: Capture, folder: Path, content: bytes, *words: object, name: str = "liste.xlsx"
) -> Made:
    """The copy of a list; it has to succeed."""
    said = attempt(capsys, folder, content, *words, name=name)
    assert said.code == 0, said.err
    path = Path(said.out.strip())
    book = openpyxl.load_workbook(path)
    return Made(
        said,
        path.read_bytes(),
        {s.title: [list(row) for row in s.iter_rows(values_only=True)] for s in book},
    )


def refused(capsys: Capture, folder: Path, rows: Table) -> str:
    """The complaints on a list, without the lines around them; nothing may be written."""
    said = attempt(capsys, folder, xlsx_bytes(rows))
    assert (said.code, said.out) == (1, "")
    assert {p.name for p in folder.iterdir()} == {"liste.xlsx", "schluessel.txt"}
    assert said.err.startswith(CLEAR_UP)
    assert said.err.endswith(CORRECT)
    return said.err.removeprefix(CLEAR_UP).removesuffix(CORRECT)


# ---------------------------------------------------------------- the copy
def test_names_and_birth_date_become_pseudonym_year_and_age(
    tmp_path: Path, capsys: Capture
) -> None:
    copy = made(capsys, tmp_path, xlsx_bytes(LIST))
    assert list(copy.sheets) == ["Tabelle 1"]
    assert copy.rows == [
        ["Kennung", "Geburtsjahr", "Alter bei Eintritt", "Geschlecht", "Aufenthaltsstatus",
         "Eintritt", "Austritt", "Art des Austritts", "Übergabe an"],
        [ERIKAS, 2000, 21, "w", "Duldung", dt.datetime(2022, 1, 10), dt.datetime(2022, 6, 30),
         "regulär", None],
        [OMARS, 2001, 20, "m", "Duldung", dt.datetime(2022, 2, 1), None, None, None],
    ]  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(copy.content))["Tabelle 1"]
    assert sheet["F2"].number_format == "DD.MM.YYYY"
    assert (sheet["A2"].data_type, sheet["A2"].number_format) == ("s", "@")


def test_tells_what_was_done_and_where_it_lies(tmp_path: Path, capsys: Capture) -> None:
    copy = made(capsys, tmp_path, xlsx_bytes(LIST))
    path = tmp_path / f"pseudonymisiert_{dt.date.today()}.xlsx"
    assert copy.said.out == f"{path}\n"
    assert copy.told == (
        "Kopie mit zwei Zeilen zu zwei Personen. Kennungen der Fassung v1, Schlüssel mit dem "
        f"Kennzeichen {SIGN}. Nicht in der Kopie: die Spalten „Nachname“, „Vorname“ und "
        f"„Geburtsdatum“. Die Datei: {path}"
    )


def test_age_is_that_on_the_day_of_entry_of_each_stay(tmp_path: Path, capsys: Capture) -> None:
    days = ["11.08.2021", "12.08.2021", "08/2022", "unklar", ""]
    copy = made(
        capsys, tmp_path, xlsx_bytes([HEADER, *([*ERIKA[:5], d, *ERIKA[6:]] for d in days)])
    )
    assert [row[2] for row in copy.rows[1:]] == [20, 21, 21, None, None]
    assert copy.ids == [ERIKAS] * 5
    assert copy.told.startswith("Kopie mit fünf Zeilen zu einer Person. ")


def test_delivered_into_a_project_it_is_accepted(tmp_path: Path, capsys: Capture) -> None:
    settings = (SETTINGS + SECOND_PROVIDER).replace(
        'modules = ["m1"]', 'modules = ["m1"]\nids = "shared"'
    )
    folder = project(tmp_path / "projekt", settings)
    one = made(capsys, tmp_path, xlsx_bytes([*LIST[:2], [*OMAR[:6], "31.12.2022", "Abbruch", ""]]))
    joined = [
        ["Name", "Geb.-Datum", "Beginn", "Ende"],
        ["erika MUSTERMANN", "2000-08-12", "01.07.2022", "30.09.2022"],
    ]
    other = made(capsys, tmp_path, csv_bytes(joined), "--force", name="b.csv").content
    deliver(folder, "a.xlsx", one.content)
    deliver(folder, "b.xlsx", other, provider="zweiter")
    checked = validated(capsys, folder)
    assert checked.verdicts == {"a.xlsx": "accepted", "b.xlsx": "accepted"}
    assert (checked.codes, checked.rows) == ([], (3, 3, 0))
    persons = [row["value"] for row in counted(capsys, folder) if row["id"] == "m1.participants"]
    assert persons == [2]


def counted(capsys: Capture, folder: Path) -> list[dict[str, Any]]:
    told = json.loads(call(capsys, "counts", "--json", "--project", folder).out)
    figures: list[dict[str, Any]] = told["figures"]
    return figures


def test_same_list_and_key_same_bytes(tmp_path: Path, capsys: Capture) -> None:
    first = made(capsys, tmp_path, xlsx_bytes(LIST)).content
    assert made(capsys, tmp_path, xlsx_bytes(LIST), "--force").content == first


def test_another_key_other_pseudonyms(tmp_path: Path, capsys: Capture) -> None:
    first = made(capsys, tmp_path, xlsx_bytes(LIST))
    (tmp_path / "liste.xlsx").write_bytes(xlsx_bytes(LIST))
    other = key_file(tmp_path, KEY.replace(SECRET.hex(), "ab" * 32))
    said = call(capsys, "pseudonymise", tmp_path / "liste.xlsx", "--key", other, "--force")
    sheet = openpyxl.load_workbook(said.out.strip())["Tabelle 1"]
    assert sheet["A2"].value not in first.ids
    assert SIGN not in said.err


def test_no_rule_takes_a_pseudonym_for_a_name(tmp_path: Path, capsys: Capture) -> None:
    rows = [[f"Muster{a}{b}", *ERIKA[1:]] for a in "abcdefghijkl" for b in "abcdefghijkl"]
    content = made(capsys, tmp_path, xlsx_bytes([HEADER, *rows])).content
    folder = project(tmp_path / "projekt")
    deliver(folder, "a.xlsx", content)
    assert "P02" not in validated(capsys, folder).codes


# ---------------------------------------------------------------- formats and layouts
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", csv_bytes(LIST)),
        ("b.csv", csv_bytes(LIST, ",", "cp1252")),
        ("c.xlsm", xlsx_bytes(LIST)),
        ("d.ods", ods_bytes([[*row] for row in LIST])),
        ("e.csv", csv_bytes([["Name, Vorname", *HEADER[2:]], ["Mustermann, Erika", *ERIKA[2:]],
                             ["Al-Hassan, Omar", *OMAR[2:]]])),
        ("f.csv", csv_bytes([["Vorname Nachname", *HEADER[2:]], ["Erika Mustermann", *ERIKA[2:]],
                             ["Omar Al Hassan", *OMAR[2:]]])),
        ("g.csv", csv_bytes([["Name", *HEADER[1:]], ERIKA, OMAR])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_same_person_in_any_format(
    name: str, content: bytes, tmp_path: Path, capsys: Capture
) -> None:
    assert made(capsys, tmp_path, content, name=name).ids == [ERIKAS, OMARS]


def test_rows_stay_where_they_stood(tmp_path: Path, capsys: Capture) -> None:
    rows: Table = [["Teilnehmerliste der Maßnahme"], [], ["", "", "", "", "Teilnahme", ""],
            ["Nr.", "Nachname", "Vorname", "Geb.-Datum", "Eintritt", "Austritt"],
            [1, *ERIKA[:3], "10.01.2022", ""], [], [2, *OMAR[:3], "01.02.2022", ""],
            ["Summe", 2]]  # fmt: skip
    copy = made(capsys, tmp_path, xlsx_bytes(rows))
    assert [row[0] for row in copy.rows] == [None, None, None, "Kennung", ERIKAS, None, OMARS]
    assert copy.rows[3][3:] == ["Eintritt", "Austritt"]
    assert (
        "Nicht als Person gelesen (Überschrift, Summe oder Ähnliches): Blatt 1, Zeile 8."
    ) in copy.told


def test_headers_of_two_lines(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Person", "", "", "Teilnahme", ""],
            ["Nachname", "Vorname", "Geburtsdatum", "Eintritt", "Austritt"],
            [*ERIKA[:3], "10.01.2022", ""], ["Omar ruft an wegen Zeugnis"]]  # fmt: skip
    copy = made(capsys, tmp_path, xlsx_bytes(rows))
    assert copy.rows[1:] == [
        ["Kennung", "Geburtsjahr", "Alter bei Eintritt", "Eintritt", "Austritt"],
        [ERIKAS, 2000, 21, dt.datetime(2022, 1, 10), None],
    ]
    assert "Ähnliches): Blatt 1, Zeile 4." in copy.told


def test_a_sheet_per_year_and_hidden_ones(tmp_path: Path, capsys: Capture) -> None:
    def more(book: Workbook) -> None:
        old = book.create_sheet("Mustermann Erika")
        for row in (HEADER, [*ERIKA[:5], "10.01.2021", "30.06.2021", "regulär", ""]):
            old.append(row)
        old.sheet_state = "hidden"
        book.create_sheet("Legende").append(["w = weiblich"])
        book.create_sheet("leer")
        book.create_sheet("Sitzungen").append(["Sitzung am", "Format", "Fachbereiche"])
        book.create_sheet("nächstes Jahr").append(HEADER)

    copy = made(capsys, tmp_path, xlsx_bytes(LIST, more))
    assert list(copy.sheets) == ["Tabelle 1", "Tabelle 2"]
    assert copy.ids == [ERIKAS, OMARS, ERIKAS]
    assert copy.told.startswith("Kopie mit drei Zeilen zu zwei Personen. ")
    assert "Nicht in der Kopie, weil ohne Personen: Blatt 3, Blatt 5 und Blatt 6." in copy.told
    assert "Ausgeblendetes ist mit in der Kopie: Blatt 2." in copy.told


def test_a_sheet_of_events_gets_the_pseudonym_only(tmp_path: Path, capsys: Capture) -> None:
    events = [[*HEADER[:3], "Verbleib", "Aufnahme am", "Verbleib 2", "Aufnahme am 2"],
              [*ERIKA[:3], "Schule", "01.08.2022", "Ausbildung (betrieblich)",
               "01.09.2022"]]  # fmt: skip

    def more(book: Workbook) -> None:
        page = book.create_sheet("Verbleib")
        for row in events:
            page.append(row)

    copy = made(capsys, tmp_path, xlsx_bytes(LIST, more))
    assert copy.sheets["Tabelle 2"] == [
        ["Kennung", "Verbleib", "Aufnahme am", "Verbleib 2", "Aufnahme am 2"],
        [ERIKAS, "Schule", dt.datetime(2022, 8, 1), "Ausbildung (betrieblich)",
         dt.datetime(2022, 9, 1)],
    ]  # fmt: skip
    assert (
        "Ohne die Spalte „Eintritt“: Blatt 2. Darum fehlen dort Geburtsjahr und Alter." in copy.told
    )
    folder = project(tmp_path / "projekt")
    deliver(folder, "a.xlsx", copy.content)
    checked = validated(capsys, folder)
    assert (checked.codes, checked.rows) == (["A04"], (3, 3, 0))  # Omar's stay is still open


def test_own_number_and_reckoned_columns_are_replaced(tmp_path: Path, capsys: Capture) -> None:
    rows = [["TN-Nr.", "Alter", "Geburtsjahr", *HEADER], ["4711", "99", "1950", *ERIKA]]
    copy = made(capsys, tmp_path, xlsx_bytes(rows))
    assert copy.rows[0].count("Geburtsjahr") == copy.rows[0].count("Alter bei Eintritt") == 1
    assert copy.rows[1][:3] == [ERIKAS, 2000, 21]
    assert "die Spalten „TN-Nr.“, „Nachname“, „Vorname“ und „Geburtsdatum“." in copy.told


def test_same_number_for_different_persons_is_told(tmp_path: Path, capsys: Capture) -> None:
    rows = [["TN-Nr.", *HEADER], ["1", *ERIKA], ["2", *OMAR], ["1", "Mustermannn", *ERIKA[1:]]]
    assert (
        "Unter derselben Nummer stehen verschiedene Personen: Blatt 1, Zeilen 2 und 4. Bitte "
        "prüfen Sie Schreibweise und Geburtsdatum; sonst zählt eine Person mehrfach."
    ) in made(capsys, tmp_path, xlsx_bytes(rows)).told


def test_columns_of_other_names_tell_nothing_of_the_person(tmp_path: Path, capsys: Capture) -> None:
    rows = [
        ["Betreuer Name", "Geburtsname", "Rufname", *HEADER],
        ["Ute Beispiel", "Alt", "Eri", *ERIKA],
    ]
    assert made(capsys, tmp_path, xlsx_bytes(rows)).ids == [ERIKAS]


# ---------------------------------------------------------------- nothing of a name is left
SECRETS = ("mustermann", "erika", "hassan", "omar", "12.08.2000", "2000-08-12", "4711")


def gossip(book: Any) -> None:
    """Names wherever a workbook can hold them."""
    page: Any = book.worksheets[0]
    page.title = "Erika Mustermann"
    page["A2"].comment = Comment("Das ist Erika Mustermann", "Omar Al-Hassan")
    page.oddHeader.center.text, page.oddFooter.left.text = "Mustermann", "Omar"
    page["D2"].hyperlink = "mailto:erika@mustermann.example"
    page.column_dimensions["A"].hidden = page.row_dimensions[3].hidden = True
    choice = DataValidation(type="list", formula1='"Mustermann,Hassan"', prompt="Erika")
    choice.add("E2:E9")
    page.add_data_validation(choice)
    book.defined_names["Mustermann"] = DefinedName("Mustermann", attr_text='"Erika"')
    properties = book.properties
    properties.creator, properties.lastModifiedBy = "Erika Mustermann", "Omar"
    properties.title, properties.description = "Liste Mustermann", "Hassan"
    properties.keywords, properties.category = "Erika", "Omar"
    book.custom_doc_props.append(StringProperty("Person", "Erika Mustermann"))
    hidden = book.create_sheet("Omar")
    hidden.append(["Erika Mustermann hat angerufen"])
    hidden.sheet_state = "veryHidden"


def test_no_part_of_the_file_holds_anything_of_a_name(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Lebenslauf von Erika", *HEADER[:3], "TN-Nr.", *HEADER[3:], "Bemerkung", "Straße", ""],
            ["siehe Mustermann", *ERIKA[:3], "4711", *ERIKA[3:], "Schwester von Omar", "Hassanweg",
             "Erika"],
            ["", *OMAR[:3], "4712", *OMAR[3:], "", "", ""]]  # fmt: skip
    copy = made(capsys, tmp_path, xlsx_bytes(rows, gossip), name="Mustermann_Erika.xlsx")
    assert copy.ids == [ERIKAS, OMARS]
    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        parts = {name: archive.read(name).decode().lower() for name in archive.namelist()}
    assert sorted(parts) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/theme/theme1.xml", "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    ]  # fmt: skip
    for name, text in parts.items():
        assert [secret for secret in SECRETS if secret in name.lower() + text] == []
    assert "<dc:" not in parts["docProps/core.xml"]
    assert "lastModifiedBy".lower() not in parts["docProps/core.xml"]
    said = copy.said.err.lower().replace(str(tmp_path).lower(), "")
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b">m<", b">Erika<"),
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b"<oddHeader>Erika</oddHeader><pageMargins"),
        ("xl/worksheets/sheet1.xml", b"<cols>", b"<cols>Erika"),
        ("xl/worksheets/sheet1.xml", b"</cols>", b"</cols>Erika"),
        ("xl/workbook.xml", b"Tabelle 1", b"Erika"),
        ("docProps/core.xml", b"</cp:", b"<a>Erika</a></cp:"),
        ("xl/comments1.xml", b"", b"Erika"),
    ],
)
def test_last_look_at_the_bytes(part: str, old: bytes, new: bytes) -> None:
    page = Page("Tabelle 1", 1, ("Kennung", "Geschlecht"), (2,), ((ERIKAS, "m"),))
    content = copied_workbook([page])
    verify(content, [page])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts.get(part, b"")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, told in {**parts, part: parts.get(part, b"").replace(old, new, 1)}.items():
            archive.writestr(name, told)
    with pytest.raises(StrangeContentError) as told_of:
        verify(buffer.getvalue(), [page])
    assert "Erika" not in str(told_of.value)


def test_a_header_with_a_name_is_told_by_its_place(tmp_path: Path, capsys: Capture) -> None:
    rows = [[*HEADER, "Notizen zu Erika", "Foto\n(alt)"], [*ERIKA, "x", "y"]]
    assert (
        "die Spalten „Nachname“, „Vorname“, „Geburtsdatum“, J auf Blatt 1 und „Foto (alt)“."
    ) in made(capsys, tmp_path, xlsx_bytes(rows)).told


@pytest.mark.parametrize(
    "text",
    ["Caritas, Frau Mustermann", "ERIKA", "an Erikas Schule", "Omar  Beratung", "ErikaMustermann",
     "Mustermannstiftung", "Álhassan", "erika.x@schule.example", "geb. 12.8.2000", "2000-08-12",
     "12/08/00", "20000812"],
)  # fmt: skip
def test_own_text_with_a_name_is_refused(text: str, tmp_path: Path, capsys: Capture) -> None:
    complaint = refused(capsys, tmp_path, [HEADER, ERIKA, [*OMAR[:-1], text]])
    assert complaint == (
        "- Blatt 1, Zelle I3: Der Text enthält einen Namen oder ein Geburtsdatum der Liste.\n"
    )


@pytest.mark.parametrize(
    "text", ["Caritas e. V.", "Agentur für Arbeit", "Beratung Omarow-Haus", "Klinik am 13.08.2000"]
)
def test_own_text_without_one_is_kept_and_told(text: str, tmp_path: Path, capsys: Capture) -> None:
    copy = made(capsys, tmp_path, xlsx_bytes([HEADER, ERIKA, [*OMAR[:-1], text]]))
    assert copy.rows[2][-1] == text
    assert (
        "Eigener Text steht in „Übergabe an“. Bitte lesen Sie ihn, bevor Sie die Kopie "
        "weitergeben: Namen, die nicht in der Liste stehen, erkennt das Programm nicht."
    ) in copy.told


def test_names_that_are_words_of_the_list(tmp_path: Path, capsys: Capture) -> None:
    header = [*HEADER, "Verbleib"]
    schule = ["Schule", "Rita", *ERIKA[2:-1], "Caritas", "Schule"]
    copy = made(capsys, tmp_path, xlsx_bytes([header, schule]))
    assert copy.rows[1][-2:] == ["Caritas", "Schule"]
    (tmp_path / copy.said.out.strip()).unlink()
    schule[-2] = "Schule am Park"
    assert "Zelle I2: Der Text enthält" in refused(capsys, tmp_path, [header, schule])


def test_short_names_are_found_together(tmp_path: Path, capsys: Capture) -> None:
    li = ["Li", "Wu", *ERIKA[2:-1]]
    assert made(capsys, tmp_path, xlsx_bytes([HEADER, [*li, "Haus Li"]])).ids
    next(tmp_path.glob("pseudonymisiert*")).unlink()
    assert "Zelle I2" in refused(capsys, tmp_path, [HEADER, [*li, "Wu, Li"]])


def test_names_of_others_are_looked_for_as_well(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Betreuer Name", "Geburtsname", *HEADER], ["Ute Beispiel", "Altmann", *ERIKA],
            ["", "", *OMAR[:-1], "Altmann"], ["", "", *OMAR[:-1], "bei Frau Beispiel"]]  # fmt: skip
    assert refused(capsys, tmp_path, rows).count("enthält einen Namen") == 2


def test_entry_that_no_list_knows_is_own_text(tmp_path: Path, capsys: Capture) -> None:
    rows = [[*HEADER, "Baustein"], [*ERIKA[:7], "anderswo untergekommen", "", "Baustein 6"],
            [*OMAR, "Coaching"]]  # fmt: skip
    copy = made(capsys, tmp_path, xlsx_bytes(rows))
    assert [row[-3:] for row in copy.rows[1:]] == [
        ["anderswo untergekommen", None, "Baustein 6"], [None, None, "Coaching"]]  # fmt: skip
    assert "Eigener Text steht in „Art des Austritts“ und „Baustein“." in copy.told
    assert refusal_in(capsys, tmp_path / "neu", 7, "wohnt bei Omar") == "Zelle H2"


def refusal_in(capsys: Capture, folder: Path, column: int, text: str) -> str:
    """The cell that is refused when a text stands in a column."""
    folder.mkdir()
    rows = [HEADER, [*ERIKA[:column], text, *ERIKA[column + 1 :]], OMAR]
    return refused(capsys, folder, rows).partition(", ")[2].partition(":")[0]


def test_what_cannot_be_read_stays_unreadable(tmp_path: Path, capsys: Capture) -> None:
    rows = [
        HEADER,
        [*ERIKA[:6], "nach dem Streit mit Omar", *ERIKA[7:]],
        [*OMAR[:6], "03/2022", "", ""],
    ]
    copy = made(capsys, tmp_path, xlsx_bytes(rows))
    assert [row[6] for row in copy.rows[1:]] == ["nicht lesbar", "03/2022"]
    assert "Nicht lesbar, in der Kopie steht „nicht lesbar“: Blatt 1, Zelle G2." in copy.told
    folder = project(tmp_path / "projekt")
    deliver(folder, "a.xlsx", copy.content)
    assert set(validated(capsys, folder).codes) >= {"A08", "D02"}


def test_formula_without_result_is_no_open_end(tmp_path: Path, capsys: Capture) -> None:
    def formula(book: Workbook) -> None:
        book.worksheets[0]["G2"] = "=F2+90"

    assert made(capsys, tmp_path, xlsx_bytes(LIST, formula)).rows[1][6] == "nicht lesbar"


def test_day_before_the_calendar_of_excel(tmp_path: Path, capsys: Capture) -> None:
    rows = [HEADER, [*ERIKA[:6], "30.06.0202", *ERIKA[7:]]]
    assert made(capsys, tmp_path, csv_bytes(rows), name="a.csv").rows[1][6] == "0202-06-30"


def test_birth_date_in_another_column_is_refused(tmp_path: Path, capsys: Capture) -> None:
    rows = [HEADER, [*ERIKA[:6], "12.08.2000", *ERIKA[7:]]]
    assert refused(capsys, tmp_path, rows) == (
        "- Blatt 1, Zelle G2: Hier steht das Geburtsdatum der Person.\n"
    )


# ---------------------------------------------------------------- refusals
def test_missing_columns_are_all_named(tmp_path: Path, capsys: Capture) -> None:
    def more(book: Workbook) -> None:
        for rows in (
            [HEADER[1:], ERIKA[1:]],
            [[HEADER[0], *HEADER[2:]], [ERIKA[0], *ERIKA[2:]]],
            [[*HEADER[:2], *HEADER[3:]], [*ERIKA[:2], *ERIKA[3:]]],
            [["Name", *HEADER[2:]], [ERIKA[0], *ERIKA[2:]]],
            [["Geburtsname", "Vorname"]],
            [["Geburtsname", *HEADER[2:]], ["Alt", *ERIKA[2:]]],
        ):
            page = book.create_sheet()
            for row in rows:
                page.append(row)

    content = xlsx_bytes([["Kennung", *HEADER[3:]], ["1", *ERIKA[3:]]], more)
    said = attempt(capsys, tmp_path, content)
    lack = (
        "Es fehlt eine Spalte mit Namen, zum Beispiel „Nachname“ und „Vorname“ oder „Name, "
        "Vorname“."
    )
    assert said.code == 1
    assert said.err.split("\n") == [
        CLEAR_UP.strip(),
        f"- Blatt 1: {lack}",
        "- Blatt 1: Es fehlt die Spalte „Geburtsdatum“.",
        "- Blatt 2: Es fehlt die Spalte „Nachname“.",
        "- Blatt 3: Es fehlt die Spalte „Vorname“.",
        "- Blatt 4: Es fehlt die Spalte „Geburtsdatum“.",
        "- Blatt 5: In der Spalte mit Namen steht je Person nur ein Wort; es fehlt die Spalte "
        "„Vorname“.",
        "- Blatt 6: Das Blatt enthält Namen, aber keine Tabelle, die zu verstehen ist. Nötig sind "
        "Überschriften wie „Geburtsdatum“ und „Eintritt“.",
        f"- Blatt 7: {lack}",
        CORRECT.strip(),
        "",
    ]


def test_ambiguous_columns_are_refused(tmp_path: Path, capsys: Capture) -> None:
    rows = [["Klient Name", "Betreuer Name", *HEADER[2:]], ["E M", "O H", *ERIKA[2:]]]
    assert refused(capsys, tmp_path, rows) == (
        "- Blatt 1: Welche der Spalten A und B die Person nennt, ist nicht zu erkennen. Nennen Sie "
        "bitte nur diese „Name“, „Nachname“ oder „Vorname“.\n"
    )


def test_rows_that_tell_no_person_are_all_named(tmp_path: Path, capsys: Capture) -> None:
    def changed(column: int, value: str) -> list[str]:
        return [*ERIKA[:column], value, *ERIKA[column + 1 :]]

    unnamed = [changed(0, v) for v in ("", "-", "N. N.", "unbekannt")]
    unborn = [changed(2, v) for v in ("", "2000", "08/2000", "12.13.2000", "unbekannt")]
    wrong = [changed(2, v) for v in ("12.08.2023", "12.08.2222", "12.08.1812")]
    both = ["", "", "", *ERIKA[3:]]
    rows = [HEADER, *unnamed, OMAR, *unborn, *wrong, both]
    assert refused(capsys, tmp_path, rows) == (
        "- Blatt 1, Zeilen 2–5 und 15: Der Name fehlt oder ist nicht lesbar. Hat eine Person nur "
        "einen Namen, tragen Sie ihn bitte in beide Spalten ein.\n"
        "- Blatt 1, Zeilen 7–11 und 15: Das Geburtsdatum fehlt oder ist nicht lesbar; nötig sind "
        "Tag, Monat und Jahr.\n"
        "- Blatt 1, Zeilen 12–14: Das Geburtsdatum passt nicht zum Eintritt oder liegt in der "
        "Zukunft.\n"
    )


def test_one_name_in_both_columns_is_a_name(tmp_path: Path, capsys: Capture) -> None:
    copy = made(capsys, tmp_path, xlsx_bytes([HEADER, ["Omar", "Omar", *OMAR[2:]]]))
    assert copy.ids == [id_of("omar", "2001-04-03")]


def test_damaged_umlauts_would_give_wrong_pseudonyms(tmp_path: Path, capsys: Capture) -> None:
    rows = [HEADER, ["MÃ¼ller", *ERIKA[1:]]]
    assert refused(capsys, tmp_path, rows) == (
        "- Blatt 1: Die Umlaute sind beschädigt; die Kennungen würden falsch.\n"
    )


@pytest.mark.parametrize("rows", [[["Guten Tag"]], [HEADER], [["Kennung", "Eintritt"]]])
def test_no_table_of_persons(rows: Table, tmp_path: Path, capsys: Capture) -> None:
    said = attempt(capsys, tmp_path, xlsx_bytes(rows))
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "In der Datei ist keine Tabelle mit Personen zu finden.\nNötig sind Überschriften wie "
        "„Nachname“, „Vorname“, „Geburtsdatum“ und „Eintritt“, darunter die Personen.\n"
    )


def test_our_own_first_sheet_is_passed_over(tmp_path: Path, capsys: Capture) -> None:
    def ours(book: Workbook) -> None:
        page = book.create_sheet("Rückmeldung", 0)
        page.append(["Rückmeldung zu Ihrer Lieferung (durchstarten)"])

    copy = made(capsys, tmp_path, xlsx_bytes(LIST, ours))
    assert list(copy.sheets) == ["Tabelle 2"]


def test_files_that_cannot_be_read(tmp_path: Path, capsys: Capture) -> None:
    said = attempt(capsys, tmp_path, locked(xlsx_bytes(LIST)))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Die Datei ist mit einem Kennwort geschützt.\n")
    said = call(capsys, "pseudonymise", tmp_path / "Erika.xlsx", "--key", key_file(tmp_path))
    assert (said.code, said.err) == (
        2, "Die angegebene Datei gibt es nicht.\nBitte prüfen Sie den Pfad.\n")  # fmt: skip


def test_list_with_a_password_is_opened_with_it(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "kennwort.txt").write_text("geheim\n", encoding="utf-8")
    words = ("--password-file", tmp_path / "kennwort.txt")
    copy = made(capsys, tmp_path, locked(xlsx_bytes(LIST)), *words)
    assert copy.ids == [ERIKAS, OMARS]


def test_struck_through_rows_stay_behind_and_are_told(tmp_path: Path, capsys: Capture) -> None:
    def strike(book: Workbook) -> None:
        for cell in book.worksheets[0][2]:
            cell.font = Font(strike=True)

    copy = made(capsys, tmp_path, xlsx_bytes(LIST, strike))
    assert copy.ids == [OMARS]
    assert "Zeile 2" in copy.said.err


def test_entries_that_are_struck_through_are_told(tmp_path: Path, capsys: Capture) -> None:
    def strike(book: Workbook) -> None:
        for cell in ("G2", "I2", "B3"):
            book.worksheets[0][cell].font = Font(strike=True)

    copy = made(capsys, tmp_path, xlsx_bytes(LIST, strike))
    assert copy.ids == [ERIKAS, OMARS]
    assert (
        "Durchgestrichen, aber in der Kopie wie jeder andere Eintrag: Blatt 1, Zelle B3; Blatt 1, "
        "Zelle G2. Bitte löschen Sie in Ihrer Liste, was nicht mehr gilt."
    ) in copy.told


def test_names_merged_over_the_stays_of_a_person(tmp_path: Path, capsys: Capture) -> None:
    again = ["", "", "", *LIST[1][3:]]
    rows = [LIST[0], LIST[1], again, LIST[2]]

    def merge(book: Workbook) -> None:
        for area in ("A2:A3", "B2:B3", "C2:C3"):
            book.worksheets[0].merge_cells(area)

    copy = made(capsys, tmp_path, xlsx_bytes(rows, merge))
    assert copy.ids == [ERIKAS, ERIKAS, OMARS]


# ---------------------------------------------------------------- key and output
@pytest.mark.parametrize(
    "text",
    ["", SECRET.hex(), "Hallo", f"# Ein anderer Schlüssel\n{SECRET.hex()}\n", "\x00\xff" * 9000],
)
def test_not_a_key_file(text: str, tmp_path: Path, capsys: Capture) -> None:
    said = with_key(capsys, tmp_path, key_file(tmp_path, text))
    assert said.err == (
        "schluessel.txt ist keine Schlüsseldatei dieses Programms.\nBitte nennen Sie die Datei, "
        "die „durchstarten key“ geschrieben hat.\n"
    )


def with_key(capsys: Capture, folder: Path, path: Path) -> Said:
    """The call with a key that is refused."""
    (folder / "liste.xlsx").write_bytes(xlsx_bytes(LIST))
    said = call(capsys, "pseudonymise", folder / "liste.xlsx", "--key", path)
    assert (said.code, said.out) == (2, "")
    assert not list(folder.glob("pseudonymisiert*"))
    return said


@pytest.mark.parametrize(
    "text",
    [KEY.replace("1f", ""), KEY + SECRET.hex(), KEY.replace("00", "xy"), KEY.splitlines()[0]],
)
def test_damaged_key(text: str, tmp_path: Path, capsys: Capture) -> None:
    said = with_key(capsys, tmp_path, key_file(tmp_path, text))
    assert said.err == (
        "Der Schlüssel in schluessel.txt ist beschädigt: Nötig ist eine Zeile mit 64 Zeichen aus "
        "0–9 und a–f.\nBitte verwenden Sie eine unveränderte Kopie der Datei.\n"
    )
    assert SECRET.hex()[:8] not in said.err


def test_missing_key(tmp_path: Path, capsys: Capture) -> None:
    assert with_key(capsys, tmp_path, tmp_path / "k.txt").err == (
        "Die Schlüsseldatei k.txt lässt sich nicht öffnen.\nBitte prüfen Sie den Pfad.\n"
    )


def test_key_saved_by_the_editor_of_windows_is_the_same(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "liste.xlsx").write_bytes(xlsx_bytes(LIST))
    path = tmp_path / "k.txt"
    path.write_bytes(KEY.upper().replace("SCHLÜSSEL FÜR PSEUDONYME (DURCHSTARTEN)",
                     "Schlüssel für Pseudonyme (durchstarten)")
                     .replace("\n", "\r\n").encode("utf-8-sig"))  # fmt: skip
    said = call(capsys, "pseudonymise", tmp_path / "liste.xlsx", "--key", path)
    assert f"Kennzeichen {SIGN}" in " ".join(said.err.split())


def test_key_in_a_project_folder_is_refused(tmp_path: Path, capsys: Capture) -> None:
    inside = project(tmp_path / "projekt") / "intern"
    inside.mkdir()
    assert with_key(capsys, tmp_path, key_file(inside)).err.startswith(
        "Der Schlüssel darf nicht in einem Projektordner liegen: "
    )


def test_a_new_key_works(tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "key", tmp_path / "k.txt")
    (tmp_path / "liste.xlsx").write_bytes(xlsx_bytes(LIST))
    done = call(capsys, "pseudonymise", tmp_path / "liste.xlsx", "--key", tmp_path / "k.txt")
    sign = " ".join(said.err.split()).partition("sein Kennzeichen ist ")[2][:8]
    assert (done.code, f"Kennzeichen {sign}." in " ".join(done.err.split())) == (0, True)


def test_output_is_named_and_not_overwritten(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "neu" / "kopie.xlsx"
    assert made(capsys, tmp_path, xlsx_bytes(LIST), "--output", target).said.out == f"{target}\n"
    again = attempt(capsys, tmp_path, xlsx_bytes(LIST), "--output", target)
    assert (again.code, again.err.partition("\n")[0]) == (
        2, f"{target} gibt es schon; es wurde nichts geschrieben.")  # fmt: skip
    assert made(capsys, tmp_path, xlsx_bytes(LIST), "--output", target, "--force").ids


def test_output_may_be_a_folder(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "aus").mkdir()
    said = made(capsys, tmp_path, xlsx_bytes(LIST), "--output", tmp_path / "aus").said
    assert Path(said.out.strip()).parent == tmp_path / "aus"


def test_output_is_a_workbook(tmp_path: Path, capsys: Capture) -> None:
    said = attempt(capsys, tmp_path, xlsx_bytes(LIST), "--output", tmp_path / "kopie.csv")
    assert (said.code, said.err) == (
        2,
        "Die Kopie ist eine Excel-Arbeitsmappe; ihr Name endet auf .xlsx.\n"
        "Bitte nennen Sie hinter --output einen Namen wie kopie.xlsx.\n",
    )


@pytest.mark.parametrize("name", ["Erika.xlsx", "liste_mustermann_2.xlsx", "2000-08-12.xlsx"])
def test_output_name_with_a_name_is_refused(name: str, tmp_path: Path, capsys: Capture) -> None:
    said = attempt(capsys, tmp_path, xlsx_bytes(LIST), "--output", tmp_path / name)
    assert (said.code, said.err) == (
        1,
        "Es wurde nichts geschrieben: Der Dateiname hinter --output enthält einen Namen oder ein "
        "Geburtsdatum der Liste.\nBitte wählen Sie einen Namen, aus dem niemand zu erkennen ist.\n",
    )
    assert not (tmp_path / name).exists()


def test_the_list_itself_is_never_overwritten(tmp_path: Path, capsys: Capture) -> None:
    content = xlsx_bytes(LIST)
    words = ("--output", tmp_path / "." / "liste.xlsx", "--force")
    said = attempt(capsys, tmp_path, content, *words)
    assert (said.code, said.err) == (
        2,
        "Die Kopie würde Ihre Datei oder den Schlüssel überschreiben.\n"
        "Bitte nennen Sie hinter --output eine andere Datei.\n",
    )
    assert (tmp_path / "liste.xlsx").read_bytes() == content


def test_without_a_key_nothing_goes(tmp_path: Path, capsys: Capture) -> None:
    said = call(capsys, "pseudonymise", tmp_path / "a.xlsx")
    assert (said.code, said.err.partition("\n")[0]) == (2, "Es fehlt eine Angabe: --key.")


# ---------------------------------------------------------------- words
def test_every_refused_heading_has_a_kind() -> None:
    words = vocabulary()
    assert words.names.keys() == words.refused
    assert set(words.names.values()) == {"given", "family", "full", "aside"}


def test_every_label_of_a_copy_is_understood_again() -> None:
    words = vocabulary()
    labels = {c.name: plain(c.label) for c in words.columns.values() if c.type != "list"}
    assert [name for name, label in labels.items() if words.headers.get(label) != name] == []
