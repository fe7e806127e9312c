"""Stage: true figures become published ones: what may be printed, with shares where allowed."""

from collections.abc import Iterable

from durchstarten_cli.config import Settings
from durchstarten_cli.grammar import percent
from durchstarten_cli.model import Figure, Published


def publish(figures: Iterable[Figure], settings: Settings) -> dict[str, Published]:
    """The published figures by id.

    With the office's decision "off" every count is printed as it is. "A share is printed only on a
    base of at least 20, with the base, from true values, rounded half up, last."
    """
    least = settings.definitions.share_base
    return {figure.id: _published(figure, least) for figure in figures}


def _published(figure: Figure, least_base: int) -> Published:
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
