"""No number without its origin: it is traced, or told in its sentence."""

import json
from pathlib import Path

import pytest

from durchstarten_cli.cli.shell import run
from tests.build import Capture, call
from tests.drafts import draft, edit, sample

FACTS = "\n# Vergleiche in diesen Texten"
TEXT = "texte/resuemee.md"
FACT = '\n[[facts]]\ntext = "{}"\nsource = "Verzeichnis der Beratungsstellen"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample(tmp_path / "leverkusen")


def with_text(project: Path, text: str) -> Path:
    (project / TEXT).write_text(text + "\n", encoding="utf-8")
    return project


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Erster Satz. Es gibt drei Beratungsstellen.", "drei"),
        ("Wir erreichten 86 Personen.", "86"),
        ("Rund 12,5 Prozent kamen wieder.", "12,5"),
        ("Alle fanden einen Platz.", "Alle"),
        ("Die Hälfte fand einen Platz.", "Hälfte"),
        ("Es kam *keine* zurück.", "keine"),
        ("- Zwei Drittel blieben.", "Zwei"),
        ("Es kamen dreizehn Menschen.", "dreizehn"),
        ("Das sind zwanzig Prozent.", "zwanzig"),
        ("Wir berieten zweihundertfünf Menschen.", "zweihundertfünf"),
        ("Hunderte kamen.", "Hunderte"),
        ("Ein Fünftel blieb.", "Fünftel"),
        ("Dabei halfen Menschen zweier Vereine.", "zweier"),
        ("Es kamen dreimal so viele.", "dreimal"),
        ("Jede zweite Person blieb.", "Jede zweite"),
        ("Etwa ½ davon blieb.", "½"),
        ("Es brach niemand ab.", "niemand"),
    ],
)
def test_a_number_in_a_text_is_asked_for_in_its_sentence(
    project: Path, text: str, word: str
) -> None:
    said = draft(with_text(project, text), "--format", "md").said
    sentence = text.replace("*", "").removeprefix("Erster Satz. ").removeprefix("- ")
    assert said.code == 1
    assert f"Woher kommt „{word}“ in „{sentence}“?" in " ".join(said.err.split())


@pytest.mark.parametrize(
    "text",
    [
        "Das Programm endete am 30.06.2023, also im Juni 2023.",
        "Am 1. März 2020 begann es; im Jahr 2021 lief es gut.",
        "Gemeint sind junge Menschen von 18 bis 27 Jahren, vor allem solche in Not.",
        "1. Erstens\n2. Zweitens",
        "Eine Förderung findet auf keinen Fall statt; es geht nicht mehr weiter.",
        "Es gab Hilfe, z. B. bei der Wohnungssuche.",
        "Grundlage sind § 60a AufenthG, die §§ 16g und 60c sowie Art. 6 Abs. 2 Satz 1 Nr. 3 GG.",
        "Beraten wird in der Hauptstraße 12a, 51373 Leverkusen, Tel. 0214 406-5001, ab 14:30 Uhr.",
        "Im Schuljahr 2021/22 gab es B2-Kurse, im 2. Halbjahr 2022 trotz COVID-19.",
    ],
)
def test_dates_ages_and_idioms_need_no_origin(project: Path, text: str) -> None:
    said = draft(with_text(project, text), "--format", "md").said
    assert (said.code, said.err.count("Woher kommt")) == (0, 0)


def test_a_fact_with_its_source_is_known(project: Path) -> None:
    edit(project / "durchstarten.toml", FACTS, FACT.format("drei Beratungsstellen") + FACTS)
    text = "Es gibt drei Beratungsstellen und vier Ämter."
    said = " ".join(draft(with_text(project, text), "--format", "md").said.err.split())
    assert "Woher kommt „vier“" in said
    assert "Woher kommt „drei“" not in said


def test_a_comparison_is_a_note_until_it_is_settled(project: Path) -> None:
    text = "Die Zahl der Vermittlungen ist gestiegen."
    said = draft(with_text(project, text), "--format", "md").said
    assert said.code == 0
    assert (
        f"„gestiegen“ vergleicht: „{text}“ Bitte prüfen Sie, ob die Zahlen das zeigen; tragen Sie "
        "die Worte mit ihrer Quelle unter [[facts]] in die Einstellungen ein, oder streichen Sie "
        "sie."
    ) in " ".join(said.err.split())
    fact = FACT.format("Vermittlungen ist gestiegen")
    edit(project / "durchstarten.toml", FACTS, fact + FACTS)
    assert "vergleicht" not in draft(project, "--format", "md").said.err


def test_the_marks_never_reach_a_file(project: Path) -> None:
    result = draft(with_text(project, "Ein \ue003Satz\ue004 mit 3 Zeichen."))
    parts = [path.read_bytes().decode("utf-8", "ignore") for path in result.folder.rglob("*.[mj]*")]
    assert not [part for part in parts if any(mark in part for mark in "\ue000\ue001\ue002\ue003")]


def test_a_number_that_a_template_prints_bare_is_asked_for(project: Path) -> None:
    own = project / "vorlagen/bausteine"
    own.mkdir(parents=True)
    (own / "resume.md.j2").write_text("Es sind {{ 6 * 7 }} Kurse.\n", encoding="utf-8")
    said = draft(project, "--format", "md").said
    assert "Woher kommt „42“ in „Es sind 42 Kurse.“?" in said.err.replace("\n", " ")


def test_finalize_refuses_a_number_without_origin_and_quotes_it(
    project: Path, capsys: Capture
) -> None:
    result = draft(with_text(project, "Es gibt drei Beratungsstellen."))
    said = call(capsys, "finalize", result.docx, "--project", project)
    assert said.code == 1
    assert (
        "In „Es gibt drei Beratungsstellen.“ steht „drei“ ohne Beleg. Bitte streichen Sie die "
        "Zahl, oder tragen Sie sie mit ihrer Quelle unter [[facts]] in die Einstellungen ein und "
        "erzeugen Sie einen neuen Entwurf."
    ) in " ".join(said.err.split())


def test_the_evidence_lists_what_is_unexplained(project: Path) -> None:
    result = draft(with_text(project, "Es gibt drei Beratungsstellen."), "--format", "md")
    assert result.evidence["unexplained"] == [
        {"word": "drei", "sentence": "Es gibt drei Beratungsstellen."}
    ]


def test_validate_names_the_number_with_file_and_line(project: Path, capsys: Capture) -> None:
    with_text(project, "Ein Satz.\n\nEs gibt drei Beratungsstellen.")
    assert run(["validate", "--project", str(project), "--json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["material"]
    assert (problem["file"], problem["line"]) == (TEXT, 3)
    assert problem["message"] == "Woher kommt „drei“ in „Es gibt drei Beratungsstellen.“?"
