"""Every rule through `validate`: the example that breaks it, and near misses that must not hit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from durchstarten_cli.validate import RULES
from tests.build import (
    GOOD,
    SAMPLES,
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

FOLDER = SAMPLES / "fehlerbeispiele"


@dataclass(frozen=True)
class Hit:
    """One expected finding; where it stands, and all that is said."""

    code: str
    effect: str
    message: str
    remedy: str
    cell: str | None = None
    column: str | None = None
    record: str | None = GOOD["Kennung"]
    sheet: str | None = None

    def told(self, file: str, provider: str = "muster") -> dict[str, Any]:
        """The finding as `validate --json` tells it."""
        return {
            "code": self.code,
            "effect": self.effect,
            "provider": provider,
            "file": file,
            "message": self.message,
            "remedy": self.remedy,
            "sheet": self.sheet,
            "cell": self.cell,
            "row": int("".join(c for c in self.cell if c.isdigit())) if self.cell else None,
            "column": self.column,
            "record": self.record,
            "settled": None,
        }


# File: rows received = used + set aside; then of every finding code, effect, cell, column and
# record ("the one" is that of nearly every row), the sentence and the remedy, whole.
TABLE = """
A01_austritt_vor_eintritt.csv: 1 = 0 + 1
  A01 row | F2 | Austritt | the one
    Der Austritt (07.01.2022) liegt vor dem Eintritt (10.01.2022).
    Bitte berichtigen Sie eines der beiden Daten.
A02_eintritt_fehlt.csv: 1 = 0 + 1
  A02 row | E2 | Eintritt | the one
    Das Datum des Eintritts fehlt oder ist nicht lesbar.
    Bitte tragen Sie den Tag des Eintritts ein.
A03_ausserhalb_des_bausteins.csv: 1 = 1 + 0
  A03 note | E2 | Eintritt | the one
    Der Tag in der Spalte „Eintritt“ (15.12.2021) liegt außerhalb der Laufzeit des Bausteins (01.01.2022 bis 31.12.2022).
    Bitte prüfen Sie das Datum.
A04_offen_nach_ende.csv: 1 = 1 + 0
  A04 note | F2 | Austritt | the one
    Die Teilnahme ist noch offen, obwohl der Baustein am 31.12.2022 endete.
    Bitte tragen Sie den Austritt ein.
A05_doppelte_zeile.csv: 2 = 1 + 1
  A05 row | A3 | Kennung | the one
    Die Zeile steht in diesem Blatt schon einmal, mit denselben Angaben.
    Bitte löschen Sie eine der beiden Zeilen.
A06_widerspruch.xlsx: 2 = 2 + 0
  A06 note | 2. Halbjahr!F2 | Austritt | the one
    Zu derselben Teilnahme stand vorher etwas anderes in der Spalte „Austritt“; es gilt die spätere Angabe.
    Bitte prüfen Sie, welche Angabe stimmt.
A07_ueberschneidung.csv: 2 = 2 + 0
  A07 note | E3 | Eintritt | the one
    Die Teilnahme überschneidet sich mit einer anderen derselben Person in diesem Baustein.
    Bitte prüfen Sie Eintritt und Austritt beider Zeilen.
P05_zweierlei_geschlecht.csv: 2 = 2 + 0
  P05 note | B3 | Geschlecht | the one
    Zu dieser Person steht bei einer anderen Teilnahme etwas anderes in der Spalte „Geschlecht“.
    Bitte prüfen Sie, welche Angabe stimmt.
T03_ereignis_ohne_teilnahme.xlsx: 2 = 2 + 0
  T03 note | Verbleib!A2 | Kennung | 4fbf1f3eea7bc8dc
    Zu dieser Kennung gibt es in diesem Baustein keine Teilnahme.
    Bitte prüfen Sie die Kennung oder ergänzen Sie die Teilnahme.
V05_aufnahme_vor_teilnahme.xlsx: 2 = 2 + 0
  V05 note | Verbleib!D2 | Aufnahme am | the one
    Die Aufnahme (03.01.2022) liegt vor dem ersten Eintritt dieser Person und wird keinem Aufenthalt zugerechnet.
    Bitte prüfen Sie beide Daten.
U03_uebergabe_vor_teilnahme.xlsx: 2 = 2 + 0
  U03 note | Übergaben!B2 | Übergabe am | the one
    Die Fallübergabe (03.01.2022) liegt vor dem ersten Eintritt dieser Person und zählt nicht.
    Bitte prüfen Sie beide Daten.
L01_person_fehlt: 1 = 1 + 0
  L01 note | - | - | 4fbf1f3eea7bc8dc
    Die Person stand in der Lieferung vom 10.01.2023 (Zeile 3); in dieser fehlt sie.
    Ist das richtig so, ist nichts zu tun; sonst ergänzen Sie es bitte.
