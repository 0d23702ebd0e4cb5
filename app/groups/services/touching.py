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
from app.groups.services.counting import count_again, have_counted, holding
from app.groups.services.following import follow
from app.groups.services.remembering import one_list_writer
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler

KIND = "follow groups"

MANY = 2_000
"""With more than so many touches waiting it costs less to find all members of the groups concerned anew."""

_NO_MATTER = frozenset({Thing.ROLE})
"""What says nothing about whether somebody can be emailed."""

Reading = Mapping[int, frozenset[Thing]]


def begin(lease: Lease) -> Callable[[int], Progress]:
    """One step looks at some of those who were touched; what they change is counted after the last."""
    done = 0
    workspace_id = lease.workspace_id
    at_once = _waiting(workspace_id) > MANY

    def step(size: int) -> Progress:
        nonlocal done
        workspace = db.session.get_one(Workspace, workspace_id)
        found = touched.waiting(workspace_id, limit=size)
        if not found:
            have_counted(workspace_id)
            return Progress(done, finished=True)
        held = _to_count(workspace_id, found)
        changed = _look_at(workspace, found, at_once=at_once, held=held)
        count_again(workspace_id, held | changed, at=now())
        touched.done(workspace_id, found)
        done += len(found.rows)
        return Progress(done, finished=False)

    return step


HANDLER = Handler(begin)


def _waiting(workspace_id: int) -> int:
    some = select(Touch.id).where(Touch.workspace_id == workspace_id, Touch.is_fresh.is_(False))
    counted = select(func.count()).select_from(some.limit(MANY + 1).subquery())
    return db.session.scalar(counted) or 0


def _to_count(workspace_id: int, found: Touched) -> set[int]:
    """The groups that hold somebody who may be one who can be emailed now, or no longer."""
    if found.everybody - _NO_MATTER:
        return holding(workspace_id, None)
    return holding(workspace_id, [who for who, things in found.people.items() if things - _NO_MATTER])


def _look_at(workspace: Workspace, found: Touched, *, at_once: bool, held: set[int]) -> set[int]:
    """Whose list changed. What may concern anybody, or too many, asks for a whole calculation.

    Nobody else writes the lists of these and of the `held` groups until the transaction ends.
    """
    groups = dynamic(workspace)
    reading = _reading(workspace, groups)
    concerned = _all(found.people.values())
    whole = found.everybody | (concerned if at_once else set())
    some = [] if at_once else [group for group in groups if reading[group.id] & concerned]
    asking = {group.id: cause for group in groups if (cause := foremost(causes(reading[group.id] & whole)))}
    # Before any row, as others who write do; else each could wait for the other.
    one_list_writer(*held, *asking, *(group.id for group in some))
    for group in groups:
        if cause := asking.get(group.id):
            ask(group, cause)
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
