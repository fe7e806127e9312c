"""The statement as Markdown: Jinja templates, in which every printed figure leaves a mark.

Whatever templates print is escaped unless a filter made it: text from outside can never become
markup. The marks say which figure stands where; `marks.strip_marks` takes them out again.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from durchstarten_cli import grammar
from durchstarten_cli.equations import Cell
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.model import Citation, Period, Published
from durchstarten_cli.render.escape import escape, prose
from durchstarten_cli.render.marks import without_stray
from durchstarten_cli.render.names import Names, module_name, short_module_name
from durchstarten_cli.render.printer import Printed, Printer


@dataclass(frozen=True)
class MarkedText:
    """Markdown with marks, the citations that the marks number, and what decided on sentences.

    `read` are all counts that were printed or asked for: a sentence that is missing tells
    something, too.
    """

    markdown: str
    citations: tuple[Citation, ...]
    read: frozenset[Cell]


def render(template: str, values: Mapping[str, object], folders: Sequence[Path]) -> MarkedText:
    """The template filled in; of several folders the first that has a template gives it.

    Raises SettingsError with template and line where a template is wrong.
    """
    printer = Printer()
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
    return MarkedText(_tidied(text), tuple(printer.citations), frozenset(printer.read))


class _Environment(SandboxedEnvironment):
    """The sandbox, which also notes which figures a template looks into."""

    printer: Printer

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute as Jinja finds it."""
        if isinstance(obj, Published) and attribute in ("value", "base", "share"):
            self.printer.look(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item or attribute, as `selectattr` asks for it."""
        is_name = isinstance(obj, Published) and isinstance(argument, str)
        return self.getattr(obj, argument) if is_name else super().getitem(obj, argument)


def _environment(printer: Printer, folders: Sequence[Path]) -> _Environment:
    environment = _Environment(
        loader=jinja2.FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # every template is filled in once only
    )
    environment.printer = printer
    environment.tests.update(printer.tests())
    environment.filters.update(
        printer.filters(),
        **Names().filters(),
        anzahl=_configured,
        tag=lambda day: Printed(grammar.day(day)),
        langer_tag=lambda day: Printed(grammar.long_day(day)),
        zeitraum=lambda period: Printed(grammar.period(period)),
        im_zeitraum=lambda period: Printed(grammar.within(period)),
        liste=lambda items: Printed(grammar.join([_finalize(i) for i in items])),
        baustein=module_name,
        kurzer_baustein=short_module_name,
        erster_satz=_first_sentence,
        prosa=lambda text: Printed(prose(without_stray(text))),
        zitat=_quoted,
        fertig=Printed,
        gross=_capital,
    )
    tables = itertools.count(1)
    environment.globals.update(
        luecke=_gap,
        trenner=_separator,
        Zeitraum=Period,
        naechste_tabelle=lambda: Printed(next(tables)),
    )
    return environment


def _finalize(value: object) -> str:
    """What a template prints: Markdown made by a filter as it is, everything else escaped."""
    return value if isinstance(value, Printed) else escape(without_stray(str(value)))


def _configured(value: int, singular: str, plural: str) -> Printed:
    """A number from the settings with its noun; it is no figure and leaves no mark."""
    return Printed(grammar.counted(value, singular, plural))


def _separator(loop: Any, last: str = " und ", other: str = ", ") -> Printed:
    """What stands before an item of a list: nothing, a comma, or `last` before the last one."""
    if loop.first:
        return Printed("")
    return Printed(last if loop.last else other)


_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b\w\.)(?<!\d\.)\s+(?=[A-ZÄÖÜ„])")


def _first_sentence(text: str) -> str:
    """The first sentence of a text; headings are none, an initial or an ordinal ends none."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return _SENTENCE_END.split("\n".join(lines).strip().split("\n\n")[0])[0].strip()


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
