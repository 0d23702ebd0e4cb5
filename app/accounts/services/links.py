"""Links that work once."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update

from app.accounts.domain.roles import LinkPurpose, Role
from app.accounts.models import OneTimeLink
from app.accounts.tokens import hashed, new_token
from app.db import db, now

LIFETIMES = {
    LinkPurpose.SET_UP: timedelta(days=7),
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=1),
}


def new_link(
    purpose: LinkPurpose,
    *,
    workspace_id: int | None = None,
    staff_id: int | None = None,
    email: str = "",
    role: Role | None = None,
    created_by: int | None = None,
) -> str:
    """Store a link and answer its token, which cannot be read again."""
    token = new_token()
    at = now()
    link = OneTimeLink(
        token_hash=hashed(token),
        purpose=purpose,
        workspace_id=workspace_id,
        staff_id=staff_id,
        email=email,
        role=role,
        created_by=created_by,
        created_at=at,
        expires_at=at + LIFETIMES[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return token


def use_up(link: OneTimeLink, *, at: datetime) -> bool:
    """Mark the link as used; False when somebody else was faster."""
    used = db.session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.id == link.id, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > at)
        .values(used_at=at)
    )
    return cast(CursorResult[Any], used).rowcount == 1


def withdraw(purpose: LinkPurpose, *where: Any) -> int:
    """Delete unused links of a purpose; answers how many."""
    gone = db.session.execute(
        delete(OneTimeLink).where(OneTimeLink.purpose == purpose, OneTimeLink.used_at.is_(None), *where)
    )
    return cast(CursorResult[Any], gone).rowcount
