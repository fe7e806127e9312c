"""How templates print what is no figure: dates, names from outside, texts, gaps.

What comes from settings, inquiry or dates is marked as known; texts that people wrote are not.
"""

import itertools
import re
from collections.abc import Callable, Mapping
from typing import Any

from durchstarten_cli import grammar
from durchstarten_cli.model import Period
from durchstarten_cli.render.escape import escape, one_line, prose
from durchstarten_cli.render.marks import chart_mark, known, without_stray
from durchstarten_cli.render.printer import Printed


def filters(spelled: int) -> Mapping[str, Callable[..., str]]:
    """The filters by the names that templates use; numbers up to `spelled` are words."""
    return {
        "anzahl": lambda value, one, many: _known(
            grammar.counted(value, one, many, spelled=spelled)
        ),
        "einstellung": lambda value: _known(grammar.number(value)),
        "fest": _known,
        "tag": lambda day: _known(grammar.day(day)),
        "langer_tag": lambda day: _known(grammar.long_day(day)),
        "zeitraum": lambda period: _known(grammar.period(period)),
        "von_bis": lambda period: _known(grammar.span(period)),
        "im_zeitraum": lambda period: _known(grammar.within(period)),
        "liste": lambda items: Printed(grammar.join([printed(item) for item in items])),
        "erster_satz": first_sentence,
        "satz": lambda text: Printed(printed(_closed(text))),
        "prosa": lambda text: Printed(prose(without_stray(text))),
        "zitat": _quoted,
        "fertig": Printed,
        "gross": _capital,
    }


def functions() -> Mapping[str, Callable[..., object]]:
    """What templates may call; tables are numbered through the whole document."""
    tables, charts = itertools.count(1), itertools.count(1)
    return {
        "luecke": _gap,
        "trenner": _separator,
        "Zeitraum": Period,
        "naechste_tabelle": lambda: _known(str(next(tables))),
        "naechste_abbildung": lambda: _known(str(next(charts))),
        "diagramm": _chart,
    }


def printed(value: object) -> str:
    """What a template prints: Markdown made by a filter as it is, everything else escaped.

    A text is one of the settings, the inquiry or a list of words; a bare number is nobody's.
    """
    if isinstance(value, Printed):
        return value
    text = escape(without_stray(str(value)))
    return known(text) if isinstance(value, str) else text


def _known(text: str) -> Printed:
    """Words that settings give or that a template's own condition makes sure of."""
    return Printed(known(text))


def _separator(loop: Any, last: str = " und ", other: str = ", ") -> Printed:
    """What stands before an item of a list: nothing, a comma, or `last` before the last one."""
    if loop.first:
        return Printed("")
    return Printed(last if loop.last else other)


_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b\w\.)(?<!\d\.)\s+(?=[A-ZÄÖÜ„])")


def first_sentence(text: str) -> str:
    """The first sentence of a text; headings are none, an initial or an ordinal ends none."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return _SENTENCE_END.split("\n".join(lines).strip().split("\n\n")[0])[0].strip()


def _closed(text: str) -> str:
    """What settings say as the end of a sentence: with a full stop."""
    told = text.rstrip()
    return told if re.search(r"[.!?…][“”\")]*$", told) else f"{told}."


def _quoted(text: str) -> Printed:
    """A text as a quotation, paragraph by paragraph."""
    lines = prose(without_stray(text)).splitlines()
    return Printed("\n".join(f"> {line}".rstrip() for line in lines))


_FIRST_LETTER = re.compile(r"^((?:\ue000\d+\ue001|\ue003)*)(\w)")


def _capital(text: str) -> Printed:
    """The text as it begins a sentence; a mark before it stays."""
    return Printed(_FIRST_LETTER.sub(lambda m: m[1] + m[2].upper(), text))


def _chart(kind: str, description: str, line: str = "", value: int | None = None) -> Printed:
    """The table below as a chart; `line` names a constant value that is drawn across it."""
    across = None if value is None else (one_line(line), value)
    return Printed(chart_mark(kind, escape(description), across))


def _gap(what: str) -> Printed:
    """A place that people still have to fill."""
    told = what.translate(str.maketrans("[]", "()"))
    return _known(f"\\[BITTE ERGÄNZEN: {escape(without_stray(told))}\\]")


_OPEN_GAP = re.compile(r"\\\[BITTE ERGÄNZEN: (.*?)\\\]")


def gaps(markdown: str) -> tuple[str, ...]:
    """What a statement still lacks, in its order."""
    return tuple(re.sub(r"\\(.)", r"\1", what) for what in _OPEN_GAP.findall(markdown))
