"""One of everything, told in the singular; and names in the right case."""

import re
from pathlib import Path

import pytest

from tests.build import csv_bytes, deliver
from tests.build import project as project_folder
from tests.drafts import Draft, draft, expected
from tests.test_report import STATEMENT

NAME = "one_person.md"
SETTINGS = """\
[programme]
name = "Muster"

[office]
municipality = "Stadt Muster"
unit = "Amt für Muster"
unit_short = "AfM"
unit_dative = "dem Amt für Muster"

[modules.b1]
number = 1
name = "Eins"
first = 2022-01-01
last = 2022-12-31
places = 1

[modules.b2]
number = 2
name = "Zwei"
carried_out = false

[providers.wm]
name = "Werkstatt Muster"
article = "die"
dative = "der Werkstatt Muster"
modules = ["b1"]

[texts]
resume = "texte/resuemee.md"
accompaniment = "texte/begleitung.md"
cooperation = "texte/zusammenarbeit.md"
assessments = { wm = "texte/wm.md" }

[disclosure]
mode = "off"
decided_by = "Amtsleitung"
reason = "Muster."
"""
INQUIRY = """\
group = "Gruppe"
group_genitive = "der Gruppe"
date = 2023-12-07
subject = "Muster"

[[questions]]
text = "Wer nahm teil, und was wurde daraus?"
blocks = ["participation", "success", "placement", "support", "handover", "resume", "cooperation"]
"""
LAST_STATE = {
    "Kennung": "e367b7ee1669caa7",
    "Eintritt": "01.02.2022",
    "Austritt": "31.05.2022",
    "Austrittsgrund": "planmäßig beendet",
    "Weiterer Bedarf": "ja",
    "Verbleib": "Ausbildung (betrieblich)",
    "Zusage am": "02.05.2022",
    "Aufnahme am": "01.06.2022",
    "Übergabe am": "01.06.2022",
    "Übergabe an": "Beratungsstelle",
    "Stand der Übergabe": "erfolgt",
    "Weitere Begleitung": "Beratung",
    "Begleitung von": "01.06.2022",
}
FIRST_STATE = {
    name: text if number < 2 else "" for number, (name, text) in enumerate(LAST_STATE.items())
}
MEETINGS = [
    ["Sitzung am", "Format", "Anwesende Fachbereiche"],
    ["01.03.2022", "Jour fixe", "Amt für Muster"],
    ["01.03.2023", "Jour fixe", "Amt für Muster"],
]


def small(folder: Path, *rows: dict[str, str], settings: str = SETTINGS) -> Path:
    """A project with one module, one provider and a few rows."""
    root = project_folder(folder, settings, INQUIRY)
    table = [[*LAST_STATE], *([*row.values()] for row in rows)]
    deliver(root, "Liste.csv", csv_bytes(table), "wm", "2023-01-10")
    deliver(root, "Sitzungen.csv", csv_bytes(MEETINGS), "wm", "2023-01-10")
    (root / "texte").mkdir()
    for name in ("resuemee", "begleitung", "zusammenarbeit", "wm"):
        (root / f"texte/{name}.md").write_text("Ein Satz.\n", encoding="utf-8")
    return root


def one_person(folder: Path) -> Draft:
    """One person in two rows, with one of everything."""
    return draft(small(folder, FIRST_STATE, LAST_STATE), period="2022")


def test_one_person_is_told_in_the_singular(tmp_path: Path) -> None:
    result = one_person(tmp_path)
    assert result.said.code == 0
    assert result.markdown == expected(NAME)


@pytest.mark.parametrize("name", [STATEMENT, NAME, "scenarios.txt", "row_deletions.txt"])
def test_numbers_agree_with_their_nouns_and_verbs(name: str) -> None:
    text = expected(name).replace("\u00a0", " ")
    many = r"(?:[2-9]|\d\d+|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)"
    plural = r"(?:Personen|Teilnahmen|Sitzungen|Teilnehmenden)"
    assert not re.findall(rf"(?<![\d.,])\b(?:0|1|[Kk]?eine[rnms]?) {plural}\b", text)
    assert not re.findall(rf"\b{many} (?:Person|Teilnahme|Sitzung)\b", text)
    assert not re.findall(rf"\b(?:nahm|hat|ist|war|wurde|erhielt|endete|fand) {many} \w", text)


def test_one_row_is_told_in_the_singular(tmp_path: Path) -> None:
    statement = draft(small(tmp_path, LAST_STATE), "--format", "md", period="2022").markdown
    assert "alle 1 Zeilen" not in statement


def test_no_row_is_not_told_as_all_rows(tmp_path: Path) -> None:
    statement = draft(small(tmp_path), "--format", "md", period="2022").markdown
    assert "alle 0 Zeilen" not in statement


def test_whoever_alone_came_back_is_one_person() -> None:
    """87 cases of 86 persons: one of them came back, not several."""
    assert "87 Teilnahmen, weil einzelne Personen" not in expected(STATEMENT)


def test_where_nobody_took_up_anything_nobody_is_left_over(tmp_path: Path) -> None:
    row = LAST_STATE | dict.fromkeys(("Verbleib", "Zusage am", "Aufnahme am"), "")
    statement = draft(small(tmp_path, row), "--format", "md", period="2022").markdown
    assert "keine\u00a0Person hat eine Beschäftigung aufgenommen. Tabelle" in statement


def test_before_anything_is_known_nothing_is_said_of_anybody(tmp_path: Path) -> None:
    """The module goes on, but the period begins after the as-of date."""
    settings = SETTINGS.replace("last = 2022-12-31", "last = 2023-12-31")
    root = small(tmp_path, LAST_STATE, settings=settings)
    statement = draft(root, "--format", "md", period="2023-06").markdown
    told = "lässt sich noch nichts sagen: Der Zeitraum beginnt nach dem Datenstand."
    assert f"Zu Teilnehmenden {told}" in statement
    assert f"Zur weiteren Begleitung in Baustein\u00a01 „Eins“ {told}" in statement
    assert not re.findall("nicht gemeldet|niemand angemeldet|keine weitere Begleitung", statement)


def test_names_of_any_gender_stand_in_the_right_case(tmp_path: Path) -> None:
    settings = SETTINGS.replace('article = "die"', 'article = "der"')
    settings = settings.replace('"der Werkstatt Muster"', '"dem Werkhof Muster"')
    settings = settings.replace('"Werkstatt Muster"', '"Werkhof Muster"')
    root = small(tmp_path, FIRST_STATE, LAST_STATE, settings=settings)
    (root / "texte/wm.md").unlink()
    statement = draft(root, "--format", "md", period="2022").markdown
    assert "Werkhof Muster" in statement
    assert not re.findall(r"(?:Angaben|Einschätzung) dem", statement)
