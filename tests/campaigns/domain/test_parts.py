"""Who is in which part of a campaign's people, by what became of the message."""

import pytest

from app.activity.domain.outcomes import Outcome
from app.campaigns.domain.parts import Part

GOT, MACHINE, READ, CLICKED = Outcome.DELIVERED, Outcome.MACHINE_OPENED, Outcome.OPENED, Outcome.CLICKED


@pytest.mark.parametrize(
    ("outcome", "parts"),
    [
        (0, {Part.NO_REPORT}),
        (GOT, {Part.DELIVERED, Part.NOT_OPENED}),
        (GOT | MACHINE, {Part.DELIVERED, Part.NOT_OPENED, Part.MACHINE_ONLY}),
        (GOT | MACHINE | READ, {Part.DELIVERED, Part.OPENED}),
        (GOT | READ | CLICKED, {Part.DELIVERED, Part.OPENED, Part.CLICKED}),
        # who clicked read it, though the open was not reported
        (GOT | CLICKED, {Part.DELIVERED, Part.CLICKED}),
        (Outcome.BOUNCED | Outcome.FOR_GOOD, {Part.BOUNCED}),
        (GOT | Outcome.COMPLAINED, {Part.DELIVERED, Part.NOT_OPENED, Part.COMPLAINED}),
        (GOT | READ | Outcome.UNSUBSCRIBED, {Part.DELIVERED, Part.OPENED, Part.UNSUBSCRIBED}),
    ],
)
def test_an_outcome_belongs_in_its_parts_and_in_no_other(outcome: int, parts: set[Part]) -> None:
    assert {part for part in Part if part.holds(outcome)} == {Part.SENT, *parts}


def test_the_outcomes_of_a_part_are_those_that_it_holds() -> None:
    for part in Part:
        assert set(part.outcomes) == {each for each in range(256) if part.holds(each)}, part


def test_the_people_of_a_part_are_counted_over_its_outcomes() -> None:
    people = {0: 1, GOT: 10, GOT | MACHINE: 100, GOT | READ: 1000}

    counts = {part: part.among(people) for part in (Part.SENT, Part.NOT_OPENED, Part.OPENED)}
    assert counts == {Part.SENT: 1111, Part.NOT_OPENED: 110, Part.OPENED: 1000}


def test_every_part_says_who_is_in_it() -> None:
    assert all(part.label and part.meaning.endswith(".") for part in Part)
