"""Rules over whole files: what cannot be read, what is missing, what is not allowed."""

from collections.abc import Iterator

from durchstarten_cli.fields import OF_PERSONS, STAY
from durchstarten_cli.model import Effect
from durchstarten_cli.validate.register import Context, SheetHit, rule
from durchstarten_cli.vocabulary import vocabulary


@rule(
    "F01",
    "file",
    Effect.FILE,
    "Datei nicht lesbar",
    "{detail}",
    "{detail_remedy}",
    example="Die Datei ist nur halb angekommen.",
)
def unreadable_file(context: Context) -> object:
    return context.unreadable


@rule(
    "F02",
    "file",
    Effect.FILE,
    "Keine Tabelle gefunden",
    "In der Datei ist keine Tabelle mit bekannten Überschriften zu finden.",
    "Bitte senden Sie die Tabelle mit einer Überschriftenzeile, mindestens mit Kennung und "
    "Eintritt.",
    example="In der Datei steht nur: Die Liste folgt mit getrennter Post.",
)
def no_table(context: Context) -> Iterator[SheetHit]:
    headed = {layout.source.file for layout in context.headed}
    seen: set[str] = set()
    for layout in context.rows.layouts:
        if layout.source.file not in headed | seen:
            seen.add(layout.source.file)
            yield SheetHit(layout)


@rule(
    "F03",
    "file",
    Effect.FILE,
    "Pflichtspalte fehlt",
    "Die Spalte „{detail}“ fehlt.",
    "Bitte ergänzen Sie die Spalte und senden Sie die Datei erneut.",
    example="Eine Liste ohne die Spalte „Eintritt“.",
)
def required_column(context: Context) -> Iterator[SheetHit]:
    labels = vocabulary().columns
    dated = {x.source.provider for x in context.headed if "entry" in x.fields}
    for layout in context.headed:
        of_meetings = "meeting_on" in layout.fields and not OF_PERSONS & layout.fields.keys()
        if of_meetings or layout.only_totals:
            continue
        of_stays = {*OF_PERSONS, *STAY} - {"person"}
        events_only = layout.source.provider in dated and not of_stays & layout.fields.keys()
        required = ["person"] if events_only else ["person", "entry"]
        for name in required:
            if name not in layout.fields:
                yield SheetHit(layout, detail=labels[name].label)


@rule(
    "F04",
    "file",
    Effect.FILE,
    "Spalte mit Namen",
    "Die Spalte „{column}“ enthält Namen. Namen werden nicht gebraucht und nicht angenommen.",
    "Bitte löschen Sie die Spalte, behalten Sie nur die Kennung und senden Sie die Datei erneut.",
    example="Eine Spalte „Name“ mit den Namen der Teilnehmenden.",
)
def names_delivered(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        for column in layout.refused:
            yield SheetHit(layout, column)


@rule(
    "F05",
    "file",
    Effect.FILE,
    "Zweite Tabelle auf dem Blatt",
    "In Zeile {detail} beginnt eine weitere Tabelle mit anderen Überschriften.",
    "Bitte legen Sie sie auf ein eigenes Blatt und senden Sie die Datei erneut.",
    example="Unter der Liste des ersten Halbjahrs steht die des zweiten, mit dem Austritt vor dem "
    "Eintritt.",
)
def second_table(context: Context) -> Iterator[SheetHit]:
    for layout in context.headed:
        if layout.second_table is not None:
            yield SheetHit(layout, detail=str(layout.second_table + 1))
