"""Figures of a project's own: counted, explained and listed like the built-in ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from durchstarten_cli.config.own_figures import COLUMNS
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


# ---------------------------------------------------------------- every column of every table
TOLD = (
    {"Kennung": "a", "Weiterer Bedarf": "ja"},
    # There for one day, without sex or year of birth.
    {
        "Kennung": "b",
        "Geschlecht": "",
        "Geburtsjahr": "",
        "Austritt": "10.01.2022",
        "Austrittsgrund": "Abbruch",
    },
    # Still there; the sex is reported as unknown, the age on a day of the year before.
    {
        "Kennung": "c",
        "Geschlecht": "k. A.",
        "Geburtsjahr": "",
        "Alter": "20",
        "Aufenthaltsstatus": "",
        "Austritt": "",
        "Austrittsgrund": "regulär",
    },
    # Began before the entry: nothing that counts.
    {"Kennung": "d", "Geschlecht": "m", "Verbleib": "Schule", "Aufnahme am": "05.01.2022"},
    # Promised and begun, found alone; and helped on.
    {
        "Kennung": "e",
        "Geschlecht": "d",
        "Verbleib": "Sprachkurs",
        "Zusage am": "01.06.2022",
        "Aufnahme am": "01.10.2022",
        "Vermittelt durch": "selbst",
        "Begleitung": "Beratung",
        "Begleitung von": "01.07.2022",
        "Begleitung bis": "31.12.2022",
    },
    # Handed over to another office, offered only to a second one.
    {
        "Kennung": "f",
        "Geschlecht": "m",
        "Verbleib": "Schule",
        "Aufnahme am": "01.07.2022",
        "Fallübergabe am": "05.07.2022",
        "Art der Stelle": "Behörde",
        "Stand der Übergabe": "erfolgt",
        "Begleitung": "lockerer Kontakt",
        "Begleitung von": "01.07.2022",
        "Begleitung bis": "",
    },
    {
        "Kennung": "f",
        "Geschlecht": "m",
        "Fallübergabe am": "06.07.2022",
        "Art der Stelle": "Beratung",
        "Stand der Übergabe": "angeboten",
    },
)
ASKED = {
    ("people", 'sex = ["female"]'): 1,
    ("people", 'sex = ["male"]'): 2,
    ("people", 'sex = ["unknown"]'): 2,
    ("people", 'sex = ["diverse", "unknown"]'): 3,
    ("people", "age = { min = 20 }"): 5,
    ("people", "age = { max = 20 }"): 1,
    ("people", "age = { min = 21, max = 21 }"): 0,
    ("people", "age = { min = 22 }"): 0,
    ("people", "age = { max = 21 }"): 1,
    ("people", 'residence_status = ["unknown"]'): 1,
    ("people", 'residence_status = ["toleration"]'): 5,
    ("people", 'further_need = ["yes"]'): 1,
    ("people", 'further_need = ["unknown"]'): 5,
    ("people", 'exit_class = ["regular"]'): 4,
    ("people", 'exit_class = ["dropout", "neutral"]'): 1,
    ("people", 'exit_class = ["unknown"]'): 1,
    ("people", "still = true"): 1,
    ("people", 'began = ["school", "language"]'): 2,
    ("people", 'outcome = ["language"]'): 1,
    ("people", "placed = false"): 6,
    ("people", "handed = true"): 1,
    ("cases", 'exit_class = ["regular"]'): 4,
    ("cases", 'exit_class = ["dropout"]'): 1,
    ("cases", 'exit_class = ["unknown"]'): 1,
    ("cases", "days = { max = 10 }"): 1,
    ("cases", "days = { min = 1, max = 171 }"): 4,
    ("cases", "days = { min = 172 }"): 1,
    ("cases", "entered = true"): 6,
    ("cases", "left = false"): 1,
    ("cases", "touching = true, age = { max = 20 }"): 1,
    ("starts", 'kind = ["school"]'): 1,
    ("starts", "direct = true"): 2,
    ("starts", "direct = false"): 0,
    ("starts", 'brought_about = ["self"]'): 1,
    ("starts", 'sex = ["male"]'): 1,
    ("promises", 'kind = ["language"]'): 1,
    ("promises", 'sex = ["male"]'): 0,
    ("handovers", "done = true"): 1,
    ("handovers", "done = false"): 1,
    ("handovers", 'receiver_kind = ["authority"]'): 1,
    ("supports", 'support_kind = ["contact"]'): 1,
    ("supports", "running = true"): 1,
    ("supports", "placed = true"): 0,
}
"""By table and condition how many persons there are."""
ROWS_OF = {"people": 6, "cases": 6, "starts": 2, "promises": 1, "handovers": 2, "supports": 2}
"""How many rows a table has for own figures."""
OWN_FIGURES = [
    *((table, f"where = {{ {where} }}", value) for (table, where), value in ASKED.items()),
    *((table, 'counted = "rows"', value) for table, value in ROWS_OF.items()),
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a figure for every condition, and one of rows for every table."""
    own = "".join(
        f'\n[figures.f{number}]\nlabel = "L"\ndefinition = "D"\ntable = "{table}"\n{line}\n'
        for number, (table, line, _) in enumerate(OWN_FIGURES)
    )
    root = project(tmp_path_factory.mktemp("gefragt"), SETTINGS + own)
    deliver(root, "liste.csv", csv_bytes(table(*TOLD)))
    return root


def own_values(folder: Path, *words: str) -> dict[tuple[str, str], float | None]:
    said = call("counts", "--json", "--project", folder, *words)
    assert said.code == 0, said.err
    found = {figure["id"]: figure["value"] for figure in json.loads(said.out)["figures"]}
    return {own[:2]: found[f"m1.own.f{number}"] for number, own in enumerate(OWN_FIGURES)}


def test_every_column_of_every_table_may_be_asked_for(asked: Path) -> None:
    assert {table for table, _ in ASKED} == set(COLUMNS)
    assert own_values(asked) == {own[:2]: own[2] for own in OWN_FIGURES}


def test_what_ended_with_its_module_on_the_day_before_left_in_the_period(asked: Path) -> None:
    # One person is never signed off; the module's last day is the one before the period.
    found = own_values(asked, "--period", "2023-01")
    assert found["cases", 'counted = "rows"'] == 1
    assert found["cases", 'where = { exit_class = ["unknown"] }'] == 1
    assert found["people", 'counted = "rows"'] == 0
    assert found["handovers", 'counted = "rows"'] == 0


def test_starts_of_those_who_were_there_before_only_do_not_count(asked: Path) -> None:
    found = own_values(asked, "--period", "2022-07..2022")
    assert [found[name, 'counted = "rows"'] for name in ("people", "starts")] == [1, 0]
