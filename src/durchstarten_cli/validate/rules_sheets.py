"""Rules over sheets and their columns."""

from collections.abc import Iterator

import numpy as np

from durchstarten_cli.model import Effect
from durchstarten_cli.validate.register import Context, SheetHit, rule


@rule(
    "S01",
    "sheet",
    Effect.NOTE,
    "Unbekannte Spalte",
    "Die Spalte „{column}“ ist unbekannt und wurde nicht gelesen.",
    "Wird sie gebraucht, verwenden Sie bitte die Überschrift aus der Spaltenliste; sonst ist "
    "nichts zu tun.",
    example="Eine Spalte „Sprachniveau“.",
)
def unknown_column(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        for column in layout.unknown:
            if column not in (*layout.doubled, *layout.further):
                yield SheetHit(layout, column)


@rule(
    "S07",
    "sheet",
    Effect.NOTE,
    "Zweite Spalte mit derselben Bedeutung",
    "Die Spalte „{column}“ bedeutet dasselbe wie eine Spalte davor und wurde nicht gelesen.",
    "Gehört sie zu einer zweiten Tabelle daneben, legen Sie diese bitte auf ein eigenes Blatt; "
    "gehört sie zu einem zweiten Verbleib, einer zweiten Übergabe oder Begleitung, schreiben Sie "
    "bitte eine 2 hinter die Überschrift; sonst ist nichts zu tun.",
    example="Neben der Spalte „Eintritt“ gibt es eine Spalte „Teilnahmebeginn“.",
)
def doubled_column(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        for column in layout.doubled:
            yield SheetHit(layout, column)


@rule(
    "S09",
    "sheet",
    Effect.NOTE,
    "Weitere Teilnahme in derselben Zeile",
    "Die Spalte „{column}“ gehört zu einer weiteren Teilnahme derselben Zeile und wurde nicht "
    "gelesen.",
    "Bitte geben Sie jeder Teilnahme eine eigene Zeile mit der Kennung.",
    example="Hinter „Eintritt“ und „Austritt“ stehen „Eintritt 2“ und „Austritt 2“.",
)
def another_stay(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        for column in layout.further:
            yield SheetHit(layout, column)


@rule(
    "S02",
    "sheet",
    Effect.NOTE,
    "Blatt ohne Tabelle",
    "Das Blatt enthält keine Tabelle mit bekannten Überschriften und wurde nicht gelesen.",
    "Stehen dort Teilnahmen, verwenden Sie bitte dieselben Überschriften wie in den anderen "
    "Blättern.",
    example="Ein zweites Blatt mit einem erklärenden Text.",
)
def sheet_without_table(context: Context) -> Iterator[SheetHit]:
    headed = {layout.source.file for layout in context.headed}
    for layout in context.rows.layouts:
        empty = layout.structure == 0 or layout.ours
        if layout.header_row is None and layout.source.file in headed and not empty:
            yield SheetHit(layout)


@rule(
    "S03",
    "sheet",
    Effect.NOTE,
    "Ausgeblendete Teile",
    "Nicht alles ist sichtbar ({detail}). Auch ausgeblendete Personen werden gezählt.",
    "Sollen sie nicht zählen, löschen Sie bitte die Zeilen; sonst ist nichts zu tun.",
    example="Eine Zeile der Liste ist ausgeblendet.",
)
def hidden_parts(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        if layout.source.hidden:
            yield SheetHit(layout, detail=layout.source.hidden)


@rule(
    "S08",
    "sheet",
    Effect.NOTE,
    "Über mehrere Zeilen verbundene Zellen",
    "In der Spalte „{column}“ sind Zellen über mehrere Zeilen verbunden (zuerst {place}). Ihr "
    "Eintrag gilt für jede dieser Zeilen.",
    "Gilt der Eintrag nur für die erste, heben Sie die Verbindung bitte auf; sonst ist nichts zu "
    "tun.",
    example="Die Kennung steht in einer Zelle, die über beide Teilnahmen der Person reicht.",
)
def merged_over_rows(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        for column, place in layout.merged.items():
            if column not in layout.refused:
                yield SheetHit(layout, column, place=place)


@rule(
    "S04",
    "sheet",
    Effect.NOTE,
    "Datei ohne Zeilen",
    "Unter den Überschriften steht keine Zeile mit Angaben.",
    "Gab es keine Teilnahmen, ist nichts zu tun; sonst senden Sie die Datei bitte mit den Zeilen.",
    example="Eine Liste, die nur aus den Überschriften besteht.",
)
def no_rows(context: Context) -> Iterator[SheetHit]:
    with_rows = {
        context.rows.layouts[n].source.file for n in np.unique(context.frame["source"].to_numpy())
    }
    told: set[str] = set()
    for layout in context.headed:
        if layout.source.file not in with_rows | told:
            told.add(layout.source.file)
            yield SheetHit(layout, of_content=True)


@rule(
    "S06",
    "sheet",
    Effect.NOTE,
    "Nur Summen",
    "Das Blatt enthält nur Summen ohne einzelne Personen. Sie lassen sich nicht nachprüfen und "
    "zählen nicht mit.",
    "Bitte senden Sie, wenn es möglich ist, eine Zeile je Person.",
    example="„Teilnehmende: 24“ für das Jahr 2022, ohne die Personen.",
)
def only_totals(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        if layout.only_totals:
            yield SheetHit(layout)


@rule(
    "S05",
    "sheet",
    Effect.NOTE,
    "Umlaute beschädigt",
    "Umlaute sind beschädigt angekommen (etwa „Ã¼“ oder „\ufffd“ statt „ü“).",
    "Bitte senden Sie die Datei noch einmal als Excel-Arbeitsmappe (.xlsx); als CSV wählen Sie "
    "beim Speichern „CSV UTF-8“.",
    example="„BÃ¼rgerbÃ¼ro“ statt „Bürgerbüro“.",
)
def garbled_letters(context: Context) -> Iterator[SheetHit]:
    for layout in context.rows.layouts:
        if layout.source.garbled:
            yield SheetHit(layout, of_content=True)
