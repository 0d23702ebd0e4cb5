"""Groups as sets: what each combination keeps, and how it says itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.groups.domain.combination import Act, Region, keeps, region_told, sizes, told, total

PEOPLE = st.lists(st.sets(st.integers(0, 9)), min_size=2, max_size=4)
SETS = {
    Act.UNION: lambda first, others: first.union(*others),
    Act.INTERSECTION: lambda first, others: first.intersection(*others),
    Act.DIFFERENCE: lambda first, others: first.difference(*others),
}


def regions_of(groups: list[set[int]]) -> list[Region]:
    everybody = sorted(set().union(*groups))
    where = [tuple(who in group for group in groups) for who in everybody]
    return [Region(inside, where.count(inside)) for inside in dict.fromkeys(where)]


@settings(max_examples=40)
@given(PEOPLE)
def test_the_regions_tell_the_size_of_every_combination_and_of_every_group(groups: list[set[int]]) -> None:
    found = regions_of(groups)

    for act, expected in SETS.items():
        assert total(act, found) == len(expected(groups[0], groups[1:])), act
    assert sizes(found, len(groups)) == [len(group) for group in groups]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (Act.UNION, "Everybody who is in “A”, “B” or “C”."),
        (Act.INTERSECTION, "Everybody who is in “A”, “B” and “C”."),
        (Act.DIFFERENCE, "Everybody who is in “A”, but not in “B” or “C”."),
    ],
)
def test_a_combination_says_who_is_in_it(act: Act, sentence: str) -> None:
    assert told(act, ["A", "B", "C"]) == sentence


def test_a_region_says_where_its_people_are_and_where_not() -> None:
    assert region_told((True, False, True), ["A", "B", "C"]) == "In “A” and “C”, not in “B”"
    assert region_told((True, True), ["A", "B"]) == "In “A” and “B”"
    assert not keeps(Act.DIFFERENCE, (False, True))
