"""The inquiry: sub-questions, own texts and templates, and what nothing answers."""

import json
from pathlib import Path

import pytest

from tests.build import INQUIRY, Capture, Said, call, csv_bytes, deliver, project, table
from tests.drafts import word_texts

HEAD = INQUIRY.partition("[[questions]]")[0]


def asked(section: str, **keys: object) -> str:
    """A question with its keys, as TOML."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join([section, *lines, ""])


def statement(
    capsys: Capture, folder: Path, questions: str, *words: object, head: str = HEAD
) -> tuple[Said, str]:
    """What `report` says, and the answer behind "Stellungnahme:"."""
    root = project(folder / "projekt", inquiry=head + questions)
    deliver(root, "Liste.csv", csv_bytes(table({})))
    out = folder / "aus"
    said = call(capsys, "report", "--project", root, "--output", out, "--force", *words)
    if not (out / "stellungnahme.md").exists():
        return said, ""
    assert word_texts(out / "stellungnahme.docx")
    return said, (out / "stellungnahme.md").read_text(encoding="utf-8").replace("\u00a0", " ")


QUESTION, PART = "[[questions]]", "[[questions.parts]]"


def test_sub_questions_stand_below_theirs_and_are_answered_one_by_one(
    tmp_path: Path, capsys: Capture
) -> None:
    questions = asked(QUESTION, text="Was wurde erreicht?")
    questions += asked(PART, text="Wer nahm teil?", blocks=["participation"])
    questions += asked(PART, text="Wer wurde vermittelt?", blocks=["placement_direct"])
    questions += asked(QUESTION, text="Wie geht es weiter?", blocks=["handover"])
    _, text = statement(capsys, tmp_path, questions)
    assert "1. Was wurde erreicht?\\\na) Wer nahm teil?\\\nb) Wer wurde vermittelt?\n2. Wie" in text
    assert "### Zu 1.:\n\n#### Zu 1. a):\n\nBaustein 1 „Musterbaustein“ wurde vom" in text
    assert "#### Zu 1. b):\n\nUnmittelbar heißt hier:" in text
    said = word_texts(tmp_path / "aus/stellungnahme.docx")
    assert "Was wurde erreicht?\na) Wer nahm teil?\nb) Wer wurde vermittelt?" in said


@pytest.mark.parametrize("style", ["kurz", "standard", "ausführlich"])
def test_a_question_that_nothing_answers_is_a_gap(
    tmp_path: Path, capsys: Capture, style: str
) -> None:
    said, text = statement(capsys, tmp_path, asked(QUESTION, text="Warum?"), "--style", style)
    gap = "Antwort auf Frage 1; ihr ist in anfrage.toml kein Teil zugeordnet"
    assert said.code == 1
    assert f"\\[BITTE ERGÄNZEN: {gap}\\]" in text
    assert gap in said.err.replace("\n  ", " ").replace("\n", " ")


def test_what_cannot_be_answered_is_named_with_its_reason(tmp_path: Path, capsys: Capture) -> None:
    reason = "Was das Programm gekostet hat, geht aus den Lieferungen nicht hervor."
    questions = asked(QUESTION, text="Was kostete es?", unanswered=reason)
    questions += asked(
        QUESTION, text="Wer nahm teil, zu welchen Kosten?", blocks=["handover"], unanswered=reason
    )
    _, text = statement(capsys, tmp_path, questions)
    assert f"### Zu 1.:\n\nDiese Frage lässt sich nicht beantworten: {reason}" in text
    assert f"\n\nEin Teil der Frage lässt sich nicht beantworten: {reason}" in text


def test_a_block_that_says_nothing_is_named(tmp_path: Path, capsys: Capture) -> None:
    own = tmp_path / "projekt/vorlagen/bausteine"
    own.mkdir(parents=True)
    (own / "wohnen.md.j2").write_text("{% if false %}Text{% endif %}\n", encoding="utf-8")
    said, text = statement(capsys, tmp_path, asked(QUESTION, text="Wo?", blocks=["wohnen"]))
    assert said.code == 1
    assert (
        "Zum Teil „wohnen“ lässt sich aus den vorliegenden Lieferungen nichts sagen. "
        "\\[BITTE ERGÄNZEN: Antwort auf Frage 1 zu „wohnen“\\]"
    ) in text


def test_own_templates_and_texts_answer_questions(tmp_path: Path, capsys: Capture) -> None:
    root = tmp_path / "projekt"
    (root / "vorlagen/bausteine").mkdir(parents=True)
    (root / "texte").mkdir()
    own = "Das Angebot hieß {{ facts.modules[0].module|baustein }}.\n"
    (root / "vorlagen/bausteine/angebot.md.j2").write_text(own, encoding="utf-8")
    (root / "texte/ausblick.md").write_text("Es geht *weiter*.\n", encoding="utf-8")
    blocks = ["angebot", "texte/ausblick.md", "texte/fehlt.docx"]
    said, text = statement(capsys, tmp_path, asked(QUESTION, text="Was?", blocks=blocks))
    assert "Das Angebot hieß Baustein 1 „Musterbaustein“.\n\nEs geht *weiter*." in text
    assert "\\[BITTE ERGÄNZEN: Antwort auf Frage 1, Text texte/fehlt.docx\\]" in text
    assert "Die Datei texte/fehlt.docx fehlt." in said.err


def test_a_block_of_the_project_takes_the_place_of_ours(tmp_path: Path, capsys: Capture) -> None:
    own = tmp_path / "projekt/vorlagen/bausteine"
    own.mkdir(parents=True)
    (own / "participation.md.j2").write_text("Unser Satz.\n", encoding="utf-8")
    _, text = statement(capsys, tmp_path, asked(QUESTION, text="Wer?", blocks=["participation"]))
    assert "### Zu 1.:\n\nUnser Satz.\n" in text


@pytest.mark.parametrize(("public", "told"), [("ö", "öffentlich"), ("nö", "nicht öffentlich")])
def test_public_or_not_is_said(tmp_path: Path, capsys: Capture, public: str, told: str) -> None:
    head = HEAD + f'public = "{public}"\nchannel = "Ratspost"\n'
    _, text = statement(capsys, tmp_path, asked(QUESTION, text="Wer?"), head=head)
    assert f"Erbeten ist, die folgenden Fragen über „Ratspost“ {told} zu beantworten:" in text


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"blocks": ["teilnahme"]},
            "questions[1].blocks: Den Teil „teilnahme“ gibt es nicht (möglich: participation, "
            "success, placement, placement_direct, placement_indirect, support, handover, resume, "
            "cooperation; eigene Teile liegen in vorlagen/bausteine/, eigene Texte enden auf .md "
            "oder .docx).",
        ),
        (
            {"blocks": ["../geheim.md"]},
            "questions[1].blocks: Der Text „../geheim.md“ liegt nicht im Projektordner.",
        ),
    ],
)
def test_a_block_that_does_not_exist_is_named_with_its_key(
    tmp_path: Path, capsys: Capture, keys: dict[str, object], told: str
) -> None:
    said, _ = statement(capsys, tmp_path, asked(QUESTION, text="Wer?", **keys))
    assert (said.code, said.out) == (2, "")
    assert told in " ".join(said.err.split())


def test_more_sub_questions_than_letters(tmp_path: Path, capsys: Capture) -> None:
    parts = asked(PART, text="Noch etwas?", unanswered="Dazu liegt nichts vor.") * 28
    _, text = statement(capsys, tmp_path, asked(QUESTION, text="Viel?") + parts)
    assert "#### Zu 1. z):" in text
    assert "#### Zu 1. ab):" in text
