"""Possible duplicates as text for people and as JSON for machines."""

import json
from typing import Any

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import counted, day
from durchstarten_cli.pairs import FILE, NO, NOT_SAME, SAME, YES, PairRow, ProviderRow, Side, Signed
from durchstarten_cli.pipeline.persons import PersonsReport, Proposal, Written

OPEN = "noch nicht entschieden"


def as_text(report: PersonsReport, settings: Settings) -> str:
    """New pairs, those in the file with their decision, and providers to be compared."""
    blocks = [
        *(_proposal(number, p, settings) for number, p in enumerate(report.proposals, start=1)),
        *([line for text in report.left_out for line in wrapped(text)],),
        _of_file(report, settings),
        _of_providers(report, settings),
    ]
    told = ["\n".join(block) for block in blocks if block]
    head = counted(len(report.proposals), "neues Paar", "neue Paare", one="ein", none="kein")
    return "\n\n".join([f"Zu entscheiden: {head}.", *told])


def _proposal(number: int, proposal: Proposal, settings: Settings) -> list[str]:
    lead, pair = f"{number}. ", proposal.pair
    both = zip((pair.one, pair.other), proposal.places, strict=True)
    sides = [_side(s, settings) if s.id not in proposal.hidden else place for s, place in both]
    return [
        *wrapped(sides[0], lead),
        *wrapped(sides[1], " " * len(lead)),
        *wrapped(pair.prompt, " " * len(lead)),
        *(wrapped(_HIDDEN, " " * len(lead)) if proposal.hidden else ()),
    ]


_HIDDEN = (
    f"Eine der Kennungen sieht aus wie ein Name; sie kommt nicht in {FILE}. Bitte lassen Sie den "
    "Träger eine andere verwenden."
)


def _side(side: Side, settings: Settings) -> str:
    provider = settings.providers[side.provider]
    trait = f", {side.trait}" if side.trait else ""
    return f"{provider.short or provider.name}: {side.id}{trait}"


def _of_file(report: PersonsReport, settings: Settings) -> list[str]:
    lines = [f"In {FILE}:"] if report.file.pairs else []
    for row in report.file.pairs:
        both = " / ".join(_side(side, settings) for side in (row.one, row.other))
        lines += wrapped(f"{both}: {_decided(row)}", f"  Zeile {row.row}: ")
    return lines


def _decided(row: PairRow) -> str:
    if row.same is None:
        return OPEN
    return f"{SAME if row.same else NOT_SAME} ({_signed(row.signed)})"


def _signed(signed: Signed | None) -> str:
    return "" if signed is None else f"{signed.by}, {day(signed.on)}"


def _of_providers(report: PersonsReport, settings: Settings) -> list[str]:
    names = {name: p.short or p.name for name, p in settings.providers.items()}
    told = [_compared(row, names) for row in report.file.providers]
    told += [f"{names[one]} und {names[other]}: {OPEN}" for one, other in report.unmatched]
    lines = ["Sind alle gemeinsamen Personen gefunden?"] if told else []
    return [*lines, *(line for text in told for line in wrapped(text, "  "))]


def _compared(row: ProviderRow, names: dict[str, str]) -> str:
    told = OPEN if row.complete is None else NO
    if row.complete:
        told = f"{YES} ({_signed(row.signed)})"
    return f"{names[row.one]} und {names[row.other]}: {told}"


def written(added: Written | None) -> str:
    """What was added to the workbook."""
    if added is None:
        return f"In {FILE} ist nichts nachzutragen."
    pairs = counted(added.pairs, "neues Paar", "neue Paare", one="ein", none="kein")
    if added.new:
        return f"{FILE} ist angelegt, darin {pairs}."
    return f"{FILE} ist ergänzt um {pairs}. Was darin stand, ist noch da."


def as_json(report: PersonsReport) -> str:
    """The documented JSON of `persons`."""
    content = {
        "pairs": [*map(_proposal_json, report.proposals), *map(_row_json, report.file.pairs)],
        "providers": [
            *(_provider_json(ProviderRow(None, *pair, None, None)) for pair in report.unmatched),
            *map(_provider_json, report.file.providers),
        ],
        "left_out": list(report.left_out),
        "problems": list(report.problems),
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _proposal_json(proposal: Proposal) -> dict[str, Any]:
    one, other = (
        {**_side_json(side), "id": None if side.id in proposal.hidden else side.id, "place": place}
        for side, place in zip(
            (proposal.pair.one, proposal.pair.other), proposal.places, strict=True
        )
    )
    return {"row": None, "one": one, "other": other, "prompt": proposal.pair.prompt} | _open()


def _row_json(row: PairRow) -> dict[str, Any]:
    told = {"row": row.row, "one": _side_json(row.one), "other": _side_json(row.other)}
    decision = None if row.same is None else SAME if row.same else NOT_SAME
    return told | {"prompt": None, "decision": decision} | _signed_json(row.signed)


def _provider_json(row: ProviderRow) -> dict[str, Any]:
    told = {"providers": [row.one, row.other], "row": row.row, "complete": row.complete}
    return told | _signed_json(row.signed)


def _side_json(side: Side) -> dict[str, Any]:
    return {
        "provider": side.provider,
        "id": side.id,
        "trait": str(side.trait) if side.trait else None,
    }


def _open() -> dict[str, Any]:
    return {"decision": None} | _signed_json(None)


def _signed_json(signed: Signed | None) -> dict[str, Any]:
    if signed is None:
        return {"by": None, "on": None, "reason": None}
    return {"by": signed.by, "on": signed.on.isoformat(), "reason": signed.reason}
