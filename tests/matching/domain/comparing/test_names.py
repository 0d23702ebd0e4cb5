"""How far names agree: spellings, forms, parts, exchanged ones."""

import pytest

from app.matching.domain.comparing import Field, Level
from app.matching.domain.own_pairs import NamePairs
from tests.matching.domain.comparing.pairs import levels


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("William", "WILLIAM", Level.SAME),
        ("José", "Jose", Level.SAME),
        ("Bill", "William", Level.FORM),
        ("Katie", "Katherine", Level.FORM),
        ("W.", "William", Level.INITIAL),
        ("Willaim", "William", Level.TYPO),
        ("Mary", "Gary", Level.SIMILAR),
        ("Mary", "William", Level.DIFFERENT),
        ("Mary Ann", "Maryann", Level.KNOWN),
    ],
)
def test_first_names_agree_so_far(mine: str, theirs: str, level: Level) -> None:
    found = levels({"first": mine, "last": "Smith"}, {"first": theirs, "last": "Smith"})

    assert found[Field.FIRST] is level


def test_two_given_names_that_differ_by_a_letter_are_two_names() -> None:
    slip = levels({"first": "Jamws", "last": "Smith"}, {"first": "James", "last": "Smith"})
    siblings = levels({"first": "Dan", "last": "Smith"}, {"first": "Don", "last": "Smith"})

    assert slip[Field.FIRST] is Level.TYPO
    assert siblings[Field.FIRST] in (Level.SIMILAR, Level.DIFFERENT)


def test_a_nickname_on_record_is_a_name_she_goes_by() -> None:
    found = levels(
        {"first": "Pepper", "last": "Diaz"}, {"first": "Josefina", "last": "Diaz", "nickname": "Pepper"}
    )

    assert found[Field.FIRST] is Level.KNOWN


def test_the_middle_name_may_be_the_one_in_use() -> None:
    found = levels(
        {"first": "Grant", "last": "Ellsworth"},
        {"first": "Willard", "middle": "Grant", "last": "Ellsworth"},
    )

    assert found[Field.FIRST] is Level.MIDDLE


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("O'Brien", "OBrien", Level.SAME),
        ("de la Cruz", "Delacruz", Level.SAME),
        ("Garcia Lopez", "Garcia", Level.PART),
        ("Smith-Jones", "Jones", Level.PART),
        ("Hernandez", "Hernandes", Level.TYPO),
        ("Maier", "Meyer", Level.SOUNDS),
        ("Smith", "Miller", Level.DIFFERENT),
    ],
)
def test_last_names_agree_so_far(mine: str, theirs: str, level: Level) -> None:
    found = levels({"first": "Ana", "last": mine}, {"first": "Ana", "last": theirs})

    assert found[Field.LAST] is level


def test_a_maiden_name_is_an_earlier_last_name() -> None:
    found = levels({"first": "Ann", "last": "Baker"}, {"first": "Ann", "last": "Lee", "maiden": "Baker"})

    assert found[Field.LAST] is Level.FORMER


def test_a_last_name_in_the_email_may_be_the_earlier_one() -> None:
    found = levels(
        {"first": "Ann", "last": "Lee", "email": "ann.baker@example.org"}, {"first": "Ann", "last": "Baker"}
    )

    assert found[Field.LAST] is Level.MAILBOX


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (("Allen", "James"), ("James", "Allen")),
        (("Allen", "Jim"), ("James", "Allen")),
        (("Allen", "Jmaes"), ("James", "Allen")),
        (("Alen", "Jmaes"), ("James", "Allen")),
    ],
)
def test_first_and_last_name_may_be_exchanged(mine: tuple[str, str], theirs: tuple[str, str]) -> None:
    found = levels({"first": mine[0], "last": mine[1]}, {"first": theirs[0], "last": theirs[1]})

    assert (found[Field.FIRST], found[Field.LAST]) == (Level.SWAPPED, Level.SWAPPED)


def test_the_one_name_somebody_gave_may_be_the_last() -> None:
    found = levels({"first": "Okonkwo"}, {"first": "Ada", "last": "Okonkwo"})

    assert Field.FIRST not in found
    assert found[Field.LAST] is Level.SWAPPED


def test_the_workspace_knows_its_own_names() -> None:
    pairs = NamePairs.of(same=[("bolek", "boleslaw")], different=[("jan", "john")])

    one = levels({"first": "Bolek", "last": "Nowak"}, {"first": "Boleslaw", "last": "Nowak"}, pairs)
    two = levels({"first": "Jan", "last": "Nowak"}, {"first": "John", "last": "Nowak"}, pairs)

    assert (one[Field.FIRST], two[Field.FIRST]) == (Level.FORM, Level.DIFFERENT)


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("James", "James", Level.SAME),
        ("J.", "James", Level.INITIAL),
        ("J.", "J", Level.INITIAL),
        ("Jmaes", "James", Level.TYPO),
        ("Ann", "James", Level.DIFFERENT),
    ],
)
def test_middle_names_agree_so_far(mine: str, theirs: str, level: Level) -> None:
    found = levels(
        {"first": "Ana", "middle": mine, "last": "Lee"}, {"first": "Ana", "middle": theirs, "last": "Lee"}
    )

    assert found[Field.MIDDLE] is level


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        ("Jr.", "junior", Level.SAME),
        ("Jr.", "Sr.", Level.DIFFERENT),
        ("Jr.", "II", Level.SIMILAR),
        ("Jr.", "", Level.ONE_SIDED),
        ("MD", "", None),
    ],
)
def test_generations_agree_so_far(mine: str, theirs: str, level: Level | None) -> None:
    found = levels(
        {"first": "Al", "last": "Lee", "suffix": mine}, {"first": "Al", "last": "Lee", "suffix": theirs}
    )

    assert found.get(Field.GENERATION) is level


def test_titles_tell_a_man_from_a_woman() -> None:
    apart = levels(
        {"title": "Mr.", "first": "Kim", "last": "Lee"}, {"title": "Mrs.", "first": "Kim", "last": "Lee"}
    )
    alike = levels(
        {"title": "Miss", "first": "Kim", "last": "Lee"}, {"title": "Ms.", "first": "Kim", "last": "Lee"}
    )

    assert (apart[Field.TITLE], alike[Field.TITLE]) == (Level.DIFFERENT, Level.SAME)


def test_what_one_does_not_know_says_nothing() -> None:
    assert levels({"first": "Ann"}, {"last": "Lee"}) == {}


@pytest.mark.parametrize("more", [{"middle": "A"}, {"middle": "William"}, {"nickname": "William"}])
def test_names_that_the_workspace_tells_apart_stay_apart(more: dict[str, str]) -> None:
    pairs = NamePairs.of(different=[("bill", "william")])

    found = levels({"first": "Bill", "last": "Lee", **more}, {"first": "William", "last": "Lee"}, pairs)

    assert found[Field.FIRST] is Level.DIFFERENT


def test_a_nickname_may_be_a_form_that_only_the_workspace_knows() -> None:
    pairs = NamePairs.of(same=[("sandor", "alex")])

    found = levels(
        {"first": "Sandor", "last": "Lee"}, {"first": "Robert", "last": "Lee", "nickname": "Alex"}, pairs
    )

    assert found[Field.FIRST] is Level.KNOWN
