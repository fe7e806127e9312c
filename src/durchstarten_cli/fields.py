"""Columns that a row may hold several times ("Verbleib 1", "Verbleib 2").

The first is a field like any other ("kind"), the second is the field "kind#2".
"""

from collections.abc import Iterable, Sequence

OUTCOME = ("kind", "committed_on", "started_on", "confirmed_on", "ended_on", "brought_about")
HANDOVER = ("handover_on", "receiver", "receiver_kind", "handover_status")
SUPPORT = ("support_kind", "support_from", "support_until")
STAY = ("entry", "exit", "exit_class")
"""What tells one stay from another; a row holds one."""
OF_PERSONS = {"person", "exit_class", "sex", "birth_year", "birth_date", "age_at_entry"}
"""What only a list of persons tells."""
TOTAL = ("figure", "amount", "span")
REPEATED = (OUTCOME, HANDOVER, SUPPORT, TOTAL)


def numbered(field: str, number: int) -> str:
    """The field of the n-th column of a kind."""
    return field if number == 1 else f"{field}#{number}"


def base_of(field: str) -> str:
    """The field without its number."""
    return field.partition("#")[0]


def suffixes(fields: Iterable[object], of: Sequence[str]) -> list[str]:
    """Which numbers the columns of a family have: "" for the first, then "#2", "#3" and so on."""
    marks = {str(f).partition("#")[2] for f in fields if base_of(str(f)) in of}
    return ["", *(f"#{n}" for n in sorted(int(m) for m in marks if m))]
