"""What definitionen.md says beside the register: words, days, settings, in sentences."""

TITLE = """\
# Was die Zahlen bedeuten

Jede Zahl, die das Programm nennt, ist eine der Kennziffern auf dieser Seite. Fristen und Listen
sind hier die, die ohne eigene Einstellungen gelten. Welche im einzelnen Projekt gelten, sagen
`durchstarten explain` und die Stellungnahme."""

WORDS = (
    ("Träger", "provider"),
    ("Baustein", "module"),
    ("Lieferung", "delivery"),
    ("Teilnehmende", "participants"),
    ("Teilnahme", "case"),
    ("Eintritt, Austritt", "entry, exit"),
    ("Bestand, Belegung", "stock, occupancy"),
    ("Zusage, Aufnahme", "commitment, start"),
    ("Verbleib", "outcome"),
    ("Vermittlung (in Ausbildung oder Arbeit)", "placement"),
    ("Fallübergabe", "handover"),
    ("Feststellung, Hinweis", "finding, note"),
    ("Stichtag, Datenstand", "reference day, as-of date"),
    ("Beleg", "evidence"),
    ("Anfrage, Stellungnahme", "inquiry, statement"),
    ("Endfassung", "final"),
)
"""One word for one thing: that of the user, and that of the code."""

DAYS = """\
## Tage, Zeitraum, Datenstand

- Gezählt wird in Tagen, der erste und der letzte eingeschlossen. Der Zeitraum `2020-03..2023-06`
  reicht vom 01.03.2020 bis zum 30.06.2023; auf jeder Seite kann ein Tag, ein Monat oder ein Jahr
  stehen.
- Ein Aufenthalt berührt den Zeitraum, wenn sein Eintritt nicht nach dem letzten Tag und sein
  Austritt nicht vor dem ersten Tag liegt. Im Bestand eines Tages ist, wer am Ende des Tages noch da
  ist: Am Tag des Austritts zählt die Person nicht mehr dazu. Bestand heißt angemeldet, nicht
  anwesend.
- Zeilen mit derselben Person, demselben Träger, Baustein und Eintritt beschreiben einen Aufenthalt.
  Es gilt das spätere Blatt oder die spätere Zeile; Blätter mit einer Jahreszahl im Namen folgen
  den Jahren. Die anderen Zeilen bleiben als Belege erhalten.
- Ein Aufenthalt ohne Austritt ist offen. Er läuft bis zum Datenstand oder bis zum letzten Tag des
  Bausteins, je nachdem, was früher ist, und an diesem Tag gilt die Person noch als anwesend. Endete
  der Baustein vorher, gilt sie am Tag nach seinem Ende als ausgeschieden, die Art des Austritts ist
  unbekannt, und die Prüfung weist darauf hin.
- Der Datenstand ist der Tag, bis zu dem gemeldet ist: der in den Einstellungen, sonst der Tag der
  ältesten Lieferung über Personen, die noch zählt. Was danach geschah, ist nicht gemeldet. „Nicht
  gemeldet“ ist nie null.
- Eine Aufnahme gehört zu der Teilnahme, zu der sie zeitlich am engsten steht, unter denen, die an
  ihrem Tag begonnen hatten: unmittelbar, mittelbar oder ohne zeitlichen Zusammenhang. Der zeitliche
  Zusammenhang belegt nicht, dass das Programm die Ursache war.
- Das Alter sind vollendete Jahre beim Eintritt. Ist nur das Geburtsjahr bekannt, steht eine
  Altersgruppe nur da, wenn beide möglichen Alter in ihr liegen. Geschlecht, Alter und Status sind
  die beim ersten Aufenthalt, der den Zeitraum berührt; unbekannt ist eine eigene Klasse."""

