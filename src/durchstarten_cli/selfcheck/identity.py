"""One line of the table of identities: what holds among the measures of a scope."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Identity:
    """An equation over measures; "handover/base" is a base. See `equations.Equation`."""

    name: str
    sentence: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    equal: bool = True
    rest: bool = False

    @cached_property
    def figures(self) -> frozenset[str]:
        """The names of the figures that it needs."""
        return frozenset(name.partition("/")[0] for name in self.left + self.right)


def adds_up(name: str, sentence: str, left: tuple[str, ...], *right: str) -> Identity:
    return Identity(name, sentence, left, right)


def within(part: str, whole: str, sentence: str) -> Identity:
    """Persons (or cases) of a part are some of those of the whole."""
    return Identity(f"{part} in {whole}", sentence, (part,), (whole,), equal=False, rest=True)


def at_most(name: str, sentence: str, left: tuple[str, ...], *right: str) -> Identity:
    """A bound that counts nothing by what is left."""
    return Identity(name, sentence, left, right, equal=False)
