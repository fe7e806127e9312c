"""Which rules are in force: a project may turn a note off, and a rule down to a note.

"A project may turn a rule's effect down or off, with a reason that the method note repeats." What
would be counted wrongly or unnoticed without the rule cannot be turned down.
"""

import functools
from collections.abc import Iterator
from dataclasses import replace

from durchstarten_cli.config import RuleLever, Settings
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.model import Effect, LoweredRule
from durchstarten_cli.validate.register import RULES, Rule

_EFFECTS = {"note": Effect.NOTE, "off": None}


def in_force(settings: Settings) -> list[Rule]:
    """The rules of the register with the project's levers. Raises SettingsError for a wrong one."""
    problems = list(_problems(settings))
    if problems:
        raise SettingsError(
            "In den Regeln der Einstellungen stimmt etwas nicht:\n"
            + "\n".join(f"  {p}" for p in problems),
            "Bitte berichtigen Sie die genannten Abschnitte; „durchstarten rules“ zeigt alle "
            "Regeln.",
        )
    adjusted = functools.partial(_adjusted, levers=settings.rules)
    return [rule for rule in map(adjusted, RULES.values()) if rule is not None]


def lowered(settings: Settings) -> tuple[LoweredRule, ...]:
    """The rules that this project has turned down or off, in the order of their codes."""
    return tuple(
        LoweredRule(code, RULES[code].title, _EFFECTS[lever.effect], lever.reason)
        for code, lever in sorted(settings.rules.items())
    )


def _adjusted(rule: Rule, levers: dict[str, RuleLever]) -> Rule | None:
    if rule.code not in levers:
        return rule
    effect = _EFFECTS[levers[rule.code].effect]
    return None if effect is None else replace(rule, effect=effect)


def _problems(settings: Settings) -> Iterator[str]:
    for code, lever in settings.rules.items():
        rule = RULES.get(code)
        if rule is None:
            yield f"rules.{code}: Diese Regel gibt es nicht."
        elif rule.fixed:
            yield f"rules.{code}: „{rule.title}“ lässt sich nicht abschwächen. {rule.fixed}"
        elif _EFFECTS[lever.effect] is rule.effect:
            yield f"rules.{code}: „{rule.title}“ wirkt schon als Hinweis."
