"""Opening and ending sessions."""

from datetime import timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select

from app.accounts.models import Membership, StaffSession
from app.accounts.tokens import hashed, new_token
from app.db import db, now

LIFETIME = timedelta(hours=12)


def open_session(staff_id: int, *, workspace_id: int | None = None, device: str = "") -> str:
    """A new session and its token; by default in the workspace used last, else the one joined first."""
    token = new_token()
    at = now()
    session = StaffSession(
        token_hash=hashed(token),
        staff_id=staff_id,
        workspace_id=workspace_id or _usual_workspace(staff_id),
        created_at=at,
        last_seen_at=at,
        expires_at=at + LIFETIME,
        device=device[:200],
    )
    _forget_expired(staff_id)
    db.session.add(session)
    db.session.flush()
    return token


def end_session(staff_id: int, session_id: int) -> bool:
    """End one session of this member of staff; False when there is none."""
    return _end(StaffSession.staff_id == staff_id, StaffSession.id == session_id) > 0


def end_sessions(staff_id: int, *, workspace_id: int | None = None) -> int:
    """End every session of somebody, or only those in one workspace; answers how many there were."""
    where = [StaffSession.staff_id == staff_id]
    if workspace_id is not None:
        where.append(StaffSession.workspace_id == workspace_id)
    return _end(*where)


def _end(*where: Any) -> int:
    result = db.session.execute(delete(StaffSession).where(*where))
    return cast(CursorResult[Any], result).rowcount


def _usual_workspace(staff_id: int) -> int | None:
    """The workspace of the newest session if still a member there, else the oldest membership."""
    mine = select(Membership.workspace_id).where(Membership.staff_id == staff_id)
    last = db.session.scalar(
        select(StaffSession.workspace_id)
        .where(StaffSession.staff_id == staff_id, StaffSession.workspace_id.in_(mine))
        .order_by(StaffSession.last_seen_at.desc())
        .limit(1)
    )
    return last or db.session.scalar(mine.order_by(Membership.created_at, Membership.workspace_id).limit(1))


def _forget_expired(staff_id: int) -> None:
    long_ago = now() - timedelta(days=30)
    _end(StaffSession.staff_id == staff_id, StaffSession.expires_at < long_ago)
