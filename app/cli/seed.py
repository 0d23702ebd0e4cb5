"""Fill a workspace with sample supporters."""

import sys

import click

from app.accounts.domain.roles import Role
from app.accounts.models import Workspace
from app.accounts.services import Refused, create_staff
from app.batches.services.in_force import local_today
from app.cli.context import fail, in_workspace, print_json, to_stderr
from app.db import db
from app.operations.workspaces import OPERATOR
from app.sample.services import SIZE, fill_workspace

NAME = "Sample Organization"
"""What supporters read where only a command, and nobody yet, has named the workspace."""


@click.command("seed", help=f"Add sample supporters with five years behind them, {SIZE:,} a unit.")
@click.option("--scale", type=click.IntRange(1, 500), default=1, show_default=True, metavar="N")
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed makes the same people.")
@click.option("--owner", metavar="EMAIL", help="Also make an owner, with the password on standard input.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@in_workspace
def add_sample(workspace: Workspace, scale: int, seed: int, owner: str | None, as_json: bool) -> None:
    """Print how many were added."""
    if owner:
        _add_owner(workspace, owner, sys.stdin.readline().rstrip("\n"))
    if workspace.name == workspace.slug:
        workspace.name = NAME
    added = fill_workspace(workspace, today=local_today(workspace), scale=scale, seed=seed)
    db.session.commit()
    if as_json:
        print_json({"workspace": workspace.slug, "added": added})
    else:
        to_stderr(f"Added {added:,} sample supporters to {workspace.name}.")


def _add_owner(workspace: Workspace, email: str, password: str) -> None:
    answer = create_staff(
        workspace, name="Demo owner", email=email, password=password, role=Role.OWNER, actor=OPERATOR
    )
    if isinstance(answer, Refused):
        fail(answer.reason)
