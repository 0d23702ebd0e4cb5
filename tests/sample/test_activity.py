"""What is to be tried with gifts and events is in the sample: each thing at least once, true to the rules."""

from collections import Counter
from datetime import date
from random import Random

from app.activity.domain.kinds import EventKind, RegistrationStatus, TributeKind
from app.sample.domain import facts, seats
from app.sample.domain.besides import dressed
from app.sample.domain.people import people
from app.sample.domain.person import Story

TODAY = date(2026, 3, 14)
EVERYBODY = people(Random(7), TODAY, 2_000)


def gifts() -> list[facts.Gift]:
    return list(dressed(facts.gifts(Random(7), TODAY, EVERYBODY), EVERYBODY, TODAY))


def test_gifts_tell_of_campaigns_tributes_and_donors_who_are_not_to_be_named() -> None:
    given = gifts()

    named = [gift for gift in given if gift.tribute]
    assert len({gift.campaign for gift in given}) > 5
    assert {gift.tribute for gift in named} == set(TributeKind)
    assert all(gift.tribute_name for gift in named)
    assert 0 < sum(gift.anonymous for gift in given) < len(given) / 20
    assert given == gifts()


def test_those_who_share_a_gift_are_thanked_for_no_more_than_it_was() -> None:
    thanked = [(gift, *gift.thanked) for gift in gifts() if gift.thanked]

    patron = next(number for number, person in enumerate(EVERYBODY) if person.story is Story.PATRON)
    assert {who for _, who, _ in thanked} > {patron}
    assert all(0 < amount <= gift.amount and who != gift.person for gift, who, amount in thanked)


def test_one_event_and_one_program_are_full_and_the_later_ones_wait() -> None:
    held = [*facts.occasions(TODAY), seats.course(TODAY)]
    came = [
        *facts.places(Random(7), TODAY, EVERYBODY, held[:-1]),
        *seats.learners(TODAY, EVERYBODY, len(held) - 1),
    ]

    seated = list(seats.seated(came, held))

    assert Counter((p.person, p.occasion) for p in seated) == Counter((p.person, p.occasion) for p in came)
    few = {number for number, occasion in enumerate(held) if occasion.capacity}
    assert {held[number].kind for number in few} == set(EventKind)
    for number in few:
        there = [place for place in seated if place.occasion == number]
        inside = [place for place in there if place.status is RegistrationStatus.REGISTERED]
        waiting = [place for place in there if place.status is RegistrationStatus.WAITLISTED]
        assert 0 < sum(1 + place.guests for place in inside) <= (held[number].capacity or 0)
        assert waiting
        assert max(place.at for place in inside) <= min(place.at for place in waiting)
        assert not any(place.fee for place in waiting)
    assert any(place.fee and place.guests for place in seated)
    assert all(place.at.date() <= TODAY for place in seated)
