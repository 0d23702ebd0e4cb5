"""What somebody came to, and what became of the emails to her."""

import pytest

from app.activity import services
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent, NewEvent, NewRegistration
from app.activity.domain.kinds import BounceKind, EmailEventKind, RegistrationStatus
from app.activity.queries import email, events
from app.web.pagination import decode
from tests.activity.makers import at, people, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
S, K = RegistrationStatus, EmailEventKind


def an_event(workspace_id: int, name: str, starts: str) -> int:
    return services.record_events(workspace_id, [NewEvent(name=name, starts_at=at(starts))]).ids[0]


def register(workspace_id: int, person: int, event: int, status: RegistrationStatus, on: str) -> None:
    services.record_registrations(
        workspace_id,
        [NewRegistration(constituent_id=person, event_id=event, status=status, registered_at=at(on))],
    )


def mail(workspace_id: int, person: int, sent: str, *kinds: EmailEventKind, machine: bool = False) -> int:
    """One message to one person, with what was reported of it."""
    campaign = services.record_campaigns(workspace_id, [NewCampaign(name=sent, sent_at=at(sent))]).ids[0]
    services.record_email_events(
        workspace_id,
        [
            NewEmailEvent(
                constituent_id=person,
                campaign_id=campaign,
                kind=kind,
                at=at(sent),
                machine=machine and kind is K.OPENED,
                bounce=BounceKind.PERMANENT if kind is K.BOUNCED else None,
            )
            for kind in (K.SENT, *kinds)
        ],
    )
    return campaign


def test_a_cancelled_place_counts_apart_and_is_not_the_latest(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    gala, walk, quiz = (
        an_event(inside.ours, name, starts)
        for name, starts in (
            ("Gala", "2024-05-01 18:00"),
            ("Walk", "2025-05-01 09:00"),
            ("Quiz", "2026-05-01 19:00"),
        )
    )
    register(inside.ours, ann, gala, S.ATTENDED, "2024-04-20 10:00")
    register(inside.ours, ann, walk, S.NO_SHOW, "2025-04-20 10:00")
    register(inside.ours, ann, quiz, S.CANCELLED, "2026-04-20 10:00")

    found = events.summary(workspace(inside.ours), ann)

    assert (found.total, found.standing, found.attended) == (3, 2, 1)
    assert found.last is not None
    assert (found.last.event, found.last.status) == ("Walk", S.NO_SHOW)
    assert found.last_registered_at == at("2025-04-20 10:00")


def test_who_never_registered_has_no_visit(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    found = events.summary(workspace(inside.ours), ann)

    assert (found.total, found.last, found.last_registered_at) == (0, None, None)


def test_registrations_are_listed_by_event_the_latest_first(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    for number in range(1, 8):
        event = an_event(inside.ours, f"Event {number}", f"2025-0{number}-01 18:00")
        register(inside.ours, ann, event, S.REGISTERED, "2025-01-01 10:00")
    ours = workspace(inside.ours)

    first = events.registrations(ours, ann, size=3)
    second = events.registrations(ours, ann, cursor=decode(first.next, str, int), size=3)

    assert [row.name for row in first.rows] == ["Event 7", "Event 6", "Event 5"]
    assert [row.name for row in second.rows] == ["Event 4", "Event 3", "Event 2"]


def test_opens_by_machines_are_not_opens(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    mail(inside.ours, ann, "2026-01-01 10:00", K.DELIVERED, K.OPENED, machine=True)
    mail(inside.ours, ann, "2026-02-01 10:00", K.DELIVERED, K.OPENED)
    mail(inside.ours, ann, "2026-03-01 10:00", K.DELIVERED, K.OPENED, K.CLICKED)
    mail(inside.ours, ann, "2026-04-01 10:00", K.BOUNCED)
    mail(inside.ours, ann, "2026-05-01 10:00", K.DELIVERED)

    with count_statements() as statements:
        found = email.engagement(workspace(inside.ours), ann)

    assert (found.sent, found.delivered, found.opened, found.machine_only) == (5, 4, 2, 1)
    assert (found.clicked, found.bounced, found.complained) == (1, 1, 0)
    assert found.last_sent_at == at("2026-05-01 10:00")
    assert found.last_engaged_at == at("2026-03-01 10:00")
    assert len([one for one in statements if "deliveries" in one]) == 1


def test_who_got_no_email_was_never_engaged(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    found = email.engagement(workspace(inside.ours), ann)

    assert (found.sent, found.last_engaged_at) == (0, None)


def test_deliveries_are_listed_the_latest_first(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    for month in range(1, 7):
        mail(inside.ours, ann, f"2026-0{month}-01 10:00", K.DELIVERED)
    mail(inside.ours, ben, "2026-07-01 10:00")
    ours = workspace(inside.ours)

    first = email.deliveries(ours, ann, size=4)
    second = email.deliveries(ours, ann, cursor=decode(first.next, str, int), size=4)

    assert [row.sent_at.month for row in first.rows] == [6, 5, 4, 3]
    assert [row.sent_at.month for row in second.rows] == [2, 1]
    assert second.next is None
