"""A TOML file that people write, read with a German sentence for what is wrong with it."""

import tomllib
from pathlib import Path
from typing import Any

from durchstarten_cli.errors import SettingsError


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file, a byte order mark from Notepad taken off. Raises SettingsError."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"Die Datei {path.name} fehlt.", _RESTORE) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path.name} ist nicht als UTF-8 gespeichert.", _SAVE) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} ist nicht lesbar ({_where(error)}).", _QUOTES) from None


_RESTORE = "Bitte legen Sie sie an; „durchstarten init“ zeigt, wie sie aussieht."
_SAVE = "Bitte speichern Sie sie im Editor mit der Codierung UTF-8."
_QUOTES = (
    "Häufige Gründe: ein fehlendes Anführungszeichen, oder ein Pfad mit \\ in doppelten statt "
    "in einfachen Anführungszeichen ('C:\\Ordner')."
)


def _where(error: tomllib.TOMLDecodeError) -> str:
    position = str(error).rsplit("(at ", 1)
    place = position[1].rstrip(")") if len(position) == 2 else "Stelle unbekannt"
    return (
        place.replace("line", "Zeile")
        .replace(", column", ", Spalte")
        .replace("end of document", "am Ende der Datei")
    )