L02_verbleib_fehlt: 1 = 1 + 0
  L02 note | H2 | Verbleib | the one
    In der Lieferung vom 10.01.2023 stand der Verbleib „Schule oder vorbereitender Kurs“ (Aufnahme am 01.07.2022); so steht er nicht mehr da.
    Ist das richtig so, ist nichts zu tun; sonst ergänzen Sie es bitte.
L03_anderer_eintritt: 1 = 1 + 0
  L03 note | E2 | Eintritt | the one
    In der Lieferung vom 10.01.2023 stand der Eintritt 10.01.2022; er steht nicht mehr da.
    Ist das richtig so, ist nichts zu tun; sonst ergänzen Sie es bitte.
L04_dreimal_so_viele: 12 = 12 + 0
  L04 note | - | - | -
    Die Lieferung enthält zwölf Personen, die vom 10.01.2023 enthielt vier Personen.
    Bitte prüfen Sie, ob etwas fehlt oder zu viel ist.
L05_anderer_austritt: 1 = 1 + 0
  L05 note | F2 | Austritt | the one
    In der Lieferung vom 10.01.2023 stand der Austritt 30.06.2022; er steht nicht mehr da.
    Ist das richtig so, ist nichts zu tun; sonst ergänzen Sie es bitte.
A08_unlesbarer_austritt.csv: 1 = 0 + 1
  D01 value | F2 | Austritt | the one
    Der Eintrag in der Spalte „Austritt“ ist nicht lesbar.
    Bitte schreiben Sie ein Datum wie 01.03.2021.
  A08 row | F2 | Austritt | the one
    Ob und wann die Teilnahme endete, ist nicht zu erkennen.
    Bitte tragen Sie den Tag des Austritts ein; läuft die Teilnahme noch, lassen Sie die Zelle leer.
A09_durchgestrichen.xlsx: 2 = 1 + 1
  A09 row | Tabelle1!A3 | Kennung | 4fbf1f3eea7bc8dc
    Die Zeile ist durchgestrichen.
    Bitte löschen Sie sie; soll sie zählen, heben Sie die Durchstreichung auf.
D01_unlesbares_datum.csv: 1 = 1 + 0
  D01 value | J2 | Aufnahme am | the one
    Der Eintrag in der Spalte „Aufnahme am“ ist nicht lesbar.
    Bitte schreiben Sie ein Datum wie 01.03.2021.
D02_nur_monat.csv: 1 = 1 + 0
  D02 note | E2 | Eintritt | the one
    In der Spalte „Eintritt“ steht nur ein Monat; gezählt wird der 01.03.2022.
    Bitte nennen Sie den Tag, wenn er bekannt ist.
D03_eintritt_nach_datenstand.csv: 1 = 0 + 1
  D03 row | E2 | Eintritt | the one
    Der Eintritt (15.02.2023) liegt nach dem Datenstand (31.01.2023).
    Bitte prüfen Sie das Datum; künftige Eintritte melden Sie bitte mit der nächsten Lieferung.
F01_datei_unlesbar.xlsx: 0 = 0 + 0
  F01 file | - | - | -
    Die Datei ist beschädigt oder keine Excel-Arbeitsmappe.
    Bitte öffnen und speichern Sie sie in Excel neu und senden Sie sie erneut.
F02_keine_tabelle.csv: 0 = 0 + 0
  F02 file | - | - | -
    In der Datei ist keine Tabelle mit bekannten Überschriften zu finden.
    Bitte senden Sie die Tabelle mit einer Überschriftenzeile, mindestens mit Kennung und Eintritt.
F03_pflichtspalte_fehlt.csv: 1 = 0 + 1
  F03 file | - | - | -
    Die Spalte „Eintritt“ fehlt.
    Bitte ergänzen Sie die Spalte und senden Sie die Datei erneut.
F04_namensspalte.csv: 1 = 0 + 1
  F04 file | H1 | Name | -
    Die Spalte „Name“ enthält Namen. Namen werden nicht gebraucht und nicht angenommen.
    Bitte löschen Sie die Spalte, behalten Sie nur die Kennung und senden Sie die Datei erneut.
F05_zweite_tabelle.csv: 1 = 0 + 1
  F05 file | - | - | -
    In Zeile 4 beginnt eine weitere Tabelle mit anderen Überschriften.
    Bitte legen Sie sie auf ein eigenes Blatt und senden Sie die Datei erneut.
K01_mehr_personen_als_plaetze.csv: 3 = 3 + 0
  K01 note | E4 | Eintritt | 0a694bde174d4354
    Mit diesem Eintritt (10.01.2022) waren mehr Personen angemeldet, als der Baustein Plätze hat (2).
    Bitte prüfen Sie, ob bei einer Person der Austritt fehlt.
P01_kennung_fehlt.csv: 1 = 0 + 1
  P01 row | A2 | Kennung | Zeile 2
    Die Kennung der Person fehlt.
    Bitte tragen Sie die Kennung ein.
