"""Check a file as the import screens do, and commit it when asked."""

import json
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy.exc import OperationalError

from app import jobs
from app.accounts.models import Workspace
from app.batches import queries as batches
from app.batches.domain.counts import Results
from app.batches.domain.mapping import Mapping
from app.batches.domain.rows import Mode
from app.batches.models import Batch
from app.batches.services import NotCommitted, commit
from app.cli.context import fail, in_workspace, print_json, the_app, to_stderr
from app.constituents.domain.dates import DateFormat, usual_order
from app.db import bind, db
from app.imports import queries, services
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.operations.workspaces import OPERATOR
from app.work import queries as progress
from app.work.domain.state import WorkState
from app.work.models import Work

FULL = "The database cannot be written: it is busy, or its disk is full."


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default="both", show_default=True)
@click.option("--mapping", "mapping_name", metavar="NAME", help="Use the mapping saved under this name.")
@click.option(
    "--dates", type=click.Choice([each.value for each in DateFormat]), help="Order of day and month."
)
@click.option("--commit", "commits", is_flag=True, help="Carry out the ready rows; without it, only check.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def import_file(
    workspace: Workspace,
    file: Path,
    mode: str,
    mapping_name: str | None,
    dates: str | None,
    commits: bool,
    as_json: bool,
) -> None:
    """Check FILE against the workspace; with --commit also write it."""
    try:
        batch = _received(workspace, file, Mode(mode), as_json)
        mapping = _mapping(workspace, batch, mapping_name, as_json)
        batch = _checked(workspace, batch, _with_dates(mapping, workspace, dates), as_json)
        results = None
        if commits:
            batch = _committed(batch, as_json)
            results = batches.results(batch)
        _answer(batch, results, as_json)
    except OperationalError:
        db.session.rollback()
        fail(f"{FULL} Run the command again later.")


def _received(workspace: Workspace, path: Path, mode: Mode, as_json: bool) -> Batch:
    settings = the_app().config["SETTINGS"]
    try:
        with path.open("rb") as file:
            answer = services.receive(
                workspace,
                file,
                filename=path.name,
                actor=OPERATOR,
                largest=settings.max_upload_mb * 1_000_000,
                limits=Limits(rows=settings.max_rows),
                mode=mode,
            )
    except OSError as error:
        name = str(path).encode(errors="replace").decode()
        _refuse(f"{name} cannot be read: {error.strerror}. Check the name and try again.", as_json)
    if isinstance(answer, Refused):
        _refuse(str(answer), as_json)
    return answer.batch


def _mapping(workspace: Workspace, batch: Batch, name: str | None, as_json: bool) -> Mapping:
    if name is None:
        return services.mapping_of(batch)
    saved = queries.saved_mapping(workspace, name=name)
    if saved is None:
        _refuse(f"There is no saved mapping named “{name}”. A mapping is saved with every check.", as_json)
    return Mapping.from_json(saved.mapping, batch.shape["columns"])


def _with_dates(mapping: Mapping, workspace: Workspace, dates: str | None) -> Mapping:
    """The mapping with every date column settled: as the command says, else as is usual in the country."""
    if dates:
        return mapping.with_dates(DateFormat(dates))
    usual = usual_order(workspace.country)
    for column in mapping.columns:
        if column.is_date and column.date_format is None:
            to_stderr(f"Dates in “{column.header}” are read {usual.label}; --dates says otherwise.")
    return mapping.settling_dates(usual)


def _checked(workspace: Workspace, batch: Batch, mapping: Mapping, as_json: bool) -> Batch:
    services.map_columns(batch, mapping)
    match services.check(workspace, batch, actor=OPERATOR):
        case services.NotChecked(problems):
            _refuse(" ".join(problem.what for problem in problems), as_json)
        case services.Checking(work):
            batch, words = _finished(batch, work)
    if words:
        services.discard(batch, actor=OPERATOR)
        db.session.commit()
        _refuse(words, as_json)
    return batch


def _committed(batch: Batch, as_json: bool) -> Batch:
    answer = commit(batch, actor=OPERATOR)
    if isinstance(answer, NotCommitted):
        _refuse(answer.reason, as_json)
    batch, words = _finished(batch, answer.work)
    if words:
        _refuse(f"Import {batch.number} was committed in part. {words}", as_json)
    return batch


def _finished(batch: Batch, work: Work) -> tuple[Batch, str]:
    """See the work to its end, here or in the server; answers the batch, and why it ended early if it did."""
    workspace_id, work_id, batch_id = work.workspace_id, work.id, batch.id
    db.session.commit()
    state = jobs.finish(the_app(), workspace_id, work_id)
    db.session.remove()
    bind(workspace_id)
    found = batches.get(workspace_id, batch_id)
    assert found is not None
    if state is WorkState.DONE:
        return found, ""
    if state.is_alive:
        fail(f"{FULL} Import {found.number} waits, and goes on by itself when the server can write again.")
    ended = progress.get(workspace_id, work_id)
    return found, (ended.error if ended else "") or "The work was stopped."


def _answer(batch: Batch, results: Results | None, as_json: bool) -> None:
    counts = batches.counts(batch)
    done = (
        {"created": results.created, "updated": results.updated, "unchanged": results.unchanged}
        if results
        else None
    )
    if as_json:
        head = {"batch": batch.number, "rows": counts.rows, "counts": counts.by_outcome(), "committed": done}
        _print_with_results(head, batch)
    else:
        click.echo(f"Import {batch.number}: {counts.rows:,} rows: {_listed(counts.by_outcome())}.")
        click.echo(f"Committed: {_listed(done)}." if done else "Nothing has been changed.")


def _print_with_results(head: dict[str, object], batch: Batch) -> None:
    """One document, written row by row: a million results need not fit into memory."""
    click.echo(json.dumps(head, indent=2).removesuffix("\n}") + ',\n  "results": [', nl=False)
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
        "detail": row.detail,
        "constituent": batches.lookup_of(row.lookup_number),
        "score": row.score,
    }


def _refuse(words: str, as_json: bool) -> NoReturn:
    """The file as a whole was refused: nothing is left of it."""
    db.session.rollback()
    if as_json:
        print_json({"refused": words})
    else:
        to_stderr(words)
    raise SystemExit(2)
