"""spalten.md: the headers and entries that are understood, as words.toml spells them."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

from durchstarten_cli.docpages.markdown import code, page, table
from durchstarten_cli.vocabulary import Vocabulary, vocabulary

TYPES = {
    "id": "Kennung",
    "module": "Baustein (Nummer, Name oder kurzer Name)",
    "date": "Datum",
    "code": "Wert aus der Liste unten",
    "year": "Jahr mit vier Ziffern",
    "number": "ganze Zahl von 0 bis 120",
    "amount": "ganze Zahl",
    "span": "Zeitraum",
    "text": "Text",
    "label": "Bezeichnung",
    "list": "Liste, durch Semikolon getrennt",
}

INTRODUCTION = """\
# Spalten und Werte

Verglichen wird ohne Groß- und Kleinschreibung, Satzzeichen und doppelte Leerzeichen; nach
Ähnlichkeit wird nie entschieden. Eine Überschrift aus zwei Zeilen gilt als eine („Teilnahme“ über
„Eintritt“ ist „Teilnahme Eintritt“).

Verbleib, Fallübergabe und Begleitung dürfen in einer Zeile mehrmals stehen, mit einer Nummer in der
Überschrift: „Verbleib 1“, „Aufnahme am 1“, „Verbleib 2“, „Aufnahme am 2“.

Was ein Träger anders schreibt, steht in den Einstellungen, links wie geliefert, rechts der Name aus
den Listen hier. `durchstarten map --ask` fragt danach und trägt es ein:

```toml
[providers.traeger]
ignored = ["Raum"]

[providers.traeger.columns]
"Erster Tag" = "entry"

[providers.traeger.values.exit_class]
"Ziel vorzeitig erreicht" = "regular"
```"""

READING = """\
## Wie Werte gelesen werden

- **Datum**: `01.03.2021`, `1.3.21`, `2021-03-01` oder ein Datum von Excel. Zweistellige Jahre
  meinen 1951 bis 2050. Steht nur ein Monat da (`03/2021`, `März 2021`), gilt sein erster Tag, bei
  einem Ende sein letzter; das wird angemerkt.
- **Austritt**: Leer heißt, dass die Teilnahme andauert. „Unbekannt“ heißt das nicht: Dann ist der
  Austritt nicht lesbar, und die Zeile zählt nicht.
- **Liste**: Nur das Semikolon trennt. „Bürger und Integration“ ist eine Stelle.
- **Baustein**: Wo keiner steht, gilt der aus dem Titel über der Tabelle („Baustein: Coaching“),
  sonst ist der einzige des Trägers gemeint."""

VALUES = """\
## Werte

Die Bedeutung und der Name gelten auch selbst als Eintrag."""


def columns_page() -> str:
    """Columns, coded values, and the words that mean nothing or are not wanted."""
    text = resources.files("durchstarten_cli").joinpath("words.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    words = vocabulary()
    return page(
        INTRODUCTION,
        "## Spalten",
        _columns(raw, words),
        READING,
        VALUES,
        *_values(raw, words),
        "## Besondere Wörter",
        _special(raw),
    )


def _columns(raw: Mapping[str, Any], words: Vocabulary) -> str:
    return table(
        ("Spalte", "Name", "Art", "Verstandene Überschriften"),
        (
            (c.label, code(c.name), TYPES[c.type], _listed(raw["columns"][c.name]["names"]))
            for c in words.columns.values()
        ),
    )


def _values(raw: Mapping[str, Any], words: Vocabulary) -> Iterator[str]:
    for column, values in words.codes.items():
        yield f"### {words.columns[column].label}"
        yield table(
            ("Bedeutung", "Name", "Verstandene Einträge"),
            (
                (value.label, code(value.name), _listed(raw["codes"][column][value.name]["words"]))
                for value in values
            ),
        )


def _special(raw: Mapping[str, Any]) -> str:
    open_ends = [word for word in raw["open_ends"] if word]
    return table(
        ("Wo", "Wörter", "Bedeutung"),
        (
            (
                "in „Austritt“ und „Begleitung bis“",
                _listed(["leer", *open_ends]),
                "dauert noch an",
            ),
            ("in jeder Spalte mit Werten", _listed(raw["unknown"]), "unbekannt"),
            (
                "in einer Zeile ohne Datum",
                _listed(raw["sums"]),
                "Summenzeile, zählt nicht als Zeile",
            ),
            (
                "als Überschrift",
                _listed(raw["refused"]["names"]),
                "Namen: Die Lieferung wird zurückgewiesen.",
            ),
            ("als Überschrift", _listed(raw["ignored"]["names"]), "wird nicht gelesen"),
        ),
    )


def _listed(words: Iterable[str]) -> str:
    return " · ".join(words)
