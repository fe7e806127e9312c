"""The formats of meetings: how often each was held, and who took part."""

from collections.abc import Iterator, Mapping

from durchstarten_cli.compose.values import MeetingFormat
from durchstarten_cli.model import Published


def formats(figures: Mapping[str, Published], regular_share: float) -> Iterator[MeetingFormat]:
    """Formats of meetings; "regelmäßig" are units present in at least `regular_share` of them."""
    present: dict[str, list[tuple[str, Published]]] = {}
    held: dict[str, Published] = {}
    for figure in figures.values():
        if figure.measure == "meetings" and figure.restriction:
            name = figure.restriction["format"]
            if "unit" in figure.restriction:
                present.setdefault(name, []).append((figure.restriction["unit"], figure))
            else:
                held[name] = figure
    for name, figure in held.items():
        least = regular_share * (figure.value or 0)
        units = present.get(name, [])
        yield MeetingFormat(
            name,
            figure,
            tuple(u for u, f in units if (f.value or 0) >= least),
            tuple(u for u, f in units if (f.value or 0) < least),
        )
