"""Where a group was used: in audience checks, and as those whom a restriction was added to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, or_, select

from app.audiences.domain.question import Part
from app.audiences.models import AudienceCheck
from app.audiences.queries.checks import kept
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.consent.domain.acts import MANY, StaffAct
from app.db import db
from app.groups.models import Group

MOST = 50
LOOKED_AT = 500
"""So many of the latest acts of restricting many are looked through."""


@dataclass(frozen=True, slots=True)
class CheckUse:
    """An audience check that asked about the group, or left its people out."""

    id: int
    name: str
    at: datetime
    leaves_out: bool


@dataclass(frozen=True, slots=True)
class RestrictionUse:
    """A restriction that was added to the people of the group: to how many, by whom."""

    at: datetime
    actor: str
    restriction: str
    people: int


def checks_of(group: Group) -> list[CheckUse]:
    """The latest checks that name the group."""
    number = str(group.id)
    named = (
        cast(column, String).contains(number) for column in (AudienceCheck.included, AudienceCheck.excluded)
    )
    query = select(AudienceCheck).where(*kept(group.workspace_id), or_(*named))
    found = db.session.scalars(query.order_by(AudienceCheck.id.desc()).limit(MOST))
    return [use for check in found for use in _uses(check, group.id)]


def _uses(check: AudienceCheck, group_id: int) -> Iterator[CheckUse]:
    for parts, leaves_out in ((check.included, False), (check.excluded, True)):
        if any(Part.of(part).id == group_id for part in parts):
            yield CheckUse(check.id, check.name, check.at, leaves_out)


def restrictions_of(group: Group) -> list[RestrictionUse]:
    """The latest restrictions that were added to the people of this group at once."""
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == group.workspace_id,
        JournalEntry.subject == Subject.WORKSPACE,
        JournalEntry.subject_id == group.workspace_id,
        JournalEntry.field == MANY,
    )
    latest = db.session.scalars(query.order_by(JournalEntry.id.desc()).limit(LOOKED_AT))
    told = ((entry, entry.after) for entry in latest if isinstance(entry.after, dict))
    return [
        RestrictionUse(entry.at, entry.actor, StaffAct(after["restriction"]).label, int(after["people"]))
        for entry, after in told
        if _names(after, group.id)
    ][:MOST]


def _names(after: dict[str, Any], group_id: int) -> bool:
    return str(group_id) in after.get("groups", ())
