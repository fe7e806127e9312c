"""regeln.md: every rule with what it does, what it says and a file that breaks it."""

import re
from collections.abc import Iterator
from pathlib import Path

from durchstarten_cli import data
from durchstarten_cli.docpages.markdown import page
from durchstarten_cli.model import Effect
from durchstarten_cli.validate import RULES, Rule
from durchstarten_cli.validate.register import LEVELS

EFFECTS = {
    Effect.FILE: "weist die Lieferung zurück",
    Effect.ROW: "Zeile zählt nicht",
    Effect.VALUE: "Wert zählt nicht",
    Effect.NOTE: "Hinweis",
}
EXAMPLES = "sample_data/fehlerbeispiele"
HITS, MISSES = "beispiele", "gegenbeispiele"
"""Folders of files that break a rule, and of files that come close to it."""
TOLD_THERE = {
    "{detail}": "Die Feststellung nennt den Grund.",
    "{detail_remedy}": "Die Feststellung sagt, was zu tun ist.",
}
"""Sentences that a file's own fault decides."""

INTRODUCTION = f"""\
# Regeln der Prüfung

`durchstarten validate` wendet diese Regeln auf jede Lieferung an. Nur eine Regel, die „weist die
Lieferung zurück“ bewirkt, führt zur Zurückweisung. Sonst wird die Lieferung angenommen; eine Zeile
oder ein Wert, die nicht zählen, werden mit dem Grund genannt, ein Hinweis ändert keine Zahl.

Ein Projekt kann eine Regel, bei der „abschwächbar“ steht, mit einer Begründung zum Hinweis machen
oder ausschalten: `[rules.P03]` mit `effect = "off"` (oder `"note"`) und `reason = "…"` in den
Einstellungen. `validate` nennt das bei jedem Aufruf, die Stellungnahme in der Anmerkung zur
Zählung.

„…“ steht für das, was in der Lieferung steht. Zu jeder Regel liegt unter
`{EXAMPLES}` eine kleine Datei, die sie trifft, und eine, die ihr nahekommt und
die sie nicht trifft; ein Ordner enthält zwei Lieferungen nacheinander. Alle Angaben darin sind
erfunden."""


def rules_page() -> str:
    """Every rule, by level."""
    return page(INTRODUCTION, *_levels())


def _levels() -> Iterator[str]:
    for level, heading in LEVELS.items():
        yield f"## {heading}"
        yield from (_rule(RULES[code]) for code in sorted(RULES) if RULES[code].level == level)


def _rule(rule: Rule) -> str:
    return page(
        f"### {rule.code} {rule.title}",
        f"Wirkung: **{EFFECTS[rule.effect]}**{'' if rule.fixed else '; abschwächbar'}",
        f"> {told(rule.sentence)}\n> {told(rule.remedy)}",
        f"Beispiel: {rule.example} Trifft: {_links(rule, HITS)}; trifft nicht: "
        f"{_links(rule, MISSES)}",
    )


def told(sentence: str) -> str:
    """A sentence of a rule with its blanks marked."""
    return TOLD_THERE.get(sentence) or re.sub(r"\{\w+\}\.?", "…", sentence)


def example_files(code: str, folder: str) -> list[str]:
    """Names of the example files for a rule in a folder (HITS or MISSES); folders are pairs."""
    there = data.folder("sample_data") / Path(EXAMPLES).relative_to("sample_data") / folder
    return sorted(path.name for path in there.glob(f"{code}_*"))


def _links(rule: Rule, folder: str) -> str:
    names = example_files(rule.code, folder)
    return ", ".join(f"[{name}](../{EXAMPLES}/{folder}/{name})" for name in names)
