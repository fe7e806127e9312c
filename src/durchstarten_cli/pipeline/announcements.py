"""The file of figures made public before (veroeffentlicht.toml), read, checked and looked up."""

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from durchstarten_cli import evidence
from durchstarten_cli.config import Project
from durchstarten_cli.config.announced import ANNOUNCED, Announcement, announcements
from durchstarten_cli.errors import SettingsError, UsageError
from durchstarten_cli.grammar import day, number
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.announced import Announced
from durchstarten_cli.pipeline.as_then import read_evidence
from durchstarten_cli.pipeline.examine import Examined, Run
from durchstarten_cli.pipeline.past import Past, past_of
from durchstarten_cli.pipeline.trace import Traced, traced

REMEDY = f"Bitte berichtigen Sie die Angabe in {ANNOUNCED} und speichern Sie die Datei."


@dataclass(frozen=True)
class Problem:
    """What is wrong with a key of the n-th entry, as a German sentence."""

    number: int
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"figures[{self.number}].{self.key}: {self.sentence}"


@dataclass(frozen=True)
class LookedUp:
    """What was made public before, as far as it can be looked up, and what is wrong in the file."""

    announced: Announced
    problems: tuple[Problem, ...]


def announced_of(run: Run, examined: Examined, now: Mapping[str, Figure]) -> Announced:
    """What was made public before. Raises SettingsError naming everything wrong in the file.

    `now` are the figures of the statement.
    """
    found = look_up(run, examined, now)
    if found.problems:
        told = "\n".join(f"  {problem}" for problem in found.problems)
        raise SettingsError(f"In {ANNOUNCED} stimmt etwas nicht:\n{told}", REMEDY)
    return found.announced


def look_up(run: Run, examined: Examined, now: Mapping[str, Figure]) -> LookedUp:
    """The same with what is wrong beside it. Raises SettingsError for a file that is no such."""
    entries = announcements(run.project.root)
    look = _Look(run, examined, now)
    found = [item for n, entry in enumerate(entries, start=1) for item in look.up(n, entry)]
    problems = [*_doubled(entries), *(item for item in found if isinstance(item, Problem))]
    traces = tuple(item for item in found if isinstance(item, Traced))
    return LookedUp(Announced(traces), tuple(sorted(problems, key=lambda one: one.number)))


def _doubled(entries: tuple[Announcement, ...]) -> Iterator[Problem]:
    """One source tells a figure of a period once."""
    seen: dict[tuple[object, ...], int] = {}
    for n, entry in enumerate(entries, start=1):
        first = seen.setdefault((entry.figure, entry.days, entry.on, entry.source.strip()), n)
        if first != n:
            yield Problem(n, "figure", f"Dieselbe Zahl steht schon unter figures[{first}].")


class _Look:
    """Looks entries up; what there was on a day is read once."""

    def __init__(self, run: Run, examined: Examined, now: Mapping[str, Figure]) -> None:
        self._run, self._examined, self._now = run, examined, now
        self._pasts: dict[tuple[dt.date, str | None], Past] = {}

    def up(self, n: int, entry: Announcement) -> Iterator[Problem | Traced]:
        """The way of a figure, or everything that is wrong with its entry."""
        try:
            saved = _saved(self._run.project, entry)
        except UsageError as error:
            yield Problem(n, "evidence", error.message)
            return
        past = self._past(entry, saved)
        period = entry.days or (evidence.period_of(saved.period) if saved else self._run.period)
        problems = [
            Problem(n, key, sentence)
            for key, sentence in (
                *_wrong_day(entry, period, self._run.date),
                *_wrong_figure(entry, past.today(period, entry.figure), self._now),
                *(_wrong_evidence(entry, saved) if saved else ()),
            )
        ]
        yield from problems
        if not problems:
            yield traced(n, entry, period, past)

    def _past(self, entry: Announcement, saved: evidence.Saved | None) -> Past:
        key = entry.on, entry.evidence
        if key not in self._pasts:
            self._pasts[key] = past_of(self._run, self._examined, self._now, entry, saved)
        return self._pasts[key]


def _saved(project: Project, entry: Announcement) -> evidence.Saved | None:
    """The evidence that an entry names. Raises UsageError where it is none or lies elsewhere."""
    if entry.evidence is None:
        return None
    path = project.root / entry.evidence
    if not path.resolve().is_relative_to(project.root.resolve()):
        raise UsageError("Die Belegdatei liegt nicht im Projektordner.")
    if not path.is_file():
        raise UsageError(f"Die Datei {entry.evidence} gibt es nicht.")
    return read_evidence(path)


def _wrong_day(entry: Announcement, period: Period, today: dt.date) -> Iterator[tuple[str, str]]:
    if entry.on > today:
        yield "on", f"Der {day(entry.on)} liegt in der Zukunft (heute ist der {day(today)})."
    if period.first > entry.on:
        yield (
            "period" if entry.period else "on",
            f"Der Zeitraum beginnt am {day(period.first)}, also erst nach der Veröffentlichung am "
            f"{day(entry.on)}.",
        )


def _wrong_figure(
    entry: Announcement, today: Figure | None, known: Mapping[str, Figure]
) -> Iterator[tuple[str, str]]:
    if today is None:
        close = difflib.get_close_matches(entry.figure, known, n=3)
        meant = f"Gemeint vielleicht: {', '.join(close)}." if close else "„counts“ zeigt alle."
        yield "figure", f"Die Zahl „{entry.figure}“ gibt es nicht. {meant}"
    elif today.unit == "rows":
        yield "figure", f"„{entry.figure}“ zählt Zeilen der Lieferungen, keine Personen."
    elif isinstance(today.value, int) and not isinstance(entry.told, int):
        yield "value", f"{number(entry.told)} ist keine Anzahl; erwartet wird eine ganze Zahl."


def _wrong_evidence(entry: Announcement, saved: evidence.Saved) -> Iterator[tuple[str, str]]:
    """Evidence has to tell the number that was made public, of the same days."""
    told = next((figure for figure in saved.figures if figure.id == entry.figure), None)
    if told is None:
        yield "evidence", f"Die Zahl „{entry.figure}“ steht nicht in dieser Belegdatei."
    elif told.value != entry.told:
        value = "nicht gemeldet" if told.value is None else number(told.value)
        yield "value", f"Die Belegdatei nennt {value}, hier steht {number(entry.told)}."
    elif entry.days and entry.days != evidence.period_of(saved.period):
        yield "period", "Die Belegdatei ist für einen anderen Zeitraum."
