"""Help in German: the list of commands by whom they are for, and the words around the options."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

GROUPS = ("Alltag", "Nachfragen", "für Träger", "Technik")
WORDS = {
    "Usage:": "Aufruf:",
    "[OPTIONS] COMMAND [ARGS]...": "[OPTIONEN] BEFEHL …",
    "[OPTIONS]": "[OPTIONEN]",
    "Arguments:": "Angaben:",
    "Options:": "Optionen:",
    "[required]": "[nötig]",
    "Show this message and exit.": "Diese Hilfe zeigen.",
}


def _german(text: str) -> str:
    for english, german in WORDS.items():
        text = text.replace(english, german)
    return text


class GermanCommand(TyperCommand):
    """A command whose help is German throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help with its fixed words in German."""
        return _german(super().get_help(ctx))


class GroupedCommands(TyperGroup):
    """Lists the commands under the headings of GROUPS, in the order in which they were entered."""

    def get_help(self, ctx: Any) -> str:
        """The help with its fixed words in German."""
        return _german(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Commands in the order of entry, not of the alphabet."""
        return list(self.commands)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write one section per group; a command's group is its `rich_help_panel`."""
        for group in GROUPS:
            members = [
                (name, command.get_short_help_str(limit=90))
                for name, command in self.commands.items()
                if getattr(command, "rich_help_panel", None) == group
            ]
            if members:
                with formatter.section(group):
                    formatter.write_dl(members)
