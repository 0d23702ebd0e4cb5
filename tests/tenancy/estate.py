"""One of everything in our workspace, each with a word that nobody else may ever read."""

from dataclasses import dataclass
from io import BytesIO

from flask import Flask
from sqlalchemy import select

from app import jobs
from app.accounts import services as accounts
from app.accounts.domain.roles import Role
from app.accounts.models import OneTimeLink, StaffSession, Workspace
from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.batches.models import Batch
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Incoming, Kind, Name
from app.db import db, now
from app.groups import services as groups
from app.imports import services as imports
from app.imports.domain.limits import Limits
from app.updates.domain.plan import create_plan
from app.updates.services import Applied, Task, apply_all
from tests.factories import World, inside

CANARY = "Quetzalcoatlus"
FILE = f"Email,First name,Last name\nnew@example.org,New,{CANARY}\nbad,Bad,{CANARY}\n".encode()


@dataclass(frozen=True, slots=True)
class Estate:
    """Ids of what we own, by the names that URLs give them."""

    ids: dict[str, int | str]


def build(app: Flask, world: World) -> Estate:
    """One of everything; the file is checked and waits in review."""
    with inside(app, world.ours):
        workspace = db.session.get(Workspace, world.ours)
        assert workspace is not None
        actor = Actor("Alice", Via.FORM, id=world.alice)
        person = _person(workspace, actor)
        ids: dict[str, int | str] = {
            "constituent_id": person,
            "event_id": _restriction(workspace, person, actor),
            "group_id": _group(workspace, person, actor),
            "interest_id": _interest(workspace),
            "staff_id": world.vera,
            **_links(workspace, world, actor),
            **_import(workspace, actor),
        }
        ids["change_set"] = db.session.scalars(select(JournalEntry.change_set)).first() or 0
        db.session.commit()
    jobs.drain(app)
    return Estate(ids)


def _person(workspace: Workspace, actor: Actor) -> int:
    record = Incoming(
        kind=Kind.INDIVIDUAL,
        name=Name(first="Ada", last=CANARY),
        emails=(Email(address=f"{CANARY}@example.org", type=PointType.HOME, primary=True),),
    )
    [made] = apply_all(
        workspace.id,
        [Task(plan=create_plan(record), kind=record.kind)],
        actor=actor,
    )
    assert isinstance(made, Applied)
    return made.record.id


def _restriction(workspace: Workspace, person: int, actor: Actor) -> int:
    line = consent.Line(kind=EventKind.DO_NOT_CONTACT_SET, at=now(), subject=person, evidence=CANARY)
    return consent.restrict(workspace, [line], party=Party.STAFF, actor=actor).ids[0]


def _group(workspace: Workspace, person: int, actor: Actor) -> int:
    saved = groups.create(workspace, groups.Draft(name=CANARY, purpose=CANARY), actor=actor)
    assert isinstance(saved, groups.Saved)
    groups.add_members(workspace, saved.group, [person], actor=actor)
    return saved.group.id


def _interest(workspace: Workspace) -> int:
    interest = InterestGroup(workspace_id=workspace.id, name=CANARY, description=CANARY)
    db.session.add(interest)
    db.session.flush()
    return interest.id


def _links(workspace: Workspace, world: World, actor: Actor) -> dict[str, int | str]:
    invited = f"{CANARY.lower()}@example.net"
    accounts.invite(workspace, email=invited, role=Role.VIEWER, by=Role.OWNER, actor=actor)
    accounts.open_session(world.alice)
    link = db.session.scalars(select(OneTimeLink)).one()
    session = db.session.scalars(select(StaffSession)).first()
    assert session is not None
    return {"link_id": link.id, "session_id": session.id}


def _import(workspace: Workspace, actor: Actor) -> dict[str, int | str]:
    received = imports.receive(
        workspace,
        BytesIO(FILE),
        filename=f"{CANARY}.csv",
        actor=actor,
        largest=1_000_000,
        limits=Limits(),
    )
    assert isinstance(received, imports.Received)
    batch: Batch = received.batch
    imports.map_columns(batch, imports.mapping_of(batch))
    imports.check(workspace, batch, actor=actor)
    return {"number": batch.number, "row_number": 2}
