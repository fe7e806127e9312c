"""The decisions applied: which received rows are of one person. Rows are linked, never merged."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from durchstarten_cli.errors import SettingsError
from durchstarten_cli.grammar import join
from durchstarten_cli.pairs import DECISION, FILE, ID_1, ID_2, PAIRS, PairRow, Side
from durchstarten_cli.persons.traits import told
from durchstarten_cli.tables import AnyArray, Mask, Numbers, Rows

_REMEDY = "Bitte berichtigen Sie die Datei und speichern Sie sie."


@dataclass(frozen=True)
class Applied:
    """A decision that concerns received rows, and the numbers of those rows."""

    pair: PairRow
    one: Numbers
    other: Numbers

    def records(self, used: Mask) -> Numbers:
        """The records (used rows, counted from 0) of both sides."""
        rows = np.union1d(self.one, self.other)
        records: Numbers = (np.cumsum(used) - 1)[rows[used[rows]]]
        return records


@dataclass(frozen=True)
class Linked:
    """The person number of every received row, -1 without an id; the decisions behind it.

    `unknown` are sentences on decisions about ids that no delivery in force holds.
    """

    persons: Numbers
    applied: tuple[Applied, ...] = ()
    unknown: tuple[str, ...] = ()


def link(rows: Rows, decided: Sequence[PairRow]) -> Linked:
    """Obey the decisions. Raises SettingsError where they contradict each other.

    "nicht dieselbe" on one id gives the rows of its second side a number of their own; all other
    rows of the id stay with the first. Then "dieselbe" joins numbers.
    """
    places = _Places(rows)
    found = [Applied(pair, places.of(pair.one), places.of(pair.other)) for pair in decided]
    known = tuple(a for a in found if a.one.size and a.other.size)
    persons = _split(places.persons, known)
    joined = _joined(persons, known)
    unknown = tuple(text for a in found for text in _unknown(a))
    return Linked(joined, known, unknown)


class _Places:
    """The received rows of every id."""

    def __init__(self, rows: Rows) -> None:
        self.persons: Numbers = rows.frame["person"].to_numpy()
        self._frame = rows.frame
        self._order = np.argsort(self.persons, kind="stable")
        self._sorted = self.persons[self._order]
        self._provider = rows.frame["provider"].astype(object).to_numpy()
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._told: dict[str, AnyArray] = {}
        for number, text in enumerate(rows.ids):
            self._numbers[text].append(number)

    def of(self, side: Side) -> Numbers:
        """The numbers of the rows of a side, ascending."""
        numbers = self._numbers.get(side.id, ())
        parts = [self._order[slice(*np.searchsorted(self._sorted, [n, n + 1]))] for n in numbers]
        rows: Numbers = np.concatenate([np.empty(0, dtype=np.int64), *parts])
        rows = rows[self._provider[rows] == side.provider]
        if side.trait is not None:
            rows = rows[self._of(side.trait.field)[rows] == side.trait.value]
        return rows

    def _of(self, field: str) -> AnyArray:
        if field not in self._told:
            self._told[field] = told(self._frame, field)
        return self._told[field]


def _unknown(applied: Applied) -> Iterable[str]:
    pair = applied.pair
    sides = ((applied.one, pair.one, ID_1), (applied.other, pair.other, ID_2))
    for rows, side, column in sides:
        if not rows.size:
            with_trait = " mit diesem Merkmal" if side.trait else ""
            yield (
                f"{FILE}, Blatt „{PAIRS}“, Zelle {pair.cells[column]}: Diese Kennung kommt"
                f"{with_trait} in den Lieferungen des Trägers nicht vor. Die Entscheidung bewirkt "
                "nichts."
            )


# ---------------------------------------------------------------- one id, two persons
def _split(persons: Numbers, known: Sequence[Applied]) -> Numbers:
    """Numbers of their own for the second sides of "nicht dieselbe" on one id."""
    split, new = persons.copy(), int(persons.max(initial=-1)) + 1
    given: dict[Side, int] = {}
    apart = [a for a in known if not a.pair.same and persons[a.one[0]] == persons[a.other[0]]]
    # Whoever is told by provider and trait is part of who is told by provider alone.
    for applied in sorted(apart, key=lambda a: a.pair.other.trait is not None):
        if np.intersect1d(applied.one, applied.other).size:
            raise SettingsError(
                _at(applied, ID_2) + "Diese beiden Personen lassen sich nicht unterscheiden, denn "
                "sie haben beim selben Träger dieselbe Kennung.",
                "Bitte tragen Sie bei beiden ein Merkmal ein, zum Beispiel „Geburtsjahr 2001“.",
            )
        split[applied.other] = given.setdefault(applied.pair.other, new + len(given))
    return split


# ---------------------------------------------------------------- several ids, one person
def _joined(persons: Numbers, known: Sequence[Applied]) -> Numbers:
    links: dict[int, list[tuple[int, Applied]]] = defaultdict(list)
    for applied in known:
        if applied.pair.same:
            one, other = (_only(persons, applied, c) for c in (ID_1, ID_2))
            links[one].append((other, applied))
            links[other].append((one, applied))
    for applied in known:
        if not applied.pair.same:
            _refuse_contradiction(persons, applied, links)
    return _relabelled(persons, links)


def _only(persons: Numbers, applied: Applied, column: str) -> int:
    """The one number of a side; an id that stands for several persons needs a trait."""
    numbers = np.unique(persons[applied.one if column == ID_1 else applied.other])
    if numbers.size > 1:
        raise SettingsError(
            _at(applied, column) + "Unter dieser Kennung sind mehrere Personen.",
            "Bitte tragen Sie daneben das Merkmal der gemeinten Person ein.",
        )
    return int(numbers[0])


def _refuse_contradiction(
    persons: Numbers, applied: Applied, links: dict[int, list[tuple[int, Applied]]]
) -> None:
    others = set(np.unique(persons[applied.other]).tolist())
    for start in np.unique(persons[applied.one]).tolist():
        for number, path in _reached(start, links).items():
            if number in others:
                cells = sorted({a.pair.row: a.pair.cells[DECISION] for a in path}.items())
                raise SettingsError(_contradiction([c for _, c in cells], applied), _REMEDY)


def _contradiction(same: list[str], applied: Applied) -> str:
    here = applied.pair.cells[DECISION]
    if not same:
        return (
            _at(applied, DECISION) + "Nach den anderen Entscheidungen lassen sich diese beiden "
            "Personen nicht unterscheiden."
        )
    return (
        f"{FILE}, Blatt „{PAIRS}“: Die Entscheidungen in {join([*same, here])} widersprechen sich. "
        f"Nach {join(same)} ist es dieselbe Person, nach {here} nicht."
    )


def _reached(
    start: int, links: dict[int, list[tuple[int, Applied]]]
) -> dict[int, tuple[Applied, ...]]:
    """All numbers joined with `start`, each with the decisions on the shortest way to it."""
    found: dict[int, tuple[Applied, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        number = queue.popleft()
        for neighbour, applied in links.get(number, ()):
            if neighbour not in found:
                found[neighbour] = (*found[number], applied)
                queue.append(neighbour)
    return found


def _relabelled(persons: Numbers, links: dict[int, list[tuple[int, Applied]]]) -> Numbers:
    """Everybody by the lowest of the numbers joined with theirs; -1 stays."""
    label: Numbers = np.arange(int(persons.max(initial=-1)) + 2)
    label[-1] = -1
    seen: set[int] = set()
    for start in sorted(links):
        if start not in seen:
            together = _reached(start, links)
            seen |= together.keys()
            label[list(together)] = start
    return label[persons]


def _at(applied: Applied, column: str) -> str:
    return f"{FILE}, Blatt „{PAIRS}“, Zelle {applied.pair.cells[column]}: "
