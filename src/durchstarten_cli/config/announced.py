"""Figures that were made public before (veroeffentlicht.toml): value, day and source.

The German comments beside these keys stand in templates/projekt/veroeffentlicht.toml.
"""

import datetime as dt
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from durchstarten_cli import periods
from durchstarten_cli.config.decode import decode
from durchstarten_cli.config.section import Section
from durchstarten_cli.config.toml_file import read_toml
from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Period

ANNOUNCED = "veroeffentlicht.toml"
MOST = 10**9
"""More than any count of a programme."""


class Announcement(Section, frozen=True, kw_only=True):
    """A figure (by its id) that was made public, when and where.

    `period` is the one it was told for, without it that of the statement; `evidence` names the
    belege.json of that time as a path in the project folder.
    """

    figure: str
    value: Annotated[float, Meta(ge=0, le=MOST)]
    on: dt.date
    source: str
    period: str | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError("source: Die Quelle fehlt.")
        try:
            periods.parse("2000" if self.period is None else self.period)
        except UsageError as error:
            raise ValueError(f"period: {error.message}") from None

    @property
    def told(self) -> int | float:
        """The value, whole where it is."""
        return int(self.value) if self.value.is_integer() else self.value

    @property
    def days(self) -> Period | None:
        """The period it was told for, None for that of the statement."""
        return None if self.period is None else periods.parse(self.period)


class Announcements(Section, frozen=True, kw_only=True):
    """The whole of veroeffentlicht.toml."""

    figures: tuple[Announcement, ...] = ()


def announcements(root: Path) -> tuple[Announcement, ...]:
    """What was made public before; nothing where there is no such file. Raises SettingsError."""
    path = root / ANNOUNCED
    if not path.is_file():
        return ()
    return decode(read_toml(path), Announcements, ANNOUNCED).figures
