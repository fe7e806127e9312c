"""The statement as Markdown: Jinja templates, in which every printed figure leaves a mark.

Whatever templates print is escaped unless a filter made it: text from outside can never become
markup. The marks say which figure stands where; `marks.strip_marks` takes them out again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from durchstarten_cli import grammar
from durchstarten_cli.config import Module
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.model import Citation, Period, Published
from durchstarten_cli.render.escape import escape, prose
from durchstarten_cli.render.marks import mark, without_stray

NOT_REPORTED = "nicht gemeldet"


class Printed(str):
    """Text that is Markdown already and is printed as it stands."""


@dataclass(frozen=True)
class MarkedText:
    """Markdown with marks, and the citations that the marks number."""

    markdown: str
    citations: tuple[Citation, ...]


def render(template: str, values: Mapping[str, object], folders: Sequence[Path]) -> MarkedText:
    """The template filled in; of several folders the first that has a template gives it.

    Raises SettingsError with template and line where a template is wrong.
    """
    printer = _Printer()
    environment = _environment(printer, folders)
    try:
        text = environment.get_template(template).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise _wrong(error.name or template, error.lineno) from error
    except jinja2.TemplateNotFound as error:
        raise SettingsError(
            f"Die Vorlage {error.name} fehlt.", "Bitte legen Sie sie im Ordner vorlagen an."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"Eine Vorlage zu {template} ist nicht als UTF-8 gespeichert.",
            "Bitte speichern Sie sie im Editor mit der Codierung UTF-8.",
        ) from error
    except Exception as error:  # a template may fail in whatever way its author finds
        raise _wrong(*_place(error, template)) from error
    return MarkedText(_tidied(text), tuple(printer.citations))


def _environment(printer: "_Printer", folders: Sequence[Path]) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # every template is filled in once only
    )
    environment.filters.update(
        zahl=printer.number,
        ziffern=printer.digits,
        menge=printer.counted,
        personen=printer.persons,
        anteil=printer.share,
        grundzahl=printer.base,
        anzahl=_configured,
        verb=_verb,
        tag=lambda day: Printed(grammar.day(day)),
        langer_tag=lambda day: Printed(grammar.long_day(day)),
        zeitraum=lambda period: Printed(grammar.period(period)),
        liste=lambda items: Printed(grammar.join([_finalize(i) for i in items])),
        baustein=_module_name,
        prosa=lambda text: Printed(prose(without_stray(text))),
        zitat=_quoted,
        fertig=Printed,
        gross=_capital,
    )
    environment.globals.update(luecke=_gap, trenner=_separator, Zeitraum=Period)
    return environment


def _finalize(value: object) -> str:
    """What a template prints: Markdown made by a filter as it is, everything else escaped."""
    return value if isinstance(value, Printed) else escape(without_stray(str(value)))


class _Printer:
    """Filters that print figures; each printing becomes a citation and a mark in the text."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []

    def _cite(self, figure: Published, printed: str, part: str = "value") -> Printed:
        self.citations.append(Citation(figure.id, printed, part))
        return Printed(mark(len(self.citations) - 1, printed))

    def number(self, figure: Published) -> Printed:
        """Small numbers in words, one as "eins"; "nicht gemeldet" where there is none."""
        return self._cite(figure, _words(figure.value))

    def digits(self, figure: Published) -> Printed:
        """The number in digits, as in tables and in comparisons that mix."""
        value = figure.value
        return self._cite(figure, NOT_REPORTED if value is None else grammar.number(value))

    def counted(
        self,
        figure: Published,
        singular: str,
        plural: str,
        one: str = "eine",
        none: str = "keine",
    ) -> Printed:
        """The number with its noun: "keine Person", "eine Person", "zwei Personen"."""
        if figure.value is None:
            return Printed(f"{plural}: {self._cite(figure, NOT_REPORTED)}")
        whole = grammar.counted(int(figure.value), singular, plural, one=one, none=none)
        number, noun = whole.split(grammar.NBSP, 1)
        return Printed(f"{self._cite(figure, number)}{grammar.NBSP}{noun}")

    def persons(self, figure: Published) -> Printed:
        """The number of persons."""
        return self.counted(figure, "Person", "Personen", none="keine")

    def share(self, figure: Published) -> Printed:
        """The share in percent, "–" where the base is too small for one."""
        if figure.share is None:
            return Printed("–")
        return self._cite(figure, f"{figure.share}{grammar.NBSP}%", "share")

    def base(self, figure: Published, singular: str = "", plural: str = "") -> Printed:
        """The base of a figure, in digits, or with its noun where one is given."""
        if figure.base is None:
            return self._cite(figure, NOT_REPORTED, "base")
        if not singular:
            return self._cite(figure, grammar.number(figure.base), "base")
        number, noun = grammar.counted(figure.base, singular, plural).split(grammar.NBSP, 1)
        return Printed(f"{self._cite(figure, number, 'base')}{grammar.NBSP}{noun}")


