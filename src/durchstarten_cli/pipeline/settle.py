"""Notes that are settled: which, how they are told, and how somebody settles one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from durchstarten_cli.config import Project
from durchstarten_cli.config.settlements import read_settlements, write_settlements
from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Delivery, Effect, Finding, NoteKey, Settled, Verdict
from durchstarten_cli.normalise import Decision
from durchstarten_cli.pipeline.examine import Examined, Findings


@dataclass(frozen=True)
class Wish:
    """What somebody asks to be settled: whose note, on which record, by which rule."""

    provider: str
    record: str
    code: str


def key_of(finding: Finding) -> NoteKey | None:
    """By what a note is known again: the record and the values, never the row. None: it cannot be.

    A record that is told by its row has no id of its own that could be kept.
    """
    told_by_row = finding.record is None or finding.record.startswith("Zeile ")
    if finding.effect is not Effect.NOTE or told_by_row or finding.values is None:
        return None
    return NoteKey(finding.provider, finding.code, finding.record or "", finding.values)


def settled(project: Project, examined: Examined, result: Findings) -> tuple[Findings, int]:
    """The findings with what is settled, and how many decisions were taken from deliveries.

    "Stimmt so" with a reason, in the decision column of a feedback workbook that came back, is
    kept in the project, so that it holds for later deliveries as well.
    """
    known = read_settlements(project.root)
    taken = _decided(result.findings, examined.decisions())
    new = {key: value for key, value in taken.items() if key not in known}
    if new:
        write_settlements(project.root, known | new)
    return with_settlements(result, known | new), len(new)


def with_settlements(result: Findings, known: Mapping[NoteKey, Settled]) -> Findings:
    """The findings with what is settled; a delivery whose notes all are needs nothing more."""
    found = [
        replace(f, settled=known.get(key)) if (key := key_of(f)) else f for f in result.findings
    ]
    open_files = {f.file for f in found if f.settled is None}
    return replace(
        result,
        findings=found,
        deliveries=[_accepted(d) if d.file not in open_files else d for d in result.deliveries],
    )


def _accepted(delivery: Delivery) -> Delivery:
    if delivery.verdict is Verdict.ACCEPTED_WITH_NOTES:
        return replace(delivery, verdict=Verdict.ACCEPTED)
    return delivery


def _decided(findings: Iterable[Finding], decisions: Iterable[Decision]) -> dict[NoteKey, Settled]:
    reasons = {(d.provider, d.code, d.record, d.column): d for d in decisions}
    found = {}
    for finding in findings:
        place = (finding.provider, finding.code, finding.record or "", finding.column or "")
        key = key_of(finding)
        if key is not None and place in reasons:
            decision = reasons[place]
            found[key] = Settled(decision.reason, decision.provider, decision.on)
    return found


def settle(project: Project, result: Findings, wish: Wish, told: Settled | None) -> int:
    """Settle the notes wished for, or open them again (`told` is None); returns how many.

    Raises UsageError where there is no such note, saying which there are.
    """
    keys = {
        key
        for finding in result.findings
        if (key := key_of(finding))
        and (key.provider, key.record, key.code) == (wish.provider, wish.record, wish.code.upper())
    }
    known = read_settlements(project.root)
    if told is None:
        keys &= known.keys()
    if not keys:
        raise UsageError(*_nothing_there(result, wish, known if told is None else None))
    rest = {key: value for key, value in known.items() if key not in keys}
    write_settlements(project.root, rest | (dict.fromkeys(keys, told) if told else {}))
    return len(keys)


def _nothing_there(
    result: Findings, wish: Wish, known: Mapping[NoteKey, Settled] | None
) -> tuple[str, str]:
    keys = [key for f in result.findings if (key := key_of(f))] if known is None else list(known)
    of_record = sorted(
        {k.code for k in keys if (k.provider, k.record) == (wish.provider, wish.record)}
    )
    what = "geklärten Hinweis" if known is not None else "Hinweis, der sich klären lässt,"
    remedy = (
        f"Zu dieser Kennung gibt es: {', '.join(of_record)}."
        if of_record
        else "„durchstarten validate --all“ zeigt alle Hinweise mit Kennung und Regel."
    )
    return f"Einen solchen {what} gibt es zu dieser Kennung nicht.", remedy


def settlement(reason: str, by: str, on: dt.date) -> Settled:
    """A settlement with its reason. Raises UsageError where reason or sign is missing."""
    if not reason.strip() or not by.strip():
        raise UsageError(
            "Zum Klären gehören ein Grund und ein Kürzel.",
            'Bitte nennen Sie --reason "…" und --by KÜRZEL.',
        )
    return Settled(reason.strip(), by.strip(), on)
