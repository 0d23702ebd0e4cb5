"""Scores: identifiers before all, parts that add up, and what holds for any two records."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.record import Existing, ExternalId, Incoming, Name
from app.matching.domain.compare import Field, Level
from app.matching.domain.explain import explain, headline, words_for
from app.matching.domain.guards import Guard
from app.matching.domain.score import Contribution, Match, match, matches
from app.matching.domain.standardize import blocking_keys
from app.matching.domain.weigh import WEIGHTS, speaks_for
from tests.constituents.domain.strategies import existing, incoming
from tests.matching.domain.people import WILLIAM, arriving, compared, on_record

CRM = ExternalId("crm", "7")


def _swapped(new: Incoming, old: Existing) -> tuple[Incoming, Existing]:
    """Each record in the other's place, as far as an incoming one can say it."""
    facts = ("kind", "name", "emails", "phones", "addresses", "birth", "external_ids", "lookup_id")
    return (
        Incoming(**{fact: getattr(old, fact) for fact in facts}),
        Existing(**{fact: getattr(new, fact) for fact in facts}, id=old.id),
    )


@pytest.mark.parametrize(
    ("new", "old", "trusted", "field"),
    [
        ({"lookup_id": "c1042"}, {"lookup_id": "C-1042"}, (), "lookup_id"),
        ({"external_ids": (CRM,)}, {"external_ids": (CRM,)}, ("crm",), "external_id"),
    ],
)
def test_an_identifier_is_a_hundred_outright(
    new: dict[str, Any], old: dict[str, Any], trusted: tuple[str, ...], field: str
) -> None:
    found = match(arriving(first="Zoe", **new), on_record(**WILLIAM, **old), trusted=trusted)

    assert (found.score, found.guards) == (100.0, ())
    assert [part.field for part in found.contributions] == [field]


@pytest.mark.parametrize(
    ("new", "old", "trusted"),
    [
        ({"external_ids": (CRM,)}, {"external_ids": (CRM,)}, ()),
        ({"external_ids": (CRM,)}, {"external_ids": (CRM,)}, ("mailchimp",)),
        ({"external_ids": (CRM,)}, {"external_ids": (ExternalId("crm", "8"),)}, ("crm",)),
        ({"lookup_id": "C-1"}, {"lookup_id": "C-1042"}, ()),
        ({"lookup_id": ""}, {"lookup_id": ""}, ()),
    ],
)
def test_an_id_that_is_another_or_not_trusted_says_nothing(
    new: dict[str, Any], old: dict[str, Any], trusted: tuple[str, ...]
) -> None:
    assert match(arriving(**new), on_record(**old), trusted=trusted).score == 0.0


def test_the_best_match_comes_first_and_of_equals_the_older_record() -> None:
    will, bill = on_record(**WILLIAM), on_record(**{**WILLIAM, "first": "Bill"})
    records = [replace(bill, id=1), replace(will, id=3), replace(will, id=2)]

    found = matches(arriving(first="William", last="Smith", email="will@example.org"), records)

    assert [each.constituent_id for each in found] == [2, 3, 1]


@given(incoming, existing)
def test_the_parts_add_up_to_the_score_which_stays_in_bounds(new: Incoming, old: Existing) -> None:
    found = match(new, old, trusted=("crm",))

    assert 0 <= found.score <= 100
    assert round(sum(part.points for part in found.contributions), 1) == found.score
    assert Match.from_json(found.to_json()) == found
    assert len(explain(found)) == len(found.contributions) + 1 + len(found.guards)
    assert headline(found).startswith(f"{found.score:g}: ")


@given(incoming, existing)
def test_matching_is_symmetric(new: Incoming, old: Existing) -> None:
    plain = replace(old, former_names=())

    assert match(new, plain) == match(*_swapped(new, plain))


@given(incoming, existing)
def test_matching_is_deterministic_and_blind_to_order_and_case(new: Incoming, old: Existing) -> None:
    name = Name(**{part: value.upper() for part, value in new.name.parts().items()})
    other = replace(new, name=name, emails=new.emails[::-1], addresses=new.addresses[::-1])

    assert match(other, old) == match(new, old)


@given(st.builds(Name, *[st.text(max_size=12)] * 8), existing)
def test_any_text_can_be_compared(name: Name, old: Existing) -> None:
    new = Incoming(old.kind, name)

    assert 0 <= match(new, old).score <= 100
    assert isinstance(blocking_keys(new), frozenset)


OPTIONS = {
    "first": ["Ann", "Anne", "Bill", "William"],
    "middle": ["Lou", "L", "Ray"],
    "last": ["Smith", "Smith-Jones", "Schmidt", "Lee"],
    "suffix": ["Jr.", "Sr."],
    "email": ["one@example.org", "two@example.org"],
    "phone": ["+12127365000", "+12127365001"],
    "street": ["12 Elm St", "12 Elm St Apt 3", "14 Oak Rd"],
    "birth": ["1971-04-02", "1999-01-05"],
}
full = st.fixed_dictionaries({field: st.sampled_from(values) for field, values in OPTIONS.items()})
partial = st.fixed_dictionaries({field: st.sampled_from(["", *values]) for field, values in OPTIONS.items()})


@given(partial, full, st.sampled_from(sorted(OPTIONS)))
def test_a_field_more_that_agrees_never_lowers_the_score(
    new: dict[str, str], old: dict[str, str], field: str
) -> None:
    without, agreeing = {**new, field: ""}, {**new, field: old[field]}

    assert compared(agreeing, old).score >= compared(without, old).score


def test_every_level_that_is_weighed_has_words() -> None:
    told = {(field, level): words_for(field, level) for field, level in WEIGHTS}

    assert all(told.values())
    assert told[Field.FIRST, Level.FORM] == "another form of the first name"
    assert told[Field.ADDRESS, Level.NEAR] == "the same house, another unit"


def test_agreement_is_likelier_for_the_same_than_for_any_rival() -> None:
    for (field, level), odds in WEIGHTS.items():
        if level is Level.SAME:
            assert odds.same >= max(odds.household, odds.namesake, odds.unrelated), field
    assert speaks_for(Field.EMAIL, Level.SAME)
    assert not speaks_for(Field.EMAIL, Level.DIFFERENT)


def test_a_match_explains_itself_in_words() -> None:
    found = compared({"first": "Bill", "last": "Smith", "street": "12 Elm Street", "email": "b@example.org"})

    assert headline(found) == (
        f"{found.score:g}: the same last name, another form of the first name, the same address"
    )
    assert explain(found)[0].startswith("Last name: the same last name (+")
    assert explain(found)[-1] == f"Score: {found.score:g}"


def test_a_match_of_nothing_says_so() -> None:
    assert headline(Match(1, 0.0, (Contribution("email", 0.0, "another email"),))) == "0: nothing agrees"


@pytest.mark.parametrize("guard", Guard)
def test_every_guard_gives_its_reason_as_a_sentence(guard: Guard) -> None:
    assert guard.words.endswith(".")
