"""What may go wrong for a user: a sentence on what and where, one on what to do, an exit code."""


class DurchstartenError(Exception):
    """Base of all errors a user may see.

    `message` says what is wrong and where, `remedy` what to do; both are whole German sentences
    without personal data. `exit_code` is the program's exit status.
    """

    exit_code = 2

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(DurchstartenError):
    """The call asks for something that does not exist or cannot be."""


class SettingsError(DurchstartenError):
    """A file of the project folder that people write (settings, inquiry, templates) is wrong."""


class OutputError(DurchstartenError):
    """A result cannot be written: it exists, is open elsewhere, or the disk is full."""


class RefusalError(DurchstartenError):
    """The work was done, but something stands in the way of what was asked for."""

    exit_code = 1
