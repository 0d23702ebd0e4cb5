"""Take an import back as its result page does."""

import click
from sqlalchemy.exc import OperationalError

from app.accounts.models import Workspace
from app.activity_imports import services as activity
from app.batches import queries as batches
from app.batches.domain.status import BatchKind
from app.batches.services.reverting import NotUndone, undo
from app.cli.background import FULL, finished, refuse
from app.cli.context import fail, in_workspace, print_json, the_app
from app.db import db
from app.operations.workspaces import OPERATOR


@click.command("undo-import")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def undo_import(workspace: Workspace, number: int, as_json: bool) -> None:
    """Undo import NUMBER: whom it added goes, what it changed goes back, and who has a story since stays."""
    try:
        _undo(workspace, number, as_json)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")


def _undo(workspace: Workspace, number: int, as_json: bool) -> None:
    batch = batches.by_number(workspace, number)
    if batch is None:
        refuse(f"There is no import {number}.", as_json)
    take_back = activity.undo if batch.kind is BatchKind.ACTIVITY else undo
    answer = take_back(batch, actor=OPERATOR, days=the_app().config["SETTINGS"].undo_days)
    if isinstance(answer, NotUndone):
        refuse(answer.reason, as_json)
    batch, words = finished(batch, answer.work)
    if words:
        fail(f"Import {number} was undone in part. {words} Run the command again to go on.")
    results = batches.results(batch)
    if as_json:
        print_json({"batch": number, "undone": {"taken_back": results.reverted, "kept": results.kept}})
    else:
        click.echo(f"Import {number}: {results.reverted:,} rows taken back, {results.kept:,} kept.")
