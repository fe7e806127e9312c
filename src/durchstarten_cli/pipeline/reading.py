"""Delivered files become sheets, several at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from durchstarten_cli import sources
from durchstarten_cli.config import Project
from durchstarten_cli.config.project import DeliveredFile, no_passwords
from durchstarten_cli.tables import Sheet, Unreadable


def read_all(project: Project, files: Sequence[DeliveredFile]) -> list[list[Sheet] | Unreadable]:
    """All files, two at a time: half of reading a workbook needs no interpreter.

    Those with a password follow one after the other, since somebody may be asked for it.
    """
    unasked = partial(read_file, replace(project, passwords=no_passwords))
    with ThreadPoolExecutor(2) as pool:
        read = list(pool.map(unasked, files))
    return [
        read_file(project, file) if _is_locked(item) else item
        for file, item in zip(files, read, strict=True)
    ]


def _is_locked(item: list[Sheet] | Unreadable) -> bool:
    return isinstance(item, Unreadable) and item.reason == sources.LOCKED


def read_file(project: Project, file: DeliveredFile) -> list[Sheet] | Unreadable:
    """The sheets of a file, or why it cannot be read."""
    name = project.relative(file.path)
    return sources.read(file.path, name, file.provider, file.delivered, project.passwords)
