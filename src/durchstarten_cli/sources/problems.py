"""Why a file cannot be read."""


class FileProblemError(Exception):
    """`reason` and `remedy` are whole German sentences for the provider."""

    def __init__(self, reason: str, remedy: str = "Bitte senden Sie die Datei erneut.") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
