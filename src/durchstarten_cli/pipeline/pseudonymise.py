"""From a provider's list with names to a copy that knows its persons by pseudonyms only."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from durchstarten_cli import normalise, pseudonyms, sources
from durchstarten_cli.config.project import Passwords
from durchstarten_cli.errors import UsageError
from durchstarten_cli.files import write_all
from durchstarten_cli.pseudonyms import Copy, Key
from durchstarten_cli.tables import Unreadable

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Pseudonymised:
    """The copy as written: where, with which key, what is in it."""

    path: Path
    key: Key
    copy: Copy


def pseudonymise(
    file: Path,
    key_file: Path,
    output: Path | None,
    today: dt.date,
    passwords: Passwords,
    *,
    force: bool,
) -> Pseudonymised:
    """Write the copy of a list, whole or not at all. Raises DurchstartenError, and then nothing."""
    key = pseudonyms.load(key_file)
    target = _target(file, output, today)
    if target.resolve() in (file.resolve(), key_file.resolve()):
        raise UsageError(
            "Die Kopie würde Ihre Datei oder den Schlüssel überschreiben.",
            "Bitte nennen Sie hinter --output eine andere Datei.",
        )
    read = sources.read(_existing(file), file.name, "", None, passwords)
    if isinstance(read, Unreadable):
        raise UsageError(read.reason, read.remedy)
    sheets = normalise.rosters(read)
    copy = pseudonyms.copy_of(sheets, key, today)
    if output:
        pseudonyms.refuse_names(target, sheets)
    content = pseudonyms.copied_workbook(copy.pages)
    pseudonyms.verify(content, copy.pages)
    write_all({target: content}, force=force)
    return Pseudonymised(target, key, copy)


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise UsageError("Die angegebene Datei gibt es nicht.", "Bitte prüfen Sie den Pfad.")
    return file


def _target(file: Path, output: Path | None, today: dt.date) -> Path:
    """The file named, or one beside the list; its own name may hold names and is not taken."""
    name = f"pseudonymisiert_{today.isoformat()}{SUFFIX}"
    if output is None:
        return file.parent / name
    if output.is_dir():
        return output / name
    if output.suffix.lower() != SUFFIX:
        raise UsageError(
            f"Die Kopie ist eine Excel-Arbeitsmappe; ihr Name endet auf {SUFFIX}.",
            f"Bitte nennen Sie hinter --output einen Namen wie kopie{SUFFIX}.",
        )
    return output
