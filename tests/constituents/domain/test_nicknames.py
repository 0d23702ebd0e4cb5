"""Forms of one given name, and the names that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain.families import families_of
from app.constituents.domain.nicknames import are_forms_of_one, is_familiar_form, is_given, roots

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


@pytest.mark.parametrize(
    ("form", "full"),
    [
        ("ben", "benjamin"),
        ("bob", "robert"),
        ("jon", "john"),
        ("john", "jonathan"),
        ("johnny", "john"),
        ("annie", "ann"),
        ("peggy", "margaret"),
        ("katie", "kathryn"),
        ("kate", "kathleen"),
        ("liz", "elisabeth"),
        ("jeff", "jeffrey"),
        ("tony", "antonio"),
        ("alex", "alejandro"),
        ("sasha", "aleksandr"),
        ("yulia", "julia"),
        ("steven", "stephen"),
        ("rosey", "rosetta"),
    ],
)
def test_a_familiar_form_has_a_fuller_name_and_never_the_reverse(form: str, full: str) -> None:
    assert is_familiar_form(form, full)
    assert not is_familiar_form(full, form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bob", "bobby"),
        ("kate", "katie"),
        ("bill", "will"),
        ("rick", "richie"),
        ("kimberley", "kimberlee"),
        ("michael", "mikhail"),
        ("leo", "leonardo"),
        ("jean", "jeanette"),
        ("nathan", "jonathan"),
        ("elsie", "liz"),
        ("mary", "martha"),
        ("ann", "ann"),
        ("zbyszko", "zby"),
    ],
)
def test_of_some_forms_neither_is_the_fuller(one: str, other: str) -> None:
    assert not is_familiar_form(one, other)


@given(words, words)
def test_of_two_names_at_most_one_is_the_fuller(one: str, other: str) -> None:
    assert not (is_familiar_form(one, other) and is_familiar_form(other, one))


def test_of_the_names_of_a_family_at_most_one_of_two_is_the_fuller() -> None:
    names = ["robert", "bob", "bobby", "robbie", "roberto", "bert", "robin", "alberto", "albert"]

    both = [(one, other) for one in names for other in names if is_familiar_form(one, other)]

    assert len(both) > 10
    assert not {(other, one) for one, other in both} & set(both)
