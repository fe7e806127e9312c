"""The result of `validate` as text for people and as JSON for machines."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from durchstarten_cli.answer import verdict
from durchstarten_cli.cli import show_announced
from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.cli.show_settled import unexplained
from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import capital, counted, day, join
from durchstarten_cli.model import BY_ROW, Delivery, Effect, Finding, LoweredRule, Verdict
from durchstarten_cli.pipeline.examine import Findings
from durchstarten_cli.sources import LOCKED

if TYPE_CHECKING:
    from durchstarten_cli.pipeline.beside import Beside
    from durchstarten_cli.pipeline.feedback import Returned

VERDICTS = {
    Verdict.ACCEPTED: "angenommen",
    Verdict.ACCEPTED_WITH_NOTES: "angenommen mit Hinweisen",
    Verdict.REJECTED: "zurückgewiesen",
}
EFFECTS = {
    Effect.FILE: "Lieferung zurückgewiesen",
    Effect.ROW: "Zeile nicht gezählt",
    Effect.VALUE: "Wert nicht gezählt",
    Effect.NOTE: "Hinweis",
}

NOT_KNOWN = "W01"
"""The rule on entries that nobody has explained yet: their number is always told."""
MAPPABLE = ({NOT_KNOWN}, {"T01"}, {"F03", "S01"}, {"F02"})
"""Rules that hit together where somebody could explain what is meant."""
MAP_HINT = "„durchstarten map“ zeigt, was nicht verstanden wurde, und schlägt vor, was gemeint ist."

PASSWORD_HINT = (
    "Kennen Sie das Kennwort, schreiben Sie es in eine Textdatei und nennen Sie sie mit "
    "--password-file."
)


def as_json(result: Findings, other: "Beside") -> str:
    """The documented JSON of `validate`."""
    content = {
        "deliveries": [_delivery(d) for d in result.deliveries],
        "findings": [_finding(f) for f in result.findings],
        "replaced": [_delivery(d) for d in result.replaced],
        "lowered": [asdict(r) for r in result.lowered],
        "material": [problem.as_dict() for problem in other.problems],
        "announced": show_announced.as_list(other.announced),
        "public": list(other.public),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def _finding(finding: Finding) -> dict[str, Any]:
    content = asdict(finding)
    del content["values"]  # by it a note is known again; it says nothing to anybody
    del content["asked"]
    content["remedy"] = finding.to_do
    return content


def _delivery(delivery: Delivery) -> dict[str, Any]:
    content = asdict(delivery)
    content["delivered"] = delivery.delivered.isoformat() if delivery.delivered else None
    return content


def as_text(result: Findings, settings: Settings, *, every: bool) -> str:
    """Per delivery: verdict, rows, one line per rule hit; with `every` each finding."""
    if not result.deliveries:
        return "Es liegt keine Lieferung vor. Legen Sie Dateien in lieferungen/TRÄGER/DATUM/ ab."
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_file[finding.file].append(finding)
    parts = ["\n".join(_one(d, by_file[d.file], settings, every=every)) for d in result.deliveries]
    if result.unexplained and not every:  # there it stands with each note
        parts.append("\n".join(unexplained(result.unexplained)))
    if result.replaced:
        parts.append("\n".join(_replaced(result.replaced, settings)))
    parts += ["\n".join(wrapped(_lowered(rule))) for rule in result.lowered]
    codes = {finding.code for finding in result.findings}
    if any(together <= codes for together in MAPPABLE):
        parts.append("\n".join(wrapped(MAP_HINT)))
    if any(LOCKED in finding.message for finding in result.findings):
        parts.append("\n".join(wrapped(PASSWORD_HINT)))
    return "\n\n".join(parts)


def answered(names: Sequence[str], folder: Path) -> str:
    """Where the answers to the providers lie."""
    if not names:
        return "Es gibt nichts zu beantworten."
    return "\n".join(wrapped(f"Antworten an die Träger in {folder}: {', '.join(names)}"))


def returned(workbooks: "Returned", folder: Path) -> str:
    """Where the workbooks for the providers lie, and which file gets none."""
    lines = [
        f"{file} enthält Namen oder Kennungen, die wie Namen aussehen. Deshalb gibt es davon "
        f"keine Kopie mit Kommentaren.{_if_no_names(workbooks.like_names.get(file))}"
        for file in workbooks.refused
    ]
    lines += [
        f"{file} hat ein Kennwort, die Kopie davon nicht. Bitte schützen Sie sie, bevor Sie sie "
        "senden."
        for file in workbooks.unprotected
    ]
    if workbooks.written:
        lines.append(f"Rückmeldungen in {folder}: {', '.join(workbooks.written)}")
    return "\n".join(line for text in lines for line in wrapped(text))


def _if_no_names(provider: str | None) -> str:
    """What to do where only ids look like names."""
    if provider is None:
        return ""
    return (
        " Sind es keine Namen, klären Sie das mit „durchstarten settle --provider "
        f"{provider} --code P02“."
    )


def _lowered(rule: LoweredRule) -> str:
    how = "gilt nur als Hinweis" if rule.effect else "ist ausgeschaltet"
    return f"Die Regel {rule.code} „{rule.title}“ {how}. Grund: {rule.reason}"


def _one(
    delivery: Delivery, found: Sequence[Finding], settings: Settings, *, every: bool
) -> Iterator[str]:
    provider = settings.providers[delivery.provider]
    when = f" vom {day(delivery.delivered)}" if delivery.delivered else ""
    yield from wrapped(f"{provider.short or provider.name}{when}: {delivery.file}")
    yield from wrapped(verdict(delivery, found), "  ")
    yield from wrapped(_rows(delivery), "  ")
    yield f"  Prüfsumme: {delivery.sha256[:16]}"
    yield from (_every(found) if every else _by_rule([f for f in found if f.settled is None]))
    if number := sum(f.settled is not None for f in found):
        verb = "ist" if number == 1 else "sind"
        yield f"  {capital(counted(number, 'Hinweis', 'Hinweise', one='ein'))} {verb} geklärt."


def _replaced(deliveries: Sequence[Delivery], settings: Settings) -> Iterator[str]:
    """The last deliveries before those that count now."""
    yield "Ersetzt durch die genannten Lieferungen:"
    for delivery in deliveries:
        provider = settings.providers[delivery.provider]
        when = f" vom {day(delivery.delivered)}" if delivery.delivered else ""
        yield from wrapped(
            f"{provider.short or provider.name}{when}: {delivery.file}, "
            f"{VERDICTS[delivery.verdict]}, {delivery.rows_used} von "
            f"{_lines(delivery.rows_received)}, Prüfsumme {delivery.sha256[:16]}",
            "  - ",
        )


def _rows(delivery: Delivery) -> str:
    if not delivery.reading and not delivery.rows_received:
        return "Die Datei ist nicht lesbar."
    aside = (
        f"Nicht gezählt: {delivery.rows_set_aside} von {_lines(delivery.rows_received)}."
        if delivery.rows_set_aside
        else f"Gezählt: {delivery.rows_received} von {_lines(delivery.rows_received)}."
        if delivery.rows_received
        else "Die Datei enthält keine Zeile mit Angaben."
    )
    return f"{aside} Gelesen als: {delivery.reading}." if delivery.reading else aside


def _lines(number: int) -> str:
    return f"{number} {'Zeile' if number == 1 else 'Zeilen'}"


def _by_rule(found: Sequence[Finding]) -> Iterator[str]:
    """One line per rule: how many persons, what, what to do."""
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_code[finding.code].append(finding)
    for code, hits in by_code.items():
        first = hits[0]
        alike = len({h.message for h in hits}) == 1 and not (len(hits) > 1 and code == NOT_KNOWN)
        message = first.message if alike else _general(hits)
        line = f"{EFFECTS[first.effect]}, {_concerned(hits)}: {message} {first.remedy} ({code})"
        yield from wrapped(line, "  - ")


def _general(hits: Sequence[Finding]) -> str:
    """What is wrong, without the place; for values, how many of which column."""
    from durchstarten_cli.validate import RULES

    rule = RULES[hits[0].code]
    return f"{rule.title}{f': {_values(hits)}' if rule.level == 'cell' else ''}."


def _values(hits: Sequence[Finding]) -> str:
    columns = Counter(hit.column for hit in hits)
    return join(
        [
            f"{counted(n, 'Wert', 'Werte', one='ein')} in der Spalte „{c}“"
            for c, n in columns.items()
        ]
    )


def _concerned(hits: Sequence[Finding]) -> str:
    """Persons and rows told apart; rows alone where persons have no id to tell them by."""
    persons = {hit.record for hit in hits if hit.record}
    rows = {(hit.sheet, hit.row) if hit.row else hit.record for hit in hits}
    if not persons:
        return counted(len(hits), "Stelle", "Stellen")
    told = counted(len(rows), "Zeile", "Zeilen")
    if any(person.startswith(BY_ROW) for person in persons):
        return told
    who = counted(len(persons), "Person", "Personen")
    return who if len(rows) == len(persons) else f"{who} in {told}"


def _every(found: Iterable[Finding]) -> Iterator[str]:
    for finding in found:
        place = [f"Blatt {finding.sheet}"] if finding.sheet else []
        place += [f"Zelle {finding.cell}"] if finding.cell else []
        place += [f"Zeile {finding.row}"] if finding.row and not finding.cell else []
        where = join([*([finding.record] if finding.record else []), *place], ",").replace(
            " , ", ", "
        )
        yield from wrapped(
            f"{where + ': ' if where else ''}{finding.message} {finding.to_do} "
            f"({EFFECTS[finding.effect]}, {finding.code}){_settled(finding)}",
            "  - ",
        )


def _settled(finding: Finding) -> str:
    if finding.settled is None:
        return ""
    told = finding.settled
    return f" Geklärt am {day(told.on)} ({told.by}): {told.reason}"
