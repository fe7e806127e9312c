"""Figures of a project's own: counted, explained and listed like the built-in ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.build import GOOD, SETTINGS, Said, csv_bytes, deliver, project, table
from tests.drafts import call

OWN = """
[figures.frauen]
label = "Frauen unter 21 Jahren mit betrieblicher Ausbildung"
definition = "Frauen, die {beim Eintritt} unter 21 waren und eine Ausbildung aufnahmen."
where = { sex = ["female"], age = { max = 20 }, began = ["training_company"] }
base = { sex = ["female"], age = { max = 20 } }

[figures.lang]
label = "Teilnahmen ab 100 Tagen"
definition = "Teilnahmen, die mindestens 100 Tage dauerten."
table = "cases"
counted = "rows"
where = { days = { min = 100 } }

[figures.direkt]
label = "Unmittelbar Vermittelte"
definition = "Personen mit einer unmittelbaren Aufnahme einer Ausbildung."
table = "starts"
where = { kind = ["training"], direct = true }
modules = ["m1"]
"""
WOMAN = GOOD | {"Geburtsjahr": "2002", "Verbleib": "betriebliche Ausbildung"}
ROWS = (
    # Under 21 on entry, and began on the last day.
    WOMAN | {"Kennung": "w1", "Aufnahme am": "30.06.2022"},
    # As young, but began nothing.
    GOOD | {"Kennung": "w2", "Geburtsjahr": "2003", "Verbleib": "", "Aufnahme am": ""},
    # May have been 21: left out, wherever both ages do not lie below.
    WOMAN | {"Kennung": "w3", "Geburtsjahr": "2001", "Aufnahme am": "01.09.2022"},
    # A man; began a long time after.
    WOMAN | {"Kennung": "m1", "Geschlecht": "m", "Aufnahme am": "01.12.2022"},
    # There for 20 days only.
    GOOD | {"Kennung": "m2", "Geschlecht": "m", "Austritt": "30.01.2022", "Verbleib": ""},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with own figures and five persons."""
    root = project(tmp_path_factory.mktemp("eigene"), SETTINGS + OWN)
    deliver(root, "liste.csv", csv_bytes(table(*ROWS)))
    return root


@pytest.fixture(scope="module")
def figures(folder: Path) -> dict[str, dict[str, Any]]:
    """All figures by id, broken down by sex."""
    said = call("counts", "--json", "--by", "sex", "--project", folder)
    assert said.code == 0, said.err
    return {figure["id"]: figure for figure in json.loads(said.out)["figures"]}


def test_conditions_hold_all_at_once_and_the_base_has_its_own(
    figures: dict[str, dict[str, Any]],
) -> None:
    found = figures["m1.own.frauen"]
    assert (found["value"], found["base"], found["unit"]) == (1, 2, "persons")


