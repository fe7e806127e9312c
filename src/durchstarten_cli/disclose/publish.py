"""From true figures to published ones, in the mode that the office decided on."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from durchstarten_cli.config import Disclosure, Settings
from durchstarten_cli.disclose.complement import withhold_complements
from durchstarten_cli.disclose.known import NOTHING, Known
from durchstarten_cli.disclose.readers import Readers
from durchstarten_cli.disclose.rounding import rounded
from durchstarten_cli.disclose.small import Hidden, Why, hidden_first
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.grammar import percent
from durchstarten_cli.model import Figure, Published, Withheld


@dataclass(frozen=True)
class Disclosed:
    """What may be printed, by id; what is withheld; and small counts that can still be worked out.

    `public` are withheld counts that what was made public before tells. `settled`: nothing of this
    depends on which figures are printed.
    """

    published: Mapping[str, Published]
    hidden: tuple[Hidden, ...] = ()
    derivable: tuple[Cell, ...] = ()
    public: tuple[Cell, ...] = ()
    settled: bool = True


def disclose(
    figures: Mapping[str, Figure],
    equations: Sequence[Equation],
    settings: Settings,
    printed: Set[Cell] = frozenset(),
    known: Known = NOTHING,
) -> Disclosed:
    """The published figures. "A share is printed only on a base of at least 20", from true values.

    `printed` are the cells that a statement prints or decides by: to suppress, what readers know is
    weighed together. Whatever is printed beyond them has to be disclosed anew.
    """
    rule = settings.disclosure
    exact = {name: _exact(one, _least(settings, one)) for name, one in figures.items()}
    if rule.mode == "round":
        return _rounded(exact, rule, printed, known)
    if rule.mode != "suppress":
        return Disclosed(exact)
    hidden = {c: one for c, one in hidden_first(figures, rule).items() if c not in known.certain}
    derivable: list[Cell] = []
    if printed:
        told = printed | known.certain
        readers = Readers(figures, equations, told, hidden, rule, known.certain, known.public)
        derivable, hidden = withhold_complements(readers, known.open), readers.hidden
    published = {name: _with(one, hidden, rule) for name, one in exact.items()}
    withheld = tuple(one for one in hidden.values() if one.cell in printed)
    public = tuple(c for c in sorted(known.open) if c in hidden and (c in printed or not printed))
    return Disclosed(published, withheld, tuple(derivable), public, settled=False)


def _rounded(
    exact: Mapping[str, Published], rule: Disclosure, printed: Set[Cell], known: Known
) -> Disclosed:
    """All counts rounded; what is told as "less than" may be public all the same."""
    told = {
        name: one if Cell(name) in known.certain else rounded(one, rule)
        for name, one in exact.items()
    }
    public = tuple(
        cell
        for cell in sorted(known.open)
        if cell.part == "value" and told[cell.figure].withheld and (cell in printed or not printed)
    )
    return Disclosed(told, public=public, settled=not known.open)


def _least(settings: Settings, figure: Figure) -> int:
    """The smallest base of a share, in the module of the figure or over all."""
    return settings.definitions_of(figure.module).share_base


def _exact(figure: Figure, least_base: int) -> Published:
    return Published(
        id=figure.id,
        measure=figure.measure,
        label=figure.label,
        definition=figure.definition,
        period=figure.period,
        as_of=figure.as_of,
        value=figure.value,
        base=figure.base,
        share=_share(figure, least_base),
        reason=figure.reason,
        unit=figure.unit,
        restriction=figure.restriction,
    )


def _share(figure: Figure, least_base: int) -> int | None:
    if figure.value is None or figure.base is None or figure.base < least_base:
        return None
    return percent(figure.value, figure.base)


def _with(one: Published, hidden: Mapping[Cell, Hidden], rule: Disclosure) -> Published:
    """The figure without the counts that are withheld, and then without its share."""
    value, base = Cell(one.id), Cell(one.id, "base")
    if value in hidden:
        one = replace(one, withheld=_told(hidden[value], rule), value=None, share=None)
    if base in hidden:
        one = replace(one, base_withheld=_told(hidden[base], rule), base=None, share=None)
    return one


def _told(hidden: Hidden, rule: Disclosure) -> Withheld:
    return Withheld(rule.threshold if hidden.why is Why.SMALL else None)
