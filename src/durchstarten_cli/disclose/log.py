"""The decision on small counts as a record: the rule, who set it and why, each count withheld."""

from collections.abc import Iterator, Mapping
from typing import Any

from durchstarten_cli.config import Disclosure
from durchstarten_cli.disclose.known import Known
from durchstarten_cli.disclose.publish import Disclosed
from durchstarten_cli.disclose.small import Hidden, value_of
from durchstarten_cli.equations import Cell
from durchstarten_cli.model import Figure


def rule_in_words(rule: Disclosure) -> dict[str, Any]:
    """What was decided, by whom and why."""
    return {
        "mode": rule.mode,
        "threshold": rule.threshold,
        "multiple": rule.multiple,
        "decided_by": rule.decided_by,
        "reason": rule.reason,
        "overrides": [
            {"figure": one.figure, "show": one.show, "reason": one.reason} for one in rule.overrides
        ],
    }


def decision_log(
    rule: Disclosure, disclosed: Disclosed, known: Known, figures: Mapping[str, Figure]
) -> dict[str, Any]:
    """The record, for internal use only: it holds the true counts."""
    beyond = sorted(known.open - set(disclosed.public))
    return {
        "rule": rule_in_words(rule),
        "withheld": list(_withheld(disclosed, figures)),
        "derivable": [str(cell) for cell in disclosed.derivable],
        "public": [_public(cell, rule, figures) for cell in disclosed.public],
        "derivable_before": [str(cell) for cell in beyond],
    }


def _public(cell: Cell, rule: Disclosure, figures: Mapping[str, Figure]) -> dict[str, Any]:
    """A count that is withheld although it is public, and why it is, where that was decided."""
    reasons = [one.reason for one in rule.overrides if one.figure == cell.figure]
    return {
        "figure": cell.figure,
        "part": cell.part,
        "label": figures[cell.figure].label,
        "value": value_of(cell, figures),
        "decided": reasons[0] if reasons else None,
    }


def _withheld(disclosed: Disclosed, figures: Mapping[str, Figure]) -> Iterator[dict[str, Any]]:
    for hidden in disclosed.hidden:
        cell = hidden.cell
        yield {
            "figure": cell.figure,
            "part": cell.part,
            "label": figures[cell.figure].label,
            "value": value_of(cell, figures),
            "why": str(hidden.why),
            "protects": _protected(hidden),
        }


def _protected(hidden: Hidden) -> str | None:
    return None if hidden.for_ is None else str(hidden.for_)
