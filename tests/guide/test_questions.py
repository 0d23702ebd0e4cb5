"""Questions as volunteers type them find the section that answers them first."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from app.guide.domain.contents import AREAS, PREFIX
from app.guide.queries import find, guide, other_names

QUESTIONS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))
ASKED = [(question, place) for questions in QUESTIONS.values() for question, place in questions.items()]


@pytest.mark.parametrize(("question", "place"), ASKED, ids=[question for question, _ in ASKED])
def test_the_section_that_answers_a_question_comes_first(question: str, place: str) -> None:
    assert find(question, limit=3)[0].place.url == f"{PREFIX}/{place}"


def test_there_are_forty_questions_and_some_of_every_area() -> None:
    assert len(ASKED) >= 40
    assert set(QUESTIONS) == {area.slug for area in AREAS}


def test_every_answer_is_a_section_that_is_there() -> None:
    places = {place.url.removeprefix(f"{PREFIX}/") for place in guide().index.places}

    assert {place for _, place in ASKED} <= places


def test_no_section_answers_more_than_two_questions() -> None:
    assert max(Counter(place for _, place in ASKED).values()) <= 2


@pytest.mark.parametrize(
    "word", ["unsubscribe", "unsub", "restore", "email", "address", "password", "settings"]
)
def test_a_word_of_the_office_does_not_lead_to_the_server(word: str) -> None:
    assert "self-hosting" not in {hit.place.page.area for hit in find(word, limit=1)}


@pytest.mark.parametrize("words", ["backup", "restore from a backup", "docker", "install on our server"])
def test_whoever_asks_about_a_server_is_led_to_it(words: str) -> None:
    assert find(words, limit=1)[0].place.page.area == "self-hosting"


def test_every_other_name_is_of_a_section() -> None:
    names = other_names()

    assert set(names) <= {place.url for place in guide().index.places}
    assert [name for each in names.values() for name in each if name != name.strip() or not name] == []
