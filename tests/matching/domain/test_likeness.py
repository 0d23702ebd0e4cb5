"""How a match is told: words for how likely it is, and reasons in sentences."""

import pytest

from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.likeness import Likeness, likeness, reasons
from app.matching.domain.result import Contribution, Match
from app.matching.domain.weights import Rival


@pytest.mark.parametrize(
    ("score", "thresholds", "said"),
    [
        (95.0, Thresholds(), Likeness.SURE),
        (94.9, Thresholds(), Likeness.POSSIBLE),
        (70.0, Thresholds(), Likeness.POSSIBLE),
        (69.9, Thresholds(), Likeness.UNLIKELY),
        (95.0, Thresholds(automatic=None), Likeness.SURE),
        (94.9, Thresholds(automatic=None), Likeness.POSSIBLE),
        (96.0, Thresholds(automatic=None, possible=97.0), Likeness.UNLIKELY),
        (85.0, Thresholds(80.0, 40.0), Likeness.SURE),
        (45.0, Thresholds(80.0, 40.0), Likeness.POSSIBLE),
    ],
)
def test_how_likely_it_is_follows_the_bands(score: float, thresholds: Thresholds, said: Likeness) -> None:
    assert likeness(Match(1, score, ()), thresholds) is said


def test_what_a_person_has_to_decide_is_never_very_likely() -> None:
    assert likeness(Match(1, 99.0, (), (Guard.GENERATION,)), Thresholds()) is Likeness.POSSIBLE


def test_reasons_say_what_agrees_what_does_not_and_who_else_it_could_be() -> None:
    match = Match(
        1,
        60.0,
        (
            Contribution("first", -6.0, "different", mine="ruth", theirs="eleanor"),
            Contribution("email", 80.0, "same", agrees=True),
            Contribution("last", 20.0, "same", agrees=True),
            Contribution("address", 0.0, "same", agrees=True),
            Contribution("rival", -34.0, "household"),
        ),
        rival=Rival.HOUSEHOLD,
    )

    assert reasons(match) == (
        "The same email, last name and address. But another first name: Ruth, Eleanor. "
        "Could be a relative at the same address."
    )


def test_what_is_told_alike_is_told_together() -> None:
    parts = (
        Contribution("first", 10.0, "form", agrees=True, mine="sue", theirs="susan"),
        Contribution("last", 40.0, "same", agrees=True),
        Contribution("phone", 45.0, "same", agrees=True),
        Contribution("birth", -6.0, "different"),
        Contribution("email", -4.0, "different"),
    )

    assert reasons(Match(1, 85.0, parts)) == (
        "The same last name and phone, another form of the first name: Sue, Susan. "
        "But another birth date and email."
    )


def test_a_relative_lives_at_the_address_only_where_one_is_shared() -> None:
    parts = (Contribution("last", 20.0, "same", agrees=True), Contribution("rival", -10.0, "household"))

    assert reasons(Match(1, 10.0, parts, rival=Rival.HOUSEHOLD)) == "The same last name. Could be a relative."


def test_another_explanation_that_costs_nothing_is_not_told() -> None:
    contributions = (
        Contribution("email", 99.9, "same", agrees=True),
        Contribution("rival", -0.2, "namesake"),
    )

    assert reasons(Match(1, 99.7, contributions, rival=Rival.NAMESAKE)) == "The same email."


def test_an_email_shared_in_a_household_makes_a_relative() -> None:
    parts = (Contribution("email", 50.0, "same", agrees=True), Contribution("rival", -40.0, "household"))

    assert likeness(Match(1, 10.0, parts, rival=Rival.HOUSEHOLD), Thresholds()) is Likeness.RELATIVE
    assert likeness(Match(1, 71.0, parts, rival=Rival.HOUSEHOLD), Thresholds()) is Likeness.POSSIBLE
    assert likeness(Match(1, 10.0, parts, rival=Rival.NAMESAKE), Thresholds()) is Likeness.UNLIKELY
    assert likeness(Match(1, 10.0, parts[1:], rival=Rival.HOUSEHOLD), Thresholds()) is Likeness.UNLIKELY


def test_a_guard_does_not_say_again_what_a_field_says() -> None:
    parts = (Contribution("first", -20.0, "different"), Contribution("last", 60.0, "same", agrees=True))
    guards = (Guard.FIRST_DIFFERS, Guard.NAME_ONLY)

    assert reasons(Match(1, 40.0, parts, guards)) == (
        "The same last name. But another first name. "
        "Only the name agrees; nothing else tells one bearer of it from another."
    )
    assert "first names differ" in reasons(Match(1, 60.0, parts[1:], guards))


def test_what_hardly_counts_against_a_match_is_not_told() -> None:
    parts = (Contribution("phone", -0.4, "area"), Contribution("email", 95.0, "same", agrees=True))

    assert reasons(Match(1, 94.6, parts)) == "The same email."


def test_reasons_end_with_why_a_person_has_to_look() -> None:
    match = Match(1, 90.0, (Contribution("last", 90.0, "same", agrees=True),), (Guard.TITLE,))

    assert reasons(match) == "The same last name. The titles are of a man and of a woman."
