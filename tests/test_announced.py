"""Figures that were made public before: what they are now, why, and what is wrong in their file."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from durchstarten_cli.cli.shell import run
from tests.build import (
    SETTINGS,
    Capture,
    Said,
    call,
    csv_bytes,
    deliver,
    project,
    table,
    validated,
)
from tests.drafts import edit
from tests.test_docs import keys, shown

IDS = [f"e367b7ee1669ca{n:02}" for n in range(40)]
TOLD = SETTINGS + '\n[disclosure]\nmode = "off"\ndecided_by = "Amt"\nreason = "Beschluss."\n'
BEFORE = "2022-12-01"
FILE = "veroeffentlicht.toml"
ENTRY: Mapping[str, object] = {
    "figure": "m1.participants",
    "value": 20,
    "on": "2022-12-15",
    "source": "Pressemitteilung",
}
Rows = Sequence[Mapping[str, object]]


def persons(numbers: range, **changes: str) -> list[dict[str, object]]:
    """A row for each of some persons."""
    return [{"Kennung": IDS[number], **changes} for number in numbers]


def announce(folder: Path, *entries: Mapping[str, object]) -> None:
    """Write the file: each entry with the changes to the usual one; None leaves a key out."""
    lines: list[str] = []
    for changes in entries:
        lines.append("[[figures]]")
        for key, value in {**ENTRY, **changes}.items():
            if value is not None:
                plain = isinstance(value, int | float) or key == "on"
                lines.append(f"{key} = {value}" if plain else f'{key} = "{value}"')
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def made(folder: Path, before: Rows | None, now: Rows, settings: str = TOLD) -> Path:
    """A project with the rows delivered before the publication, and those delivered after it."""
    project(folder, settings)
    if before is not None:
        deliver(folder, "T.csv", csv_bytes(table(*before)), day=BEFORE)
    deliver(folder, "T.csv", csv_bytes(table(*now)))
    return folder


def announced(capsys: Capture, folder: Path) -> list[dict[str, Any]]:
    """What `validate --json` tells of the file."""
    said = call(capsys, "validate", "--project", folder, "--json", "--date", "2023-02-01")
    content: dict[str, Any] = json.loads(said.out)
    assert content["material"] == []
    found: list[dict[str, Any]] = content["announced"]
    return found


def changes(entry: Mapping[str, Any]) -> dict[str, int | float]:
    assert entry["now"] is None or entry["value"] + sum(
        change["difference"] for change in entry["changes"]
    ) == pytest.approx(entry["now"])
    return {change["cause"]: change["difference"] for change in entry["changes"]}


def method(capsys: Capture, folder: Path, *words: str) -> str:
    """What the statement says on how it was counted."""
    said = call(
        capsys,
        *("report", "--project", folder, "--date", "2023-02-01", "--format", "md", *words),
    )
    assert said.code == 0, said.err
    text = Path(said.out.strip()).read_text(encoding="utf-8").replace("\u00a0", " ")
    return text[text.index("Gezählt") :]


# ---------------------------------------------------------------- reasons
def test_late_and_corrected_rows_are_counted_apart(tmp_path: Path, capsys: Capture) -> None:
    """Two came late, one was moved out of the period, one is gone."""
    moved = persons(range(18, 19), Eintritt="10.01.2021", Austritt="30.06.2021")
    now = [*persons(range(18)), *moved, *persons(range(20, 24))]
    made(tmp_path, persons(range(20)), now)
    announce(tmp_path, {})
    (entry,) = announced(capsys, tmp_path)
    assert changes(entry) == {"corrected": -2, "late": 4}
    assert (entry["value"], entry["now"], entry["compared"]) == (20, 22, True)
    assert (
        "Die Zahl „Teilnehmende (jede Person einmal gezählt)“ in Baustein 1 ist am 15.12.2022 mit "
        "20 veröffentlicht worden (Pressemitteilung); jetzt beträgt sie 22. Zeilen, die erst "
        "danach geliefert wurden, machen sie um 4 größer. Zeilen, die seither berichtigt, ergänzt "
        "oder weggefallen sind, machen sie um 2 kleiner.\n"
    ) in method(capsys, tmp_path)


def test_a_moved_entry_is_corrected_and_a_second_stay_is_late(
    tmp_path: Path, capsys: Capture
) -> None:
    moved = persons(range(1), Eintritt="12.01.2022")
    again = persons(range(1, 2), Eintritt="01.08.2022", Austritt="31.08.2022")
    now = [*moved, *persons(range(1, 5)), *again]
    made(tmp_path, persons(range(5)), now)
    announce(tmp_path, {"figure": "m1.cases", "value": 5})
    assert changes(announced(capsys, tmp_path)[0]) == {"late": 1}


def test_an_unchanged_figure_is_told_in_one_sentence(tmp_path: Path, capsys: Capture) -> None:
    made(tmp_path, persons(range(20)), persons(range(20)))
    announce(tmp_path, {}, {"figure": "m1.exits", "source": "Zwischenbericht"})
    assert [changes(entry) for entry in announced(capsys, tmp_path)] == [{}, {}]
    assert (
        "Unverändert gegenüber dem, was schon veröffentlicht ist: „Teilnehmende (jede Person "
        "einmal gezählt)“ in Baustein 1: 20 (Pressemitteilung, 15.12.2022); „Austritte“ in "
        "Baustein 1: 20 (Zwischenbericht, 15.12.2022).\n"
    ) in method(capsys, tmp_path)


def test_the_short_form_tells_only_what_differs(tmp_path: Path, capsys: Capture) -> None:
    made(tmp_path, persons(range(20)), persons(range(23)))
    announce(tmp_path, {}, {"figure": "m1.month_only", "value": 0})
    text = method(capsys, tmp_path, "--style", "kurz")
    assert "jetzt beträgt sie 23. Zeilen, die erst danach geliefert wurden" in text
    assert "Unverändert" not in text


def test_another_period_is_a_reason_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    late = persons(range(20, 26), Eintritt="01.12.2022", Austritt="15.12.2022")
    made(tmp_path, persons(range(20)), [*persons(range(20)), *late, *persons(range(26, 29))])
    announce(tmp_path, {"period": "2022-01..2022-11"})
    assert changes(announced(capsys, tmp_path)[0]) == {"late": 3, "period": 6}
    assert (
        "(Pressemitteilung; Zeitraum: 01.01.2022 bis 30.11.2022); jetzt beträgt sie 29. Zeilen, "
        "die erst danach geliefert wurden, machen sie um 3 größer. Der andere Zeitraum macht sie "
        "um 6 größer.\n"
    ) in method(capsys, tmp_path)


def test_a_period_beyond_the_days_of_a_module_is_no_other_one(
    tmp_path: Path, capsys: Capture
) -> None:
    made(tmp_path, persons(range(20)), persons(range(20)))
    announce(tmp_path, {"period": "2021..2022"})
    assert changes(announced(capsys, tmp_path)[0]) == {}
    assert "Unverändert" in method(capsys, tmp_path)


def test_the_as_of_date_is_a_reason_of_its_own(tmp_path: Path, capsys: Capture) -> None:
    """Whoever was still there on the day of the delivery counts as there until the day of today."""
    rows = [*persons(range(20)), *persons(range(20, 24), Eintritt="05.12.2022", Austritt="")]
    settings = TOLD.replace("as_of = 2023-01-31", "")
    made(tmp_path, rows, rows, settings)
    announce(tmp_path, {"value": 20})
    entry = announced(capsys, tmp_path)[0]
    assert changes(entry) == {"as_of": 4}
    assert "Der andere Datenstand macht sie um 4 größer.\n" in method(capsys, tmp_path)


def test_what_the_files_do_not_explain_is_said_so(tmp_path: Path, capsys: Capture) -> None:
    made(tmp_path, persons(range(20)), persons(range(20)))
    announce(tmp_path, {"value": 17})
    (entry,) = announced(capsys, tmp_path)
    assert changes(entry) == {"unexplained": 3}
    assert entry["definition"] is None
    assert (
        "jetzt beträgt sie 20. Aus den Lieferungen von damals lässt sich nicht erklären, dass sie "
        "um 3 größer ist.\n"
    ) in method(capsys, tmp_path)


def test_a_neighbouring_definition_is_named_as_a_possibility(
    tmp_path: Path, capsys: Capture
) -> None:
    again = persons(range(3), Eintritt="10.07.2022", Austritt="31.08.2022")
    rows = [*persons(range(20)), *again]
    made(tmp_path, rows, rows)
    announce(tmp_path, {"figure": "m1.cases"})
    (entry,) = announced(capsys, tmp_path)
    assert changes(entry) == {"unexplained": 3}
    assert entry["definition"] == "Unterbrechungen bis 14 Tage beenden keine Teilnahme"
    assert (
        "Damals kann anders gezählt worden sein: Mit der Definition „Unterbrechungen bis 14 Tage "
        "beenden keine Teilnahme“ ergibt sich genau die veröffentlichte Zahl. Festgehalten ist "
        "das nicht; es macht sie um 3 größer.\n"
    ) in method(capsys, tmp_path)


def test_without_a_delivery_of_that_day_the_difference_is_not_explained(
    tmp_path: Path, capsys: Capture
) -> None:
    made(tmp_path, None, persons(range(20)))
    announce(tmp_path, {"value": 17})
    (entry,) = announced(capsys, tmp_path)
    assert (changes(entry), entry["compared"]) == ({"unexplained": 3}, False)
    assert (
        "Lieferungen von damals liegen nicht vor; warum sie um 3 größer ist, lässt sich deshalb "
        "nicht sagen.\n"
    ) in method(capsys, tmp_path)


def test_a_figure_that_is_not_reported_now_is_told_with_the_reason(
    tmp_path: Path, capsys: Capture
) -> None:
    made(tmp_path, persons(range(20)), persons(range(20)))
    edit(tmp_path / "durchstarten.toml", "as_of = 2023-01-31", "as_of = 2022-11-30")
    announce(tmp_path, {"figure": "m1.stayers", "value": 3})
    assert announced(capsys, tmp_path)[0]["now"] is None
    assert (
        "mit 3 veröffentlicht worden (Pressemitteilung); jetzt ist sie nicht gemeldet. Der "
        "Zeitraum endet nach dem Datenstand.\n"
    ) in method(capsys, tmp_path)


def test_classes_are_named_and_figures_over_all_modules(tmp_path: Path, capsys: Capture) -> None:
    made(tmp_path, persons(range(20)), persons(range(24)))
    announce(tmp_path, {"figure": "m1.participants[sex=female]"}, {"figure": "all.participants"})
    text = method(capsys, tmp_path)
    assert "„Teilnehmende (jede Person einmal gezählt), weiblich“ in Baustein 1 ist am" in text
    assert "„Teilnehmende (jede Person einmal gezählt)“ über alle Bausteine ist am" in text


# ---------------------------------------------------------------- evidence of that day
@pytest.fixture(scope="module")
def with_evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A draft with another definition; since then rows have come. To be copied."""
    again = persons(range(3), Eintritt="10.07.2022", Austritt="31.08.2022")
    folder = project(tmp_path_factory.mktemp("evidence") / "p", TOLD)
    settings = folder / "durchstarten.toml"
    settings.write_text(TOLD + "\n[definitions]\nreentry_gap_days = 14\n", encoding="utf-8")
    deliver(folder, "T.csv", csv_bytes(table(*persons(range(20)), *again)), day=BEFORE)
    words = ["report", "--project", str(folder), "--date", "2022-12-10", "--format", "md"]
    assert run([*words, "--style", "ausführlich"]) in (0, 1)
    settings.write_text(TOLD, encoding="utf-8")
    deliver(folder, "T.csv", csv_bytes(table(*persons(range(24)), *again)))
    return folder


