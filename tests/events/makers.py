"""Events, people who are registered for them, and who does it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewEvent, NewRegistration
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.db import db
from tests.profiles.makers import create, somebody

ALICE = Actor("Alice", Via.FORM)
BOB = Actor("Bob", Via.FORM)
START = datetime(2026, 3, 7, 19, tzinfo=UTC)
WAITLISTED, CANCELLED = RegistrationStatus.WAITLISTED, RegistrationStatus.CANCELLED
REGISTERED, ATTENDED = RegistrationStatus.REGISTERED, RegistrationStatus.ATTENDED
NO_SHOW = RegistrationStatus.NO_SHOW


def workspace(workspace_id: int) -> Workspace:
    return db.session.get_one(Workspace, workspace_id)


def an_event(
    workspace_id: int, name: str = "Spring Gala", *, starts_at: datetime = START, **more: Any
) -> int:
    """The id of a new event."""
    new = NewEvent(name=name, starts_at=starts_at, **more)
    return activity.record_events(workspace_id, [new]).ids[0]


def people(workspace_id: int, *names: str) -> list[int]:
    """Ids of new people with these first names, all called Lee."""
    return create(
        workspace_id, *(somebody(name, "Lee", email=f"{name.lower()}@example.org") for name in names)
    )


def registered(workspace_id: int, event: int, *whom: int, **more: Any) -> list[int]:
    """Ids of registrations of these people, each a day after the one before."""
    new = [
        NewRegistration(
            constituent_id=who, event_id=event, registered_at=START - timedelta(days=30 - number), **more
        )
        for number, who in enumerate(whom)
    ]
    return list(activity.record_registrations(workspace_id, new).ids)


def statuses(workspace_id: int, event: int) -> list[RegistrationStatus]:
    """The status of every registration, in the order in which they were made."""
    db.session.expire_all()
    mine = (Registration.workspace_id == workspace_id, Registration.event_id == event)
    query = db.session.query(Registration).filter(*mine)
    return [each.status for each in query.order_by(Registration.registered_at, Registration.id)]


def some_event(workspace: Workspace, person: int, word: str) -> dict[str, int | str]:
    """An event for which a person is registered, both with a word of their own."""
    event = an_event(workspace.id, word, place=word, category=word)
    [registration] = registered(workspace.id, event, person, ticket=word, note=word)
    return {"event": event, "registration": registration}
