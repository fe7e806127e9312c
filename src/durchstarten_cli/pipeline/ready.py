"""What a statement is made of beside the deliveries, checked before one is written.

Inquiry, blocks, texts, templates and letterhead: what is wrong, with its file and line.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, get_type_hints

from durchstarten_cli import compose, count
from durchstarten_cli.config import Inquiry, Project
from durchstarten_cli.config.project import INQUIRY
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.pipeline.material import (
    LETTERHEAD,
    OWN_TEMPLATES,
    inquiry_of,
    known_facts,
    letterhead,
    letterhead_fields,
    template_folders,
    text,
)
from durchstarten_cli.render import docx
from durchstarten_cli.render.check import check
from durchstarten_cli.render.escape import prose
from durchstarten_cli.render.lint import unexplained

NOWHERE = dt.date(2000, 1, 1)
"""The date of a letterhead that is filled in to see whether it can be."""


@dataclass(frozen=True)
class MaterialProblem:
    """What is wrong with a file of the project, a German sentence, and what to do."""

    file: str
    line: int | None
    message: str
    remedy: str

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


def material_problems(project: Project) -> list[MaterialProblem]:
    """Everything that stands in the way of a statement beside the deliveries."""
    try:
        inquiry = inquiry_of(project)
    except SettingsError as error:
        line = _line(project, error.message)
        wrong = MaterialProblem(INQUIRY, line, error.message, error.remedy)
        return [wrong, *_templates(project)]
    return [*_templates(project), *_letterhead(project, inquiry), *_texts(project, inquiry)]


def _line(project: Project, message: str) -> int | None:
    """The line of the inquiry that a message speaks of: named in it, or that of the word quoted."""
    if named := re.search(r"Zeile (\d+)", message):
        return int(named[1])
    quoted, path = re.search("„([^“]+)“", message), project.root / INQUIRY
    if quoted is None or not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((n for n, line in enumerate(lines, start=1) if f'"{quoted[1]}"' in line), None)


def _templates(project: Project) -> Iterator[MaterialProblem]:
    own, folders = project.root / OWN_TEMPLATES, template_folders(project)
    measures = frozenset(m.name for m in (*count.measures(project.settings), *count.ACROSS))
    for problem in check(own, folders, _roots(), measures):
        yield MaterialProblem(
            f"{OWN_TEMPLATES}/{problem.file}",
            problem.line,
            problem.message,
            "Bitte vergleichen Sie die Zeile mit der mitgelieferten Vorlage.",
        )


def _roots() -> dict[str, object]:
    """The types of what templates may read."""
    statement = get_type_hints(compose.Statement)
    names = ("inquiry", "date", "answers", "facts", "style")
    return {name: statement[name] for name in names}


def _letterhead(project: Project, inquiry: Inquiry) -> Iterator[MaterialProblem]:
    fields = letterhead_fields(project.settings, inquiry, NOWHERE)
    meta = docx.DocumentMeta(title="", author="", date=NOWHERE, draft=True, reference="")
    try:
        docx.write_docx("Text\n", letterhead(project), fields, meta)
    except SettingsError as error:
        name = f"{OWN_TEMPLATES}/{LETTERHEAD}"
        yield MaterialProblem(name, None, error.message, error.remedy)


def _texts(project: Project, inquiry: Inquiry) -> Iterator[MaterialProblem]:
    names = dict.fromkeys((*project.settings.texts.paths(), *inquiry.texts()))
    facts = known_facts(project.settings)
    for name in names:
        try:
            written = text(project, name).markdown or ""
        except SettingsError as error:
            yield MaterialProblem(name, None, error.message, error.remedy)
            continue
        for found in unexplained(prose(written), facts):
            if not found.is_comparison:
                yield MaterialProblem(
                    name,
                    found.line if name.endswith(".md") else None,
                    f"Woher kommt „{found.word}“ in „{found.sentence}“?",
                    "Bitte streichen Sie die Zahl oder tragen Sie sie mit ihrer Quelle unter "
                    "[[facts]] in die Einstellungen ein.",
                )
