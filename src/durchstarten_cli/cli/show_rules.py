"""The register of rules as text for people and as JSON for machines."""

import json
from collections.abc import Iterator
from typing import Any

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.docpages.rules import EFFECTS, EXAMPLES, HITS, MISSES, example_files, told
from durchstarten_cli.errors import UsageError
from durchstarten_cli.validate import RULES, Rule
from durchstarten_cli.validate.register import LEVELS


def chosen(code: str | None) -> list[Rule]:
    """The rule with a code, or all of them by level. Raises UsageError for an unknown code."""
    if code is None:
        return [RULES[c] for level in LEVELS for c in sorted(RULES) if RULES[c].level == level]
    if code.upper() not in RULES:
        raise UsageError(
            f"Die Regel „{code}“ gibt es nicht.", "„durchstarten rules“ zeigt alle Regeln."
        )
    return [RULES[code.upper()]]


def as_json(rules: list[Rule]) -> str:
    """The documented JSON of `rules`."""
    return json.dumps({"rules": [_rule(r) for r in rules]}, ensure_ascii=False, indent=1)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "level": rule.level,
        "effect": rule.effect,
        "title": rule.title,
        "sentence": told(rule.sentence),
        "remedy": told(rule.remedy),
        "fixed": bool(rule.fixed),
        "example": rule.example,
        "hits": example_files(rule.code, HITS),
        "misses": example_files(rule.code, MISSES),
    }


def as_list(rules: list[Rule]) -> str:
    """One line per rule under the heading of its level."""
    return "\n".join(_list(rules))


def _list(rules: list[Rule]) -> Iterator[str]:
    for level, heading in LEVELS.items():
        yield f"{heading}:"
        for rule in (r for r in rules if r.level == level):
            yield from wrapped(f"{rule.title} ({EFFECTS[rule.effect]})", f"  {rule.code}  ")
        yield ""
    yield "„durchstarten rules CODE“ zeigt eine Regel ganz."


def as_text(rule: Rule) -> str:
    """One rule in full."""
    lines = [
        *wrapped(f"{rule.code} {rule.title}"),
        "",
        *wrapped(told(rule.sentence), "  "),
        *wrapped(told(rule.remedy), "  "),
        "",
        *wrapped(f"Ebene: {LEVELS[rule.level]}"),
        *wrapped(f"Wirkung: {EFFECTS[rule.effect]}"),
        *wrapped(f"Abschwächen: {rule.fixed or 'möglich, mit Begründung in den Einstellungen'}"),
        *wrapped(f"Beispiel: {rule.example}"),
        *(f"Trifft: {HITS}/{name}" for name in example_files(rule.code, HITS)),
        *(f"Trifft nicht: {MISSES}/{name}" for name in example_files(rule.code, MISSES)),
        *wrapped(f"Diese Dateien liegen unter {EXAMPLES}."),
    ]
    return "\n".join(lines)
