"""From files to figures: sources, normalise, validate, count."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from durchstarten_cli import answer, count, evidence, normalise, validate
from durchstarten_cli.config import Project
from durchstarten_cli.config.project import DeliveredFile
from durchstarten_cli.files import write_all
from durchstarten_cli.model import Delivery, Figure, Finding, LoweredRule, Period, Verdict
from durchstarten_cli.pipeline.decided import Decided, as_delivered, decide
from durchstarten_cli.pipeline.reading import read_all
from durchstarten_cli.tables import Sheet, Tables, Unreadable


@dataclass(frozen=True)
class Run:
    """What a call is about: the project, the period, today's date, the version of the program."""

    project: Project
    period: Period
    date: dt.date
    version: str


@dataclass(frozen=True)
class Examined:
    """Deliveries read and checked, and the tidy tables of what counts.

    The checks look at persons as they were delivered, `tables` at them as `decided`. `replaced` are
    the last deliveries before those in force, where they were looked at.
    """

    checked: validate.Checked
    tables: Tables
    as_of: dt.date
    decided: Decided
    replaced: tuple[Delivery, ...] = ()

    def deliveries(self) -> list[Delivery]:
        """Every file with its verdict and rows."""
        return self._deliveries

    @cached_property
    def _deliveries(self) -> list[Delivery]:
        return validate.deliveries(self.checked)

    def decisions(self) -> list[normalise.Decision]:
        """What providers decided in feedback workbooks that came back."""
        sheets = self.checked.rows.feedback
        return [decision for sheet in sheets for decision in normalise.decisions_of(sheet)]

    def decisions_on_persons(self) -> list[evidence.PersonDecision]:
        """What people decided on persons, as far as it concerns these deliveries."""
        return self.decided.decisions(self.checked.used)

    def accepted(self) -> frozenset[str]:
        """Providers with a delivery that is not rejected and holds more than sums."""
        return frozenset(
            delivery.provider
            for delivery in self.deliveries()
            if delivery.verdict is not Verdict.REJECTED and not delivery.only_totals
        )


def rejected(examined: Examined) -> list[Delivery]:
    """The deliveries that are rejected."""
    return [d for d in examined.deliveries() if d.verdict is Verdict.REJECTED]


@dataclass(frozen=True)
class Findings:
    """Everything `validate` tells: the deliveries with their verdicts, and all findings.

    `unexplained` are notes that a provider confirmed without saying why.
    """

    deliveries: list[Delivery]
    findings: list[Finding]
    lowered: tuple[LoweredRule, ...]
    replaced: tuple[Delivery, ...] = ()
    unexplained: tuple[normalise.Decision, ...] = ()

    @property
    def rejected(self) -> bool:
        """Whether any delivery is rejected."""
        return any(d.verdict is Verdict.REJECTED for d in self.deliveries)


def findings(examined: Examined) -> Findings:
    """All findings, in the order of the rules."""
    return Findings(
        examined.deliveries(),
        list(validate.findings(examined.checked)),
        validate.lowered(examined.checked.context.settings),
        examined.replaced,
    )


def examine(project: Project, files: Sequence[DeliveredFile], date: dt.date) -> Examined:
    """Read and check the files; `date` is the as-of date where no delivery has one.

    Raises SettingsError where the decisions on persons cannot be read or contradict each other.
    """
    examined = _as_delivered(project, files, date)
    checked = examined.checked
    decided = decide(project, checked.rows)
    if not decided.pairs:
        return replace(examined, decided=decided)
    tables = normalise.merge_states(
        checked.rows, checked.used, project.settings, examined.as_of, decided.persons
    )
    return replace(examined, tables=tables, decided=decided)


def _as_delivered(project: Project, files: Sequence[DeliveredFile], date: dt.date) -> Examined:
    read = read_all(project, files)
    unreadable = [item for item in read if isinstance(item, Unreadable)]
    sheets: list[Sheet] = [s for item in read if not isinstance(item, Unreadable) for s in item]
    as_of = as_of_date(project, files, date)
    rows = normalise.tidy(sheets, project.settings)
    checked = validate.check_rows(rows, unreadable, project.settings, as_of)
    tables = normalise.merge_states(rows, checked.used, project.settings, as_of)
    return Examined(validate.check_stays(checked, tables), tables, as_of, as_delivered(rows))


def compared(project: Project, examined: Examined, date: dt.date) -> Examined:
    """The same with what has changed since the last deliveries of the providers."""
    before = _as_delivered(project, project.earlier_deliveries(), date)
    earlier = validate.Earlier(before.checked.rows, before.tables)
    in_force = {delivery.file for delivery in examined.deliveries()}
    return replace(
        examined,
        checked=validate.check_deliveries(examined.checked, earlier),
        replaced=tuple(d for d in before.deliveries() if d.file not in in_force),
    )


def write_answers(project: Project, result: Findings, folder: Path) -> list[str]:
    """Write the answers to the providers into a folder; returns their names.

    An answer is made anew whenever it is asked for: it always tells the present verdict.
    """
    texts = answer.answers(result.deliveries, result.findings, project.settings)
    # With a byte order mark and the line ends of Windows: it is opened in its editor.
    contents = {
        folder / name: text.replace("\n", "\r\n").encode("utf-8-sig")
        for name, text in texts.items()
    }
    write_all(contents, force=True)
    return list(texts)


def as_of_date(project: Project, files: Iterable[DeliveredFile], date: dt.date) -> dt.date:
    """The as-of date is a setting, else the oldest delivery in force that tells of persons."""
    if project.settings.report.as_of is not None:
        return project.settings.report.as_of
    providers = project.settings.providers
    days = [f.delivered for f in files if f.delivered and providers[f.provider].modules]
    return min(days, default=date)


def counting(run: Run, examined: Examined) -> count.Counting:
    """What is counted, and how."""
    return count.Counting(
        examined.tables,
        run.project.settings,
        run.period,
        examined.as_of,
        examined.accepted(),
        examined.decided.matched,
    )


def figures(run: Run, examined: Examined, breakdowns: Iterable[str] = ()) -> list[Figure]:
    """All figures of the period, those of rows last."""
    return figures_of(counting(run, examined), run, examined, breakdowns)


def figures_of(
    counted: count.Counting, run: Run, examined: Examined, breakdowns: Iterable[str] = ()
) -> list[Figure]:
    """The same of a counting that is used for more than that."""
    reasons = validate.reasons_set_aside(examined.checked)
    rows = count.row_figures(examined.deliveries(), reasons, run.period, examined.as_of)
    return [*counted.figures(breakdowns), *rows]


def breakdowns_of(ids: Sequence[str]) -> list[str]:
    """The breakdowns without which figures of these ids are not counted."""
    known = (*count.BREAKDOWNS, "quarter", "month")
    return [by for by in known if any(f"[{by}=" in name for name in ids)]
