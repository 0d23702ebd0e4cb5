"""Check a file as the import screens do, and commit it when asked."""

from pathlib import Path
from typing import Any, NoReturn

import click

from app import jobs
from app.accounts.models import Workspace
from app.batches import queries as batches
from app.batches.domain.counts import Results
from app.batches.domain.mapping import Mapping
from app.batches.domain.rows import Mode
from app.batches.models import Batch
from app.batches.services import NotCommitted, commit
from app.cli.context import in_workspace, print_json, the_app, to_stderr
from app.db import bind, db
from app.imports import queries, services
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.operations.workspaces import OPERATOR
from app.work.domain.state import WorkState
from app.work.models import Work


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mode", type=click.Choice([mode.value for mode in Mode]), default="both", show_default=True)
@click.option("--mapping", "mapping_name", metavar="NAME", help="Use the mapping saved under this name.")
@click.option("--commit", "commits", is_flag=True, help="Carry out the ready rows; without it, only check.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@in_workspace
def import_file(
    workspace: Workspace, file: Path, mode: str, mapping_name: str | None, commits: bool, as_json: bool
) -> None:
    """Check FILE against the workspace; with --commit also write it."""
    batch = _received(workspace, file, Mode(mode), as_json)
    mapping = _saved(workspace, batch, mapping_name, as_json) if mapping_name else services.mapping_of(batch)
    services.map_columns(batch, mapping)
    match services.check(workspace, batch, actor=OPERATOR):
        case services.NotChecked(problems):
            _refuse(" ".join(problem.what for problem in problems), as_json)
        case services.Checking(work):
            batch = _finished(batch, work, as_json)
    committed = None
    if commits:
        batch = _committed(batch, as_json)
        committed = batches.results(batch)
    _answer(batch, committed, as_json)


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
        _refuse(f"{path} cannot be read: {error.strerror}. Check the name and try again.", as_json)
    if isinstance(answer, Refused):
        _refuse(str(answer), as_json)
    return answer.batch


def _saved(workspace: Workspace, batch: Batch, name: str, as_json: bool) -> Mapping:
    saved = queries.saved_mapping(workspace, name=name)
    if saved is None:
        _refuse(f"There is no saved mapping named “{name}”. A mapping is saved with every check.", as_json)
    return Mapping.from_json(saved.mapping, batch.shape["columns"])


def _finished(batch: Batch, work: Work, as_json: bool) -> Batch:
    """See the work to its end, here or in the server; answers the batch as it is then."""
    key = work.workspace_id, work.id
    batch_id = batch.id
    db.session.commit()
    state = jobs.finish(the_app(), *key)
    db.session.remove()
    bind(key[0])
    found = batches.get(key[0], batch_id)
    assert found is not None
    if state is not WorkState.DONE:
        _refuse(_why(key[0], work_id=key[1]), as_json)
    return found


def _why(workspace_id: int, *, work_id: int) -> str:
    from app.work import queries as work

    found = work.get(workspace_id, work_id)
    return found.error if found and found.error else "The work was stopped."


def _committed(batch: Batch, as_json: bool) -> Batch:
    answer = commit(batch, actor=OPERATOR)
    if isinstance(answer, NotCommitted):
        _refuse(answer.reason, as_json)
    return _finished(batch, answer.work, as_json)


def _answer(batch: Batch, results: Results | None, as_json: bool) -> None:
    counts = batches.counts(batch)
    done = (
        {"created": results.created, "updated": results.updated, "unchanged": results.unchanged}
        if results
        else None
    )
    if not as_json:
        click.echo(f"Import {batch.number}: {counts.rows:,} rows: {_listed(counts.by_outcome())}.")
        click.echo(f"Committed: {_listed(done)}." if done else "Nothing has been changed.")
        return
    print_json(
        {
            "batch": batch.number,
            "rows": counts.rows,
            "counts": counts.by_outcome(),
            "committed": done,
            "results": [_result(row) for row in batches.outcomes(batch)],
        }
    )


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
