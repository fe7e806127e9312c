"""The notes that somebody has looked at and explained (geklaert.csv in the project folder)."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.files import write_all
from durchstarten_cli.model import NoteKey, Settled

FILE = "geklaert.csv"
HEADER = ("Träger", "Regel", "Kennung", "Werte", "Grund", "Kürzel", "Am")


def read_settlements(root: Path) -> dict[NoteKey, Settled]:
    """All settled notes of a project. Raises SettingsError for a file that is not ours."""
    path = root / FILE
    if not path.is_file():
        return {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text), delimiter=";")
        if tuple(header) != HEADER:
            raise ValueError
        return {
            NoteKey(*row[:4]): Settled(row[4], row[5], dt.date.fromisoformat(row[6]))
            for row in ([_unguarded(cell) for cell in line] for line in rows if line)
        }
    except (UnicodeDecodeError, ValueError, IndexError, csv.Error):
        raise SettingsError(
            f"Die Datei {FILE} ist nicht lesbar.",
            "Bitte stellen Sie die letzte Sicherung wieder her oder löschen Sie die Datei; dann "
            "gilt kein Hinweis mehr als geklärt.",
        ) from None


def write_settlements(root: Path, settlements: Mapping[NoteKey, Settled]) -> None:
    """Write them all, in order, so that Excel opens the file. Raises OutputError."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(_rows(settlements.items()))
    write_all({root / FILE: out.getvalue().encode("utf-8-sig")}, force=True)


def _rows(settlements: Iterable[tuple[NoteKey, Settled]]) -> list[tuple[str, ...]]:
    rows = [(*astuple(key), s.reason, s.by, s.on.isoformat()) for key, s in settlements]
    return sorted(tuple(map(_guarded, row)) for row in rows)


def _guarded(cell: str) -> str:
    """An apostrophe before what Excel would take for a formula: ids and reasons are not ours."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "'")) else cell


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")
