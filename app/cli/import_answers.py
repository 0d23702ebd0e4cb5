"""What `kith import` answers: counts, alarms, and what became of every row."""

import json
from typing import Any

import click

from app.batches import queries as batches
from app.batches.models import Batch
from app.batches.services import alarms
from app.cli.context import to_stderr
from app.db import db
from app.updates.domain.changes import change_from_json
from app.updates.domain.words import in_words


def answer(batch: Batch, *, commits: bool, as_json: bool) -> None:
    """Print how the rows stand, and if the command `commits`, what it did."""
    results = batches.results(batch) if commits else None
    done = (
        {"created": results.created, "updated": results.updated, "unchanged": results.unchanged}
        if results
        else None
    )
    counts = batches.counts(batch)
    if as_json:
        head = {"batch": batch.number, "rows": counts.rows, "counts": counts.by_outcome()}
        told = [{"kind": alarm.kind.value, "what": str(alarm)} for alarm in alarms.unacknowledged(batch)]
        _print_with_results({**head, "alarms": told, "committed": done}, batch)
    else:
        click.echo(f"Import {batch.number}: {counts.rows:,} rows: {_listed(counts.by_outcome())}.")
        click.echo(f"Committed: {_listed(done)}." if done else "Nothing has been changed.")
        for alarm in alarms.unacknowledged(batch):
            to_stderr(str(alarm))


def _print_with_results(head: dict[str, object], batch: Batch) -> None:
    """One document, written row by row: a million results need not fit into memory."""
    click.echo(
        json.dumps(head, indent=2, ensure_ascii=False).removesuffix("\n}") + ',\n  "results": [', nl=False
    )
    before, after = "\n    ", 0
    while page := batches.outcomes(batch, after=after):
        after = page[-1].number
        db.session.rollback()  # whoever reads slowly keeps nobody from writing
        results = ",\n    ".join(json.dumps(_result(row), ensure_ascii=False) for row in page)
        click.echo(before + results, nl=False)
        before = ",\n    "
    click.echo("\n  ]\n}")


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in numbers.items())


def _result(row: Any) -> dict[str, object]:
    return {
        "row": row.number,
        "line": row.line,
        "outcome": row.outcome.value,
        "action": row.action.value,
        "state": row.state.value,
        "detail": row.detail,
        "constituent": batches.lookup_of(row.lookup_number),
        "score": row.score,
        "changes": [_change(told) for told in (row.plan or {}).get("changes", ())],
    }


def _change(told: dict[str, Any]) -> dict[str, object]:
    """One change of the plan: what is done to which field, in words, and the rule that says so."""
    parts = {part: told.get(part) for part in ("do", "field", "before", "after", "rule")}
    return parts | {"words": in_words(change_from_json(told))}
