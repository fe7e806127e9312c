"""Deleting deliveries whose retention is over: files and rows go, numbers and hashes stay."""

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from durchstarten_cli import evidence
from durchstarten_cli.config import Project
from durchstarten_cli.config.project import DeliveredFile
from durchstarten_cli.errors import OutputError, UsageError
from durchstarten_cli.files import write_all
from durchstarten_cli.periods import last_of_month
from durchstarten_cli.pipeline.forgotten import (
    Forgotten,
    ForgottenEvidence,
    ForgottenFile,
    read_forgotten,
    record_path,
)

STAGE = ".wird-geloescht"


@dataclass(frozen=True)
class Stripped:
    """A file of evidence and what is left of it; `rows` is how many mentions of rows go."""

    path: Path
    before: bytes
    after: bytes
    rows: int


@dataclass(frozen=True)
class Plan:
    """What a deletion would do.

    `in_force` stay because they count, `kept` because their retention lasts until the day told.
    `workbooks` are those of `explain`: they can be made anew of what is left.
    """

    before: dt.date
    going: tuple[DeliveredFile, ...]
    in_force: tuple[DeliveredFile, ...]
    kept: tuple[tuple[DeliveredFile, dt.date], ...]
    stripped: tuple[Stripped, ...]
    workbooks: tuple[Path, ...]


def plan(project: Project, before: dt.date, today: dt.date, *, in_force_too: bool) -> Plan:
    """What would be deleted of deliveries before a day. Raises UsageError without a retention."""
    retention = project.settings.retention
    if retention.months is None:
        raise UsageError(
            "Es ist keine Aufbewahrungsfrist eingestellt; es wurde nichts gelöscht.",
            "Bitte tragen Sie months unter [retention] in durchstarten.toml ein.",
        )
    old = [f for f in project.all_deliveries() if f.delivered and f.delivered < before]
    until = {file.path: _kept_until(project, file) for file in old}
    due = [file for file in old if until[file.path] < today]
    counting = {file.path for file in project.deliveries()}
    going = tuple(f for f in due if in_force_too or f.path not in counting)
    return Plan(
        before,
        going,
        tuple(f for f in due if f not in going),
        tuple((f, until[f.path]) for f in old if f not in due),
        tuple(_stripped(project, going)),
        tuple(sorted((project.root / "intern").glob("*.xlsx"))) if going else (),
    )


def _kept_until(project: Project, file: DeliveredFile) -> dt.date:
    """The last day on which a delivery has to be kept."""
    retention, day = project.settings.retention, file.delivered
    assert day is not None
    assert retention.months is not None
    if retention.after == "programme":
        ends = [module.last for module in project.settings.modules.values() if module.last]
        day = max([day, *ends])
    month = day.year * 12 + day.month - 1 + retention.months
    last = last_of_month(month // 12, month % 12 + 1)
    return last.replace(day=min(day.day, last.day))


def _stripped(project: Project, going: Sequence[DeliveredFile]) -> Iterator[Stripped]:
    gone = {(project.relative(file.path), _sha256(file.path.read_bytes())) for file in going}
    for path in sorted((project.root / "ausgabe").glob("*/intern/belege.json")):
        content = path.read_bytes()
        evidence.read_saved(content, project.relative(path))
        after, rows = evidence.without_rows(content, gone)
        if rows:
            yield Stripped(path, content, after, rows)


def forget(project: Project, planned: Plan, today: dt.date) -> Forgotten:
    """Delete what was planned, whole or not at all, and keep a record. Raises OutputError."""
    record = _record(project, planned, today)
    written = {stripped.path: stripped.after for stripped in planned.stripped}
    known = [*read_forgotten(project), record]
    told = msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n"
    going = [*(file.path for file in planned.going), *planned.workbooks]
    stage = project.root / STAGE
    moved: dict[Path, Path] = {}
    try:
        _move(going, stage, moved)
        write_all({**written, record_path(project): told}, force=True)
    except BaseException as error:
        _put_back(moved, stage)
        if isinstance(error, OSError):
            raise _not_deleted() from error
        raise
    _remove(stage, going)
    return record


def _record(project: Project, planned: Plan, today: dt.date) -> Forgotten:
    retention = project.settings.retention
    return Forgotten(
        today,
        planned.before,
        retention.months or 0,
        retention.after,
        tuple(
            ForgottenFile(
                project.relative(f.path), _sha256(f.path.read_bytes()), f.provider, f.delivered
            )
            for f in planned.going
            if f.delivered
        ),
        tuple(
            ForgottenEvidence(project.relative(s.path), _sha256(s.before), _sha256(s.after), s.rows)
            for s in planned.stripped
        ),
    )


def _move(going: Sequence[Path], stage: Path, moved: dict[Path, Path]) -> None:
    """Move all files out of the way first: that fails before anything is lost, if it fails."""
    stage.mkdir()
    for number, path in enumerate(going):
        os.replace(path, stage / str(number))
        moved[path] = stage / str(number)


def _put_back(moved: Mapping[Path, Path], stage: Path) -> None:
    for path, aside in moved.items():
        os.replace(aside, path)
    if stage.is_dir():
        stage.rmdir()


def _remove(stage: Path, going: Sequence[Path]) -> None:
    try:
        shutil.rmtree(stage)
    except OSError as error:
        raise OutputError(
            f"Der Ordner {STAGE} lässt sich nicht löschen; die Lieferungen darin sind noch da.",
            "Bitte löschen Sie ihn selbst. Der Vermerk in intern/geloescht.json steht schon.",
        ) from error
    for folder in {path.parent for path in going}:
        while folder.name and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _not_deleted() -> OutputError:
    return OutputError(
        "Die Dateien lassen sich nicht löschen; es ist alles, wie es war.",
        "Ist eine davon in Excel geöffnet, schließen Sie sie bitte; sonst fehlt das Recht. Bleibt "
        f"ein Ordner {STAGE} von einem Abbruch zurück, legen Sie seine Dateien zurück.",
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
