"""Small counts: withheld so that nobody can work them out, or rounded, or told; always decided."""

import datetime as dt
import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import settings as drawing
from hypothesis import strategies as st

from durchstarten_cli.config import Disclosure
from durchstarten_cli.config.definitions import Overrides
from durchstarten_cli.disclose import Known, disclose
from durchstarten_cli.equations import Cell, Equation
from durchstarten_cli.model import Period
from durchstarten_cli.selfcheck import certain, equations
from tests import build
from tests.build import Said
from tests.disclosed import Totalled, determined, figure, settings, with_rule
from tests.drafts import Draft, call, draft, edit, expected, sample, sentences
from tests.oracle import records
from tests.oracle.deliver import write_project
from tests.oracle.generate import Scenario, scenarios
from tests.oracle.records import Setup, Span, Stay
from tests.test_oracle import drawn
from tests.test_report_singular import LAST_STATE, SETTINGS, small
from tests.test_selfcheck import Counted, counted

SUPPRESS = Disclosure(mode="suppress", decided_by="Amt", reason="Schutz.")
ROUND = Disclosure(mode="round", decided_by="Amt", reason="Schutz.")
SUPPRESSED, ROUNDED = "stellungnahme_suppress.md", "stellungnahme_round.md"


def in_mode(folder: Path, mode: str) -> Draft:
    """The draft on the sample where another mode was decided on."""
    project = sample(folder)
    edit(project / "durchstarten.toml", 'mode = "off"', f'mode = "{mode}"')
    return draft(project)


@pytest.fixture(scope="module")
def suppressed(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return in_mode(tmp_path_factory.mktemp("suppressed") / "leverkusen", "suppress")


@pytest.fixture(scope="module")
def rounded(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    return in_mode(tmp_path_factory.mktemp("rounded") / "leverkusen", "round")


# ---------------------------------------------------------------- the statement
def test_the_sample_with_small_counts_withheld_reads_as_expected(suppressed: Draft) -> None:
    assert suppressed.said.code == 0
    assert suppressed.markdown == expected(SUPPRESSED)


def test_the_sample_with_rounded_counts_reads_as_expected(rounded: Draft) -> None:
    assert rounded.said.code == 0
    assert rounded.markdown == expected(ROUNDED)


@pytest.mark.parametrize("mode", ["suppress", "round"])
def test_none_one_and_two_read_alike(tmp_path: Path, mode: str) -> None:
    """Nobody, a person or two of whom everything is told: no word gives away which it is."""
    text = SETTINGS.replace('mode = "off"', f'mode = "{mode}"')
    people = [LAST_STATE | {"Kennung": f"e367b7ee1669caa{n}"} for n in range(2)]
    told = {
        draft(small(tmp_path / str(n), *people[:n], settings=text), period="2022").markdown
        for n in range(3)
    }
    assert len(told) == 1


@pytest.mark.parametrize("name", [SUPPRESSED, ROUNDED])
def test_small_counts_stand_nowhere_in_words(name: str) -> None:
    text = expected(name).replace("\u00a0", " ")
    for words in ("keine Person", "eine Person", "einer Person", "zwei Personen", "Alle haben"):
        assert words not in text


def test_who_had_neither_does_not_tell_how_many_had(tmp_path: Path) -> None:
    """Nine persons, seven of them without training and work: two are left."""
    rows = [{"Kennung": f"e367b7ee1669caa{n}"} for n in range(9)]
    for row, kind in zip(rows, ("Ausbildung", "Minijob"), strict=False):
        row |= {"Verbleib": kind, "Aufnahme am": "01.07.2022"}
    settings = build.SETTINGS + '[disclosure]\nmode = "suppress"\n'
    inquiry = build.INQUIRY.replace('["participation"]', '["participation", "success"]')
    project = build.project(tmp_path, settings, inquiry)
    build.deliver(project, "Liste.csv", build.csv_bytes(build.table(*rows)))
    text = draft(project, "--format", "md", period="2022").markdown.replace("\u00a0", " ")
    assert "weder das eine noch das andere" in text
    assert not ("| 9 |" in text and "| 7 |" in text)


def test_numbers_of_rows_tell_nobody_who_is_left(suppressed: Draft, rounded: Draft) -> None:
    for result in (suppressed, rounded):
        assert "DEKRA Akademie vom 09.02.2024: gezählt" in result.markdown
        assert not re.search(r"\d[\u00a0 ]Zeile", result.markdown)


def test_the_screen_says_how_many_counts_are_not_told(suppressed: Draft) -> None:
    said = " ".join(suppressed.said.err.split())
    assert "Anzahlen sind nicht genannt; intern/entscheidungen.json sagt, welche und warum." in said


def test_the_evidence_keeps_the_true_values(suppressed: Draft) -> None:
    values = {f["id"]: f["value"] for f in suppressed.evidence["figures"]}
    assert values["m1.outcome.training"] == 1


# ---------------------------------------------------------------- nobody can work it out
TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 6), min_size=width, max_size=width), min_size=2, max_size=2
    )
)


