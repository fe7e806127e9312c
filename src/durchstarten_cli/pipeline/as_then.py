"""What evidence of an earlier day rests on, looked up in the project of today."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import msgspec

from durchstarten_cli import evidence
from durchstarten_cli.config import Definitions, Project
from durchstarten_cli.config.decode import decode
from durchstarten_cli.config.project import DELIVERIES, DeliveredFile
from durchstarten_cli.errors import SettingsError, UsageError


def read_evidence(path: Path) -> evidence.Saved:
    """The evidence in a file. Raises UsageError where there is none."""
    if path.is_dir():
        raise UsageError(f"{path} ist ein Ordner.", "Bitte nennen Sie die Datei belege.json darin.")
    if not path.is_file():
        raise UsageError(f"Die Datei {path} gibt es nicht.", "Bitte prüfen Sie den Pfad.")
    return evidence.read_saved(path.read_bytes(), path.name)


def deliveries_among(project: Project, inputs: Iterable[str]) -> list[DeliveredFile]:
    """The delivered files among inputs named, in order; those of providers unknown today are left
    out."""
    names = sorted(name for name in inputs if is_delivery(name))
    return [file for name in names if (file := _delivered(project, name))]


def is_delivery(name: str) -> bool:
    """Whether an input is a delivered file."""
    return name.split("/")[0] == DELIVERIES


def _delivered(project: Project, name: str) -> DeliveredFile | None:
    """A delivered file by its name; None where its provider is no longer in the settings."""
    _, provider, day, *_ = [*name.split("/"), "", ""]
    try:
        delivered = dt.date.fromisoformat(day)
    except ValueError:
        return None
    known = provider in project.settings.providers
    return DeliveredFile(project.root / name, provider, delivered) if known else None


def with_definitions_of(project: Project, saved: evidence.Saved) -> Project | None:
    """The project with the definitions of the evidence; None where they mean nothing any more."""
    try:
        then = decode(saved.definitions or {}, Definitions, "belege.json")
    except SettingsError:
        return None
    return replace(project, settings=msgspec.structs.replace(project.settings, definitions=then))
