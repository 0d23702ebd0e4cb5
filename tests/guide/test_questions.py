"""Questions as volunteers type them find the section that answers them first."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from app.guide.domain.contents import AREAS, PREFIX
from app.guide.queries import find, guide

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
