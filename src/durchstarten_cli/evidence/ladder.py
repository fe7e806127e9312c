"""The ladder of a figure: what became of every row received, down to those that were counted.

Every used row is on exactly one step, so that the rows received are the sum of all steps.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from durchstarten_cli.grammar import day
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.tables import AnyArray, Mask, Numbers, Tables

COUNTED = ("persons", "cases", "behind", "used")
"""Steps on which rows end that stand behind the value; all others say why a row does not."""
LABELS = {
    "other_module": "gehören zu anderen {modules}",
    "other_provider": "gehören zu anderen Trägern",
    "no_stay": "nennen keinen Aufenthalt",
    "carried_over": "frühere Stände eines Aufenthalts; die spätere Zeile gilt",
    "entry_after": "Eintritt nach dem {last}",
    "exit_before": "Austritt vor dem {first}",
    "condition": "erfüllen nicht, was die Definition verlangt",
    "same_person": "weitere Aufenthalte derselben Personen",
    "same_case": "weitere Aufenthalte derselben Teilnahmen",
    "not_reported": "ungenutzt, weil die Zahl nicht gemeldet ist",
    "persons": "gezählt, eine Zeile je Person",
    "cases": "gezählt, eine Zeile je Teilnahme",
    "behind": "Zeilen, aus denen die Zahl ermittelt ist",
    "used": "zählen nach der Prüfung",
}


@dataclass(frozen=True)
class Step:
    """How many rows end on a step of the ladder, and why; `rule` is the code of a rule."""

    name: str
    label: str
    rows: int
    rule: str | None = None


_WITHOUT = (
    "other_module", "other_provider", "no_stay", "carried_over", "entry_after", "exit_before",
    "condition",
)  # fmt: skip
"""Where rows end that do not stand behind a figure: the first of these that holds."""
_ELSEWHERE, _CONDITION = _WITHOUT.index("other_provider"), _WITHOUT.index("condition")


def ladder(
    tables: Tables, figure: Figure, set_aside: Sequence[tuple[str, str, int]], modules: str
) -> tuple[Step, ...]:
    """The ladder of one figure; for several of them see `Ladders`."""
    return Ladders(tables, set_aside, modules).of(figure)


class Ladders:
    """The ladders of figures over the same tables.

    `set_aside` are rules (code, title) with the rows that do not count because of each; a row
    stands under one rule only. `modules` is what they are called behind "zu anderen". What figures
    of one module and period have in common is looked at once, so that a further figure costs as
    much as the rows behind it.
    """

    def __init__(
        self, tables: Tables, set_aside: Sequence[tuple[str, str, int]], modules: str
    ) -> None:
        self._modules = modules
        self._records = tables.records
        self._person = tables.records["person"].to_numpy()
        self._persons = int(self._person.max(initial=-1)) + 1
        self._aside = [Step("set_aside", title, rows, code) for code, title, rows in set_aside]
        # Entry and until of the stay that every row tells; missing where another row tells it.
        told = tables.stays.set_index("record")[["entry", "until"]]
        told = told.reindex(np.arange(len(tables.records)))
        self._entry, self._until = told["entry"].to_numpy(), told["until"].to_numpy()
        self._scopes: dict[tuple[str | None, str | None, Period], tuple[AnyArray, Numbers]] = {}

    def of(self, figure: Figure) -> tuple[Step, ...]:
        """The steps from all rows received (their sum) to the value; empty ones are left out.

        Figures of persons and cases end with as many rows as their value.
        """
        first, last = day(figure.period.first), day(figure.period.last)
        words = {"first": first, "last": last, "modules": self._modules}
        rows = _without_condition(self._ends(figure), figure)
        used = [Step(n, label.format_map(words), rows[n]) for n, label in LABELS.items() if rows[n]]
        return (*self._aside, *used)

    def _ends(self, figure: Figure) -> Counter[str]:
        """How many rows end on each step."""
        if figure.value is None:
            return Counter(not_reported=len(self._records))
        if figure.unit == "rows":
            return Counter(used=len(self._records))
        without, many = self._scope(figure)
        behind = np.asarray(figure.rows(), dtype=np.int64)
        behind = behind[without[behind] > _ELSEWHERE]
        counted = self._counted(figure, behind)
        gone = np.bincount(without[counted], minlength=len(_WITHOUT))
        left = many - gone
        # The other rows of persons that are counted, as far as nothing before explains them.
        same = int((without[behind] == _CONDITION).sum() - gone[_CONDITION])
        left[_CONDITION] -= same
        ends = Counter(dict(zip(_WITHOUT, left.tolist(), strict=True)))
        ends[_ending(figure)] = len(counted)
        ends["same_case" if _ending(figure) == "cases" else "same_person"] = same
        return ends

    def _scope(self, figure: Figure) -> tuple[AnyArray, Numbers]:
        """Where every row ends that does not stand behind a figure, and how many on each step."""
        key = (figure.module, figure.provider, figure.period)
        if key not in self._scopes:
            period = figure.period
            conditions = (
                self._other("module", figure.module),
                self._other("provider", figure.provider),
                (self._records["stay"] < 0).to_numpy(),
                np.isnat(self._entry),
                self._entry > np.datetime64(period.last),
                self._until < np.datetime64(period.first),
            )
            without = np.select(conditions, range(_CONDITION), _CONDITION).astype(np.int8)
            self._scopes[key] = without, np.bincount(without, minlength=len(_WITHOUT))
        return self._scopes[key]

    def _other(self, column: str, name: str | None) -> Mask:
        """Rows of another module or provider; none where a figure is about all."""
        if name is None:
            return np.zeros(len(self._records), dtype=bool)
        rows: Mask = (self._records[column] != name).to_numpy()
        return rows

    def _counted(self, figure: Figure, behind: Numbers) -> Numbers:
        """The rows that stand for what was counted: one per person or case, else all behind it."""
        if _ending(figure) == "behind":
            return behind
        order = self._best_first(figure, behind)
        if figure.unit == "cases":
            return order[: int(figure.value or 0)]
        first = np.full(self._persons, -1)
        first[self._person[order[::-1]]] = order[::-1]  # the first one of a person is written last
        return first[first >= 0]

    def _best_first(self, figure: Figure, behind: Numbers) -> Numbers:
        """Rows that tell a stay in the period before those that tell another one, then all else."""
        rows = behind[self._person[behind] >= 0]
        entry, until = self._entry[rows], self._until[rows]
        inside = (entry <= np.datetime64(figure.period.last)) & (
            until >= np.datetime64(figure.period.first)
        )
        rank = np.where(inside, 0, np.where(~np.isnat(entry), 1, 2))
        order: Numbers = rows[np.argsort(rank, kind="stable")]
        return order


def _without_condition(rows: Counter[str], figure: Figure) -> Counter[str]:
    """Behind a figure with a base stand the rows of the base: whoever is not counted goes."""
    if figure.base is not None and figure.value is not None and rows["persons"]:
        moved = rows["persons"] - int(figure.value)
        rows.update({"persons": -moved, "condition": moved})
    return rows


def _ending(figure: Figure) -> str:
    """On which step the rows of a figure end: occupancy and durations count no rows."""
    counts = figure.unit in ("persons", "cases") and not figure.measure.startswith("occupancy")
    return figure.unit if counts else "behind"
