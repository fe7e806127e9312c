"""One figure: a measure's selection with its definition in words and the records behind it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.count.groups import flags
from durchstarten_cli.count.register import Measure
from durchstarten_cli.count.selection import Selection
from durchstarten_cli.count.view import View
from durchstarten_cli.count.words import figure_id, house_words, words_of
from durchstarten_cli.model import Figure, Period, Restriction


@dataclass(frozen=True)
class FigureMaker:
    """Makes figures of selections; `records` are all used rows."""

    settings: Settings
    as_of: dt.date
    records: View

    @cached_property
    def population(self) -> int:
        """One more than the highest number of a person."""
        return int(self.records.person.max(initial=-1)) + 1

    @cached_property
    def _words(self) -> dict[str | None, dict[str, str]]:
        house = house_words(self.settings)
        names = (*self.settings.modules, None)
        return {name: words_of(self.settings, name) | house for name in names}

    def figure(
        self,
        measure: Measure,
        module: str | None,
        period: Period,
        selection: Selection,
        restriction: Restriction | None = None,
    ) -> Figure:
        """The figure of a measure over a scope, restricted to a class where there is one."""
        provider = (restriction or {}).get("provider")
        label, definition = measure.told(self._words[module])
        return Figure(
            id=figure_id(module, measure.name, restriction),
            measure=measure.name,
            module=module,
            provider=provider,
            restriction=restriction,
            label=label,
            definition=definition,
            period=period,
            as_of=self.as_of,
            value=selection.value,
            base=selection.base,
            reason=self._reason(selection),
            unit=measure.unit,
            month_only=selection.month_only,
            rows=self._rows(module, provider, selection),
        )

    def _reason(self, selection: Selection) -> str | None:
        """Why there is no value, in the words of the house."""
        if selection.reason is None:
            return None
        return selection.reason.format_map(self._words[None])

    def _rows(
        self, module: str | None, provider: str | None, selection: Selection
    ) -> Callable[[], Sequence[int]]:
        """The records behind a selection: those named, those of its stays, and all of its persons
        in the scope."""

        def rows() -> Sequence[int]:
            records = self.records
            # Rows without a person (meetings) have the number -1: it reads the last flag, unset.
            chosen = flags(selection.persons(), self.population + 1)[records.person]
            for column, name, names in (
                (records.module, module, self.settings.modules),
                (records.provider, provider, self.settings.providers),
            ):
                if name is not None:
                    chosen &= column == list(names).index(name)
            if len(stays := selection.stays()):
                chosen |= flags(stays, int(records.stay.max()) + 2)[records.stay]
            chosen[selection.records()] = True
            found: Sequence[int] = np.flatnonzero(chosen)  # type: ignore[assignment]
            return found

        return rows
