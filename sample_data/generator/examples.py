"""Small broken exports: each breaks one rule, is as short as possible and breaks no other."""

from collections.abc import Callable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font

from generator.cases import pseudonym
from generator.files import BOLD, Cell, csv_bytes, write_row, xlsx_bytes
from generator.kja_cases import d

HEADER = ("Kennung", "Geschlecht", "Geburtsjahr", "Aufenthaltsstatus", "Eintritt", "Austritt",
          "Austrittsgrund")  # fmt: skip
OUTCOME = ("Verbleib", "Zusage am", "Aufnahme am")
HANDOVER = ("Übergabe am", "Übergabe an", "Stand der Übergabe")
ONE, TWO, THREE = pseudonym(301), pseudonym(302), pseudonym(303)
GOOD = dict(zip(HEADER, (ONE, "w", "2000", "Duldung", "10.01.2022", "30.06.2022", "regulär"),
                strict=True))  # fmt: skip
OPEN = {"Austritt": "", "Austrittsgrund": ""}
SUMS = [["Kennzahl", "Anzahl", "Zeitraum"], ["Teilnehmende", "24", "2022"]]
CLEAN = (
    {"Verbleib": "Ausbildung (betrieblich)", "Zusage am": "02.05.2022",
     "Aufnahme am": "01.07.2022"},
    {"Kennung": TWO, "Geschlecht": "m", "Übergabe am": "01.07.2022",
     "Übergabe an": "Jugendmigrationsdienst", "Stand der Übergabe": "erfolgt",
     "Bemerkung": "Unterlagen vollständig"},
)  # fmt: skip

# What is changed in the one good row (or in each of several), by rule and short name.
CSV: dict[str, Sequence[dict[str, str]]] = {
    "F04_namensspalte": [{"Name": "Mustermann, Erika"}],
    "S01_unbekannte_spalte": [{"Sprachniveau": "B1"}],
    "S09_zweiter_eintritt": [{"Eintritt 2": "01.08.2022"}],
    "S07_gleiche_bedeutung": [{"Teilnahmebeginn": "10.01.2022"}],
    "W01_unbekannter_eintrag": [{"Austrittsgrund": "Sternstunde"}],
    "D01_unlesbares_datum": [
        {"Verbleib": "Schule", "Zusage am": "02.05.2022", "Aufnahme am": "31.02.2022"}
    ],
    "D02_nur_monat": [{"Eintritt": "03/2022"}],
    "D03_eintritt_nach_datenstand": [{"Eintritt": "15.02.2023", "Austritt": "28.02.2023"}],
    "T01_unbekannter_baustein": [{"Baustein": "9"}],
    "P01_kennung_fehlt": [{"Kennung": ""}],
    "P06_kennung_gekuerzt": [{"Kennung": "1,23457E+15"}],
    "P02_kennung_wie_name": [{"Kennung": "Erika Mustermann"}],
    "P03_alter_ausserhalb": [{"Geburtsjahr": "1980"}],
    "P04_status_ausserhalb": [{"Aufenthaltsstatus": "Aufenthaltserlaubnis"}],
    "A01_austritt_vor_eintritt": [{"Austritt": "07.01.2022"}],
    "A02_eintritt_fehlt": [{"Eintritt": ""}],
    "A03_ausserhalb_des_bausteins": [{"Eintritt": "15.12.2021"}],
    "A04_offen_nach_ende": [OPEN],
    "A05_doppelte_zeile": [{}, {}],
    "P05_zweierlei_geschlecht": [
        {}, {"Geschlecht": "m", "Eintritt": "01.08.2022", "Austritt": "30.09.2022"}
    ],
    "A07_ueberschneidung": [{}, {"Eintritt": "02.05.2022", "Austritt": "30.09.2022"}],
    "A08_unlesbarer_austritt": [{"Austritt": "Ende Juli"}],
    "V01_verbleib_vor_eintritt": [
        {"Verbleib": "Schule", "Zusage am": "", "Aufnahme am": "03.01.2022"}
    ],
    "V02_verbleib_ohne_art": [{"Verbleib": "", "Zusage am": "", "Aufnahme am": "01.07.2022"}],
    "V03_verbleib_ohne_datum": [{"Verbleib": "Sprachkurs", "Zusage am": "", "Aufnahme am": ""}],
    "V04_verbleib_ohne_datum_offen": [
        {**OPEN, "Verbleib": "Sprachkurs", "Zusage am": "", "Aufnahme am": ""}
    ],
    "U01_uebergabe_vor_eintritt": [
        dict(zip(HANDOVER, ("03.01.2022", "Jugendmigrationsdienst", "erfolgt"), strict=True))
    ],
    "U02_uebergabe_ohne_empfaenger": [
        dict(zip(HANDOVER, ("01.07.2022", "", "erfolgt"), strict=True))
    ],
    "K01_mehr_personen_als_plaetze": [{}, {"Kennung": TWO}, {"Kennung": THREE}],
    "ohne_befund": CLEAN,
}  # fmt: skip


