"""A file of evidence read back: what it says of inputs, definitions and figures.

It may be old, damaged or made by somebody else, so nothing of it is taken for granted.
"""

import datetime as dt
from pathlib import PurePosixPath
from typing import Any

import msgspec

from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Period

_TAKE_OURS = (
    "Bitte nehmen Sie die Datei belege.json, die „durchstarten report“ in den Ordner intern "
    "geschrieben hat, und ändern Sie nichts daran."
)


class SavedPeriod(msgspec.Struct, frozen=True):
    """Days, both included."""

    first: dt.date = msgspec.field(name="from")
    last: dt.date = msgspec.field(name="to")


class SavedInput(msgspec.Struct, frozen=True):
    """A file that the statement rests on, and its SHA-256."""

    file: str
    sha256: str


class SavedSource(msgspec.Struct, frozen=True):
    """A sheet of a delivery by its number."""

    source: int
    file: str
    provider: str
    sheet: str | None = None


class SavedRows(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows of one sheet; only their number is left (`rows` is None) once they are forgotten."""

    source: int
    count: int
    rows: str | None = None


class SavedFigure(msgspec.Struct, frozen=True):
    """A figure as it was."""

    id: str
    label: str
    definition: str
    value: int | float | None
    base: int | None
    period: SavedPeriod
    as_of: dt.date
    rows: tuple[SavedRows, ...]
    reason: str | None = None


class Saved(msgspec.Struct, frozen=True):
    """The whole of belege.json, as far as it is looked at.

    `definitions` are the settings of the figures, None in files that did not keep them yet.
    """

    reference: str
    version: str
    date: dt.date
    period: SavedPeriod
    as_of: dt.date
    inputs: tuple[SavedInput, ...]
    sources: tuple[SavedSource, ...]
    figures: tuple[SavedFigure, ...]
    definitions: dict[str, Any] | None = None

    def files_of(self, figure: SavedFigure) -> frozenset[str]:
        """The delivered files with rows behind a figure."""
        numbers = {rows.source for rows in figure.rows}
        return frozenset(s.file for s in self.sources if s.source in numbers)


def read_saved(content: bytes, name: str) -> Saved:
    """The evidence in a file of that name. Raises UsageError where it is none or damaged."""
    try:
        saved = msgspec.json.decode(content, type=Saved)
    except msgspec.ValidationError as error:
        place = str(error).partition(" - at ")[2].strip("`$. ") or "Anfang der Datei"
        raise UsageError(
            f"{name} ist beschädigt oder keine Belegdatei (bei {place}).", _TAKE_OURS
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UsageError(f"{name} lässt sich nicht als Belegdatei lesen.", _TAKE_OURS) from None
    _refuse_outside(saved, name)
    return saved


def period_of(saved: SavedPeriod) -> Period:
    """The same as the days that figures are counted over."""
    return Period(saved.first, saved.last)


def _refuse_outside(saved: Saved, name: str) -> None:
    """Evidence names files of its own project; no other is looked at."""
    for file in (entry.file for entry in saved.inputs):
        path = PurePosixPath(file)
        if path.is_absolute() or ".." in path.parts or "\\" in file or ":" in file or "\0" in file:
            raise UsageError(f"{name} nennt eine Datei außerhalb des Projekts.", _TAKE_OURS)
    if saved.period.first > saved.period.last:
        raise UsageError(f"{name} nennt einen Zeitraum, der vor seinem Beginn endet.", _TAKE_OURS)
