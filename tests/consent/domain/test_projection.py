from dataclasses import replace

import pytest

from app.consent.domain.facts import Basis, EventKind, MarketingStatus, Party, SuppressionReason
from app.consent.domain.projection import project
from app.consent.domain.standing import Joining, Recorded, Restriction
from tests.consent.domain.ledger import ANN, ANNS, BOB, BOBS, NEWS, NOW, day, lift, line, of_ann


def kinds(recorded):
    return [each.kind for each in recorded.restrictions]


def test_an_empty_ledger_amounts_to_nothing():
    assert project([]) == Recorded()


def test_a_restriction_keeps_its_line_its_date_and_its_source():
    (found,) = of_ann([line(3, EventKind.UNSUBSCRIBED, source="one-click link")]).restrictions

    assert (found.event, found.since, found.source, found.party) == (
        3,
        day(3),
        "one-click link",
        Party.SUPPORTER,
    )
    assert found.reason is SuppressionReason.UNSUBSCRIBE


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (EventKind.BOUNCED, SuppressionReason.HARD_BOUNCE),
        (EventKind.COMPLAINED, SuppressionReason.COMPLAINT),
        (EventKind.SUPPRESSED, SuppressionReason.MANUAL),
    ],
)
def test_each_suppression_has_its_reason(kind, reason):
    assert of_ann([line(1, kind)]).restrictions[0].reason is reason


def test_an_address_suppressed_because_it_unsubscribed_is_unsubscribed():
    recorded = of_ann([line(1, EventKind.SUPPRESSED, Party.IMPORT, reason=SuppressionReason.UNSUBSCRIBE)])

    assert kinds(recorded) == [EventKind.UNSUBSCRIBED]


def test_a_lawful_lift_ends_what_it_names_and_nothing_else():
    twice = [
        line(1, EventKind.DO_NOT_CONTACT_SET, Party.STAFF),
        line(2, EventKind.DO_NOT_CONTACT_SET, Party.STAFF),
    ]

    assert [each.event for each in of_ann([*twice, lift(3, 1, 99)]).restrictions] == [2]
    assert of_ann([*twice, lift(3, 1, 2)]).restrictions == ()


def test_an_unlawful_lift_has_no_effect():
    recorded = of_ann([line(1, EventKind.UNSUBSCRIBED), lift(2, 1), lift(3, 1, party=Party.IMPORT)])

    assert kinds(recorded) == [EventKind.UNSUBSCRIBED]


def test_a_lift_does_not_reach_what_comes_after_it():
    late = replace(line(5, EventKind.DO_NOT_CONTACT_SET, Party.STAFF), at=day(9))

    assert kinds(of_ann([late, lift(8, 5)])) == [EventKind.DO_NOT_CONTACT_SET]


@pytest.mark.parametrize(("sequence", "left"), [(1, 1), (9, 0)])
def test_lines_of_one_instant_count_in_the_order_they_were_written(sequence, left):
    unsubscribed = line(4, EventKind.UNSUBSCRIBED, sequence=5)
    again = line(3, EventKind.RESUBSCRIBED, at=day(4), sequence=sequence)

    assert len(of_ann([unsubscribed, again]).restrictions) == left


def test_the_supporter_subscribes_again_and_so_consents():
    recorded = of_ann(
        [line(1, EventKind.UNSUBSCRIBED), line(2, EventKind.PAUSED), line(3, EventKind.RESUBSCRIBED)]
    )

    assert recorded.restrictions == ()
    assert [consent.basis for consent in recorded.consents] == [Basis.EXPRESS]


def test_subscribing_again_does_not_end_another_persons_refusal_unless_it_names_it():
    bobs = line(1, EventKind.UNSUBSCRIBED, subject=BOB)

    assert kinds(of_ann([bobs, line(2, EventKind.RESUBSCRIBED)])) == [EventKind.UNSUBSCRIBED]
    assert kinds(of_ann([bobs, line(2, EventKind.RESUBSCRIBED, closes=(1,))])) == []


