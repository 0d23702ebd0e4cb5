"""Removing the sample: its people with everything about them, and what else came with it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery, Donation, EmailEvent, Event, Registration, SoftCredit
from app.activity.services import changing, rollups
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.services.removing import remove
from app.constituents.locking import locked
from app.constituents.models import Departure
from app.constituents.queries import in_parts
from app.constituents.recent import note_everybody
from app.constituents.recent_models import RecentWrite
from app.db import db, new_id
from app.groups import services as group_services
from app.matching.services import count_anew
from app.sample.domain.origin import SOURCE
from app.sample.queries import removable
from app.updates.services import one_bulk_writer

_APART: dict[str, Any] = {"synchronize_session": False}
Listener = Callable[[Workspace, Collection[int], Collection[int], Actor], None]
_listeners: list[Listener] = []


@dataclass(frozen=True, slots=True)
class RemovedSample:
    """So many people are gone, and so many stay as something of your own was brought to them."""

    people: int
    staying: int


def on_emptied(listener: Listener) -> None:
    """Let a package above remove what it added; it is given the ids of the batches of the sample,
    and of the people who go."""
    if listener not in _listeners:
        _listeners.append(listener)


def remove_sample(workspace: Workspace, *, actor: Actor) -> RemovedSample:
    """Remove whoever came with the sample and nothing of your own was brought to.

    Gifts, registrations, messages and places in groups go with them; what the ledger and the journal say
    stays, as it always does. Interest groups and templates stay too: you may have begun to use them.
    Flushes; the caller commits.
    """
    one_bulk_writer(workspace.id)
    actor = replace(actor, change_set=new_id())
    found = removable.removable(workspace)
    for listener in _listeners:
        listener(workspace, removable.batches(workspace), found.people, actor)
    with rollups.together(workspace.id):
        _forget_facts(workspace.id, found.people)
    _let_go(workspace.id, found.people)
    for part in in_parts(found.people):
        remove(workspace, locked(workspace.id, part), batch=None, actor=actor, rule=SOURCE)
    _forget_things(workspace, actor)
    count_anew(workspace.id)
    note_everybody(workspace.id)
    workspace.has_sample = bool(found.staying)
    line = Change(Subject.WORKSPACE, workspace.id, "sample", before=len(found.people), after=0)
    record(workspace.id, actor, [line])
    return RemovedSample(len(found.people), len(found.staying))


def _forget_facts(workspace_id: int, people: Collection[int]) -> None:
    """What they did; sums of giving and of events follow."""
    for table in (EmailEvent, Delivery):
        for part in in_parts(people):
            theirs = (table.workspace_id == workspace_id, table.constituent_id.in_(part))
            db.session.execute(delete(table).where(*theirs), execution_options=_APART)
    for fact in (SoftCredit, Registration, Donation):
        changing.remove(workspace_id, fact, removable.ids_of(workspace_id, fact, people))


def _let_go(workspace_id: int, people: Collection[int]) -> None:
    """Numbers that led to them lead nowhere."""
    for part in in_parts(people):
        led = (Departure.workspace_id == workspace_id, Departure.into_id.in_(part))
        db.session.execute(delete(Departure).where(*led), execution_options=_APART)
        lately = (RecentWrite.workspace_id == workspace_id, RecentWrite.constituent_id.in_(part))
        db.session.execute(delete(RecentWrite).where(*lately), execution_options=_APART)


def _forget_things(workspace: Workspace, actor: Actor) -> None:
    """Groups that nobody changed and nobody is in, and events and mailings in which nothing is left."""
    for group in removable.groups(workspace):
        group_services.delete(workspace, group, actor=actor)
    for thing in (Event, Campaign):
        changing.remove(workspace.id, thing, removable.things(workspace.id, thing))
