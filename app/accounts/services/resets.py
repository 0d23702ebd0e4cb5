"""New passwords by a link that an administrator hands over; nobody sees or sets another's password."""

from dataclasses import dataclass

from app.accounts import passwords
from app.accounts.domain.roles import LinkPurpose, Role
from app.accounts.models import OneTimeLink, Staff
from app.accounts.queries import membership, memberships_of, staff_by_email, usable_link
from app.accounts.services.links import new_link, use_up, withdraw
from app.accounts.services.people import NOT_A_MEMBER, NOT_ABOVE, Done, password_problem
from app.accounts.services.results import LinkGone, Refused
from app.accounts.services.sessions import end_sessions
from app.accounts.services.sign_in import forgive
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.db import bind, db, now
from app.words import N_, _

ELSEWHERE = N_(
    "This person belongs to other workspaces too, so only whoever runs the server can make the link: "
    "./run kith reset-link EMAIL"
)


@dataclass(frozen=True, slots=True)
class ResetMade:
    """The token of the new link, good for an hour; it is shown once."""

    staff: Staff
    token: str


def make_reset(workspace_id: int, staff_id: int, *, by: Role, actor: Actor) -> ResetMade | Refused:
    """A reset link for a member whose role is not above that of `by` and who belongs nowhere else.

    Without the last rule an administrator of one workspace could take over an account of another.
    """
    member = membership(workspace_id, staff_id)
    if member is None:
        return Refused(None, NOT_A_MEMBER)
    if member.role.rank > by.rank:
        return Refused(None, NOT_ABOVE)
    if len(memberships_of(staff_id)) > 1:
        return Refused(None, ELSEWHERE)
    return _make(workspace_id, db.session.get_one(Staff, staff_id), actor)


def reset_link(email: str) -> str | None:
    """The path of a new reset link, for whoever runs the server; None when nobody has this address.

    Binds the session to a workspace of that person, for the journal.
    """
    staff = staff_by_email(email)
    homes = memberships_of(staff.id) if staff else []
    if staff is None or not homes:
        return None
    workspace, _role = homes[0]
    bind(workspace.id)
    made = _make(workspace.id, staff, Actor(_("the server's operator"), Via.COMMAND))
    return f"/password-resets/{made.token}"


def reset_password(token: str, *, password: str) -> Done | Refused | LinkGone:
    """Set the password of the link's account and end all its sessions, on every device."""
    at = now()
    link = usable_link(LinkPurpose.PASSWORD_RESET, token, at=at)
    if link is None or link.staff_id is None or link.workspace_id is None:
        return LinkGone()
    staff = db.session.get_one(Staff, link.staff_id)
    if refused := password_problem(password, personal=[staff.name, staff.email]):
        return refused
    if not use_up(link, at=at):
        return LinkGone()
    bind(link.workspace_id)
    staff.password_hash = passwords.hash_password(password)
    end_sessions(staff.id)
    forgive(staff.email)
    actor = Actor(staff.name, Via.FORM, id=staff.id)
    record(
        link.workspace_id,
        actor,
        [Change(Subject.STAFF, staff.id, "password", after=_("set by a reset link"))],
    )
    return Done(staff)


def _make(workspace_id: int, staff: Staff, actor: Actor) -> ResetMade:
    withdraw(LinkPurpose.PASSWORD_RESET, OneTimeLink.staff_id == staff.id)
    token = new_link(
        LinkPurpose.PASSWORD_RESET,
        workspace_id=workspace_id,
        staff_id=staff.id,
        email=staff.email_key,
        created_by=actor.id,
    )
    record(workspace_id, actor, [Change(Subject.STAFF, staff.id, "reset_link", after="made")])
    return ResetMade(staff, token)
