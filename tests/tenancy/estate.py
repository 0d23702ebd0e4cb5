"""One of everything in our workspace, each with a word that nobody else may ever read."""

from dataclasses import dataclass
from io import BytesIO

from flask import Flask
from sqlalchemy import select

from app import jobs
from app.accounts import services as accounts
from app.accounts.domain.roles import Role
from app.accounts.models import OneTimeLink, StaffSession, Workspace
from app.activity_imports import services as activity_imports
from app.activity_imports.services import receiving
from app.audiences import services as audiences
from app.audiences.domain.question import Part, Question
from app.audit.domain.source import Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.batch_entry.services import open_batch
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchAct
from app.batches.services import Planner, enter
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Incoming, Kind, Name
from app.cultivation import services as cultivation
from app.cultivation.domain.interactions import InteractionKind, NoteDraft
from app.cultivation.domain.prospects import ProspectDraft
from app.cultivation.domain.roles import ConstituencyDraft
from app.cultivation.domain.stages import Stage
from app.cultivation.models import Constituency
from app.db import db, now
from app.groups import services as groups
from app.imports import services as imports
from app.imports.domain.limits import Limits
from app.imports.models import SavedMapping
from app.matching.services.names import Added, add
from app.restrictions import services as restrictions
from app.updates.domain.plan import create_plan
from app.updates.services import Applied, Task, apply_all
from tests.batch_entry.makers import template
from tests.campaigns.makers import some_campaign
from tests.events.makers import some_event
from tests.factories import World, inside
from tests.giving.makers import some_gift
from tests.inbound.makers import some_reports

CANARY = "Quetzalcoatlus"
"""The word in everything that is ours; another workspace's things carry another."""


@dataclass(frozen=True, slots=True)
class Estate:
    """Ids of what we own, by the names that URLs give them."""

    ids: dict[str, int | str]


def build(app: Flask, world: World, *, word: str = CANARY) -> Estate:
    """One of everything of ours; the file is checked and waits in review."""
    return _build(app, world.ours, owner=world.alice, member=world.vera, word=word)


def build_theirs(app: Flask, world: World, *, word: str = "Archaeopteryx") -> Estate:
    """One of everything of the other workspace."""
    return _build(app, world.theirs, owner=world.mallory, member=world.mallory, word=word)


def _build(app: Flask, workspace_id: int, *, owner: int, member: int, word: str) -> Estate:
    with inside(app, workspace_id):
        workspace = db.session.get_one(Workspace, workspace_id)
        actor = Actor("Owner", Via.FORM, id=owner)
        person = _person(workspace, actor, word)
        ids: dict[str, int | str] = {
            "constituent_id": person,
            "event_id": _restriction(workspace, person, actor, word),
            "group_id": (group := _group(workspace, person, actor, word)),
            "check_id": _audience(workspace, group, actor, word),
            "interest_id": _interest(workspace, word),
            "staff_id": member,
            **_cultivation(workspace, person, actor, word),
            **_links(workspace, owner, actor, word),
            "pair_id": _names(workspace, actor, word),
            **_import(workspace, actor, word),
            **_restrictions(workspace, actor, word),
            **_activity(workspace, actor, word),
            **_entered(workspace, actor, word),
            **some_reports(workspace, word),
            **some_event(workspace, person, word),
            **some_gift(workspace, person, word),
            **some_campaign(workspace, person, word),
        }
        ids |= _entry(person)
        db.session.commit()
    jobs.drain(app)
    return Estate(ids)


def _person(workspace: Workspace, actor: Actor, word: str) -> int:
    record = Incoming(
        kind=Kind.INDIVIDUAL,
        name=Name(first="Ada", last=word),
        emails=(Email(address=f"{word}@example.org", type=PointType.HOME, primary=True),),
    )
    [made] = apply_all(
        workspace.id,
        [Task(plan=create_plan(record), kind=record.kind)],
        actor=actor,
    )
    assert isinstance(made, Applied)
    return made.record.id


def _entry(person: int) -> dict[str, int | str]:
    """The first line of the journal about a person, and the act that it is of."""
    query = select(JournalEntry).where(JournalEntry.subject_id == person).order_by(JournalEntry.id)
    found = db.session.scalars(query).first()
    assert found is not None
    return {"entry_id": found.id, "change_set": found.change_set}


def _restriction(workspace: Workspace, person: int, actor: Actor, word: str) -> int:
    line = consent.Line(kind=EventKind.DO_NOT_CONTACT_SET, at=now(), subject=person, evidence=word)
    return consent.restrict(workspace, [line], party=Party.STAFF, actor=actor).ids[0]


def _cultivation(workspace: Workspace, person: int, actor: Actor, word: str) -> dict[str, int | str]:
    today = now().date()
    draft = NoteDraft(kind=InteractionKind.CALL, on=today, text=word, next_step=word)
    note = cultivation.add_note(workspace.id, person, draft, actor=actor)
    held = cultivation.add_constituency(workspace.id, person, ConstituencyDraft(role=word), actor=actor)
    assert isinstance(held, Constituency)
    known = ProspectDraft(stage=Stage.CULTIVATION, note=word)
    cultivation.set_prospect(workspace, person, known, today=today, actor=actor)
    return {"note_id": note.id, "constituency_id": held.id}


