"""The ledger read line by line: what each line ended, why it counts or not, and what held after it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.domain.history import history
from app.consent.domain.projection import project, unfold
from tests.consent.domain.ledger import ANN, ANNS, BOB, BOBS, NEWS, lift, line

TOPICS = {NEWS: "Newsletter"}


def told(*events):
    return history(events, people={ANN}, keys={ANNS}, topics=TOPICS, day=lambda at: f"{at:%d %b}")


def test_each_line_tells_what_it_ended_and_what_held_after_it():
    lines = told(
        line(1, EventKind.CONSENT_GIVEN, basis=Basis.EXPRESS),
        line(2, EventKind.DO_NOT_CONTACT_SET, Party.STAFF),
        lift(3, 2),
        line(4, EventKind.UNSUBSCRIBED),
    )

    assert [each.words for each in lines] == [
        "Consent given to all mail",
        "Do not contact",
        "A restriction was lifted",
        "Unsubscribed from all mail",
    ]
    assert [each.holds for each in lines] == [
        ("Express consent to all mail (line 1)",),
        ("Do not contact (line 2)", "Express consent to all mail (line 1)"),
        ("Express consent to all mail (line 1)",),
        ("Unsubscribed from all mail (line 4)",),
    ]
    assert [[(each.number, each.words) for each in one.ended] for one in lines] == [
        [],
        [],
        [(2, "Do not contact")],
        [(1, "Express consent to all mail")],
    ]


def test_a_topic_that_was_left_is_not_told_as_joined_before_it_is_joined_again():
    lines = told(
        line(1, EventKind.TOPIC_JOINED, topic=NEWS),
        line(2, EventKind.TOPIC_LEFT, topic=NEWS),
        line(3, EventKind.TOPIC_JOINED, topic=NEWS),
    )

    held = [" ".join(each.holds) for each in lines]
    assert held[0] == "Joined “Newsletter” (line 1)"
    assert held[1] == "Left “Newsletter” (line 2)"
    assert "Joined “Newsletter” (line 3)" in held[2]
    assert "Left" not in held[2]
    assert [each.words for each in lines[1].ended] == ["Joined “Newsletter”"]


@pytest.mark.parametrize(
    ("party", "said"),
    [
        (Party.PROVIDER, "A message was marked as spam"),
        (Party.STAFF, "Complained about our mail"),
        (Party.IMPORT, "Complained about our mail"),
    ],
)
def test_only_the_sending_service_knows_that_a_message_was_marked_as_spam(party, said):
    [complaint] = told(line(1, EventKind.COMPLAINED, party))

    assert complaint.words == said
    assert ("marked a message as spam" in complaint.holds[0]) is (party is Party.PROVIDER)


def test_a_line_that_counts_for_nothing_says_why():
    lines = told(
        line(1, EventKind.UNSUBSCRIBED),
        lift(2, 1),
        line(3, EventKind.CONSENT_GIVEN, Party.PROVIDER),
    )

    assert [each.effect for each in lines] == [
        "",
        "It ended nothing: what it names was not in force, or was not for this party to lift.",
        "Kept, without effect. Imports and services can restrict, never permit.",
    ]
    assert {each.holds for each in lines} == {("Unsubscribed from all mail (line 1)",)}


def test_lines_are_numbered_in_the_order_in_which_they_count_not_in_which_they_came():
    late = replace(line(1, EventKind.DO_NOT_CONTACT_SET, Party.STAFF), sequence=9, id=9)

    assert [each.event.id for each in told(line(2, EventKind.UNSUBSCRIBED), late)] == [9, 2]


def test_of_others_only_what_reaches_her_and_what_ends_that_is_told():
    bobs = [
        line(1, EventKind.UNSUBSCRIBED, subject=BOB),
        line(2, EventKind.DO_NOT_CONTACT_SET, Party.STAFF, subject=BOB),
        line(3, EventKind.UNSUBSCRIBED, subject=BOB, address_key=BOBS),
        line(4, EventKind.RESUBSCRIBED, subject=BOB),
    ]

    lines = told(*bobs, line(5, EventKind.PAUSED, subject=ANN))

    assert [(each.event.id, each.is_hers) for each in lines] == [(1, False), (4, False), (5, True)]
    assert [each.number for each in lines[1].ended] == [1]
    assert lines[2].holds == ("Paused all mail until 02 Oct (line 3)",)


def test_consent_taken_back_ends_consent_and_a_new_one_ends_that():
    lines = told(
        line(1, EventKind.CONSENT_GIVEN, topic=NEWS),
        line(2, EventKind.CONSENT_WITHDRAWN, Party.STAFF),
        line(3, EventKind.CONSENT_GIVEN, Party.STAFF, topic=NEWS, evidence="form"),
        line(4, EventKind.CONSENT_GIVEN, Party.STAFF, evidence="form"),
    )

    assert [each.holds for each in lines] == [
        ("Express consent to “Newsletter” (line 1)",),
        ("Took back consent (line 2)",),
        ("Took back consent (line 2)", "Express consent to “Newsletter” (line 3)"),
        ("Express consent to “Newsletter” (line 3)", "Express consent to all mail (line 4)"),
    ]


def any_line(number, kind, party, evidence, topic, target):
    needs_topic = kind in (EventKind.TOPIC_JOINED, EventKind.TOPIC_LEFT)
    event = line(number, kind, party, evidence=evidence, closes=(target,))
    return replace(event, topic=NEWS if needs_topic else topic)


ledgers = st.lists(
    st.builds(
        any_line,
        st.integers(1, 40),
        st.sampled_from(list(EventKind)),
        st.sampled_from(list(Party)),
        st.sampled_from(["", "a letter"]),
        st.sampled_from([None, NEWS]),
        st.integers(1, 40),
    ),
    max_size=15,
    unique_by=lambda event: event.id,
)


@given(events=ledgers)
def test_after_the_last_line_holds_what_the_whole_ledger_amounts_to(events):
    steps = list(unfold(events))

    assert (steps[-1][1] if steps else project([])) == project(events)
    assert len(told(*events)) == len(events)
