"""One row of the exports less: exactly the sentences change that rest on it, and no other.

What changes stands in expected/row_deletions.txt. It was read against the meaning of the figures:
the reason beside each row below says what has to follow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tests.drafts import (
    DEKRA,
    KI,
    KJA,
    SAMPLE,
    blocks,
    changes,
    draft,
    edit,
    expected,
    sample,
    sentences,
)

NAME = "row_deletions.txt"
ABOUT = "What changes in the statement on the sample when one row of its exports is deleted."


@dataclass(frozen=True)
class Row:
    """A row: its file, its sheet, and texts that stand in its cells and in no other row's."""

    title: str
    file: str
    sheet: str
    cells: tuple[str, ...]
    why: str


ROWS = (
    Row(
        "last state of a person carried over",
        KJA,
        "2022",
        ("4f15fdafd584f968",),
        "The sheet before knows only the promise that lapsed; the insured work, 67 days after the "
        "exit, goes. So work, placement and success have one less, all of it indirect, and one "
        "more left regularly without an outcome. The promise and the stay remain.",
    ),
    Row(
        "dropout",
        KJA,
        "2021",
        ("e7b7e8e867334184",),
        "The only row of a person who dropped out, without need, support or outcome: one person "
        "less, one dropout less, one less in every base.",
    ),
    Row(
        "earlier row of the person with a mini-job before training",
        KJA,
        "2020",
        ("0e6a1fff199ed1f8",),
        "Only this row tells of the mini-job; training is in the later ones. Nobody has both any "
        "more, so that sentence goes; nothing else rests on the mini-job.",
    ),
    Row(
        "earlier row of the person with a mini-job before insured work",
        KJA,
        "2020",
        ("874910849b91956e",),
        "Only this row tells of the mini-job, but insured work ranks higher and stays: nothing "
        "but the number of rows.",
    ),
    Row(
        "promise",
        KJA,
        "2021",
        ("7403922ab0444383",),
        "Only this row tells of the promise that nothing came of; the language course that "
        "decides stands in the later one. One promise less, one open promise less.",
    ),
    Row(
        "handover",
        KJA,
        "2021",
        ("c838cf9b2fe7d2f0",),
        "The only row of a person who left regularly, with need and without an outcome, and was "
        "handed over: one less in the handovers, in their base and in that of those in need.",
    ),
    Row(
        "continuing support",
        DEKRA,
        "",
        ("ac3127c003c2b3a4",),
        "One of the two persons with intensive support, without placement or handover; there from "
        "February to June 2023. Five were there before, so the highest occupancy stays.",
    ),
    Row(
        "person in both modules",
        DEKRA,
        "",
        ("7623cb3db1b3bcb2",),
        "Still in module 6, so the total of persons stays; one person less in both. In module 1 "
        "she had a language course, and left regularly without need.",
    ),
    Row(
        "duplicate that is set aside",
        KJA,
        "2021",
        ("42942d85dc524955",),
        "Of two equal rows the second is not counted: without it all rows count, and there is no "
        "reason to name.",
    ),
    Row(
        "meeting",
        KI,
        "Sitzungen",
        ("2020-12-02 00:00:00", "Kernbündnis"),
        "Only the KJA came from outside. Of now six meetings of the alliance, the half is three: "
        "DEKRA Akademie and Jobcenter, who came to three, are regular now.",
    ),
    Row(
        "outcome without a date",
        KJA,
        "2021",
        ("87222b8f0d6a21ac",),
        "The only row of the one person whose outcome, a language course, has no date: she goes "
        "from participants, courses and success, and the sentence on missing dates goes.",
    ),
)


def delete(row: Row | None, project: Path) -> None:
    """Delete the row (the last one, where two are equal); without one only write the files anew."""
    for file in (KJA, KI):
        book = openpyxl.load_workbook(project / file)
        if row is not None and row.file == file:
            sheet = book[row.sheet]
            found = [c[0].row for c in sheet.iter_rows() if _is({str(x.value) for x in c}, row)]
            assert len(found) == (2 if row.title.startswith("duplicate") else 1)
            sheet.delete_rows(found[-1] or 0)
        book.save(project / file)
    if row is not None and row.file == DEKRA:
        lines = (project / DEKRA).read_bytes().decode("cp1252").splitlines(keepends=True)
        (found_line,) = [line for line in lines if _is(set(line.split(";")), row)]
        edit(project / DEKRA, found_line, "", "cp1252")


def _is(cells: set[str], row: Row) -> bool:
    return cells.issuperset(row.cells)


def statement_without(row: Row | None, folder: Path) -> str:
    """The statement on the sample without the row."""
    project = sample(folder)
    delete(row, project)
    return draft(project, "--format", "md").markdown


def block(row: Row, changed: str) -> str:
    """The row as expected/row_deletions.txt tells of it."""
    place = ", ".join([Path(row.file).name, *([f"sheet {row.sheet}"] if row.sheet else [])])
    return f"{place}: {', '.join(row.cells)}\n{row.why}\n{changed}"


def regenerated(folder: Path) -> Iterator[tuple[str, str]]:
    """The blocks of expected/row_deletions.txt, counted anew."""
    before = draft(sample(folder / "before"), "--format", "md").markdown
    for number, row in enumerate(ROWS):
        after = statement_without(row, folder / str(number))
        yield row.title, block(row, changes(before, after))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)
def test_exactly_the_expected_sentences_change(row: Row, tmp_path: Path) -> None:
    after = statement_without(row, tmp_path / "sample")
    told = block(row, changes(expected("stellungnahme.md"), after))
    assert told.strip() == blocks(NAME)[row.title]


def test_writing_the_files_anew_changes_nothing(tmp_path: Path) -> None:
    after = statement_without(None, tmp_path / "sample")
    assert sentences(after) == sentences(expected("stellungnahme.md"))


def test_every_row_has_its_expectation_and_there_are_enough() -> None:
    assert [row.title for row in ROWS] == list(blocks(NAME))
    assert len(ROWS) >= 10
    assert {row.file for row in ROWS} == {KJA, DEKRA, KI}
    assert all((SAMPLE / row.file).is_file() for row in ROWS)
