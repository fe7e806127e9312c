"""From figures to documents: disclose, compose, render, and the evidence."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from durchstarten_cli import compose, count, evidence, grammar, validate
from durchstarten_cli.config import Inquiry, Project
from durchstarten_cli.config.announced import announcements
from durchstarten_cli.files import write_all
from durchstarten_cli.model import Figure
from durchstarten_cli.pipeline import documents
from durchstarten_cli.pipeline.announcements import announced_of
from durchstarten_cli.pipeline.checks import RECORD, Checks, checks_of, record
from durchstarten_cli.pipeline.documents import Wanted
from durchstarten_cli.pipeline.examine import Examined, Run, breakdowns_of, counting, figures_of
from durchstarten_cli.pipeline.explain import row_places
from durchstarten_cli.pipeline.material import (
    TEMPLATE,
    definitions_in_force,
    input_hashes,
    inquiry_of,
    known_facts,
    reference,
    template_folders,
    text,
)
from durchstarten_cli.render import docx, markdown
from durchstarten_cli.render.filters import gaps
from durchstarten_cli.render.lint import Unexplained

LONG = "ausfuehrlich"
STYLES = ("kurz", "standard", LONG)
"""The sizes of a statement; the two others than "standard" have a folder of templates each."""


@dataclass(frozen=True)
class Report:
    """A statement as files by name, the gaps in it, numbers that nobody explains, and remarks."""

    files: dict[str, bytes]
    gaps: tuple[str, ...]
    unexplained: tuple[Unexplained, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """What is written besides figures: the inquiry, in which size (one of STYLES), the texts."""

    inquiry: Inquiry
    style: str
    texts: dict[str, compose.Text]


def report(run: Run, examined: Examined, wanted: Wanted) -> Report:
    """The statement as it is asked for, and the evidence of every figure printed in it."""
    shared = counting(run, examined)
    breakdowns = _breakdowns(run.project, wanted.style)
    counted = {figure.id: figure for figure in _figures(shared, run, examined, breakdowns)}
    return report_of(run, examined, counted, wanted, tuple(_questions(run, shared)))


def report_of(
    run: Run,
    examined: Examined,
    counted: dict[str, Figure],
    wanted: Wanted,
    questions: Sequence[str] = (),
) -> Report:
    """The same with the figures given; `questions` are remarks for whoever asked for it."""
    inquiry = inquiry_of(run.project)
    names = dict.fromkeys((*run.project.settings.texts.paths(), *inquiry.texts()))
    texts = {name: text(run.project, name) for name in names}
    announced = announced_of(run, examined, counted)
    checks = checks_of(run, examined, counted, announced)
    written, checks = _checked(run, examined, checks, Wording(inquiry, wanted.style, texts))
    word = reference(run, examined)
    document = documents.word_document(run, written, word) if wanted.word else None
    passages = documents.passages(document) if document else ()
    published = checks.disclosed.published
    files = {
        "intern/belege.json": _evidence(run, examined, counted, written, passages, word, checks),
        RECORD: record(run.project.settings.disclosure, checks),
        **documents.texts(written, document, wanted, run.date),
        **documents.pages(run, examined, written, counted, published, wanted, word),
    }
    notes = [*examined.decided.notes, *(t.missing for t in texts.values() if t.missing)]
    notes += [*(document.notes if document else ()), *questions]
    notes += [told for told in (checks.remark(), announced.remark()) if told]
    notes += [_comparison(c) for c in written.unexplained if c.is_comparison]
    numbers = tuple(n for n in written.unexplained if not n.is_comparison)
    return Report(files, gaps(written.markdown), numbers, tuple(notes))


def _comparison(found: Unexplained) -> str:
    return (
        f"„{found.word}“ vergleicht: „{found.sentence}“ Bitte prüfen Sie, ob die Zahlen das "
        "zeigen; tragen Sie die Worte mit ihrer Quelle unter [[facts]] in die Einstellungen ein, "
        "oder streichen Sie sie."
    )


def _figures(
    shared: count.Counting, run: Run, examined: Examined, breakdowns: list[str]
) -> Iterator[Figure]:
    """All figures of the period, and those by month that only a chart tells."""
    yield from figures_of(shared, run, examined, breakdowns)
    if run.project.settings.report.charts:
        yield from shared.occupancy_by_month()


def _questions(run: Run, counted: count.Counting) -> Iterator[str]:
    """Days without anyone, as a question to the office: whether the offer was interrupted."""
    for name, days in counted.idle_runs():
        module = run.project.settings.modules[name]
        yield (
            f"Vom {grammar.period(days)} war in „{module.name}“ niemand angemeldet. War das "
            "Angebot unterbrochen? Dann tragen Sie es bitte unter interruptions ein."
        )


def write(run: Run, contents: dict[str, bytes], output: Path | None, *, force: bool) -> Path:
    """Write all files into a folder, whole or not at all; returns it. Raises OutputError."""
    folder = output or _next_folder(run.project.root / "ausgabe", run.date)
    write_all({folder / name: content for name, content in contents.items()}, force=force)
    return folder


def _next_folder(base: Path, date: dt.date) -> Path:
    number = 1
    while (folder := base / f"{date.isoformat()}_{number}").exists():
        number += 1
    return folder


def _breakdowns(project: Project, style: str) -> list[str]:
    """What is counted by class: for the tables of the long form, else where providers share; and
    what was made public before."""
    settings = project.settings
    before = breakdowns_of([entry.figure for entry in announcements(project.root)])
    shared = [m for p in settings.providers.values() for m in p.modules]
    by = ["year", *settings.report.breakdowns] if style == LONG else []
    of_providers = ["provider"] if len(set(shared)) < len(shared) else []
    return list(dict.fromkeys([*by, *of_providers, *before]))


def _checked(
    run: Run, examined: Examined, checks: Checks, wording: Wording
) -> tuple[markdown.MarkedText, Checks]:
    """The statement, in which no printed count gives away one that is withheld.

    What is withheld depends on what is printed, and the other way round: so it is written until it
    prints nothing that was not weighed.
    """
    while True:
        written = _written(run, examined, wording, checks)
        following = checks.after(written)
        if following is checks:
            return written, checks
        checks = following


def _written(run: Run, examined: Examined, wording: Wording, checks: Checks) -> markdown.MarkedText:
    project, settings = run.project, run.project.settings
    statement = compose.compose(
        settings,
        wording.inquiry,
        checks.disclosed.published,
        wording.texts,
        examined.deliveries(),
        count.words_of(settings),
        validate.lowered(settings),
        checks.obstacles(),
        announced=checks.announced.facts(settings, checks.disclosed.published),
        persons_decided=examined.decided.by_hand,
        days=compose.Days(run.period, examined.as_of, run.date),
        style=wording.style,
    )
    values = {
        "style": statement.style,
        "inquiry": statement.inquiry,
        "date": statement.date,
        "answers": statement.answers,
        "facts": statement.facts,
    }
    facts = known_facts(settings)
    return markdown.render(TEMPLATE, values, template_folders(project), settings.words, facts)


def _evidence(
    run: Run,
    examined: Examined,
    counted: dict[str, Figure],
    written: markdown.MarkedText,
    passages: Sequence[docx.Passage],
    word: str,
    checks: Checks,
) -> bytes:
    printed = {citation.figure for citation in written.citations}
    told = [
        evidence.StatementPassage(
            p.text, tuple((start, written.citations[index]) for start, _, index in p.citations)
        )
        for p in passages
    ]
    return evidence.evidence(
        [figure for figure in counted.values() if figure.id in printed],
        told,
        examined.checked.rows.layouts,
        examined.tables.records,
        validate.rows_set_aside(examined.checked),
        lambda figure: row_places(examined, figure) if figure.unit == "rows" else None,
        examined.decisions_on_persons(),
        evidence.Inputs(
            run.version, input_hashes(run.project, examined), definitions_in_force(run.project)
        ),
        checks.failures,
        [(n.word, n.sentence) for n in written.unexplained if not n.is_comparison],
        checks.announced.evidence(),
        period=run.period,
        as_of=examined.as_of,
        date=run.date,
        reference=word,
    )
