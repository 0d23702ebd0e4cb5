"""What staff change about themselves."""

from dataclasses import dataclass

from app.accounts import passwords
from app.accounts.models import Staff
from app.accounts.services.people import password_problem
from app.accounts.services.results import Refused
from app.accounts.services.sessions import end_sessions, open_session
from app.accounts.services.sign_in import TooMany, begin_sign_in, forgive
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.db import db
from app.words import _


@dataclass(frozen=True, slots=True)
class NewSession:
    """The change ended every session; this token opens the one that goes on."""

    token: str


def change_yourself(
    workspace_id: int, staff: Staff, *, name: str, density: str, shortcut_keys: bool, actor: Actor
) -> list[Change]:
    """Write what differs and journal it; answers the changes."""
    after = {"name": name, "density": density, "shortcut_keys": shortcut_keys}
    changes = differences(Subject.STAFF, staff.id, {field: getattr(staff, field) for field in after}, after)
    for change in changes:
        setattr(staff, change.field, change.after)
    record(workspace_id, actor, changes)
    return changes


def change_password(
    workspace_id: int, staff: Staff, *, current: str, new: str, address: str, device: str, actor: Actor
) -> NewSession | Refused | TooMany:
    """Take the new password when the current one is right; ends all sessions and opens a new one."""
    attempt = begin_sign_in(email=staff.email, address=address)
    if isinstance(attempt, TooMany):
        return attempt
    if not passwords.is_right(staff.password_hash, current):
        return Refused("current", _("This is not your current password."))
    forgive(staff.email)
    if refused := password_problem(new, personal=[staff.name, staff.email]):
        return refused
    staff.password_hash = passwords.hash_password(new)
    end_sessions(staff.id)
    record(workspace_id, actor, [Change(Subject.STAFF, staff.id, "password", after="changed")])
    db.session.flush()
    return NewSession(open_session(staff.id, workspace_id=workspace_id, device=device))
