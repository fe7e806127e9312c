"""LibreOffice, where a machine has it: it makes a tagged PDF of a Word file."""

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from durchstarten_cli.errors import OutputError, UsageError

PATIENCE = 180
"""Seconds after which LibreOffice is given up: on an old machine its first start takes a minute."""
_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FILTER = {
    name: {"type": "boolean", "value": "true"}
    for name in ("UseTaggedPDF", "PDFUACompliance", "ExportBookmarks")
}
_INSTEAD = "Bitte öffnen Sie die Word-Datei und speichern Sie sie in Word als PDF."


@dataclass(frozen=True)
class LibreOffice:
    """The program, and how long it may take."""

    program: Path
    patience: float = PATIENCE

    def pdf(self, word: bytes) -> bytes:
        """The Word file as a tagged PDF (PDF/UA). Raises OutputError where there is none.

        Each run has a profile of its own: one that is open already would swallow the order.
        """
        with tempfile.TemporaryDirectory(
            prefix="durchstarten-", ignore_cleanup_errors=True
        ) as place:
            folder = Path(place)
            (folder / "stellungnahme.docx").write_bytes(word)
            self._run(folder)
            try:
                return (folder / "stellungnahme.pdf").read_bytes()
            except FileNotFoundError:
                raise OutputError("LibreOffice hat kein PDF erzeugt.", _INSTEAD) from None

    def _run(self, folder: Path) -> None:
        command = [
            str(self.program),
            f"-env:UserInstallation={(folder / 'profil').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            f"pdf:writer_pdf_Export:{json.dumps(_FILTER)}",
            "--outdir",
            str(folder),
            str(folder / "stellungnahme.docx"),
        ]
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=self.patience)
        except subprocess.TimeoutExpired:
            raise OutputError(
                f"LibreOffice hat nach {self.patience:g} Sekunden noch kein PDF erzeugt.", _INSTEAD
            ) from None
        except OSError as error:
            raise OutputError("LibreOffice lässt sich nicht starten.", _INSTEAD) from error


def found(which: Callable[[str], str | None], usual: Iterable[str] = _USUAL) -> LibreOffice:
    """LibreOffice on this machine; `which` looks along the search path. Raises UsageError."""
    named = [program for program in map(which, _NAMES) if program]
    there = [*named, *(program for program in usual if Path(program).is_file())]
    if there:
        return LibreOffice(Path(there[0]))
    raise UsageError(
        "Für ein PDF wird LibreOffice gebraucht; auf diesem Rechner ist es nicht zu finden.",
        "Bitte nehmen Sie --format docx und speichern Sie die Datei in Word als PDF.",
    )