def _words(value: float | None) -> str:
    if value is None:
        return NOT_REPORTED
    if not isinstance(value, int):
        return grammar.number(value)
    return {0: "keine", 1: "eine"}.get(value) or grammar.number_word(value)


def _configured(value: int, singular: str, plural: str) -> Printed:
    """A number from the settings with its noun; it is no figure and leaves no mark."""
    return Printed(grammar.counted(value, singular, plural))


def _verb(figure: Published, singular: str, plural: str, part: str = "value") -> Printed:
    """The form of the verb that agrees with the number (or the base); none is singular."""
    number = figure.base if part == "base" else figure.value
    return Printed(singular if number in (0, 1) else plural)


def _separator(loop: Any, last: str = " und ") -> Printed:
    """What stands before an item of a list: nothing, a comma, or `last` before the last one."""
    if loop.first:
        return Printed("")
    return Printed(last if loop.last else ", ")


def _module_name(module: Module) -> Printed:
    """Baustein 6 „Teilhabemanagement“."""
    number = "" if module.number is None else f"{grammar.NBSP}{module.number}"
    return Printed(f"Baustein{number} „{escape(without_stray(module.name))}“")


def _quoted(text: str) -> Printed:
    """A text as a quotation, paragraph by paragraph."""
    lines = prose(without_stray(text)).splitlines()
    return Printed("\n".join(f"> {line}".rstrip() for line in lines))


_FIRST_LETTER = re.compile(r"^((?:\ue000\d+\ue001)?)(\w)")


def _capital(text: str) -> Printed:
    """The text as it begins a sentence; a mark before it stays."""
    return Printed(_FIRST_LETTER.sub(lambda m: m[1] + m[2].upper(), text))


def _gap(what: str) -> Printed:
    """A place that people still have to fill."""
    told = what.translate(str.maketrans("[]", "()"))
    return Printed(f"\\[BITTE ERGÄNZEN: {escape(told)}\\]")


_OPEN_GAP = re.compile(r"\\\[BITTE ERGÄNZEN: (.*?)\\\]")


def gaps(markdown: str) -> tuple[str, ...]:
    """What a statement still lacks, in its order."""
    return tuple(re.sub(r"\\(.)", r"\1", what) for what in _OPEN_GAP.findall(markdown))


def _tidied(text: str) -> str:
    """Exactly one blank line between blocks, no blanks around lines, one newline at the end."""
    lines = [line.strip() for line in text.strip().splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept) + "\n"


def _wrong(name: str, line: int | None) -> SettingsError:
    return SettingsError(
        f"Die Vorlage {name} ist in Zeile {line} fehlerhaft.",
        "Bitte vergleichen Sie die Zeile mit der mitgelieferten Vorlage.",
    )


def _place(error: Exception, template: str) -> tuple[str, int | None]:
    """Template and line in which an error arose, from the traceback's innermost template frame."""
    name, line, trace = template, None, error.__traceback__
    while trace is not None:
        code: Any = trace.tb_frame.f_code
        if code.co_filename.endswith(".j2"):
            name, line = Path(code.co_filename).name, trace.tb_lineno
        trace = trace.tb_next
    return name, line