@drawing(max_examples=100, deadline=None, derandomize=True)
@given(rows=TABLES)
def test_every_withheld_count_may_be_many(rows: list[list[int]]) -> None:
    table = Totalled(rows)
    disclosed = table.disclosed(SUPPRESS)
    assert disclosed.derivable == ()
    possible = table.possible(disclosed.published, most=9)
    for one in disclosed.published.values():
        if one.withheld is not None:
            values = possible[one.id]
            assert {0, 1, 2} <= values or max(values) - min(values) > SUPPRESS.threshold
        else:
            assert one.value is not None
            assert one.value >= SUPPRESS.threshold


def test_a_table_without_small_counts_is_printed_whole() -> None:
    disclosed = Totalled([[4, 5], [6, 7]]).disclosed(SUPPRESS)
    assert all(one.withheld is None for one in disclosed.published.values())


def test_the_same_figures_lead_to_the_same_choice() -> None:
    table = Totalled([[1, 5, 9], [6, 7, 3]])
    assert table.disclosed(SUPPRESS).hidden == table.disclosed(SUPPRESS).hidden


def test_no_withheld_count_of_the_sample_follows_from_the_equations(suppressed: Draft) -> None:
    found = counted(suppressed.project, Period(dt.date(2020, 3, 1), dt.date(2023, 6, 30)), ())
    record = json.loads((suppressed.folder / "intern/entscheidungen.json").read_bytes())
    withheld = {Cell(w["figure"], w["part"]) for w in record["disclosure"]["withheld"]}
    printed = {
        Cell(f["id"], f["part"]) for p in suppressed.evidence["passages"] for f in p["figures"]
    }
    equalities = selfcheck_equations(found)
    assert Cell("m6.outcome.training_unspecified") in withheld
    assert determined(equalities, printed - withheld) & withheld == set()
    assert Cell("m6.outcome.training_school") in determined(
        equalities,
        (printed - withheld)
        | {Cell("m6.outcome.training_company")}
        | {Cell("m6.outcome.training_unspecified")},
    )


def nobody_in_the_period() -> Scenario:
    """Two modules that ended before the period, so that everybody knows: nobody took part."""
    ended = Span(dt.date(2023, 9, 1), dt.date(2023, 12, 31))
    stays = [
        Stay("a", module, f"{module}p", ended.first, dt.date(2023, 11, 1), "regular", sex)
        for module, sex in (("m1", "female"), ("m2", "male"))
    ]
    setup = Setup(as_of=dt.date(2025, 3, 11), modules={"m1": ended, "m2": ended})
    period = records.Period(dt.date(2024, 3, 1), dt.date(2025, 2, 28))
    return Scenario(records.Project(setup, tuple(stays)), period, frozenset())


@example(scenario=nobody_in_the_period())
@drawn(8)
@given(scenario=scenarios())
def test_no_withheld_count_of_any_project_follows_from_the_equations(scenario: Scenario) -> None:
    """Every figure of the project is printed, those of every year and class included."""
    period = Period(scenario.period.a, scenario.period.b)
    with tempfile.TemporaryDirectory() as folder:
        found = counted(write_project(scenario, Path(folder)), period, ("sex", "year"))
    rule = with_rule(found.run.project.settings, SUPPRESS)
    table, known = equations(found.figures, rule), certain(found.figures, rule)
    printed = {Cell(name, part) for name in found.figures for part in ("value", "base")}
    disclosed = disclose(found.figures, table, rule, printed, Known(known))
    withheld = {hidden.cell for hidden in disclosed.hidden}
    assert disclosed.derivable == ()
    assert determined(selfcheck_equations(found), printed - withheld) & withheld == set()


def selfcheck_equations(found: Counted) -> list[Equation]:
    """The equalities among figures that are reported."""
    return [
        equation
        for equation in equations(found.figures, found.run.project.settings)
        if equation.equal and all(found.figures[c.figure].value is not None for c in equation.cells)
    ]


@pytest.mark.parametrize(("value", "base"), [(7, 7), (6, 7), (1, 9), (0, 9)])
def test_numerators_do_not_tell_who_is_left(value: int, base: int) -> None:
    """ "Alle", all but one, one and none say something of everybody in the base."""
    figures = {"m1.x": figure("m1.x", value, base)}
    rule = settings(SUPPRESS)
    printed = {Cell("m1.x"), Cell("m1.x", "base")}
    one = disclose(figures, equations(figures, rule), rule, printed).published["m1.x"]
    assert one.withheld is not None or one.base_withheld is not None


