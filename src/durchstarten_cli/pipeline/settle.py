"""Notes that are settled: which, how they are told, and how somebody settles one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from durchstarten_cli.config import Project
from durchstarten_cli.config.settlements import read_settlements, write_settlements
from durchstarten_cli.errors import UsageError
from durchstarten_cli.model import Delivery, Finding, NoteKey, Settled, Verdict, record_key
from durchstarten_cli.normalise import Decision
from durchstarten_cli.pipeline.examine import Examined, Findings


@dataclass(frozen=True)
class Wish:
    """What somebody asks to be settled: whose note, by which rule, on which record.

    `record` is empty for all notes that name no id; one that looks like a name is told by its row
    in the present delivery. `column` narrows it down where it is given.
    """

    provider: str
    code: str
    record: str = ""
    column: str | None = None

    def means(self, finding: Finding) -> bool:
        """Whether a finding is among those wished for."""
        key, column = finding.note_key, self.column
        return (
            key is not None
            and self.is_of(finding)
            and key.code == self.code.upper()
            and column in (None, finding.column)
        )

    def is_of(self, finding: Finding) -> bool:
        """Whether a finding is of the provider and the record."""
        records = (record_key(finding.record), finding.record)
        return finding.provider == self.provider and self.record in records


def settled(project: Project, examined: Examined, result: Findings) -> tuple[Findings, int]:
    """The findings with what is settled, and how many decisions were taken from deliveries.

    "Stimmt so" with a reason, in the decision column of a feedback workbook that came back, is
    kept in the project, so that it holds for later deliveries as well; without one it is told.
    """
    known, decisions = read_settlements(project.root), examined.decisions()
    taken = _decided(result.findings, [d for d in decisions if d.reason])
    new = {key: value for key, value in taken.items() if key not in known}
    if new:
        write_settlements(project.root, known | new)
    told = with_settlements(result, known | new)
    return _with_unexplained(told, [d for d in decisions if not d.reason]), len(new)


def with_settlements(result: Findings, known: Mapping[NoteKey, Settled]) -> Findings:
    """The findings with what is settled; a delivery whose notes all are needs nothing more."""
    found = [
        replace(f, settled=known.get(key)) if (key := f.note_key) else f for f in result.findings
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
    """Decisions on notes that are still the same: one on other values says nothing of these."""
    keys = {finding.note_key for finding in findings}
    return {d.key: Settled(d.reason, d.key.provider, d.on) for d in decisions if d.key in keys}


def _with_unexplained(result: Findings, decisions: Iterable[Decision]) -> Findings:
    """Open notes say that they were confirmed without a reason, and where."""
    of_note = {decision.key: decision for decision in decisions}
    found, unexplained = [], dict[NoteKey, Decision]()
    for finding in result.findings:
        key = finding.note_key
        if key in of_note and finding.settled is None:
            unexplained[key] = of_note[key]
            asked = _WITHOUT_REASON.format_map(vars(of_note[key]))
            finding = replace(finding, asked=asked)
        found.append(finding)
    return replace(result, findings=found, unexplained=tuple(unexplained.values()))


_WITHOUT_REASON = (
    "In Ihrer Datei steht dazu „stimmt so“ ohne Grund (Blatt „{sheet}“, Zelle {cell}); bitte "
    "nennen Sie ihn in der Spalte „Begründung“, bis dahin bleibt der Hinweis offen."
)


def settle(project: Project, result: Findings, wish: Wish, told: Settled | None) -> int:
    """Settle the notes wished for, or open them again (`told` is None); returns how many.

    Raises UsageError where there is no such note, saying which there are.
    """
    keys = {key for f in result.findings if wish.means(f) and (key := f.note_key)}
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
    notes = [f for f in result.findings if f.note_key and (known is None or f.note_key in known)]
    of_record = sorted({note.code for note in notes if wish.is_of(note)})
    what = "geklärten Hinweis" if known is not None else "Hinweis, der sich klären lässt,"
    where = "Zu dieser Kennung" if wish.record else "Ohne Kennung"
    remedy = (
        f"{where} gibt es: {', '.join(of_record)}."
        if of_record
        else "„durchstarten validate --all“ zeigt alle Hinweise mit Kennung und Regel."
    )
    place = " zu dieser Kennung" if wish.record else ""
    return f"Einen solchen {what} gibt es{place} nicht.", remedy


def settlement(reason: str, by: str, on: dt.date) -> Settled:
    """A settlement with its reason. Raises UsageError where reason or sign is missing."""
    if not reason.strip() or not by.strip():
        raise UsageError(
            "Zum Klären gehören ein Grund und ein Kürzel.",
            'Bitte nennen Sie --reason "…" und --by KÜRZEL.',
        )
    return Settled(reason.strip(), by.strip(), on)
