"""Emails, phones and addresses: which values stand side by side, and what becomes of each, with its rule."""

import pytest

from app.constituents.domain.record import Address, PointType
from app.resolution.domain.channels import Pair, aligned
from app.resolution.domain.stance import Stance
from app.updates.domain.primary import PointValue
from app.updates.domain.rules import PrimaryRule, SameTypeRule, UpdateRules
from tests.resolution.domain.sheets import OPEN, RULES, chosen, labels, line, shown, words
from tests.updates.domain.people import TODAY, WORK, address, arriving, email, on_record, phone

OLD, TWO = email("old", primary=True, id=1), email("two", id=2)
JOB = email("job", WORK, id=3)
NEW, DESK = email("new"), email("desk", WORK)

ALIGNED: list[tuple[str, tuple[PointValue, ...], tuple[PointValue, ...], list[Pair]]] = [
    ("nothing", (), (), []),
    ("the same value", (OLD, TWO), (email("TWO"),), [Pair(0, None), Pair(1, email("TWO"))]),
    ("one of its type", (JOB, OLD), (NEW,), [Pair(0, None), Pair(1, NEW)]),
    ("none of its type", (OLD,), (DESK,), [Pair(0, None), Pair(None, DESK)]),
    ("two of a type for one", (OLD,), (NEW, email("other")), [Pair(0, NEW), Pair(None, email("other"))]),
    ("the same first", (OLD,), (NEW, email("old")), [Pair(0, email("old")), Pair(None, NEW)]),
    (
        "a similar address of another type",
        (address("12 Elm St", WORK, id=4), address("2 Oak Rd", primary=True, id=5)),
        (address("12 Elm St Apt 4"),),
        [Pair(0, address("12 Elm St Apt 4")), Pair(1, None)],
    ),
]


@pytest.mark.parametrize(("what", "before", "new", "pairs"), ALIGNED, ids=[each[0] for each in ALIGNED])
def test_a_value_stands_beside_the_one_it_concerns(
    what: str, before: tuple[PointValue, ...], new: tuple[PointValue, ...], pairs: list[Pair]
) -> None:
    assert aligned("addresses" if "address" in what else "emails", before, new) == pairs


def test_what_ends_says_so_on_its_own_line_with_the_rule() -> None:
    told = shown(on_record(emails=(OLD, TWO, JOB)), arriving(emails=(NEW,)), RULES)

    first, second, job = line(told, "Home email"), line(told, "Home email", 1), line(told, "Work email")
    assert words(first.result) == [
        "new@example.org (primary · added)",
        "old@example.org (ended Nov 21, 2026)",
    ]
    assert words(second.result) == ["two@example.org (ended Nov 21, 2026)"]
    assert second.notes == ("A value of its type was added: made inactive and ended (your update rules).",)
    assert second.state == "differs"
    assert job.state == "quiet"


def test_a_new_primary_is_marked_and_the_old_one_says_why() -> None:
    rules = UpdateRules(primary=PrimaryRule.ALWAYS, same_type=SameTypeRule.KEEP)

    told = shown(on_record(emails=(OLD,)), arriving(emails=(DESK,)), RULES, rules=rules)

    assert words(line(told, "Work email").result) == ["desk@example.org (primary · added)"]
    old = line(told, "Home email")
    assert words(old.result) == ["old@example.org (no longer primary)"]
    assert old.notes == (
        "“desk@example.org” is primary instead. A new value always becomes primary (your update rules).",
    )


def test_a_value_on_record_that_has_ended_is_quiet() -> None:
    ended = email("was", active=False, end=TODAY, id=6)

    told = line(shown(on_record(emails=(ended,)), arriving(), RULES), "Home email")

    assert (told.state, words(told.result)) == ("quiet", ["was@example.org (ended Nov 21, 2026)"])


def test_a_value_that_has_ended_and_comes_in_again_is_left_out_by_rule() -> None:
    ended = email("was", active=False, end=TODAY, id=6)

    told = line(shown(on_record(emails=(ended,)), arriving(emails=(email("was"),)), RULES), "Home email")

    assert words(told.result) == [
        "was@example.org (ignored)",
        "was@example.org (ended Nov 21, 2026)",
    ]
    assert "only a person makes it active again" in told.notes[0]


def test_what_is_replaced_is_told_where_it_stood() -> None:
    beside = shown(
        on_record(emails=(OLD,)), arriving(emails=(NEW,)), chosen(Stance.UPDATE, "emails:new@example.org")
    )
    apart = shown(
        on_record(emails=(OLD,)), arriving(emails=(DESK,)), chosen(Stance.UPDATE, "emails:desk@example.org")
    )

    assert words(line(beside, "Home email").result) == [
        "new@example.org (primary · taken)",
        "old@example.org (replaced)",
    ]
    assert words(line(apart, "Home email").result) == [
        "desk@example.org (primary · taken)",
        "old@example.org (replaced)",
    ]
    assert line(apart, "Work email").result == ()
    assert line(apart, "Work email").notes == ("It takes the place of “old@example.org”.",)


def test_a_postcode_that_replaces_a_whole_address_shows_what_is_lost() -> None:
    bare = Address((), "", "", "09733", "", PointType.HOME)
    old = on_record(addresses=(address("2 Oak Rd", primary=True, id=3),))

    told = shown(old, arriving(addresses=(bare,)), chosen(Stance.UPDATE, f"addresses:{bare.key}"))

    assert told.after.addresses[0].lines == ()
    assert words(line(told, "Home address").result) == [
        "09733 (primary · taken)",
        "2 Oak Rd, Portland, OR 97201, US (replaced)",
    ]


def test_where_no_mail_may_go_says_so_before_and_after() -> None:
    open_, closed = address("2 Oak Rd", primary=True, id=3), address("2 Oak Rd", do_not_mail=True)

    told = shown(on_record(addresses=(open_,)), arriving(addresses=(closed,)), RULES)

    mail = line(told, "Home address")
    assert [mark.detail for mark in (*mail.incoming, *mail.recorded, *mail.result)] == [
        "do not mail",
        "",
        "do not mail",
    ]
    assert labels(mail) == ["*Take over “do not mail”", "Ignore"]
    assert mail.notes
    assert told.told == "Home address changes."


def test_types_are_told_where_they_differ() -> None:
    flat = address("12 Elm St Apt 4")
    told = shown(on_record(addresses=(address("12 Elm St", WORK, id=4),)), arriving(addresses=(flat,)), OPEN)

    similar = line(told, "Home address")
    assert [mark.detail for mark in (*similar.incoming, *similar.recorded)] == ["Home", "Work"]


def test_the_first_phone_is_primary_and_a_second_one_is_not() -> None:
    numbers = (phone("12127365001", PointType.MOBILE), phone("12127365002", PointType.WORK))

    told = shown(on_record(), arriving(phones=numbers), RULES)

    assert words(line(told, "Mobile phone").result) == ["12127365001 (primary · added)"]
    assert words(line(told, "Work phone").result) == ["12127365002 (added)"]