EVIDENCE = "ausgabe/2022-12-10_1/intern/belege.json"


@pytest.fixture
def later(with_evidence: Path, tmp_path: Path, capsys: Capture) -> Path:
    shutil.copytree(with_evidence, tmp_path / "p")
    capsys.readouterr()
    return tmp_path / "p"


def test_evidence_tells_which_definitions_held(later: Path, capsys: Capture) -> None:
    announce(later, {"figure": "m1.entries[year=2022]", "evidence": EVIDENCE})
    (entry,) = announced(capsys, later)
    assert changes(entry) == {"definition": 3, "late": 4}
    assert "Die Definitionen sind seither geändert; das macht sie um 3 größer." in method(
        capsys, later
    )


@pytest.mark.parametrize(
    ("change", "key", "sentence"),
    [
        ({"evidence": "ausgabe/x.json"}, "evidence", "Die Datei ausgabe/x.json gibt es nicht."),
        ({"evidence": "../x.json"}, "evidence", "Die Belegdatei liegt nicht im Projektordner."),
        ({"evidence": FILE}, "evidence", f"{FILE} ist beschädigt oder keine Belegdatei"),
        (
            {"figure": "m1.stayers", "evidence": EVIDENCE},
            "evidence",
            "Die Zahl „m1.stayers“ steht nicht in dieser Belegdatei.",
        ),
        ({"value": 19, "evidence": EVIDENCE}, "value", "Die Belegdatei nennt 20, hier steht 19."),
        (
            {"period": "2021", "evidence": EVIDENCE},
            "period",
            "Die Belegdatei ist für einen anderen Zeitraum.",
        ),
    ],
)
def test_evidence_has_to_tell_the_number(
    later: Path, capsys: Capture, change: dict[str, object], key: str, sentence: str
) -> None:
    announce(later, change)
    assert f"figures[1].{key}: {sentence}" in problem(capsys, later)["message"]


