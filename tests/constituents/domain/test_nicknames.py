"""Forms of one given name, and the names that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.families import families_of
from app.constituents.domain.nicknames import are_forms_of_one, is_given, roots

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=10)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bill", "william"),
        ("bill", "will"),
        ("liam", "william"),
        ("peggy", "margaret"),
        ("peggy", "maggie"),
        ("kathryn", "katie"),
        ("jon", "jonathan"),
        ("jack", "john"),
        ("al", "alfred"),
        ("al", "albert"),
        ("chris", "christine"),
        ("chris", "christopher"),
        ("pepe", "jose"),
        ("sasha", "alexander"),
        ("dima", "dmitry"),
        ("uschi", "ursula"),
        ("mohamed", "muhammad"),
        ("mhmd", "mohammed"),
        ("dmytro", "dima"),
        ("sergei", "sergey"),
        ("debby", "deborah"),
        ("tabby", "tabitha"),
        ("ezra", "ezra"),
        ("bedney", "abednego"),
        ("rosey", "rosetta"),
    ],
)
def test_forms_of_one_name(one: str, other: str) -> None:
    assert are_forms_of_one(one, other)
    assert are_forms_of_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mary", "martha"),
        ("marie", "margaret"),
        ("mary", "maureen"),
        ("emily", "emma"),
        ("louis", "louise"),
        ("bill", "robert"),
        ("patrick", "peter"),
        ("julie", "julian"),
        ("stephanie", "stephan"),
        ("robert", "roberta"),
        ("albert", "alfred"),
        ("christine", "christopher"),
        ("john", "ian"),
        ("francis", "frances"),
        ("tim", "tom"),
        ("ahmed", "mohammed"),
        ("xi", "xiaoming"),
        ("erin", "aaron"),
    ],
)
def test_names_of_different_people(one: str, other: str) -> None:
    assert not are_forms_of_one(one, other)
    assert not are_forms_of_one(other, one)


@given(words, words)
def test_being_forms_of_one_name_has_no_direction(one: str, other: str) -> None:
    assert are_forms_of_one(one, other) == are_forms_of_one(other, one)
    assert are_forms_of_one(one, one)


@given(words)
def test_every_name_is_filed_under_few_others(name: str) -> None:
    assert 1 <= len(roots(name)) <= 6


def test_a_name_of_no_family_is_filed_under_itself() -> None:
    assert roots("zbyszko") == ("zbyszko",)
    assert families_of("zbyszko") == ()


@pytest.mark.parametrize(
    ("word", "known"), [("mary", True), ("bill", True), ("smith", False), ("zqx", False)]
)
def test_a_given_name_is_known_as_one(word: str, known: bool) -> None:
    assert is_given(word) is known


@pytest.mark.parametrize(("one", "other"), [("ross", "rosa"), ("will", "wilma"), ("p100", "p101")])
def test_a_doubled_letter_alone_makes_no_pet_form(one: str, other: str) -> None:
    assert not are_forms_of_one(one, other)
