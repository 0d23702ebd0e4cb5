"""Workspaces and the staff who sign in to them: tables of the installation, not of one workspace."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, true
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.domain.roles import LinkPurpose, Module, Role
from app.db import Base, new_id, now, short


def _key() -> Mapped[int]:
    return mapped_column(BigInteger, primary_key=True, autoincrement=False, default=new_id)


class Workspace(Base):
    """One organization's own data and rules; nothing crosses from one to another."""

    __tablename__ = "workspaces"

    id: Mapped[int] = _key()
    slug: Mapped[str] = mapped_column(short(), unique=True)
    name: Mapped[str]
    timezone: Mapped[str] = mapped_column(default="UTC")
    country: Mapped[str] = mapped_column(short(2), default="US")
    currency: Mapped[str] = mapped_column(short(3), default="USD")
    locale: Mapped[str] = mapped_column(short(20), default="en_US")
    fiscal_year_start: Mapped[int] = mapped_column(default=1)
    modules: Mapped[list[str]] = mapped_column(default=lambda: [str(module) for module in Module])
    consent_policy: Mapped[str] = mapped_column(short(20), default="opt_in")
    consent_rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    matching: Mapped[dict[str, Any]] = mapped_column(default=dict)
    update_rules: Mapped[dict[str, Any]] = mapped_column(default=dict)
    public_email: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(short(7), default="")
    email_events: Mapped[dict[str, Any]] = mapped_column(default=dict)
    address_secret: Mapped[bytes] = mapped_column(LargeBinary, default=lambda: secrets.token_bytes(32))
    has_sample: Mapped[bool] = mapped_column(default=False)
    shows_first_steps: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether home lists what to do first; staff can take that away."""
    rollups_stale: Mapped[bool] = mapped_column(default=False, server_default=true())
    """Sums of giving are of another currency or year: until they are made anew, read the gifts."""
    standings_stale: Mapped[bool] = mapped_column(default=False, server_default=true())
    """Not everybody's standing is kept yet: until then every gate is asked."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    def has(self, module: Module) -> bool:
        """Whether `module` is turned on here."""
        return module in self.modules


class Staff(Base):
    """Somebody who signs in; never a constituent."""

    __tablename__ = "staff"

    id: Mapped[int] = _key()
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    shortcut_keys: Mapped[bool] = mapped_column(default=True)
    density: Mapped[str] = mapped_column(short(10), default="regular")
    created_at: Mapped[datetime] = mapped_column(default=now)


class Membership(Base):
    """The role of one member of staff in one workspace."""

    __tablename__ = "memberships"

    workspace_id: Mapped[int] = mapped_column(
        ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role]
    created_at: Mapped[datetime] = mapped_column(default=now)


class StaffSession(Base):
    """One sign-in on one device; it can be listed and ended. Only the token's hash is stored."""

    __tablename__ = "staff_sessions"

    id: Mapped[int] = _key()
    token_hash: Mapped[str] = mapped_column(short(64), unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    workspace_id: Mapped[int | None] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(short(200), default="")


class OneTimeLink(Base):
    """A link that works once: set-up, invitation or password reset. Only the token's hash is stored."""

    __tablename__ = "one_time_links"

    id: Mapped[int] = _key()
    token_hash: Mapped[str] = mapped_column(short(64), unique=True)
    purpose: Mapped[LinkPurpose]
    workspace_id: Mapped[int | None] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(default="")
    role: Mapped[Role | None]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A failed try to sign in, kept for a day to slow the next; the key is a hash of account or network."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_key_at", "key", "at"),)

    id: Mapped[int] = _key()
    key: Mapped[str] = mapped_column(short(64))
    at: Mapped[datetime] = mapped_column(default=now)
