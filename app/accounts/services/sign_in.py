"""Signing in: first the throttle, then the password.

Two steps, because checking a password is slow on purpose: the caller commits in between, so that no lock
is held meanwhile. A try counts as failed from the moment it begins; success takes it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from app.accounts import passwords
from app.accounts.domain.addresses import email_key
from app.accounts.domain.throttle import PER_ACCOUNT, PER_NETWORK, WINDOW, Limit, account_key, network_key
from app.accounts.models import SignInAttempt, Staff
from app.accounts.queries import memberships_of, staff_by_email
from app.accounts.services.results import Refused
from app.accounts.services.sessions import open_session
from app.db import db, now
from app.words import N_

WRONG = N_(
    "That email and password do not belong together. Check both, "
    "or ask an administrator for a link to set a new password."
)
NO_WORKSPACE = N_("You do not belong to a workspace any more. Ask an administrator for an invitation.")


@dataclass(frozen=True, slots=True)
class TooMany:
    """Not tried: so many seconds have to pass first."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that may be made: what is known of the account, and the failures to take back on success."""

    staff_id: int | None
    stored: str | None
    account: str
    counted: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session was opened; the token goes into the cookie."""

    staff_id: int
    token: str


def begin_sign_in(*, email: str, address: str) -> Attempt | TooMany:
    """Count a try for this account and this network address, unless one of them has to wait."""
    at = now()
    account, network = account_key(email_key(email)), network_key(address)
    wait = max(_wait(account, PER_ACCOUNT, at), _wait(network, PER_NETWORK, at))
    if wait > timedelta(0):
        return TooMany(int(wait.total_seconds()) + 1)
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at < at - WINDOW))
    rows = [SignInAttempt(key=key, at=at) for key in (account, network)]
    db.session.add_all(rows)
    db.session.flush()
    staff = staff_by_email(email)
    return Attempt(
        staff_id=staff.id if staff else None,
        stored=staff.password_hash if staff else None,
        account=account,
        counted=tuple(row.id for row in rows),
    )


def finish_sign_in(attempt: Attempt, *, password: str, device: str = "") -> SignedIn | Refused:
    """Check the password and open a session. Every failure has the same words."""
    right = passwords.is_right(attempt.stored, password)
    if not right or attempt.staff_id is None:
        return Refused(None, WRONG)
    staff = db.session.get_one(Staff, attempt.staff_id)
    if staff.password_hash != attempt.stored:  # changed meanwhile
        return Refused(None, WRONG)
    if not memberships_of(staff.id):
        return Refused(None, NO_WORKSPACE)
    if passwords.is_outdated(attempt.stored or ""):
        staff.password_hash = passwords.hash_password(password)
    _take_back(attempt)
    return SignedIn(staff.id, open_session(staff.id, device=device))


def forgive(email: str) -> None:
    """Forget the failures of one account."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.key == account_key(email_key(email))))


def _wait(key: str, limit: Limit, at: datetime) -> timedelta:
    recent = (SignInAttempt.key == key, SignInAttempt.at > at - WINDOW)
    failures = db.session.scalar(select(func.count()).where(*recent)) or 0
    latest = db.session.scalar(select(func.max(SignInAttempt.at)).where(*recent))
    return timedelta(0) if latest is None else latest + limit.wait_after(failures) - at


def _take_back(attempt: Attempt) -> None:
    db.session.execute(
        delete(SignInAttempt).where(
            (SignInAttempt.key == attempt.account) | SignInAttempt.id.in_(attempt.counted)
        )
    )
