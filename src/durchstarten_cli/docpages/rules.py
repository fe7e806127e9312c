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
EXAMPLES = "sample_data/fehlerbeispiele/beispiele"
TOLD_THERE = {
    "{detail}": "Die Feststellung nennt den Grund.",
    "{detail_remedy}": "Die Feststellung sagt, was zu tun ist.",
}
"""Sentences that a file's own fault decides."""

NO_FILE = "zwei Lieferungen desselben Trägers nacheinander"
"""Rules that compare deliveries cannot be shown by one file."""

INTRODUCTION = f"""\
# Regeln der Prüfung

`durchstarten validate` wendet diese Regeln auf jede Lieferung an. Nur eine Regel, die „weist die
Lieferung zurück“ bewirkt, führt zur Zurückweisung. Sonst wird die Lieferung angenommen; eine Zeile
oder ein Wert, die nicht zählen, werden mit dem Grund genannt, ein Hinweis ändert keine Zahl.

Ein Projekt kann eine Regel, bei der „abschwächbar“ steht, mit einer Begründung zum Hinweis machen
oder ausschalten: `[rules.P03]` mit `effect = "off"` (oder `"note"`) und `reason = "…"` in den
Einstellungen. `validate` nennt das bei jedem Aufruf, die Stellungnahme in der Anmerkung zur
Zählung.

„…“ steht für das, was in der Lieferung steht. Zu den Regeln liegt unter
`{EXAMPLES}` eine kleine Datei, die sie verletzt; alle Angaben darin
sind erfunden."""


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
        f"Beispiel: {', '.join(map(_link, example_files(rule.code))) or NO_FILE}",
    )


def told(sentence: str) -> str:
    """A sentence of a rule with its blanks marked."""
    return TOLD_THERE.get(sentence) or re.sub(r"\{\w+\}\.?", "…", sentence)


def example_files(code: str) -> list[str]:
    """Names of the example files for a rule; they begin with its code."""
    folder = data.folder("sample_data") / Path(EXAMPLES).relative_to("sample_data")
    return sorted(path.name for path in folder.glob(f"{code}_*"))


def _link(name: str) -> str:
    return f"[{name}](../{EXAMPLES}/{name})"
