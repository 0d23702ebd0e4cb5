"""Noting who took a list of participants out of Kith."""

from app.activity.models import Event
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record


def note_export(event: Event, *, count: int, which: str, actor: Actor) -> None:
    """Write into the journal which list was taken, and how long it was."""
    told = {"event": event.name, "registrations": count, "filter": which}
    record(event.workspace_id, actor, [Change(Subject.EXPORT, event.id, "registrations", after=told)])
