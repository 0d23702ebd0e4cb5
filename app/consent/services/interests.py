"""Interest groups: making, changing and archiving them. Nobody's choice is touched by that."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, differences, record
from app.consent import queries
from app.consent.models import InterestGroup
from app.consent.queries import Turned
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
    """The change would let mail reach people who never joined, and nobody said yes to just that."""

    effect: Turned


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
    workspace: Workspace,
    interest: InterestGroup,
    draft: InterestDraft,
    *,
    actor: Actor,
    at: datetime,
    confirmed: int | None = None,
) -> InterestGroup | NameTaken | WouldLoosen:
    """Change an interest group, and journal whom mail about it reaches where that changes.

    Where mail would reach more people than before, nothing is changed unless `confirmed` says how many it
    would reach then.
    """
    if _is_taken(workspace, draft.name, interest.id):
        return NameTaken(draft.name)
    effect = _effect(workspace, interest, draft, at)
    if effect and effect.loosens and effect.after != confirmed:
        return WouldLoosen(effect)
    after = asdict(draft)
    before = {field: getattr(interest, field) for field in after}
    for field, value in after.items():
        setattr(interest, field, value)
    db.session.flush()
    changes = differences(Subject.INTEREST, interest.id, before, after)
    record(workspace.id, actor, [*changes, *_reached(interest, effect)])
    return interest


def archive_interest(workspace: Workspace, interest: InterestGroup, *, actor: Actor) -> None:
    """Stop offering an interest group; who joined and who left stays on record."""
    if interest.archived_at is None:
        interest.archived_at = now()
        _note_archived(workspace, interest, actor)


def restore_interest(workspace: Workspace, interest: InterestGroup, *, actor: Actor) -> None:
    """Offer an archived interest group again; who joined and who left it then still has."""
    if interest.archived_at is not None:
        interest.archived_at = None
        _note_archived(workspace, interest, actor)


def note_export(interest: InterestGroup, *, count: int, which: str, actor: Actor) -> None:
    """Write into the journal who was taken out of Kith, and how many they are."""
    told = {"people": count, "filter": which}
    record(interest.workspace_id, actor, [Change(Subject.INTEREST, interest.id, "export", after=told)])


def _note_archived(workspace: Workspace, interest: InterestGroup, actor: Actor) -> None:
    db.session.flush()
    is_archived = interest.archived_at is not None
    change = Change(Subject.INTEREST, interest.id, "archived", before=not is_archived, after=is_archived)
    record(workspace.id, actor, [change])


def _effect(
    workspace: Workspace, interest: InterestGroup, draft: InterestDraft, at: datetime
) -> Turned | None:
    if draft.is_opt_in == interest.is_opt_in:
        return None
    return queries.turned(workspace, queries.topic_of(interest), opt_in=draft.is_opt_in, at=at)


def _reached(interest: InterestGroup, effect: Turned | None) -> list[Change]:
    if effect is None:
        return []
    return [Change(Subject.INTEREST, interest.id, "reach", before=effect.before, after=effect.after)]


def _is_taken(workspace: Workspace, name: str, but: int | None) -> bool:
    same = func.lower(InterestGroup.name) == name.lower()
    query = select(InterestGroup.id).where(InterestGroup.workspace_id == workspace.id, same)
    return db.session.scalar(query if but is None else query.where(InterestGroup.id != but)) is not None