@pytest.mark.parametrize("kind", [EventKind.DO_NOT_CONTACT_SET, EventKind.COMPLAINED, EventKind.TOPIC_LEFT])
def test_subscribing_again_answers_an_unsubscribe_and_nothing_else(kind):
    recorded = of_ann([line(1, kind), line(2, EventKind.RESUBSCRIBED, closes=(1,))])

    assert kinds(recorded) == [kind]


def test_nobody_subscribes_a_person_again_for_her():
    recorded = of_ann(
        [line(1, EventKind.UNSUBSCRIBED), line(2, EventKind.RESUBSCRIBED, Party.STAFF, evidence="phone")]
    )

    assert kinds(recorded) == [EventKind.UNSUBSCRIBED]
    assert recorded.consents == ()


def test_a_consent_lifts_nothing():
    recorded = of_ann([line(1, EventKind.UNSUBSCRIBED), line(2, EventKind.CONSENT_GIVEN, closes=(1,))])

    assert kinds(recorded) == [EventKind.UNSUBSCRIBED]
    assert len(recorded.consents) == 1


def test_a_consent_without_evidence_counts_only_from_the_supporter():
    by = {party: of_ann([line(1, EventKind.CONSENT_GIVEN, party)]).consents for party in Party}

    assert [party for party, consents in by.items() if consents] == [Party.SUPPORTER]


def test_a_documented_basis_stated_with_an_import_is_a_consent():
    (consent,) = of_ann(
        [line(1, EventKind.CONSENT_GIVEN, Party.IMPORT, statement="paper forms of 2025")]
    ).consents

    assert consent.party is Party.IMPORT


def test_the_supporters_own_unsubscribe_withdraws_her_consent():
    recorded = of_ann([line(1, EventKind.CONSENT_GIVEN), line(2, EventKind.UNSUBSCRIBED)])

    assert recorded.consents == ()


def test_a_stop_that_the_supporter_takes_back_herself_gives_her_consent_back():
    given = line(1, EventKind.CONSENT_GIVEN)
    recorded = of_ann([given, line(2, EventKind.UNSUBSCRIBED), lift(3, 2, party=Party.SUPPORTER)])

    assert recorded == of_ann([given])


def test_what_was_taken_back_since_a_stop_does_not_return_with_it():
    given = line(1, EventKind.CONSENT_GIVEN)
    withdrawn = line(3, EventKind.CONSENT_WITHDRAWN, party=Party.STAFF, evidence="a call")
    lifted = lift(4, 2, party=Party.SUPPORTER)

    recorded = of_ann([given, line(2, EventKind.UNSUBSCRIBED), withdrawn, lifted])

    assert recorded.consents == ()


def test_an_unsubscribe_that_staff_entered_by_mistake_and_lifted_leaves_the_consent():
    given = line(1, EventKind.CONSENT_GIVEN)
    recorded = of_ann([given, line(2, EventKind.UNSUBSCRIBED, Party.STAFF), lift(3, 2)])

    assert len(recorded.consents) == 1


def test_a_withdrawal_leaves_the_consents_of_others():
    events = [line(1, EventKind.CONSENT_GIVEN, subject=BOB), line(2, EventKind.UNSUBSCRIBED)]

    assert [consent.subject for consent in project(events).consents] == [BOB]


def test_the_last_choice_about_a_topic_is_the_one_that_counts():
    joined, left = line(1, EventKind.TOPIC_JOINED), line(2, EventKind.TOPIC_LEFT)

    assert isinstance(of_ann([joined]).topic_state(NEWS), Joining)
    assert isinstance(of_ann([joined, left]).topic_state(NEWS), Restriction)
    assert isinstance(of_ann([joined, left, line(3, EventKind.TOPIC_JOINED)]).topic_state(NEWS), Joining)
    assert of_ann([joined, left]).topic_state(NEWS + 1) is None


