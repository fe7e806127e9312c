"""Every sentence pattern of the templates with every kind of number: what test_sentences reads.

The sample's figures are all given the same value, one after another, and the blocks are written
with them; so every sentence appears with none, one, two, many and "nicht gemeldet".
"""

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from durchstarten_cli import compose, config, count, disclose, periods
from durchstarten_cli.model import Published
from durchstarten_cli.pipeline.examine import Examined, Run, examine, figures
from durchstarten_cli.pipeline.material import template_folders
from durchstarten_cli.render import markdown, marks
from tests.drafts import DATE, PERIOD, SAMPLE

NAME = "saetze.txt"
VALUES: tuple[int | None, ...] = (0, 1, 2, 12, 13, 86, 1234, None)
REASON = "Der Zeitraum endet nach dem Datenstand."
BLOCKS = (
    *("participation", "success", "placement", "placement_direct", "placement_indirect"),
    *("support", "handover", "cooperation"),
)
ABOUT = """\
Every sentence of the templates with 0, 1, 2, 12, 13, 86, 1.234 and "nicht gemeldet" for all figures
at once. `python -m tests.regenerate` writes this file; read every line that changed.
"""


def everything() -> str:
    """The whole file."""
    folders = template_folders(_run().project)
    parts = [ABOUT]
    for style in ("standard", "kurz"):
        for block in BLOCKS:
            name = f"bausteine/{style}/{block}.md.j2"
            if style == "standard" or any((folder / name).is_file() for folder in folders):
                parts.append(f"## {block} ({style})\n")
                parts += list(_block(f"bausteine/{block}.md.j2" if style == "standard" else name))
    return "\n".join(parts)


def _block(template: str) -> Iterator[str]:
    """The sentences of a block, those already told with another number left out."""
    told: set[str] = set()
    for value in VALUES:
        lines = [line for line in _written(template, value) if line not in told]
        told.update(lines)
        shown = "nicht gemeldet" if value is None else f"{value:,}".replace(",", ".")
        yield f"{shown}:\n" + "".join(f"  {line}\n" for line in lines)


def _written(template: str, value: int | None) -> list[str]:
    statement = _statement(value)
    values = {"facts": statement.facts, "style": "standard"}
    project = _run().project
    text = markdown.render(template, values, template_folders(project)).markdown
    plain = marks.strip_marks(text).replace("\u00a0", " ").replace("\n", " \n")
    ends = plain.replace(". ", ".\n").replace(": \n", ":\n").splitlines()
    return [line.strip() for line in ends if line.strip() and not line.startswith("|")]


@functools.cache
def _statement(value: int | None) -> compose.Statement:
    run, examined = _run(), _examined()
    settings = run.project.settings
    counted = {figure.id: figure for figure in figures(run, examined)}
    published = disclose.disclose(counted, (), settings).published
    missing = compose.Text("Ein Satz.")
    texts = dict.fromkeys(settings.texts.paths(), missing)
    return compose.compose(
        settings,
        run.project.inquiry(),
        {name: _told(figure, value) for name, figure in published.items()},
        texts,
        examined.deliveries(),
        count.words_of(settings),
        (),
        persons_decided=False,
        days=compose.Days(run.period, examined.as_of, run.date),
        style="standard",
    )


def _told(figure: Published, value: int | None) -> Published:
    """The figure with another value; its base is twice that, and one where there is nobody."""
    if figure.unit == "rows":
        return figure
    if value is None:
        return replace(figure, value=None, base=None, share=None, reason=REASON)
    base = None if figure.base is None else max(2 * value, 1)
    share = None if base is None or base < 20 else 50
    return replace(figure, value=value, base=base, share=share, reason=None)


@functools.cache
def _run() -> Run:
    project = config.load(Path(SAMPLE))
    return Run(project, periods.parse(PERIOD), dt.date.fromisoformat(DATE), "test")


@functools.cache
def _examined() -> Examined:
    run = _run()
    return examine(run.project, run.project.deliveries(), run.date)
