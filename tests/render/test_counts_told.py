"""What templates print of a count that is told, rounded, told as small, not told, not reported."""

import datetime as dt
from pathlib import Path

import pytest

from durchstarten_cli.equations import Cell
from durchstarten_cli.model import Period, Published, Withheld
from durchstarten_cli.render import markdown, marks
from tests.build import SAMPLES

DAY = dt.date(2024, 3, 5)
EXACT = {"value": 7, "base": 20}
NONE = {"value": 0, "base": 0}
ROUNDED = {"value": 5, "base": 20, "rounded": True}
SMALL = {"withheld": Withheld(3), "base": 20}
BOTH_SMALL = {"withheld": Withheld(3), "base_withheld": Withheld(3)}
NOT_TOLD = {"withheld": Withheld(), "base_withheld": Withheld()}
MISSING = {"reason": "Es fehlt."}


def figure(**told: object) -> Published:
    empty = {"value": None, "base": None, "share": None, "reason": None, "unit": "persons"}
    period = Period(DAY, DAY)
    return Published("m1.x", "x", "X", "Alle X.", period, DAY, **(empty | told))  # type: ignore[arg-type]


def said(folder: Path, text: str, **told: object) -> str:
    (folder / "satz.md.j2").write_text(text, encoding="utf-8")
    values = {"f": figure(**told), "ein": figure(value=1)}
    rendered = markdown.render("satz.md.j2", values, [folder]).markdown
    return marks.strip_marks(rendered).strip().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (EXACT, "Es haben sieben Personen begonnen."),
        (NONE, "Es hat keine Person begonnen."),
        (ROUNDED, "Es haben rund fünf Personen begonnen."),
        (SMALL, "Es haben weniger als drei Personen begonnen."),
        (NOT_TOLD, "Es haben Personen in nicht genannter Zahl begonnen."),
        (MISSING, "Es haben Personen: nicht gemeldet begonnen."),
    ],
)
def test_noun_and_verb_agree_with_what_is_told(
    tmp_path: Path, told: dict[str, object], sentence: str
) -> None:
    text = 'Es {{ f|verb("hat", "haben") }} {{ f|personen }} begonnen.'
    assert said(tmp_path, text, **told) == sentence


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (EXACT, "Bei sieben weiteren Personen."),
        (SMALL, "Bei weniger als drei weiteren Personen."),
        (NOT_TOLD, "Bei weiteren Personen in nicht genannter Zahl."),
    ],
)
def test_counts_stand_in_the_dative(tmp_path: Path, told: dict[str, object], sentence: str) -> None:
    text = 'Bei {{ f|menge("weiteren Person", "weiteren Personen", "einer") }}.'
    assert said(tmp_path, text, **told) == sentence


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (EXACT, "sieben, 7, 7 von 20"),
        (NONE, "keine, 0, 0 von 0"),
        (ROUNDED, "rund fünf, 5, 5 von 20"),
        (SMALL, "weniger als drei, weniger als 3, weniger als 3 von 20"),
        (BOTH_SMALL, "weniger als drei, weniger als 3, weniger als 3 von weniger als 3"),
        (NOT_TOLD, "in nicht genannter Zahl, nicht genannt, nicht genannt"),
        (MISSING, "nicht gemeldet, nicht gemeldet, nicht gemeldet"),
    ],
)
def test_a_count_stands_without_its_noun(
    tmp_path: Path, told: dict[str, object], words: str
) -> None:
    assert said(tmp_path, "{{ f|zahl }}, {{ f|ziffern }}, {{ f|von }}", **told) == words


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (EXACT, "20 Personen gingen"),
        (NONE, "keine Person ging"),
        (ROUNDED, "rund 20 Personen gingen"),
        (BOTH_SMALL, "weniger als drei Personen gingen"),
        (NOT_TOLD, "Personen in nicht genannter Zahl gingen"),
    ],
)
def test_a_base_is_told_like_a_count(
    tmp_path: Path, told: dict[str, object], sentence: str
) -> None:
    text = '{{ f|grundzahl("Person", "Personen") }} {{ f|verb("ging", "gingen", "base") }}'
    assert said(tmp_path, text, **told) == sentence


QUESTIONS = {
    "vorhanden": "{{ f is vorhanden }}",
    "beziffert": "{{ f is beziffert }}",
    "nicht gemeldet": "{{ f is nicht_gemeldet }}",
    "verschieden": "{{ f is verschieden(ein) }}",
    "Grundzahl": "{{ f is mit_grundzahl }}",
}


@pytest.mark.parametrize(
    ("told", "yes"),
    [
        (EXACT, ["vorhanden", "beziffert", "verschieden", "Grundzahl"]),
        (NONE, ["verschieden"]),
        (SMALL, ["vorhanden", "Grundzahl"]),
        (NOT_TOLD, ["vorhanden", "Grundzahl"]),
        (MISSING, ["nicht gemeldet"]),
    ],
)
def test_a_question_is_answered_by_what_is_told(
    tmp_path: Path, told: dict[str, object], yes: list[str]
) -> None:
    answers = {name: said(tmp_path, text, **told) for name, text in QUESTIONS.items()}
    assert [name for name, answer in answers.items() if answer == "True"] == yes


@pytest.mark.parametrize(
    "text",
    [
        "{% if f is vorhanden %}{% endif %}",
        "{% if f.value %}{% endif %}",
        "{% if [f]|selectattr('value')|list %}{% endif %}",
        "{{ f|zahl }}",
    ],
)
def test_figures_that_decide_on_a_sentence_are_known(tmp_path: Path, text: str) -> None:
    (tmp_path / "satz.md.j2").write_text(text, encoding="utf-8")
    rendered = markdown.render("satz.md.j2", {"f": figure(value=0), "g": figure()}, [tmp_path])
    assert rendered.read == {Cell("m1.x")}


@pytest.mark.parametrize(
    "path", sorted((SAMPLES.parent / "templates").rglob("*.j2")), ids=lambda path: path.name
)
def test_templates_ask_for_counts_instead_of_reading_them(path: Path) -> None:
    """A withheld count has no value: `{% if f.x.value %}` would say "none" of it."""
    text = path.read_text(encoding="utf-8")
    assert not [name for name in (".value", ".base") if name in text]
