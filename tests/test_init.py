"""`init`: the commented project to start from, the sample, and the files for Windows."""

import csv
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from durchstarten_cli import config, data, scaffold
from durchstarten_cli.cli.shell import run
from durchstarten_cli.compose.answers import LABELS
from durchstarten_cli.config import announced, inquiry, letterhead, settings, words
from durchstarten_cli.config.definitions import Definitions, Overrides
from durchstarten_cli.config.own_figures import OwnFigure
from durchstarten_cli.config.section import Section
from durchstarten_cli.errors import OutputError
from durchstarten_cli.vocabulary import vocabulary

PYTHON = r"C:\Program Files (x86)\Käthe Groß\100%\python.exe"
OPTIONAL = re.compile(r'# (?:\[\[?[\w.]+\]\]?$|(?:"[^"]+"|\w+) = |  "|\]$)')
"""A commented-out line of TOML: the head of a section, a key with its value, a line of a list."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project, and the working directory in it."""
    folder = tmp_path / "Mein Projekt"
    scaffold.create(folder, PYTHON, sample=None, force=False)
    monkeypatch.chdir(folder)
    return folder


# ---------------------------------------------------------------- the commented project
def test_the_new_project_loads(project: Path) -> None:
    loaded = config.load(project)
    assert loaded.settings.modules["m1"].carried_out
    parts = {"placement_direct", "placement_indirect"}
    assert {block for _, block in loaded.inquiry().blocks()} | parts == LABELS.keys()


def test_disclosure_begins_careful_and_is_left_to_the_office(project: Path) -> None:
    disclosure = config.load(project).settings.disclosure
    assert disclosure.mode == "suppress"
    assert not disclosure.decided


@pytest.mark.usefixtures("project")
def test_validate_says_that_there_is_no_delivery_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate"]) == 0
    assert "keine Lieferung" in capsys.readouterr().out


def test_a_draft_appears_with_its_gaps(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "--date", "2024-03-05"]) == 1
    assert "noch offen" in capsys.readouterr().err
    assert (project / "ausgabe/2024-03-05_1/stellungnahme.docx").is_file()


def test_a_delivery_with_the_columns_of_the_readme_is_accepted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "lieferungen/bildungswerk"
    listed = re.findall(r"^- (.*)$", (folder / "LIESMICH.md").read_text("utf-8"), re.MULTILINE)
    names = [name for line in listed for name in re.sub(r" \(.*\)", "", line).split(", ")]
    values = ["17", "01.10.2022", "31.03.2023"]
    _deliver(folder / "2024-02-12", ["Kennung", "Eintritt", *names], values)
    assert run(["validate"]) == 0
    assert "Angenommen. Sie müssen nichts tun." in capsys.readouterr().out


def test_the_meetings_of_the_readme_are_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "lieferungen/ki"
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", (folder / "LIESMICH.md").read_text("utf-8"), re.M)
    names, values = zip(*rows[1:], strict=True)
    _deliver(folder / "2024-02-15", names, values)
    assert run(["validate"]) == 0
    assert "Angenommen. Sie müssen nichts tun." in capsys.readouterr().out


def _deliver(folder: Path, names: Sequence[str], values: Sequence[str]) -> None:
    folder.mkdir()
    with (folder / "Liste.csv").open("w", encoding="utf-8-sig", newline="") as file:
        empty = [""] * (len(names) - len(values))
        csv.writer(file, delimiter=";").writerows([names, [*values, *empty]])


# ---------------------------------------------------------------- its comments
def _uncommented(text: str) -> str:
    """The settings with every commented-out line in force."""
    lines = text.splitlines()
    return "\n".join(line.removeprefix("# ") if OPTIONAL.match(line) else line for line in lines)


def _with_options(name: str) -> dict[str, Any]:
    text = (data.folder("templates") / "projekt" / name).read_text(encoding="utf-8")
    return tomllib.loads(_uncommented(text))


def test_every_setting_named_in_a_comment_exists(project: Path) -> None:
    toml = project / "durchstarten.toml"
    toml.write_text(_uncommented(toml.read_text(encoding="utf-8")), encoding="utf-8")
    loaded = config.load(project).settings
    assert loaded.disclosure.mode == "suppress"
    assert loaded.disclosure.decided
    assert loaded.definitions == Definitions()


