"""The naive count over the sample's files gives the figures of the case that it retells."""

import pytest

from tests.oracle.examples import period_of
from tests.oracle.oracle import count
from tests.oracle.records import Figures
from tests.oracle.sample import sample_project

RETOLD = {
    "m6.participants": 86,
    "m6.outcome.training": 22,
    "m6.outcome.work": 16,
    "m1.outcome.training": 1,
    "m1.outcome.work_insured": 2,
    "m1.supports.intensive": 2,
    "m1.occupancy_max": 5,
    "m1.occupancy_usual_low": 4,
    "m1.occupancy_usual_high": 5,
    "all.overlap[modules=m1+m6]": 2,
}


@pytest.fixture(scope="module")
def figures() -> Figures:
    return count(sample_project(), period_of("2020-03..2023-06"))


@pytest.mark.parametrize("figure", RETOLD)
def test_sample_retells_the_case(figures: Figures, figure: str) -> None:
    assert figures[figure] == RETOLD[figure]
