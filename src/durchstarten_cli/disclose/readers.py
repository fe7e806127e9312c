"""What readers of a statement can work out about the counts that it does not tell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from durchstarten_cli.config import Disclosure
from durchstarten_cli.disclose.intervals import Bounds, Interval, Program, Row, within
from durchstarten_cli.disclose.small import Hidden, Why, is_personal, value_of
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.model import Figure

REST = "rest"
"""The part of a cell that is no figure: what a whole has more than its part."""


@dataclass(frozen=True)
class _Cluster:
    """Unknown cells that depend on each other: their program, the equations that are its rows."""

    program: Program
    equations: Sequence[int]


class Readers:
    """Readers who see the cells `printed`, but for those withheld, and know every equation.

    `certain` are counts that everybody knows, and so is what they leave; `public` are known
    whatever the statement tells. They also read how a count is withheld: "less than three" is zero
    to two, and of what is not told at all there is somebody.
    """

    def __init__(
        self,
        figures: Mapping[str, Figure],
        equations: Sequence[Equation],
        printed: Set[Cell],
        hidden: Mapping[Cell, Hidden],
        rule: Disclosure,
        certain: Set[Cell] = frozenset(),
        public: Set[Cell] = frozenset(),
    ) -> None:
        self._figures, self._printed, self._threshold = figures, printed, rule.threshold
        self._certain, self._public = certain, public
        self._shown = {override.figure for override in rule.overrides if override.show}
        self.hidden = dict(hidden)
        self._truth: dict[Cell, float] = {}
        self._equations: list[dict[Cell, int]] = []
        self._counting: set[Cell] = set()
        self._clusters: dict[Cell, _Cluster] = {}
        self._seen: dict[Cell, Bounds] = {}
        for equation in equations:
            self._add(equation)
        self._many = 1000 + 10 * max(self._truth.values(), default=0)
        """More than any count of this statement; readers know no limit."""
        self._with: dict[Cell, list[int]] = defaultdict(list)
        for number, factors in enumerate(self._equations):
            for cell in factors:
                self._with[cell].append(number)

    def _add(self, equation: Equation) -> None:
        """An equation as factors that add up to zero; one that does not hold misleads nobody."""
        truth = {cell: value_of(cell, self._figures) for cell in equation.cells}
        known = {cell: value for cell, value in truth.items() if value is not None}
        factors: dict[Cell, int] = defaultdict(int)
        for cells, sign in ((equation.left, 1), (equation.right, -1)):
            for cell in cells:
                factors[cell] += sign
        rest = -sum(factor * known.get(cell, 0) for cell, factor in factors.items())
        if len(known) < len(truth) or rest < 0 or (rest and equation.equal):
            return
        self._truth |= known
        if not equation.equal:
            slack = Cell(equation.name, REST)
            factors[slack], self._truth[slack] = 1, rest
            secret = equation.rest and not set(equation.cells) <= self._certain
            self._counting |= {slack} if secret else set()
        self._equations.append(dict(factors))

    def hide(self, cell: Cell, to_protect: Cell) -> None:
        """Withhold a further count; of one that is withheld already, tell nothing at all.

        What the rest could be before it still can be, unless less was told of this one.
        """
        if cell in self.hidden:
            self._seen.clear()
        self.hidden[cell] = Hidden(cell, Why.COMPLEMENTARY, to_protect)
        self._clusters.clear()

    # ------------------------------------------------------------ what is to be protected
    def protected(self) -> list[Cell]:
        """What must not be worked out: all printed counts that are withheld, and small ones.

        Small ones need not be printed as figures of their own: the rest of a whole is one, too.
        """
        withheld = [cell for cell in self.hidden if cell in self._printed and cell in self._truth]
        small = [
            cell
            for cell, value in self._truth.items()
            if value < self._threshold and cell not in self._printed and self._counts(cell)
        ]
        return withheld + small

    def _counts(self, cell: Cell) -> bool:
        """Whether a cell counts people."""
        if cell.part == REST:
            return cell in self._counting
        return is_personal(self._figures[cell.figure])

    def _may_be_hidden(self, cell: Cell) -> bool:
        """What is not told at all is not none, so none that is told stays told."""
        shown = cell.figure in self._shown or cell in self._public
        if cell.part == REST or shown or not self._truth[cell]:
            return False
        return self._counts(cell) or self._figures[cell.figure].unit == "rows"

    def ways_to_protect(self, cell: Cell) -> list[Cell] | None:
        """None where a cell is safe; else what may be withheld for it, the least missed first.

        Safe is a count that may be any from zero to threshold - 1, or within more than the
        threshold. Where "less than" was told, nothing at all may be told, unless it is zero.
        """
        if cell in self._seen and self._is_safe(within(self._seen[cell])):
            return None
        cluster = self._cluster(cell)
        if cell in self._seen and self._is_safe(within(self._seen[cell])):
            return None
        found = cluster.program.interval(cell)
        if self._is_safe(found):
            return None
        narrowing = {c for row in found.rows for c in self._equations[cluster.equations[row]]}
        choices = [c for c in narrowing if self._is_known(c) and self._may_be_hidden(c)]
        choices += [c for c in found.bounded if self._is_vague(c) and self._truth[c]]
        return sorted(choices, key=self._price)

    def _is_safe(self, found: Interval) -> bool:
        small = found.low <= 0 and found.high >= self._threshold - 1
        return small or found.high - found.low > self._threshold

    def _price(self, cell: Cell) -> tuple[int, float, Cell]:
        """What explains few other printed counts, and is small itself, is missed least."""
        rows = (self._equations[number] for number in self._with[cell])
        explained = sum(any(self._is_known(c) for c in row if c != cell) for row in rows)
        return explained, self._truth[cell], cell

    # ------------------------------------------------------------ what readers know
    def reached_from(self, cells: Set[Cell]) -> set[Cell]:
        """The unknown cells of which these known ones tell something."""
        near = {c for cell in cells for number in self._with[cell] for c in self._unknown(number)}
        numbers = {number for cell in near for number in self._connected(cell)}
        return near | {cell for number in numbers for cell in self._unknown(number)}

    def know(self, cell: Cell) -> bool:
        """Whether only one value of an unknown cell is possible."""
        program = self._cluster(cell).program
        low, high = self._seen[cell]
        return high - low < 1 and program.interval(cell).is_one

    def _is_known(self, cell: Cell) -> bool:
        told = cell in self._printed and cell not in self.hidden
        return told or cell in self._public

    def _is_vague(self, cell: Cell) -> bool:
        """Whether "less than" is told of a cell."""
        told = cell in self.hidden and cell in self._printed
        return told and self.hidden[cell].why is Why.SMALL

    def _bounds(self, cell: Cell) -> Bounds:
        if self._is_vague(cell):
            return 0.0, self._threshold - 1.0
        told_of = cell in self.hidden and cell in self._printed
        return 1.0 if told_of else 0.0, self._many

    def _cluster(self, start: Cell) -> _Cluster:
        """The cluster of an unknown cell, kept until something more is withheld."""
        if start not in self._clusters:
            numbers = sorted(self._connected(start))
            rows = [self._row(self._equations[number]) for number in numbers]
            unknown = dict.fromkeys([start, *(cell for row in rows for cell in row.factors)])
            program = Program({cell: self._bounds(cell) for cell in unknown}, rows, self._seen)
            program.spread()
            self._clusters |= dict.fromkeys(unknown, _Cluster(program, numbers))
        return self._clusters[start]

    def _row(self, factors: Mapping[Cell, int]) -> Row:
        known = {cell: factor for cell, factor in factors.items() if self._is_known(cell)}
        total = -sum(factor * self._truth[cell] for cell, factor in known.items())
        return Row({c: f for c, f in factors.items() if c not in known}, total)

    def _connected(self, start: Cell) -> set[int]:
        """The equations that tell something about a cell, by way of other unknown ones."""
        numbers: set[int] = set()
        waiting = [start]
        while waiting:
            for number in self._with[waiting.pop()]:
                if number not in numbers:
                    numbers.add(number)
                    waiting += self._unknown(number)
        return numbers

    def _unknown(self, number: int) -> Iterator[Cell]:
        return (cell for cell in self._equations[number] if not self._is_known(cell))
