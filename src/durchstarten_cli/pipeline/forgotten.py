"""The record of what was deleted after its retention (intern/geloescht.json in the project)."""

import datetime as dt
from pathlib import Path

import msgspec

from durchstarten_cli.config import Project
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.grammar import day

RECORD = "intern/geloescht.json"


class ForgottenFile(msgspec.Struct, frozen=True):
    """A delivered file that is gone, and by what it could be known again."""

    file: str
    sha256: str
    provider: str
    delivered: dt.date


class ForgottenEvidence(msgspec.Struct, frozen=True):
    """A file of evidence whose rows are gone: its SHA-256 before and after, how many rows."""

    file: str
    sha256_before: str
    sha256_after: str
    rows: int


class Forgotten(msgspec.Struct, frozen=True):
    """One deletion: when, up to which day of delivery, by which rule, and what went."""

    on: dt.date
    before: dt.date
    months: int
    after: str
    files: tuple[ForgottenFile, ...]
    evidence: tuple[ForgottenEvidence, ...]


def read_forgotten(project: Project) -> tuple[Forgotten, ...]:
    """All deletions so far. Raises SettingsError for a damaged record."""
    path = project.root / RECORD
    if not path.is_file():
        return ()
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Forgotten, ...])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise SettingsError(
            f"Die Datei {RECORD} ist beschädigt.",
            "Bitte stellen Sie die letzte Sicherung wieder her; sie weist nach, was gelöscht ist.",
        ) from None


def forgotten_files(project: Project) -> dict[tuple[str, str], dt.date]:
    """Name and SHA-256 of every file that was deleted, with the day."""
    return {(f.file, f.sha256): one.on for one in read_forgotten(project) for f in one.files}


def notes_on_forgotten(project: Project) -> list[str]:
    """A sentence per provider whose last delivery was deleted, so that nothing can be counted."""
    left = {file.provider for file in project.deliveries()}
    days = {f.provider: one.on for one in read_forgotten(project) for f in one.files}
    return [
        f"Die Lieferungen von „{_name(project, provider)}“ wurden am {day(on)} nach Ablauf der "
        "Aufbewahrung gelöscht. Was gezählt war, steht in den Belegen unter ausgabe; „durchstarten "
        "verify“ zeigt, was davon noch zu prüfen ist."
        for provider, on in days.items()
        if provider not in left
    ]


def _name(project: Project, provider: str) -> str:
    known = project.settings.providers.get(provider)
    return known.name if known else provider


def record_path(project: Project) -> Path:
    """Where the record is."""
    return project.root / RECORD
