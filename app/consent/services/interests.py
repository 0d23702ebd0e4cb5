"""Interest groups: making, changing and archiving them. Nobody's choice is touched by that."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.consent.models import InterestGroup
from app.db import db, now


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestDraft:
    """What an interest group shall be."""

    name: str
    description: str = ""
    frequency: str = ""
    is_opt_in: bool = True
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class NameTaken:
    """Another interest group has this name."""

    name: str


@dataclass(frozen=True, slots=True)
class WouldLoosen:
    """The change would let mail reach people who never joined."""


def create_interest(workspace: Workspace, draft: InterestDraft, *, actor: Actor) -> InterestGroup | NameTaken:
    """Make an interest group, which nobody has joined or left yet."""
    if _is_taken(workspace, draft.name, None):
        return NameTaken(draft.name)
    made = InterestGroup(workspace_id=workspace.id, **asdict(draft))
    db.session.add(made)
    db.session.flush()
    record(workspace.id, actor, differences(Subject.INTEREST, made.id, {}, asdict(draft)))
    return made


def update_interest(
    workspace: Workspace, interest: InterestGroup, draft: InterestDraft, *, actor: Actor
) -> InterestGroup | NameTaken | WouldLoosen:
    """Change an interest group; opt-in may come, but never go, as that would loosen for everybody at once."""
    if _is_taken(workspace, draft.name, interest.id):
        return NameTaken(draft.name)
    if interest.is_opt_in and not draft.is_opt_in:
        return WouldLoosen()
    after = asdict(draft)
    before = {field: getattr(interest, field) for field in after}
    for field, value in after.items():
        setattr(interest, field, value)
    db.session.flush()
    record(workspace.id, actor, differences(Subject.INTEREST, interest.id, before, after))
    return interest


def archive_interest(workspace: Workspace, interest: InterestGroup, *, actor: Actor) -> None:
    """Stop offering an interest group; who joined and who left stays on record."""
    if interest.archived_at is None:
        interest.archived_at = now()
        db.session.flush()
        change = Change(Subject.INTEREST, interest.id, "archived", before=False, after=True)
        record(workspace.id, actor, [change])


def _is_taken(workspace: Workspace, name: str, but: int | None) -> bool:
    same = func.lower(InterestGroup.name) == name.lower()
    query = select(InterestGroup.id).where(InterestGroup.workspace_id == workspace.id, same)
    return db.session.scalar(query if but is None else query.where(InterestGroup.id != but)) is not None
