"""Templates of the program are compiled once, those of an office every time."""

from pathlib import Path

import jinja2
import pytest

from durchstarten_cli import data
from durchstarten_cli.render.compiled import CompiledTemplates
from durchstarten_cli.render.markdown import OPTIONS, environment

OWN = "stellungnahme.md.j2"


def compiled(folder: Path, office: Path) -> jinja2.Environment:
    """An environment like that of statements, which keeps what it compiles in a folder."""
    made = environment([office, data.folder("templates")])
    made.bytecode_cache = CompiledTemplates(OPTIONS, folder)
    return made


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "vorlagen"
    folder.mkdir()
    (folder / "eigene.j2").write_text("{{ 1 + 1 }} Stellen", encoding="utf-8")
    return folder


def test_nothing_of_an_office_is_kept(tmp_path: Path, office: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for name in (OWN, "eigene.j2"):
        compiled(kept, office).get_template(name)
    (file,) = kept.iterdir()
    before = file.read_bytes()
    compiled(kept, office).get_template(OWN)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"j2", b"\0" * 4096])
def test_what_is_kept_and_broken_is_made_anew(content: bytes, tmp_path: Path, office: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    compiled(kept, office).get_template(OWN)
    (file,) = kept.iterdir()
    right = file.read_bytes()
    file.write_bytes(content)
    compiled(kept, office).get_template(OWN)
    assert file.read_bytes() == right


def test_where_nothing_can_be_kept_templates_work_as_well(tmp_path: Path, office: Path) -> None:
    made = compiled(tmp_path / "nowhere", office)
    assert made.get_template("eigene.j2").render() == "2 Stellen"
    assert made.get_template(OWN).blocks == {}


def test_nothing_is_printed_while_a_template_is_compiled() -> None:
    """Whether numbers are words is a setting: it must not be decided once for all projects."""
    code = str(environment([]).compile('{{ "alle"|fest }}', raw=True))
    assert "filters['fest']" in code
    assert "environment.finalize(context, " in code
