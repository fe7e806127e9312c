"""What people confirm about a provider's headings and entries goes into durchstarten.toml.

Comments, order and line ends of the file stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit
from tomlkit.items import Comment, InlineTable, Table, Whitespace

from durchstarten_cli.config.project import SETTINGS, Project, settings_of
from durchstarten_cli.config.settings import Settings
from durchstarten_cli.files import write_all

BOM = "\ufeff"
Body = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Choices:
    """Headings and the columns they name, entries and their codes by column, headings not read."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """How many things were chosen."""
        return len(self.columns) + len(self.ignored) + sum(map(len, self.values.values()))

    def __bool__(self) -> bool:
        """Whether anything was chosen."""
        return self.number > 0


def remember(project: Project, provider: str, choices: Choices) -> Settings:
    """Write the choices into the settings; returns the settings as they are then.

    Raises OutputError, and SettingsError where a choice names what does not exist; then nothing is
    written.
    """
    path = project.root / SETTINGS
    before = path.read_bytes().decode("utf-8-sig")
    after = _with_choices(before.replace("\r\n", "\n"), provider, choices)
    if "\r\n" in before:
        after = after.replace("\n", "\r\n")
    settings = settings_of(after)
    write_all({path: after.encode("utf-8")}, force=True)
    return settings


def _with_choices(text: str, provider: str, choices: Choices) -> str:
    document = tomlkit.parse(text)
    section: Any = document["providers"][provider]
    following = _taken_off(section)
    if choices.ignored:
        known = list(section.get("ignored", []))
        section["ignored"] = [*known, *(text for text in choices.ignored if text not in known)]
    if choices.columns:
        _add(section, "columns", choices.columns)
    for column, entries in choices.values.items():
        if "values" not in section:
            section["values"] = _new(section, is_super_table=True)
        _add(section["values"], column, entries)
    if following:
        _deepest(section).extend(following)
    return tomlkit.dumps(document)


def _add(section: Any, name: str, entries: Mapping[str, str]) -> None:
    """Enter the pairs into a table, which is made where there is none."""
    if name not in section:
        section[name] = _new(section)
    for key, value in entries.items():
        section[name][key] = value


def _new(section: Any, *, is_super_table: bool = False) -> Table | InlineTable:
    """A table as the one around it is written: with a heading, or in one line."""
    if isinstance(section, InlineTable):
        return tomlkit.inline_table()
    return tomlkit.table(is_super_table=is_super_table)


def _deepest(section: Table) -> Body:
    """The lines at whose end the next section begins: those of the last table within."""
    body: Body = section.value.body
    last = next((item for _, item in reversed(body) if not isinstance(item, Whitespace)), None)
    return _deepest(last) if isinstance(last, Table) else body


def _taken_off(section: Any) -> Body:
    """Take off what belongs to the next section: the comments right before it, and the gap."""
    if not isinstance(section, Table):  # written in one line, or in pieces all over the file
        return []
    body, taken = _deepest(section), list[tuple[Any, Any]]()
    while body and isinstance(body[-1][1], Comment):
        taken.insert(0, body.pop())
    while body and isinstance(body[-1][1], Whitespace):
        taken.insert(0, body.pop())
    return taken
