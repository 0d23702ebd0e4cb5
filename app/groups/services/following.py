"""Stored lists follow the people: whoever was touched is looked at again in every group that may change."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select, update

from app.accounts.models import Workspace
from app.db import db, now
from app.groups.domain.causes import Cause, foremost
from app.groups.models import Group
from app.groups.queries.counts import summary_of_list
from app.groups.queries.judging import Judged, judged, together
from app.groups.queries.lists import already_in
from app.groups.queries.members import rule_of
from app.groups.queries.scope import Scope, missing, scope_of
from app.groups.services.moving import move, stored
from app.groups.services.remembering import note_change, one_list_writer


def follow(
    workspace: Workspace,
    groups: Sequence[Group],
    people: Mapping[int, Collection[Cause]],
    *,
    reads: Mapping[int, Collection[Cause]] | None = None,
    by: int | None = None,
) -> set[int]:
    """Bring the stored lists of dynamic groups in step for these people, each with what may have moved them.

    `reads` are the causes that can move anybody in a group, by its id; without it all can. Groups that were
    never calculated, are broken or wait for a whole calculation are left to that. Answers the ids of those
    whose list changed. Flushes.
    """
    ready = [group for group in groups if is_in_step(group)]
    if not people:
        return set()
    find_again(group for group in groups if group not in ready)
    if not ready:
        return set()
    one_list_writer(*(group.id for group in ready))
    scope = scope_of(workspace, together([rule_of(group) for group in ready]), at=now())
    ready = [group for group in ready if not _breaks(group, scope)]
    answer = judged(scope, [group.id for group in ready], people)
    told = reads or {}
    changed = {group.id for group in ready if _bring_in_step(scope, group, people, answer, told, by)}
    _looked_at(workspace, ready, scope)
    return changed


def recount(workspace: Workspace, group_ids: Collection[int]) -> None:
    """Count again at once how many members of these groups can be emailed."""
    scope = scope_of(workspace, None, at=now())
    query = select(Group).where(Group.workspace_id == workspace.id, Group.id.in_(group_ids))
    for group in db.session.scalars(query):
        group.eligible_count = summary_of_list(scope, group.id).eligible
    db.session.flush()


def find_again(groups: Iterable[Group]) -> None:
    """Whoever found members of these groups before this, and did not write them yet, finds them again."""
    for group in groups:
        group.edition = Group.edition + 1
    db.session.flush()


def is_in_step(group: Group) -> bool:
    """Whether its stored list can follow; otherwise it waits to be found as a whole."""
    return group.calculated_at is not None and not group.broken_reason and group.due_cause is None


def _breaks(group: Group, scope: Scope) -> bool:
    """Whether its rule is broken by now; then it says so, and once it is mended all its members are found."""
    if why := missing(rule_of(group), scope):
        group.broken_reason = " ".join(why)
    return bool(why)


def _bring_in_step(
    scope: Scope,
    group: Group,
    people: Mapping[int, Collection[Cause]],
    answer: Judged,
    reads: Mapping[int, Collection[Cause]],
    by: int | None,
) -> bool:
    """Whether anybody joined or left. Whom nothing moved that the rule reads, time did."""
    can_move = set(reads.get(group.id, Cause))
    meant, inside = answer.members[group.id], already_in(scope.workspace, group.id, sorted(people))
    why = {who: foremost(can_move & set(people[who])) or Cause.DATE for who in meant ^ inside}
    joining, leaving = ({who: why[who] for who in some} for some in (meant - inside, inside - meant))
    joined, left = move(group, joining, leaving, at=scope.at, by=by)
    if not joined and not left:
        return False
    group.member_count = stored(group)
    group.eligible_count = group.eligible_count and min(group.eligible_count, group.member_count)
    note_change(group, at=scope.at, joined=joined, left=left, cause=_foremost(why.values()), by=by)
    return True


def _foremost(why: Collection[Cause]) -> Cause:
    return foremost(why) or Cause.DATE


def _looked_at(workspace: Workspace, groups: Sequence[Group], scope: Scope) -> None:
    """They are as of now; and whoever found members before this has to find them again."""
    ids = [group.id for group in groups]
    db.session.flush()
    db.session.execute(
        update(Group)
        .where(Group.workspace_id == workspace.id, Group.id.in_(ids))
        .values(calculated_at=scope.at, edition=Group.edition + 1)
        .execution_options(synchronize_session=False)
    )
    for group in groups:
        db.session.expire(group)
