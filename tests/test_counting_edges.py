"""Small projects in which one slip in counting would show: order, neighbours, edges, many rows.

What hypothesis draws seldom; the numbers are worked out by hand.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.build import SECOND_PROVIDER, SETTINGS, Capture, call, csv_bytes, deliver, project, table

SECOND_MODULE = """
[modules.m2]
name = "Zweiter Baustein"
first = 2022-01-01
last = 2022-12-31
"""
TWO_MODULES = SETTINGS.replace('["m1"]', '["m1", "m2"]') + SECOND_MODULE
TRAINED = {"Austritt": "30.06.2022", "Verbleib": "betriebliche Ausbildung"}
Figures = Mapping[str, Mapping[str, Any]]


def counted(
    capsys: Capture,
    folder: Path,
    rows: Sequence[Mapping[str, object]],
    *words: str,
    settings: str = SETTINGS,
) -> Figures:
    """All figures by id of a project with these rows."""
    deliver(project(folder, settings), "a.csv", csv_bytes(table(*rows)))
    said = call(capsys, "counts", "--json", "--project", folder, *words)
    assert (said.code, said.err) == (0, "")
    return {figure["id"]: figure for figure in json.loads(said.out)["figures"]}


def values(figures: Figures, *names: str) -> list[object]:
    return [figures[name]["value"] for name in names]


# ---------------------------------------------------------------- order and neighbours
def test_a_person_whose_last_day_is_the_others_first_is_counted_once(
    tmp_path: Path, capsys: Capture
) -> None:
    # The other one stands first in the file, with the earliest entry of all.
    rows = (
        {"Kennung": "p2", "Eintritt": "01.01.2022", "Austritt": "31.01.2022"},
        {"Kennung": "p1", "Eintritt": "01.02.2022", "Austritt": "28.02.2022"},
        {"Kennung": "p1", "Eintritt": "01.10.2022", "Austritt": "31.10.2022"},
    )
    for order, told in enumerate((rows, rows[::-1])):
        found = counted(capsys, tmp_path / str(order), told)
        assert values(found, "m1.participants", "m1.cases") == [2, 3]


def test_stays_of_one_module_adjoin_though_another_module_lies_between(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = (
        {"Baustein": "m1", "Eintritt": "01.02.2022", "Austritt": "31.03.2022"},
        {"Baustein": "m2", "Eintritt": "01.03.2022", "Austritt": "30.06.2022"},
        {"Baustein": "m1", "Eintritt": "01.04.2022", "Austritt": "31.05.2022"},
    )
    found = counted(capsys, tmp_path, rows, settings=TWO_MODULES)
    assert values(found, "m1.cases", "m2.cases", "all.cases") == [1, 1, 2]
    by_number = {name: found[name]["value"] for name in found if "in_modules" in name}
    assert by_number == {"all.in_modules[number=1]": 0, "all.in_modules[number=2]": 1}


def test_modules_and_providers_are_told_apart_wherever_a_person_is(
    tmp_path: Path, capsys: Capture
) -> None:
    # At one provider in m1, at the other in m2 between the two stays that adjoin.
    known = 'modules = ["m1", "m2"]\n'
    shared = (TWO_MODULES + SECOND_PROVIDER.replace('["m1"]', '["m1", "m2"]')).replace(
        known, f'{known}ids = "shared"\n'
    )
    folder = project(tmp_path, shared)
    between = {"Baustein": "m2", "Eintritt": "01.03.2022", "Austritt": "30.06.2022"}
    adjoining = (
        {"Baustein": "m1", "Eintritt": "01.02.2022", "Austritt": "31.03.2022"},
        {"Baustein": "m1", "Eintritt": "01.04.2022", "Austritt": "31.05.2022"},
    )
    deliver(folder, "b.csv", csv_bytes(table(*adjoining)), provider="zweiter")
    found = counted(capsys, folder, [between], settings=shared)
    assert values(found, "m1.cases", "m2.cases", "all.cases") == [1, 1, 2]


def test_of_stays_that_end_on_one_day_the_later_row_tells_the_exit(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = (
        {"Kennung": "p1", "Austrittsgrund": "regulär"},
        {"Kennung": "p1", "Eintritt": "01.02.2022", "Austrittsgrund": "Abbruch"},
        {"Kennung": "p2", "Eintritt": "01.02.2022", "Austrittsgrund": "Abbruch"},
        {"Kennung": "p2", "Austrittsgrund": "regulär"},
    )
    found = counted(capsys, tmp_path, rows)
    names = ("m1.exits", "m1.exits.regular", "m1.exits.dropout", "m1.outcome.dropout")
    assert values(found, *names) == [2, 1, 1, 1]


def test_the_stay_that_ends_a_day_later_tells_the_exit_wherever_it_stands(
    tmp_path: Path, capsys: Capture
) -> None:
    others = ({"Kennung": f"p{number}", "Eintritt": "01.03.2022"} for number in range(2, 5))
    rows = (
        {"Kennung": "p1", "Eintritt": "01.02.2022", "Austrittsgrund": "Abbruch"},
        *others,
        {"Kennung": "p1", "Austritt": "29.06.2022", "Austrittsgrund": "regulär"},
    )
    found = counted(capsys, tmp_path, rows)
    assert values(found, "m1.exits.regular", "m1.exits.dropout", "m1.outcome.dropout") == [3, 1, 1]


EVENTS = """
[figures.ereignisse]
label = "Aufnahmen"
definition = "Alle Aufnahmen."
table = "starts"
counted = "rows"
"""


def test_what_two_modules_tell_is_one_event_of_every_person(
    tmp_path: Path, capsys: Capture
) -> None:
    # 31 days between p2's two are one event, 32 between p3's are two; p4's are of two kinds. Of
    # p5's three the second is the first one told again, the third is too late for that.
    starts = (
        ("p1", "m1", "Ausbildung", "01.07.2022"),
        ("p2", "m1", "Ausbildung", "01.07.2022"),
        ("p2", "m2", "Ausbildung", "01.08.2022"),
        ("p3", "m1", "Ausbildung", "01.07.2022"),
        ("p3", "m2", "Ausbildung", "02.08.2022"),
        ("p4", "m1", "Ausbildung", "01.07.2022"),
        ("p4", "m2", "Schule", "01.07.2022"),
        ("p5", "m1", "Ausbildung", "01.07.2022"),
        ("p5", "m2", "Ausbildung", "21.07.2022"),
        ("p5", "m1", "Ausbildung", "10.08.2022"),
    )
    names = ("Kennung", "Baustein", "Verbleib", "Aufnahme am")
    rows = [{**TRAINED, **dict(zip(names, start, strict=True))} for start in starts]
    found = counted(capsys, tmp_path, rows, settings=TWO_MODULES + EVENTS)
    told = values(found, "m1.own.ereignisse", "m2.own.ereignisse", "all.own.ereignisse")
    assert told == [6, 4, 8]


def test_a_promise_between_entry_and_28_days_after_the_exit_makes_a_start_direct(
    tmp_path: Path, capsys: Capture
) -> None:
    # Begun 92 days after the exit; promised on the first and last day of the case with its 28 days
    # after it, and on the days beside them.
    start = {**TRAINED, "Aufnahme am": "30.09.2022"}
    days = ("09.01.2022", "10.01.2022", "28.07.2022", "29.07.2022")
    rows = [{**start, "Kennung": f"p{day}", "Zusage am": day} for day in days]
    found = counted(capsys, tmp_path, rows)
    assert values(found, "m1.placement_direct", "m1.placement_indirect") == [2, 2]


def test_a_promise_is_fulfilled_by_a_start_told_in_another_row(
    tmp_path: Path, capsys: Capture
) -> None:
    # On the day of the promise or later; p3's was before it.
    promised = {"Verbleib": "Schule", "Zusage am": "01.06.2022"}
    begun = {"Eintritt": "01.02.2022", "Verbleib": "Schule"}
    days = {"p1": "01.06.2022", "p2": "02.06.2022", "p3": "31.05.2022"}
    rows = [
        row
        for person, day in days.items()
        for row in (
            {**promised, "Kennung": person},
            {**begun, "Kennung": person, "Aufnahme am": day},
        )
    ]
    found = counted(capsys, tmp_path, rows)
    assert values(found, "m1.promises.fulfilled", "m1.promises.open") == [2, 1]


def test_the_first_place_that_names_a_kind_or_its_class_is_its_rank(
    tmp_path: Path, capsys: Capture
) -> None:
    # p1 took up training and a language course; p2 a language course, school and insured work.
    starts = (("p1", "betriebliche Ausbildung"), ("p2", "Sprachkurs"), ("p2", "Schule"))
    rows = [
        {**TRAINED, "Kennung": person, "Verbleib": kind, "Aufnahme am": "01.07.2022"}
        for person, kind in (*starts, ("p1", "Sprachkurs"), ("p2", "svB"))
    ]
    order = '["language", "work", "training", "work_insured"]'
    settings = f"{SETTINGS}\n[definitions]\nprecedence = {order}\n"
    found = counted(capsys, tmp_path / "a", rows, settings=settings)
    kinds = ("training", "work", "language", "school")
    assert values(found, *(f"m1.outcome.{kind}" for kind in kinds)) == [0, 0, 2, 0]
    order = '["work", "language", "work_insured"]'
    settings = f"{SETTINGS}\n[definitions]\nprecedence = {order}\n"
    found = counted(capsys, tmp_path / "b", rows, settings=settings)
    assert values(found, *(f"m1.outcome.{kind}" for kind in kinds)) == [0, 1, 1, 0]


def test_with_one_module_nobody_is_counted_by_the_number_of_modules(
    tmp_path: Path, capsys: Capture
) -> None:
    assert not [n for n in counted(capsys, tmp_path, [{}]) if "in_modules" in n]


# ---------------------------------------------------------------- days at the edge
def test_what_happens_on_the_as_of_date_has_happened(tmp_path: Path, capsys: Capture) -> None:
    # The as-of date is 31.01.2023; 28 days after 03.01.2023 it is as well.
    begun = {"Austritt": "31.12.2022", "Verbleib": "svB"}
    rows = (
        {
            "Kennung": "p1",
            "Verbleib": "Schule",
            "Zusage am": "01.06.2022",
            "Beendet am": "31.01.2023",
        },
        {"Kennung": "p2", "Verbleib": "Schule", "Zusage am": "01.06.2022"},
        {**begun, "Kennung": "p3", "Aufnahme am": "03.01.2023"},
        {**begun, "Kennung": "p4", "Aufnahme am": "04.01.2023"},
        {**begun, "Kennung": "p5", "Aufnahme am": "03.01.2023", "Bestätigt am": "31.01.2023"},
        {**begun, "Kennung": "p6", "Verbleib": "Schule", "Aufnahme am": "31.01.2023"},
    )
    found = counted(capsys, tmp_path, rows)
    promised = ("m1.promises.lapsed", "m1.promises.open", "m1.promises.fulfilled")
    assert values(found, *promised) == [1, 1, 0]
    assert found["m1.outcome.school"]["value"] == 1
    lasted = ("yes", "no", "too_early", "unknown")
    assert values(found, *(f"m1.sustained_28.{state}" for state in lasted)) == [1, 0, 1, 1]


def test_what_began_later_counts_where_the_module_ended_on_the_edge_of_the_period(
    tmp_path: Path, capsys: Capture
) -> None:
    rows = [{**TRAINED, "Austritt": "31.12.2022", "Aufnahme am": "10.01.2023"}]
    for period, value in (("2022-12-31", 1), ("2022-12-30", 0), ("2022-06..2022-12", 1)):
        found = counted(capsys, tmp_path, rows, "--period", period)
        assert found["m1.outcome.training"]["value"] == value


CUTS = {
    "month": {
        "2022-05": ("2022-05-15", "2022-05-31"),
        "2022-06": ("2022-06-01", "2022-06-30"),
        "2022-12": ("2022-12-01", "2022-12-31"),
        "2023-01": ("2023-01-01", "2023-01-01"),
    },
    "quarter": {
        "2022-Q2": ("2022-05-15", "2022-06-30"),
        "2022-Q3": ("2022-07-01", "2022-09-30"),
        "2022-Q4": ("2022-10-01", "2022-12-31"),
        "2023-Q1": ("2023-01-01", "2023-01-01"),
    },
    "year": {"2022": ("2022-05-15", "2022-12-31"), "2023": ("2023-01-01", "2023-01-01")},
}


@pytest.mark.parametrize("by", CUTS)
def test_a_period_is_cut_on_the_first_of_month_quarter_and_year(
    tmp_path: Path, capsys: Capture, by: str
) -> None:
    found = counted(capsys, tmp_path, [{}], "--period", "2022-05-15..2023-01-01", "--by", by)
    for name, (first, last) in CUTS[by].items():
        span = found[f"m1.participants[{by}={name}]"]["period"]
        assert span == {"from": first, "to": last}
    cuts = [name for name in found if name.startswith(f"m1.participants[{by}=")]
    assert len(cuts) == {"month": 9, "quarter": 4, "year": 2}[by]


def test_the_settings_in_force_are_told_as_they_are(tmp_path: Path, capsys: Capture) -> None:
    shares = "usual_range_share = 0.9\nregular_meetings_share = 0.75\nfollow_up = false"
    deliver(project(tmp_path, f"{SETTINGS}\n[definitions]\n{shares}\n"), "a.csv", ONE)
    out = call(capsys, "explain", "m1.occupancy_usual_low", "--project", tmp_path).out
    for line in ("usual_range_share = 90 %", "regular_meetings_share = 75 %", "follow_up = nein"):
        assert f"\n  {line}\n" in out


ONE = csv_bytes(table({}))
IDLE = (
    "Vom 31.01.2022 bis 02.03.2022 war in „Musterbaustein“ niemand angemeldet. War das Angebot "
    "unterbrochen? Dann tragen Sie es bitte unter interruptions ein."
)
INTERRUPTED = [
    ("", True),
    ("2022-02-01..2022-03-02", False),
    ("2022-01-31..2022-03-03", False),
    ("2022-02-02..2022-03-02", True),
    ("2022-02-01..2022-03-01", True),
]


@pytest.mark.parametrize(("days", "asked"), INTERRUPTED, ids=[days for days, _ in INTERRUPTED])
def test_days_without_anyone_are_asked_about_unless_the_settings_tell_why(
    tmp_path: Path, capsys: Capture, days: str, asked: bool
) -> None:
    # From the exit on nobody is there; at the end of June only the day of the exit is empty.
    rows = (
        {"Kennung": "p1", "Austritt": "31.01.2022"},
        {"Kennung": "p2", "Eintritt": "03.03.2022", "Austritt": "30.06.2022"},
        {"Kennung": "p3", "Eintritt": "01.07.2022", "Austritt": "30.09.2022"},
    )
    first, _, last = days.partition("..")
    pause = f'interruptions = [{{ first = {first}, last = {last}, reason = "Pause" }}]\n'
    settings = SETTINGS.replace("places = 2\n", f"places = 2\n{pause if days else ''}")
    deliver(project(tmp_path, settings), "a.csv", csv_bytes(table(*rows)))
    said = call(
        capsys, "report", "--project", tmp_path, "--format", "md", "--output", tmp_path / "x"
    )
    told = " ".join(said.err.split()).replace("\u00a0", " ")
    assert (IDLE in told, told.count("niemand angemeldet")) == (asked, int(asked))


# ---------------------------------------------------------------- ages
def test_an_age_told_for_the_entry_grows_until_the_period(tmp_path: Path, capsys: Capture) -> None:
    # One year and ten months lie between; from 17 somebody has become 18 or 19.
    rows = [{"Eintritt": "10.03.2020", "Geburtsjahr": "", "Alter": "17"}]
    settings = SETTINGS.replace("first = 2022-01-01", "first = 2020-01-01")
    bands = '\n[definitions]\nage_on = "period"\nage_bands = [[18, 19], [20, 99]]\n'
    found = counted(capsys, tmp_path, rows, "--by", "age_group", settings=settings + bands)
    assert found["m1.participants[age_group=18-19]"]["value"] == 1


def test_whoever_is_older_or_younger_than_all_age_groups_is_in_none(
    tmp_path: Path, capsys: Capture
) -> None:
    ages = ("0", "1", "17", "18", "24", "25", "26", "")
    rows = [{"Kennung": f"p{age}", "Geburtsjahr": "", "Alter": age} for age in ages]
    bands = "\n[definitions]\nage_bands = [[0, 0], [18, 24], [26, 200]]\n"
    found = counted(capsys, tmp_path, rows, "--by", "age_group", settings=SETTINGS + bands)
    classes = ("0-0", "18-24", "26-200", "unknown")
    told = values(found, *(f"m1.participants[age_group={name}]" for name in classes))
    assert told == [1, 2, 1, 4]


# ---------------------------------------------------------------- many rows
HANDED = {"Fallübergabe am": "05.07.2022", "Art der Stelle": "Behörde"}
PATTERN: tuple[Mapping[str, str], ...] = (
    {},
    {**HANDED, "Stand der Übergabe": "erfolgt"},  # from the first one it differs in one flag only
    {**HANDED, "Stand der Übergabe": "angeboten"},
    {"Geschlecht": "m", "Austritt": "", "Austrittsgrund": ""},
    {"Geschlecht": "", "Austrittsgrund": "Abbruch", "Geburtsjahr": ""},
    {**TRAINED, "Aufnahme am": "01.07.2022"},
    {**TRAINED, "Geschlecht": "m", "Aufnahme am": "01.10.2022", "Aufenthaltsstatus": "Gestattung"},
    {"Verbleib": "Sprachkurs", "Aufnahme am": "30.06.2022", "Weiterer Bedarf": "ja"},
    {"Eintritt": "30.06.2022", "Austrittsgrund": "Umzug", "Zusage am": "30.06.2022"},
)


def test_of_three_hundred_times_as_many_everything_counts_three_hundred_times(
    tmp_path: Path, capsys: Capture
) -> None:
    def repeated(times: int) -> list[dict[str, str]]:
        return [
            {**row, "Kennung": f"p{turn}-{number}"}
            for turn in range(times)
            for number, row in enumerate(PATTERN)
        ]

    few = counted(capsys, tmp_path / "few", repeated(1))
    many = counted(capsys, tmp_path / "many", repeated(300))
    counts = {n for n, f in few.items() if f["unit"] in ("persons", "cases", "events")}
    people = {n for n in counts if "occupancy_mean" not in n}  # a mean is rounded
    assert set(many) == set(few)
    for part in ("value", "base"):
        told = {n: few[n][part] and few[n][part] * 300 for n in people}
        assert {n: many[n][part] for n in people} == told
    days = {n for n in few if n.partition(".")[2].startswith("duration_")}
    assert {n: many[n]["value"] for n in days} == {n: few[n]["value"] for n in days}