IDS = """\
Eine Kennziffer heißt `<Baustein>.<Name>`, dahinter steht in eckigen Klammern, worauf sie
eingeschränkt ist: `m6.participants`, `m6.participants[sex=female]`, `m1.entries[year=2022]`. Der
Stern in den Tabellen steht für den kurzen Namen eines Bausteins oder für `all`, über alle
Bausteine. Dort zählt jede Person einmal. Das setzt voraus, dass alle Träger für eine Person
dieselbe Kennung verwenden (`ids = "shared"`); sonst steht an Stelle der Zahl der Grund.

Die Spalte „Aufteilung“ sagt, welche Zusätze möglich sind:"""

HEADINGS = {
    "participants": "Teilnahme, Bestand, Dauer und Belegung",
    "outcome.training": "Verbleib",
    "outcome_any.training": "Aufnahmen und Vermittlung",
    "promises": "Zusagen",
    "sustained_28.yes": "Bestand der Vermittlung",
    "handover": "Fallübergaben",
    "supports": "Weitere Begleitung",
}
"""Headings over the figures, each before the measure it is named for."""

SETTINGS = {
    "reentry_gap_days": "So viele Tage ohne Anwesenheit dürfen zwischen zwei Aufenthalten liegen, "
    "damit sie eine Teilnahme sind.",
    "minimum_days": "Eine beendete Teilnahme von weniger Tagen ist ein Kurzkontakt und zählt nur "
    "als solcher.",
    "follow_up": "Endet der Baustein im Zeitraum, zählen auch Aufnahmen danach (`true`) oder "
    "nur die im Zeitraum (`false`).",
    "age_on": 'Das Alter gilt für den Eintritt (`"entry"`) oder für den späteren Tag von '
    'Eintritt und Beginn des Zeitraums (`"period"`).',
    "duration_bands": "Mit diesen Tagen beginnen die Gruppen der Dauer.",
    "outcome_kinds": "Was als Aufnahme gilt; andere Arten bleiben außer Betracht.",
    "direct_days": "Bis so viele Tage nach dem Austritt ist eine Zusage oder Aufnahme unmittelbar.",
    "indirect_days": "Bis so viele Tage nach dem Austritt ist eine Aufnahme mittelbar.",
    "handover_days": "Bis so viele Tage nach dem letzten Austritt zählt eine Fallübergabe.",
    "sustained_days": "Nach so vielen Tagen wird gefragt, ob eine Vermittlung noch besteht.",
    "same_event_days": "Über alle Bausteine sind gleichartige Aufnahmen einer Person innerhalb so "
    "vieler Tage eine einzige.",
    "usual_range_share": "Diesen Teil der Tage mit Anwesenden umfasst die übliche Belegung.",
    "regular_meetings_share": "Ab diesem Teil der Sitzungen nahm eine Stelle regelmäßig teil.",
    "share_base": "Ab dieser Grundgesamtheit steht zu einer Zahl auch der Anteil in Prozent.",
    "age_bands": "Altersgruppen, beide Grenzen eingeschlossen.",
    "precedence": "Vorrang im Verbleib, wenn eine Person mehreres aufnahm; das erste geht vor.",
    "positive_kinds": "Arten des Verbleibs, die als Erfolg zählen.",
}
"""What each key of [definitions] means."""

SETTINGS_IN_FORCE = """\
Diese Schlüssel stehen in `durchstarten.toml` unter `[definitions]`. Wer einen anders setzt, ändert
die Zahlen; `durchstarten explain` und die Stellungnahme nennen, was gilt."""

OF_A_MODULE = """\
Was für einen Baustein anders gelten soll, steht in einem Abschnitt wie `[modules.m1.definitions]`.
Dort sind möglich: {keys}. Über alle Bausteine gilt `[definitions]`; nur `reentry_gap_days`,
`minimum_days`, `direct_days`, `indirect_days` und `follow_up` richten sich auch dort nach dem
Baustein der Teilnahme oder der Aufnahme."""

MORE_SETTINGS = """\
Außerdem wirken auf die Zahlen: `report.as_of` (Datenstand), `modules.….first` und `modules.….last`
(erster und letzter Tag eines Bausteins) sowie `providers.….ids` (`"shared"` oder `"local"`)."""
