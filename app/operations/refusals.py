"""What was refused since a backup outlives its restore: nobody becomes mailable or comes back by it."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.models import Workspace
from app.config import Settings
from app.consent import services as consent
from app.consent.services import keeping
from app.consent.services import refusal_files as files
from app.db import bind, db
from app.jobs.refusals import keep
from app.lifecycle.services.erasing import Erased, erase, leave_no_copy
from app.operations.folder import alone, sqlite_file
from app.operations.workspaces import OPERATOR
from app.work import bell

Say = Callable[[str], None]
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class PutBack:
    """How much was put back in all workspaces, what could not be, and whether anything is kept at all."""

    restrictions: int = 0
    erasures: int = 0
    elsewhere: int = 0
    unreadable: int = 0
    is_kept: bool = True

    def sentences(self) -> Iterable[str]:
        """What a person who restored a backup has to know."""
        if not self.is_kept:
            yield (
                "There is nothing in KITH_DATA/refusals: whoever said no or was erased after the backup is "
                "back. Copy that folder from the old machine and run ./run kith doctor --repair, or repeat "
                "these wishes by hand."
            )
        elif self.restrictions or self.erasures:
            parts = _count(self.restrictions, "restriction"), _count(self.erasures, "erasure")
            were = "was" if self.restrictions + self.erasures == 1 else "were"
            yield f"{' and '.join(filter(None, parts))} since the backup {were} put back."
        else:
            yield "Nobody had said no or was erased since the backup."
        if self.elsewhere:
            lines = _count(self.elsewhere, "line")
            yield f"Left alone: {lines} of KITH_DATA/refusals about a workspace that this backup lacks."
        if self.unreadable:
            yield f"{_count(self.unreadable, 'line')} of KITH_DATA/refusals could not be read."


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}" if number else ""


def keep_all(app: Flask) -> None:
    """Keep what the present database says before another takes its place; a database that is not there, or
    does not answer, has nothing to say."""
    settings: Settings = app.config["SETTINGS"]
    if settings.is_sqlite and not sqlite_file(settings).exists():
        return
    try:
        for workspace_id in _workspaces(app):
            with app.app_context():
                keep(workspace_id)
    except SQLAlchemyError as error:
        _log.warning("the present database cannot be asked what was refused lately", exc_info=error)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def replay(app: Flask) -> PutBack:
    """Put back in every workspace what the restored database lacks; each as a whole, and committed."""
    folder = _folder(app)
    found = PutBack(is_kept=bool(files.months(folder)))
    with alone(app.config["SETTINGS"]):
        workspaces = _workspaces(app)
        for workspace_id in workspaces:
            with app.app_context():
                bind(workspace_id)
                lines, people = put_back(workspace_id)
                db.session.commit()
            found.restrictions, found.erasures = found.restrictions + lines, found.erasures + people
    for each in files.read(folder):
        found.unreadable += each is None
        found.elsewhere += each is not None and each.workspace not in workspaces
    return found


def at_start(app: Flask, say: Say) -> None:
    """Before the first request: put back what a database lacks that was restored by other means, else keep
    what was not kept when the last process ended."""
    folder = _folder(app)
    workspaces = _workspaces(app) if app.config["KEEP_REFUSALS"] else []
    with app.app_context():
        is_set_back = any(keeping.is_set_back(folder, workspace_id) for workspace_id in workspaces)
        for workspace_id in [] if is_set_back else workspaces:
            keep(workspace_id)
    for sentence in replay(app).sentences() if is_set_back else ():
        say(sentence)


def put_back(workspace_id: int) -> tuple[int, int]:
    """Put back in one workspace; answers how many restrictions and how many erasures. Flushes alone.

    Restrictions first: the addresses that somebody had when she was erased are among them.
    """
    folder = _folder(current_app)
    bell.once_committed(db.session(), ("refusals", workspace_id), lambda: _keep_anew(folder, workspace_id))
    workspace = db.session.get_one(Workspace, workspace_id)
    lines = sum(
        consent.put_back(workspace, some, actor=OPERATOR) for some in keeping.lacking(folder, workspace_id)
    )
    people = keeping.back_again(folder, workspace_id)
    if people:
        bell.once_committed(db.session(), "no copy", leave_no_copy)
    return lines, sum(isinstance(erase(workspace, each, actor=OPERATOR), Erased) for each in people)


def _keep_anew(folder: Path, workspace_id: int) -> None:
    files.forget_mark(folder, workspace_id)
    keep(workspace_id)


def examination(workspace_id: int) -> Iterable[str]:
    """What the files and the ledger do not both say; nothing where nothing is kept."""
    settings: Settings = current_app.config["SETTINGS"]
    if not current_app.config["KEEP_REFUSALS"]:
        return
    folder = files.folder_of(settings.data)
    if behind := keeping.unkept(folder, workspace_id, days=settings.refusal_days):
        yield f"{_count(len(behind), 'refusal')} of the ledger not kept in KITH_DATA/refusals"
    if ahead := sum(len(some) for some in keeping.lacking(folder, workspace_id)):
        yield f"{_count(ahead, 'refusal')} of KITH_DATA/refusals not in the ledger: was a backup restored?"
    if back := keeping.back_again(folder, workspace_id):
        yield f"{_count(len(back), 'constituent')} there again after an erasure: was a backup restored?"


def repair(workspace_id: int) -> None:
    """Put back what the ledger lacks; once that is committed, what the files lack is kept."""
    put_back(workspace_id)


def _folder(app: Flask) -> Path:
    return files.folder_of(app.config["SETTINGS"].data)


def _workspaces(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(Workspace.id).order_by(Workspace.id)))
