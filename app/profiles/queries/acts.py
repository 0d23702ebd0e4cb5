"""The latest acts in the workspace, with the names of what they were about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import Workspace
from app.activity.models import Campaign, Event
from app.audiences.models import AudienceCheck
from app.audit import queries as audit
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.batches.models import Batch
from app.consent.models import InterestGroup
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent
from app.constituents.queries import NAME_PARTS
from app.db import db
from app.groups.models import Group
from app.profiles.domain.act_fields import Told
from app.profiles.domain.acts import taken_back, told
from app.words import _

LATEST = 20
_READ = 200


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did lately, in words. An import is one act, and has `batch`."""

    at: datetime
    actor: str
    via: Via
    subject: Subject
    subject_id: int
    told: Told
    batch: Batch | None
    is_there: bool


def recent(workspace: Workspace, *, limit: int = LATEST) -> list[Act]:
    """The latest acts, latest first, in one statement and one for each kind of thing they were about."""
    acts: dict[int, list[JournalEntry]] = {}
    for entry in audit.recent(workspace.id, limit=_READ).entries:
        acts.setdefault(entry.batch_id or entry.change_set, []).append(entry)
    some = list(acts.values())[:limit]
    names = _names(workspace, [entries[0] for entries in some])
    batches = batches_of(workspace, {entries[0].batch_id or entries[0].subject_id for entries in some})
    return [_act(entries, names, batches) for entries in some]


def only_set_up(acts: Iterable[Act]) -> bool:
    """Whether nobody has done anything yet but set up the workspace and its staff."""
    return all(act.via in _BY_ITSELF or act.subject in _OFFICE for act in acts)


_OF_ONE = ("person", "permission history")
_BY_ITSELF = frozenset({Via.SEED, Via.RULE})
_OFFICE = frozenset({Subject.WORKSPACE, Subject.STAFF})


def _act(entries: Sequence[JournalEntry], names: dict[int, str], batches: dict[int, Batch]) -> Act:
    first = entries[0]
    batch = batches.get(first.batch_id or first.subject_id)
    name = batch.name if batch else names.get(first.subject_id, "")
    others = len({entry.subject_id for entry in entries}) - 1
    return Act(
        at=first.at,
        actor="Kith" if first.via is Via.RULE else first.actor or "Kith",
        via=first.via,
        subject=first.subject,
        subject_id=first.subject_id,
        told=_in_bulk(first, batch) or _told(entries, name, others),
        batch=batch,
        is_there=bool(name) and first.field not in _OF_ONE,  # an export of one person is of no group
    )


def _told(entries: Sequence[JournalEntry], name: str, others: int) -> Told:
    first = entries[0]
    if first.via is Via.UNDO and first.subject is Subject.CONSTITUENT:
        return taken_back(entries, name, others)
    return told(first.subject, entries, name, others)


def _in_bulk(entry: JournalEntry, batch: Batch | None) -> Told | None:
    """What touched more people than are read here has no count."""
    if entry.batch_id and batch:
        by_hand = batch.kind.is_entered
        return Told(
            _("changed people by committing") if by_hand else _("changed people by importing"), batch.name
        )
    if entry.via is Via.SEED and entry.subject is Subject.CONSTITUENT:
        return Told(_("added sample people"))
    return None


def _names(workspace: Workspace, entries: Iterable[JournalEntry]) -> dict[int, str]:
    """Names by id; ids are unique across all kinds of things."""
    about: dict[Subject, set[int]] = {}
    for entry in entries:
        about.setdefault(entry.subject, set()).add(entry.subject_id)
    exported = about.get(Subject.EXPORT, set())
    groups = about.get(Subject.GROUP, set()) | exported
    return {
        **names_of(workspace, about.get(Subject.CONSTITUENT, set()) | exported),
        **_called(workspace, Group, groups),
        **_called(workspace, InterestGroup, about.get(Subject.INTEREST, set())),
        **_called(workspace, AudienceCheck, about.get(Subject.AUDIENCE, set())),
        **_called(workspace, Event, about.get(Subject.EVENT, set())),
        **_called(workspace, Campaign, about.get(Subject.CAMPAIGN, set())),
        **accounts.names_of(about.get(Subject.STAFF, set())),
    }


def _called(
    workspace: Workspace, table: type[Group | InterestGroup | AudienceCheck | Event | Campaign], ids: set[int]
) -> dict[int, str]:
    query = select(table.id, table.name).where(table.workspace_id == workspace.id, table.id.in_(ids))
    return {row.id: row.name for row in db.session.execute(query)} if ids else {}


def names_of(workspace: Workspace, ids: set[int]) -> dict[int, str]:
    """The names of constituents by id."""
    columns: list[Any] = [getattr(Constituent, part) for part in NAME_PARTS]
    query = select(Constituent.id, Constituent.display_override, *columns).where(
        Constituent.workspace_id == workspace.id, Constituent.id.in_(ids)
    )
    rows = db.session.execute(query) if ids else ()
    return {
        row.id: row.display_override
        or display_name(Name(**{part: getattr(row, part) for part in NAME_PARTS}))
        for row in rows
    }


def batches_of(workspace: Workspace, ids: set[int | None]) -> dict[int, Batch]:
    """Batches by id; None among the ids is passed over."""
    wanted = [batch_id for batch_id in ids if batch_id is not None]
    query = select(Batch).where(Batch.workspace_id == workspace.id, Batch.id.in_(wanted))
    return {batch.id: batch for batch in db.session.scalars(query)} if wanted else {}