P02_kennung_wie_name.csv: 1 = 1 + 0
  P02 note | A2 | Kennung | Zeile 2
    Die Kennung sieht aus wie ein Name, ein Geburtsdatum oder eine amtliche Nummer.
    Bitte verwenden Sie eine Kennung, aus der niemand zu erkennen ist.
P03_alter_ausserhalb.csv: 1 = 1 + 0
  P03 note | C2 | Geburtsjahr | the one
    Das Alter beim Eintritt liegt außerhalb der Zielgruppe (18 bis 27 Jahre).
    Ist die Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe.
P04_status_ausserhalb.csv: 1 = 1 + 0
  P04 note | D2 | Aufenthaltsstatus | the one
    Der Aufenthaltsstatus gehört nicht zur Zielgruppe (Duldung oder Aufenthaltsgestattung).
    Ist die Ausnahme zulässig, ist nichts zu tun; sonst prüfen Sie bitte die Angabe.
P06_kennung_gekuerzt.csv: 1 = 0 + 1
  P06 row | A2 | Kennung | 1,23457E+15
    Die Kennung ist unvollständig: Excel hat sie für eine Zahl gehalten und gekürzt.
    Bitte formatieren Sie die Spalte als Text und tragen Sie die Kennungen noch einmal ein.
S01_unbekannte_spalte.csv: 1 = 1 + 0
  S01 note | H1 | Sprachniveau | -
    Die Spalte „Sprachniveau“ ist unbekannt und wurde nicht gelesen.
    Wird sie gebraucht, verwenden Sie bitte die Überschrift aus der Spaltenliste; sonst ist nichts zu tun.
S02_blatt_ohne_tabelle.xlsx: 1 = 1 + 0
  S02 note | Text! | - | -
    Das Blatt enthält keine Tabelle mit bekannten Überschriften und wurde nicht gelesen.
    Stehen dort Teilnahmen, verwenden Sie bitte dieselben Überschriften wie in den anderen Blättern.
S03_ausgeblendete_zeile.xlsx: 2 = 2 + 0
  S03 note | Tabelle1! | - | -
    Nicht alles ist sichtbar (ausgeblendete Zeilen). Auch ausgeblendete Personen werden gezählt.
    Sollen sie nicht zählen, löschen Sie bitte die Zeilen; sonst ist nichts zu tun.
S04_ohne_zeilen.csv: 0 = 0 + 0
  S04 note | - | - | -
    Unter den Überschriften steht keine Zeile mit Angaben.
    Gab es keine Teilnahmen, ist nichts zu tun; sonst senden Sie die Datei bitte mit den Zeilen.
S06_nur_summen.csv: 1 = 1 + 0
  S06 note | - | - | -
    Das Blatt enthält nur Summen ohne einzelne Personen. Sie lassen sich nicht nachprüfen und zählen nicht mit.
    Bitte senden Sie, wenn es möglich ist, eine Zeile je Person.
S05_umlaute_beschaedigt.csv: 1 = 1 + 0
  S05 note | - | - | -
    Umlaute sind beschädigt angekommen (etwa „Ã¼“ oder „�“ statt „ü“).
    Bitte senden Sie die Datei noch einmal als Excel-Arbeitsmappe (.xlsx); als CSV wählen Sie beim Speichern „CSV UTF-8“.
S07_gleiche_bedeutung.csv: 1 = 1 + 0
  S07 note | H1 | Teilnahmebeginn | -
    Die Spalte „Teilnahmebeginn“ bedeutet dasselbe wie eine Spalte davor und wurde nicht gelesen.
    Gehört sie zu einer zweiten Tabelle daneben, legen Sie diese bitte auf ein eigenes Blatt; gehört sie zu einem zweiten Verbleib, einer zweiten Übergabe oder Begleitung, schreiben Sie bitte eine 2 hinter die Überschrift; sonst ist nichts zu tun.
S08_kennung_ueber_zwei_zeilen.xlsx: 2 = 2 + 0
  S08 note | Tabelle1!A1 | Kennung | -
    In der Spalte „Kennung“ sind Zellen über mehrere Zeilen verbunden (zuerst A2:A3). Ihr Eintrag gilt für jede dieser Zeilen.
    Gilt der Eintrag nur für die erste, heben Sie die Verbindung bitte auf; sonst ist nichts zu tun.
S09_zweiter_eintritt.csv: 1 = 1 + 0
  S09 note | H1 | Eintritt 2 | -
    Die Spalte „Eintritt 2“ gehört zu einer weiteren Teilnahme derselben Zeile und wurde nicht gelesen.
    Bitte geben Sie jeder Teilnahme eine eigene Zeile mit der Kennung.
