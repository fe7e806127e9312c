"""`report`: the statement on the sample, whole, and the files it comes in.

The wording stands in expected/stellungnahme.md: read it there. After a change of wording
`python -m tests.regenerate` writes all expectations anew, and the difference is to be read.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.build import Said
from tests.drafts import DATE, Draft, call, draft, edit, expected, files, sample

STATEMENT = "stellungnahme.md"
STYLES = {"kurz": "stellungnahme_kurz.md", "ausführlich": "stellungnahme_ausfuehrlich.md"}
WORD, PAGE = "stellungnahme.docx", "stellungnahme.html"
INTERN = {"intern/belege.json", "intern/entscheidungen.json"}
FILES = {STATEMENT, WORD, PAGE, *INTERN}
SAID = """\
Datenstand 09.02.2024. Gezählt wurde aus:
  DEKRA Akademie vom 09.02.2024: 19 von 19 Zeilen
  KI vom 15.02.2024: 45 von 45 Zeilen
  KJA vom 12.02.2024: 151 von 152 Zeilen
Der Entwurf liegt in {folder}.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample(tmp_path / "leverkusen")


def test_the_statement_on_the_sample_is_the_one_that_was_read(drafted: Draft) -> None:
    assert drafted.markdown == expected(STATEMENT)


@pytest.mark.parametrize("style", STYLES)
def test_the_other_sizes_tell_the_same_figures(drafted: Draft, tmp_path: Path, style: str) -> None:
    result = draft(drafted.project, "--style", style, "--output", tmp_path)
    assert result.markdown == expected(STYLES[style])
    known = {figure["id"]: figure["value"] for figure in drafted.evidence["figures"]}
    told = {figure["id"]: figure["value"] for figure in result.evidence["figures"]}
    assert {name: told[name] for name in told.keys() & known.keys()}.items() <= known.items()


def pages(file: Path, place: Path) -> int:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(place)]
    subprocess.run([*command, str(file)], check=True, capture_output=True)
    told = subprocess.run(
        ["pdfinfo", str(place / f"{file.stem}.pdf")], check=True, capture_output=True, text=True
    ).stdout
    return int(re.findall(r"Pages:\s+(\d+)", told)[0])


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")),
    reason="LibreOffice or poppler is not installed",
)
def test_the_short_form_is_one_page(drafted: Draft, tmp_path: Path) -> None:
    short = draft(drafted.project, "--style", "kurz", "--output", tmp_path / "kurz")
    assert pages(short.docx, tmp_path) == 1


def test_the_size_may_be_a_setting(project: Path) -> None:
    edit(project / "durchstarten.toml", 'format = "all"', 'format = "md"\nstyle = "ausfuehrlich"')
    assert draft(project).markdown == expected(STYLES["ausführlich"])


def test_stdout_is_only_the_path_and_the_rest_is_told_beside_it(drafted: Draft) -> None:
    path = drafted.folder / "stellungnahme.docx"
    assert drafted.said == Said(0, f"{path}\n", SAID.format(folder=drafted.folder))


def test_the_same_inputs_and_date_give_the_same_bytes(drafted: Draft, tmp_path: Path) -> None:
    again = draft(sample(tmp_path / "anderswo" / "Ordner ä"))
    assert files(again.folder) == files(drafted.folder)
    assert set(files(drafted.folder)) == FILES


@pytest.mark.parametrize(
    ("words", "written", "told"),
    [
        (("--format", "md"), {STATEMENT, *INTERN}, STATEMENT),
        (("--format", "docx"), {WORD, *INTERN}, WORD),
        (("--format", "html"), {PAGE, *INTERN}, PAGE),
        (("--format", "all"), FILES, WORD),
        (("--format", "html", "--format", "md"), {STATEMENT, PAGE, *INTERN}, PAGE),
        ((), FILES, WORD),
    ],
)
def test_a_format_writes_its_files_and_tells_the_one_to_open(
    project: Path, words: tuple[str, ...], written: set[str], told: str
) -> None:
    result = draft(project, *words)
    assert result.said.out == f"{result.folder / told}\n"
    assert set(files(result.folder)) == written


def test_each_format_alone_is_what_it_is_among_all(drafted: Draft, project: Path) -> None:
    for name, word in ((STATEMENT, "md"), (WORD, "docx"), (PAGE, "html")):
        alone = draft(project, "--format", word)
        assert files(alone.folder)[name] == files(drafted.folder)[name]


@pytest.mark.parametrize(
    ("setting", "written"),
    [
        ('format = "md"', {STATEMENT, *INTERN}),
        ('format = ["html", "docx"]', {PAGE, WORD, *INTERN}),
        ("# format", {STATEMENT, WORD, *INTERN}),
    ],
)
def test_without_a_format_that_of_the_settings_holds(
    project: Path, setting: str, written: set[str]
) -> None:
    edit(project / "durchstarten.toml", 'format = "all"', setting)
    assert set(files(draft(project).folder)) == written


def test_without_a_period_that_of_the_settings_holds(project: Path, drafted: Draft) -> None:
    said = call("report", "--project", project, "--date", DATE)
    assert said.code == 0
    assert Draft(project, Path(said.out.strip()).parent, said).markdown == drafted.markdown


def test_every_run_gets_its_own_folder(project: Path) -> None:
    folders = [draft(project).folder for _ in range(3)]
    assert folders == [project / "ausgabe" / f"{DATE}_{n}" for n in (1, 2, 3)]


def test_nothing_is_overwritten_without_force(project: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "neu" / "Ergebnis"
    first = draft(project, "--output", chosen)
    assert (first.said.code, first.folder) == (0, chosen)
    (chosen / "stellungnahme.docx").write_bytes(b"edited by hand")
    before = files(tmp_path)
    assert draft(project, "--output", chosen).said == Said(
        2,
        "",
        f"{chosen / 'intern/belege.json'} gibt es schon; es wurde nichts geschrieben.\n"
        "Bitte wählen Sie einen anderen Ordner oder überschreiben Sie mit --force.\n",
    )
    assert files(tmp_path) == before
    assert draft(project, "--output", chosen, "--force").said.code == 0
    assert files(chosen) == files(draft(project).folder)


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2020-13", "Der Zeitraum „2020-13“ ist nicht lesbar."),
        ("2023..2020", "Der Zeitraum „2023..2020“ endet, bevor er beginnt."),
    ],
)
def test_a_wrong_period_writes_nothing(project: Path, period: str, sentence: str) -> None:
    before = files(project)
    said = draft(project, period=period).said
    assert (said.code, said.out, said.err.splitlines()[0]) == (2, "", sentence)
    assert files(project) == before
