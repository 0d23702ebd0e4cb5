"""Finding members anew: all at first, again with nothing changed, and after some left and some joined."""

import time
from collections.abc import Iterator

from sqlalchemy import delete, func, select

from app.accounts.models import Workspace
from app.db import db, new_id
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupMember
from app.groups.services.recalculating import calculate
from bench.data.databases import Made
from bench.facts.session import session
from bench.groups.counting import Asked, asked, statements
from bench.timing import grid


def table(made: Made, here: int, times: int) -> str:
    """A line for each of the rules with many people."""
    with session(made, here):
        _, found = asked(here)
    lines = [line for each in found if (line := _line(made, here, each, times))]
    heads = ["members", "statements", "from nothing, s", "nothing changed, s", "a tenth left and joined, s"]
    return grid(f"Recalculating on {made.label}", heads, lines)


def _line(made: Made, here: int, each: Asked, times: int) -> list[str]:
    with session(made, here):
        group = Group(
            workspace_id=here,
            id=new_id(),
            name=f"Bench {new_id()}",
            kind=GroupKind.DYNAMIC,
            rule=each.case.rule,
        )
        db.session.add(group)
        db.session.flush()
        workspace = db.session.get_one(Workspace, here)
        cells = [f"{seconds:.2f}" for seconds in _runs(workspace, group)]
        many = db.session.scalar(select(func.count()).where(GroupMember.group_id == group.id)) or 0
        counted = statements(lambda: calculate(workspace, group))
        return [each.case.label, f"{many:,}", str(counted), *cells]


def _runs(workspace: Workspace, group: Group) -> Iterator[float]:
    """Seconds; everything is rolled back afterwards."""
    yield _seconds(workspace, group)
    yield _seconds(workspace, group)
    tenth = delete(GroupMember).where(
        GroupMember.workspace_id == workspace.id,
        GroupMember.group_id == group.id,
        GroupMember.constituent_id % 10 == 0,
    )
    db.session.execute(tenth.execution_options(synchronize_session=False))
    yield _seconds(workspace, group)


def _seconds(workspace: Workspace, group: Group) -> float:
    started = time.perf_counter()
    calculate(workspace, group)
    return time.perf_counter() - started
