"""How the files of a provider are understood, and what somebody confirms about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from durchstarten_cli import normalise
from durchstarten_cli.config import Project
from durchstarten_cli.config.project import DeliveredFile
from durchstarten_cli.config.remember import Choices, remember
from durchstarten_cli.errors import UsageError
from durchstarten_cli.normalise import Understood
from durchstarten_cli.pipeline.reading import read_file
from durchstarten_cli.tables import Sheet, Unreadable
from durchstarten_cli.vocabulary import plain, vocabulary

HINT = "„durchstarten map“ zeigt alle Überschriften und Einträge."


@dataclass(frozen=True)
class Mapped:
    """What of the files was understood, by provider; `unreadable` could not be read at all."""

    understood: tuple[Understood, ...]
    unreadable: tuple[Unreadable, ...]


def mapped(project: Project, files: Sequence[DeliveredFile]) -> Mapped:
    """How the files are understood with the settings in force."""
    sheets: dict[str, list[Sheet]] = {}
    unreadable = []
    for file in files:
        read = read_file(project, file)
        if isinstance(read, Unreadable):
            unreadable.append(read)
        else:
            sheets.setdefault(file.provider, []).extend(read)
    understood = (normalise.mapping_of(s, p, project.settings) for p, s in sheets.items())
    return Mapped(tuple(understood), tuple(unreadable))


def confirm(project: Project, understood: Understood, choices: Choices) -> Project:
    """Remember the choices; returns the project as it is then.

    Raises UsageError where a heading or an entry is not in the files or is understood already.
    """
    _refuse_strangers(understood, choices)
    return replace(project, settings=remember(project, understood.provider, choices))


def _refuse_strangers(understood: Understood, choices: Choices) -> None:
    headings = {plain(h.text) for h in understood.open_headings}
    for text in (*choices.columns, *choices.ignored):
        if plain(text) not in headings:
            raise UsageError(
                f"„{text}“ ist keine Überschrift, zu der noch etwas festzulegen wäre.", HINT
            )
    entries = {(e.column, plain(e.text)) for e in understood.open_entries if e.text}
    for column, named in choices.values.items():
        for text in named:
            if (column, plain(text)) not in entries:
                label = vocabulary().columns[column].label
                raise UsageError(
                    f"„{text}“ ist kein Eintrag der Spalte „{label}“, zu dem noch etwas "
                    "festzulegen wäre.",
                    HINT,
                )
