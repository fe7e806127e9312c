"""What went on beside and after: handovers, continuing support, meetings."""

from datetime import timedelta

from tests.oracle import presence
from tests.oracle.persons import View, placement
from tests.oracle.records import (
    RECEIVER_KINDS,
    SUPPORT_KINDS,
    Figures,
    Handover,
    Meeting,
    Period,
    Project,
    Support,
)

BASED = ("handover", "handover_need", "handover_placed")


def leavers(seen: View) -> set[str]:
    """Participants who are not there at the end of the period."""
    return set(seen.people) - presence.stock(seen.rows, seen.period.b)


def handover_base(seen: View) -> dict[str, set[str]]:
    """Leavers whose last exit is not neutral; of these, those with further need, those placed.

    Reading: the need is that of the stay with the last exit.
    """
    base, need = set(), set()
    for person in leavers(seen):
        touching = seen.touching(person)
        if presence.last_class(touching, seen.rows.setup) == "neutral":
            continue
        base.add(person)
        end = max(presence.gone_on(s, seen.rows.setup) for s in touching)
        last = [s for s in touching if presence.gone_on(s, seen.rows.setup) == end]
        if any(s.further_need == "yes" for s in last):
            need.add(person)
    return {"handover": base, "handover_need": need, "handover_placed": base & placement(seen)}


def _outside(handover: Handover, status: str) -> bool:
    return handover.status == status and handover.receiver_kind != "internal"


def _in_time(handover: Handover, seen: View) -> bool:
    """From the entry of the first stay touching the period to some days after the last exit."""
    setup, touching = seen.rows.setup, seen.touching(handover.person)
    if handover.on is None or handover.on > setup.as_of:
        return False
    exit_ = max(presence.exit_of(s, setup) for s in touching)
    return touching[0].entry <= handover.on <= exit_ + timedelta(days=setup.handover_days)


def _reached(seen: View, people: set[str], status: str) -> set[str]:
    own = [h for h in seen.rows.handovers if h.person in people and _outside(h, status)]
    return {h.person for h in own if _in_time(h, seen)}


def handover_bases(seen: View) -> dict[str, int | None]:
    """The bases of the handover figures; not reported beyond the as-of date, as the leavers."""
    if seen.period.b > seen.rows.setup.as_of:
        return dict.fromkeys(BASED)
    return {name: len(people) for name, people in handover_base(seen).items()}


def handover_figures(seen: View) -> Figures:
    figures: Figures = dict.fromkeys((*BASED, "handover_offered"))
    if seen.period.b <= seen.rows.setup.as_of:
        bases = handover_base(seen)
        done = _reached(seen, bases["handover"], "done")
        for name in BASED:
            figures[name] = len(bases[name] & done)
        offered = _reached(seen, bases["handover"], "offered")
        figures["handover_offered"] = len(offered - done)
    known = Period(seen.period.a, presence.known_end(seen.period, seen.rows.setup))
    dated = [h for h in seen.rows.handovers if h.on is not None and h.on in known]
    outside = [h for h in dated if _outside(h, "done")]
    inside = [h for h in dated if h.receiver_kind == "internal" and h.status == "done"]
    figures["handover_persons"] = len({h.person for h in outside})
    figures["handover_events"] = len(outside)
    figures["handover_internal"] = len({h.person for h in inside})
    for kind in RECEIVER_KINDS:
        to = {h.person for h in outside if h.receiver_kind == kind}
        figures[f"handover_to.{kind}"] = len(to)
    return figures


def supported(seen: View) -> list[Support]:
    """Supports on any day of the period."""
    end = presence.known_end(seen.period, seen.rows.setup)
    return [
        s
        for s in seen.rows.supports
        if s.since and s.since <= end and (s.until is None or s.until >= seen.period.a)
    ]


def support_figures(seen: View) -> Figures:
    """Persons with support on any day of the period, of all persons reported.

    Reading: support without an end goes on to the as-of date; without a beginning it has no place.
    """
    overlapping = supported(seen)
    people = {s.person for s in overlapping}
    running = {s.person for s in overlapping if s.until is None or s.until > seen.rows.setup.as_of}
    figures: Figures = {
        "supports": len(people),
        "supports_running": len(running),
        "supports_without_placement": len(people - placement(seen)),
        "supports_with_placement": len(people & placement(seen)),
    }
    for kind in SUPPORT_KINDS:
        figures[f"supports.{kind}"] = len({s.person for s in overlapping if s.kind == kind})
    return figures


def meeting_figures(rows: Project, period: Period) -> Figures:
    """Meetings by format, and in how many of them each unit or outside body took part."""
    end = presence.known_end(period, rows.setup)
    held = [m for m in rows.meetings if period.a <= m.on <= end]
    figures: Figures = {"meetings": len(held)}
    for format_ in sorted({m.format for m in rows.meetings}):
        own = [m for m in held if m.format == format_]
        figures[f"meetings[format={format_}]"] = len(own)
        for unit in sorted({u for m in own for u in _present(m)}):
            sat = [m for m in own if unit in _present(m)]
            figures[f"meetings[format={format_},unit={unit}]"] = len(sat)
    return figures


def _present(meeting: Meeting) -> set[str]:
    return {*meeting.units, *meeting.bodies}
