"""Numbers of email against the same numbers computed message by message; and who came and who left."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from app.accounts.models import Workspace
from app.activity import services
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent
from app.activity.domain.kinds import EmailEventKind
from app.activity.domain.outcomes import Outcome
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.services import Line
from app.constituents.models import Constituent
from app.db import db
from app.reports.domain.engagement import OF_MAIL, Message, Readers, readers
from app.reports.domain.spans import Period
from app.reports.queries import engagement
from tests.activity.makers import people
from tests.factories import World
from tests.reports.makers import TODAY
from tests.reports.test_attendance import EDGES, ids

PERIOD = Period(2027, 7, TODAY)
KINDS = {
    EmailEventKind.DELIVERED: Outcome.DELIVERED,
    EmailEventKind.OPENED: Outcome.OPENED | Outcome.DELIVERED,
    EmailEventKind.CLICKED: Outcome.CLICKED | Outcome.DELIVERED,
    EmailEventKind.BOUNCED: Outcome.BOUNCED,
    EmailEventKind.COMPLAINED: Outcome.COMPLAINED | Outcome.DELIVERED,
}


def some_mail(workspace: Workspace, chance: Random) -> list[Message]:
    """Mailings around the turn of the year, and what became of them."""
    zone = ZoneInfo(workspace.timezone)
    began = [*EDGES, EDGES[0] + timedelta(days=40), EDGES[0] - timedelta(days=40)]
    names = [NewCampaign(name=f"Letter {number}", sent_at=at) for number, at in enumerate(began)]
    campaigns = services.record_campaigns(workspace.id, names).ids
    messages, events = [], []
    for who in people(workspace.id, 20):
        for campaign, at in zip(campaigns, began, strict=True):
            if chance.random() < 0.7:
                continue
            known = {kind: chance.random() < 0.3 for kind in KINDS}
            machine = chance.random() < 0.5
            told = [NewEmailEvent(constituent_id=who, campaign_id=campaign, kind=EmailEventKind.SENT, at=at)]
            told += [
                NewEmailEvent(
                    constituent_id=who,
                    campaign_id=campaign,
                    kind=kind,
                    at=at,
                    machine=machine and kind is EmailEventKind.OPENED,
                )
                for kind, is_known in known.items()
                if is_known
            ]
            events += told
            outcome = Outcome(0)
            for event in told[1:]:
                outcome |= Outcome.DELIVERED if event.machine else KINDS[event.kind]
            messages.append(Message(who, at.astimezone(zone).date(), outcome))
    services.record_email_events(workspace.id, events)
    return messages


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_every_number_of_email_has_its_people_behind_it(inside: World, zone: str) -> None:
    assert_every_number(inside, zone)


@pytest.mark.postgres
def test_every_number_of_email_is_the_same_on_postgresql(inside: World) -> None:
    assert_every_number(inside, "America/Los_Angeles")


def assert_every_number(inside: World, zone: str) -> None:
    ours = db.session.get_one(Workspace, inside.ours)
    ours.timezone = zone
    messages = some_mail(ours, Random(zone))
    expected = readers(messages, PERIOD.this)
    assert min(len(found) for found in expected.values()) > 0

    months = engagement.reach(ours, PERIOD)
    found = months[""]

    now = [message for message in messages if message.on in PERIOD.this]
    assert found.people == {who: len(each) for who, each in expected.items()}
    assert (found.messages, found.delivered) == (
        len(now),
        sum(Outcome.DELIVERED in each.outcome for each in now),
    )
    assert (found.opened, found.clicked) == tuple(
        sum(part in each.outcome for each in now) for part in (Outcome.OPENED, Outcome.CLICKED)
    )
    for who in OF_MAIL:
        assert ids(ours, engagement.who_read(ours, PERIOD, who)) == expected[who], who
    for month in PERIOD.months:
        then = readers(messages, month.span)
        counts = months[month.key].people if month.key in months else dict.fromkeys(OF_MAIL, 0)
        assert counts == {who: len(each) for who, each in then.items()}
        for who in OF_MAIL:
            assert ids(ours, engagement.who_read(ours, PERIOD, who, month.key)) == then[who]


@pytest.mark.both
def test_who_was_added_and_who_left_is_counted_in_the_month_of_the_workspace(inside: World) -> None:
    ours = db.session.get_one(Workspace, inside.ours)
    ours.timezone = "Pacific/Auckland"
    early, late, gone = people(ours.id, 3)
    for who, at in ((early, "2026-07-31T11:59"), (late, "2026-07-31T12:01"), (gone, "2025-01-01T00:00")):
        moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
        db.session.execute(update(Constituent).where(Constituent.id == who).values(created_at=moment))
    left = datetime(2026, 8, 31, 12, 1, tzinfo=UTC)
    staff = Actor("Alice", Via.FORM, id=101)
    consent.restrict(
        ours, [Line(kind=EventKind.UNSUBSCRIBED, at=left, subject=gone)], party=Party.SUPPORTER, actor=staff
    )

    growth = engagement.growth(ours, PERIOD)

    assert {key: both for key, both in growth.items() if both != (0, 0)} == {
        "2026-07": (1, 0),
        "2026-08": (1, 0),
        "2026-09": (0, 1),
    }
    for number, value, expected in (
        (Readers.ADDED, "2026-07", {early}),
        (Readers.ADDED, "", {early, late}),
        (Readers.UNSUBSCRIBED, "2026-09", {gone}),
        (Readers.UNSUBSCRIBED, "2026-08", set()),
    ):
        assert ids(ours, engagement.who_read(ours, PERIOD, number, value)) == expected
