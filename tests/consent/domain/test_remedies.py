"""What staff read about what would change a verdict agrees with what they can do."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.lifters import who_else_lifts
from app.consent.domain.policy import Policy, Rules
from app.consent.domain.projection import project
from app.consent.domain.remedies import remedies
from app.consent.domain.standing import Restriction
from app.consent.domain.verdict import decide
from tests.consent.domain.ledger import ANN, ANNS, NEWS, day, line, standing

AT = day(30)


@dataclass(frozen=True)
class Barring:
    """A restriction as the page shows it."""

    restriction: Restriction
    kept: str
    words: str
    reaches: bool = True


def told(*events, reaches=True):
    """What stands in the way, by kind of the restriction or by the words for what is missing."""
    found = [
        Barring(each, who_else_lifts(each, "Ann Smith"), each.kind.value, reaches)
        for each in project(events).concerning(frozenset({ANN}), ANNS).restrictions
    ]
    verdict = decide(standing(*events), rules=Rules(Policy.OPT_IN), topic=None, at=AT)
    return {each.what: each.how for each in remedies(verdict.barriers, found, at=AT)}


@pytest.mark.parametrize(
    ("kind", "party", "reason", "by_an_admin"),
    [
        (EventKind.UNSUBSCRIBED, Party.STAFF, None, True),
        (EventKind.UNSUBSCRIBED, Party.SUPPORTER, None, False),
        (EventKind.UNSUBSCRIBED, Party.IMPORT, None, False),
        (EventKind.PAUSED, Party.STAFF, None, True),
        (EventKind.PAUSED, Party.SUPPORTER, None, False),
        (EventKind.DO_NOT_CONTACT_SET, Party.STAFF, None, True),
        (EventKind.CONSENT_WITHDRAWN, Party.STAFF, None, True),
        (EventKind.CONSENT_WITHDRAWN, Party.SUPPORTER, None, False),
        (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.MANUAL, True),
        (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.HELD, True),
        (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.OBJECTION, False),
        (EventKind.COMPLAINED, Party.STAFF, None, False),
    ],
)
def test_an_admin_is_named_exactly_where_there_is_a_button_to_lift(kind, party, reason, by_an_admin):
    until = AT + timedelta(days=9) if kind is EventKind.PAUSED else None

    found = told(line(3, kind, party, reason=reason, until=until))

    assert ("dmin can" in found[kind.value]) is by_an_admin
    assert ("Ann Smith" in found[kind.value]) is not by_an_admin


def test_everything_that_closes_a_gate_is_named_and_what_is_over_or_elsewhere_is_not():
    found = told(
        line(1, EventKind.COMPLAINED, Party.STAFF),
        line(2, EventKind.SUPPRESSED, Party.STAFF, reason=SuppressionReason.MANUAL),
        line(3, EventKind.PAUSED, until=day(20)),
        line(4, EventKind.CONSENT_WITHDRAWN, topic=NEWS),
    )

    assert list(found) == ["complained", "suppressed", "No consent on record"]
    assert set(told(line(1, EventKind.UNSUBSCRIBED), reaches=False)) == {
        "Unsubscribed",
        "No consent on record",
    }
