"""The table of identities over the figures that there are: by scope, by class, over modules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from durchstarten_cli.config import Settings
from durchstarten_cli.equations import Cell, Equation, part_of
from durchstarten_cli.model import Figure
from durchstarten_cli.selfcheck.certain import certain
from durchstarten_cli.selfcheck.identities import identities
from durchstarten_cli.selfcheck.over_modules import EXITS, OF_CASES, over_modules

Figures = Mapping[str, Figure]
PARTITIONS = ("sex", "age_group", "residence_status")
"""Columns whose classes, the unknown one included, exclude each other and are everybody."""
TIMES = ("year", "quarter", "month")
MOVING = ("entries", "exits", *EXITS, "handover_events")
"""Measures that add up over time."""
ROWS = ("received", "used", "set_aside")


def equations(figures: Figures, settings: Settings) -> list[Equation]:
    """Every equation that the figures have to meet, in a fixed order."""
    return [
        *_within_scopes(figures, settings),
        *_parts_of_bases(figures),
        *_classes(figures, certain(figures, settings)),
        *_chained(figures),
        *over_modules(figures, [m for m, one in settings.modules.items() if one.carried_out]),
        *_rows(figures),
        *_meetings(figures),
    ]


def _within_scopes(figures: Figures, settings: Settings) -> Iterator[Equation]:
    modules = {f.module for f in figures.values()}
    tables = {name or "all": identities(settings.definitions_of(name)) for name in modules}
    for (scope, suffix), names in _scopes(figures).items():
        for identity in tables[scope]:
            if identity.figures <= names:
                name = f"{scope}: {identity.name}{suffix}"
                left, right = (
                    _cells(side, scope, suffix) for side in (identity.left, identity.right)
                )
                yield Equation(name, identity.sentence, left, right, identity.equal, identity.rest)


def _scopes(figures: Figures) -> dict[tuple[str, str], set[str]]:
    """The names of the figures of every scope and class, without those of scope and class."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in figures.values():
        scope = figure.module or "all"
        name, bracket, restriction = figure.id.removeprefix(f"{scope}.").partition("[")
        found[scope, bracket + restriction].add(name)
    return found


def _cells(names: tuple[str, ...], scope: str, suffix: str) -> tuple[Cell, ...]:
    parts = (name.partition("/") for name in names)
    return tuple(Cell(f"{scope}.{name}{suffix}", part or "value") for name, _, part in parts)


def _parts_of_bases(figures: Figures) -> Iterator[Equation]:
    for figure in figures.values():
        if figure.base is not None:
            sentence = "Eine Anzahl ist höchstens ihre Grundzahl."
            base = Cell(figure.id, "base")
            yield part_of(f"{figure.id}: base", sentence, Cell(figure.id), base)


# ---------------------------------------------------------------- classes of a total
def _classes(figures: Figures, none: Set[Cell]) -> Iterator[Equation]:
    """Restrictions that exclude each other against the figure that they restrict.

    Persons may be in several years, unless all but one are certainly without anyone (`none`).
    """
    for (whole, column), parts in _restricted(figures).items():
        measure = figures[whole].measure
        adding = column in PARTITIONS
        adding |= column in TIMES and measure in MOVING
        adding |= column == "provider" and measure in OF_CASES
        if measure == "participants" and not adding:
            parts = [part for part in parts if Cell(part.id) not in none]
            adding = len(parts) == 1
        for part in ("value", "base"):
            cells = tuple(Cell(p.id, part) for p in parts if part == "value" or p.base is not None)
            if cells and adding:
                yield Equation(
                    f"{whole}: {column}, {part}",
                    "Gruppen, die sich ausschließen, ergeben zusammen das Ganze.",
                    cells,
                    (Cell(whole, part),),
                )
        if not adding and measure == "participants":
            yield from _overlapping_parts(whole, column, parts)


def _chained(figures: Figures) -> Iterator[Equation]:
    """What is there at the end of a year is there before the next one."""
    for (whole, column), parts in _restricted(figures).items():
        if column not in TIMES or figures[whole].measure != "case_stock":
            continue
        ends = [Cell(part.id) for part in sorted(parts, key=lambda part: part.period)]
        before = [Cell(end.figure.replace(".case_stock[", ".case_stock_before[")) for end in ends]
        first, last = Cell(whole.replace(".case_stock", ".case_stock_before")), Cell(whole)
        for one, other in zip([first, *ends], [*before, last], strict=True):
            sentence = "Der Bestand am Ende eines Abschnitts ist der vor dem nächsten."
            yield Equation(f"{one.figure} = {other.figure}", sentence, (one,), (other,))


def _overlapping_parts(whole: str, column: str, parts: list[Figure]) -> Iterator[Equation]:
    """Persons may be in several years or with several providers."""
    for part in parts:
        sentence = "Ein Teil ist höchstens das Ganze."
        yield part_of(f"{part.id}: whole", sentence, Cell(part.id), Cell(whole))
    yield Equation(
        f"{whole}: {column}",
        "Das Ganze ist höchstens die Summe seiner Teile.",
        (Cell(whole),),
        tuple(Cell(part.id) for part in parts),
        equal=False,
    )


def _restricted(figures: Figures) -> dict[tuple[str, str], list[Figure]]:
    """The figures of every class by the figure that they restrict and the column."""
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures.values():
        # Averages of classes do not add up to the average of all.
        if figure.restriction and len(figure.restriction) == 1 and figure.unit != "days":
            (column,) = figure.restriction
            whole = figure.id.partition("[")[0]
            if column in (*PARTITIONS, *TIMES, "provider") and whole in figures:
                found[whole, column].append(figure)
    return found


# ---------------------------------------------------------------- rows and meetings
def _rows(figures: Figures) -> Iterator[Equation]:
    files = [f.id.partition("[")[2] for f in figures.values() if f.id.startswith("all.used[file=")]
    for suffix in ("", *(f"[{name}" for name in files)):
        received, used, aside = (Cell(f"all.{measure}{suffix}") for measure in ROWS)
        if received.figure in figures:
            yield Equation(
                f"all: rows{suffix}",
                "Gezählte und nicht gezählte Zeilen ergeben die erhaltenen.",
                (used, aside),
                (received,),
            )
    for measure in ROWS if files else ():
        yield Equation(
            f"all: {measure} of the files",
            "Die Zeilen der Dateien ergeben alle Zeilen.",
            tuple(Cell(f"all.{measure}[{name}") for name in files),
            (Cell(f"all.{measure}"),),
        )


def _meetings(figures: Figures) -> Iterator[Equation]:
    held = [f for f in figures.values() if f.measure == "meetings" and f.restriction]
    formats = [f for f in held if f.restriction and "unit" not in f.restriction]
    if formats:
        yield Equation(
            "all: meetings",
            "Die Sitzungen nach Format ergeben alle Sitzungen.",
            tuple(Cell(f.id) for f in formats),
            (Cell("all.meetings"),),
        )
    for figure in held:
        if figure.restriction and "unit" in figure.restriction:
            whole = f"all.meetings[format={figure.restriction['format']}]"
            yield Equation(
                f"{figure.id}: format",
                "Eine Stelle war höchstens bei allen Sitzungen eines Formats.",
                (Cell(figure.id),),
                (Cell(whole),),
                equal=False,
            )
