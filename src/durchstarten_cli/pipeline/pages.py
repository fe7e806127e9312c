"""The statement as a page: what stands behind each printed number, and, in the house, its rows."""

from collections.abc import Iterable, Mapping

from durchstarten_cli import evidence, validate
from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import number
from durchstarten_cli.model import Figure, Published
from durchstarten_cli.pipeline.examine import Examined, Run
from durchstarten_cli.pipeline.explain import row_places
from durchstarten_cli.render import html, markdown
from durchstarten_cli.render.origins import Lines, Origin

Ladders = Mapping[str, Lines]
"""The ladder of each figure as words: what became of the rows that were received."""
Rows = Mapping[str, tuple[str, ...]]
"""The rows behind each figure as words: file, sheet and numbers of Excel."""


def page(
    run: Run,
    written: markdown.MarkedText,
    published: Mapping[str, Published],
    ladders: Ladders,
    rows: Rows | None,
    word: str,
) -> bytes:
    """The page of the draft; with `rows` it is one for the house only."""
    settings, inquiry = run.project.settings, run.project.inquiry()
    origins = {
        name: Origin(
            published[name],
            _module(settings, name),
            ladders.get(name, ()),
            (rows or {}).get(name, ()),
        )
        for name in dict.fromkeys(citation.figure for citation in written.citations)
    }
    meta = html.PageMeta(
        title=f"Stellungnahme: {inquiry.subject}",
        office=settings.office.municipality,
        author=settings.office.unit,
        draft=True,
        reference=word,
        internal=rows is not None,
    )
    return html.write_html(written.markdown, written.citations, origins, meta)


def _module(settings: Settings, figure: str) -> tuple[str, str] | None:
    """What the office calls a module, and the name of the figure's."""
    module = settings.modules.get(figure.partition(".")[0])
    return (settings.words.module.singular, module.name) if module else None


def ladders(figures: Iterable[Figure], examined: Examined, modules: str) -> Ladders:
    """The ladders of figures. They are true counts: nothing of them is withheld.

    `modules` is what the office calls them, in the dative.
    """
    told = evidence.Ladders(examined.tables, validate.reasons_once(examined.checked), modules)
    received = number(sum(d.rows_received for d in examined.deliveries()))
    return {
        figure.id: (
            ("Zeilen eingegangen", received),
            *((step.label, number(step.rows)) for step in told.of(figure)),
        )
        for figure in figures
    }


def rows_behind(figures: Iterable[Figure], examined: Examined) -> Rows:
    """The rows behind figures."""
    layouts = examined.checked.rows.layouts
    return {
        figure.id: tuple(
            f"{of.file}{f', Blatt {of.sheet}' if of.sheet else ''}: Zeilen {of.rows}"
            for of in evidence.row_ranges(layouts, *row_places(examined, figure))
        )
        for figure in figures
    }
