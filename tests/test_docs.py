"""The generated pages are current and complete; the page on JSON shows what really comes out."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import typer

from durchstarten_cli import docpages
from durchstarten_cli.cli.program import app
from durchstarten_cli.cli.shell import run
from durchstarten_cli.config import Definitions
from durchstarten_cli.count import ACROSS, house_words, measures
from durchstarten_cli.docpages.definitions import defaults
from durchstarten_cli.docpages.meaning import HEADINGS
from durchstarten_cli.validate import RULES
from durchstarten_cli.vocabulary import vocabulary
from tests.build import SECOND_PROVIDER, SETTINGS, call, csv_bytes, deliver, project, table

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "sample_data" / "fehlerbeispiele"
SAMPLE = ROOT / "sample_data" / "leverkusen"
PROGRAM = typer.main.get_group(app)
PAGES = {"definitionen.md", "regeln.md", "spalten.md", "befehle.md"}


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def absent(wanted: Iterable[str], name: str) -> list[str]:
    """What a page does not mention."""
    text = page(name)
    return [part for part in wanted if part not in text]


# ---------------------------------------------------------------- writing
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents in which no page has been made yet."""
    shutil.copy(DOCS / "beispiele.toml", tmp_path)
    return tmp_path


def test_pages_are_current() -> None:
    assert docpages.write(DOCS, check=True, program=PROGRAM) == []


def test_missing_pages_are_written_and_are_current_then(folder: Path) -> None:
    assert set(docpages.write(folder, check=False, program=PROGRAM)) == PAGES
    assert docpages.write(folder, check=True, program=PROGRAM) == []


def test_a_check_names_the_changed_page_and_leaves_it(folder: Path) -> None:
    docpages.write(folder, check=False, program=PROGRAM)
    (folder / "regeln.md").write_text("von Hand", encoding="utf-8")
    assert docpages.write(folder, check=True, program=PROGRAM) == ["regeln.md"]
    assert (folder / "regeln.md").read_text(encoding="utf-8") == "von Hand"


def test_the_command_writes_every_page(folder: Path) -> None:
    assert run(["docs", "--folder", str(folder)]) == 0
    assert {path.name for path in folder.glob("*.md")} == PAGES


