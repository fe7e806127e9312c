"""What becomes of the statement on the sample when something is missing or the period is another.

Sentences stand in expected/scenarios.txt, written anew by `python -m tests.regenerate`.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from tests.drafts import (
    DEKRA,
    KJA,
    PERIOD,
    Draft,
    blocks,
    changes,
    draft,
    edit,
    expected,
    files,
    paragraphs,
    sample,
    sentences,
)
from tests.test_report import FILES, STATEMENT

NAME = "scenarios.txt"
ABOUT = (
    "What `report` says on the changed sample, and what changes in the statement; for another\n"
    "period all sentences on the first two questions."
)
Of = Callable[[str], Draft]
TO_QUESTIONS = ("[Zu 1.", "[Zu 2.")


@dataclass(frozen=True)
class Scenario:
    """The sample with a change, or in another period; `code` is the exit code of `report`."""

    title: str
    change: Callable[[Path], object] = lambda _: None
    period: str = PERIOD
    code: int = 0


def _without_header(project: Path) -> None:
    edit(project / DEKRA, ";Beginn;", ";Anfang?;", "cp1252")


def _own_ids(project: Path) -> None:
    edit(project / "durchstarten.toml", 'ids = "shared"', 'ids = "local"')


def _no_decision(project: Path) -> None:
    edit(project / "durchstarten.toml", 'mode = "off"\n', "")


def _text_not_named(project: Path) -> None:
    edit(project / "durchstarten.toml", 'accompaniment = "texte/begleitung.md"\n', "")


ALL = (
    Scenario("a text is missing", lambda p: (p / "texte/resuemee.md").unlink(), code=1),
    Scenario("a text is empty", lambda p: (p / "texte/kja.md").write_text(" \n"), code=1),
    Scenario("a text is not named", _text_not_named, code=1),
    Scenario("no decision on small counts", _no_decision, code=1),
    Scenario("no delivery of a module", lambda p: shutil.rmtree(p / "lieferungen/dekra"), code=1),
    Scenario("a delivery is rejected", _without_header, code=1),
    Scenario("no list of meetings", lambda p: shutil.rmtree(p / "lieferungen/ki"), code=1),
    Scenario("ids of their own", _own_ids),
    Scenario("a period that cuts both modules", period="2022-03..2022-12"),
    Scenario("a period with one module", period="2020-03..2021-12"),
    Scenario("a period with nobody in it", period="2022-07-10..2022-08-01"),
    Scenario("a period that ends after the as-of date", period="2020-03..2024-12"),
)


def in_scenario(scenario: Scenario, folder: Path) -> Draft:
    """The draft on the changed sample."""
    project = sample(folder)
    scenario.change(project)
    return draft(project, period=scenario.period)


def told(scenario: Scenario, result: Draft) -> str:
    """The scenario as expected/scenarios.txt tells of it."""
    said = result.said.err.replace(str(result.folder), "ORDNER").splitlines()
    whole = [s for s in sentences(result.markdown) if s.startswith(TO_QUESTIONS)]
    changed = changes(expected(STATEMENT), result.markdown).splitlines()
    lines = changed if scenario.period == PERIOD else whole
    return "\n".join([f"exit code {result.said.code}", *(f"> {line}" for line in said), *lines])


def regenerated(folder: Path) -> Iterator[tuple[str, str]]:
    """The blocks of expected/scenarios.txt, written anew."""
    for number, scenario in enumerate(ALL):
        yield scenario.title, told(scenario, in_scenario(scenario, folder / str(number)))


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Of:
    """The draft of a scenario by its title, made once; no test writes into it."""

    @cache
    def made(title: str) -> Draft:
        (scenario,) = (s for s in ALL if s.title == title)
        return in_scenario(scenario, tmp_path_factory.mktemp("scenario") / "leverkusen")

    return made


# ---------------------------------------------------------------- the expected sentences
@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.title)
def test_a_draft_appears_with_the_expected_sentences_and_its_gaps(
    scenario: Scenario, of: Of
) -> None:
    result = of(scenario.title)
    assert result.said.code == scenario.code
    assert set(files(result.folder)) == FILES
    assert told(scenario, result) == blocks(NAME)[scenario.title]
    assert gaps(result.markdown) == marked(result.docx)
    assert bool(gaps(result.markdown)) == bool(scenario.code)


def test_every_scenario_has_its_expectation() -> None:
    assert [scenario.title for scenario in ALL] == list(blocks(NAME))


def gaps(markdown: str) -> list[str]:
    found = re.findall(r"\\\[(BITTE ERGÄNZEN.*?)\\\]", markdown)
    return [re.sub(r"\\(.)", r"\1", gap) for gap in found]


def marked(file: Path) -> list[str]:
    """What is marked yellow in the Word file, without its brackets."""
    runs = [run for p in paragraphs(docx.Document(str(file))) for run in p.runs]
    texts = [r.text for r in runs if r.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert all(text.startswith("[") and text.endswith("]") for text in texts)
    return [text[1:-1] for text in texts]


def test_a_workbook_that_is_cut_off_is_a_rejected_delivery(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    (project / KJA).write_bytes((project / KJA).read_bytes()[:5000])
    result = draft(project)
    assert result.said.code == 1
    assert f"Die Lieferung {KJA} ist" in " ".join(result.said.err.split())
    assert gaps(result.markdown) == [
        "BITTE ERGÄNZEN: Lieferung zu Teilhabemanagement",
        "BITTE ERGÄNZEN: neue Lieferung, KJA",
    ]


# ---------------------------------------------------------------- what is not known is not zero
@pytest.mark.parametrize("title", ["no delivery of a module", "a delivery is rejected"])
def test_nothing_is_said_over_all_modules_where_one_is_not_reported(title: str, of: Of) -> None:
    statement = of(title).markdown.replace("\u00a0", " ")
    assert "In beiden Bausteinen war keine Person" not in statement
    assert "Insgesamt nahmen 86 Personen" not in statement
    assert "Über alle Bausteine haben 38 Personen" not in statement


def test_handovers_that_cannot_be_counted_yet_are_not_called_absent(of: Of) -> None:
    result = of("a period that ends after the as-of date")
    assert "liegen keine Angaben vor" not in result.markdown


def test_no_meeting_in_the_period_is_no_gap_where_a_list_was_delivered(tmp_path: Path) -> None:
    day = draft(sample(tmp_path / "leverkusen"), period="2023-06-30")
    assert gaps(day.markdown) == []
    assert day.said.code == 0


def test_an_occupancy_of_nobody_is_said_in_words(of: Of) -> None:
    result = of("a period with nobody in it")
    assert "nahm keine\u00a0Person teil" in result.markdown
    assert "höchstens keine" not in result.markdown
    assert "Personen: nicht gemeldet" not in result.markdown


# ---------------------------------------------------------------- modules and the period
def test_a_period_does_not_change_when_a_module_was_carried_out(of: Of) -> None:
    result = of("a period that cuts both modules")
    assert "01.02.2022 bis 30.06.2023" in result.markdown
    assert "01.03.2020 bis 30.06.2022" in result.markdown


@pytest.mark.parametrize("period", ["2020-03..2021-12", "2019"])
def test_a_module_outside_the_period_is_named_and_not_passed_over(
    period: str, tmp_path: Path
) -> None:
    result = draft(sample(tmp_path / "leverkusen"), "--format", "md", period=period)
    answer = result.markdown.split("### Zu 1.:")[1].split("### Zu 2.:")[0]
    assert "„Coaching“" in answer


def test_only_interruptions_in_the_period_are_told(tmp_path: Path) -> None:
    result = draft(sample(tmp_path / "leverkusen"), "--format", "md", period="2023")
    assert "Pause zum Jahreswechsel" in result.markdown
    assert "Sommerpause" not in result.markdown
