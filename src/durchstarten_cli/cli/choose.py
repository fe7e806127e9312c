"""What somebody confirms about headings and entries: as options, or asked one by one."""

import functools
import sys
from collections.abc import Callable, Mapping, Sequence

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.config import Settings
from durchstarten_cli.config.remember import Choices
from durchstarten_cli.errors import UsageError
from durchstarten_cli.normalise import Entry, Heading, Understood
from durchstarten_cli.normalise.headings import field_of
from durchstarten_cli.vocabulary import plain, vocabulary

NOT_READ = "-"
"""The answer for a heading that shall not be read."""
HOW_TO_ANSWER = (
    "Bitte antworten Sie mit der Nummer eines Vorschlags oder mit dem Namen aus der Liste in "
    "docs/spalten.md. „-“ heißt: Diese Spalte wird nie gelesen. Die Eingabetaste allein lässt es "
    "offen."
)


def named(
    columns: Sequence[str], values: Sequence[str], ignored: Sequence[str], settings: Settings
) -> Choices:
    """The choices made as options. Raises UsageError for what is not understood."""
    found: dict[str, dict[str, str]] = {}
    for text in values:
        place, entry, meaning = _three(text)
        column = column_named(place)
        found.setdefault(column, {})[entry] = code_named(column, meaning, settings)
    pairs = (_two(text) for text in columns)
    return Choices({heading: column_named(name) for heading, name in pairs}, found, tuple(ignored))


def only_one(understood: Sequence[Understood]) -> Understood:
    """The provider that choices made as options are about. Raises UsageError for several."""
    if len(understood) != 1:
        raise UsageError(
            "Festlegen lässt sich nur etwas zu einem Träger auf einmal.",
            "Bitte nennen Sie eine lesbare Datei dieses Trägers.",
        )
    return understood[0]


def _two(text: str) -> tuple[str, str]:
    heading, mark, name = (part.strip() for part in text.rpartition("="))
    if not (heading and mark and name):
        raise UsageError(
            f"„{text}“ nennt keine Überschrift mit ihrer Spalte.",
            'Bitte schreiben Sie zum Beispiel --column "Kursbeginn=Eintritt".',
        )
    return heading, name


def _three(text: str) -> tuple[str, str, str]:
    place, mark, rest = (part.strip() for part in text.partition(":"))
    entry, equals, meaning = (part.strip() for part in rest.rpartition("="))
    if not (place and mark and entry and equals and meaning):
        raise UsageError(
            f"„{text}“ nennt keinen Eintrag mit seiner Spalte und Bedeutung.",
            'Bitte schreiben Sie zum Beispiel --value "Verbleib: Lehre=Ausbildung".',
        )
    return place, entry, meaning


def column_named(text: str) -> str:
    """A column by its name, its German label or any heading that is understood."""
    words = vocabulary()
    column = text if text in words.columns else field_of(plain(text), words.headers)
    if column is None:
        raise UsageError(
            f"Die Spalte „{text}“ gibt es nicht.",
            "Die Liste der Spalten steht in docs/spalten.md; möglich ist jede Überschrift darin.",
        )
    return column


def code_named(column: str, text: str, settings: Settings) -> str:
    """A code of a column by its name, its German label or any entry that is understood."""
    known = _known_codes(column, settings)
    code = text if text in known.values() else known.get(plain(text))
    if code is None:
        label = vocabulary().columns[column].label
        possible = ", ".join(_labels(column, settings).values())
        raise UsageError(
            f"In der Spalte „{label}“ ist „{text}“ nicht möglich.", f"Möglich sind: {possible}."
        )
    return code


def _known_codes(column: str, settings: Settings) -> Mapping[str, str]:
    words = vocabulary()
    if column == "module":
        return {plain(x): m for m, s in settings.modules.items() for x in (m, s.name)}
    if column not in words.entries:
        raise UsageError(
            f"Die Spalte „{words.columns[column].label}“ hat keine festen Werte.",
            "Festlegen lassen sich Einträge nur dort, wo docs/spalten.md eine Werteliste zeigt.",
        )
    return {**words.entries[column], **dict.fromkeys(words.unknown, "unknown")}


def _labels(column: str, settings: Settings) -> Mapping[str, str]:
    if column == "module":
        return {name: module.name for name, module in settings.modules.items()}
    return {code.name: code.label for code in vocabulary().codes[column]} | {"unknown": "unbekannt"}


def asked(understood: Understood, settings: Settings) -> Choices:
    """The choices made by answering questions on the terminal, one for each thing left open."""
    _say(HOW_TO_ANSWER)
    columns, ignored = _asked_headings(understood.open_headings)
    return Choices(columns, _asked_entries(understood.open_entries, settings), ignored)


def _asked_headings(headings: Sequence[Heading]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The columns named, and the headings that shall not be read."""
    labels = {c.name: c.label for c in vocabulary().columns.values()}
    answers = {}
    for heading in headings:
        _say(f"\nWas bedeutet die Überschrift „{heading.text}“?")
        answers[heading.text] = _answer(heading.suggestions, labels, column_named, others=NOT_READ)
    named_ = {text: name for text, name in answers.items() if name not in ("", NOT_READ)}
    return named_, tuple(text for text, name in answers.items() if name == NOT_READ)


def _asked_entries(entries: Sequence[Entry], settings: Settings) -> dict[str, dict[str, str]]:
    """The codes named, by column and entry."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        if entry.text is None:
            continue
        column, labels = entry.column, _labels(entry.column, settings)
        _say(f"\nWas bedeutet „{entry.text}“ in der Spalte „{vocabulary().columns[column].label}“?")
        code_of = functools.partial(code_named, column, settings=settings)
        if code := _answer(entry.suggestions, labels, code_of):
            found.setdefault(column, {})[entry.text] = code
    return found


def _answer(
    suggestions: Sequence[str],
    labels: Mapping[str, str],
    name_of: Callable[[str], str],
    *,
    others: str = "",
) -> str:
    """The name chosen, one of `others`, or "" for nothing; asked again until it is one of them."""
    for number, name in enumerate(suggestions, start=1):
        _say(f"  {number}  {labels.get(name, name)}")
    while True:
        print("> ", end="", file=sys.stderr, flush=True)
        text = sys.stdin.readline().strip()
        if text in ("", others):
            return text
        if text.isdecimal() and 1 <= int(text) <= len(suggestions):
            return suggestions[int(text) - 1]
        try:
            return name_of(text)
        except UsageError as error:
            _say(f"{error.message} {error.remedy}")


def _say(text: str) -> None:
    lines = [line for part in text.split("\n") for line in wrapped(part) or [""]]
    print("\n".join(lines), file=sys.stderr)
