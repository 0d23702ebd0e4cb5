"""The parts of a score: they add up to it, whatever was compared."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.matching.domain.contributions import parts, to_tenths
from app.matching.domain.judging import tenths
from app.matching.domain.population import Population
from app.matching.domain.score import match
from app.matching.domain.weights import EXPLANATIONS
from tests.matching.domain.people import arriving, on_record

BITS = st.floats(-25, 0).map(lambda bits: round(bits * 1024) / 1024)
FIELD = st.lists(BITS, min_size=len(EXPLANATIONS), max_size=len(EXPLANATIONS))
PRIOR = np.array([[-15.0, -19.0, -16.0, -19.0, -0.5]])


@given(st.lists(FIELD, min_size=1, max_size=6))
def test_the_parts_add_up_to_the_score_less_what_it_was_before(fields: list[list[float]]) -> None:
    weights = np.array([fields])

    told = parts(PRIOR, weights)

    odds = np.exp2(PRIOR[0] + weights[0].sum(axis=0))
    before = np.exp2(PRIOR[0])
    score = 100 * odds[:2].sum() / odds.sum()
    first = 100 * before[:2].sum() / (before.sum() - before[2] - before[3])
    assert told.shape == (1, len(fields) + 1)
    assert told.sum() == pytest.approx(score - first, abs=1e-6)


@given(st.lists(FIELD, min_size=2, max_size=5))
def test_a_part_does_not_depend_on_the_order_of_the_fields(fields: list[list[float]]) -> None:
    ahead = parts(PRIOR, np.array([fields]))[0]
    back = parts(PRIOR, np.array([fields[::-1]]))[0]

    assert ahead[:-1][::-1] == pytest.approx(back[:-1], abs=1e-9)
    assert ahead[-1] == pytest.approx(back[-1], abs=1e-9)


def test_what_every_explanation_brings_about_alike_has_no_part() -> None:
    nothing, telling = [-3.0] * 5, [-0.1, -0.1, -0.1, -0.1, -16.0]

    told = parts(PRIOR, np.array([[nothing, telling]]))[0]

    assert told[0] == pytest.approx(0, abs=1e-9)
    assert told[1] > 10


def test_the_rivals_take_what_they_explain_as_well() -> None:
    shared = [-0.5, -0.5, -0.5, -20.0, -20.0]

    told = parts(PRIOR, np.array([[shared]]))[0]

    assert told[0] > 0 > told[1]


def test_several_pairs_are_told_at_once_as_each_alone() -> None:
    weights = -np.random.default_rng(3).random((4, 3, 5)) * 10

    together = parts(np.repeat(PRIOR, 4, axis=0), weights)

    alone = [parts(PRIOR, weights[at : at + 1])[0] for at in range(4)]
    assert together == pytest.approx(np.array(alone))


@given(st.lists(st.floats(-60, 60), min_size=1, max_size=12), st.integers(0, 1000))
def test_tenths_add_up_exactly(points: list[float], total: int) -> None:
    told = to_tenths(points, total)

    assert sum(told) == total
    assert len(told) == len(points)


def test_tenths_stay_near_what_they_round() -> None:
    assert to_tenths([33.33, 33.33, 33.33], 1000) == [334, 333, 333]
    assert to_tenths([12.34, -2.3], 100) == [123, -23]


def test_a_share_is_told_in_tenths_of_a_point() -> None:
    even = np.log2(np.array([[0.25, 0.25, 0.25, 0.25, 0.0]]) + 1e-30)

    assert tenths(even).tolist() == [500]


def test_no_rival_ever_gives_points() -> None:
    alike = {"first": "Ada", "last": "Okonkwo", "email": "ada@example.org"}

    found = match(arriving(**alike), on_record(**alike), population=Population(1))

    assert [each.field for each in found.contributions if each.field == "rival" and each.points > 0] == []
    assert round(sum(each.points for each in found.contributions), 1) == found.score
