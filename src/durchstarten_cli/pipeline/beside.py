"""What `validate` looks at beside the deliveries: material of a statement, what was made public."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from durchstarten_cli import periods
from durchstarten_cli.config import Project
from durchstarten_cli.config.announced import ANNOUNCED, announcements
from durchstarten_cli.config.project import SETTINGS
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.model import Period
from durchstarten_cli.pipeline.announced import Announced
from durchstarten_cli.pipeline.announcements import REMEDY, Problem, look_up
from durchstarten_cli.pipeline.checks import checks_of
from durchstarten_cli.pipeline.examine import Examined, Run, breakdowns_of, figures
from durchstarten_cli.pipeline.ready import MaterialProblem, material_problems

NAMED = re.compile(r"Zeile (\d+)")


@dataclass(frozen=True)
class Beside:
    """What is wrong with the other files of a project, and the figures that were made public.

    `public` are figures that are withheld although they are public, and nobody has decided on them.
    """

    problems: Sequence[MaterialProblem]
    announced: Announced
    public: tuple[str, ...] = ()


NOTHING = Beside((), Announced())
"""Of a single file nothing else is looked at."""


def beside(project: Project, examined: Examined, date: dt.date, version: str) -> Beside:
    """Everything beside the deliveries."""
    found = _made_public(Run(project, _period(project), date, version), examined)
    return replace(found, problems=[*material_problems(project), *found.problems])


def _made_public(run: Run, examined: Examined) -> Beside:
    """What was made public before, with the place of everything wrong in the file."""
    project = run.project
    try:
        entries = announcements(project.root)
    except SettingsError as error:
        named = NAMED.search(error.message)
        line = int(named[1]) if named else None
        wrong = MaterialProblem(ANNOUNCED, line, error.message, error.remedy)
        return Beside([wrong], Announced())
    if not entries:
        return NOTHING
    decided = [override.figure for override in project.settings.disclosure.overrides]
    by = breakdowns_of([*(entry.figure for entry in entries), *decided])
    counted = {figure.id: figure for figure in figures(run, examined, by)}
    found = look_up(run, examined, counted)
    problems = [_located(project, problem) for problem in found.problems]
    try:
        checks = checks_of(run, examined, counted, found.announced)
    except SettingsError as error:
        wrong = MaterialProblem(SETTINGS, None, error.message, error.remedy)
        return Beside([*problems, wrong], found.announced)
    return Beside(problems, found.announced, checks.public())


def _period(project: Project) -> Period:
    """The period of the settings, else all days of the modules."""
    settings = project.settings
    if settings.report.period is not None:
        return periods.parse(settings.report.period)
    modules = [module for module in settings.modules.values() if module.first and module.last]
    first = min((m.first for m in modules if m.first), default=dt.date.min)
    return Period(first, max((m.last for m in modules if m.last), default=dt.date.max))


def _located(project: Project, problem: Problem) -> MaterialProblem:
    text = (project.root / ANNOUNCED).read_text(encoding="utf-8-sig")
    return MaterialProblem(ANNOUNCED, _line_of(text, problem), str(problem), REMEDY)


def _line_of(text: str, problem: Problem) -> int | None:
    """The line of a key in the file, that of its entry's head where the key is not there."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if line.replace(" ", "").startswith("[[figures]]")]
    if problem.number > len(heads):
        return None
    head, *others = heads[problem.number - 1 :]
    entry = range(head, others[0] if others else len(lines))
    key = re.compile(rf"\s*{problem.key}\s*=")
    return next((n for n in entry if key.match(lines[n])), head) + 1
