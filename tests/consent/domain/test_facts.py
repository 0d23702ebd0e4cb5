from datetime import datetime

import pytest

from app.consent.domain.barrier import Barrier, Gate
from app.consent.domain.facts import Basis, EventKind, LedgerEvent, Party, SuppressionReason
from app.consent.domain.policy import Policy, proposed_for
from tests.consent.domain.ledger import ANN, ANNS, START, line


@pytest.mark.parametrize(
    ("kind", "given", "lacking"),
    [
        (EventKind.CONSENT_GIVEN, {"basis": None}, "basis"),
        (EventKind.CONSENT_GIVEN, {"subject": None}, "subject"),
        (EventKind.RESUBSCRIBED, {"subject": None}, "subject"),
        (EventKind.PAUSED, {"until": None}, "until"),
        (EventKind.TOPIC_JOINED, {"topic": None}, "topic"),
        (EventKind.TOPIC_LEFT, {"topic": None}, "topic"),
        (EventKind.DO_NOT_CONTACT_SET, {"subject": None}, "subject"),
        (EventKind.SUPPRESSED, {"reason": None}, "reason"),
        (EventKind.BOUNCED, {"address_key": None}, "address_key"),
    ],
)
def test_a_line_without_what_its_kind_needs_cannot_be_written(kind, given, lacking):
    with pytest.raises(ValueError, match=f"{kind} needs {lacking}"):
        line(1, kind, **given)


def test_a_line_about_nobody_cannot_be_written():
    with pytest.raises(ValueError, match="a person, an address or both"):
        LedgerEvent(id=1, sequence=1, kind=EventKind.UNSUBSCRIBED, at=START, party=Party.SUPPORTER)


@pytest.mark.parametrize("field", ["at", "expires_at", "until"])
def test_an_instant_of_a_line_needs_a_time_zone(field):
    with pytest.raises(ValueError, match="time zone"):
        line(1, EventKind.UNSUBSCRIBED, **{field: datetime(2026, 1, 1)})  # noqa: DTZ001


def test_a_line_may_know_the_address_alone_or_the_person_alone():
    assert line(1, EventKind.UNSUBSCRIBED, subject=None).address_key == ANNS
    assert line(1, EventKind.UNSUBSCRIBED, address_key=None).subject == ANN


def test_the_kinds_that_restrict_are_these():
    assert {kind.value for kind in EventKind if kind.restricts} == {
        "unsubscribed",
        "paused",
        "topic_left",
        "do_not_contact_set",
        "suppressed",
        "bounced",
        "complained",
        "consent_withdrawn",
    }


def test_what_is_about_the_mailbox_alone_does_not_follow_the_person():
    assert {reason.value for reason in SuppressionReason if not reason.follows_person} == {
        "hard_bounce",
        "soft_bounces",
        "held",
        "erased",
    }


@pytest.mark.parametrize("closed_set", [SuppressionReason, Party, Basis, Gate])
def test_every_value_has_words_of_its_own(closed_set):
    assert len({value.words for value in closed_set}) == len(closed_set)
    assert all(value.words for value in closed_set)


def test_the_badges_say_exactly_the_agreed_words():
    agreed = {"suppressed", "unsubscribed", "bounced", "complained", "do not contact"}

    assert agreed <= {barrier.label for barrier in Barrier}
    assert len({barrier.label for barrier in Barrier}) == len(Barrier)


@pytest.mark.parametrize(
    ("country", "policy"),
    [("US", "opt_out"), (" us ", "opt_out"), ("DE", "opt_in"), ("GB", "opt_in"), ("", "opt_in")],
)
def test_opt_out_is_proposed_in_the_united_states_only(country, policy):
    assert proposed_for(country) == policy


def test_a_policy_explains_itself_in_one_sentence():
    assert Policy.OPT_OUT.sentence == "People may be emailed until they say no."
    assert Policy.OPT_IN.sentence.startswith("People may be emailed only once they have said yes")
