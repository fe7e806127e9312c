"""The key that providers share and nobody else has: a small text file."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from pathlib import Path

from durchstarten_cli.config.project import SETTINGS
from durchstarten_cli.errors import UsageError
from durchstarten_cli.files import write_private

SIZE = 32
MARK = "# Schlüssel für Pseudonyme (durchstarten)."
COMMENT = (
    f"{MARK} Nur die Träger bewahren ihn auf, jeder an einem sicheren Ort; die Kommune und andere "
    "Stellen bekommen ihn nie."
)
_KEY = re.compile(rf"[0-9a-fA-F]{{{2 * SIZE}}}")
_LONGEST = 4096
_SAFE_PLACE = "Bitte wählen Sie einen Ordner, den nur die Träger öffnen können."


@dataclass(frozen=True)
class Key:
    """The secret, and a sign by which providers see that they use the same one."""

    secret: bytes = field(repr=False)

    @property
    def sign(self) -> str:
        """Eight digits that tell keys apart and nothing about them."""
        return hmac.new(self.secret, b"durchstarten sign", hashlib.sha256).hexdigest()[:8]


def write_new(path: Path, secret: bytes) -> Key:
    """Write a key to a new file that only its owner may read. Raises DurchstartenError."""
    refuse_in_project(path)
    write_private(path, f"{COMMENT}\n{secret.hex()}\n".encode())
    return Key(secret)


def refuse_in_project(path: Path) -> None:
    """Raise UsageError for a place inside a project folder: there the office would have the key."""
    folders = {*path.absolute().parents, *path.resolve().parents}
    if any((folder / SETTINGS).is_file() for folder in folders):
        raise UsageError(
            "Der Schlüssel darf nicht in einem Projektordner liegen: Nur die Träger kennen ihn, "
            "nie die Stelle, die zählt.",
            _SAFE_PLACE,
        )


def load(path: Path) -> Key:
    """The key in a file. Raises UsageError where it is none of ours or damaged."""
    refuse_in_project(path)
    lines = _lines(path)
    if not lines or not lines[0].startswith(MARK):
        raise UsageError(
            f"{path.name} ist keine Schlüsseldatei dieses Programms.",
            "Bitte nennen Sie die Datei, die „durchstarten key“ geschrieben hat.",
        )
    told = [line for line in lines if line and not line.startswith("#")]
    if len(told) != 1 or not _KEY.fullmatch(told[0]):
        raise UsageError(
            f"Der Schlüssel in {path.name} ist beschädigt: Nötig ist eine Zeile mit "
            f"{2 * SIZE} Zeichen aus 0–9 und a–f.",
            "Bitte verwenden Sie eine unveränderte Kopie der Datei.",
        )
    return Key(bytes.fromhex(told[0]))


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            text = file.read(_LONGEST).decode("utf-8-sig", errors="replace")
    except OSError:
        raise UsageError(
            f"Die Schlüsseldatei {path.name} lässt sich nicht öffnen.", "Bitte prüfen Sie den Pfad."
        ) from None
    return [line.strip() for line in text.splitlines()]
