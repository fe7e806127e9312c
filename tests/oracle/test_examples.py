"""The naive count agrees with the examples worked out by hand."""

import pytest

from tests.oracle.examples import Example, examples
from tests.oracle.oracle import bases, count

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.id)
def test_example_worked_by_hand(example: Example) -> None:
    figures = count(example.project, example.period)
    assert {key: figures[key] for key in example.expected} == example.expected


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.bases], ids=lambda e: e.id)
def test_bases_worked_by_hand(example: Example) -> None:
    found = bases(example.project, example.period)
    assert {key: found[key] for key in example.bases} == example.bases


def test_ids_are_unique_and_there_are_enough() -> None:
    assert len({e.id for e in EXAMPLES}) == len(EXAMPLES) >= 30