def test_the_command_fails_a_check_of_stale_pages(folder: Path) -> None:
    assert run(["docs", "--check", "--folder", str(folder)]) == 1
    assert not list(folder.glob("*.md"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_first_says_where_it_comes_from(name: str) -> None:
    first = page(name).partition("\n")[0]
    assert "durchstarten docs" in first
    assert "--check" in first


# ---------------------------------------------------------------- definitions
def test_every_measure_is_on_the_page() -> None:
    every, words = [*measures(defaults()), *ACROSS], house_words(defaults())
    wanted = [f".{m.name}` | {m.label.format_map(words)} | " for m in every]
    assert absent(wanted, "definitionen.md") == []


def test_no_definition_keeps_a_blank() -> None:
    text = page("definitionen.md").partition("## Durchgerechnete Beispiele")[0]
    assert not re.search(r"\{\w*\}", text)


def test_every_heading_stands_over_figures() -> None:
    assert absent([f"### {heading}\n" for heading in HEADINGS.values()], "definitionen.md") == []


def test_every_figure_counted_is_on_the_page_with_its_base(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--project", str(SAMPLE), "--period", "2020-03..2023-06"]
    assert run(["counts", "--json", *words]) == 0
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert absent({f".{f['measure']}`" for f in figures}, "definitionen.md") == []
    based = {measure.name for measure in measures(defaults()) if measure.base_label}
    assert {f["measure"] for f in figures if f["base"] is not None} == based


@pytest.mark.parametrize("name", Definitions.__struct_fields__)
def test_every_setting_is_on_the_page_with_its_default(name: str) -> None:
    default = json.dumps(getattr(Definitions(), name))
    assert absent([f"| `{name}` | `{default}` | "], "definitionen.md") == []


def test_every_example_is_on_the_page() -> None:
    text = (DOCS / "beispiele.toml").read_text(encoding="utf-8")
    titles = re.findall(r'^title = "(.+)"$', text, re.MULTILINE)
    assert len(titles) >= 30
    assert absent([f"### {title}\n" for title in titles], "definitionen.md") == []


# ---------------------------------------------------------------- rules, columns, commands
FILES = [
    path
    for folder in ("beispiele", "gegenbeispiele")
    for path in (EXAMPLES / folder).iterdir()
    if not path.name.startswith("ohne_befund.")
]


def test_every_rule_is_on_the_page() -> None:
    headings = [f"### {rule.code} {rule.title}\n" for rule in RULES.values()]
    assert absent(headings, "regeln.md") == []


def test_every_example_file_is_linked_from_the_page() -> None:
    links = re.findall(r"\]\((\.\./[^)]+)\)", page("regeln.md"))
    assert {(DOCS / link).resolve() for link in links} == set(FILES)


def test_every_column_and_value_is_on_the_page() -> None:
    words = vocabulary()
    columns = [f"| {c.label} | `{c.name}` |" for c in words.columns.values()]
    values = [f"| {v.label} | `{v.name}` |" for codes in words.codes.values() for v in codes]
    assert absent([*columns, *values], "spalten.md") == []


def test_every_command_is_on_the_page_at_80_columns() -> None:
    assert absent([f"## {name}\n" for name in PROGRAM.commands], "befehle.md") == []
    blocks = re.findall(r"```text\n(.*?)```", page("befehle.md"), re.DOTALL)
    assert len(blocks) == len(PROGRAM.commands) + 1
    assert max(len(line) for block in blocks for line in block.splitlines()) <= 80


# ---------------------------------------------------------------- json.md
def shown(heading: str) -> Any:
    """The example under a heading of json.md."""
    section = page("json.md").partition(f"## `{heading}`")[2]
    return json.loads(section.partition("```json\n")[2].partition("```")[0])


def keys(value: dict[str, Any]) -> dict[str, set[str]]:
    """The keys of an object, and by key those of the objects in its lists."""
    lists = {key: inner for key, inner in value.items() if isinstance(inner, list)}
    return {"": set(value)} | {
        key: {name for entry in inner for name in entry} for key, inner in lists.items()
    }


def output(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code = run([*words, "--json", "--project", str(SAMPLE)])
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert code == 0
    return told


def test_json_of_counts_is_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    # A period beyond the as-of date, so that a figure with a reason is among them.
    told = output(capsys, "counts", "--period", "2020-03..2024-06")
    assert keys(told) == keys(shown("counts --json"))


def test_json_of_validate_is_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    told, example = keys(output(capsys, "validate")), keys(shown("validate --json"))
    assert told == example | {"announced": set()}  # the sample has none


def test_json_of_map_is_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert keys(output(capsys, "map")) == keys(shown("map --json"))


def test_json_of_rules_is_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert keys(told) == keys(shown("rules --json"))
    assert shown("rules --json")["rules"][0] in told["rules"]


def test_json_of_explain_is_as_documented(capsys: pytest.CaptureFixture[str]) -> None:
    told, example = output(capsys, "explain", "m6.handover"), shown("explain --json")
    assert keys(told) == keys(example)
    assert keys(told["figure"]) == keys(example["figure"])
    assert set(example["settings"]) <= set(told["settings"])


def test_json_of_persons_is_as_documented(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = table({"Geburtsjahr": "1999"}, {"Geburtsjahr": "2001", "Eintritt": "01.03.2022"})
    deliver(project(tmp_path, SETTINGS + SECOND_PROVIDER), "a.csv", csv_bytes(both))
    told = json.loads(call(capsys, "persons", "--json", "--project", tmp_path).out)
    example = shown("persons --json")
    assert keys(told) == keys(example)
    assert set(told["pairs"][0]["one"]) == set(example["pairs"][0]["one"])


def test_json_of_neighbouring_definitions_is_as_documented(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = output(capsys, "explain", "m6.outcome.training", "--what-if")
    example = shown("explain --what-if --json")
    assert keys(told) == keys(example)
    (shown_one,) = example["alternatives"]
    assert shown_one in told["alternatives"]


def test_json_of_the_evidence_is_as_documented(tmp_path: Path) -> None:
    assert run(["report", "--project", str(SAMPLE), "--output", str(tmp_path)]) == 0
    evidence = json.loads((tmp_path / "intern" / "belege.json").read_text(encoding="utf-8"))
    example = shown("intern/belege.json")
    assert keys(evidence) == keys(example) | {"announced": set()}  # the sample has none
    for part in ("figures", "passages"):
        told = {key for entry in evidence[part] for key in shape_of(entry)}
        assert told == {key for entry in example[part] for key in shape_of(entry)}


def shape_of(entry: dict[str, Any]) -> set[tuple[str, str]]:
    """The keys of the objects in an entry's lists."""
    return {(key, name) for key, names in keys(entry).items() if key for name in names}
