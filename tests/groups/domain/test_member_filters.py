"""What an address asks for of the members of a group."""

from datetime import date

import pytest

from app.consent.domain.barrier import Barrier
from app.groups.domain.kinds import JoinedBy
from app.groups.domain.member_filters import By, Mail, Wanted, chips, read, words

WHOLE = Wanted("ann", Barrier.BOUNCED, 7, JoinedBy.PIN, date(2026, 3, 4), By.GIFT, turned=True)


def test_what_is_asked_for_stands_in_the_address_and_is_read_from_it() -> None:
    assert read(WHOLE.query) == WHOLE
    assert read(Wanted().query) == Wanted()
    assert Wanted().query == {}


@pytest.mark.parametrize(
    "args",
    [
        {"mail": "maybe"},
        {"how": "force"},
        {"since": "yesterday"},
        {"since": "2026-02-30"},
        {"since": "20260304"},
        {"sort": "height"},
        {"sort": "-height"},
        {"topic": "²"},
        {"topic": "9" * 40},
        {"q": "  "},
    ],
)
def test_what_cannot_be_understood_is_as_if_it_were_not_there(args: dict[str, str]) -> None:
    assert read(args) == Wanted()
    assert not read(args).narrows


@pytest.mark.parametrize(("by", "falling"), [(By.NAME, False), (By.JOINED, True), (By.GIFT, True)])
def test_days_begin_with_the_latest_and_a_second_click_turns_an_order(by: By, falling: bool) -> None:
    once = Wanted(by=By.NAME, turned=True).sorted_by(by)
    twice = once.sorted_by(by)

    assert (once.falling, twice.falling) == (falling, not falling)
    assert twice.sort == f"-{by}"


def test_each_filter_says_itself_and_can_be_taken_away() -> None:
    topics = {7: "Trips"}

    assert dict(chips(WHOLE, topics)) == {
        "q": "“ann”",
        "mail": "Cannot be emailed about Trips: bounced",
        "how": "Pinned",
        "since": "Joined since Mar 4, 2026",
    }
    assert words(Wanted(mail=Mail.YES), topics) == "Can be emailed"
    assert words(Wanted(), topics) == ""
    for name, _ in chips(WHOLE, topics):
        assert name not in dict(chips(WHOLE.without(name), topics))
