"""Possible duplicates for people to decide, and the workbook in which they do so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from durchstarten_cli import persons
from durchstarten_cli.config import Project, Settings
from durchstarten_cli.files import write_all
from durchstarten_cli.ids import looks_like_name
from durchstarten_cli.pairs import FILE, PersonsFile
from durchstarten_cli.persons.workbook import Added, new_workbook, with_rows
from durchstarten_cli.pipeline.examine import Examined


@dataclass(frozen=True)
class Proposal:
    """A pair that nobody has looked at yet, and where each side stands first.

    `hidden` are ids that look like names: they are told by their place and never written.
    """

    pair: persons.Candidate
    places: tuple[str, str]
    hidden: frozenset[str]


@dataclass(frozen=True)
class PersonsReport:
    """Proposals, what the file says, providers that nobody has compared; sentences on the rest.

    `problems` are about decisions that have no effect.
    """

    proposals: tuple[Proposal, ...]
    file: PersonsFile
    unmatched: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    problems: tuple[str, ...]


def look_for_persons(project: Project, examined: Examined) -> PersonsReport:
    """Everything that `persons` tells. Raises SettingsError for a file that cannot be read."""
    file = examined.decided.file
    rows, used = examined.checked.rows, examined.checked.used
    found = persons.candidates(rows, used, examined.decided.persons, project.settings)
    known = {pair.sides for pair in file.pairs}
    new = [candidate for candidate in found.pairs if candidate.sides not in known]
    proposals = [
        Proposal(
            pair, places, frozenset(side.id for side in pair.sides if looks_like_name(side.id))
        )
        for pair, places in zip(new, persons.by_rows(new, rows), strict=True)
    ]
    told = {row.providers for row in file.providers}
    unmatched = [p for p in to_match(project.settings) if frozenset(p) not in told]
    return PersonsReport(
        tuple(proposals),
        file,
        tuple(unmatched),
        found.left_out,
        examined.decided.notes,
    )


def to_match(settings: Settings) -> list[tuple[str, str]]:
    """Providers of persons, two by two, that do not share their ids."""
    of_persons = [name for name, provider in settings.providers.items() if provider.modules]
    return [
        pair
        for pair in combinations(of_persons, 2)
        if any(settings.providers[name].ids != "shared" for name in pair)
    ]


@dataclass(frozen=True)
class Written:
    """Whether the workbook is new, and how many pairs were added to it."""

    new: bool
    pairs: int


def write_persons(project: Project, report: PersonsReport) -> Written | None:
    """Add what is new to the workbook, if anything is.

    Rows that are there stay as they are. Raises OutputError, SettingsError.
    """
    pairs: Sequence[persons.Candidate] = [p.pair for p in report.proposals if not p.hidden]
    if not pairs and not report.unmatched:
        return None
    path, added = project.root / FILE, Added(pairs, report.unmatched)
    new = not path.is_file()
    content = new_workbook(added) if new else with_rows(path.read_bytes(), report.file, added)
    write_all({path: content}, force=True)
    return Written(new, len(pairs))
