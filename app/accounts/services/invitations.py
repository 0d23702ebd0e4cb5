"""Inviting somebody by a link that works once, for seven days."""

from dataclasses import dataclass

from app.accounts.domain.addresses import email_key, readable_email
from app.accounts.domain.roles import LinkPurpose, Role
from app.accounts.models import OneTimeLink, Staff, Workspace
from app.accounts.queries import membership, staff_by_email
from app.accounts.services.links import new_link, use_up, withdraw
from app.accounts.services.people import NOT_ABOVE, Done, create_staff, join
from app.accounts.services.results import LinkGone, Refused
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, record
from app.db import bind, db, now
from app.words import _


@dataclass(frozen=True, slots=True)
class Invited:
    """The token of the new link; it is shown once."""

    email: str
    token: str


def invite(workspace: Workspace, *, email: str, role: Role, by: Role, actor: Actor) -> Invited | Refused:
    """A link for this address and role; an older one for the same address stops working."""
    kept = readable_email(email)
    if kept is None:
        return Refused("email", _("Type an email address like ana@example.org."))
    if role.rank > by.rank:
        return Refused("role", NOT_ABOVE)
    known = staff_by_email(kept)
    if known and membership(workspace.id, known.id):
        return Refused(
            "email", _("This person belongs to the workspace already. Change the role in the list.")
        )
    key = email_key(kept)
    withdraw(LinkPurpose.INVITATION, OneTimeLink.workspace_id == workspace.id, OneTimeLink.email == key)
    token = new_link(
        LinkPurpose.INVITATION, workspace_id=workspace.id, email=key, role=role, created_by=actor.id
    )
    record(
        workspace.id, actor, [Change(Subject.WORKSPACE, workspace.id, "invitation", after=f"{kept}: {role}")]
    )
    return Invited(kept, token)


def revoke_invitation(workspace: Workspace, link_id: int, *, actor: Actor) -> bool:
    """Make an open invitation of this workspace useless; False when there is none with this id."""
    link = db.session.get(OneTimeLink, link_id)
    if link is None or link.workspace_id != workspace.id or link.purpose is not LinkPurpose.INVITATION:
        return False
    if withdraw(LinkPurpose.INVITATION, OneTimeLink.id == link_id):
        change = Change(Subject.WORKSPACE, workspace.id, "invitation", before=f"{link.email}: {link.role}")
        record(workspace.id, actor, [change])
    return True


def accept_as_newcomer(
    workspace: Workspace, link: OneTimeLink, *, name: str, password: str
) -> Done | Refused | LinkGone:
    """Make an account for the invited address and join; the session is bound to the workspace."""
    bind(workspace.id)
    if link.role is None or not use_up(link, at=now()):
        return LinkGone()
    actor = Actor(name, Via.FORM)
    return create_staff(
        workspace, name=name, email=link.email, password=password, role=link.role, actor=actor
    )


def accept_as(workspace: Workspace, link: OneTimeLink, staff: Staff) -> Done | Refused | LinkGone:
    """Join with the account one has; refused unless the invitation is for its address."""
    bind(workspace.id)
    if staff.email_key != link.email:
        return Refused(
            None, _("This invitation is for {email}. Sign in with that address.", email=link.email)
        )
    if link.role is None or not use_up(link, at=now()):
        return LinkGone()
    if membership(workspace.id, staff.id) is None:
        join(workspace.id, staff, role=link.role, actor=Actor(staff.name, Via.FORM, id=staff.id))
    return Done(staff)
