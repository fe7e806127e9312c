"""How templates print figures and ask for them: the German word for every count, told or not.

A count may be told exactly, rounded, as "less than three", not at all, or not be reported. Every
filter and every test says the right thing in each case, so that no template can give away a count
that is withheld: not by a number and not by a sentence that is there or missing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from durchstarten_cli import grammar
from durchstarten_cli.equations import Cell
from durchstarten_cli.model import Citation, Published, Withheld
from durchstarten_cli.render.marks import known, mark

NOT_REPORTED = "nicht gemeldet"
NOT_TOLD = "nicht genannt"
SOME = "in nicht genannter Zahl"
"""Behind a noun in the plural: "Personen in nicht genannter Zahl"."""
ROUNDED = f"rund{grammar.NBSP}"

Beside = Sequence[Published | Literal["base"]]
"""Figures in the same comparison; "base" is that of the figure itself."""


class Printed(str):
    """Text that is Markdown already and is printed as it stands."""


@dataclass(frozen=True)
class _Count:
    """A value or a base, and how much of it is told."""

    value: int | float | None
    withheld: Withheld | None
    rounded: bool

    @property
    def prefix(self) -> str:
        return ROUNDED if self.rounded else ""

    @property
    def is_secret(self) -> bool:
        """Whether not even "less than" is told."""
        return self.withheld is not None and self.withheld.below is None

    @property
    def is_singular(self) -> bool:
        """Whether its verb is in the singular: "eine Person hat", "keine Person hat"."""
        return self.value in (0, 1)


def _count(figure: Published, part: str) -> _Count:
    if part == "base":
        return _Count(figure.base, figure.base_withheld, figure.rounded)
    return _Count(figure.value, figure.withheld, figure.rounded)


class Printer:
    """Filters and tests for figures; each printing becomes a citation and a mark in the text.

    `read` collects the counts that were printed or asked for. Numbers up to `spelled` are words,
    but all are digits where one of those beside them (`beside`) is not.
    """

    def __init__(self, spelled: int = grammar.SPELLED) -> None:
        self._spelled = spelled
        self.citations: list[Citation] = []
        self.read: set[Cell] = set()

    def filters(self) -> Mapping[str, Callable[..., Printed]]:
        """The filters by the names that templates use."""
        return {
            "zahl": self.number,
            "ziffern": self.digits,
            "von": self.of_base,
            "menge": self.counted,
            "personen": self.persons,
            "anteil": self.share,
            "rund": self.about,
            "grundzahl": self.base,
            "verb": self.verb,
            "wort": self.word,
            "um": self.by,
        }

    def tests(self) -> Mapping[str, Callable[..., bool]]:
        """The questions that templates may ask: `{% if f.exits is vorhanden %}`."""
        return {
            "vorhanden": lambda figure: self.look(figure).some,
            "genannt": lambda figure: self.look(figure).withheld is None,
            "beziffert": lambda figure: bool(self.look(figure).value),
            "nicht_gemeldet": lambda figure: figure.missing,
            "verschieden": self._differ,
            "mit_grundzahl": self._has_base,
        }

    def look(self, figure: Published, part: str = "value") -> Published:
        """The figure, whose value, base or share is noted as deciding on what is said."""
        parts = ("value", "base") if part == "share" else (part,)
        self.read |= {Cell(figure.id, each) for each in parts}
        return figure

    def _differ(self, one: Published, other: Published) -> bool:
        """Whether two figures are told as different numbers."""
        told = (self.look(one).value, self.look(other).value)
        return None not in told and told[0] != told[1]

    def _has_base(self, figure: Published) -> bool:
        """Whether there is somebody in the base, as far as is told."""
        return self.look(figure, "base").base_withheld is not None or bool(figure.base)

    def _cite(self, figure: Published, printed: str, part: str = "value") -> Printed:
        self.look(figure, part)
        self.citations.append(Citation(figure.id, printed, part))
        return Printed(mark(len(self.citations) - 1, printed))

    def _limit(self, figure: Published, beside: Beside) -> int:
        """Up to which number words are used here."""
        others = [figure.base if other == "base" else other.value for other in beside]
        large = any(v > self._spelled for v in (figure.value, *others) if v is not None)
        return 0 if beside and large else self._spelled

    def number(self, figure: Published, beside: Beside = ()) -> Printed:
        """Small numbers in words, one as "eine"; "weniger als drei"; "nicht gemeldet"."""
        count, spelled = _count(figure, "value"), self._limit(figure, beside)
        return self._cite(figure, _words(count, spelled) if spelled else _digits(count))

    def digits(self, figure: Published, part: str = "value") -> Printed:
        """The number in digits, as in tables and in comparisons that mix."""
        return self._cite(figure, _digits(_count(figure, part)), part)

    def of_base(self, figure: Published, plural: str = "") -> Printed:
        """The number with its base: "4 von 7 Personen"; without it where it is not told at all."""
        if figure.missing or _count(figure, "value").is_secret:
            return self.counted(figure, plural, plural) if plural else self.digits(figure)
        secret = _count(figure, "base").is_secret
        base = "" if secret else f" von {self.digits(figure, 'base')}"
        return Printed(f"{self.digits(figure)}{base}{grammar.NBSP}{plural}".rstrip())

    def counted(
        self,
        figure: Published,
        singular: str,
        plural: str,
        one: str = "eine",
        none: str = "keine",
        part: str = "value",
        beside: Beside = (),
    ) -> Printed:
        """The number with its noun: "keine Person", "zwei Personen", "weniger als drei Personen".

        Counts that are not told at all: "Personen in nicht genannter Zahl".
        """
        count = _count(figure, part)
        if count.is_secret:
            return Printed(f"{plural} {self._cite(figure, SOME, part)}")
        spelled = self._limit(figure, beside)
        if count.withheld or count.rounded:
            words = self._cite(figure, _words(count, spelled), part)
            return Printed(f"{words}{grammar.NBSP}{plural}")
        if count.value is None:
            return Printed(f"{plural}: {self._cite(figure, NOT_REPORTED, part)}")
        whole = grammar.counted(
            int(count.value), singular, plural, one=one, none=none, spelled=spelled
        )
        number, noun = whole.split(grammar.NBSP, 1)
        return Printed(f"{self._cite(figure, number, part)}{grammar.NBSP}{noun}")

    def persons(self, figure: Published, beside: Beside = ()) -> Printed:
        """The number of persons."""
        return self.counted(figure, "Person", "Personen", beside=beside)

    def share(self, figure: Published) -> Printed:
        """The share in percent, "–" where the base is too small for one."""
        if figure.share is None:
            return Printed("–")
        return self._cite(figure, self._share(figure, grammar.share), "share")

    def about(self, figure: Published) -> Printed:
        """The share as people say it where it is near enough: "rund zwei Drittel"."""
        if figure.share is None:
            return Printed("–")
        return self._cite(figure, self._share(figure, grammar.about), "share")

    def _share(self, figure: Published, told: Callable[[float, float], str]) -> str:
        """Told from value and base where both are exact, else as disclosure gives it."""
        exact = figure.value is not None and figure.base and not figure.rounded
        if exact and figure.value is not None and figure.base:
            return told(figure.value, figure.base)
        return f"{figure.share}{grammar.NBSP}%"

    def base(self, figure: Published, singular: str = "", plural: str = "") -> Printed:
        """The base of a figure, in digits, or with its noun where one is given."""
        if not singular:
            count = _count(figure, "base")
            return self._cite(figure, count.prefix + _digits(count), "base")
        return self.counted(figure, singular, plural, part="base")

    def word(self, figure: Published, said: str) -> Printed:
        """A word that says the figure's number in a sentence of its own: "keine", "alle"."""
        return self._cite(figure, said)

    def by(self, figure: Published) -> Printed:
        """By how much another figure differs: "um 3"."""
        return Printed(f"um {self.digits(figure)}")

    def verb(self, figure: Published, singular: str, plural: str, part: str = "value") -> Printed:
        """The form of the verb that agrees with the number (or the base) as it is told."""
        agreeing = singular if _count(self.look(figure, part), part).is_singular else plural
        return Printed(known(agreeing))


def _words(count: _Count, spelled: int) -> str:
    if count.withheld:
        return SOME if count.withheld.below is None else grammar.fewer(count.withheld.below)
    if count.value is None:
        return NOT_REPORTED
    if not isinstance(count.value, int):
        return count.prefix + grammar.number(count.value)
    small = {0: "keine", 1: "eine"}.get(count.value)
    return small or count.prefix + grammar.number_word(count.value, spelled)


def _digits(count: _Count) -> str:
    if count.withheld:
        return NOT_TOLD if count.withheld.below is None else f"weniger als {count.withheld.below}"
    return NOT_REPORTED if count.value is None else grammar.number(count.value)
