"""The background work: calls are read, then who came since is found, then soft bounces are counted."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.db import db, now
from app.inbound import queries
from app.inbound.domain.calls import CallState
from app.inbound.models import EmailReport, WebhookCall
from app.inbound.services.matching import match_some
from app.inbound.services.settling import judge_some, settled
from app.inbound.services.storing import store
from app.inbound.services.thinking import Thoughts, last_of, think
from app.work import queries as working
from app.work import services as work
from app.work.domain.lease import Lease, Progress
from app.work.models import Work
from app.work.running import Handler, Staged
from app.work.services import AlreadyRunning

KIND = "email_events"
SUBJECT = 1
"""There is one such work in a workspace."""
REPORTS_KEPT = timedelta(days=365)
_AT_ONCE = 5_000


def wake(workspace_id: int) -> Work | AlreadyRunning:
    """Ask for what came to be read soon, by the same piece of work each time."""
    found = working.latest(workspace_id, KIND, SUBJECT)
    if found is not None:
        return AlreadyRunning(found) if found.state.is_alive else work.resume(work=found)
    return work.start(workspace_id=workspace_id, kind=KIND, subject_id=SUBJECT, total=None, by=None)


def begin(lease: Lease) -> Staged[Thoughts]:
    """Read calls in order; one that has to wait is left to the next time."""
    place = _Place()

    def look(limit: int) -> Thoughts:
        return think(lease.workspace_id, place.after, limit)

    def write(thoughts: Thoughts) -> Progress:
        workspace = db.session.get_one(Workspace, lease.workspace_id)
        place.after = last_of(thoughts.calls, place.after)
        place.done += len(thoughts.calls)
        if thoughts.calls:
            store(workspace, thoughts)
            return Progress(place.done, finished=False)
        more = match_some(workspace, 500) or judge_some(workspace, 500)
        return Progress(place.done, finished=not more)

    return Staged(look, write)


class _Place:
    """Where the work stands."""

    after = 0
    done = 0


HANDLER = Handler(begin)


def care(workspace_id: int) -> None:
    """The chore: forget what was kept long enough, and see that nothing waits unheard."""
    workspace = db.session.get_one(Workspace, workspace_id)
    days = timedelta(days=queries.rules_of(workspace).days)
    # What nobody read yet may hold somebody's no: it waits for the worker, however long.
    old = (WebhookCall.received_at < now() - days) & (WebhookCall.state != CallState.NEW)
    _forget(WebhookCall, workspace_id, old)
    _forget(EmailReport, workspace_id, EmailReport.recorded_at < now() - REPORTS_KEPT)
    if queries.is_anything_due(workspace_id, settled()):
        wake(workspace_id)


def _forget(table: Any, workspace_id: int, old: Any) -> None:
    found = select(table.id).where(table.workspace_id == workspace_id, old).limit(_AT_ONCE)
    if ids := db.session.scalars(found).all():
        db.session.execute(
            delete(table).where(table.workspace_id == workspace_id, table.id.in_(ids)),
            execution_options={"synchronize_session": False},
        )