T01_unbekannter_baustein.csv: 1 = 0 + 1
  T01 row | H2 | Baustein | the one
    Zu welchem Baustein die Zeile gehört, ist nicht zu erkennen.
    Bitte tragen Sie in der Spalte „Baustein“ Nummer oder Namen ein.
T02_summe_unvollstaendig.csv: 2 = 1 + 1
  S06 note | - | - | -
    Das Blatt enthält nur Summen ohne einzelne Personen. Sie lassen sich nicht nachprüfen und zählen nicht mit.
    Bitte senden Sie, wenn es möglich ist, eine Zeile je Person.
  T02 row | C3 | Zeitraum | Zeile 3
    Zu einer Summe gehören eine bekannte Kennzahl, eine Anzahl und ein Zeitraum.
    Bitte ergänzen Sie, was fehlt, zum Beispiel „Teilnehmende“, 24 und 2022.
U01_uebergabe_vor_eintritt.csv: 1 = 1 + 0
  U01 note | H2 | Übergabe am | the one
    Die Fallübergabe (03.01.2022) liegt vor dem Eintritt (10.01.2022) und zählt nicht.
    Bitte prüfen Sie beide Daten.
U02_uebergabe_ohne_empfaenger.csv: 1 = 1 + 0
  U02 note | I2 | Übergabe an | the one
    Bei der Fallübergabe (01.07.2022) fehlt, an wen übergeben wurde.
    Bitte nennen Sie die Stelle (keine Person).
V01_verbleib_vor_eintritt.csv: 1 = 1 + 0
  V01 note | J2 | Aufnahme am | the one
    Die Aufnahme (03.01.2022) liegt vor dem Eintritt (10.01.2022) und wird keinem Aufenthalt zugerechnet.
    Bitte prüfen Sie beide Daten.
V02_verbleib_ohne_art.csv: 1 = 1 + 0
  V02 value | H2 | Verbleib | the one
    Es steht ein Datum da, aber nicht, welche Art von Verbleib gemeint ist; es zählt nicht.
    Bitte ergänzen Sie die Spalte „Verbleib“.
V03_verbleib_ohne_datum.csv: 1 = 1 + 0
  V03 note | H2 | Verbleib | the one
    Der Verbleib hat kein Datum; er zählt am Tag des Austritts (30.06.2022).
    Bitte ergänzen Sie den Tag der Aufnahme, wenn er bekannt ist.
V04_verbleib_ohne_datum_offen.csv: 1 = 1 + 0
  A04 note | F2 | Austritt | the one
    Die Teilnahme ist noch offen, obwohl der Baustein am 31.12.2022 endete.
    Bitte tragen Sie den Austritt ein.
  V04 value | H2 | Verbleib | the one
    Der Verbleib hat kein Datum und die Teilnahme kein Ende; er zählt nicht.
    Bitte ergänzen Sie den Tag der Aufnahme.
W01_unbekannter_eintrag.csv: 1 = 1 + 0
  W01 value | G2 | Austrittsgrund | the one
    Der Eintrag in der Spalte „Austrittsgrund“ ist unbekannt.
    Bitte verwenden Sie einen Eintrag aus der Werteliste.
Z01_fehlerwert.xlsx: 1 = 1 + 0
  Z01 value | Tabelle1!C2 | Geburtsjahr | the one
    In der Spalte „Geburtsjahr“ steht ein Fehlerwert von Excel.
    Bitte tragen Sie den Wert selbst ein.
Z02_formel_ohne_ergebnis.xlsx: 1 = 1 + 0
  Z02 value | Tabelle1!C2 | Geburtsjahr | the one
    In der Spalte „Geburtsjahr“ steht eine Formel ohne gespeichertes Ergebnis.
    Bitte öffnen und speichern Sie die Datei in Excel oder tragen Sie den Wert selbst ein.
Z03_austritt_durchgestrichen.xlsx: 2 = 2 + 0
  Z03 note | Tabelle1!F3 | Austritt | 4fbf1f3eea7bc8dc
    Der Eintrag in der Spalte „Austritt“ ist durchgestrichen, die Zeile nicht; er wurde gelesen.
    Gilt er nicht mehr, löschen Sie ihn bitte; sonst heben Sie die Durchstreichung auf.
