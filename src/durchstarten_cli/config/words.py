"""House words: how an office calls participants and modules, with the forms that sentences need."""

from typing import Annotated, Literal

from msgspec import Meta, field

from durchstarten_cli.config.section import Section

Spelled = Annotated[int, Meta(ge=0, le=12)]


class Participants(Section, frozen=True, kw_only=True):
    """The word for the participants: "Teilnehmende", "der Teilnehmenden", "mit Teilnehmenden"."""

    plural: str = "Teilnehmende"
    genitive: str = "Teilnehmenden"
    dative: str = "Teilnehmenden"


class ModuleWord(Section, frozen=True, kw_only=True):
    """The word for a module: "der Baustein", "alle Bausteine", "in den Bausteinen"."""

    singular: str = "Baustein"
    article: Literal["der", "die", "das"] = "der"
    plural: str = "Bausteine"
    dative: str = "Bausteinen"


class Words(Section, frozen=True, kw_only=True):
    """The words of a statement.

    Numbers from two to `spelled` are written as words. `labels` give the entries of a column (by
    their codes) other names than the word list has.
    """

    spelled: Spelled = 12
    participants: Participants = Participants()
    module: ModuleWord = ModuleWord()
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def label(self, column: str, code: str, usual: str) -> str:
        """The house word for a code, else the usual one."""
        return self.labels.get(column, {}).get(code, usual)


class Fact(Section, frozen=True, kw_only=True):
    """Words in texts of the project that state a number or compare, and where they come from."""

    text: str
    source: str

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.source.strip():
            raise ValueError("text und source dürfen nicht leer sein.")
