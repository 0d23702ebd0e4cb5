"""Reading workspaces, staff, sessions and links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, func, select

from app.accounts.domain.addresses import email_key
from app.accounts.domain.roles import LinkPurpose, Role
from app.accounts.models import Membership, OneTimeLink, Staff, StaffSession, Workspace
from app.accounts.tokens import hashed
from app.db import db

IDLE = timedelta(minutes=60)
"""A session that nobody used for so long is over."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """One valid session with everything a request needs to know about it."""

    session: StaffSession
    staff: Staff
    workspace: Workspace
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a workspace, with the role and the last time seen (None when not signed in lately)."""

    staff: Staff
    role: Role
    last_seen_at: datetime | None


_SIGN_IN = (
    select(StaffSession, Staff, Workspace, Membership)
    .join(Staff, Staff.id == StaffSession.staff_id)
    .join(Workspace, Workspace.id == StaffSession.workspace_id)
    .join(
        Membership,
        (Membership.staff_id == Staff.id) & (Membership.workspace_id == StaffSession.workspace_id),
    )
    .where(
        StaffSession.token_hash == bindparam("token"),
        StaffSession.expires_at > bindparam("at"),
        StaffSession.last_seen_at > bindparam("used_since"),
    )
)
"""Every request asks this, so it is put together once."""


def sign_in_of(token: str, *, at: datetime) -> SignIn | None:
    """The sign-in that `token` stands for, or None when it ended, expired, or the membership is gone."""
    found = db.session.execute(
        _SIGN_IN, {"token": hashed(token), "at": at, "used_since": at - IDLE}
    ).one_or_none()
    if found is None:
        return None
    session, staff, workspace, membership = found
    return SignIn(session, staff, workspace, membership.role)


def live_sessions(staff_id: int, *, at: datetime) -> Sequence[StaffSession]:
    """The sessions of one member of staff that are still good, last used first."""
    return db.session.scalars(
        select(StaffSession)
        .where(
            StaffSession.staff_id == staff_id,
            StaffSession.expires_at > at,
            StaffSession.last_seen_at > at - IDLE,
        )
        .order_by(StaffSession.last_seen_at.desc())
    ).all()


def any_workspace() -> bool:
    """Whether this installation has been set up."""
    return db.session.scalar(select(Workspace.id).limit(1)) is not None


def staff_by_email(email: str) -> Staff | None:
    """The account of an address, however it is spelled."""
    return db.session.scalar(select(Staff).where(Staff.email_key == email_key(email)))


def workspace_by_slug(slug: str) -> Workspace | None:
    """The workspace with this slug."""
    return db.session.scalar(select(Workspace).where(Workspace.slug == slug))


def memberships_of(staff_id: int) -> Sequence[tuple[Workspace, Role]]:
    """Where somebody may work and as what, by the workspace's name."""
    rows = db.session.execute(
        select(Workspace, Membership.role)
        .join(Membership, Membership.workspace_id == Workspace.id)
        .where(Membership.staff_id == staff_id)
        .order_by(Workspace.name, Workspace.id)
    )
    return [(workspace, role) for workspace, role in rows]


def membership(workspace_id: int, staff_id: int) -> Membership | None:
    """Somebody's membership of this workspace."""
    return db.session.get(Membership, (workspace_id, staff_id))


def members(workspace_id: int) -> Sequence[Member]:
    """Everybody of a workspace, those who may do most first."""
    seen = (
        select(StaffSession.staff_id, func.max(StaffSession.last_seen_at).label("at"))
        .where(StaffSession.workspace_id == workspace_id)
        .group_by(StaffSession.staff_id)
        .subquery()
    )
    rows = db.session.execute(
        _in_workspace(workspace_id)
        .add_columns(Membership.role, seen.c.at)
        .outerjoin(seen, seen.c.staff_id == Staff.id)
    )
    found = [Member(staff, role, at) for staff, role, at in rows]
    return sorted(
        found, key=lambda member: (-member.role.rank, member.staff.name.casefold(), member.staff.id)
    )


def people_with(workspace_id: int, *roles: Role) -> Sequence[Staff]:
    """The members of a workspace who have one of these roles, by name."""
    wanted = _in_workspace(workspace_id).where(Membership.role.in_(roles))
    return db.session.scalars(wanted.order_by(Staff.name)).all()


def open_invitations(workspace_id: int, *, at: datetime) -> Sequence[OneTimeLink]:
    """Invitations that can still be accepted, newest first."""
    return db.session.scalars(
        select(OneTimeLink)
        .where(
            OneTimeLink.workspace_id == workspace_id,
            OneTimeLink.purpose == LinkPurpose.INVITATION,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > at,
        )
        .order_by(OneTimeLink.id.desc())
    ).all()


def usable_link(
    purpose: LinkPurpose, token: str, *, at: datetime, workspace_id: int | None = None
) -> OneTimeLink | None:
    """The unused, unexpired link of this purpose and token, and of this workspace when one is given."""
    wanted = select(OneTimeLink).where(
        OneTimeLink.token_hash == hashed(token),
        OneTimeLink.purpose == purpose,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > at,
    )
    if workspace_id is not None:
        wanted = wanted.where(OneTimeLink.workspace_id == workspace_id)
    return db.session.scalar(wanted)


def _in_workspace(workspace_id: int) -> Select[Staff]:
    return (
        select(Staff)
        .join(Membership, Membership.staff_id == Staff.id)
        .where(Membership.workspace_id == workspace_id)
    )


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """Names of staff by id, for lists that say who did something."""
    wanted = sorted({each for each in ids if each})
    query = select(Staff.id, Staff.name).where(Staff.id.in_(wanted))
    return dict(db.session.execute(query).all()) if wanted else {}


def locale_of(workspace_id: int) -> str:
    """How a workspace speaks and writes, as `es_MX`; US English where there is none of this id."""
    return db.session.scalar(select(Workspace.locale).where(Workspace.id == workspace_id)) or "en_US"
