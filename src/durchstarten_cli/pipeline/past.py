"""The day on which a figure was made public, and the situations between that day and today."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import msgspec

from durchstarten_cli import evidence, normalise
from durchstarten_cli.compose import Cause
from durchstarten_cli.config import Project
from durchstarten_cli.config.announced import Announcement, announcements
from durchstarten_cli.config.project import DeliveredFile
from durchstarten_cli.model import Figure, Period
from durchstarten_cli.pipeline.as_then import deliveries_among, with_definitions_of
from durchstarten_cli.pipeline.examine import Examined, Run, breakdowns_of, examine, figures
from durchstarten_cli.pipeline.variants import Situation
from durchstarten_cli.tables import Mask, Numbers


@dataclass(frozen=True)
class Past:
    """The files in force on that day, the as-of date, and the definitions where they are known.

    `run`, `examined` and `now` (the figures) are those of today. Without `as_of` it is that of the
    files.
    """

    run: Run
    examined: Examined
    now: Mapping[str, Figure]
    files: Sequence[DeliveredFile]
    as_of: dt.date | None
    redefined: Project | None
    breakdowns: Sequence[str]
    _counted: dict[tuple[Cause, Period], dict[str, Figure]] = field(default_factory=dict)

    def today(self, period: Period, name: str) -> Figure | None:
        """A figure of a period as it is today, None where there is none of that name."""
        return self.figure(list(self.situations)[-1], period, name)

    def figure(self, cause: Cause, period: Period, name: str) -> Figure | None:
        """A figure once `cause` and all causes before it have had their effect.

        None where there is none of that name.
        """
        run, examined = self.situations[cause]
        if examined is self.examined and period == run.period:
            return self.now.get(name)
        if (cause, period) not in self._counted:
            counted = figures(replace(run, period=period), examined, self.breakdowns)
            self._counted[cause, period] = {figure.id: figure for figure in counted}
        return self._counted[cause, period].get(name)

    @cached_property
    def situations(self) -> dict[Cause, Situation]:
        """In the order of the causes, from the day of the publication to today."""
        run, today = self.run, (self.run, self.examined)
        if not self.files:
            return {Cause.UNEXPLAINED: today}
        found = {Cause.UNEXPLAINED: (run, self._then)}
        if self.redefined is not None:
            as_then = replace(run, project=self.redefined)
            found = {Cause.UNEXPLAINED: (as_then, self._then), Cause.DEFINITION: (run, self._then)}
        if self._then.as_of != self.examined.as_of:
            found[Cause.AS_OF] = run, self._read(self.examined.as_of)
        return found | {Cause.CORRECTED: (run, self._without_late_rows), Cause.LATE: today}

    @cached_property
    def late(self) -> Numbers:
        """The records of today of which the files of that day did not tell."""
        return normalise.late_records(self._late_rows, self.examined.checked.used)

    @cached_property
    def _then(self) -> Examined:
        return self._read(self.as_of)

    def _read(self, as_of: dt.date | None) -> Examined:
        """The files of that day read today, with an as-of date."""
        settings = self.run.project.settings
        report = msgspec.structs.replace(settings.report, as_of=as_of)
        dated = msgspec.structs.replace(settings, report=report)
        return examine(replace(self.run.project, settings=dated), self.files, self.run.date)

    @cached_property
    def _late_rows(self) -> Mask:
        return normalise.late_rows(self.examined.checked.rows, self._then.checked.rows)

    @cached_property
    def _without_late_rows(self) -> Examined:
        checked, examined = self.examined.checked, self.examined
        used = checked.used & ~self._late_rows
        tables = normalise.merge_states(
            checked.rows, used, self.run.project.settings, examined.as_of, examined.decided.persons
        )
        return replace(examined, tables=tables)


def past_of(
    run: Run,
    examined: Examined,
    now: Mapping[str, Figure],
    entry: Announcement,
    saved: evidence.Saved | None,
) -> Past:
    """The day of a publication: what its evidence names, else what lay in the folders then."""
    by = breakdowns_of([entry.figure for entry in announcements(run.project.root)])
    if saved is None:
        as_of = run.project.settings.report.as_of
        known = as_of if as_of and as_of <= entry.on else None
        return Past(run, examined, now, run.project.deliveries_on(entry.on), known, None, by)
    named = deliveries_among(run.project, [told.file for told in saved.inputs])
    files = [file for file in named if file.path.is_file()]
    redefined = with_definitions_of(run.project, saved) if saved.definitions else None
    return Past(run, examined, now, files, saved.as_of, redefined, by)
