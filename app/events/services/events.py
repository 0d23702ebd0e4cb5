"""Making, changing and removing events."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewEvent
from app.activity.models import Event
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.events.domain.drafts import EventDraft
from app.events.queries import events
from app.events.services.writing import Meanwhile, meanwhile, write_events


@dataclass(frozen=True, slots=True)
class Saved:
    """The event as it is now, and how many more people are registered than it has places."""

    event_id: int
    over: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """The event is gone."""

    name: str


@dataclass(frozen=True, slots=True)
class InUse:
    """Why it stays: so many registrations, cancelled ones too, and the groups that ask about it."""

    registrations: int
    groups: tuple[str, ...]


def add_event(workspace: Workspace, draft: EventDraft, *, actor: Actor) -> Saved:
    """Make an event; flushes, the caller commits."""
    [made] = activity.record_events(workspace.id, [NewEvent(**draft.values)]).ids
    record(workspace.id, actor, [Change(Subject.EVENT, made, "added", after=draft.name)])
    return Saved(made)


def edit_event(
    workspace: Workspace, event_id: int, draft: EventDraft, *, version: int, actor: Actor
) -> Saved | Meanwhile | None:
    """Write what was typed; an import leaves it from now on. None where there is no such event."""
    event = events.held(workspace.id, event_id)
    if event is None:
        return None
    if changed := meanwhile(event, version):
        return changed
    write_events(workspace, event, draft.values, actor=actor)
    return Saved(event_id, events.places(workspace, event).over)


def remove_event(workspace: Workspace, event_id: int, *, actor: Actor) -> Removed | InUse | None:
    """Delete an event for which nobody is registered and about which no group asks."""
    event = events.held(workspace.id, event_id)
    if event is None:
        return None
    name = event.name
    if in_use := use_of(workspace, event):
        return in_use
    activity.remove(workspace.id, Event, [event_id])
    record(workspace.id, actor, [Change(Subject.EVENT, event_id, "deleted", before={"name": name})])
    return Removed(name)


def use_of(workspace: Workspace, event: Event) -> InUse | None:
    """What keeps an event from being deleted, None where nothing does."""
    registrations = events.places(workspace, event).total
    groups = tuple(events.groups_about(workspace, event.id))
    return InUse(registrations, groups) if registrations or groups else None
