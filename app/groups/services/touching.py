"""Whoever was touched since is looked at again: in the background, in short transactions, a few at a time."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.constituents import touched
from app.constituents.domain.touching import Thing, Touched
from app.constituents.touched_models import Touch
from app.db import db, now
from app.groups.domain.causes import foremost
from app.groups.domain.kinds import GroupKind
from app.groups.domain.reads import causes, read_by
from app.groups.models import Group
from app.groups.queries.members import rule_of
from app.groups.queries.scope import rules_within, scope_of
from app.groups.services.asking import ask
from app.groups.services.following import follow, recount
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler

KIND = "follow groups"

MANY = 2_000
"""With more than so many touches waiting it costs less to find all members of the groups concerned anew."""

Reading = Mapping[int, frozenset[Thing]]


def begin(lease: Lease) -> Callable[[int], Progress]:
    """One step looks at some of those who were touched; the last one counts what changed."""
    changed, done = set[int](), 0
    workspace_id = lease.workspace_id
    at_once = _waiting(workspace_id) > MANY

    def step(size: int) -> Progress:
        nonlocal done
        workspace = db.session.get_one(Workspace, workspace_id)
        found = touched.waiting(workspace_id, limit=size)
        if not found:
            recount(workspace, changed)
            return Progress(done, finished=True)
        changed.update(_look_at(workspace, found, at_once=at_once))
        touched.done(workspace_id, found)
        done += len(found.rows)
        return Progress(done, finished=False)

    return step


HANDLER = Handler(begin)


def _waiting(workspace_id: int) -> int:
    some = select(Touch.id).where(Touch.workspace_id == workspace_id, Touch.is_fresh.is_(False))
    counted = select(func.count()).select_from(some.limit(MANY + 1).subquery())
    return db.session.scalar(counted) or 0


def _look_at(workspace: Workspace, found: Touched, *, at_once: bool) -> set[int]:
    """Whose list changed. What may concern anybody, or too many, asks for a whole calculation."""
    groups = dynamic(workspace)
    reading = _reading(workspace, groups)
    whole = found.everybody | (_all(found.people.values()) if at_once else set())
    for group in groups:
        if cause := foremost(causes(reading[group.id] & whole)):
            ask(group, cause)
    if at_once or not found.people:
        return set()
    concerned = _all(found.people.values())
    some = [group for group in groups if reading[group.id] & concerned]
    why = {who: causes(things) for who, things in found.people.items()}
    return follow(workspace, some, why, reads={key: causes(things) for key, things in reading.items()})


def dynamic(workspace: Workspace) -> list[Group]:
    """The dynamic groups in use."""
    query = select(Group).where(
        Group.workspace_id == workspace.id, Group.kind == GroupKind.DYNAMIC, Group.archived_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Group.id)))


def _reading(workspace: Workspace, groups: Iterable[Group]) -> Reading:
    known = scope_of(workspace, None, at=now()).groups
    return {group.id: read_by(rules_within(rule_of(group), known)) for group in groups}


def _all(kinds: Iterable[frozenset[Thing]]) -> frozenset[Thing]:
    return frozenset().union(*kinds)
