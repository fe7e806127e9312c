"""The number words of German: which words of a text state a number, and which one."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from durchstarten_cli.grammar import number_word

_AMOUNTS = re.compile(
    r"(?P<part>hälfte|drittel|viertel|(?:fünf|sechs|sieb|ach|neun|zehn)tel)[sn]?"
    r"|(?P<all>allesamt|alle[rn]?|sämtliche[rnms]?)"
    r"|(?P<dozen>dutzend|hundert|tausend)(?:e[rn]?|s)?|(?P<both>beide[rnm]?)"
    r"|(?P<none>niemand(?:e[mn]|s)?)"
)
_INFLECTED = re.compile(r"(zwei|drei)(?:er|en)|(\w+?)(?:mal|fach)")

IDIOM = re.compile(
    r"\b(?:auf (?:gar )?keinen Fall|keinesfalls|außer Acht|in Acht|aller Art|unter vier Augen)\b",
    re.IGNORECASE,
)
"""Words of numbers that count nothing."""


def stated(word: str) -> int | str | None:
    """What a word says: a number, a share or "alle" by its name, or None for any other word.

    Numbers are those up to 999.999 in one word, "beide", "niemand", and signs such as "½"; "ein"
    and "kein" are none: they are articles far more often. "Beides" tells of things.
    """
    text = word.casefold()
    if len(text) == 1 and (sign := unicodedata.numeric(text, None)) is not None:
        return int(sign) if sign == int(sign) else text
    if (value := _cardinal(text)) is not None:
        return value
    if found := _INFLECTED.fullmatch(text):
        return _cardinal(found[1] or found[2])
    return _amount(text)


def _amount(text: str) -> int | str | None:
    found = _AMOUNTS.fullmatch(text)
    if found is None:
        return None
    if found["both"] or found["none"]:
        return 2 if found["both"] else 0
    return "alle" if found["all"] else str(found["part"] or found["dozen"])


def _cardinal(text: str) -> int | None:
    thousands, tausend, rest = text.rpartition("tausend")
    if not tausend:
        return _below_thousand().get(text)
    many = _below_thousand().get(thousands) if thousands not in ("", "ein") else 1
    few = _below_thousand().get(rest.removeprefix("und")) if rest else 0
    return None if many is None or few is None else 1000 * many + few


@cache
def _below_thousand() -> dict[str, int]:
    small = dict(_below_hundred())
    found = {"null": 0} | small
    for hundreds, before in ((1, ""), (1, "ein"), *((n, number_word(n)) for n in range(2, 10))):
        found[f"{before}hundert"] = 100 * hundreds
        for word, number in ({"eins": 1} | small).items():
            found[f"{before}hundert{word}"] = 100 * hundreds + number
    return found


def _below_hundred() -> Iterator[tuple[str, int]]:
    """Two to ninety-nine; one is an article."""
    small = {n: number_word(n) for n in range(2, 13)}
    yield from ((word, n) for n, word in small.items())
    small[1] = "ein"
    short = small | {6: "sech", 7: "sieb"}
    yield from ((f"{short[n]}zehn", n + 10) for n in range(3, 10))
    short |= {2: "zwan"}
    for ten in range(2, 10):
        tens = "dreißig" if ten == 3 else f"{short[ten]}zig"
        yield tens, 10 * ten
        yield from ((f"{small[n]}und{tens}", 10 * ten + n) for n in range(1, 10))
