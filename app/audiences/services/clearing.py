"""Clearing away what a check found, a few people at a time, so that nobody has to wait for it to write."""

from sqlalchemy import delete, select

from app.audiences.domain.question import CheckState
from app.audiences.models import AudienceCheck, AudienceExport, AudiencePerson
from app.db import db
from app.work import services as work
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler, Step

KIND = "audience_clearing"


def clear(check: AudienceCheck) -> None:
    """Let the answer go in the background, and the check with it where it was deleted. Flushes."""
    work.start(workspace_id=check.workspace_id, kind=KIND, subject_id=check.id, total=None, by=None)


def begin(lease: Lease) -> Step:
    """A step deletes so many people of the check; the last one, what is left of it."""
    done = 0

    def step(size: int) -> Progress:
        nonlocal done
        gone = _delete_some(lease, size)
        done += gone
        if gone < size:
            _delete_rest(lease)
        return Progress(done, finished=gone < size)

    return step


HANDLER = Handler(begin)


def _delete_some(lease: Lease, size: int) -> int:
    mine = (AudiencePerson.workspace_id == lease.workspace_id, AudiencePerson.check_id == lease.subject_id)
    some = db.session.scalars(select(AudiencePerson.constituent_id).where(*mine).limit(size)).all()
    if some:
        statement = delete(AudiencePerson).where(*mine, AudiencePerson.constituent_id.in_(some))
        db.session.execute(statement, execution_options={"synchronize_session": False})
    return len(some)


def _delete_rest(lease: Lease) -> None:
    for table, key in ((AudienceExport, AudienceExport.check_id), (AudienceCheck, AudienceCheck.id)):
        deleted = select(AudienceCheck.id).where(
            AudienceCheck.workspace_id == lease.workspace_id,
            AudienceCheck.id == lease.subject_id,
            AudienceCheck.state == CheckState.DELETED,
        )
        db.session.execute(
            delete(table).where(table.workspace_id == lease.workspace_id, key.in_(deleted)),
            execution_options={"synchronize_session": False},
        )
