"""Stage: the answer to a provider, as text to paste into a mail; also the proof of receipt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from durchstarten_cli.config import Provider, Settings
from durchstarten_cli.grammar import counted, day, join
from durchstarten_cli.model import Delivery, Effect, Finding, Verdict

SUBJECT = {
    Verdict.ACCEPTED: "angenommen",
    Verdict.ACCEPTED_WITH_NOTES: "angenommen mit Hinweisen",
    Verdict.REJECTED: "bitte korrigieren und erneut senden",
}

MOST = 20
"""Places that a mail names for each rule."""


def verdict(delivery: Delivery, found: Sequence[Finding]) -> str:
    """The verdict on one file in one sentence, with what to do."""
    if delivery.verdict is Verdict.REJECTED:
        reasons = {f.message for f in found if f.effect is Effect.FILE}
        return f"Bitte korrigieren und erneut senden: {' '.join(sorted(reasons))}"
    if delivery.verdict is Verdict.ACCEPTED:
        return "Angenommen. Sie müssen nichts tun."
    found = [f for f in found if f.settled is None]
    rows = len({(f.sheet, f.row) if f.row else f.record for f in found if f.record})
    if not rows:
        return "Angenommen mit Hinweisen. Bitte lesen Sie die Hinweise; die Zeilen sind in Ordnung."
    return (
        f"Angenommen mit Hinweisen. Bitte prüfen Sie {counted(rows, 'Zeile', 'Zeilen')} "
        "bis zur nächsten Lieferung."
    )


def answers(
    deliveries: Iterable[Delivery], findings: Iterable[Finding], settings: Settings
) -> dict[str, str]:
    """File name -> the whole text, one per provider and day of delivery.

    Whoever carries out no module (the office with its list of meetings) needs no answer.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    together: dict[str, list[Delivery]] = defaultdict(list)
    for delivery in (d for d in deliveries if settings.providers[d.provider].modules):
        date = delivery.delivered.isoformat() if delivery.delivered else "ohne_datum"
        together[f"antwort_{delivery.provider}_{date}.txt"].append(delivery)
    return {
        name: "\n".join(_letter(files, by_file, settings)) + "\n"
        for name, files in together.items()
    }


def _letter(
    files: Sequence[Delivery], by_file: dict[str, list[Finding]], settings: Settings
) -> Iterator[str]:
    provider, when = settings.providers[files[0].provider], files[0].delivered
    worst = max((d.verdict for d in files), key=list(SUBJECT).index)
    dated = f" vom {day(when)}" if when else ""
    yield f"Betreff: Ihre Lieferung{dated}: {SUBJECT[worst]}"
    yield "\nGuten Tag,\n"
    yield f"Ihre Lieferung{dated} ist angekommen und geprüft{_programme(provider, settings)}.\n"
    for delivery in files:
        yield from _file(delivery, by_file[delivery.file])
    yield "Diese Nachricht ist zugleich die Bestätigung, dass die Lieferung angekommen ist.\n"
    yield f"Mit freundlichen Grüßen\n{settings.office.unit}, {settings.office.municipality}"


def _programme(provider: Provider, settings: Settings) -> str:
    names = [settings.modules[m].name for m in provider.modules]
    return f" ({join([f'„{name}“' for name in names])})" if names else ""


def _file(delivery: Delivery, found: Sequence[Finding]) -> Iterator[str]:
    name = delivery.file.rpartition("/")[2]
    yield f"{name} (Prüfsumme {delivery.sha256[:16]})"
    yield verdict(delivery, found)
    if delivery.rows_received:
        rows = f"{delivery.rows_received} {'Zeile' if delivery.rows_received == 1 else 'Zeilen'}"
        yield f"Gezählt: {delivery.rows_used} von {rows}."
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in (f for f in found if f.settled is None):
        by_rule[finding.code].append(finding)
    for hits in by_rule.values():
        yield from _rule(hits)
    yield ""


def _rule(hits: Sequence[Finding]) -> Iterator[str]:
    """What one rule has found; a mail names the first places and says how many more there are."""
    by_message: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for hit in hits[:MOST]:
        by_message[hit.message, hit.to_do].append(hit)
    for (message, remedy), alike in by_message.items():
        yield f"- {message} {remedy} ({hits[0].code})"
        yield from (f"    {place}" for hit in alike if (place := _place(hit)))
    if len(hits) > MOST:
        more = counted(len(hits) - MOST, "weitere Stelle", "weitere Stellen")
        yield f"    und {more} ({hits[0].code}); alle zeigt die Rückmeldung in Excel"


def _place(finding: Finding) -> str:
    """Where it is: the record's id, the sheet and the cell."""
    sheet = [f"Blatt {finding.sheet}"] if finding.sheet else []
    cell = [f"Zelle {finding.cell}"] if finding.cell else []
    row = [f"Zeile {finding.row}"] if finding.row and not cell else []
    record = [finding.record] if finding.record and [finding.record] != row else []
    return ", ".join([*record, *sheet, *cell, *row])
