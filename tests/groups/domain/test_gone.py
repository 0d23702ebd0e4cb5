"""A rule that refers to something gone is broken, and says what is gone and where."""

import pytest

from app.groups.domain.gone import CANNOT_BE_READ, Other, There, gone
from app.groups.domain.rules import (
    UNREADABLE,
    Became,
    Bracket,
    CanBeEmailed,
    Count,
    Emails,
    FromImport,
    HasEmail,
    InGroup,
    InterestIn,
    Match,
    RegisteredFor,
    Registrations,
)
from tests.groups.domain.people import rule

OPENED = Emails(Became.OPENED, Count.EXACTLY, 0, campaign=5)
LOST = rule(Match.ALL, RegisteredFor(9))
ENDED = {("interest", 2): "Trips", ("import", 7): "batch “GIFT-0007 Gifts”"}
THERE = There(
    events={1: "Gala"},
    campaigns={1: "Spring"},
    interests={1: "News"},
    imports={1: "import 1 “Members”"},
    groups={
        1: Other("Board"),
        2: Other("Donors", rule(Match.ALL, InGroup(3))),
        3: Other("Guests", LOST),
        4: Other("Round", rule(Match.ANY, InGroup(4), HasEmail())),
        5: Other("Strange", UNREADABLE),
    },
    ended=ENDED,
)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (RegisteredFor(9), "Condition 1 names an event that no longer exists."),
        (Registrations(Count.AT_LEAST, 1, 9), "Condition 1 names an event that no longer exists."),
        (OPENED, "Condition 1 names a campaign that no longer exists."),
        (InterestIn(9), "Condition 1 names an interest group that no longer exists."),
        (InterestIn(2), "Condition 1 names the interest group “Trips”, which is archived."),
        (CanBeEmailed(2), "Condition 1 names the interest group “Trips”, which is archived."),
        (FromImport(9), "Condition 1 names an import or batch that no longer exists."),
        (FromImport(7), "Condition 1 names batch “GIFT-0007 Gifts”, which is undone."),
        (InGroup(9), "Condition 1 names a group that no longer exists."),
        (InGroup(5), "Condition 1 is about the group “Strange”, whose rule cannot be read."),
    ],
)
def test_what_is_gone_is_named_inside_none_as_well(condition, said):
    for match in Match:
        assert list(gone(rule(match, condition), THERE)) == [said]


def test_a_rule_that_cannot_be_read_is_broken_itself():
    assert list(gone(UNREADABLE, THERE)) == [CANNOT_BE_READ]


def test_the_place_in_the_rule_is_that_of_the_explanation():
    nested = Bracket(Match.NONE, (HasEmail(), Bracket(Match.ANY, ()), RegisteredFor(9)))

    said = list(gone(rule(Match.ALL, HasEmail(), nested, OPENED), THERE))

    assert said == [
        "Condition 2.2 names an event that no longer exists.",
        "Condition 3 names a campaign that no longer exists.",
    ]


def test_a_group_that_is_broken_breaks_those_that_refer_to_it_through_others_too():
    assert list(gone(rule(Match.NONE, InGroup(2)), THERE)) == [
        "Condition 1 is about the group “Donors”, which is broken: condition 1 is about the group “Guests”,"
        " which is broken: condition 1 names an event that no longer exists."
    ]


@pytest.mark.parametrize(
    "condition", [RegisteredFor(1), InterestIn(1), CanBeEmailed(), FromImport(1), InGroup(1), InGroup(4)]
)
def test_nothing_is_said_of_what_is_there(condition):
    assert list(gone(rule(Match.ALL, condition), THERE)) == []
