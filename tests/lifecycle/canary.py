"""Somebody with a word of her own in everything that is known about her."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from app.activity import services as activity
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
    NewSoftCredit,
)
from app.activity.domain.kinds import EmailEventKind, RegistrationStatus, TributeKind
from app.audiences.models import AudienceCheck, AudiencePerson
from app.batches.models import Distinction
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import InterestGroup
from app.constituents.domain.record import (
    Address,
    Email,
    ExternalId,
    FormerName,
    Name,
    Phone,
    PointType,
)
from app.cultivation.models import Constituency, ConstituencyRole, Note, Prospect, ProspectStage
from app.db import db, now
from app.groups import services as groups
from app.schema import metadata
from tests import factories
from tests.batches import makers
from tests.lifecycle.people import ALICE, agree, edit, workspace

WORD = "Xylophania"
LOWER = WORD.lower()
FILE = (
    "First name,Last name,Email,Birth date\n"
    f"Ann,{WORD},ann@{LOWER}.example.org,1971-04-02\n"
    "Bo,Other,bo@example.org,\n"
)


def plant(app: Flask, workspace_id: int) -> int:
    """The id of somebody whose every value, note, row and line says `WORD`; commits."""
    with factories.inside(app, workspace_id):
        batch = makers.run(app, workspace_id, FILE, name="people.csv")
        person = makers.row(batch, 2).constituent_id
        assert person
        _record(workspace_id, person)
        agree(workspace_id, person)
        _permission(workspace_id, person)
        _activity(workspace_id, person)
        _cultivation(workspace_id, person)
        _groups(workspace_id, person)
        _audience(workspace_id, person)
        db.session.add(Distinction(workspace_id=workspace_id, identity="x" * 64, constituent_id=person))
        db.session.commit()
        makers.check(app, workspace_id, FILE.replace("Ann", "Anne"), name="again.csv")
        db.session.commit()
    return person


def _record(workspace_id: int, person: int) -> None:
    names = {part: f"{WORD} {part}" for part in Name().parts()}
    edit(
        workspace_id,
        person,
        name=Name(**names),
        display_override=f"The {WORD}",
        emails=(
            Email(f"{LOWER}@example.org", PointType.HOME, primary=True, source=WORD),
            Email(f"old@{LOWER}.example.org", PointType.WORK, active=False, end=date(2025, 1, 1)),
        ),
        phones=(Phone(f"555 {WORD}", "", PointType.HOME, primary=True, source=WORD),),
        addresses=(
            Address(
                *((f"1 {WORD} St",), WORD, WORD, WORD, WORD, PointType.HOME),
                primary=True,
                do_not_mail=True,
                do_not_mail_reason=WORD,
                source=WORD,
            ),
        ),
        external_ids=(ExternalId("crm", f"{WORD}-1"),),
        former_names=(FormerName(WORD, source=WORD),),
        source=WORD,
        active=False,
        inactive_reason=WORD,
    )
    who = edit(workspace_id, person, active=True, inactive_reason="")
    emails = (replace(who.emails[0], type=PointType.WORK), *who.emails[1:])
    edit(workspace_id, person, emails=emails)


def _permission(workspace_id: int, person: int) -> None:
    here = workspace(workspace_id)
    topic = InterestGroup(workspace_id=workspace_id, name="News")
    db.session.add(topic)
    db.session.flush()
    said = {"at": now(), "subject": person, "evidence": WORD, "statement": WORD, "source": WORD}
    join = permission.Line(kind=EventKind.TOPIC_JOINED, topic=topic.id, **said)
    permission.permit(here, [join], party=Party.STAFF, actor=ALICE)
    lines = [
        permission.Line(kind=EventKind.SUPPRESSED, reason=SuppressionReason.MANUAL, **said),
        permission.Line(kind=EventKind.PAUSED, until=datetime(2030, 1, 1, tzinfo=UTC), **said),
    ]
    permission.restrict(here, lines, party=Party.STAFF, actor=ALICE)


def _activity(workspace_id: int, person: int) -> None:
    [event] = activity.record_events(workspace_id, [NewEvent(name="Gala", starts_at=now())]).ids
    [campaign] = activity.record_campaigns(workspace_id, [NewCampaign(name="News", sent_at=now())]).ids
    told: dict[str, Any] = {"note": WORD, "tribute": TributeKind.IN_MEMORY, "tribute_name": WORD}
    gift = NewDonation(
        constituent_id=person, amount=5_000, currency="USD", received_on=date(2026, 1, 2), **told
    )
    [given] = activity.record_donations(workspace_id, [gift]).ids
    thanks = NewSoftCredit(donation_id=given, constituent_id=person, amount=2_500)
    activity.record_soft_credits(workspace_id, [thanks])
    activity.record_registrations(
        workspace_id,
        [
            NewRegistration(
                constituent_id=person,
                event_id=event,
                status=RegistrationStatus.ATTENDED,
                registered_at=now(),
                ticket=f"{WORD}'s table",
                note=WORD,
            )
        ],
    )
    opened = NewEmailEvent(
        constituent_id=person, campaign_id=campaign, kind=EmailEventKind.OPENED, at=now(), external_key=WORD
    )
    activity.record_email_events(workspace_id, [opened])


def _cultivation(workspace_id: int, person: int) -> None:
    role = ConstituencyRole(workspace_id=workspace_id, name="Donor", key="donor")
    db.session.add(role)
    db.session.flush()
    shared: dict[str, Any] = {"workspace_id": workspace_id, "constituent_id": person}
    day = date(2026, 2, 3)
    db.session.add_all(
        [
            Note(**shared, kind="call", happened_on=day, text=WORD, next_step=WORD),
            Constituency(**shared, role_id=role.id, note=WORD),
            Prospect(**shared, note=WORD, capacity_source=WORD),
            ProspectStage(**shared, stage="identification", since=day),
        ]
    )
    db.session.flush()


def _groups(workspace_id: int, person: int) -> None:
    saved = groups.create(workspace(workspace_id), groups.Draft(name="Friends"), actor=ALICE)
    assert isinstance(saved, groups.Saved)
    groups.add_members(workspace(workspace_id), saved.group, [person], actor=ALICE)


def _audience(workspace_id: int, person: int) -> None:
    check = AudienceCheck(workspace_id=workspace_id, name="Appeal", included=[], at=now())
    db.session.add(check)
    db.session.flush()
    told = {"barrier": "inactive", "detail": f"inactive: {WORD}", "since": None, "source": WORD}
    seen = {"name": WORD, "sort_name": LOWER, "email": f"{LOWER}@example.org", "lookup_number": 1}
    db.session.add(
        AudiencePerson(
            workspace_id=workspace_id, check_id=check.id, constituent_id=person, reasons=[told], **seen
        )
    )
    db.session.flush()


def found_in(word: str) -> dict[str, int]:
    """How many rows of which table hold a word, in any column, in any case, whoever owns them."""
    hits: dict[str, int] = {}
    for table in metadata.sorted_tables:
        # as text, so that nothing is left out by what queries leave out
        rows = db.session.execute(text(f"SELECT * FROM {table.name}")).all()  # our own tables
        number = sum(word.lower() in _read(row).lower() for row in rows)
        if number:
            hits[table.name] = number
    return hits


def _read(row: Any) -> str:
    return " ".join(
        bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
        for value in row
    )


def tables_about(person: int) -> dict[str, int]:
    """How many rows of which table point to a constituent by a column of their own.

    That something about her changed, and no more, is told until somebody read it.
    """
    hits: dict[str, int] = {}
    for table in metadata.sorted_tables:
        if table.name == "touches":
            continue
        names = [column.name for column in table.columns if column.name in _POINTERS]
        for name in names:
            query = select(table.c[name]).where(table.c[name] == person)
            hits[table.name] = hits.get(table.name, 0) + len(db.session.execute(query).all())
    return {name: number for name, number in hits.items() if number}


_POINTERS = {"constituent_id", "target_id"}