ohne_befund.csv: 2 = 2 + 0
ohne_befund.xlsx: 2 = 2 + 0
"""  # noqa: E501
Rows = tuple[int, int, int]
"""Rows received, used, set aside."""


def expectations(text: str) -> dict[str, tuple[Rows, list[Hit]]]:
    """File name -> rows and findings."""
    found: dict[str, tuple[Rows, list[Hit]]] = {}
    for part in re.split(r"\n(?=\w)", text.strip()):
        head, *lines = part.splitlines()
        name, sums = head.split(": ")
        received, used, aside = map(int, re.findall(r"\d+", sums))
        hits = [hit(*lines[i : i + 3]) for i in range(0, len(lines), 3)]
        found[name] = ((received, used, aside), hits)
    return found


def hit(place: str, message: str, remedy: str) -> Hit:
    rule, cell, column, record = (None if p == "-" else p for p in place.strip().split(" | "))
    code, effect = str(rule).split()
    sheet, _, address = (cell or "").rpartition("!")
    return Hit(
        code,
        effect,
        message.strip(),
        remedy.strip(),
        address or None,
        column,
        GOOD["Kennung"] if record == "the one" else record,
        sheet or None,
    )


EXAMPLES = expectations(TABLE)


# ---------------------------------------------------------------- the examples
def test_every_rule_has_an_example_and_every_example_its_expectation() -> None:
    files = {path.name for path in (FOLDER / "beispiele").iterdir()}
    assert files == set(EXAMPLES)
    assert {name[:3] for name in files if name[0].isupper()} == set(RULES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_breaks_the_rule_in_its_name(name: str, tmp_path: Path, capsys: Capture) -> None:
    rows, hits = EXAMPLES[name]
    file, checked = examined("beispiele", name, tmp_path, capsys)
    assert checked.findings == [hit.told(file) for hit in hits]
    assert checked.rows == rows
    assert checked.verdicts == {Path(file).name: verdict_of(hits)}
    assert checked.code == (1 if name[0] == "F" else 0)


def examined(folder: str, name: str, tmp_path: Path, capsys: Capture) -> tuple[str, Checked]:
    """A file by itself; a folder as the deliveries that it holds, told of the last one."""
    path = FOLDER / folder / name
    if path.is_file():
        return f"{folder}/{name}", validated(capsys, FOLDER, path)
    settings = (FOLDER / "durchstarten.toml").read_text(encoding="utf-8")
    made = project(tmp_path, settings)
    for file in sorted(path.iterdir()):
        last = deliver(made, "liste.csv", file.read_bytes(), day=file.stem)
    return last.relative_to(made).as_posix(), validated(capsys, made)


ALSO = {"F04": ["S01"], "T02": ["S06"], "V04": ["A04"]}
"""What else is found in a file that comes close to breaking a rule."""
CLOSE = sorted(path.name for path in (FOLDER / "gegenbeispiele").iterdir())


def test_every_rule_has_a_file_that_does_not_break_it() -> None:
    assert [name[:3] for name in CLOSE] == sorted(RULES)


@pytest.mark.parametrize("name", CLOSE)
def test_file_that_comes_close_does_not_break_the_rule(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    _, checked = examined("gegenbeispiele", name, tmp_path, capsys)
    assert checked.codes == ALSO.get(name[:3], [])
    received, used, _ = checked.rows
    assert received == used > 0


def verdict_of(hits: list[Hit]) -> str:
    if any(hit.effect == "file" for hit in hits):
        return "rejected"
    return "accepted_with_notes" if hits else "accepted"


@pytest.mark.parametrize(
    ("column", "such_as"),
    [
        ("Geburtsjahr", "ein Jahr wie 1999"),
        ("Alter bei Eintritt", "ein Alter wie 21"),
        ("Aufenthaltsstatus festgestellt am", "ein Datum wie 01.03.2021"),
    ],
)
def test_what_can_be_read_fits_the_column(
    column: str, such_as: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({column: "irgendwas"})))
    assert [f["remedy"] for f in checked.findings] == [f"Bitte schreiben Sie {such_as}."]


# ---------------------------------------------------------------- rules over modules and sheets
TWO_MODULES = (
    SETTINGS.replace('modules = ["m1"]', 'modules = ["m1", "m2"]')
    + """
