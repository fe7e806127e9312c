"""The statement as Markdown: Jinja templates, in which every printed figure leaves a mark.

Whatever templates print is escaped unless a filter made it: text from outside can never become
markup. The marks say which figure stands where; `marks.strip_marks` takes them out again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from durchstarten_cli import grammar
from durchstarten_cli.config import Words
from durchstarten_cli.equations import Cell
from durchstarten_cli.errors import SettingsError
from durchstarten_cli.model import Citation, Published
from durchstarten_cli.render.compiled import CompiledTemplates
from durchstarten_cli.render.filters import filters, functions, printed
from durchstarten_cli.render.lint import Unexplained, unexplained
from durchstarten_cli.render.marks import strip_known
from durchstarten_cli.render.names import Names
from durchstarten_cli.render.printer import Printer

HOUSE_WORDS = Words()
OPTIONS: Mapping[str, bool] = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "optimized": False,  # every template is filled in once only
}


@dataclass(frozen=True)
class MarkedText:
    """Markdown with marks, the citations that the marks number, and what decided on sentences.

    `read` are all counts that were printed or asked for: a sentence that is missing tells
    something, too. `unexplained` are numbers that are none of these.
    """

    markdown: str
    citations: tuple[Citation, ...]
    read: frozenset[Cell]
    unexplained: tuple[Unexplained, ...] = ()


def render(
    template: str,
    values: Mapping[str, object],
    folders: Sequence[Path],
    words: Words = HOUSE_WORDS,
    facts: Sequence[str] = (),
) -> MarkedText:
    """The template filled in; of several folders the first that has a template gives it.

    `facts` are words in it of which it is known where they come from. Raises SettingsError with
    template and line where a template is wrong.
    """
    printer = Printer(words.spelled)
    filled = environment(folders, printer, words)
    try:
        text = filled.get_template(template).render(values)
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
    tidy = grammar.bound(_tidied(text))
    return MarkedText(
        strip_known(tidy),
        tuple(printer.citations),
        frozenset(printer.read),
        tuple(unexplained(tidy, facts)),
    )


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


def environment(
    folders: Sequence[Path], printer: Printer | None = None, words: Words = HOUSE_WORDS
) -> SandboxedEnvironment:
    """Where templates run: sandboxed, and a name that does not exist is an error."""
    printer = printer or Printer(words.spelled)
    made = _Environment(
        **OPTIONS,
        loader=jinja2.FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=jinja2.StrictUndefined,
        finalize=_finalized,
        bytecode_cache=CompiledTemplates(OPTIONS),
    )
    made.printer = printer
    made.tests.update(printer.tests())
    made.filters.update(printer.filters())
    made.filters.update(Names(words.module).filters())
    made.filters.update(filters(words.spelled))
    made.globals.update(functions(), worte=words)
    return made


@jinja2.pass_context  # so nothing is printed while a template is compiled: settings decide on it
def _finalized(_context: object, value: object) -> str:
    return printed(value)


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
