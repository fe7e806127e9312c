"""Passwords of workbooks: from a file, or typed where somebody sits at the terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path

from durchstarten_cli.errors import UsageError

ATTEMPTS = 3


class Passwords:
    """Those of a file, line by line, then those typed; what was typed is tried on other files, too.

    `ask` shows a question and returns what is typed, or is None where nobody can be asked.
    """

    def __init__(self, file: Path | None, ask: Callable[[str], str] | None) -> None:
        self._known = _lines(file) if file else []
        self._ask = ask
        self._given_up: set[str] = set()

    def __call__(self, name: str) -> Iterator[str]:
        """Passwords to try on the file of that name, until one fits."""
        yield from list(self._known)
        for _ in range(ATTEMPTS):
            if self._ask is None or name in self._given_up:
                return
            if not (typed := self._ask(f"Kennwort für {name} (Eingabetaste: keines): ")):
                break
            self._known.append(typed)
            yield typed
        self._given_up.add(name)


def _lines(file: Path) -> list[str]:
    """The passwords of a text file, one per line. Raises UsageError."""
    try:
        return [line for line in file.read_bytes().decode("utf-8-sig").splitlines() if line]
    except FileNotFoundError:
        raise UsageError(
            f"Die Kennwortdatei {file.name} gibt es nicht.", "Bitte prüfen Sie den Pfad."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"Die Kennwortdatei {file.name} ist nicht lesbar.",
            "Bitte legen Sie eine Textdatei an (Codierung UTF-8), mit einem Kennwort je Zeile.",
        ) from None
