"""Keeping people's standing beside them, in step with what it is decided by.

Whoever was touched is decided anew in the background; until then every gate is asked about her. One at a time
does so in a workspace, and reads what others had committed by then: so the last to write has seen most.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select

from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.kept import Kept, kept
from app.consent.models import AddressHash
from app.consent.queries.kept import edition_of
from app.consent.standing_models import KeptStanding
from app.constituents import touched
from app.constituents.domain.touching import Thing
from app.constituents.models import EmailAddress
from app.db import db, insert_all, now, update_all

AT_ONCE = 500
_LOCK = 7318205
"""The first half of the advisory lock that who keeps standings holds on PostgreSQL."""
_COLUMNS = tuple(KeptStanding.__table__.columns)


def refresh(workspace: Workspace, people: Collection[int], *, at: datetime | None = None) -> None:
    """Decide these people's standing anew, as of now, and keep it; who is gone has none. The caller commits.

    What was touched about them is not forgotten by that. Statements grow with hundreds of people.
    """
    alone(workspace.id)
    for part in _some(people):
        _keep(workspace, part, decided(workspace, part, at=at or now()))


def alone(workspace_id: int) -> None:
    """Let nobody else keep standings here until the end of the transaction; SQLite has but one writer."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_LOCK, workspace_id % 2**31)))


def follow(workspace: Workspace, most: int = AT_ONCE) -> int:
    """Bring in step what so many touches tell of; answers how many there were. The caller commits.

    Then whoever asks `touched.waiting` is told of these people.
    """
    alone(workspace.id)
    found = touched.fresh(workspace.id, most)
    if not found:
        return 0
    things = {(person, thing) for person, kinds in found.people.items() for thing in kinds}
    keys = {key for _, key, _, _ in found.rows if key}
    things |= {(person, Thing.PERMISSION) for person in _owners(workspace.id, keys)}
    refresh(workspace, {person for person, _ in things})
    touched.followed(workspace.id, found, things)
    return len(found.rows)


def overtaken(workspace: Workspace, most: int = AT_ONCE) -> int:
    """Decide anew so many whose standing ended as time went by; answers how many. The caller commits."""
    alone(workspace.id)
    query = (
        select(KeptStanding.constituent_id)
        .where(KeptStanding.workspace_id == workspace.id, KeptStanding.holds_until <= now())
        .order_by(KeptStanding.holds_until)
        .limit(most)
    )
    people = list(db.session.scalars(query))
    if people:
        refresh(workspace, people)
        touched.tell(workspace.id, {(person, Thing.PERMISSION) for person in people})
    return len(people)


def _owners(workspace_id: int, keys: Collection[str]) -> set[int]:
    """Whose addresses have these keys, as it is after their touches were committed."""
    if not keys:
        return set()
    query = select(EmailAddress.constituent_id).join(
        AddressHash,
        and_(AddressHash.workspace_id == EmailAddress.workspace_id, AddressHash.email_id == EmailAddress.id),
    )
    mine = (AddressHash.workspace_id == workspace_id, AddressHash.address_key.in_(keys))
    return set(db.session.scalars(query.where(*mine)))


def decided(workspace: Workspace, people: Collection[int], *, at: datetime) -> dict[int, Kept]:
    """What is to be kept of these people; nothing of who is gone."""
    rules = queries.rules_of(workspace)
    found = queries.standings(workspace, people)
    return {who: kept(standing, rules=rules, at=at) for who, standing in found.items()}


def _keep(workspace: Workspace, people: Collection[int], found: dict[int, Kept]) -> None:
    """Write what differs from what is there."""
    here = (KeptStanding.workspace_id == workspace.id, KeptStanding.constituent_id.in_(people))
    there = {row.constituent_id: row for row in db.session.execute(select(*_COLUMNS).where(*here))}
    if gone := there.keys() - found.keys():
        without = delete(KeptStanding).where(here[0], KeptStanding.constituent_id.in_(gone))
        db.session.execute(without, execution_options={"synchronize_session": False})
    own = {"workspace_id": workspace.id, "edition": edition_of(workspace)}
    rows = [own | _row(who, each) for who, each in sorted(found.items())]
    insert_all(KeptStanding, [row for row in rows if row["constituent_id"] not in there])
    changed = [row for row in rows if row["constituent_id"] in there and not _same(row, there)]
    update_all(KeptStanding, changed)


def _row(who: int, found: Kept) -> dict[str, Any]:
    return {
        "constituent_id": who,
        "headline": found.headline,
        "marks": found.marks,
        "holds_from": found.holds_from,
        "holds_until": found.holds_until,
    }


def _same(row: dict[str, Any], there: dict[int, Any]) -> bool:
    known = there[row["constituent_id"]]
    return all(getattr(known, name) == value for name, value in row.items())


def _some(people: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(people)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