def test_joining_one_topic_leaves_another_alone():
    recorded = of_ann([line(1, EventKind.TOPIC_LEFT), line(2, EventKind.TOPIC_JOINED, topic=NEWS + 1)])

    assert isinstance(recorded.topic_state(NEWS), Restriction)


def test_staff_cannot_join_a_person_to_a_topic_she_left():
    recorded = of_ann(
        [line(1, EventKind.TOPIC_LEFT), line(2, EventKind.TOPIC_JOINED, Party.STAFF, evidence="form")]
    )

    assert isinstance(recorded.topic_state(NEWS), Restriction)


def test_a_projection_as_of_an_instant_knows_nothing_later():
    events = [line(1, EventKind.CONSENT_GIVEN), line(2, EventKind.UNSUBSCRIBED)]

    assert kinds(project(events, as_of=day(1))) == []
    assert kinds(project(events, as_of=day(2))) == [EventKind.UNSUBSCRIBED]


@pytest.mark.parametrize(
    ("kind", "more", "where"),
    [
        (EventKind.UNSUBSCRIBED, {}, {"her address", "her new address", "bob, at her address"}),
        (EventKind.COMPLAINED, {}, {"her address", "her new address", "bob, at her address"}),
        (EventKind.SUPPRESSED, {}, {"her address", "her new address", "bob, at her address"}),
        (EventKind.BOUNCED, {}, {"her address", "bob, at her address"}),
        (
            EventKind.SUPPRESSED,
            {"reason": SuppressionReason.HARD_BOUNCE, "address_key": None},
            {"her address", "her new address"},
        ),
        (EventKind.SUPPRESSED, {"subject": None}, {"her address", "bob, at her address"}),
        (EventKind.DO_NOT_CONTACT_SET, {}, {"her address", "her new address"}),
        (EventKind.PAUSED, {}, {"her address", "her new address"}),
        (EventKind.TOPIC_LEFT, {}, {"her address", "her new address"}),
    ],
)
def test_a_restriction_reaches_the_person_the_address_or_both(kind, more, where):
    places = {
        "her address": (ANN, ANNS),
        "her new address": (ANN, BOBS),
        "bob, at her address": (BOB, ANNS),
        "bob, at his address": (BOB, BOBS),
        "bob, without address": (BOB, None),
    }

    recorded = project([line(1, kind, **more)])

    reached = {
        place
        for place, (who, key) in places.items()
        if recorded.concerning(frozenset({who}), key).restrictions
    }
    assert reached == where


def test_when_two_records_are_one_person_the_restrictions_of_both_hold():
    events = [
        line(1, EventKind.TOPIC_LEFT, subject=BOB),
        line(2, EventKind.TOPIC_JOINED),
        line(3, EventKind.CONSENT_GIVEN),
        line(4, EventKind.DO_NOT_CONTACT_SET, Party.STAFF, subject=BOB),
    ]

    both = project(events).concerning(frozenset({ANN, BOB}), ANNS)

    assert kinds(both) == [EventKind.TOPIC_LEFT, EventKind.DO_NOT_CONTACT_SET]
    assert isinstance(both.topic_state(NEWS), Restriction)
    assert len(both.consents) == 1


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([], MarketingStatus.NO_CHOICE),
        ([line(1, EventKind.CONSENT_GIVEN)], MarketingStatus.SUBSCRIBED),
        ([line(1, EventKind.CONSENT_GIVEN, topic=NEWS)], MarketingStatus.NO_CHOICE),
        ([line(1, EventKind.CONSENT_GIVEN, expires_at=day(50))], MarketingStatus.NO_CHOICE),
        ([line(1, EventKind.UNSUBSCRIBED), line(2, EventKind.CONSENT_GIVEN)], MarketingStatus.UNSUBSCRIBED),
    ],
)
def test_the_marketing_status_follows_from_the_ledger(events, status):
    assert of_ann(events).marketing_status(NOW) is status