def examples() -> Iterator[tuple[str, bytes]]:
    """File name and content of every example."""
    for name, changes in CSV.items():
        yield f"{name}.csv", csv_bytes(table(changes))
    without_entry = [[c for c, head in zip(row, HEADER, strict=True) if head != "Eintritt"]
                     for row in table([{}])]  # fmt: skip
    yield "F03_pflichtspalte_fehlt.csv", csv_bytes(without_entry)
    further = [["Kennung", "Austritt", "Eintritt"], [TWO, "30.06.2022", "10.01.2022"]]
    yield "F05_zweite_tabelle.csv", csv_bytes([*table([{}]), [], *further])
    yield "S04_ohne_zeilen.csv", csv_bytes([list(HEADER)])
    garbled = {"Übergabe an": "Bürgerbüro".encode().decode("cp1252"), "Übergabe am": "01.07.2022"}
    yield "S05_umlaute_beschaedigt.csv", csv_bytes(table([garbled]))
    yield "S06_nur_summen.csv", csv_bytes(SUMS)
    lacking = ["Vermittlungen", "5", ""]
    yield "T02_summe_unvollstaendig.csv", csv_bytes([*SUMS, lacking])
    yield "F02_keine_tabelle.csv", csv_bytes([["Die Liste folgt mit getrennter Post."]])
    yield "ohne_befund.xlsx", workbook({"Tabelle1": table(CLEAN)})
    yield "F01_datei_unlesbar.xlsx", workbook({"Tabelle1": table([{}])})[:800]
    yield "Z01_fehlerwert.xlsx", workbook({"Tabelle1": table([{"Geburtsjahr": "#N/A"}])})
    formula = table([{"Geburtsjahr": "=2022-22"}])
    yield "Z02_formel_ohne_ergebnis.xlsx", workbook({"Tabelle1": formula})
    first, second = table([{}]), table([{"Austritt": "31.08.2022"}])
    yield "A06_widerspruch.xlsx", workbook({"1. Halbjahr": first, "2. Halbjahr": second})
    remark = [["Die Liste enthält alle Eintritte des Jahres."], ["Rückfragen bitte schriftlich."]]
    yield "S02_blatt_ohne_tabelle.xlsx", workbook({"Tabelle1": table([{}]), "Text": remark})
    two = table([{}, {"Kennung": TWO}])
    yield "S03_ausgeblendete_zeile.xlsx", workbook({"Tabelle1": two}, _hide)
    merged = table([{}, {"Kennung": "", "Eintritt": "01.08.2022", "Austritt": "30.09.2022"}])
    yield "S08_kennung_ueber_zwei_zeilen.xlsx", workbook({"Tabelle1": merged}, _merge)
    yield "Z03_austritt_durchgestrichen.xlsx", workbook({"Tabelle1": two}, _strike_exit)
    yield "A09_durchgestrichen.xlsx", workbook({"Tabelle1": two}, _strike)
    yield from _events()
    yield from _pairs()


def _events() -> Iterator[tuple[str, bytes]]:
    """Tables of events that do not go with that of stays."""
    stays, person = table([{}]), GOOD["Kennung"]
    strange = [["Kennung", *OUTCOME], [TWO, "Schule", "", "01.07.2022"]]
    yield "T03_ereignis_ohne_teilnahme.xlsx", workbook({"Teilnahmen": stays, "Verbleib": strange})
    early = [["Kennung", *OUTCOME], [person, "Schule", "", "03.01.2022"]]
    yield "V05_aufnahme_vor_teilnahme.xlsx", workbook({"Teilnahmen": stays, "Verbleib": early})
    handed = [["Kennung", *HANDOVER], [person, "03.01.2022", "Bürgerbüro", "erfolgt"]]
    yield "U03_uebergabe_vor_teilnahme.xlsx", workbook({"Teilnahmen": stays, "Übergaben": handed})


def _pairs() -> Iterator[tuple[str, bytes]]:
    """Two deliveries of one provider, one after the other; the name is a folder of both."""
    school = {"Verbleib": "Schule", "Zusage am": "", "Aufnahme am": "01.07.2022"}
    many = [
        {
            "Kennung": pseudonym(300 + n),
            "Eintritt": f"01.{n:02}.2022",
            "Austritt": f"28.{n:02}.2022",
        }
        for n in range(1, 13)
    ]
    pairs: dict[str, tuple[Sequence[dict[str, str]], ...]] = {
        "L01_person_fehlt": ([{}, {"Kennung": TWO}], [{}]),
        "L02_verbleib_fehlt": ([school], [dict.fromkeys(school, "")]),
        "L03_anderer_eintritt": ([{}], [{"Eintritt": "17.01.2022"}]),
        "L05_anderer_austritt": ([{}], [{"Austritt": "31.05.2022"}]),
        "L04_dreimal_so_viele": (many[:4], many),
    }
    for name, deliveries in pairs.items():
        for day, changes in zip(("2023-01-10", "2023-01-20"), deliveries, strict=True):
            yield f"{name}/{day}.csv", csv_bytes(table(changes))


def table(changes: Sequence[dict[str, str]]) -> list[list[str]]:
    """The good row once per change, with the change in it, under a header with all columns."""
    names = list(dict.fromkeys([*HEADER, *(name for c in changes for name in c)]))
    return [names, *([{**GOOD, **change}.get(name, "") for name in names] for change in changes)]


def _hide(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[3].hidden = True


def _merge(book: Workbook) -> None:
    book.worksheets[0].merge_cells("A2:A3")


def _strike(book: Workbook) -> None:
    for cell in book.worksheets[0][3]:
        cell.font = Font(strike=True)


def _strike_exit(book: Workbook) -> None:
    book.worksheets[0]["F3"].font = Font(strike=True)


def workbook(
    sheets: dict[str, list[list[str]]], change: Callable[[Workbook], None] = lambda _: None
) -> bytes:
    """A workbook of these sheets; `change` does the rest."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, (header, *rows) in sheets.items():
        sheet = book.create_sheet(title)
        write_row(sheet, 1, header, BOLD)
        for number, row in enumerate(rows, start=2):
            write_row(sheet, number, map(_typed, row))
    change(book)
    return xlsx_bytes(book, "Beispielträger")


def _typed(text: str) -> Cell:
    """Days and years as Excel holds them; everything else as text."""
    if len(text) == 10 and text[2::3] == "..":
        return d(f"{text[6:]}-{text[3:5]}-{text[:2]}")
    return int(text) if len(text) == 4 and text.isdigit() else text
