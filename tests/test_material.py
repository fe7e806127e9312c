"""`validate` on what a statement is made of: inquiry, templates, letterhead, texts."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.build import Capture, call, csv_bytes, deliver, project, table

COMPARE = "Bitte vergleichen Sie die Zeile mit der mitgelieferten Vorlage."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    deliver(project(tmp_path), "Liste.csv", csv_bytes(table({})))
    return tmp_path


def template(root: Path, text: str, name: str = "bausteine/participation.md.j2") -> None:
    path = root / "vorlagen" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def problems(root: Path, capsys: Capture) -> list[dict[str, Any]]:
    said = call(capsys, "validate", "--project", root, "--json")
    found: list[dict[str, Any]] = json.loads(said.out)["material"]
    assert said.code == (1 if found else 0)
    return found


def test_a_project_without_own_templates_has_no_problem(root: Path, capsys: Capture) -> None:
    assert problems(root, capsys) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "Satz.\n{% if x %}\n",
            2,
            "Die Zeile ist keine gültige Vorlage; oft fehlt eine Klammer oder ein endif.",
        ),
        ("\n{{ faxts.period }}\n", 2, "Den Namen „faxts“ gibt es nicht."),
        ("{{ facts.period|zeitram }}", 1, "Den Filter „zeitram“ gibt es nicht."),
        ("{% if facts is vorhnden %}{% endif %}", 1, "Die Bedingung „vorhnden“ gibt es nicht."),
        (
            "{% for m in facts.modules %}\n{% set f = m.figures %}\n{{ f.particpants|personen }}"
            "\n{% endfor %}",
            3,
            "Die Zahl „particpants“ gibt es nicht; „durchstarten counts“ zeigt alle.",
        ),
        (
            '{% for m in facts.modules %}\n{{ m.figures["outcome.lehre"]|zahl }}\n{% endfor %}',
            2,
            "Die Zahl „outcome.lehre“ gibt es nicht; „durchstarten counts“ zeigt alle.",
        ),
        (
            "{{ facts.all.teilnehmende|zahl }}",
            1,
            "Die Zahl „teilnehmende“ gibt es nicht; „durchstarten counts“ zeigt alle.",
        ),
        (
            "{{ facts.period.begin }}",
            1,
            "„begin“ gibt es dort nicht (bekannt: first, last).",
        ),
        ('{% include "bausteine/weg.md.j2" %}', 1, "Die Vorlage „bausteine/weg.md.j2“ fehlt."),
        (
            "Satz.\n\nEs waren drei.\n",
            3,
            "„drei“ ist eine Zahl, hinter der keine gezählte steht.",
        ),
        ('{{ "86 Personen"|fertig }}', 1, "„86“ ist eine Zahl, hinter der keine gezählte steht."),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_its_line(
    root: Path, capsys: Capture, text: str, line: int, message: str
) -> None:
    template(root, text)
    assert problems(root, capsys) == [
        {
            "file": "vorlagen/bausteine/participation.md.j2",
            "line": line,
            "message": message,
            "remedy": COMPARE,
        }
    ]


def test_an_attribute_that_is_wrong_in_a_loop_is_found(root: Path, capsys: Capture) -> None:
    template(root, "{% for m in facts.modules %}{{ m.modul|baustein }}{% endfor %}")
    (problem,) = problems(root, capsys)
    assert problem["message"].startswith("„modul“ gibt es dort nicht (bekannt: name, module,")


def test_a_template_that_is_no_utf_8(root: Path, capsys: Capture) -> None:
    (root / "vorlagen/bausteine").mkdir(parents=True)
    (root / "vorlagen/bausteine/eigen.md.j2").write_bytes("Größe".encode("cp1252"))
    (problem,) = problems(root, capsys)
    assert problem["message"] == "Die Datei ist nicht als UTF-8 gespeichert."


def test_a_block_of_the_inquiry_that_does_not_exist(root: Path, capsys: Capture) -> None:
    text = (root / "anfrage.toml").read_text(encoding="utf-8")
    (root / "anfrage.toml").write_text(text.replace('"participation"', '"teilnahme"'), "utf-8")
    (problem,) = problems(root, capsys)
    assert (problem["file"], problem["line"]) == ("anfrage.toml", 8)
    assert "questions[1].blocks: Den Teil „teilnahme“ gibt es nicht" in problem["message"]


def test_a_letterhead_without_the_place_for_the_text(root: Path, capsys: Capture) -> None:
    (root / "vorlagen").mkdir()
    document = docx.Document()
    document.add_paragraph("Stadt Musterstadt")
    document.save(str(root / "vorlagen/briefkopf.docx"))
    (problem,) = problems(root, capsys)
    assert problem["file"] == "vorlagen/briefkopf.docx"
    assert problem["message"] == "Im Briefkopf fehlt der Platzhalter {{p stellungnahme }}."


def test_people_read_file_line_and_remedy(root: Path, capsys: Capture) -> None:
    template(root, "Es waren drei.")
    said = call(capsys, "validate", "--project", root)
    assert said.code == 1
    assert said.out.endswith(
        "\n\nvorlagen/bausteine/participation.md.j2, Zeile 1:\n"
        "  „drei“ ist eine Zahl, hinter der keine gezählte steht.\n"
        "  Bitte vergleichen Sie die Zeile mit der mitgelieferten Vorlage.\n"
    )


def test_a_single_file_is_checked_alone(root: Path, capsys: Capture) -> None:
    template(root, "Es waren drei.")
    file = next((root / "lieferungen").rglob("*.csv"))
    assert call(capsys, "validate", "--project", root, file).code == 0
