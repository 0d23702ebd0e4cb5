"""Batches that staff type or fill: listed, validated, committed and reported as their pages do it."""

from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from app.accounts.models import Workspace
from app.activity.domain.gift_words import plain_amount
from app.batch_entry.domain.finding_words import told
from app.batch_entry.domain.report import lines
from app.batch_entry.queries import entries, facts, sums
from app.batch_entry.queries.listing import Listed, listed, sums_of
from app.batch_entry.queries.report import report as put_together
from app.batch_entry.services import validating
from app.batches import queries
from app.batches.models import Batch
from app.batches.services import NotCommitted, commit
from app.cli.background import FULL, finished, refuse
from app.cli.context import fail, in_workspace, print_json
from app.db import db, reading
from app.operations.workspaces import OPERATOR
from app.web.spreadsheet import csv_lines
from app.words import plural

MOST = 100
"""Batches that are listed."""


@click.group("batches")
def batches() -> None:
    """Batches that staff type: list, validate and commit them, and print their control reports."""


@batches.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
@reading()
def list_batches(workspace: Workspace, as_json: bool) -> None:
    """The latest batches, newest first: where each stands, its rows and what they come to."""
    told = _listed(listed(workspace.id, limit=MOST))
    if as_json:
        print_json(told)
    for each in () if as_json else told:
        amounts = "".join(f", {amount} {currency}" for currency, amount in each["sums"].items())
        click.echo(f"{each['number']} {each['name']}: {each['status']}, {each['rows']} rows{amounts}")


@batches.command("validate")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def validate_batch(workspace: Workspace, number: int, as_json: bool) -> None:
    """Decide every row of batch NUMBER anew and say what a commit would do. Nobody's record is touched."""
    batch = _the_batch(workspace, number, as_json)
    try:
        answer = validating.validate(batch, actor=OPERATOR)
        if isinstance(answer, validating.NotValidated):
            refuse(answer.reason, as_json)
        batch, words = finished(batch, answer.work)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")
    if words:
        fail(f"Batch {number} was not validated. {words}")
    _say_forecast(_forecast(batch), as_json)


@batches.command("commit")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def commit_batch(workspace: Workspace, number: int, as_json: bool) -> None:
    """Carry out the ready rows of batch NUMBER as they were validated; the rest moves to a batch of its own.

    What is in the way on its page is in the way here: a missing validation, totals that differ, approval.
    """
    batch = _the_batch(workspace, number, as_json)
    try:
        answer = commit(batch, actor=OPERATOR)
        if isinstance(answer, NotCommitted):
            refuse(answer.reason, as_json)
        batch, words = finished(batch, answer.work)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")
    if words:
        fail(f"Batch {number} was committed in part. {words} Run the command again to go on.")
    _say_results(batch, as_json)


@batches.command("report")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print JSON; otherwise CSV.")
@in_workspace
@reading()
def report(workspace: Workspace, number: int, as_json: bool) -> None:
    """The control report of batch NUMBER: who, when, totals, and what became of its rows."""
    batch = _the_batch(workspace, number, as_json)
    found = put_together(batch, entries.beside(batch))
    if as_json:
        print_json(found)
    else:
        click.echo("".join(csv_lines(lines(found))), nl=False)


def _the_batch(workspace: Workspace, number: int, as_json: bool) -> Batch:
    found = queries.by_number(workspace, number)
    if found is None or not found.kind.is_entered:
        refuse(f"There is no batch {number} that staff type.", as_json)
    return found


def _listed(found: Sequence[Listed]) -> list[dict[str, Any]]:
    shown = [each.batch for each in found]
    counts, amounts = queries.counts_of(shown), sums_of(shown)
    return [
        {
            "number": batch.number,
            "name": batch.name,
            "kind": batch.kind.value,
            "status": batch.status.value,
            "rows": counts[batch.id].rows - counts[batch.id].skipped,
            "sums": {each: plain_amount(minor, each) for minor, each in amounts.get(batch.id, ())},
        }
        for batch in shown
    ]


def _forecast(batch: Batch) -> dict[str, Any]:
    counts, found = queries.counts(batch), validating.found(batch)
    names = facts.names(batch, {row for each in found.findings for row in each.rows})
    said = [told(each, names) for each in found.findings]
    return {
        "batch": batch.number,
        "ready": {"create": counts.create, "update": counts.update, "no_change": counts.no_change},
        "not_ready": counts.undecided,
        "skipped": counts.skipped,
        "gifts": {each: plain_amount(minor, each) for each, (_, minor) in sums.due(batch).items()},
        "rules": dict(found.rules),
        "findings": [{"what": each.title, "rows": list(each.rows), "told": each.what} for each in said],
    }


def _say_forecast(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(told)
        return
    ready = told["ready"]
    gifts = "".join(f", {amount} {currency}" for currency, amount in told["gifts"].items())
    rest = plural(told["not_ready"], "{n} row is not ready.", "{n} rows are not ready.")
    click.echo(
        f"Batch {told['batch']}: adds {ready['create']}, updates {ready['update']},"
        f" leaves {ready['no_change']}{gifts}; {rest}"
    )
    for each in told["findings"]:
        click.echo(f"Rows {', '.join(map(str, each['rows']))}: {each['what']}. {each['told']}")


def _say_results(batch: Batch, as_json: bool) -> None:
    results = queries.results(batch)
    moved = [each["batch"] for each in batch.settings.get("exceptions", [])]
    told = {
        "batch": batch.number,
        "committed": {
            "created": results.created,
            "updated": results.updated,
            "unchanged": results.unchanged,
        },
        "gifts": {each: plain_amount(minor, each) for each, (_, minor) in sums.committed(batch).items()},
        "exceptions": moved,
    }
    if as_json:
        print_json(told)
        return
    numbers = f"{results.created:,} added, {results.updated:,} updated, {results.unchanged:,} unchanged"
    rest = f" What could not be committed is in batch {moved[-1]}." if moved else ""
    click.echo(f"Batch {batch.number}: {numbers}.{rest}")
