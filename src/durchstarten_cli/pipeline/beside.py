"""What `validate` looks at beside the deliveries: material of a statement, what was made public."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from durchstarten_cli.config import Project
from durchstarten_cli.pipeline.announced import Announced
from durchstarten_cli.pipeline.announcements import looked_at
from durchstarten_cli.pipeline.examine import Examined
from durchstarten_cli.pipeline.ready import MaterialProblem, material_problems


@dataclass(frozen=True)
class Beside:
    """What is wrong with the other files of a project, and the figures that were made public."""

    problems: Sequence[MaterialProblem]
    announced: Announced


NOTHING = Beside((), Announced())
"""Of a single file nothing else is looked at."""


def beside(project: Project, examined: Examined, date: dt.date, version: str) -> Beside:
    """Everything beside the deliveries."""
    announced, wrong = looked_at(project, examined, date, version)
    return Beside([*material_problems(project), *wrong], announced)
