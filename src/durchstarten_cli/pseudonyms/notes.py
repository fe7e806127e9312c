"""What the provider is told of its copy: what is not in it, what to look at before it leaves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from durchstarten_cli.pseudonyms.places import cell_text, column_letter, rows_text, sheet_text
from durchstarten_cli.pseudonyms.traces import Traces
from durchstarten_cli.roster import ENTRY, PERSON, How, OtherSheet, Roster
from durchstarten_cli.vocabulary import plain, vocabulary


@dataclass(frozen=True)
class Notes:
    """Headers, sheets and rows left out; sheets without entries, with hidden parts; cells that are
    struck through; columns with own text; cells that could not be read; rows of one local number
    that tell of several persons.
    """

    left_out: tuple[str, ...]
    sheets: tuple[str, ...]
    passed_over: tuple[str, ...]
    without_entry: tuple[str, ...]
    hidden: tuple[str, ...]
    struck: tuple[str, ...]
    own_texts: tuple[str, ...]
    illegible: tuple[str, ...]
    doubtful: tuple[str, ...]


def notes_on(
    sheets: Sequence[Roster | OtherSheet],
    rosters: Sequence[Roster],
    ids: Sequence[Sequence[str]],
    traces: Traces,
) -> Notes:
    """All there is to tell of a copy."""
    return Notes(
        _distinct(name for roster in rosters for name in _left_out(roster, traces)),
        tuple(sheet_text(s.number) for s in sheets if isinstance(s, OtherSheet) or not s.rows),
        tuple(rows_text(r.number, r.passed_over) for r in rosters if r.passed_over),
        tuple(sheet_text(roster.number) for roster in rosters if not roster.column(ENTRY)),
        tuple(sheet_text(roster.number) for roster in rosters if roster.hidden),
        tuple(cell_text(r.number, *place) for r in rosters for place in r.struck),
        _distinct(label for roster in rosters for label in _own_texts(roster)),
        tuple(place for roster in rosters for place in _illegible(roster)),
        tuple(_doubtful(rosters, ids)),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _left_out(roster: Roster, traces: Traces) -> Iterator[str]:
    """Headers of columns; the place of one that tells a name itself."""
    words = vocabulary()
    for index, header in roster.left_out.items():
        known = plain(header) in words.refused | words.ignored | words.headers.keys()
        if known or not traces.found(header):
            yield f"„{header}“"
        else:
            yield f"{column_letter(index)} auf {sheet_text(roster.number)}"


def _own_texts(roster: Roster) -> Iterator[str]:
    for column in roster.columns:
        if column.field != PERSON and any(told.how is How.OWN for told in column.cells):
            yield f"„{column.label}“"


def _illegible(roster: Roster) -> Iterator[str]:
    for column in roster.columns:
        for row, told in zip(roster.rows, column.cells, strict=True):
            if column.field != PERSON and told.how is How.UNREADABLE:
                yield cell_text(roster.number, row, column.index)


def _doubtful(rosters: Sequence[Roster], ids: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of one local number with several pseudonyms: a name or a date is spelled in two ways."""
    told: dict[str, set[str]] = defaultdict(set)
    for roster, pseudonyms in zip(rosters, ids, strict=True):
        for number, pseudonym in zip(_numbers(roster), pseudonyms, strict=True):
            told[number].add(pseudonym)
    for roster in rosters:
        rows = zip(roster.rows, _numbers(roster), strict=True)
        several = [row for row, number in rows if number and len(told[number]) > 1]
        if several:
            yield rows_text(roster.number, several)


def _numbers(roster: Roster) -> list[str]:
    column = roster.column(PERSON)
    return [str(t.value or "") for t in column.cells] if column else [""] * len(roster.rows)
