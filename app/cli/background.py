"""What the commands about imports share: work seen to its end, and a refusal."""

from typing import NoReturn

from app import jobs
from app.batches import queries as batches
from app.batches.models import Batch
from app.cli.context import fail, print_json, the_app, to_stderr
from app.db import bind, db
from app.work import queries as progress
from app.work.domain.state import WorkState
from app.work.models import Work

FULL = "The database cannot be written: it is busy, or its disk is full."


def finished(batch: Batch, work: Work) -> tuple[Batch, str]:
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
        what = f"{found.kind.noun.capitalize()} {found.number}"
        fail(f"{FULL} {what} waits, and goes on by itself when the server can write again.")
    ended = progress.get(workspace_id, work_id)
    return found, (ended.error if ended else "") or "The work was stopped."


def refuse(words: str, as_json: bool) -> NoReturn:
    """End the command, of which nothing is kept: exit status 2."""
    db.session.rollback()
    if as_json:
        print_json({"refused": words})
    else:
        to_stderr(words)
    raise SystemExit(2)
