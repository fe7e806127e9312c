"""Why a file cannot be read."""


class FileProblemError(Exception):
    """`reason` and `remedy` are whole German sentences for the provider."""

    def __init__(self, reason: str, remedy: str = "Bitte senden Sie die Datei erneut.") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


MAX_CELLS = 60_000_000
FAR_CELL = (
    "Ein Blatt reicht bis in eine weit entfernte, fast leere Zelle.",
    "Bitte löschen Sie die leeren Zeilen und Spalten hinter der Tabelle "
    "und senden Sie die Datei erneut.",
)
DOCTYPE = "Die Datei enthält eine unzulässige Dokumenttyp-Angabe."


def check_extent(rows: int, columns: int) -> None:
    """Refuse sheets whose used area is far larger than their content (one far cell suffices)."""
    if rows * columns > MAX_CELLS:
        raise FileProblemError(*FAR_CELL)
