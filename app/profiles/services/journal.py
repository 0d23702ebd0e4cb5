"""Writing one record as staff typed it, with a line in the journal for every field."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents import queries as constituents
from app.constituents.domain.journal import lines
from app.constituents.domain.record import Existing, ExternalId
from app.constituents.services import Rewrite, write
from app.db import db


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has an external ID already: the ID is theirs until it is taken from them."""

    external: ExternalId
    id: int
    display: str


@dataclass(frozen=True, slots=True)
class Taken:
    """External IDs that others have. Nothing was written."""

    owners: tuple[Owner, ...]


def put(
    workspace: Workspace, before: Existing, after: Existing, *, actor: Actor, source: str = ""
) -> Existing | Taken:
    """Write the record and journal what differs, or say which of its external IDs others have.

    Flushes; the caller commits. Update rules are not asked: what was typed is written.
    """
    if owned := taken(workspace, before, after):
        return owned
    try:
        with db.session.begin_nested():
            [now] = write(workspace.id, [Rewrite(before, after, source)])
    except IntegrityError:
        # somebody else got there first, after we had looked
        if owned := taken(workspace, before, after):
            return owned
        raise
    record(workspace.id, actor, _changes(before, now))
    return now


def taken(workspace: Workspace, before: Existing, after: Existing) -> Taken | None:
    """Which of the external IDs that the record would get have another owner; None when none has."""
    owners = _owners(workspace, before, after)
    return Taken(owners) if owners else None


def _owners(workspace: Workspace, before: Existing, after: Existing) -> tuple[Owner, ...]:
    new = [each for each in after.external_ids if each not in before.external_ids]
    if not new:
        return ()
    pairs = [(each.system, each.value) for each in new]
    found = constituents.owners_of_external_ids(workspace.id, pairs)
    others = {pair: owner for pair, owner in found.items() if owner != before.id}
    who = constituents.existing(workspace.id, others.values()) if others else {}
    return tuple(
        Owner(ExternalId(*pair), owner, who[owner].display) for pair, owner in others.items() if owner in who
    )


def _changes(before: Existing, now: Existing) -> Sequence[Change]:
    return [
        Change(Subject.CONSTITUENT, now.id, line.field, line.before, line.after, line.item_id)
        for line in lines(before, now)
    ]
