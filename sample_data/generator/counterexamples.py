"""Files that come close to breaking a rule and do not: one per rule, named by its code."""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Font

from generator.examples import GOOD, HANDOVER, OPEN, OUTCOME, SUMS, THREE, TWO, table
from generator.examples import workbook as book_of
from generator.files import csv_bytes

SCHOOL = {"Verbleib": "Schule", "Zusage am": "", "Aufnahme am": "01.07.2022"}
OPEN_WITH_PROMISE = {**OPEN, "Verbleib": "Schule", "Zusage am": "01.06.2022", "Aufnahme am": ""}

# What is changed in the one good row (or in each of several), by rule and short name.
CSV: dict[str, Sequence[dict[str, str]]] = {
    "F03_spalte_heisst_eintritt": [{}],
    "F04_projektname_ist_kein_name": [{"Projektname": "Neue Wege"}],
    "S01_bemerkung_wird_nie_gelesen": [{"Bemerkung": "Unterlagen vollständig"}],
    "S04_eine_zeile": [{}],
    "S09_eine_zeile_je_teilnahme": [{}, {"Eintritt": "01.08.2022", "Austritt": "30.09.2022"}],
    "S07_zweiter_verbleib_mit_nummer": [
        {**SCHOOL, "Verbleib 2": "Minijob", "Aufnahme am 2": "01.09.2022"}
    ],
    "S05_umlaute_heil": [{"Übergabe am": "01.07.2022", "Übergabe an": "Bürgerbüro"}],
    "W01_grossbuchstaben": [{"Austrittsgrund": "  REGULÄR "}],
    "D01_schalttag": [{"Geburtsjahr": "", "Geburtsdatum": "29.02.2000"}],
    "D02_tag_hinter_einem_wort": [{"Eintritt": "ab 01.03.2022"}],
    "D03_eintritt_am_letzten_tag": [{"Eintritt": "31.12.2022", "Austritt": "31.12.2022"}],
    "T01_baustein_mit_nummer": [{"Baustein": "Baustein 1"}],
    "P01_kennung_mit_nullen": [{"Kennung": "0007"}],
    "P06_viele_ziffern_als_text": [{"Kennung": "1234567890123450"}],
    "P02_nummer_mit_buchstaben": [{"Kennung": "TN-0042"}],
    "P03_genau_18": [{"Geburtsjahr": "", "Geburtsdatum": "10.01.2004"}],
    "P04_gestattung": [{"Aufenthaltsstatus": "Gestattung"}],
    "P05_zweimal_gleich": [{}, {"Eintritt": "01.08.2022", "Austritt": "30.09.2022"}],
    "A01_austritt_am_tag_des_eintritts": [{"Austritt": "10.01.2022"}],
    "A02_eintritt_wie_in_datenbanken": [{"Eintritt": "2022-01-10"}],
    "A03_erster_und_letzter_tag": [{"Eintritt": "01.01.2022", "Austritt": "31.12.2022"}],
    "A04_austritt_am_letzten_tag": [{"Austritt": "31.12.2022"}],
    "A05_dasselbe_bei_anderer_person": [{}, {"Kennung": TWO}],
    "A07_am_tag_danach_wieder_da": [{}, {"Eintritt": "01.07.2022", "Austritt": "31.08.2022"}],
    "A08_austritt_in_kurzer_form": [{"Austritt": "30.6.22"}],
    "V01_aufnahme_am_tag_des_eintritts": [{**SCHOOL, "Aufnahme am": "10.01.2022"}],
    "V02_art_ausdruecklich_unbekannt": [{**SCHOOL, "Verbleib": "k. A."}],
    "V03_kein_anschluss": [{**SCHOOL, "Verbleib": "kein Anschluss", "Aufnahme am": ""}],
    "V04_offen_mit_zusage": [OPEN_WITH_PROMISE],
    "U01_uebergabe_am_tag_des_eintritts": [
        dict(zip(HANDOVER, ("10.01.2022", "Jugendmigrationsdienst", "erfolgt"), strict=True))
    ],
    "U02_uebergabe_mit_stelle": [
        dict(zip(HANDOVER, ("01.07.2022", "Bürgerbüro", "erfolgt"), strict=True))
    ],
    "K01_alle_plaetze_belegt": [
        {},
        {"Kennung": TWO},
        {"Kennung": THREE, "Eintritt": "30.06.2022", "Austritt": "31.08.2022"},
    ],
}


