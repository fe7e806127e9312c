"""Names in sentences: providers with their short forms, introduced once, and modules."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from durchstarten_cli import grammar
from durchstarten_cli.config import Module, Provider
from durchstarten_cli.config.words import ModuleWord
from durchstarten_cli.render.escape import escape
from durchstarten_cli.render.marks import known, without_stray
from durchstarten_cli.render.printer import Printed

_CASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "nominative": ("", {"der": "der", "die": "die", "das": "das"}),
    "row": ("", {"der": "", "die": "", "das": ""}),
    "in": ("in", {"der": "im", "die": "in der", "das": "im"}),
    "out of": ("aus", {"der": "aus dem", "die": "aus der", "das": "aus dem"}),
    "to": ("zu", {"der": "zum", "die": "zur", "das": "zum"}),
    "for": ("für", {"der": "für den", "die": "für die", "das": "für das"}),
}
"""What stands before a module with a number, and before one without, by the word's article."""


class Names:
    """Filters for the names of providers; each short form is introduced where it is first needed.

    They are called in the order of the document, so the first call is the first mention.
    """

    def __init__(self, word: ModuleWord) -> None:
        self._word = word
        self._introduced: set[str] = set()

    def filters(self) -> Mapping[str, Callable[..., Printed]]:
        """The filters by the names that templates use."""
        return {
            "traeger": self.subject,
            "traeger_dativ": self.dative,
            "von_traegern": self.by,
            "nach_angaben": self.according,
            "kurzname": self.bare,
            "kurzer_baustein": self.number,
            "baustein": partial(self.module, "nominative"),
            "baustein_zeile": partial(self.module, "row"),
            "in_baustein": partial(self.module, "in"),
            "aus_baustein": partial(self.module, "out of"),
            "zu_baustein": partial(self.module, "to"),
            "fuer_baustein": partial(self.module, "for"),
        }

    def dative(self, providers: Sequence[Provider]) -> Printed:
        """Behind "laut": "der Jugendagentur (JA)" at first, then "der JA"."""
        return _told(grammar.join([self._dative(p) for p in providers]))

    def by(self, providers: Sequence[Provider]) -> Printed:
        """Who did something: "von der Jugendagentur (JA)", "vom Lotsenhaus"."""
        return _told(grammar.join([_contracted(f"von {self._dative(p)}") for p in providers]))

    def according(self, provider: Provider) -> Printed:
        """Whose words these are; where the genitive is not that of the settings, with "laut"."""
        name = self._dative(provider)
        if name.startswith("der "):
            return _told(f"nach Angaben {name}")
        with_article = name.startswith(("dem ", "den "))
        return _told(f"laut {name}" if with_article else f"nach Angaben von {name}")

    def _dative(self, provider: Provider) -> str:
        return self._of(provider, provider.dative, provider.short_dative)

    def subject(self, provider: Provider) -> Printed:
        """As the subject of a sentence: "die Jugendagentur (JA)", then "die JA"."""
        article = provider.article if provider.short_article is None else provider.short_article
        short = f"{article} {provider.short}".strip() if provider.short else None
        return _told(self._of(provider, f"{provider.article} {provider.name}".strip(), short))

    def bare(self, provider: Provider) -> Printed:
        """Without an article, as in lists: "Jugendagentur (JA)", then "JA"."""
        return _told(self._of(provider, provider.name, provider.short))

    def module(self, case: str, module: Module, short: bool = False) -> Printed:
        """Baustein 6 „Teilhabemanagement“, "in Baustein 6"; without a number "im Angebot „Lotsen“".

        `short` leaves out the name behind a number.
        """
        numbered, articles = _CASES[case]
        if module.number is None:
            article = articles[self._word.article]
            return _told(f"{article} {self._word.singular} „{module.name}“".strip())
        name = "" if short else f" „{module.name}“"
        number = f"{self._word.singular}{grammar.NBSP}{module.number}{name}"
        return _told(f"{numbered} {number}".strip())

    def number(self, module: Module) -> Printed:
        """Baustein 6, or the name where there is no number: as in brackets."""
        if module.number is None:
            return _told(f"„{module.name}“")
        return _told(f"{self._word.singular}{grammar.NBSP}{module.number}")

    def _of(self, provider: Provider, whole: str, short: str | None) -> str:
        """The short form, or the whole one where it is not known yet or there is no short one."""
        if provider.short is None or short is None:
            return whole
        if provider.short in self._introduced:
            return short
        self._introduced.add(provider.short)
        return whole if provider.short in provider.name else f"{whole} ({provider.short})"


def _told(text: str) -> Printed:
    return Printed(known(escape(without_stray(text))))


def _contracted(text: str) -> str:
    """Vom: "von dem" as it is spoken."""
    return "vom " + text.removeprefix("von dem ") if text.startswith("von dem ") else text
