"""Noting who took people's data out of Kith."""

from app.audiences.domain.differences import Differences
from app.audiences.models import AudienceCheck, AudienceExport
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.db import db


def note_export(check: AudienceCheck, *, count: int, found: Differences, actor: Actor) -> None:
    """Write down how many messages the file is for, what had changed since the check, and in the journal
    that it was taken."""
    db.session.add(
        AudienceExport(
            workspace_id=check.workspace_id,
            check_id=check.id,
            count=count,
            differences=found.stored,
            actor_id=actor.id,
            actor=actor.label,
        )
    )
    told = {
        "name": check.name,
        "people": count,
        "filter": "can be emailed",
        "left out since": found.dropped,
    }
    record(check.workspace_id, actor, [Change(Subject.AUDIENCE, check.id, "export", after=told)])
    db.session.flush()
