"""What must add up among the figures of the sample, whatever the period."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.drafts import DEKRA, KI, KJA
from tests.test_counts import Figures, by_id, counted

PERIODS = (
    "2020-03..2023-06",
    "2021",
    "2022-03..2022-12",
    "2021-06-15..2021-06-15",
    "2022-07-10..2022-08-01",
)
SINGLE_KINDS = (
    *("training_company", "training_school", "training_unspecified", "entry_qualification"),
    *("work_insured", "work_marginal", "work_unspecified", "school", "language", "voluntary"),
    "other",
)
REST = ("before_period", "still", "neutral", "dropout", "none", "unknown")


@pytest.fixture(scope="module", params=PERIODS)
def of_period(request: pytest.FixtureRequest) -> Figures:
    return by_id(counted(request.param))


def scopes(figures: Figures) -> Iterator[dict[str, Any]]:
    """The values of every module and over all, by measure and restriction."""
    for scope in ("m1", "m6", "all"):
        start = f"{scope}."
        yield {k.removeprefix(start): f["value"] for k, f in figures.items() if k.startswith(start)}


def test_the_stock_moves_by_entries_and_exits(of_period: Figures) -> None:
    for v in scopes(of_period):
        assert v["case_stock_before"] + v["entries"] - v["exits"] == v["case_stock"]
        ways = ("regular", "dropout", "neutral", "unknown")
        assert sum(v[f"exits.{way}"] for way in ways) == v["exits"]
        assert v["case_stock_before"] + v["entries"] <= v["cases"] + v["exits"]


def test_who_left_and_who_stayed_are_the_participants(of_period: Figures) -> None:
    for v in scopes(of_period):
        assert v["leavers"] + v["stayers"] == v["participants"] <= v["cases"]


def test_the_classes_of_the_outcome_add_up_to_the_participants(of_period: Figures) -> None:
    for v in scopes(of_period):
        assert sum(v[f"outcome.{name}"] for name in (*SINGLE_KINDS, *REST)) == v["participants"]
        for whole in ("training", "work"):
            kinds = [name for name in SINGLE_KINDS if name.startswith(f"{whole}_")]
            assert sum(v[f"outcome.{name}"] for name in kinds) == v[f"outcome.{whole}"]
            related = v[f"outcome_direct.{whole}"] + v[f"outcome_indirect.{whole}"]
            assert related == v[f"outcome.{whole}"]
        both = v["outcome.training"] + v["outcome.work"]
        assert v["outcome.neither"] + both == v["participants"]


def test_placement_is_direct_or_indirect_and_at_most_success(of_period: Figures) -> None:
    for v in scopes(of_period):
        assert v["placement_direct"] + v["placement_indirect"] == v["placement"] <= v["success"]
        either = v["outcome_any.training"] + v["outcome_any.work"] - v["placement_both"]
        assert either == v["placement"]
        for length in (28, 182):
            states = ("yes", "no", "too_early", "unknown")
            assert sum(v[f"sustained_{length}.{s}"] for s in states) == v["placement"]


def test_promises_and_supports_fall_apart_into_their_parts(of_period: Figures) -> None:
    for v in scopes(of_period):
        states = ("fulfilled", "open", "lapsed")
        assert sum(v[f"promises.{state}"] for state in states) == v["promises"]
        with_and_without = v["supports_with_placement"] + v["supports_without_placement"]
        assert with_and_without == v["supports"]


def test_handovers_stay_within_their_bases(of_period: Figures) -> None:
    for scope in ("m1", "m6", "all"):
        base = of_period[f"{scope}.handover"]["base"]
        for name in ("handover", "handover_need", "handover_placed"):
            figure = of_period[f"{scope}.{name}"]
            assert figure["value"] <= figure["base"] <= base
        assert base <= of_period[f"{scope}.leavers"]["value"]
        offered = of_period[f"{scope}.handover_offered"]["value"]
        assert of_period[f"{scope}.handover"]["value"] + offered <= base


@pytest.mark.parametrize("column", ["sex", "age_group", "residence_status"])
def test_the_parts_of_a_breakdown_add_up(of_period: Figures, column: str) -> None:
    restricted = [n for n in of_period if f"[{column}=" in n]
    assert restricted
    durations = {n for n in restricted if of_period[n]["unit"] == "days"}  # they are no counts
    for name in {n.partition("[")[0] for n in set(restricted) - durations}:
        parts = [of_period[n] for n in restricted if n.startswith(f"{name}[")]
        for key in ("value", "base"):
            if of_period[name][key] is not None:
                assert sum(part[key] for part in parts) == of_period[name][key]


def test_the_years_add_up_in_entries_and_exits(of_period: Figures) -> None:
    for scope in ("m1", "m6", "all"):
        for measure in ("entries", "exits"):
            start = f"{scope}.{measure}[year="
            years = [f["value"] for n, f in of_period.items() if n.startswith(start)]
            assert sum(years) == of_period[f"{scope}.{measure}"]["value"]


def test_persons_of_both_modules_are_counted_once_over_all(of_period: Figures) -> None:
    one, six = (of_period[f"m{n}.participants"]["value"] for n in (1, 6))
    both = of_period["all.overlap[modules=m1+m6]"]["value"]
    assert one + six - both == of_period["all.participants"]["value"]
    once, twice = (of_period[f"all.in_modules[number={n}]"]["value"] for n in (1, 2))
    assert (once + twice, once + 2 * twice) == (of_period["all.participants"]["value"], one + six)


def test_meetings_are_those_of_their_formats(of_period: Figures) -> None:
    formats = [n for n in of_period if re.fullmatch(r"all\.meetings\[format=[^,]+\]", n)]
    held = of_period["all.meetings"]["value"]
    assert sum(of_period[name]["value"] for name in formats) == held
    for name in formats:
        units = [n for n in of_period if n.startswith(name.removesuffix("]") + ",unit=")]
        assert all(of_period[unit]["value"] <= of_period[name]["value"] for unit in units)


def test_rows_received_are_used_or_set_aside(of_period: Figures) -> None:
    for file in ("", *(f"[file={name}]" for name in (KJA, DEKRA, KI))):
        received, used, aside = (
            of_period[f"all.{name}{file}"]["value"] for name in ("received", "used", "set_aside")
        )
        assert received == used + aside