# ---------------------------------------------------------------- what is wrong in the file
def problem(capsys: Capture, folder: Path) -> dict[str, Any]:
    """The one thing that is wrong; `report` refuses with the same sentence."""
    said = call(capsys, "validate", "--project", folder, "--json", "--date", "2023-02-01")
    assert (said.code, said.err) == (1, "")
    (found,) = json.loads(said.out)["material"]
    assert found["file"] == FILE
    refused = call(capsys, "report", "--project", folder, "--date", "2023-02-01")
    assert (refused.code, refused.out) == (2, "")
    assert " ".join(found["message"].split()) in " ".join(refused.err.split())
    assert not (folder / "ausgabe/2023-02-01_1").exists()
    return dict(found)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return made(tmp_path, None, persons(range(4)))


@pytest.mark.parametrize(
    ("change", "line", "sentence"),
    [
        (
            {"figure": "m1.particpants"},
            2,
            "figure: Die Zahl „m1.particpants“ gibt es nicht. Gemeint vielleicht: m1.participants",
        ),
        ({"figure": "§"}, 2, "figure: Die Zahl „§“ gibt es nicht. „counts“ zeigt alle."),
        ({"figure": "all.used"}, 2, "figure: „all.used“ zählt Zeilen der Lieferungen, keine Pers"),
        ({"value": 20.5}, 3, "value: 20,5 ist keine Anzahl; erwartet wird eine ganze Zahl."),
        (
            {"on": "2023-02-02"},
            4,
            "on: Der 02.02.2023 liegt in der Zukunft (heute ist der 01.02.2023).",
        ),
        (
            {"on": "2021-12-31"},
            4,
            "on: Der Zeitraum beginnt am 01.01.2022, also erst nach der Veröffentlichung am "
            "31.12.2021.",
        ),
        ({"period": "2023"}, 6, "period: Der Zeitraum beginnt am 01.01.2023, also erst nach der"),
    ],
)
def test_a_wrong_entry_is_named_with_its_line(
    small: Path, capsys: Capture, change: dict[str, object], line: int, sentence: str
) -> None:
    announce(small, change)
    found = problem(capsys, small)
    assert found["message"].startswith(f"figures[1].{sentence}")
    assert found["line"] == line
    assert found["remedy"] == (
        "Bitte berichtigen Sie die Angabe in veroeffentlicht.toml und speichern Sie die Datei."
    )