def test_what_is_not_printed_gives_nothing_away() -> None:
    table = Totalled([[1, 5], [6, 7]])
    printed = {Cell("m1.c00"), Cell("m1.c01")}
    told = disclose(table.figures, table.equations, settings(SUPPRESS), printed).published
    assert told["m1.c00"].withheld is not None
    assert told["m1.c01"].value == 5


@pytest.mark.parametrize("mode", [SUPPRESS, ROUND])
def test_what_the_days_of_a_module_tell_is_no_secret(mode: Disclosure) -> None:
    """Of a module that ended before the period did, nobody is still there."""
    rule, names = settings(mode), ("m6.stayers", "m6.leavers")
    period = Period(dt.date(2020, 3, 1), dt.date(2023, 6, 30))
    figures = {
        name: replace(figure(name, 0), module="m6", period=period, measure=name[3:])
        for name in names
    }
    known = certain(figures, rule)
    assert known == {Cell("m6.stayers")}
    told = disclose(figures, [], rule, {Cell(name) for name in names}, Known(known)).published
    assert told["m6.stayers"].value == 0
    assert told["m6.leavers"].withheld is not None


def test_cases_do_not_tell_who_came_back(suppressed: Draft) -> None:
    """86 persons with 87 cases that all ended would be one who came back."""
    sentence = next(s for s in sentences(suppressed.markdown) if "86 Personen teil" in s)
    assert sentence.startswith("[Zu 1., Baustein 6]")
    assert "87" not in suppressed.markdown.split("### Hinweise")[0]


# ---------------------------------------------------------------- rounding
@pytest.mark.parametrize(
    ("value", "told"), [(3, 5), (4, 5), (7, 5), (8, 10), (86, 85), (88, 90), (1234, 1235)]
)
def test_counts_are_rounded_to_multiples(value: int, told: int) -> None:
    figures = {"m1.x": figure("m1.x", value)}
    one = disclose(figures, [], settings(ROUND)).published["m1.x"]
    assert (one.value, one.rounded, one.withheld) == (told, True, None)


@pytest.mark.parametrize("value", [0, 1, 2])
def test_what_would_be_none_is_told_as_less_than_three(value: int) -> None:
    one = disclose({"m1.x": figure("m1.x", value)}, [], settings(ROUND)).published["m1.x"]
    assert one.value is None
    assert one.withheld is not None
    assert one.withheld.below == 3


def test_the_base_of_a_share_may_be_another_in_one_module() -> None:
    figures = {"m1.x": figure("m1.x", 57, 86), "m6.x": replace(figure("m6.x", 57, 86), module="m6")}
    found = settings(Disclosure())
    own = msgspec.structs.replace(found.modules["m1"], definitions=Overrides(share_base=87))
    found = msgspec.structs.replace(found, modules=found.modules | {"m1": own})
    told = disclose(figures, [], found).published
    assert (told["m1.x"].share, told["m6.x"].share) == (None, 66)


@pytest.mark.parametrize(("value", "base", "share"), [(57, 86, 66), (4, 30, None), (8, 21, None)])
def test_a_share_stands_only_where_it_leaves_counts_open(
    value: int, base: int, share: int | None
) -> None:
    figures = {"m1.x": figure("m1.x", value, base)}
    assert disclose(figures, [], settings(ROUND)).published["m1.x"].share == share


def test_rows_and_meetings_are_no_counts_of_people() -> None:
    figures = {
        "all.meetings": figure("all.meetings", 1, unit="meetings"),
        "all.set_aside": figure("all.set_aside", 1, unit="rows"),
    }
    for rule in (SUPPRESS, ROUND):
        published = disclose(figures, [], settings(rule)).published
        assert [one.value for one in published.values()] == [1, 1]


# ---------------------------------------------------------------- the decision
def test_the_record_names_rule_person_reason_and_every_count(suppressed: Draft) -> None:
    record = json.loads((suppressed.folder / "intern/entscheidungen.json").read_bytes())
    rule = record["disclosure"]["rule"]
    assert rule["mode"] == "suppress"
    assert rule["threshold"] == 3
    assert rule["decided_by"] == "Leitung des Kommunalen Integrationszentrums"
    assert rule["reason"].startswith("Auch die Stadt")
    withheld = {(w["figure"], w["part"]): w for w in record["disclosure"]["withheld"]}
    assert withheld["m1.outcome.training", "value"] == {
        "figure": "m1.outcome.training",
        "part": "value",
        "label": "Verbleib: Ausbildung",
        "value": 1,
        "why": "small",
        "protects": None,
    }
    assert withheld["m6.outcome.training_school", "value"]["why"] == "complementary"