def counterexamples() -> Iterator[tuple[str, bytes]]:
    """File name and content of every one; a folder holds two deliveries by their days."""
    for name, changes in CSV.items():
        yield f"{name}.csv", csv_bytes(table(changes))
    good = table([{}])
    yield "F01_mappe_mit_anderer_endung.csv", book_of({"Tabelle1": good})
    titled = [["Bildungswerk Musterstadt"], ["Stand: 20.01.2023"], [], *good]
    yield "F02_titel_ueber_der_tabelle.csv", csv_bytes(titled)
    again = [good[0], *table([{"Kennung": TWO}])[1:]]
    yield "F05_dieselben_ueberschriften_noch_einmal.csv", csv_bytes([*good, [], *again])
    yield "S06_summe_unter_den_personen.csv", csv_bytes([*good, ["Summe", "1"]])
    yield "T02_summe_vollstaendig.csv", csv_bytes(SUMS)
    yield "S02_leeres_blatt.xlsx", book_of({"Tabelle1": good, "Tabelle2": [[]]})
    two = table([{}, {"Kennung": TWO}])
    yield "S03_filter_ohne_auswahl.xlsx", book_of({"Tabelle1": two}, _filter)
    under_title = [["Bildungswerk Musterstadt"], [], *good]
    yield "S08_verbundener_titel.xlsx", book_of({"Tabelle1": under_title}, _merge_title)
    remark = table([{}, {"Kennung": TWO, "Bemerkung": "entfällt"}])
    yield "A09_nur_ein_wort_durchgestrichen.xlsx", book_of({"Tabelle1": remark}, _strike_one)
    yield "Z03_ueberschrift_durchgestrichen.xlsx", book_of({"Tabelle1": two}, _strike_heading)
    halves = {"1. Halbjahr": table([OPEN]), "2. Halbjahr": good}
    yield "A06_austritt_spaeter_ergaenzt.xlsx", book_of(halves)
    for code, what in (("Z01", "#N/A"), ("Z02", "=1+1")):
        unread = table([{"Bemerkung": what}])
        yield f"{code}_in_der_bemerkung.xlsx", book_of({"Tabelle1": unread})
    yield from _events()
    yield from _pairs()


def _filter(book: Workbook) -> None:
    book.worksheets[0].auto_filter.ref = "A1:G3"


def _merge_title(book: Workbook) -> None:
    book.worksheets[0].merge_cells("A1:G2")


def _strike_heading(book: Workbook) -> None:
    book.worksheets[0]["F1"].font = Font(strike=True)


def _strike_one(book: Workbook) -> None:
    book.worksheets[0]["H3"].font = Font(strike=True)


def _events() -> Iterator[tuple[str, bytes]]:
    """Tables of events beside that of stays."""
    stays, person = table([{}]), GOOD["Kennung"]
    started = [["Kennung", *OUTCOME], [person, "Schule", "", "10.01.2022"]]
    handed = [["Kennung", *HANDOVER], [person, "10.01.2022", "Bürgerbüro", "erfolgt"]]
    yield "T03_ereignis_zur_teilnahme.xlsx", book_of({"Teilnahmen": stays, "Verbleib": started})
    yield "V05_aufnahme_am_ersten_tag.xlsx", book_of({"Teilnahmen": stays, "Verbleib": started})
    yield "U03_uebergabe_am_ersten_tag.xlsx", book_of({"Teilnahmen": stays, "Übergaben": handed})


def _pairs() -> Iterator[tuple[str, bytes]]:
    """Two deliveries of one provider, one after the other."""
    promise = {**SCHOOL, "Zusage am": "01.06.2022", "Aufnahme am": ""}
    pairs: dict[str, tuple[Sequence[dict[str, str]], ...]] = {
        "L01_person_in_anderer_zeile": ([{}, {"Kennung": TWO}], [{"Kennung": TWO}, {}]),
        "L02_zusage_wird_aufnahme": ([promise], [{**promise, "Aufnahme am": "01.07.2022"}]),
        "L03_eintritt_anders_geschrieben": ([{}], [{"Eintritt": "2022-01-10"}]),
        "L05_austritt_kommt_dazu": ([OPEN], [{}]),
        "L04_etwas_mehr": ([{}], [{}, {"Kennung": TWO}]),
    }
    for name, deliveries in pairs.items():
        for day, changes in zip(("2023-01-10", "2023-01-20"), deliveries, strict=True):
            yield f"{name}/{day}.csv", csv_bytes(table(changes))
