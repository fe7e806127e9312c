"""Identities over all modules: cases add up, persons only as far as they are not shared."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from durchstarten_cli.equations import Cell, Equation, part_of
from durchstarten_cli.model import Figure

EXITS = tuple(f"exits.{way}" for way in ("regular", "dropout", "neutral", "unknown"))
OF_CASES = (
    "cases",
    "entries",
    "exits",
    *EXITS,
    "case_stock_before",
    "case_stock",
)
"""Measures of cases, each of which belongs to one module and one provider."""


def over_modules(figures: Mapping[str, Figure], modules: list[str]) -> Iterator[Equation]:
    """Over all modules against the modules."""
    for measure in OF_CASES:
        if f"all.{measure}" in figures and modules:
            yield Equation(
                f"all: {measure} of the modules",
                "Teilnahmen über alle Bausteine sind die der Bausteine zusammen.",
                tuple(Cell(f"{module}.{measure}") for module in modules),
                (Cell(f"all.{measure}"),),
            )
    if "all.participants" in figures and modules:
        yield from _persons_over_modules(modules)


def _persons_over_modules(modules: list[str]) -> Iterator[Equation]:
    """Distinct persons: with two modules, their sum less those in both; with more, within bounds.

    Each pair that two modules share is taken off once too often where a person is in three.
    """
    everybody = (Cell("all.participants"),)
    each = tuple(Cell(f"{module}.participants") for module in modules)
    pairs = {
        pair: Cell(f"all.overlap[modules={'+'.join(pair)}]")
        for pair in combinations(sorted(modules), 2)
    }
    yield Equation(
        "all: overlap",
        "Personen über alle Bausteine und solche in je zwei Bausteinen ergeben die Personen der "
        "Bausteine.",
        each,
        everybody + tuple(pairs.values()),
        equal=len(modules) <= 2,
    )
    if pairs:
        yield from _in_so_many(each, everybody)
    yield Equation(
        "all: sum of the modules",
        "Personen über alle Bausteine sind höchstens die der Bausteine zusammen.",
        everybody,
        each,
        equal=False,
    )
    for module, cell in zip(modules, each, strict=True) if pairs else ():
        sentence = "Die Teilnehmenden eines Bausteins gehören zu denen aller Bausteine."
        yield part_of(f"all: {module}", sentence, cell, everybody[0])
    for pair, both in pairs.items():
        for module in pair:
            sentence = "Wer in beiden Bausteinen war, war in jedem."
            yield part_of(
                f"{both.figure}: {module}", sentence, both, Cell(f"{module}.participants")
            )


def _in_so_many(each: tuple[Cell, ...], everybody: tuple[Cell, ...]) -> Iterator[Equation]:
    """Persons in exactly one, two, ... modules: everybody, each as often as there are modules."""
    found = [Cell(f"all.in_modules[number={number}]") for number in range(1, len(each) + 1)]
    yield Equation(
        "all: by number of modules",
        "Personen in genau einem Baustein, in genau zweien und so fort ergeben die Personen über "
        "alle Bausteine.",
        tuple(found),
        everybody,
    )
    yield Equation(
        "all: times the number of modules",
        "Personen mal die Zahl ihrer Bausteine ergeben die Teilnehmenden der Bausteine zusammen.",
        tuple(cell for number, cell in enumerate(found, start=1) for _ in range(number)),
        each,
    )