def test_the_same_figure_of_one_source_twice_is_named(small: Path, capsys: Capture) -> None:
    announce(small, {}, {"source": "Rede"}, {"value": 21})
    found = problem(capsys, small)
    assert found["message"] == "figures[3].figure: Dieselbe Zahl steht schon unter figures[1]."
    assert found["line"] == 12


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": -1}, "figures[1].value: erwartet wird eine Zahl ab 0."),
        ({"value": None}, "figures[1].value: Dieser Schlüssel fehlt."),
        ({"on": '"gestern"'}, "figures[1].on: erwartet wird ein Datum wie 2024-02-12"),
        ({"source": " "}, "figures[1]: source: Die Quelle fehlt."),
        ({"period": "2022..2021"}, "figures[1]: period: Der Zeitraum „2022..2021“ endet, bevor"),
        ({"wert": 3}, "figures[1].wert: Diesen Schlüssel gibt es nicht (bekannt: figure, value,"),
    ],
)
def test_a_wrong_key_is_named(
    small: Path, capsys: Capture, change: dict[str, object], sentence: str
) -> None:
    announce(small, change)
    assert sentence in problem(capsys, small)["message"]


def test_a_file_that_is_no_toml_is_named_with_its_line(small: Path, capsys: Capture) -> None:
    (small / FILE).write_text('[[figures]]\nfigure = "m1\n', encoding="utf-8")
    assert problem(capsys, small)["line"] == 2


