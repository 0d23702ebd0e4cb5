"""What the journal tells of a change set, and of what happened since, in sets of people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.constituents.domain.record import ExternalId
from app.constituents.queries import in_parts, owners_of_external_ids
from app.db import db
from app.updates.domain.journaled import MARK, Taken, read
from app.updates.domain.undo import COVERED, STATES


@dataclass(frozen=True, slots=True)
class Since:
    """The latest change of a field after the one that is undone."""

    at: datetime
    actor: str
    via: Via


ByField = Mapping[tuple[int, str, int], Since]
"""By person, field and value; of the mark of the primary the value is 0, as a channel has one mark."""


@dataclass(slots=True)
class Told:
    """The entries of a change set about one person, oldest first, and the ids of the first and last one."""

    entries: list[Taken]
    first: int
    last: int = 0


def entries(workspace_id: int, change_set: int, people: Collection[int] | None) -> dict[int, Told]:
    """What one change set told of these people; of all whom it concerned for None."""
    query = _covered(workspace_id).where(JournalEntry.change_set == change_set)
    if people is not None:
        query = query.where(JournalEntry.subject_id.in_(sorted(people)))
    return _told(query)


def entries_of_batch(workspace_id: int, batch_id: int, people: Collection[int]) -> dict[int, Told]:
    """What all change sets of one import told of these people."""
    found: dict[int, Told] = {}
    for part in in_parts(people):
        query = _covered(workspace_id).where(
            JournalEntry.subject_id.in_(part), JournalEntry.batch_id == batch_id
        )
        found |= _told(query)
    return found


def _covered(workspace_id: int) -> Select[*tuple[Any, ...]]:
    return _lines(workspace_id).where(JournalEntry.field.in_(sorted({*COVERED, *STATES})))


def _told(query: Select[*tuple[Any, ...]]) -> dict[int, Told]:
    found: dict[int, Told] = {}
    for row in db.session.execute(query.order_by(JournalEntry.id)):
        told = found.setdefault(row.subject_id, Told([], row.id))
        told.entries.append(Taken(row.field, row.before, row.after, row.item_id))
        told.last = row.id
    return found


def _lines(workspace_id: int) -> Select[*tuple[Any, ...]]:
    columns = ("id", "subject_id", "field", "item_id", "before", "after", "at", "actor", "via")
    return select(*(getattr(JournalEntry, name) for name in columns)).where(
        JournalEntry.workspace_id == workspace_id, JournalEntry.subject == Subject.CONSTITUENT
    )


def owned_since(workspace_id: int, told: Mapping[int, Told]) -> dict[int, set[ExternalId]]:
    """IDs that somebody else has by now, for each person, unless this very undoing takes them from there."""
    entries = [
        (who, each) for who, one in told.items() for each in one.entries if each.field == "external_ids"
    ]
    found: dict[int, set[ExternalId]] = defaultdict(set)
    if not entries:
        return found
    given_up = {(who, read(each.field, each.after)) for who, each in entries}
    pairs = {(who, value) for who, each in entries if (value := _id_of(each))}
    owners = owners_of_external_ids(workspace_id, {(each.system, each.value) for _, each in pairs})
    for who, each in pairs:
        owner = owners.get((each.system, each.value), who)
        if owner != who and (owner, each) not in given_up:
            found[who].add(each)
    return found


def _id_of(entry: Taken) -> ExternalId | None:
    value = read(entry.field, entry.before) or read(entry.field, entry.after)
    return value if isinstance(value, ExternalId) else None


def added(workspace_id: int, told: Mapping[int, Told], maybe: Iterable[int]) -> set[int]:
    """Those of these people of whom the journal tells nothing before the change set."""
    wanted = set(maybe)
    earlier: set[int] = set()
    for part in in_parts(wanted):
        query = select(JournalEntry.subject_id, func.min(JournalEntry.id)).where(
            JournalEntry.workspace_id == workspace_id,
            JournalEntry.subject == Subject.CONSTITUENT,
            JournalEntry.subject_id.in_(part),
        )
        rows = db.session.execute(query.group_by(JournalEntry.subject_id))
        earlier |= {who for who, first in rows if first < told[who].first}
    return wanted - earlier


def first_of(workspace_id: int, person: int) -> int | None:
    """The change set with which the journal of this person begins."""
    begins = _lines(workspace_id).with_only_columns(JournalEntry.change_set)
    found: int | None = db.session.scalar(
        begins.where(JournalEntry.subject_id == person).order_by(JournalEntry.id).limit(1)
    )
    return found


def changed_since(workspace_id: int, last: Mapping[int, int]) -> ByField:
    """The latest change of each field of these people after the entry with that id."""
    found: dict[tuple[int, str, int], Since] = {}
    for part in in_parts(last):
        query = _lines(workspace_id).where(
            JournalEntry.subject_id.in_(part), JournalEntry.id > min(last[who] for who in part)
        )
        for row in db.session.execute(query.order_by(JournalEntry.id)):
            if row.id > last[row.subject_id]:
                value = 0 if row.field.endswith(MARK) else row.item_id
                found[row.subject_id, row.field, value] = Since(row.at, row.actor, row.via)
    return found
