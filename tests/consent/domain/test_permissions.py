import itertools

import pytest

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.permissions import Allowed, Refused, may_add, may_lift
from app.consent.domain.projection import project
from tests.consent.domain.ledger import line

SERVICES = [Party.IMPORT, Party.PROVIDER, Party.SYSTEM]
RESTRICTING = [kind for kind in EventKind if kind.restricts]


def restriction(kind, party, **more):
    (found,) = project([line(1, kind, party, **more)]).restrictions
    return found


@pytest.mark.parametrize(("kind", "party"), [*itertools.product(RESTRICTING, Party)])
def test_anybody_may_add_any_restriction(kind, party):
    assert may_add(kind, party) == Allowed()


@pytest.mark.parametrize(
    ("kind", "party", "evidence", "allowed"),
    [
        (EventKind.CONSENT_GIVEN, Party.SUPPORTER, "", True),
        (EventKind.CONSENT_GIVEN, Party.STAFF, "paper form of 3 May", True),
        (EventKind.CONSENT_GIVEN, Party.STAFF, "  ", False),
        (EventKind.CONSENT_GIVEN, Party.IMPORT, "sign-up sheets of the spring fair", True),
        (EventKind.CONSENT_GIVEN, Party.IMPORT, "", False),
        (EventKind.CONSENT_GIVEN, Party.PROVIDER, "it says so", False),
        (EventKind.CONSENT_GIVEN, Party.SYSTEM, "it says so", False),
        (EventKind.TOPIC_JOINED, Party.SUPPORTER, "", True),
        (EventKind.TOPIC_JOINED, Party.STAFF, "phone call", True),
        (EventKind.TOPIC_JOINED, Party.STAFF, "", False),
        (EventKind.TOPIC_JOINED, Party.IMPORT, "a column of the file", False),
        (EventKind.TOPIC_JOINED, Party.PROVIDER, "webhook", False),
        (EventKind.RESUBSCRIBED, Party.SUPPORTER, "", True),
        (EventKind.RESUBSCRIBED, Party.STAFF, "she told us", False),
        (EventKind.RESUBSCRIBED, Party.IMPORT, "a column of the file", False),
    ],
)
def test_permission_is_added_by_the_supporter_or_with_evidence(kind, party, evidence, allowed):
    answer = may_add(kind, party, evidence=evidence)

    assert isinstance(answer, Allowed if allowed else Refused)


@pytest.mark.parametrize(("kind", "party", "owner"), [*itertools.product(RESTRICTING, SERVICES, Party)])
def test_imports_and_services_lift_nothing(kind, party, owner):
    assert isinstance(may_lift(restriction(kind, owner), party, reason="we are sure"), Refused)


@pytest.mark.parametrize("kind", [kind for kind in RESTRICTING if kind is not EventKind.COMPLAINED])
def test_staff_lift_what_staff_added_and_must_say_why(kind):
    added_by_staff = restriction(kind, Party.STAFF)

    assert may_lift(added_by_staff, Party.STAFF, reason="wrong person") == Allowed()
    assert may_lift(added_by_staff, Party.STAFF, reason=" \t") == Refused("Give the reason for lifting it.")


@pytest.mark.parametrize("kind", RESTRICTING)
def test_staff_never_lift_what_the_supporter_chose(kind):
    assert isinstance(may_lift(restriction(kind, Party.SUPPORTER), Party.STAFF, reason="she asked"), Refused)


@pytest.mark.parametrize(("kind", "owner"), [*itertools.product(RESTRICTING, SERVICES)])
def test_staff_never_lift_what_an_import_or_a_service_reported(kind, owner):
    assert isinstance(may_lift(restriction(kind, owner), Party.STAFF, reason="it was wrong"), Refused)


@pytest.mark.parametrize(
    "reason", [SuppressionReason.COMPLAINT, SuppressionReason.OBJECTION, SuppressionReason.ERASED]
)
def test_staff_never_lift_a_complaint_an_objection_or_an_erasure_not_even_their_own(reason):
    added_by_staff = restriction(EventKind.SUPPRESSED, Party.STAFF, reason=reason)

    answer = may_lift(added_by_staff, Party.STAFF, reason="a mistake")

    assert answer == Refused("A complaint, an objection or an erasure is never lifted by staff.")


def test_staff_may_release_an_address_that_was_held_for_them_to_look_at():
    held = restriction(EventKind.SUPPRESSED, Party.SYSTEM, reason=SuppressionReason.HELD)

    assert may_lift(held, Party.STAFF, reason="confirmed by phone") == Allowed()


@pytest.mark.parametrize(
    ("kind", "owner", "more", "allowed"),
    [
        (EventKind.UNSUBSCRIBED, Party.SUPPORTER, {}, True),
        (EventKind.UNSUBSCRIBED, Party.STAFF, {}, True),
        (EventKind.COMPLAINED, Party.PROVIDER, {}, True),
        (EventKind.BOUNCED, Party.PROVIDER, {}, True),
        (EventKind.TOPIC_LEFT, Party.STAFF, {}, True),
        (EventKind.SUPPRESSED, Party.IMPORT, {"reason": SuppressionReason.IMPORTED}, True),
        (EventKind.SUPPRESSED, Party.STAFF, {}, False),
        (EventKind.SUPPRESSED, Party.SUPPORTER, {}, True),
        (EventKind.DO_NOT_CONTACT_SET, Party.STAFF, {}, False),
        (EventKind.DO_NOT_CONTACT_SET, Party.IMPORT, {}, False),
        (EventKind.DO_NOT_CONTACT_SET, Party.SUPPORTER, {}, True),
    ],
)
def test_the_supporter_lifts_all_but_what_the_organization_decided_by_hand(kind, owner, more, allowed):
    answer = may_lift(restriction(kind, owner, **more), Party.SUPPORTER, reason="")

    assert isinstance(answer, Allowed if allowed else Refused)
