"""Starting and deleting checks."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.audiences.domain.question import CheckState, Question, clash
from app.audiences.models import AudienceCheck
from app.audiences.queries.asking import Broken, understand
from app.audiences.queries.checks import question_of
from app.audiences.services.checking import KIND
from app.audiences.services.clearing import clear
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.db import db, now
from app.words import _
from app.work import queries as running
from app.work import services as work
from app.work.models import Work


@dataclass(frozen=True, slots=True)
class Started:
    """The check is on its way; nobody's record is touched by it."""

    check: AudienceCheck
    work: Work


@dataclass(frozen=True, slots=True)
class Refused:
    """The question cannot be asked: why, as a sentence for staff."""

    why: str


def start(workspace: Workspace, question: Question, *, name: str, actor: Actor) -> Started | Refused:
    """Ask the question in the background. Flushes; the caller commits."""
    if why := clash(question):
        return Refused(why)
    at = now()
    audience = understand(workspace, question, at=at)
    if isinstance(audience, Broken):
        return Refused(_("{reason} Mend or leave it out, then check again.", reason=audience.why))
    check = AudienceCheck(
        workspace_id=workspace.id,
        name=name or question.title,
        topic_id=question.topic_id,
        topic=audience.topic.name if audience.topic else "",
        included=[part.stored for part in question.included],
        excluded=[part.stored for part in question.excluded],
        messages_allowed=question.messages,
        days=question.days,
        at=at,
        created_by=actor.id,
        creator=actor.label,
    )
    db.session.add(check)
    db.session.flush()
    record(workspace.id, actor, [Change(Subject.AUDIENCE, check.id, "check", after={"name": check.name})])
    begun = work.start(workspace_id=workspace.id, kind=KIND, subject_id=check.id, total=None, by=actor.id)
    return Started(check, begun.work if isinstance(begun, work.AlreadyRunning) else begun)


def again(workspace: Workspace, check: AudienceCheck, *, actor: Actor) -> Started | Refused:
    """The same question, asked now; the answer of then stays."""
    return start(workspace, question_of(check), name=check.name, actor=actor)


def delete(check: AudienceCheck, *, actor: Actor) -> None:
    """Delete a check: nobody finds it any more, and its answer goes in the background. That files were taken
    from it stays in the journal."""
    if found := running.alive(check.workspace_id, KIND, check.id):
        work.request_stop(workspace_id=check.workspace_id, work_id=found.id)
    change = Change(
        Subject.AUDIENCE, check.id, "deleted", before={"name": check.name, "people": check.people}
    )
    record(check.workspace_id, actor, [change])
    check.state = CheckState.DELETED
    db.session.flush()
    clear(check)
