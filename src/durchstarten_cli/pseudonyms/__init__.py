"""Stage: a provider's list with names becomes a copy that knows its persons by pseudonyms only."""

from durchstarten_cli.pseudonyms.check import refuse_names, verify
from durchstarten_cli.pseudonyms.copy import Copy, copy_of
from durchstarten_cli.pseudonyms.keys import Key, load, write_new
from durchstarten_cli.pseudonyms.names import VERSION
from durchstarten_cli.pseudonyms.notes import Notes
from durchstarten_cli.pseudonyms.workbook import copied_workbook

__all__ = [
    "VERSION",
    "Copy",
    "Key",
    "Notes",
    "copied_workbook",
    "copy_of",
    "load",
    "refuse_names",
    "verify",
    "write_new",
]
