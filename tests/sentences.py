"""Every sentence pattern of the templates with every kind of number: what test_sentences reads.

The sample's figures are all given the same value, one after another, and the blocks are written
with them; so every sentence appears with none, one, two, many and "nicht gemeldet".
"""

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from durchstarten_cli import compose, config, count, disclose, periods
from durchstarten_cli.config.announced import Announcement
from durchstarten_cli.model import Period, Published, Withheld
from durchstarten_cli.pipeline.examine import Examined, Run, examine, figures
from durchstarten_cli.pipeline.material import template_folders
from durchstarten_cli.render import markdown, marks
from tests.drafts import DATE, PERIOD, SAMPLE

NAME = "saetze.txt"
Value = int | Withheld | None
SHOWN: Mapping[Value, str] = {
    **{number: f"{number:,}".replace(",", ".") for number in (0, 1, 2, 12, 13, 86, 1234)},
    None: "nicht gemeldet",
    Withheld(3): "weniger als drei",
    Withheld(): "nicht genannt",
}
REASON = "Der Zeitraum endet nach dem Datenstand."
BLOCKS = (
    *("participation", "success", "placement", "placement_direct", "placement_indirect"),
    *("support", "handover", "cooperation", "resume", "method"),
)
STYLES = {"standard": "", "kurz": "kurz/", "ausfuehrlich": "ausfuehrlich/"}
"""The sizes and the folders of their own blocks."""
ABOUT = """\
Every sentence of the templates with 0, 1, 2, 12, 13, 86, 1.234, "nicht gemeldet" and both ways to
withhold for all figures at once. `python -m tests.regenerate` writes this file; read every line
that changed.
"""


def everything() -> str:
    """The whole file."""
    folders = template_folders(_run().project)
    parts = [ABOUT]
    for block in BLOCKS:
        told: set[str] = set()
        for style, inside in STYLES.items():
            name = f"bausteine/{inside}{block}.md.j2"
            if any((folder / name).is_file() for folder in folders):
                parts += [f"## {block} ({style})\n", *_block(name, style, told)]
    return "\n".join(parts)


def _block(template: str, style: str, told: set[str]) -> Iterator[str]:
    """The sentences of a block, those already told with another number or size left out."""
    for value, shown in SHOWN.items():
        lines = [line for line in _written(template, style, value) if line not in told]
        told.update(lines)
        if lines:
            yield f"{shown}:\n" + "".join(f"  {line}\n" for line in dict.fromkeys(lines))


def _written(template: str, style: str, value: Value) -> list[str]:
    statement = _statement(style, value)
    values = {"facts": statement.facts, "style": style}
    project = _run().project
    text = markdown.render(template, values, template_folders(project)).markdown
    plain = marks.strip_marks(text).replace("\u00a0", " ").replace("\n", " \n")
    ends = plain.replace(". ", ".\n").replace(": \n", ":\n").splitlines()
    return [line.strip() for line in ends if line.strip(" |-:")]


@functools.cache
def _statement(style: str, value: Value) -> compose.Statement:
    run, examined = _run(), _examined()
    settings = run.project.settings
    published = {name: _told(figure, value) for name, figure in _published().items()}
    texts = dict.fromkeys(settings.texts.paths(), compose.Text("Ein Satz."))
    return compose.compose(
        settings,
        run.project.inquiry(),
        published,
        texts,
        examined.deliveries(),
        count.words_of(settings),
        (),
        announced=tuple(_announced(published["m6.participants"])),
        persons_decided=True,
        days=compose.Days(run.period, examined.as_of, run.date),
        style=style,
    )


@functools.cache
def _published() -> Mapping[str, Published]:
    run = _run()
    counted = {figure.id: figure for figure in figures(run, _examined(), ("year", "sex"))}
    return disclose.disclose(counted, (), run.project.settings).published


def _announced(now: Published) -> Iterator[compose.Announced]:
    """A figure that was made public before: unchanged, and changed by every cause there is."""
    source, on = "Pressemitteilung der Stadt", dt.date(2022, 7, 15)
    entry = Announcement(figure=now.id, value=20, on=on, source=source)
    told = replace(now, value=20, withheld=None, reason=None)
    module = _run().project.settings.modules["m6"]
    period = Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    changes = tuple(
        compose.Change(cause, replace(now, unit="events"), more=number % 2 == 0)
        for number, cause in enumerate(compose.Cause)
    )
    for other, causes, compared, definition in (
        *((None, (), True, "") for _ in [now.value] if now.value is not None),
        (None, changes, True, ""),
        (period, changes, False, ""),
        (None, changes, True, "ohne Zusagen"),
    ):
        yield compose.Announced(
            *(entry, told, now, now.label, module, other, not causes, causes),
            *(compared, definition),
        )


def _told(figure: Published, value: Value) -> Published:
    """The figure with another value; its base is twice that, and one where there is nobody."""
    if isinstance(value, Withheld) or value is None:
        return figure if figure.unit == "rows" else _untold(figure, value)
    base = None if figure.base is None else max(2 * value, 1)
    share = None if base is None or base < 20 else 50
    return replace(figure, value=value, base=base, share=share, reason=None)


def _untold(figure: Published, withheld: Withheld | None) -> Published:
    """The figure not reported, or withheld with its base."""
    base = None if figure.base is None else withheld
    reason = None if withheld else REASON
    none = replace(figure, value=None, base=None, share=None, reason=reason)
    return replace(none, withheld=withheld, base_withheld=base)


@functools.cache
def _run() -> Run:
    project = config.load(Path(SAMPLE))
    return Run(project, periods.parse(PERIOD), dt.date.fromisoformat(DATE), "test")


@functools.cache
def _examined() -> Examined:
    run = _run()
    return examine(run.project, run.project.deliveries(), run.date)
