"""Names in sentences: providers with their short forms, introduced once, and modules."""

from collections.abc import Callable, Mapping, Sequence

from durchstarten_cli import grammar
from durchstarten_cli.config import Module, Provider
from durchstarten_cli.render.escape import escape
from durchstarten_cli.render.marks import without_stray
from durchstarten_cli.render.printer import Printed


class Names:
    """Filters for the names of providers; each short form is introduced where it is first needed.

    They are called in the order of the document, so the first call is the first mention.
    """

    def __init__(self) -> None:
        self._introduced: set[str] = set()

    def filters(self) -> Mapping[str, Callable[..., Printed]]:
        """The filters by the names that templates use."""
        return {
            "traeger": self.subject,
            "von_traegern": self.dative,
            "kurzname": self.bare,
        }

    def dative(self, providers: Sequence[Provider]) -> Printed:
        """Behind "von" or "laut": "der Jugendagentur (KJA)" at first, then "der KJA"."""
        return _told(grammar.join([self._of(p, p.dative, p.short_dative) for p in providers]))

    def subject(self, provider: Provider) -> Printed:
        """As the subject of a sentence: "die Jugendagentur (KJA)", then "die KJA"."""
        article = provider.article if provider.short_article is None else provider.short_article
        short = f"{article} {provider.short}".strip() if provider.short else None
        return _told(self._of(provider, f"{provider.article} {provider.name}".strip(), short))

    def bare(self, provider: Provider) -> Printed:
        """Without an article, as in lists: "Jugendagentur (KJA)", then "KJA"."""
        return _told(self._of(provider, provider.name, provider.short))

    def _of(self, provider: Provider, whole: str, short: str | None) -> str:
        """The short form, or the whole one where it is not known yet or there is no short one."""
        if provider.short is None or short is None:
            return whole
        if provider.short in self._introduced:
            return short
        self._introduced.add(provider.short)
        return whole if provider.short in provider.name else f"{whole} ({provider.short})"


def module_name(module: Module) -> Printed:
    """Baustein 6 „Teilhabemanagement“."""
    number = "" if module.number is None else f"{grammar.NBSP}{module.number}"
    return Printed(f"Baustein{number} „{escape(without_stray(module.name))}“")


def short_module_name(module: Module) -> Printed:
    """Baustein 6, or the name where there is no number."""
    if module.number is None:
        return module_name(module)
    return Printed(f"Baustein{grammar.NBSP}{module.number}")


def _told(text: str) -> Printed:
    return Printed(escape(without_stray(text)))
