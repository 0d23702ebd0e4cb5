"""What staff can write down, and who can take it back."""

import pytest

from app.consent.domain.acts import StaffAct, What, entry_of, read_what
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.lifters import who_else_lifts
from app.consent.domain.permissions import Allowed, may_lift
from tests.consent.domain.ledger import NEWS, line, of_ann


@pytest.mark.parametrize("act", list(StaffAct))
def test_whatever_staff_add_restricts_and_an_admin_lifts_it_unless_it_is_final(act):
    entry = entry_of(act)
    topic = NEWS if act is StaffAct.LEAVE_TOPIC else None
    [made] = of_ann([line(1, entry.kind, Party.STAFF, reason=entry.reason, topic=topic)]).restrictions

    assert entry.kind.restricts
    assert isinstance(may_lift(made, Party.STAFF, reason="a mistake"), Allowed) is not act.is_final
    assert not act.for_many or not act.is_final


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("unsubscribed", What(StaffAct.UNSUBSCRIBE)),
        ("topic_left:7", What(StaffAct.LEAVE_TOPIC, topic=7)),
        ("topic_left", None),
        ("suppressed", What(StaffAct.SUPPRESS)),
        ("suppressed:9", What(StaffAct.SUPPRESS, email=9)),
        ("consent_withdrawn:7", What(StaffAct.WITHDRAW, topic=7)),
        ("restriction_lifted", None),
        ("resubscribed", None),
        ("", None),
    ],
)
def test_a_choice_is_read_as_it_was_written_and_nothing_else_is_one(word, what):
    assert read_what(word) == what
    assert what is None or what.word == word


@pytest.mark.parametrize(
    ("kind", "party", "reason", "said"),
    [
        (EventKind.DO_NOT_CONTACT_SET, Party.STAFF, None, ""),
        (EventKind.UNSUBSCRIBED, Party.STAFF, None, ""),
        (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.HELD, ""),
        (EventKind.UNSUBSCRIBED, Party.SUPPORTER, None, "Only María, on the preference page."),
        (EventKind.COMPLAINED, Party.STAFF, None, "Only María, on the preference page."),
        (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.OBJECTION, "Only María"),
        (EventKind.PAUSED, Party.SUPPORTER, None, "It ends by itself. Before that: only María"),
        (EventKind.BOUNCED, Party.PROVIDER, None, "Nobody: it is about the address."),
        (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.ERASED, "Nobody here"),
        (EventKind.UNSUBSCRIBED, Party.IMPORT, None, "Only María"),
    ],
)
def test_what_staff_cannot_lift_says_who_can(kind, party, reason, said):
    [made] = of_ann([line(1, kind, party, **({"reason": reason} if reason else {}))]).restrictions

    told = who_else_lifts(made, "María")

    assert told.startswith(said)
    assert bool(told) == bool(said)
