"""Finding the members of dynamic groups anew, and what groups remember."""

from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from app import jobs
from app.accounts.models import Workspace
from app.cli.background import FULL
from app.cli.context import fail, in_workspace, print_json, the_app
from app.cli.rules_given import given_group, refuse
from app.db import bind, db, reading
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group, GroupCalculation
from app.groups.queries import history, lists
from app.groups.services import recalculate
from app.groups.services.touching import dynamic
from app.work import queries as works
from app.work.models import Work
from app.work.services import AlreadyRunning

_NAME = click.option("--group", "name", metavar="NAME", help="A group of the workspace.")


@click.command("recalculate")
@_NAME
@click.option("--all", "every", is_flag=True, help="Every dynamic group in use.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one group on each line.")
@in_workspace
def find_anew(workspace: Workspace, name: str | None, every: bool, as_json: bool) -> None:
    """Find the members of a dynamic group, or of all, anew, and say who joined and left."""
    if (name is None) != every:
        refuse("Give either --group NAME or --all.")
    groups = dynamic(workspace) if name is None else [_dynamic_one(workspace, name)]
    try:
        for group_id in [group.id for group in groups]:
            _find_anew(workspace.id, group_id, as_json)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")


@click.command("history")
@click.option("--group", "name", metavar="NAME", required=True, help="A group of the workspace.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def tell_history(workspace: Workspace, name: str, as_json: bool) -> None:
    """The latest changes of a group's list: when, why, who joined and left, and how many were in it then."""
    found = history.calculations(given_group(workspace, name))
    if as_json:
        print_json([_told(each) for each in found])
        return
    for each in found:
        click.echo(f"{each.at:%Y-%m-%d %H:%M} UTC  {_said(each)}")


def _dynamic_one(workspace: Workspace, name: str) -> Group:
    group = given_group(workspace, name)
    if group.kind is not GroupKind.DYNAMIC:
        refuse("A static group is never recalculated: the list is the decision.")
    if group.archived_at:
        refuse("An archived group is not recalculated. Take it out of the archive first.")
    return group


def _find_anew(workspace_id: int, group_id: int, as_json: bool) -> None:
    workspace = db.session.get_one(Workspace, workspace_id)
    group = lists.get(workspace, group_id)
    if group is None:  # it was deleted while the others were found
        return
    asked = recalculate(workspace, group, by=None)
    work = asked.work if isinstance(asked, AlreadyRunning) else asked
    assert isinstance(work, Work)
    work_id = work.id
    db.session.commit()
    state = jobs.finish(the_app(), workspace_id, work_id)
    db.session.remove()
    bind(workspace_id)
    if state.is_alive:
        fail(f"{FULL} The group waits, and is found anew by itself when the server can write again.")
    _tell(workspace_id, group_id, works.get(workspace_id, work_id), as_json)


def _tell(workspace_id: int, group_id: int, ended: Work | None, as_json: bool) -> None:
    group = db.session.get_one(Group, (workspace_id, group_id))
    latest: Sequence[GroupCalculation] = history.calculations(group, limit=1)
    broken = group.broken_reason or (ended.error if ended else "")
    if as_json:
        told = _told(latest[0]) if latest and not broken else {}
        print_json({"group": group.name, "broken": broken, **told})
    else:
        click.echo(f"{group.name}: {broken or (_said(latest[0]) if latest else 'nobody')}")


def _told(each: GroupCalculation) -> dict[str, Any]:
    names = ("at", "cause", "joined", "left", "members", "eligible", "rule_version", "duration_ms", "of_all")
    return {name: getattr(each, name) for name in names}


def _said(each: GroupCalculation) -> str:
    return f"+{each.joined:,} −{each.left:,}, {each.members:,} members: {each.cause.words}"
