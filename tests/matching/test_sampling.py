"""What the settings show of the engine: a few on record, evenly chosen, and worked pairs among them."""

import pytest

from app.matching.domain.examples import EXAMPLES
from app.matching.queries.sampling import match_examples, seen_on_record
from app.matching.services import names
from tests.batches.makers import ALICE, add, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

FIRST = ("Zoltan", "Bo", "Ida", "Uma", "Kurt", "Noa", "Pia", "Tom")
LAST = ("Quist", "Fjord", "Moreau", "Takeda", "Osei")


def town(workspace_id: int) -> None:
    """Forty strangers, and one person who is there twice."""
    strangers = [person(first, last, f"{first}.{last}@example.org") for first in FIRST for last in LAST]
    twice = [person("Ann", "Lee", "ann@example.org", street="12 Elm Street") for _ in range(2)]
    add(workspace_id, *strangers, *twice)


def test_everybody_is_compared_with_all_others_and_never_with_herself(inside: World) -> None:
    town(inside.ours)

    found = seen_on_record(inside.ours, most=100)

    assert len(found) == 42
    best = sorted(max((each.tenths for each in record), default=0) for record in found)
    assert best[-3] < 500 < 900 < best[-2] == best[-1]


def test_a_few_stand_for_all_in_a_fixed_number_of_statements(inside: World) -> None:
    town(inside.ours)
    with count_statements() as for_few:
        few = seen_on_record(inside.ours, most=5)
    with count_statements() as for_all:
        seen_on_record(inside.ours, most=100)

    assert 4 <= len(few) <= 5
    assert len(for_few) == len(for_all)
    assert seen_on_record(inside.ours, most=5) == few


def test_nobody_on_record_is_an_empty_sample(inside: World) -> None:
    assert seen_on_record(inside.ours, most=10) == []


def test_worked_pairs_follow_what_the_workspace_says_of_names(inside: World) -> None:
    nickname = next(place for place, each in enumerate(EXAMPLES) if "nickname" in each.title)
    usual = match_examples(inside.ours)

    names.add(inside.ours, "Bill", "William", is_same=False, actor=ALICE)

    changed = match_examples(inside.ours)
    assert changed[nickname].score < usual[nickname].score - 20
    others = [place for place in range(len(EXAMPLES)) if place != nickname]
    assert [changed[place] for place in others] == [usual[place] for place in others]