def test_every_setting_is_explained() -> None:
    raw = _with_options("durchstarten.toml")
    modules, providers = raw["modules"].values(), raw["providers"].values()
    tables: dict[type[Section], list[dict[str, Any]]] = {
        settings.Settings: [raw],
        settings.Programme: [raw["programme"]],
        settings.Office: [raw["office"]],
        settings.Report: [raw["report"]],
        letterhead.Letterhead: [raw["letterhead"]],
        Definitions: [raw["definitions"]],
        settings.Module: [*modules],
        OwnFigure: [*raw["figures"].values()],
        Overrides: [m["definitions"] for m in modules if "definitions" in m],
        settings.Interruption: [i for m in modules for i in m.get("interruptions", ())],
        settings.Provider: [*providers],
        settings.Texts: [raw["texts"]],
        words.Words: [raw["words"]],
        words.Participants: [raw["words"]["participants"]],
        words.ModuleWord: [raw["words"]["module"]],
        words.Fact: raw["facts"],
        settings.Disclosure: [raw["disclosure"]],
        settings.Retention: [raw["retention"]],
        settings.Override: raw["disclosure"]["overrides"],
        settings.RuleLever: [*raw["rules"].values()],
    }
    of_the_inquiry = {inquiry.Inquiry, inquiry.Question, inquiry.Part}
    of_the_announcements = {announced.Announcements, announced.Announcement}
    others = of_the_inquiry | of_the_announcements
    assert set(Section.__subclasses__()) - others == tables.keys()
    for section, written in tables.items():
        keys = {key for table in written for key in table}
        assert keys == {field.name for field in msgspec.structs.fields(section)}, section


def test_every_key_of_the_inquiry_is_explained() -> None:
    raw = _with_options("anfrage.toml")
    asked = raw["questions"][-1]
    for section, written in (
        (inquiry.Inquiry, raw),
        (inquiry.Question, asked),
        (inquiry.Part, asked["parts"][0]),
    ):
        assert written.keys() == {field.name for field in msgspec.structs.fields(section)}


def test_every_key_of_what_was_made_public_is_explained() -> None:
    (told,) = _with_options("veroeffentlicht.toml")["figures"]
    fields = msgspec.structs.fields(announced.Announcement)
    assert told.keys() == {field.name for field in fields}


@pytest.mark.parametrize(
    ("section", "kind", "keys"),
    [
        ("programme", settings.Programme, ["invented"]),
        ("office", settings.Office, ["unit_article"]),
        ("report", settings.Report, ["format", "style", "breakdowns"]),
        ("disclosure", settings.Disclosure, ["threshold", "multiple"]),
        ("definitions", Definitions, Definitions.__struct_fields__),
    ],
)
def test_an_optional_setting_shows_what_holds_without_it(
    section: str, kind: type[Section], keys: list[str]
) -> None:
    shown = _with_options("durchstarten.toml")[section]
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    for key in keys:
        assert msgspec.to_builtins(defaults[key]) == _as_tuples(shown[key]), key


def _as_tuples(value: object) -> object:
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value


def test_every_column_and_every_code_is_explained(project: Path) -> None:
    text = (project / "durchstarten.toml").read_text(encoding="utf-8")
    words = vocabulary()
    assert words.columns.keys() <= set(re.findall(r"\w+", text))
    for column in words.codes:
        entry = re.search(rf"^#   {column}: (.*(?:\n#     .*)*)", text, re.MULTILINE)
        assert entry, column
        assert {code.name for code in words.codes[column]} <= set(re.findall(r"\w+", entry[1]))


# ---------------------------------------------------------------- the files for Windows
ARGUMENTS = {"validate": r" --answers ausgabe\antworten", "finalize": ' "%~1"'}
SCRIPTS = {"1_Pruefen.cmd": "validate", "2_Entwurf.cmd": "report", "3_Endfassung.cmd": "finalize"}


