"""How headings and entries were understood, as text for people and as JSON for machines."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.config import Settings
from durchstarten_cli.fields import base_of
from durchstarten_cli.grammar import capital, counted, join
from durchstarten_cli.normalise import Entry, Heading, How, Understood
from durchstarten_cli.pipeline.mapping import Mapped
from durchstarten_cli.vocabulary import vocabulary

LEFT = 30
"""Width of the left column in characters."""
TOLD = {
    How.NOT_READ: "wird nicht gelesen",
    How.NAMES: "Namen: Damit wird die Lieferung zurückgewiesen.",
}
NEXT = (
    "Mit --ask werden Sie danach gefragt. Was Sie festlegen, steht dann in durchstarten.toml und "
    "gilt auch für die nächsten Lieferungen dieses Trägers."
)


def as_json(mapped: Mapped) -> str:
    """The documented JSON of `map`."""
    content = {"providers": [asdict(u) for u in mapped.understood]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_text(mapped: Mapped, settings: Settings) -> str:
    """Per provider: every heading, every entry, and what is still open."""
    lines = [line for u in mapped.understood for line in _provider(u, settings)]
    for file in mapped.unreadable:
        lines += wrapped(f"{file.source.file}: {file.reason} {file.remedy}")
    return "\n".join(lines) or "Es liegt keine Lieferung vor."


def remembered(number: int) -> str:
    """What has been written into the settings."""
    if not number:
        return "Es wurde nichts festgelegt."
    return f"In durchstarten.toml festgelegt: {counted(number, 'Angabe', 'Angaben')}."


def _provider(understood: Understood, settings: Settings) -> Iterator[str]:
    yield f"Träger: {settings.providers[understood.provider].name}"
    yield "Überschriften"
    for heading in understood.headings:
        yield from _line(heading.text, _heading(heading))
    for column in dict.fromkeys(e.column for e in understood.entries):
        yield f"Einträge in der Spalte „{vocabulary().columns[column].label}“"
        for entry in (e for e in understood.entries if e.column == column):
            yield from _line(_shown(entry), _entry(entry, settings))
    yield ""
    yield from wrapped(_summary(understood))
    if understood.open_headings or understood.open_entries:
        yield from wrapped(NEXT)
    yield ""


def _line(left: str, right: str) -> list[str]:
    if len(left) > LEFT - 2:
        return [*wrapped(left, "  "), *wrapped(right, " " * (LEFT + 2))]
    return wrapped(right, f"  {left:<{LEFT}}")


def _heading(heading: Heading) -> str:
    if heading.how is How.UNKNOWN:
        return _open(map(_label, heading.suggestions))
    if heading.how is How.SECOND:
        return f"auch {_label(heading.column or '')}; gelesen wird nur die erste solche Spalte"
    own = " (von Ihnen festgelegt)" if heading.how is How.OWN else ""
    return TOLD.get(heading.how) or f"{_label(heading.column or '')}{own}"


def _label(field: str) -> str:
    """A column as people call it; the second of its kind with its number."""
    number = field.partition("#")[2]
    return vocabulary().columns[base_of(field)].label + (f" {number}" if number else "")


def _shown(entry: Entry) -> str:
    text = entry.text if entry.text is not None else "ein langer Eintrag"
    return f"{text} ({entry.rows})"


def _entry(entry: Entry, settings: Settings) -> str:
    if entry.how is How.UNKNOWN:
        return _open(_meaning(entry.column, code, settings) for code in entry.suggestions)
    own = " (von Ihnen festgelegt)" if entry.how is How.OWN else ""
    return f"{_meaning(entry.column, entry.code or '', settings)}{own}"


def _meaning(column: str, code: str, settings: Settings) -> str:
    if column == "module":
        return settings.modules[code].name
    return "unbekannt" if code == "unknown" else vocabulary().label(column, code)


def _open(suggestions: Iterable[str]) -> str:
    named = [f"„{text}“" for text in suggestions]
    return f"NICHT VERSTANDEN{_maybe(named)}"


def _maybe(named: Sequence[str]) -> str:
    return f"; gemeint vielleicht {join(named, 'oder')}" if named else ""


def _summary(understood: Understood) -> str:
    if not understood.headings:
        return "Es sind keine Überschriften zu finden."
    headings, entries = len(understood.open_headings), len(understood.open_entries)
    parts = [counted(headings, "Überschrift", "Überschriften")] if headings else []
    parts += [counted(entries, "Eintrag", "Einträge", one="ein")] if entries else []
    return capital(f"nicht verstanden: {join(parts)}.") if parts else "Alles ist verstanden."
