"""People with a history, for the pages about them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Flask

from app.activity import services as activity
from app.activity.domain.arrivals import NewCampaign, NewDonation, NewEmailEvent, NewEvent, NewRegistration
from app.activity.domain.kinds import EmailEventKind, GiftStatus, RegistrationStatus
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.constituents.domain.record import Email, ExternalId, Incoming, Kind, Name, Phone, PointType
from app.db import db, now
from app.updates.domain.plan import create_plan
from app.updates.services import Applied, Task, apply_all
from tests import factories

TODAY = now().date()
ALICE = Actor("Alice", Via.FORM)


@dataclass(frozen=True, slots=True)
class Page:
    """Where one person's pages are."""

    id: int

    def __call__(self, tab: str = "") -> str:
        return f"/constituents/{self.id}" + (f"/{tab}" if tab else "")


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def instant(days: int) -> datetime:
    """Ten in the morning, UTC, so many days ago."""
    return datetime.combine(days_ago(days), datetime.min.time(), UTC) + timedelta(hours=10)


def create(workspace_id: int, *incoming: Incoming) -> list[int]:
    """Ids of new constituents, made as an import makes them."""
    tasks = [Task(plan=create_plan(each), kind=each.kind, source="test file") for each in incoming]
    results = apply_all(workspace_id, tasks, actor=ALICE)
    return [result.record.id for result in results if isinstance(result, Applied)]


def somebody(first: str = "", last: str = "", *, email: str = "") -> Incoming:
    emails = (Email(email, PointType.HOME, primary=True),) if email else ()
    return Incoming(Kind.INDIVIDUAL, Name(first=first, last=last), emails)


def maria(app: Flask, workspace_id: int, *, gifts: int = 3, mailings: int = 2) -> Page:
    """María López, who gave, came and read; commits."""
    with factories.inside(app, workspace_id):
        (own,) = create(
            workspace_id,
            Incoming(
                Kind.INDIVIDUAL,
                Name(first="María", last="López"),
                (Email("maria@example.org", PointType.HOME, primary=True),),
                (Phone("(503) 555-0142", "+15035550142", PointType.MOBILE, primary=True),),
                external_ids=(ExternalId("mailchimp", f"{gifts}-{mailings}"),),
            ),
        )
        give(workspace_id, own, gifts)
        come(workspace_id, own)
        read(workspace_id, own, mailings)
        db.session.commit()
    return Page(own)


def give(workspace_id: int, person: int, count: int) -> None:
    """So many gifts of 50.00, a month apart, the last ten days ago, and a pending one that does not count."""
    values = {"constituent_id": person, "currency": "USD", "fund": "General"}
    gifts = [NewDonation(amount=5_000, received_on=days_ago(10 + 30 * n), **values) for n in range(count)]  # type: ignore[arg-type]
    pending = NewDonation(amount=99_900, received_on=days_ago(1), status=GiftStatus.PENDING, **values)  # type: ignore[arg-type]
    activity.record_donations(workspace_id, [*gifts, pending])


def come(workspace_id: int, person: int) -> None:
    """One event attended, another cancelled."""
    gala, quiz = activity.record_events(
        workspace_id,
        [
            NewEvent(name="Spring Gala", starts_at=instant(40)),
            NewEvent(name="Quiz Night", starts_at=instant(20)),
        ],
    ).ids
    places = ((gala, RegistrationStatus.ATTENDED, 60), (quiz, RegistrationStatus.CANCELLED, 30))
    activity.record_registrations(
        workspace_id,
        [
            NewRegistration(constituent_id=person, event_id=event, status=status, registered_at=instant(days))
            for event, status, days in places
        ],
    )


def read(workspace_id: int, person: int, count: int) -> None:
    """So many newsletters a week apart: the latest opened by her, the others by a machine only."""
    campaigns = activity.record_campaigns(
        workspace_id, [NewCampaign(name=f"News {n}", sent_at=instant(5 + 7 * n)) for n in range(count)]
    ).ids
    events = []
    for number, campaign in enumerate(campaigns):
        for kind in (EmailEventKind.SENT, EmailEventKind.DELIVERED, EmailEventKind.OPENED):
            machine = kind is EmailEventKind.OPENED and number > 0
            at = instant(5 + 7 * number) + timedelta(hours=kind is EmailEventKind.OPENED)
            events.append(
                NewEmailEvent(constituent_id=person, campaign_id=campaign, kind=kind, at=at, machine=machine)
            )
    activity.record_email_events(workspace_id, events)


def organization() -> Incoming:
    return Incoming(Kind.ORGANIZATION, Name(organization="Larch Street Kitchen"))