@pytest.mark.parametrize(("name", "command"), SCRIPTS.items())
def test_a_script_calls_the_program_wherever_it_is(project: Path, name: str, command: str) -> None:
    content = (project / name).read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    lines = [line.strip() for line in content.decode("utf-8").splitlines()]
    argument = ARGUMENTS.get(command, "")
    quoted = '"' + PYTHON.replace("%", "%%") + '"'
    assert f"durchstarten.exe {command}{argument}" in lines
    assert f"{quoted} -m durchstarten_cli {command}{argument}" in lines
    assert f") else if exist {quoted} (" in lines
    assert lines[lines.index("pause") - 1] == "echo."


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_speaks_german_in_any_code_page(name: str) -> None:
    lines = (data.folder("templates") / "projekt" / name).read_text("ascii").splitlines()
    assert {"chcp 65001 >nul", 'set "PYTHONUTF8=1"', 'pushd "%~dp0"'} <= set(lines)


def test_the_last_script_says_what_to_do_when_no_file_was_dropped(project: Path) -> None:
    content = (project / "3_Endfassung.cmd").read_text(encoding="utf-8")
    without = content.partition('if "%~1"=="" (')[2].partition(") else")[0]
    assert "echo Bitte ziehen Sie die bearbeitete Word-Datei" in without


# ---------------------------------------------------------------- existing files, the sample
def test_nothing_is_overwritten_and_nothing_else_written(tmp_path: Path) -> None:
    mine = tmp_path / "anfrage.toml"
    mine.write_text("meine", encoding="utf-8")
    with pytest.raises(OutputError, match=re.escape("anfrage.toml gibt es schon")):
        scaffold.create(tmp_path, PYTHON, sample=None, force=False)
    assert [path.name for path in tmp_path.rglob("*")] == ["anfrage.toml"]
    assert mine.read_text(encoding="utf-8") == "meine"


def test_force_overwrites(tmp_path: Path) -> None:
    (tmp_path / "anfrage.toml").write_text("meine", encoding="utf-8")
    scaffold.create(tmp_path, PYTHON, sample=None, force=True)
    assert config.load(tmp_path).inquiry().questions


def test_a_second_init_is_refused_in_german(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "neu")]) == 0
    assert run(["init", str(tmp_path / "neu")]) == 2
    assert "gibt es schon; es wurde nichts geschrieben" in capsys.readouterr().err


def test_the_sample_leads_to_a_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Beispiel"
    assert run(["init", str(folder), "--sample"]) == 0
    assert SCRIPTS.keys() < {path.name for path in folder.iterdir()}
    monkeypatch.chdir(folder)
    assert run(["report", "--date", "2024-03-05"]) == 0
    assert (folder / "ausgabe/2024-03-05_1/stellungnahme.docx").is_file()


def test_the_second_sample_is_chosen_by_its_town(tmp_path: Path) -> None:
    folder = tmp_path / "Beispiel"
    assert run(["init", str(folder), "--town", "auenfurt"]) == 0
    assert "Auenfurt" in (folder / "durchstarten.toml").read_text(encoding="utf-8")
    assert (folder / "vorlagen/bausteine/abbruch.md.j2").is_file()


def test_a_town_without_a_sample_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "x"), "--town", "Nirgendwo"]) == 2
    told = "Das Beispiel „Nirgendwo“ gibt es nicht.\nMöglich sind: leverkusen, auenfurt.\n"
    assert capsys.readouterr().err == told
    assert not (tmp_path / "x").exists()


def test_what_the_program_wrote_into_the_sample_is_not_copied(tmp_path: Path) -> None:
    for name in ("durchstarten.toml", "ausgabe/1/intern/belege.json", ".cache/x", "~$a.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [str(name) for name, _ in scaffold.project_files(tmp_path)] == ["durchstarten.toml"]


@pytest.mark.parametrize("sample", [None, "leverkusen"])
def test_the_next_steps_fit_a_terminal(tmp_path: Path, sample: str | None) -> None:
    written = scaffold.create(tmp_path, PYTHON, sample=sample, force=False)
    assert all(path.is_file() for path in written)
    steps = scaffold.next_steps(Path("neu"), written, sample).splitlines()
    assert 3 <= len(steps) <= 5
    assert max(map(len, steps)) <= 80
    assert any("1_Pruefen.cmd" in step for step in steps)