def _group(workspace: Workspace, person: int, actor: Actor, word: str) -> int:
    saved = groups.create(workspace, groups.Draft(name=word, purpose=word), actor=actor)
    assert isinstance(saved, groups.Saved)
    groups.add_members(workspace, saved.group, [person], actor=actor)
    return saved.group.id


def _audience(workspace: Workspace, group: int, actor: Actor, word: str) -> int:
    question = Question(topic_id=None, topic="", included=(Part(group, word),))
    started = audiences.start(workspace, question, name=word, actor=actor)
    assert isinstance(started, audiences.Started)
    return started.check.id


def _names(workspace: Workspace, actor: Actor, word: str) -> int:
    added = add(workspace.id, "Ada", word, is_same=True, actor=actor)
    assert isinstance(added, Added)
    return added.pair.id


def _interest(workspace: Workspace, word: str) -> int:
    interest = InterestGroup(workspace_id=workspace.id, name=word, description=word)
    db.session.add(interest)
    db.session.flush()
    return interest.id


def _links(workspace: Workspace, owner: int, actor: Actor, word: str) -> dict[str, int | str]:
    invited = f"{word.lower()}@example.net"
    accounts.invite(workspace, email=invited, role=Role.VIEWER, by=Role.OWNER, actor=actor)
    accounts.open_session(owner)
    link = db.session.scalars(select(OneTimeLink).where(OneTimeLink.workspace_id == workspace.id)).one()
    session = db.session.scalars(select(StaffSession).where(StaffSession.staff_id == owner)).first()
    assert session is not None
    return {"link_id": link.id, "session_id": session.id}


def _import(workspace: Workspace, actor: Actor, word: str) -> dict[str, int | str]:
    file = f"Email,First name,Last name\nnew@example.org,New,{word}\nbad,Bad,{word}\n".encode()
    received = imports.receive(
        workspace,
        BytesIO(file),
        filename=f"{word}.csv",
        actor=actor,
        largest=1_000_000,
        limits=Limits(),
    )
    assert isinstance(received, imports.Received)
    batch: Batch = received.batch
    imports.map_columns(batch, imports.mapping_of(batch))
    imports.check(workspace, batch, actor=actor)
    saved = select(SavedMapping.id).where(SavedMapping.workspace_id == workspace.id)
    act = BatchAct(workspace_id=workspace.id, batch_id=batch.id, act="skip", told=word, numbers=[2], by=word)
    db.session.add(act)
    ids = {"mapping_id": db.session.scalars(saved).one(), "act_id": act.id}
    return {"number": batch.number, "row_number": 2, **ids}


def _restrictions(workspace: Workspace, actor: Actor, word: str) -> dict[str, int | str]:
    """A file of restrictions that waits in review."""
    file = f"Email,Status,Name\nnoone@example.org,unsubscribed,{word}\nbad,unsubscribed,{word}\n".encode()
    received = restrictions.receive(
        workspace,
        BytesIO(file),
        filename=f"{word}-no.csv",
        actor=actor,
        largest=1_000_000,
        limits=Limits(),
    )
    assert isinstance(received, restrictions.Received)
    reading = restrictions.reading_of(received.batch)
    assert restrictions.keep_reading(received.batch, reading) is None
    restrictions.check(workspace, received.batch, actor=actor)
    return {"restriction": received.batch.number}


def _activity(workspace: Workspace, actor: Actor, word: str) -> dict[str, int | str]:
    """A file of gifts that waits in review."""
    head = "id,Amount,Currency,Created (UTC),Status,Amount Refunded,Customer Email,Description"
    file = f"{head}\nch_1,5.00,usd,2026-03-01 10:00:00,Paid,0.00,{word}@example.net,{word}\n"
    received = receiving.receive(
        workspace,
        BytesIO(file.encode()),
        filename=f"{word}-gifts.csv",
        actor=actor,
        largest=1_000_000,
        limits=Limits(),
    )
    assert isinstance(received, receiving.Received)
    assert receiving.keep_reading(received.batch, receiving.reading_of(received.batch)) is None
    activity_imports.check(workspace, received.batch, actor=actor)
    return {"activity": received.batch.number}


def _entered(workspace: Workspace, actor: Actor, word: str) -> dict[str, int | str]:
    """A batch with two rows that is being typed, of a template of its own."""
    made = template(workspace.id, BatchKind.UPDATE, name=f"{word} updates", prefix=word[:8].upper())
    batch = open_batch(workspace, made, actor=actor)
    rows = [["", "Ada", word, f"{word}{at}@example.net"] for at in (1, 2)]
    enter(batch, Planner(batch), [(None, cells, True, None) for cells in rows])
    return {"entered": batch.number, "template_id": made.id}
