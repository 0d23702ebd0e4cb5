"""The groups of a workspace."""

from typing import Any

import click

from app.accounts.models import Workspace
from app.cli.context import in_workspace, print_json
from app.db import reading
from app.groups.models import Group
from app.groups.queries import lists


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def list_groups(workspace: Workspace, as_json: bool) -> None:
    """The groups in use: how many are in each, how many of them can be emailed, and as of when."""
    found = [_told(group) for group in lists.groups(workspace)]
    if as_json:
        print_json(found)
        return
    for each in found:
        click.echo(_said(each))


def _told(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "type": group.kind.value,
        "members": group.member_count,
        "eligible": group.eligible_count,
        "as_of": group.calculated_at,
        "broken": group.broken_reason or None,
    }


def _said(told: dict[str, Any]) -> str:
    """One line, as a person reads it; times are in UTC."""
    if told["broken"]:
        return f"{told['name']} ({told['type']}): broken. {told['broken']}"
    if told["members"] is None:
        return f"{told['name']} ({told['type']}): not calculated yet"
    mailable = "" if told["eligible"] is None else f", {told['eligible']} of whom can be emailed"
    numbers = f"{told['members']} people{mailable}"
    as_of = f", as of {told['as_of']:%Y-%m-%d %H:%M} UTC" if told["as_of"] else ""
    return f"{told['name']} ({told['type']}): {numbers}{as_of}"
