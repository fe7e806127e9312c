"""What a page tells behind a number: what it means, and, inside the house only, its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from durchstarten_cli import grammar
from durchstarten_cli.model import Published
from durchstarten_cli.render.marks import strip_marks
from durchstarten_cli.render.printer import Printer

Lines = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Origin:
    """A published figure, the module it is about (what it is called, and its name), the ladder to
    it and the rows behind it."""

    figure: Published
    module: tuple[str, str] | None = None
    ladder: Lines = ()
    rows: Sequence[str] = ()


def popover(origin: Origin, key: str) -> str:
    """The box that a number opens; it closes by its button, by Escape and by a click beside it."""
    figure = origin.figure
    ladder = _list("ol", [f"{name}: {count}" for name, count in origin.ladder])
    rows = _list("ul", origin.rows)
    return (
        f'<div popover id="{key}" class="herkunft" role="dialog" aria-labelledby="{key}-titel">'
        f'<p class="titel" id="{key}-titel">{escape(figure.label)}</p>'
        f"<p>{escape(figure.definition)}</p><dl>{_terms(_told(origin))}</dl>"
        f"{_part('Weg dorthin', ladder)}{_part('Zeilen dahinter (INTERN)', rows)}"
        f'<button type="button" class="zu" popovertarget="{key}" popovertargetaction="hide" '
        "autofocus>Schließen</button></div>"
    )


def _told(origin: Origin) -> Iterator[tuple[str, str]]:
    figure, printer = origin.figure, Printer()
    if origin.module:
        yield origin.module
    yield "Zahl", strip_marks(printer.digits(figure))
    if figure.base is not None or figure.base_withheld is not None:
        yield "Grundzahl", strip_marks(printer.digits(figure, "base"))
    if figure.share is not None:
        yield "Anteil", f"{figure.share}{grammar.NBSP}%"
    if figure.reason:
        yield "Warum", figure.reason
    yield "Zeitraum", grammar.period(figure.period)
    yield "Datenstand", grammar.day(figure.as_of)
    yield "Bezeichnung", figure.id


def _terms(lines: Iterator[tuple[str, str]]) -> str:
    return "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in lines)


def _part(title: str, content: str) -> str:
    return f'<p class="teil">{title}</p>{content}' if content else ""


def _list(tag: str, items: Sequence[str]) -> str:
    inside = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<{tag}>{inside}</{tag}>" if inside else ""
