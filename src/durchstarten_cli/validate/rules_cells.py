"""Rules over single cells: what reading has marked."""

from durchstarten_cli.model import Effect
from durchstarten_cli.validate.register import Context, Masks, rule


@rule(
    "Z01",
    "cell",
    Effect.VALUE,
    "Zelle mit Fehlerwert",
    "In der Spalte „{column}“ steht ein Fehlerwert von Excel.",
    "Bitte tragen Sie den Wert selbst ein.",
    example="Im Geburtsjahr steht „#NV“.",
)
def error_cell(context: Context) -> Masks:
    return context.marked(("error",))


@rule(
    "Z02",
    "cell",
    Effect.VALUE,
    "Formel ohne Ergebnis",
    "In der Spalte „{column}“ steht eine Formel ohne gespeichertes Ergebnis.",
    "Bitte öffnen und speichern Sie die Datei in Excel oder tragen Sie den Wert selbst ein.",
    example="Ein Programm hat das Geburtsjahr als Formel geschrieben, ohne zu rechnen.",
)
def formula_without_result(context: Context) -> Masks:
    return context.marked(("formula",))


@rule(
    "Z03",
    "cell",
    Effect.NOTE,
    "Durchgestrichener Eintrag",
    "Der Eintrag in der Spalte „{column}“ ist durchgestrichen, die Zeile nicht; er wurde gelesen.",
    "Gilt er nicht mehr, löschen Sie ihn bitte; sonst heben Sie die Durchstreichung auf.",
    example="Von einer Zeile ist nur der Austritt durchgestrichen.",
)
def struck_entry(context: Context) -> Masks:
    return context.marked(("struck_entry",))


@rule(
    "D01",
    "cell",
    Effect.VALUE,
    "Wert nicht lesbar",
    "Der Eintrag in der Spalte „{column}“ ist nicht lesbar.",
    "Bitte schreiben Sie {such_as}.",
    example="Aufnahme am 31.02.2022.",
)
def unreadable_value(context: Context) -> Masks:
    return context.marked(("unreadable",))


@rule(
    "D02",
    "cell",
    Effect.NOTE,
    "Nur ein Monat",
    "In der Spalte „{column}“ steht nur ein Monat{as_day}.",
    "Bitte nennen Sie den Tag, wenn er bekannt ist.",
    example="Eintritt „03/2022“.",
)
def month_only(context: Context) -> Masks:
    return context.marked(("month",))


@rule(
    "W01",
    "cell",
    Effect.VALUE,
    "Unbekannter Eintrag",
    "Der Eintrag in der Spalte „{column}“ ist unbekannt.",
    "Bitte verwenden Sie einen Eintrag aus der Werteliste.",
    example="Austrittsgrund „Sternstunde“.",
)
def unknown_code(context: Context) -> Masks:
    return context.marked(("code",), without="module")
