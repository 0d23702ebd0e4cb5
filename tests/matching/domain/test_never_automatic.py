"""Whoever else agrees in whatever else: these pairs are never matched without a person."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.matching.domain.population import Counted, Population
from tests.matching.domain.persons import (
    BIRTHS,
    EMAILS,
    HOUSES,
    LASTS,
    PHONES,
    Person,
    constituents,
    is_automatic,
    organizations,
    pairs_of_people,
    persons,
    score,
)

GIVEN = ["John", "Mary", "Peter", "Susan", "Kwame", "Ingrid", "Tomás", "Halina"]
TWINS = [("Kayla", "Kyla"), ("Daniel", "David"), ("Anna", "Hanna"), ("Joel", "Noel"), ("Jan", "Jana")]

families = st.builds(
    Person,
    last=st.sampled_from(LASTS),
    emails=st.sampled_from([(), *((email,) for email in EMAILS)]),
    phones=st.sampled_from([(), *((phone,) for phone in PHONES)]),
    houses=st.sampled_from([(), *((house,) for house in HOUSES)]),
)


@given(constituents, families)
def test_a_surname_without_a_first_name(one: Person, family: Person) -> None:
    shared = one.but(emails=family.emails, phones=family.phones, houses=family.houses, ended=frozenset())
    assume(shared.last and shared.first)

    nameless = shared.but(first="", middle="", nickname="")

    assert not is_automatic(nameless, shared)
    assert not is_automatic(shared, nameless)


@given(families, st.permutations(GIVEN), st.sampled_from(["", *BIRTHS]))
def test_spouses_who_share_all_that_households_share(
    family: Person, given_names: list[str], birth: str
) -> None:
    one, other = (family.but(first=name) for name in given_names[:2])

    assert not is_automatic(one, other)
    assert not is_automatic(one.but(birth=birth), other)


@given(families, st.permutations(GIVEN), st.sampled_from(BIRTHS[:4]))
def test_twins(family: Person, given_names: list[str], birth: str) -> None:
    one, other = (family.but(first=name, birth=birth) for name in given_names[:2])

    assert not is_automatic(one, other)


@pytest.mark.parametrize("names", TWINS)
@given(family=families, birth=st.sampled_from(BIRTHS[:4]))
def test_twins_with_names_alike_that_others_have_too(
    names: tuple[str, str], family: Person, birth: str
) -> None:
    one, other = (family.but(first=name, birth=birth) for name in names)
    in_use = Population(20_000, {Counted.FIRST: {name.casefold(): 3 for name in names}})

    assert not is_automatic(one, other, in_use)


@pytest.mark.parametrize(("mine", "theirs"), [("Jr.", "Sr."), ("II", "III"), ("Jr.", "III"), ("Sr.", "II")])
@given(one=persons)
def test_two_generations(mine: str, theirs: str, one: Person) -> None:
    active = one.but(ended=frozenset())

    assert not is_automatic(active.but(suffix=mine), active.but(suffix=theirs))


@given(families, st.sampled_from(GIVEN))
def test_a_junior_at_the_address_of_one_who_does_not_say(family: Person, name: str) -> None:
    at_home = family.but(first=name, emails=(), phones=())

    assert not is_automatic(at_home.but(suffix="Jr."), at_home)


@given(persons)
def test_a_man_and_a_woman_by_their_titles(one: Person) -> None:
    assert not is_automatic(one.but(title="Mr."), one.but(title="Mrs."))


@given(pairs_of_people)
def test_people_who_agree_only_in_what_has_ended(pair: tuple[Person, Person]) -> None:
    one, other = pair
    former = other.but(birth="", ended=frozenset({"emails", "phones", "houses"}))

    assert not is_automatic(one, former)
    assert not is_automatic(former, one)


@given(pairs_of_people, st.sampled_from(["emails", "phones", "houses"]))
def test_what_has_ended_never_makes_a_pair_automatic(pair: tuple[Person, Person], part: str) -> None:
    one, other = pair
    ended = other.but(**{part: getattr(one, part)}, ended=frozenset({part}))
    without = ended.but(**{part: ()})

    assert is_automatic(one, without) or not is_automatic(one, ended)


@given(pairs_of_people)
def test_people_of_whom_only_names_agree(pair: tuple[Person, Person]) -> None:
    one, other = pair
    named = other.but(emails=(), phones=(), houses=(), birth="")

    assert not is_automatic(one, named)


@given(persons, organizations)
def test_a_person_and_an_organization(one: Person, other: Person) -> None:
    named = other.but(emails=one.emails, phones=one.phones, houses=one.houses, organization=one.last or "Elm")

    assert not is_automatic(one, named)


@given(families, st.permutations(GIVEN))
def test_two_birth_dates(family: Person, given_names: list[str]) -> None:
    one = family.but(first=given_names[0], birth="1948-11-02")

    assert not is_automatic(one, one.but(birth="1977-04-18"))


@given(families, st.permutations(GIVEN))
def test_two_first_names_score_below_one(family: Person, given_names: list[str]) -> None:
    one, other = (family.but(first=name) for name in given_names[:2])

    assert score(one, other) <= score(one, one)
