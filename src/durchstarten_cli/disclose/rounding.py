"""Counts as multiples of a number, shares from true values unless they give their count away."""

from dataclasses import replace

from durchstarten_cli.config import Disclosure
from durchstarten_cli.disclose.small import PERSONAL, counts_people
from durchstarten_cli.grammar import percent
from durchstarten_cli.model import Published, Withheld


def rounded(one: Published, rule: Disclosure) -> Published:
    """The figure with its counts of people rounded, half up.

    What would be rounded to none is told as less than the first count that is not. Rows of a
    delivery stay exact unless they are as few.
    """
    if one.value is None or not counts_people(one):
        return one
    least = _first_of(rule.multiple, rule)
    few, few_in_base = one.value < least, one.base is not None and one.base < least
    if one.unit not in PERSONAL and not few:
        return one
    told = replace(
        one,
        rounded=True,
        value=None if few else _nearest(one.value, rule),
        withheld=Withheld(least) if few else None,
        base=None if few_in_base or one.base is None else _nearest(one.base, rule),
        base_withheld=Withheld(least) if few_in_base else None,
    )
    return told if _share_is_vague(told, rule) else replace(told, share=None)


def _nearest(count: float, rule: Disclosure) -> int:
    return int((2 * count + rule.multiple) // (2 * rule.multiple)) * rule.multiple


def _first_of(multiple: int, rule: Disclosure) -> int:
    """The least count that is rounded to a multiple."""
    return multiple - rule.multiple // 2


def _share_is_vague(one: Published, rule: Disclosure) -> bool:
    """Whether a share leaves as many counts possible as the threshold says."""
    if one.share is None or one.value is None or one.base is None:
        return False
    values, bases = (
        range(_first_of(int(count), rule), _first_of(int(count) + rule.multiple, rule))
        for count in (one.value, one.base)
    )
    possible = {v for v in values for b in bases if percent(v, b) == one.share}
    return len(possible) >= rule.threshold
