"""befehle.md: what --help says, for every command."""

from collections.abc import Mapping
from typing import Any, Protocol

from durchstarten_cli.docpages.markdown import page

WIDTH = 80

INTRODUCTION = """\
# Befehle

In einem Projektordner brauchen die Befehle keinen Pfad. Was sie ermitteln, steht auf der
Standardausgabe, alles andere auf der Fehlerausgabe. Der Rückgabewert ist 0, wenn alles getan ist;
1, wenn es getan ist, aber etwas im Weg steht (eine zurückgewiesene Lieferung, eine offene Lücke,
eine gescheiterte Prüfung); 2 bei einem falschen Aufruf oder falschen Einstellungen; 3 bei einem
Fehler des Programms. Was `--json` ausgibt, steht in [json.md](json.md)."""


class Command(Protocol):
    """A command, as far as its help is concerned."""

    @property
    def context_class(self) -> Any: ...

    def get_help(self, ctx: Any) -> str: ...


class Group(Command, Protocol):
    """A command that has commands."""

    @property
    def commands(self) -> Mapping[str, Any]: ...


def commands_page(program: Group) -> str:
    """The help of the program, then that of each command, at 80 columns whatever the terminal."""
    context = program.context_class(program, info_name="durchstarten", terminal_width=WIDTH)
    parts = [f"## Übersicht\n\n{_block(program.get_help(context))}"]
    for name, command in program.commands.items():
        below = command.context_class(command, info_name=name, parent=context)
        parts.append(f"## {name}\n\n{_block(command.get_help(below))}")
    return page(INTRODUCTION, *parts)


def _block(text: str) -> str:
    lines = (line.rstrip() for line in text.strip().splitlines())
    return "\n".join(["```text", *lines, "```"])
