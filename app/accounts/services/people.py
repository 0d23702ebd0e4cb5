"""The people of a workspace: adding, roles, removing."""

from dataclasses import dataclass

from sqlalchemy import select

from app.accounts import passwords
from app.accounts.domain.addresses import email_key, readable_email
from app.accounts.domain.passwords import weakness
from app.accounts.domain.roles import LinkPurpose, Role
from app.accounts.models import Membership, OneTimeLink, Staff, Workspace
from app.accounts.queries import membership, staff_by_email
from app.accounts.services.links import withdraw
from app.accounts.services.results import Refused
from app.accounts.services.sessions import end_sessions
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.db import db
from app.words import N_, _

EMAIL_EXPECTED = N_("Type an email address like ana@example.org.")
LAST_OWNER = N_("A workspace needs an owner. Make somebody else an owner first.")
NOT_ABOVE = N_("You cannot give or take a role above your own.")
NOT_A_MEMBER = N_("This person does not belong to the workspace any more.")


@dataclass(frozen=True, slots=True)
class Done:
    """The change was made; `staff` is the person concerned."""

    staff: Staff


def create_staff(
    workspace: Workspace, *, name: str, email: str, password: str | None, role: Role, actor: Actor
) -> Done | Refused:
    """Somebody new who belongs to the workspace; without password only a reset link lets them in."""
    kept = readable_email(email)
    if kept is None:
        return Refused("email", EMAIL_EXPECTED)
    if staff_by_email(kept):
        return Refused("email", _("Somebody with this email has an account here already."))
    refused = (
        password_problem(password, personal=[name, kept, workspace.name]) if password is not None else None
    )
    if refused:
        return refused
    staff = Staff(email=kept, email_key=email_key(kept), name=name, password_hash=None)
    if password is not None:
        staff.password_hash = passwords.hash_password(password)
    db.session.add(staff)
    db.session.flush()
    join(workspace.id, staff, role=role, actor=actor)
    return Done(staff)


def join(workspace_id: int, staff: Staff, *, role: Role, actor: Actor) -> None:
    """Make `staff` a member with this role; reset links made elsewhere end, or they would open this one."""
    withdraw(LinkPurpose.PASSWORD_RESET, OneTimeLink.staff_id == staff.id)
    db.session.add(Membership(workspace_id=workspace_id, staff_id=staff.id, role=role))
    db.session.flush()
    record(workspace_id, actor, [Change(Subject.STAFF, staff.id, "role", after=role)])


def change_role(workspace_id: int, staff_id: int, *, role: Role, by: Role, actor: Actor) -> Done | Refused:
    """Give somebody another role, never above that of `by`; their sessions in this workspace end."""
    member = membership(workspace_id, staff_id)
    if member is None:
        return Refused(None, NOT_A_MEMBER)
    if max(member.role.rank, role.rank) > by.rank:
        return Refused("role", NOT_ABOVE)
    if member.role is not role:
        if _is_last_owner(member):
            return Refused("role", LAST_OWNER)
        before, member.role = member.role, role
        db.session.flush()
        _withdraw_powers(workspace_id, staff_id)
        record(workspace_id, actor, [Change(Subject.STAFF, staff_id, "role", before=before, after=role)])
    return Done(db.session.get_one(Staff, staff_id))


def remove(workspace_id: int, staff_id: int, *, by: Role, actor: Actor) -> Done | Refused:
    """Take somebody out of the workspace; the account itself stays, what they did stays in the journal."""
    member = membership(workspace_id, staff_id)
    if member is None:
        return Refused(None, NOT_A_MEMBER)
    if member.role.rank > by.rank:
        return Refused(None, NOT_ABOVE)
    if _is_last_owner(member):
        return Refused(None, LAST_OWNER)
    _withdraw_powers(workspace_id, staff_id)
    record(workspace_id, actor, [Change(Subject.STAFF, staff_id, "role", before=member.role)])
    db.session.delete(member)
    db.session.flush()
    return Done(db.session.get_one(Staff, staff_id))


def password_problem(password: str, *, personal: list[str]) -> Refused | None:
    """Why a password cannot be taken, as a refusal of the field `password`."""
    weak = weakness(password, personal=personal)
    return Refused("password", weak.sentence) if weak else None


def _withdraw_powers(workspace_id: int, staff_id: int) -> None:
    """End the sessions here and the invitations that were made with the role before."""
    end_sessions(staff_id, workspace_id=workspace_id)
    made_by = (OneTimeLink.workspace_id == workspace_id, OneTimeLink.created_by == staff_id)
    withdraw(LinkPurpose.INVITATION, *made_by)


def _is_last_owner(member: Membership) -> bool:
    owners = db.session.scalars(
        select(Membership.staff_id)
        .where(Membership.workspace_id == member.workspace_id, Membership.role == Role.OWNER)
        .with_for_update()
    ).all()
    return list(owners) == [member.staff_id]
