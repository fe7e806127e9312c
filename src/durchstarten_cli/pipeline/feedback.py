"""Workbooks that go back to providers, one per delivered file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from durchstarten_cli import answer, sources
from durchstarten_cli.config import Project
from durchstarten_cli.config.project import DeliveredFile
from durchstarten_cli.feedback import Original, feedback_workbook
from durchstarten_cli.files import write_all
from durchstarten_cli.model import Delivery
from durchstarten_cli.pipeline.examine import Examined, Findings
from durchstarten_cli.pipeline.reading import read_file
from durchstarten_cli.tables import Unreadable

NAMES, LIKE_NAMES = "F04", "P02"
"""The rules on names, in a column of their own or as ids: no copy of them goes back."""


@dataclass(frozen=True)
class Returned:
    """Names of the workbooks written, and the files that get none because they hold names.

    Of `refused` those that only have ids like names are told with their providers in `like_names`.
    `unprotected` are files that came with a password, which their copies do not have.
    """

    written: tuple[str, ...]
    refused: tuple[str, ...]
    like_names: Mapping[str, str]
    unprotected: tuple[str, ...]


def write_feedback(
    project: Project,
    files: Sequence[DeliveredFile],
    examined: Examined,
    result: Findings,
    folder: Path,
    *,
    force: bool,
) -> Returned:
    """Write a workbook for every file into a folder, all or none. Raises OutputError."""
    with_names, like_names = _with_names(result)
    contents: dict[Path, bytes] = {}
    refused, unprotected = list[str](), list[str]()
    for file, delivery in _pairs(project, files, result.deliveries):
        if delivery.file in with_names or delivery.file in like_names:
            refused.append(delivery.file)
        else:
            name = _name(delivery, {path.name for path in contents})
            original, protected = _original(project, file, delivery, examined)
            contents[folder / name] = _workbook(original, delivery, result)
            unprotected += [delivery.file] if protected else []
    write_all(contents, force=force)
    names = tuple(path.name for path in contents)
    return Returned(names, tuple(refused), like_names, tuple(unprotected))


def _with_names(result: Findings) -> tuple[set[str], dict[str, str]]:
    """The files with a column of names, and those with ids like names alone, by their providers."""
    found = [f for f in result.findings if f.code in (NAMES, LIKE_NAMES) and f.settled is None]
    with_names = {finding.file for finding in found if finding.code == NAMES}
    return with_names, {f.file: f.provider for f in found if f.file not in with_names}


def _pairs(
    project: Project, files: Sequence[DeliveredFile], deliveries: Sequence[Delivery]
) -> list[tuple[DeliveredFile, Delivery]]:
    known = {(d.file, d.provider): d for d in deliveries}
    return [(f, known[project.relative(f.path), f.provider]) for f in files]


def _name(delivery: Delivery, taken: Collection[str]) -> str:
    """A name that tells provider, day and file; a number where two files would share it."""
    date = delivery.delivered.isoformat() if delivery.delivered else "ohne_datum"
    stem = f"rueckmeldung_{delivery.provider}_{date}_{Path(delivery.file).stem}"
    names = (f"{stem}{'' if n == 1 else f'_{n}'}.xlsx" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _original(
    project: Project, file: DeliveredFile, delivery: Delivery, examined: Examined
) -> tuple[Original, bool]:
    """The file as it is annotated, and whether it had a password."""
    read = read_file(project, file)
    if isinstance(read, Unreadable):
        return Original(b"", [], {}), False
    content = file.path.read_bytes()
    content, protected = sources.unlocked(content, project.passwords(delivery.file))
    layouts = [x for x in examined.checked.rows.layouts if x.source.file == delivery.file]
    headers = {x.source.sheet: x.header_row for x in layouts if x.header_row is not None}
    return Original(content, read, headers), protected


def _workbook(original: Original, delivery: Delivery, result: Findings) -> bytes:
    found = [f for f in result.findings if f.file == delivery.file and f.settled is None]
    return feedback_workbook(original, answer.verdict(delivery, found), found)