def test_rows_are_counted_where_rows_are_asked_for(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["m1.own.lang"]["value"] == 4
    assert figures["m1.own.lang[sex=male]"]["value"] == 1


def test_a_class_stands_for_its_kinds(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["m1.own.direkt"]["value"] == 1


def test_a_figure_of_one_module_is_not_counted_over_all(
    figures: dict[str, dict[str, Any]],
) -> None:
    assert "all.own.direkt" not in figures
    assert figures["all.own.frauen"]["value"] == 1


EXPLAINED = """\
m1.own.frauen
Frauen unter 21 Jahren mit betrieblicher Ausbildung

Wert: 1 (von 2)
Definition: Frauen, die {beim Eintritt} unter 21 waren und eine Ausbildung
aufnahmen.
"""


def test_it_is_explained_down_to_the_rows_of_its_base(folder: Path) -> None:
    said = call("explain", "m1.own.frauen", "--project", folder)
    assert said.out.startswith(EXPLAINED)
    assert said.out.rstrip().endswith("(2): 2-3")


LISTED = """\
own.frauen
  Frauen unter 21 Jahren mit betrieblicher Ausbildung
  Frauen, die {beim Eintritt} unter 21 waren und eine Ausbildung aufnahmen.
  Grundgesamtheit: nach eigener Bedingung
  Gezählt: Personen. Aufteilung: Person, Träger, Zeit.

own.lang
  Teilnahmen ab 100 Tagen
  Teilnahmen, die mindestens 100 Tage dauerten.
  Gezählt: Teilnahmen. Aufteilung: Person, Träger, Zeit.

own.direkt
  Unmittelbar Vermittelte
  Personen mit einer unmittelbaren Aufnahme einer Ausbildung.
  Nur für: m1
  Gezählt: Personen. Aufteilung: Person, Träger, Zeit.
"""


def test_the_register_lists_it_beside_the_built_in_ones(folder: Path) -> None:
    said = call("figures", "--project", folder)
    assert (said.code, said.err) == (0, "")
    assert LISTED in said.out
    assert said.out.startswith("Vor dem Namen steht der Baustein oder „all“ (über alle): ")
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_register_as_json(folder: Path) -> None:
    said = call("figures", "--json", "--project", folder)
    found = {entry["measure"]: entry for entry in json.loads(said.out)["figures"]}
    assert found["own.direkt"] == {
        "measure": "own.direkt",
        "label": "Unmittelbar Vermittelte",
        "definition": "Personen mit einer unmittelbaren Aufnahme einer Ausbildung.",
        "table": "starts",
        "unit": "persons",
        "base": None,
        "modules": ["m1"],
        "restrictions": ["Person", "Träger", "Zeit"],
    }
    assert found["meetings"]["restrictions"] == ["Format", "teilnehmende Stelle"]
    assert found["handover_need"]["base"] == "davon die mit weiterem Bedarf"


def test_a_template_prints_it_by_its_measure(folder: Path, tmp_path: Path) -> None:
    part = folder / "vorlagen" / "bausteine" / "participation.md.j2"
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(
        "{% for m in facts.modules %}Frauen: {{ m.figures['own.frauen']|ziffern }}{% endfor %}\n"
    )
    said = call("report", "--project", folder, "--output", tmp_path / "aus", "--format", "md")
    assert said.code in (0, 1), said.err
    assert "Frauen: 1" in (tmp_path / "aus" / "stellungnahme.md").read_text(encoding="utf-8")
    part.unlink()


WRONG = {
    "a table that does not exist": (
        'table = "leute"',
        "figures.x.table: dieses Wort ist hier nicht vorgesehen (möglich: people, cases, starts, "
        "promises, handovers, supports).",
    ),
    "a column that the table does not have": (
        "where = { kind = ['training'] }",
        "figures.x.where.kind: Die Spalte „kind“ gibt es in „people“ nicht (möglich: sex, age, "
        "residence_status, further_need, exit_class, still, began, outcome, placed, handed).",
    ),
    "a word that is no code": (
        "where = { sex = ['weiblich'] }",
        "figures.x.where.sex: „weiblich“ ist dort kein bekannter Wert (möglich: female, male, "
        "diverse, unknown).",
    ),
    "no list of words": (
        "where = { sex = 'female' }",
        "figures.x.where.sex: erwartet wird eine Liste in eckigen Klammern (möglich: female, male, "
        "diverse, unknown).",
    ),
    "no numbers": (
        "where = { age = 21 }",
        "figures.x.where.age: erwartet werden ganze Zahlen als { min = 18, max = 20 } oder eine "
        "davon.",
    ),
    "numbers the wrong way round": (
        "where = { age = { min = 21, max = 18 } }",
        "figures.x.where.age: erwartet werden ganze Zahlen als { min = 18, max = 20 } oder eine "
        "davon.",
    ),
    "neither true nor false": (
        "base = { placed = 'ja' }",
        "figures.x.base.placed: erwartet wird true oder false.",
    ),
    "a module that does not exist": (
        "modules = ['m9']",
        "figures.x.modules: Den Baustein „m9“ gibt es unter modules nicht.",
    ),
    "nothing said": (
        'counted = "persons"\nlabel = " "',
        "figures.x.label: Hier fehlt der Text.",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_one_is_explained_with_its_key(case: str, tmp_path: Path) -> None:
    line, message = WRONG[case]
    label = "" if "label" in line else 'label = "L"\n'
    own = f'\n[figures.x]\ndefinition = "D"\n{label}{line}\n'
    said: Said = call("counts", "--project", project(tmp_path / "p", SETTINGS + own))
    assert (said.code, said.out) == (2, "")
    assert f"In durchstarten.toml stimmt etwas nicht:\n  {message}\n" in said.err
