"""Workbooks with a password: opened with one that is known, else told as what they are."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from durchstarten_cli.sources.problems import FileProblemError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ_ONLY = "VelvetSweatshop"
"""With this password, known to everybody, Excel saves files that are "read-only recommended"."""
LOCKED = "Die Datei ist mit einem Kennwort geschützt."
WITHOUT = "Bitte senden Sie sie ohne Kennwort oder nennen Sie uns das Kennwort."
LOCKED_CALC = (
    "Die Datei von LibreOffice ist mit einem Kennwort geschützt.",
    "Bitte speichern Sie sie ohne Kennwort oder als Excel-Arbeitsmappe (.xlsx).",
)


def unlocked(content: bytes, passwords: Iterable[str]) -> tuple[bytes, bool]:
    """The content without its protection, and whether a password was needed.

    Raises FileProblemError where none of the passwords opens it.
    """
    if _is_locked_calc(content):
        raise FileProblemError(*LOCKED_CALC)
    if not content.startswith(OLE):
        return content, False
    import msoffcrypto  # noqa: PLC0415 (only for old and for locked workbooks)

    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not locked.is_encrypted():
            return content, False
    except Exception:  # damaged, in whatever way it stumbles over; whoever reads it will say so
        return content, False
    if (opened := _opened(locked, READ_ONLY)) is not None:
        return opened, False
    return _first_opened(locked, passwords), True


def _first_opened(locked: Any, passwords: Iterable[str]) -> bytes:
    tried = False
    for password in passwords:
        tried = True
        if (opened := _opened(locked, password)) is not None:
            return opened
    wrong = " Das Kennwort dazu passt nicht." if tried else ""
    raise FileProblemError(f"{LOCKED}{wrong}", WITHOUT)


def _opened(locked: Any, password: str) -> bytes | None:
    try:
        locked.load_key(password=password)
        plain = io.BytesIO()
        locked.decrypt(plain)
    except Exception:  # a wrong password fails in many ways, depending on the kind of protection
        return None
    return plain.getvalue() if plain.getvalue().startswith((b"PK", OLE)) else None


def _is_locked_calc(content: bytes) -> bool:
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "META-INF/manifest.xml" not in archive.namelist():
                return False
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False
