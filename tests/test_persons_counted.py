"""Decided pairs, held against the naive count of who the persons really are.

A generated project is laid down with ids that hide who is who; `personen.xlsx` tells it. The count
has to be the one of the project as it was generated.
"""

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

from hypothesis import assume, given
from openpyxl import Workbook

from tests.oracle.deliver import PROVIDERS, write_project
from tests.oracle.generate import Scenario, scenarios
from tests.test_oracle import COLUMNS, counted, differing, drawn, expected_of

Id = tuple[str, str]
"""Provider and id."""
SIGNED = ("MM", dt.date(2099, 1, 1), "aus der Erzeugung bekannt")
PAIR_HEADERS = (
    *("Träger 1", "Kennung 1", "Merkmal 1", "Träger 2", "Kennung 2", "Merkmal 2"),
    *("Entscheidung", "Wer", "Wann", "Begründung"),
)
PROVIDER_HEADERS = (
    *("Träger 1", "Träger 2", "Alle Paare entschieden"),
    *("Wer", "Wann", "Begründung"),
)


def renamed(folder: Path, new_id: Callable[[str, str, int], str]) -> dict[Id, str]:
    """Write every row's id anew; returns who stands behind every id of a provider."""
    behind = {}
    for path in sorted((folder / "lieferungen").glob(f"[{PROVIDERS}]/*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        provider = path.parts[-3]
        for number, row in enumerate(rows):
            person = row["Kennung"]
            row["Kennung"] = new_id(provider, person, number)
            behind[provider, row["Kennung"]] = person
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
    return behind


def decide(folder: Path, pairs: Iterator[tuple[Id, Id, str]], *, compared: bool) -> None:
    """`personen.xlsx` with these decisions, and whether all persons were compared."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Paare"
    page.append(PAIR_HEADERS)
    for one, other, decision in pairs:
        page.append([*one, "", *other, "", decision, *SIGNED])
    page = book.create_sheet("Träger")
    page.append(PROVIDER_HEADERS)
    for pair in combinations(PROVIDERS, 2) if compared else ():
        page.append([*pair, "ja", *SIGNED])
    book.save(folder / "personen.xlsx")


def same_persons(behind: dict[Id, str]) -> Iterator[tuple[Id, Id, str]]:
    """A chain of "dieselbe" through all ids of every person."""
    for person in sorted(set(behind.values())):
        own = sorted(key for key, name in behind.items() if name == person)
        for one, other in pairwise(own):
            yield one, other, "dieselbe"


def check(scenario: Scenario, folder: Path) -> None:
    period = f"{scenario.period.a}..{scenario.period.b}"
    found = counted(folder, period, COLUMNS)
    expected = expected_of(scenario)
    assert {name for name in expected if "[" not in name} <= set(found)
    assert differing(found, expected) == {}


@drawn(share=2)
@given(scenario=scenarios())
def test_own_numbers_with_decided_pairs_count_as_the_persons_they_are(scenario: Scenario) -> None:
    """Every provider has its own numbers, two for each person, and the same ones mean others."""
    names = sorted({stay.person for stay in scenario.project.stays})

    def own_number(provider: str, person: str, row: int) -> str:
        turn = 7 if provider == "a" else 11
        return str((names.index(person) * 2 + row % 2) * turn)

    with tempfile.TemporaryDirectory() as place:
        folder = write_project(scenario, Path(place))
        settings = folder / "durchstarten.toml"
        text = settings.read_text(encoding="utf-8").replace('ids = "shared"', 'ids = "local"')
        text = text.replace("modules = []\nids", "modules = []\n# ids")
        known = [name for name in PROVIDERS if f"[providers.{name}]" in text]
        settings.write_text(text, encoding="utf-8")
        behind = renamed(folder, own_number)
        decide(folder, same_persons(behind), compared=len(known) == len(PROVIDERS))
        check(scenario, folder)


@drawn(share=4)
@given(scenario=scenarios())
def test_one_pseudonym_of_two_persons_counts_as_the_persons_they_are(scenario: Scenario) -> None:
    """The first person of one provider and the last of the other have one pseudonym there."""
    at = [{s.person for s in scenario.project.stays if s.provider == p} for p in PROVIDERS]
    assume(all(at))
    shared = {"a": min(at[0]), "b": max(at[1])}
    assume(shared["a"] != shared["b"])

    def pseudonym(provider: str, person: str, _row: int) -> str:
        return "geteilt1" if person == shared[provider] else person

    def pairs() -> Iterator[tuple[Id, Id, str]]:
        yield ("a", "geteilt1"), ("b", "geteilt1"), "nicht dieselbe"
        for one, other in (("a", "b"), ("b", "a")):
            if shared[one] in at[PROVIDERS.index(other)]:
                yield (one, "geteilt1"), (other, shared[one]), "dieselbe"

    with tempfile.TemporaryDirectory() as place:
        folder = write_project(scenario, Path(place))
        renamed(folder, pseudonym)
        decide(folder, pairs(), compared=False)
        check(scenario, folder)
