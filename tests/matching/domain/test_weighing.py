"""The weights themselves: shares of explanations, and what common and rare values make of them."""

import math

import numpy as np
import pytest

from app.constituents.domain.record import Kind
from app.matching.domain.comparing import LEVELS, Field, Level
from app.matching.domain.judging import tenths
from app.matching.domain.population import Counted, Population
from app.matching.domain.weights import (
    AGREEING,
    EXPLANATIONS,
    FINENESS,
    OF_ORGANIZATIONS,
    ORGANIZATIONS,
    PRIOR,
    WEIGHTS,
    Row,
)
from tests.matching.domain.persons import Person, judged, score

ROWS = [
    (field, level, row)
    for weights in (WEIGHTS, OF_ORGANIZATIONS)
    for field, rows in weights.items()
    for level, row in rows.items()
]
SAME, CHANCE = EXPLANATIONS.index("same"), EXPLANATIONS.index("chance")


@pytest.mark.parametrize(("field", "level", "row"), ROWS)
def test_a_weight_is_how_often_an_explanation_brings_a_level_about(
    field: Field, level: Level, row: Row
) -> None:
    assert all(share is None or 0 < share <= 1 for share in row), (field, level)


@pytest.mark.parametrize("field", [Field.FIRST, Field.LAST, Field.PHONE, Field.EMAIL, Field.BIRTH])
@pytest.mark.parametrize("explanation", ["same", "careless", "household"])
def test_the_levels_of_a_field_are_about_all_there_is(field: Field, explanation: str) -> None:
    told = [getattr(row, explanation) for row in WEIGHTS[field].values()]

    assert 0.8 < sum(told) < 2.1


@pytest.mark.parametrize(("field", "level", "row"), ROWS)
def test_what_differs_speaks_against_the_same_and_what_agrees_for_it(
    field: Field, level: Level, row: Row
) -> None:
    if level is Level.DIFFERENT and field is not Field.KIND:
        assert row.same < (row.chance or 1)
    if level is Level.SAME:
        assert row.same >= max(row.household, row.careless)
        assert row.same > (row.chance or 0)


def test_the_first_explanations_are_shares_of_incoming_records() -> None:
    for row in (PRIOR, ORGANIZATIONS):
        assert 0.5 <= (row.chance or 0) <= 1
        assert 0.3 < row.same + row.careless < 0.5
        assert 0 < row.household + (row.namesake or 0) < 0.5


def test_bits_are_whole_multiples_so_that_their_sum_is_exact() -> None:
    smith = Person(first="John", last="Smith", emails=("smiths@example.org",))
    found = judged([(smith, smith), (smith, Person(first="Mary", last="Jones"))])

    for weights in (found.prior, *found.weights.values()):
        assert (weights * FINENESS == np.rint(weights * FINENESS)).all()
        assert np.isfinite(weights).all()


@pytest.mark.parametrize("size", [1000, 20_000, 1_000_000])
def test_among_more_people_any_of_them_is_less_likely(size: int) -> None:
    nobody = Person()
    prior = judged([(nobody, nobody)], Population(size)).prior[0]

    assert prior[CHANCE] == pytest.approx(math.log2(PRIOR.chance or 0), abs=0.001)
    assert prior[SAME] == pytest.approx(math.log2(PRIOR.same / size), abs=0.001)


def test_a_small_workspace_is_weighed_like_a_larger_one() -> None:
    nobody = Person()

    small, larger, large = (judged([(nobody, nobody)], Population(size)).prior for size in (0, 100, 10_000))

    assert np.isfinite(small).all()
    assert small.tolist() == larger.tolist() != large.tolist()


def test_organizations_begin_with_shares_of_their_own() -> None:
    fund, person = Person(organization="Elm Fund", kind=Kind.ORGANIZATION), Person(last="Elm")

    both, mixed, people = judged([(fund, fund), (fund, person), (person, person)], Population(5000)).prior

    assert both[EXPLANATIONS.index("household")] != people[EXPLANATIONS.index("household")]
    assert mixed.tolist() == people.tolist()


def test_a_common_value_says_less_than_a_rare_one() -> None:
    smith = Person(first="John", last="Smith", emails=("smiths@example.org",))
    rare, common = (
        Population(20_000, {Counted.LAST: {"smith": n}, Counted.EMAIL: {"smiths@example.org": n}})
        for n in (1, 2000)
    )

    mine, theirs = (judged([(smith, smith)], each).weights for each in (rare, common))

    for field in (Field.LAST, Field.EMAIL):
        assert mine[field][0][CHANCE] < theirs[field][0][CHANCE]
        assert mine[field][0][SAME] == theirs[field][0][SAME]
    assert score(smith, smith, rare) > score(smith, smith, common)


def test_a_value_that_all_hold_never_speaks_for_chance() -> None:
    smith = Person(first="John", last="Smith")
    everybody = Population(50, {Counted.LAST: {"smith": 50}, Counted.FIRST: {"john": 50}})

    weights = judged([(smith, smith)], everybody).weights

    assert all(weights[field][0][CHANCE] <= weights[field][0][SAME] for field in (Field.LAST, Field.FIRST))


def test_what_is_not_known_weighs_nothing() -> None:
    weights = judged([(Person(), Person(first="John", last="Smith", birth="1971"))]).weights

    assert all((bits == 0).all() for bits in weights.values())


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        ([0.0, -99, -99, -99, -99], 1000),
        ([-99, 0.0, -99, -99, -99], 1000),
        ([-99, -99, 0.0, -99, -99], 0),
        ([0.0, 0.0, 0.0, 0.0, 0.0], 400),
        ([1.0, -99, 0.0, -99, -99], 667),
        ([-3.0, -99, -99, 0.0, -99], 111),
        ([-3.0, -99, -99, -99, 0.0], 111),
        ([-2000.0, -2000, -2000, -2000, -2001], 444),
    ],
)
def test_a_score_is_the_share_of_the_same_in_tenths(bits: list[float], expected: int) -> None:
    assert tenths(np.array([bits, [0.0] * 5])).tolist() == [expected, 400]


def test_no_level_that_agrees_is_left_out() -> None:
    assert {Level.SAME, Level.FORM, Level.PART, Level.FORMER, Level.TYPO} <= AGREEING
    assert not AGREEING & {Level.UNKNOWN, Level.DIFFERENT, Level.ONE_SIDED, Level.ENDED, Level.ELSEWHERE}
    assert set(LEVELS) >= AGREEING