OVERRIDE = """
[[disclosure.overrides]]
figure = "{figure}"
show = {show}
reason = "So entschieden."
"""


def overridden(project: Path, name: str, *, show: bool) -> Draft:
    edit(project / "durchstarten.toml", 'mode = "off"', 'mode = "suppress"')
    toml = project / "durchstarten.toml"
    told = OVERRIDE.format(figure=name, show=str(show).lower())
    toml.write_text(toml.read_text(encoding="utf-8") + told, encoding="utf-8")
    return draft(project, "--format", "md")


def test_a_small_count_is_told_where_that_was_decided(tmp_path: Path) -> None:
    result = overridden(sample(tmp_path / "leverkusen"), "m6.outcome.other", show=True)
    assert "| anderer Verbleib | 2 |" in result.markdown
    record = json.loads((result.folder / "intern/entscheidungen.json").read_bytes())
    assert record["disclosure"]["rule"]["overrides"] == [
        {"figure": "m6.outcome.other", "show": True, "reason": "So entschieden."}
    ]


def test_a_large_count_is_withheld_where_that_was_decided(tmp_path: Path) -> None:
    result = overridden(sample(tmp_path / "leverkusen"), "m6.outcome.dropout", show=False)
    assert "| vorzeitig beendet | nicht genannt |" in result.markdown.split("Tabelle 2:")[1]


def test_exceptions_that_give_a_small_count_away_are_a_gap(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    toml = project / "durchstarten.toml"
    parts = ("training", "training_company", "training_school")
    told = [OVERRIDE.format(figure=f"m6.outcome.{part}", show="true") for part in parts]
    toml.write_text(toml.read_text(encoding="utf-8") + "".join(told), encoding="utf-8")
    edit(toml, 'mode = "off"', 'mode = "suppress"')
    result = draft(project, "--format", "md")
    assert result.said.code == 1
    gap = (
        "[BITTE ERGÄNZEN: Klärung, wie eine kleine Anzahl geschützt wird, die sich errechnen "
        "lässt: m6.outcome.training_unspecified]"
    )
    assert gap in result.markdown.replace("\\", "")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('mode = "off"', 'mode = "manchmal"', "(möglich: off, suppress, round)"),
        ('mode = "off"', 'mode = "off"\nthreshold = 1', "erwartet wird eine ganze Zahl ab 2."),
        (
            'mode = "off"',
            'mode = "off"\noverrides = [{figure = "m1.cases", show = true, reason = " "}]',
            "disclosure.overrides[1]: reason: Die Begründung fehlt.",
        ),
    ],
)
def test_a_wrong_decision_is_named(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", old, new)
    said = draft(project).said
    assert said.code == 2
    assert sentence in " ".join(said.err.split())


def test_an_override_of_an_unknown_figure_is_named(tmp_path: Path) -> None:
    result = overridden(sample(tmp_path / "leverkusen"), "m6.unbekannt", show=True)
    assert result.said.code == 2
    assert "disclosure.overrides[1]: Die Zahl „m6.unbekannt“ gibt es nicht." in result.said.err


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'mode = "off"\n',
            "",
            "Es ist nicht entschieden, ob kleine Anzahlen genannt werden.",
        ),
        (
            'mode = "off"\n',
            'mode = "round"\n',
            "Die Entscheidung über kleine Anzahlen ist eine andere als im Entwurf.",
        ),
    ],
)
def test_a_decision_made_after_the_draft_stops_the_final_version(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    result = draft(sample(tmp_path / "leverkusen"))
    edit(result.project / "durchstarten.toml", old, new)
    said = finalized(result)
    assert said.code == 1
    assert sentence in " ".join(said.err.split())


def test_a_draft_without_its_record_stops_the_final_version(tmp_path: Path) -> None:
    result = draft(sample(tmp_path / "leverkusen"))
    (result.folder / "intern/entscheidungen.json").unlink()
    said = finalized(result)
    assert said.code == 1
    assert "Zu dem Entwurf fehlt die Datei intern/entscheidungen.json." in " ".join(
        said.err.split()
    )


def finalized(result: Draft) -> Said:
    return call("finalize", result.docx, "--by", "Petra Muster", "--date", "2024-03-06")


def test_who_decided_is_asked_for(tmp_path: Path) -> None:
    project = sample(tmp_path / "leverkusen")
    edit(project / "durchstarten.toml", 'decided_by = "Leitung des', '# decided_by = "Leitung des')
    result = draft(project)
    assert result.said.code == 1
    assert "Entscheidung, ob kleine Anzahlen genannt werden" in result.markdown


def test_the_final_version_of_withheld_counts_is_released(suppressed: Draft) -> None:
    said = finalized(suppressed)
    assert (said.code, Path(said.out.strip()).name) == (0, "stellungnahme_endfassung.docx")
