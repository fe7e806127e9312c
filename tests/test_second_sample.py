"""The second sample, Auenfurt: another town, other words; nothing of the first is in the code."""

import re
from pathlib import Path

import pytest

from tests.build import SAMPLES
from tests.drafts import Draft, call, expected

AUENFURT = SAMPLES / "auenfurt"
STYLES = {
    "standard": "auenfurt.md",
    "kurz": "auenfurt_kurz.md",
    "ausführlich": "auenfurt_ausfuehrlich.md",
}


FIRST = r"Baustein|Teilnehmende\b|Leverkusen|KJA|DEKRA|Coaching|Teilhabemanagement|Durchstarten"
"""Names and words of the first sample."""


def auenfurt(folder: Path, style: str, *words: str) -> Draft:
    """The statement of the second sample in one of its sizes."""
    out = folder / style
    project = ("--project", AUENFURT, "--date", "2023-02-14", "--output", out)
    said = call("report", *project, "--style", style, *words)
    return Draft(AUENFURT, out, said)


@pytest.mark.parametrize("style", STYLES)
def test_the_statement_is_the_one_that_was_read(tmp_path: Path, style: str) -> None:
    result = auenfurt(tmp_path, style)
    assert result.said.code == 0
    assert result.markdown == expected(STYLES[style])


def test_validate_finds_nothing_in_its_own_template_and_texts() -> None:
    said = call("validate", "--project", AUENFURT)
    assert said.code == 0
    assert "vorlagen" not in said.out


@pytest.mark.parametrize("name", STYLES.values())
def test_no_word_of_the_first_sample_is_in_it(name: str) -> None:
    assert re.findall(FIRST, expected(name)) == []


def test_what_stands_behind_its_numbers_has_its_words(tmp_path: Path) -> None:
    result = auenfurt(tmp_path, "ausführlich", "--format", "html", "--intern")
    pages = [result.page, result.folder / "intern/stellungnahme_INTERN.html"]
    assert [re.findall(FIRST, page.read_text("utf-8")) for page in pages] == [[], []]
    assert "falls das Angebot in ihm endet" in pages[0].read_text("utf-8")
    assert "gehören zu anderen Angeboten" in pages[1].read_text("utf-8")


@pytest.mark.parametrize("folder", ["src/durchstarten_cli", "templates"])
def test_no_name_of_a_sample_is_in_the_program(folder: str) -> None:
    names = re.compile("Leverkusen|Auenfurt|KJA|DEKRA|Brückenschlag", re.IGNORECASE)
    found = [
        path.name
        for path in (SAMPLES.parent / folder).rglob("*")
        if path.suffix in (".py", ".toml", ".j2") and names.search(path.read_text("utf-8"))
    ]
    assert set(found) <= {"scaffold.py", "technical.py"}  # which sample `init` writes
