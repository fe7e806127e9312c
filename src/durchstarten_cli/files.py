"""Writing files so that they appear whole or not at all."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from durchstarten_cli.errors import OutputError

FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def write_all(files: Mapping[Path, bytes], *, force: bool) -> None:
    """Write all files or none; existing ones only with `force`.

    Every file is first written whole beside its place, then all are moved; whatever stops that
    (a full disk, an open document, Ctrl-C), everything is put back as it was. Raises OutputError.
    """
    _refuse_existing(files, force)
    done = _Steps()
    try:
        for path, content in files.items():
            done.stage(path, content)
        done.move_all()
    except OSError as error:
        done.undo()
        raise _explained(error, files) from error
    except BaseException:
        done.undo()
        raise


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read; an existing one stays. Raises OutputError."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OutputError(
            f"{path} gibt es schon; es wurde nichts geschrieben.",
            "Bitte wählen Sie einen anderen Namen: Ein Schlüssel wird nie überschrieben.",
        ) from None
    except OSError as error:
        raise OutputError(
            f"{path.name} lässt sich nicht schreiben.", "Bitte prüfen Sie Ordner und Rechte."
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _explained(error, {path: content}) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def no_room() -> OutputError:
    """What is said where the disk is full, or a limit for files or users is reached."""
    return OutputError(
        "Auf dem Datenträger ist kein Platz mehr; es wurde nichts geschrieben.",
        "Bitte schaffen Sie Platz oder wählen Sie einen anderen Ordner.",
    )


def refuse_open(path: Path) -> None:
    """Raise OutputError where a program holds a document open (its owner file tells).

    Word puts "~$" in place of the first two letters (of short names fewer), Excel before them.
    """
    name = path.name
    owners = (f"~${name[2:]}", f"~${name[1:]}", f"~${name}", f".~lock.{name}#")
    if any((path.parent / owner).exists() for owner in owners):
        raise OutputError(
            f"{path.name} ist gerade in Word oder Excel geöffnet.",
            "Bitte schließen Sie das Dokument und rufen Sie den Befehl noch einmal auf.",
        )


class _Steps:
    """What writing has done so far, and how to undo it."""

    def __init__(self) -> None:
        self._folders: list[Path] = []
        self._staged: dict[Path, Path] = {}
        self._before: dict[Path, bytes | None] = {}

    def stage(self, path: Path, content: bytes) -> None:
        """Write a file whole beside its place."""
        missing = [p for p in (path.parent, *path.parent.parents) if not p.exists()]
        self._folders += reversed(missing)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".durchstarten-", dir=path.parent)
        self._staged[path] = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)

    def move_all(self) -> None:
        """Move all staged files to their places."""
        for path, staged in self._staged.items():
            self._before[path] = path.read_bytes() if path.exists() else None
            os.replace(staged, path)

    def undo(self) -> None:
        """Put everything back: staged files and new folders go, replaced files return."""
        for path, staged in self._staged.items():
            before = self._before.get(path)
            if staged.exists():  # never moved: `path` is as it was, and may be held open
                staged.unlink()
            elif before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        for folder in reversed(self._folders):
            with contextlib.suppress(OSError):
                folder.rmdir()


def _refuse_existing(files: Mapping[Path, bytes], force: bool) -> None:
    for path in files:
        refuse_open(path)
        if path.exists() and not force:
            raise OutputError(
                f"{path} gibt es schon; es wurde nichts geschrieben.",
                "Bitte wählen Sie einen anderen Ordner oder überschreiben Sie mit --force.",
            )


def _explained(error: OSError, files: Mapping[Path, bytes]) -> OutputError:
    if error.errno in FULL:
        return no_room()
    if isinstance(error, PermissionError):
        name = Path(str(error.filename2 or error.filename or "")).name
        told = name if name in {path.name for path in files} else "Das Ergebnis"
        return OutputError(
            f"{told} lässt sich nicht schreiben.",
            "Ist die Datei in Word oder Excel geöffnet, schließen Sie sie bitte; sonst fehlt "
            "das Recht.",
        )
    return OutputError(
        "Das Ergebnis lässt sich nicht schreiben: der Ordner ist nicht erreichbar.",
        "Bitte prüfen Sie den Pfad oder wählen Sie einen anderen Ordner.",
    )
