"""What is said of notes that are settled, or that somebody tried to settle."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from durchstarten_cli.cli.layout import wrapped
from durchstarten_cli.grammar import capital, counted, join

if TYPE_CHECKING:
    from durchstarten_cli.normalise import Decision


def settled_now(number: int, *, undo: bool) -> str:
    """What `settle` has done."""
    notes = capital(counted(number, "Hinweis", "Hinweise", one="ein"))
    verb = "ist" if number == 1 else "sind"
    return f"{notes} {verb} {'wieder offen' if undo else 'geklärt'}."


def decided(number: int) -> str:
    """Decisions that came back in feedback workbooks."""
    taken = counted(number, "Entscheidung", "Entscheidungen")
    return f"Aus zurückgekommenen Rückmeldungen übernommen: {taken} (geklaert.csv)."


def unexplained(decisions: Sequence["Decision"]) -> Iterator[str]:
    """Notes that providers confirmed without a reason."""
    yield "Nicht übernommen, weil der Grund fehlt:"
    for (file, sheet), here in groupby(decisions, lambda d: (d.file, d.sheet)):
        cells = [decision.cell for decision in here]
        named = f"{'Zelle' if len(cells) == 1 else 'Zellen'} {join(cells)}"
        yield from wrapped(f"„stimmt so“ in {file}, Blatt „{sheet}“, {named}", "  - ")
    note = "den Hinweis" if len(decisions) == 1 else "die Hinweise"
    yield from wrapped(
        "Bitte lassen Sie den Grund in der Spalte „Begründung“ nachtragen, oder klären Sie "
        f"{note} selbst mit „durchstarten settle“."
    )
