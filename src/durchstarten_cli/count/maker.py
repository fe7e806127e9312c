"""One figure: a measure's selection with its definition in words and the records behind it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from durchstarten_cli.config import Settings
from durchstarten_cli.count.counted import Counted
from durchstarten_cli.count.people import flags
from durchstarten_cli.count.register import Measure, Selection
from durchstarten_cli.count.scope import View
from durchstarten_cli.count.words import figure_id, words_of
from durchstarten_cli.model import Figure, Restriction


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
    def _words(self) -> dict[str, str]:
        return words_of(self.settings)

    def figure(
        self,
        measure: Measure,
        module: str | None,
        counted: Counted,
        selection: Selection,
        restriction: Restriction | None = None,
    ) -> Figure:
        """The figure of a measure over a scope, restricted to a class where there is one."""
        return Figure(
            id=figure_id(module, measure.name, restriction),
            measure=measure.name,
            module=module,
            provider=(restriction or {}).get("provider"),
            restriction=restriction,
            label=measure.label,
            definition=measure.definition.format_map(self._words),
            period=counted.scope.period,
            as_of=self.as_of,
            value=selection.value,
            base=selection.base,
            reason=self._reason(selection),
            unit=measure.unit,
            month_only=self._month_only(measure, counted, selection),
            rows=self._rows(module, selection),
        )

    def _reason(self, selection: Selection) -> str | None:
        """Why there is no value, in the words of the house."""
        if selection.reason is None:
            return None
        return selection.reason.format(modules=self.settings.words.module.dative)

    def _month_only(self, measure: Measure, counted: Counted, selection: Selection) -> int | None:
        """Of how many persons behind a figure by day only a month is known."""
        if not measure.by_day or selection.value is None:
            return None
        people = counted.people
        if not people.month_only.any():
            return 0
        among = flags(selection.persons(), self.population)[people.person]
        return int((people.month_only & among).sum())

    def _rows(self, module: str | None, selection: Selection) -> Callable[[], Sequence[int]]:
        """The records behind a selection: those named, and all of its persons in the module."""
        modules = list(self.settings.modules)

        def rows() -> Sequence[int]:
            records = self.records
            # Rows without a person (meetings) have the number -1: it reads the last flag, unset.
            chosen = flags(selection.persons(), self.population + 1)[records.person]
            if module is not None:
                chosen &= records.module == modules.index(module)
            chosen[selection.records()] = True
            found: Sequence[int] = np.flatnonzero(chosen)  # type: ignore[assignment]
            return found

        return rows