def test_an_empty_file_says_nothing(small: Path, capsys: Capture) -> None:
    (small / FILE).write_text("# noch nichts\n", encoding="utf-8")
    assert announced(capsys, small) == []


def test_hostile_sources_are_words_only(small: Path, capsys: Capture) -> None:
    source = "**{{ 7 * 7 }}** <b>|x</b>"
    announce(small, {"source": source})
    text = method(capsys, small)
    assert r"(\*\*{{ 7 \* 7 }}\*\* \<b\>\|x\</b\>)" in text


# ---------------------------------------------------------------- where else it stands
@pytest.fixture
def changed(tmp_path: Path) -> Path:
    made(tmp_path, persons(range(20)), persons(range(23)))
    announce(tmp_path, {}, {"figure": "m1.month_only", "value": 0})
    return tmp_path


def test_the_check_tells_it_on_the_screen(changed: Path, capsys: Capture) -> None:
    said = call(capsys, "validate", "--project", changed, "--date", "2023-02-01")
    assert said.code == 0
    assert said.out.endswith(
        "Schon veröffentlicht (veroeffentlicht.toml):\n"
        "  - m1.participants: 20 (15.12.2022, Pressemitteilung), jetzt 23. Zeilen, die\n"
        "    erst nach der Veröffentlichung geliefert wurden: +3.\n"
        "  - m1.month_only: unverändert 0 (15.12.2022, Pressemitteilung).\n"
    )


def test_a_single_file_is_held_against_nothing(changed: Path, capsys: Capture) -> None:
    file = changed / "lieferungen/muster/2023-01-20/T.csv"
    assert "Schon veröffentlicht" not in call(capsys, "validate", file, "--project", changed).out


def test_the_json_is_documented(changed: Path, capsys: Capture) -> None:
    (example,) = shown("validate --json")["announced"]
    assert keys(announced(capsys, changed)[0]) == keys(example)


def drafted(capsys: Capture, folder: Path, *words: str) -> tuple[Said, dict[str, Any]]:
    said = call(capsys, "report", "--project", folder, "--date", "2023-02-01", *words)
    evidence = Path(said.out.strip()).parent / "intern/belege.json"
    return said, json.loads(evidence.read_bytes())


def test_the_draft_tells_which_figures_differ(changed: Path, capsys: Capture) -> None:
    said, _ = drafted(capsys, changed, "--format", "md")
    told = (
        "Anders als in veroeffentlicht.toml: m1.participants. „durchstarten validate“ zeigt, warum."
    )
    assert told in " ".join(said.err.split())


