"""Records to end, to take out and to erase."""

from dataclasses import replace
from typing import Any

from flask import Flask

from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.consent import queries as consent
from app.consent import services as permission
from app.consent.domain.facts import Basis, EventKind, Party
from app.constituents.domain.record import Email, Existing, Incoming, Kind, Name, PointType
from app.constituents.queries import existing
from app.db import db, now
from app.lifecycle.services.erasing import Erased, erase
from app.updates.rewriting import Rewritten, rewrite
from tests import factories
from tests.profiles.makers import create

ALICE = Actor("Alice", Via.FORM, id=101)


def workspace(workspace_id: int) -> Workspace:
    return db.session.get_one(Workspace, workspace_id)


def ada(workspace_id: int, *, email: str = "ada@example.org", consented: bool = True) -> int:
    """Ada Lovelace, who said yes to mail."""
    emails = (Email(email, PointType.HOME, primary=True),) if email else ()
    (person,) = create(workspace_id, Incoming(Kind.INDIVIDUAL, Name(first="Ada", last="Lovelace"), emails))
    if consented:
        agree(workspace_id, person)
    return person


def agree(workspace_id: int, person: int) -> None:
    line = permission.Line(
        kind=EventKind.CONSENT_GIVEN, at=now(), subject=person, basis=Basis.EXPRESS, evidence="a form"
    )
    permission.permit(workspace(workspace_id), [line], party=Party.STAFF, actor=ALICE)


def made(app: Flask, workspace_id: int, **values: Any) -> int:
    """Ada, committed."""
    with factories.inside(app, workspace_id):
        person = ada(workspace_id, **values)
        db.session.commit()
    return person


def record_of(workspace_id: int, person: int) -> Existing:
    return existing(workspace_id, [person])[person]


def is_mailable(workspace_id: int, person: int) -> bool:
    return consent.verdicts(workspace(workspace_id), [person], at=now())[person].eligible


def edit(workspace_id: int, person: int, **values: Any) -> Existing:
    """Write these values as staff do by hand."""
    version = record_of(workspace_id, person).version
    outcome = rewrite(workspace_id, person, lambda who: replace(who, **values), version=version, actor=ALICE)
    assert isinstance(outcome, Rewritten)
    return outcome.record


def entries_of(workspace_id: int, person: int, field: str = "") -> list[JournalEntry]:
    """The journal of one person, or of one field, oldest first."""
    query = db.session.query(JournalEntry).filter(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == person,
    )
    found = query.filter(JournalEntry.field == field) if field else query
    return list(found.order_by(JournalEntry.id))


def erased(app: Flask, workspace_id: int, person: int) -> Erased:
    with factories.inside(app, workspace_id):
        outcome = erase(workspace(workspace_id), person, actor=ALICE)
        assert isinstance(outcome, Erased)
        db.session.commit()
    return outcome
