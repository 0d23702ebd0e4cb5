"""Letting the lists of groups follow whatever was done to people."""

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewDonation
from app.activity.services import record_donations
from app.consent.services.catching_up import rebuild
from app.db import db
from app.groups.models import Group, GroupCalculation, GroupMember, GroupStay
from app.groups.queries import history
from app.groups.services import counting, touching
from app.work.domain.lease import Lease
from tests.groups.makers import AT


def let_follow(workspace: Workspace) -> int:
    """Look at everybody who was touched, as the background work does; answers in how many steps."""
    rebuild(workspace.id)
    step = touching.begin(Lease(workspace.id, 1, touching.KIND, workspace.id, "", 1, 1))
    steps = 1
    while not step(1_000).finished:
        steps += 1
    db.session.expire_all()
    return steps


def give(workspace: Workspace, who: int, amount: int = 10_000) -> None:
    gift = NewDonation(constituent_id=who, amount=amount, currency="USD", received_on=AT.date())
    record_donations(workspace.id, [gift])


def member(group: Group, who: int) -> GroupMember | None:
    return db.session.get(GroupMember, (group.workspace_id, group.id, who), populate_existing=True)


def stays(group: Group) -> list[GroupStay]:
    query = db.select(GroupStay).where(
        GroupStay.workspace_id == group.workspace_id, GroupStay.group_id == group.id
    )
    return list(db.session.scalars(query.order_by(GroupStay.until, GroupStay.constituent_id)))


def last(group: Group) -> GroupCalculation:
    return history.calculations(group)[0]


def let_count(workspace: Workspace) -> int:
    """Count again what is due, as the background work does; answers how many groups were counted."""
    work = counting.begin(Lease(workspace.id, 1, counting.KIND, workspace.id, "", 1, 1))
    while not (told := work.write(work.think(1))).finished:
        db.session.expire_all()
    db.session.expire_all()
    return told.done