def test_the_evidence_carries_it_with_the_rows_that_came_late(
    changed: Path, capsys: Capture
) -> None:
    _, evidence = drafted(capsys, changed, "--format", "all")
    told = evidence["announced"][0]
    assert keys(told) == keys(shown("intern/belege.json")["announced"][0])
    assert (told["id"], told["value"], told["now"]) == ("m1.participants", 20, 23)
    assert told["changes"] == [
        {
            "cause": "late",
            "difference": 3,
            "rows": [{"source": 0, "rows": "22-24", "count": 3}],
        }
    ]
    (passage,) = [p for p in evidence["passages"] if "mit 20 veröffentlicht" in p["text"]]
    assert [cited["id"] for cited in passage["figures"]] == [
        "announced[1]",
        "m1.participants",
        "announced[1].late",
    ]
    assert not [f for f in evidence["figures"] if f["id"].startswith("announced")]


def test_the_file_is_an_input_of_the_draft(changed: Path, capsys: Capture) -> None:
    said, _ = drafted(capsys, changed, "--format", "md")
    saved = Path(said.out.strip()).parent / "intern/belege.json"
    assert call(capsys, "verify", saved).code == 0
    announce(changed, {"value": 21})
    told = call(capsys, "verify", saved)
    assert told.code == 1
    assert f"{FILE}: geändert" in told.out


def test_rows_that_came_late_go_with_their_retention(changed: Path, capsys: Capture) -> None:
    said, _ = drafted(capsys, changed, "--format", "md")
    with (changed / "durchstarten.toml").open("a", encoding="utf-8") as file:
        file.write('\n[retention]\nmonths = 12\nafter = "delivery"\n')
    words = ("forget", "--before", "2023-06-01", "--date", "2026-01-01", "--yes", "--in-force")
    assert call(capsys, *words, "--project", changed).code == 0
    saved = Path(said.out.strip()).parent / "intern/belege.json"
    (told, _) = json.loads(saved.read_bytes())["announced"]
    assert told["changes"][0]["rows"] == [{"source": 0, "count": 3}]


def test_finalising_lets_an_unchanged_draft_pass(changed: Path, capsys: Capture) -> None:
    said, _ = drafted(capsys, changed, "--format", "docx")
    assert call(capsys, "finalize", said.out.strip(), "--date", "2023-02-01").code == 0


def test_the_page_tells_what_stands_behind_the_numbers(changed: Path, capsys: Capture) -> None:
    said, _ = drafted(capsys, changed, "--format", "html")
    page = Path(said.out.strip()).read_text(encoding="utf-8")
    assert "Am 15.12.2022 veröffentlicht: Pressemitteilung. So steht es in" in page
    assert validated(capsys, changed).code == 0


# ---------------------------------------------------------------- small counts
def in_mode(folder: Path, mode: str) -> None:
    edit(folder / "durchstarten.toml", 'mode = "off"', f'mode = "{mode}"')


def test_small_causes_are_named_without_numbers(tmp_path: Path, capsys: Capture) -> None:
    moved = persons(range(18, 20), Eintritt="10.01.2021", Austritt="30.06.2021")
    made(tmp_path, persons(range(20)), [*persons(range(18)), *moved, *persons(range(20, 26))])
    announce(tmp_path, {})
    in_mode(tmp_path, "suppress")
    assert (
        "mit 20 veröffentlicht worden (Pressemitteilung); jetzt beträgt sie 24. Mögliche Gründe: "
        "Zeilen, die erst nach der Veröffentlichung geliefert wurden; Zeilen, die seither "
        "berichtigt, ergänzt oder weggefallen sind. Wie viel sie ausmachen, ist nicht genannt.\n"
    ) in method(capsys, tmp_path)


def test_rounded_figures_are_not_said_to_be_the_same(tmp_path: Path, capsys: Capture) -> None:
    made(tmp_path, persons(range(22)), persons(range(22)))
    announce(tmp_path, {"value": 22}, {"figure": "m1.exits", "value": 17})
    in_mode(tmp_path, "round")
    text = method(capsys, tmp_path)
    assert "Unverändert" not in text
    assert "mit 17 veröffentlicht worden (Pressemitteilung); jetzt beträgt sie rund 20." in text
