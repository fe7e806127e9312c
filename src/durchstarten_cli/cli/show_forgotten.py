"""What a deletion would do and has done."""

from collections.abc import Iterable, Iterator

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.config import Project
from durchstarten_cli.grammar import day, number
from durchstarten_cli.pipeline.forget import Plan
from durchstarten_cli.pipeline.forgotten import RECORD, Forgotten


def as_text(project: Project, planned: Plan) -> str:
    """The listing before anything is deleted."""
    lines = [f"Lieferungen vor dem {day(planned.before)}"]
    lines += _part("Zu löschen:", (project.relative(f.path) for f in planned.going))
    lines += _part(
        "Aus Belegen verschwinden die Zeilenangaben; Anzahlen und Prüfsummen bleiben:",
        (f"{project.relative(s.path)} ({number(s.rows)})" for s in planned.stripped),
    )
    lines += _part(
        "Mit gelöscht werden die Mappen aus „explain“:",
        (project.relative(path) for path in planned.workbooks),
    )
    lines += _part(
        "Bleiben, weil sie gelten (mit --in-force gehen auch sie):",
        (project.relative(f.path) for f in planned.in_force),
    )
    lines += _part(
        "Bleiben, weil ihre Aufbewahrungsfrist noch läuft:",
        (f"{project.relative(f.path)}, bis {day(until)}" for f, until in planned.kept),
    )
    if not planned.going:
        lines += ["", "Zu löschen ist nichts."]
    return "\n".join(lines)


def _part(title: str, items: Iterable[str]) -> Iterator[str]:
    told = list(items)
    if told:
        yield from ("", *wrapped(title))
    for item in told:
        yield from wrapped(item, "  ")


def done(record: Forgotten) -> str:
    """What was deleted, in one sentence."""
    return f"Gelöschte Dateien: {number(len(record.files))}. Der Vermerk steht in {RECORD}."
