"""From the edited Word file to the final version: check it, recount, release it, keep a record."""

import datetime as dt
import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from durchstarten_cli import selfcheck
from durchstarten_cli.config import Disclosure, Project
from durchstarten_cli.errors import UsageError
from durchstarten_cli.files import refuse_open, write_all
from durchstarten_cli.grammar import number
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.checks import RECORD, changed_since
from durchstarten_cli.pipeline.examine import (
    Examined,
    Run,
    breakdowns_of,
    examine,
    figures,
    rejected,
)
from durchstarten_cli.release import compare, word

Counter = Callable[[Run, Examined, Iterable[str]], Iterable[Figure]]
"""Counts the figures of a period with the breakdowns named."""

EVIDENCE, RELEASE = "intern/belege.json", "intern/freigabe.json"


@dataclass(frozen=True)
class Released:
    """The result of `finalise`: the problems that stop it, or the file and the record written."""

    problems: tuple[str, ...]
    file: Path | None = None
    record: Path | None = None
    by: str = ""


def finalise(
    project: Project,
    file: Path,
    *,
    by: str,
    at: dt.datetime,
    version: str,
    counted: Counter = figures,
) -> Released:
    """Release the edited file, or say what stands in the way; `counted` counts once more.

    Writes `<name>_endfassung.docx` beside the file and the record under `intern/` of the draft;
    a further release gets a number, nothing is overwritten.
    """
    if not file.is_file():
        raise UsageError(f"Die Datei {file} gibt es nicht.", "Bitte prüfen Sie den Pfad.")
    refuse_open(file)
    edited = file.read_bytes()
    folder, draft = _draft_of(project, file, edited)
    run = Run(project, _period(draft), at.date(), version)
    passages = (*word.passages(edited), *word.beside(edited))
    problems = (
        *word.obstacles(edited),
        *map(str, compare.problems(_passages(draft), passages)),
        *_unexplained(draft, passages),
        *_decision(project.settings.disclosure, folder),
        *_recounted(run, draft, counted),
    )
    if problems:
        return Released(problems)
    final = _free(file.with_name(f"{file.stem}_endfassung.docx"))
    record = _free(folder / RELEASE)
    content = word.without_draft_mark(edited)
    released = _record(folder, final, content, draft, by, at)
    write_all({final: content, record: released}, force=False)
    return Released((), final, record, by)


def _free(path: Path) -> Path:
    """The path, or the first one with a number behind it that does not exist yet."""
    numbered = (path.with_stem(f"{path.stem}_{number}") for number in itertools.count(2))
    return next(p for p in itertools.chain([path], numbered) if not p.exists())


def _draft_of(project: Project, file: Path, edited: bytes) -> tuple[Path, dict[str, Any]]:
    """The output folder and the evidence that the document came with, its own folder first."""
    reference = word.reference(edited)
    drafts = sorted((project.root / "ausgabe").glob(f"*/{EVIDENCE}"), reverse=True)
    for path in [p for p in [file.parent / EVIDENCE] if p.is_file()] + drafts:
        content = json.loads(path.read_text(encoding="utf-8"))
        if reference and content["reference"] == reference:
            return path.parents[1], content
    raise UsageError(
        "Zu diesem Dokument gibt es in diesem Projekt keinen Entwurf mit Belegen.",
        "Bitte nehmen Sie die Word-Datei, die „durchstarten report“ in den Ordner ausgabe "
        "geschrieben hat, oder erzeugen Sie einen neuen Entwurf.",
    )


def _unexplained(draft: dict[str, Any], passages: Sequence[str]) -> Iterator[str]:
    """Numbers that nobody had explained in the draft and that still stand there."""
    text = " ".join(" ".join(passages).split())
    for found in draft.get("unexplained", ()):
        if found["sentence"] in text:
            yield (
                f"In „{found['sentence']}“ steht „{found['word']}“ ohne Beleg. Bitte streichen Sie "
                "die Zahl, oder tragen Sie sie mit ihrer Quelle unter [[facts]] in die "
                "Einstellungen ein und erzeugen Sie einen neuen Entwurf."
            )


def _passages(draft: dict[str, Any]) -> list[compare.DraftPassage]:
    return [
        compare.DraftPassage(
            p["text"], tuple((f["id"], f["printed"], f["start"]) for f in p["figures"])
        )
        for p in draft["passages"]
    ]


def _period(draft: dict[str, Any]) -> Period:
    return Period(*(dt.date.fromisoformat(draft["period"][edge]) for edge in ("from", "to")))


def _decision(rule: Disclosure, folder: Path) -> Iterator[str]:
    """Whether it is decided how small counts are told, and the draft keeps to it."""
    if not rule.decided:
        yield (
            "Es ist nicht entschieden, ob kleine Anzahlen genannt werden. Bitte tragen Sie die "
            "Entscheidung im Abschnitt [disclosure] der Einstellungen ein, mit decided_by und "
            "reason, und erzeugen Sie einen neuen Entwurf."
        )
    elif not (folder / RECORD).is_file():
        yield (f"Zu dem Entwurf fehlt die Datei {RECORD}. Bitte erzeugen Sie einen neuen Entwurf.")
    elif changed_since(rule, json.loads((folder / RECORD).read_text(encoding="utf-8"))):
        yield (
            "Die Entscheidung über kleine Anzahlen ist eine andere als im Entwurf. Bitte erzeugen "
            "Sie einen neuen Entwurf."
        )


def _recounted(run: Run, draft: dict[str, Any], counted: Counter) -> Iterator[str]:
    """What is no longer as the draft tells it, since something changed after it."""
    project = run.project
    examined = examine(project, project.deliveries(), run.date)
    breakdowns = breakdowns_of([then["id"] for then in draft["figures"]])
    now = {figure.id: figure for figure in counted(run, examined, breakdowns)}
    for failure in selfcheck.failures(selfcheck.equations(now, project.settings), now):
        yield (
            f"Zahlen passen nicht zusammen. {failure} Bitte klären Sie das, bevor Sie die "
            "Stellungnahme verwenden."
        )
    for delivery in rejected(examined):
        yield (
            f"Die Lieferung {delivery.file} ist zurückgewiesen. Bitte klären Sie sie mit dem "
            "Träger und erzeugen Sie einen neuen Entwurf."
        )
    for then in draft["figures"]:
        yield from _difference(then, now.get(then["id"]))


def _difference(then: dict[str, Any], now: Figure | None) -> Iterator[str]:
    value, base = (None, None) if now is None else (now.value, now.base)
    if (then["value"], then["base"]) != (value, base):
        yield (
            f"{then['label']} ({then['id']}): im Entwurf {_told(then['value'], then['base'])}, "
            f"heute {_told(value, base)}. Bitte erzeugen Sie einen neuen Entwurf."
        )


def _told(value: float | None, base: int | None) -> str:
    told = "nicht gemeldet" if value is None else number(value)
    return told if base is None else f"{told} von {number(base)}"


def _record(
    folder: Path, final: Path, content: bytes, draft: dict[str, Any], by: str, at: dt.datetime
) -> bytes:
    """Who released what and when, with the hashes of everything under intern/."""
    inside = sorted(p for p in (folder / "intern").rglob("*") if p.is_file())
    released = {
        "intern": True,
        "released_by": by,
        "released_at": at.isoformat(),
        "reference": draft["reference"],
        "document": {"file": final.name, "sha256": _sha256(content)},
        "intern_files": [
            {"file": p.relative_to(folder).as_posix(), "sha256": _sha256(p.read_bytes())}
            for p in inside
            if not p.name.startswith("freigabe")
        ],
    }
    return (json.dumps(released, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
