"""A campaign with people to each of whom something else happened."""

from datetime import UTC, datetime, timedelta

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewCampaign, NewEmailEvent
from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.activity.services import record_campaigns, record_email_events
from tests.consent.makers import person

SENT = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)
KIND = EmailEventKind
TOLD: dict[str, tuple[tuple[EmailEventKind, float, bool], ...]] = {
    "reader": ((KIND.DELIVERED, 0.1, False), (KIND.OPENED, 1, False), (KIND.CLICKED, 3.2, False)),
    "opener": ((KIND.DELIVERED, 0.1, False), (KIND.OPENED, 5, False), (KIND.OPENED, 0.2, True)),
    "machine": ((KIND.DELIVERED, 0.1, False), (KIND.OPENED, 0.2, True)),
    "silent": ((KIND.DELIVERED, 0.1, False),),
    "leaver": ((KIND.OPENED, 1, False), (KIND.UNSUBSCRIBED, 1.5, False)),
    "angry": ((KIND.DELIVERED, 0.1, False), (KIND.COMPLAINED, 2, False)),
    "gone": ((KIND.BOUNCED, 0.1, False),),
    "unknown": ((KIND.SENT, 0, False),),
}
"""What is reported of the message to each, so many hours after it was sent; whether a machine did it."""


def campaign(workspace: Workspace, name: str = "Spring letter", *, days: int = 0) -> int:
    """A campaign that was sent so many days after the first."""
    new = NewCampaign(name=name, subject="What you made possible", sent_at=SENT + timedelta(days=days))
    return record_campaigns(workspace.id, [new]).ids[0]


def readers(workspace: Workspace, campaign_id: int) -> dict[str, int]:
    """Somebody for each of `TOLD`; answers their ids."""
    ids = {name: person(workspace, f"{name}@example.org", first=name.title()).id for name in TOLD}
    report(workspace, campaign_id, ids)
    return ids


def report(workspace: Workspace, campaign_id: int, ids: dict[str, int]) -> None:
    """What `TOLD` says of them, about one more campaign."""
    events = [
        NewEmailEvent(
            constituent_id=ids[name],
            campaign_id=campaign_id,
            kind=kind,
            at=SENT + timedelta(hours=hours),
            machine=machine,
            bounce=BounceKind.PERMANENT if kind is KIND.BOUNCED else None,
        )
        for name, told in TOLD.items()
        if name in ids
        for kind, hours, machine in told
    ]
    record_email_events(workspace.id, events)


def some_campaign(workspace: Workspace, person_id: int, word: str) -> dict[str, int]:
    """A campaign with this word in its name that somebody opened; answers its id as addresses name it."""
    key = campaign(workspace, word)
    report(workspace, key, {"opener": person_id})
    return {"campaign_id": key}