[modules.m2]
number = 2
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31
"""
)
NO_MODULE = Hit(
    "T01",
    "row",
    "Zu welchem Baustein die Zeile gehört, ist nicht zu erkennen.",
    "Bitte tragen Sie in der Spalte „Baustein“ Nummer oder Namen ein.",
    "H2",
    "Baustein",
)


@pytest.mark.parametrize("entry", ["", "3", "Coaching"])
def test_row_of_no_known_module_is_set_aside(entry: str, tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, TWO_MODULES)
    path = deliver(folder, "a.csv", csv_bytes(table({"Baustein": entry})))
    checked = validated(capsys, folder)
    assert checked.findings == [NO_MODULE.told(path.relative_to(folder).as_posix())]
    assert (checked.rows, checked.code) == ((1, 0, 1), 0)


@pytest.mark.parametrize("entry", ["1", "Baustein 2", "m2", "Musterbaustein", "zweiter  BAUSTEIN"])
def test_module_is_known_by_number_short_name_and_name(
    entry: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path, TWO_MODULES)
    deliver(folder, "a.csv", csv_bytes(table({"Baustein": entry})))
    checked = validated(capsys, folder)
    assert (checked.codes, checked.rows) == ([], (1, 1, 0))


def test_sheet_without_a_table_is_told(tmp_path: Path, capsys: Capture) -> None:
    def more(book: Workbook) -> None:
        book.create_sheet("Legende").append(["w", "weiblich"])
        book.create_sheet("leer")

    folder = project(tmp_path)
    path = deliver(folder, "a.xlsx", xlsx_bytes(table({}), more))
    hit = Hit(
        "S02",
        "note",
        "Das Blatt enthält keine Tabelle mit bekannten Überschriften und wurde nicht gelesen.",
        "Stehen dort Teilnahmen, verwenden Sie bitte dieselben Überschriften wie in den anderen "
        "Blättern.",
        record=None,
        sheet="Legende",
    )
    checked = validated(capsys, folder)
    assert checked.findings == [hit.told(path.relative_to(folder).as_posix())]
    assert checked.rows == (1, 1, 0)


def hide_row(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[2].hidden = True


def hide_column(book: Workbook) -> None:
    book.worksheets[0].column_dimensions["C"].hidden = True


def hide_sheet(book: Workbook) -> None:
    book.create_sheet("leer", 0)
    book["Tabelle1"].sheet_state = "veryHidden"


def filter_rows(book: Workbook) -> None:
    book.worksheets[0].auto_filter.ref = "A1:G2"
    book.worksheets[0].auto_filter.add_filter_column(1, ["m"])


@pytest.mark.parametrize(
    ("hide", "parts"),
    [
        (hide_row, "ausgeblendete Zeilen"),
        (hide_column, "ausgeblendete Spalten"),
        (hide_sheet, "das Blatt ist ausgeblendet"),
        (filter_rows, "ein aktiver Filter"),
    ],
)
def test_hidden_parts_are_counted_and_told(
    hide: Callable[[Workbook], None], parts: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = project(tmp_path)
    path = deliver(folder, "a.xlsx", xlsx_bytes(table({}), hide))
    hit = Hit(
        "S03",
        "note",
        f"Nicht alles ist sichtbar ({parts}). Auch ausgeblendete Personen werden gezählt.",
        "Sollen sie nicht zählen, löschen Sie bitte die Zeilen; sonst ist nichts zu tun.",
        record=None,
        sheet="Tabelle1",
    )
    checked = validated(capsys, folder)
    assert checked.findings == [hit.told(path.relative_to(folder).as_posix())]
    assert checked.rows == (1, 1, 0)


# ---------------------------------------------------------------- near misses
OPEN = {"Austritt": "", "Austrittsgrund": ""}
STILL_RUNNING = SETTINGS.replace("as_of = 2023-01-31", "as_of = 2022-06-30")
ON_LAST_DAY = SETTINGS.replace("as_of = 2023-01-31", "as_of = 2022-12-31")
Row = Mapping[str, object]


@dataclass(frozen=True)
class Near:
    """Rows that come close to breaking a rule; `also` are the findings that they do cause."""

    code: str
    what: str
    rows: tuple[Row, ...]
    also: tuple[str, ...] = ()
    settings: str = SETTINGS


NEAR = [
    Near("S01", "a column that is never read", ({"Bemerkung": "x", "Lfd. Nr.": "1"},)),
    Near("S01", "a column without a heading or entry", ({"": ""},)),
    Near("F04", "a name of something else", ({"Projektname": "x"},), also=("S01",)),
    Near("W01", "capitals and blanks", ({"Austrittsgrund": "  REGULÄR "},)),
    Near("W01", "umlauts in two signs", ({"Austrittsgrund": "regula\u0308r"},)),
    Near("W01", "not known is known", ({"Austrittsgrund": "k. A.", "Geschlecht": "?"},)),
    Near("D01", "a leap day", ({"Geburtsdatum": "29.02.2000", "Geburtsjahr": ""},)),
    Near("D01", "short and ISO dates", ({"Eintritt": "1.2.22", "Austritt": "2022-06-30"},)),
    Near("D01", "unknown birth year", ({"Geburtsjahr": ""},)),
    Near("D02", "a day behind a word", ({"Eintritt": "ab 01.03.2022"},)),
    Near("D02", "the end is open", ({**OPEN, "Austritt": "laufend"},), settings=STILL_RUNNING),
    Near(
        "D03",
        "entry on the as-of date",
        ({**OPEN, "Eintritt": "30.06.2022"},),
        settings=STILL_RUNNING,
    ),
    Near("P02", "a number with letters", ({"Kennung": "TN-0042"},)),
    Near("P02", "hex digits that are all letters", ({"Kennung": "abcdefabcdefabcd"},)),
    Near("P02", "hex digits that are all digits", ({"Kennung": "0123456789012345"},)),
    Near("P02", "letters around a number", ({"Kennung": "KJA-17-AB"},)),
    Near("P02", "two letters", ({"Kennung": "XY"},)),
    Near("P03", "exactly 18", ({"Geburtsdatum": "10.01.2004", "Geburtsjahr": ""},)),
    Near(
        "P03", "the day before 28", ({"Geburtsdatum": "11.01.1994", "Geburtsjahr": ""},)
    ),
    Near("P03", "18 as told", ({"Alter bei Eintritt": "18", "Geburtsjahr": ""},)),
    Near("P03", "27 as told", ({"Alter bei Eintritt": "27", "Geburtsjahr": ""},)),
    Near("P03", "17 or 18 by birth year", ({"Geburtsjahr": "2004"},)),
    Near("P03", "27 or 28 by birth year", ({"Geburtsjahr": "1994"},)),
    Near(
        "P03",
        "18 by month of birth",
        ({"Geburtsdatum": "01/2004", "Geburtsjahr": ""},),
        also=("D02",),
    ),
    Near("P04", "the other status of the target group", ({"Aufenthaltsstatus": "Gestattung"},)),
    Near("P04", "unknown status", ({"Aufenthaltsstatus": "unbekannt"},)),
    Near("P04", "no status", ({"Aufenthaltsstatus": ""},)),
    Near("A01", "exit on the entry day", ({"Austritt": "10.01.2022"},)),
    Near("A02", "entry with a month only", ({"Eintritt": "01/2022"},), also=("D02",)),
    Near("A03", "first and last day", ({"Eintritt": "01.01.2022", "Austritt": "31.12.2022"},)),
    Near("A04", "open on the last day", (OPEN,), settings=ON_LAST_DAY),
    Near("A04", "exit on the last day", ({"Austritt": "31.12.2022"},)),
    Near(
        "A05",
        "another outcome of the same stay",
        (
            {"Verbleib": "Schule", "Aufnahme am": "01.07.2022"},
            {"Verbleib": "Minijob", "Aufnahme am": "01.07.2022"},
        ),
    ),
    Near("A05", "the same of another person", ({}, {"Kennung": "4fbf1f3eea7bc8dc"})),
    Near("A06", "an outcome added later", ({}, {"Verbleib": "Schule", "Zusage am": "1.5.22"})),
    Near("A07", "back on the exit day", ({}, {"Eintritt": "30.06.2022", "Austritt": "1.8.22"})),
    Near("A07", "back the day after", ({}, {"Eintritt": "01.07.2022", "Austritt": "1.8.22"})),
    Near(
        "A07",
        "in two modules at once",
        ({"Baustein": "1"}, {"Baustein": "2", "Eintritt": "1.2.22"}),
        settings=TWO_MODULES,
    ),
    Near("A08", "a dash is an open end", ({**OPEN, "Austritt": "-"},), settings=STILL_RUNNING),
    Near(
        "A08", "31.12.9999 is open, too", ({**OPEN, "Austritt": "31.12.9999"},),
        settings=STILL_RUNNING,
    ),
    Near("V01", "start on the entry day", ({"Verbleib": "Schule", "Aufnahme am": "10.01.2022"},)),
    Near("V01", "promise before entry", ({"Verbleib": "Schule", "Zusage am": "03.01.2022"},)),
    Near("V02", "unknown kind", ({"Verbleib": "k.A.", "Aufnahme am": "01.07.2022"},)),
    Near("V02", "kind not in the list", ({"Verbleib": "?!", "Aufnahme am": "1.7.22"},), ("W01",)),
    Near("V03", "nothing followed", ({"Verbleib": "kein Anschluss"},)),
    Near("V03", "only promised", ({"Verbleib": "Schule", "Zusage am": "01.06.2022"},)),
    Near("V03", "unreadable day", ({"Verbleib": "Schule", "Aufnahme am": "bald"},), ("D01",)),
    Near(
        "V04",
        "open and promised",
        ({**OPEN, "Verbleib": "Schule", "Zusage am": "01.06.2022"},),
        settings=STILL_RUNNING,
    ),
    Near("U01", "on the entry day", ({"Übergabe am": "10.01.2022", "Übergabe an": "JMD"},)),
    Near("U02", "no handover", ({"Übergabe am": "", "Übergabe an": "JMD"},)),
    Near("K01", "all places taken", ({}, {"Kennung": "4fbf1f3eea7bc8dc"})),
    Near(
        "K01",
        "a place passed on",
        (
            {},
            {"Kennung": "4fbf1f3eea7bc8dc"},
            {"Kennung": "0a694bde174d4354", "Eintritt": "30.06.2022", "Austritt": "31.07.2022"},
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize("near", NEAR, ids=lambda near: f"{near.code}: {near.what}")
def test_near_miss_does_not_hit(near: Near, tmp_path: Path, capsys: Capture) -> None:
    folder = project(tmp_path, near.settings)
    deliver(folder, "a.csv", csv_bytes(table(*near.rows)))
    checked = validated(capsys, folder)
    assert checked.codes == list(near.also)
    assert checked.rows == (len(near.rows), len(near.rows), 0)


def test_text_that_looks_like_an_error_value_is_none(tmp_path: Path, capsys: Capture) -> None:
    rows = table({"Bemerkung": "#NV"})

    def error_in_remark(book: Workbook) -> None:
        book.worksheets[0]["H2"] = "#N/A"

    checked = validated_file(capsys, tmp_path, xlsx_bytes(rows, error_in_remark), "a.xlsx")
    assert (checked.codes, checked.rows) == ([], (1, 1, 0))


def test_filter_that_hides_nothing_is_no_hidden_part(tmp_path: Path, capsys: Capture) -> None:
    def arrows_only(book: Workbook) -> None:
        book.worksheets[0].auto_filter.ref = "A1:G2"

    checked = validated_file(capsys, tmp_path, xlsx_bytes(table({}), arrows_only), "a.xlsx")
    assert checked.codes == []


def test_events_in_a_file_of_their_own_need_no_entry(tmp_path: Path, capsys: Capture) -> None:
    events = [["Kennung", "Verbleib", "Aufnahme am"], [GOOD["Kennung"], "Schule", "01.07.2022"]]
    folder = project(tmp_path)
    deliver(folder, "Teilnahmen.csv", csv_bytes(table({})))
    deliver(folder, "Verbleib.csv", csv_bytes(events))
    checked = validated(capsys, folder)
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))


def test_workbook_with_the_name_of_a_text_file_is_read(tmp_path: Path, capsys: Capture) -> None:
    checked = validated_file(capsys, tmp_path, xlsx_bytes(table({})), "a.csv")
    assert (checked.codes, checked.rows) == ([], (1, 1, 0))


# ---------------------------------------------------------------- states over two sheets
def two_sheets(first: Row, second: Row) -> bytes:
    def next_year(book: Workbook) -> None:
        sheet = book.create_sheet("2023")
        for row in table(second):
            sheet.append([None if cell == "" else cell for cell in row])

    return xlsx_bytes(table(first), next_year)


@pytest.mark.parametrize(
    ("before", "later"),
    [
        pytest.param({}, {}, id="carried over unchanged"),
        pytest.param(OPEN, {}, id="the exit was added"),
        pytest.param({"Geschlecht": ""}, {}, id="the sex was added"),
        pytest.param({}, {"Geschlecht": ""}, id="the sex was left out"),
        pytest.param({}, {"Verbleib": "Schule", "Aufnahme am": "01.07.2022"}, id="an outcome"),
    ],
)
def test_carried_over_row_is_no_finding(
    before: Row, later: Row, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, two_sheets(before, later), "a.xlsx")
    assert (checked.codes, checked.rows) == ([], (2, 2, 0))


@pytest.mark.parametrize(
    ("later", "column"),
    [
        ({"Austritt": "31.08.2022"}, "Austritt"),
        ({"Austritt": "", "Austrittsgrund": ""}, "Austritt"),
        ({"Geschlecht": "m"}, "Geschlecht"),
        ({"Austrittsgrund": "Abbruch"}, "Austrittsgrund"),
        ({"Geburtsjahr": "2001"}, "Geburtsjahr"),
    ],
)
def test_changed_state_names_the_column(
    later: Row, column: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, two_sheets({}, later), "a.xlsx")
    told = [f for f in checked.findings if f["code"] == "A06"]
    assert [(f["sheet"], f["column"], f["row"]) for f in told] == [("2023", column, 2)]


# ---------------------------------------------------------------- ids that may name somebody
@pytest.mark.parametrize(
    "name",
    [
        "Erika Mustermann",
        "Mustermann, Erika",
        "Müller",
        "J. Doe",
        "E.M. 01.02.2000",
        "EM 010200",
        "EM01022000",
        "12010203E123",
        "Ada",
        "Fee",
    ],
)
def test_id_that_names_somebody_is_told_by_its_place(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    checked = validated_file(capsys, tmp_path, csv_bytes(table({"Kennung": name})))
    assert [(f["code"], f["record"]) for f in checked.findings] == [("P02", "Zeile 2")]


# ---------------------------------------------------------------- what is not told, and not read
def test_month_of_birth_is_told_in_a_whole_sentence(tmp_path: Path, capsys: Capture) -> None:
    row = {"Geburtsdatum": "01/2004", "Geburtsjahr": ""}
    checked = validated_file(capsys, tmp_path, csv_bytes(table(row)))
    assert [f["message"] for f in checked.findings] == [
        "In der Spalte „Geburtsdatum“ steht nur ein Monat."
    ]


def test_rows_that_differ_in_an_unknown_entry_are_no_duplicates(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = table({"Verbleib": "Werkstatt"}, {"Verbleib": "Umschulung"})
    checked = validated_file(capsys, tmp_path, csv_bytes(rows))
    assert checked.codes == ["W01", "W01"]
