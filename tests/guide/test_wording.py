"""Words as they are typed, and what they mean in the guide."""

import pytest

from app.guide.domain.wording import stem, terms


@pytest.mark.parametrize(
    "words",
    [
        "merge merges merged merging",
        "file files",
        "address addresses",
        "duplicate duplicates duplicated",
        "add adds added adding",
        "stop stops stopped stopping",
        "roll rolled rolling",
        "category categories",
        "donation donate donated",
        "suppression suppressed",
        "eligible eligibility",
    ],
)
def test_a_word_and_its_endings_are_one(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("role", "roll"), ("gift", "give"), ("group", "growth")])
def test_words_that_only_look_alike_stay_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def said(text: str) -> list[str]:
    return [word for word, _ in terms(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How do I undo an import?", ["undo", "import"]),
        ("our mailing lists", ["mailing lists"]),
        ("please ROLL it back", ["roll", "back"]),
        ("roll back the gala", ["roll back", "gala"]),
        ("what is this", ["what", "is", "this"]),
        ("", []),
    ],
)
def test_a_question_is_its_words_that_say_something(text: str, words: list[str]) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("spam", "complaint"),
        ("mailing list", "group"),
        ("dupes", "duplicates"),
        ("spreadsheet", "file"),
        ("rolled back", "undo"),
        ("passed away", "deceased"),
    ],
)
def test_a_word_of_the_office_means_one_of_the_guide(text: str, meaning: str) -> None:
    [(_, meanings)] = terms(text)

    assert (stem(meaning),) in meanings


def test_words_that_mean_something_only_together_stay_together() -> None:
    [(said, meanings)] = terms("husband")

    assert (said, meanings) == ("husband", (("soft", "credit"),))
