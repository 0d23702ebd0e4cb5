"""The doctor finds what is wrong in each workspace, and says it with numbers, never with names."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.consent import services as consent
from app.constituents import search_keeping
from app.constituents.domain.record import Email, Incoming, Kind, Name, PointType
from app.constituents.models import Constituent, Counter, EmailAddress
from app.db import db
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from app.matching import services as matching
from app.operations import doctor
from app.updates.domain.plan import create_plan
from app.updates.services import Task, apply_all
from tests import factories
from tests.factories import World

pytestmark = pytest.mark.both


def ann(workspace_id: int, **email: Any) -> None:
    person = Constituent(
        workspace_id=workspace_id,
        id=5001,
        kind=Kind.INDIVIDUAL,
        lookup_number=1,
        first="Ann",
        sort_name="ann",
    )
    db.session.add(person)
    db.session.add(Counter(workspace_id=workspace_id, name="lookup", last=1))
    db.session.flush()
    values = {"address": "ann@example.org", "key": "ann@example.org", "type": PointType.HOME, **email}
    db.session.add(EmailAddress(workspace_id=workspace_id, constituent_id=5001, **values))
    db.session.flush()
    search_keeping.rebuild(workspace_id)
    matching.rebuild(workspace_id)
    consent.rehash(workspace_id)


def findings(app: Flask, world: World) -> list[tuple[str | None, str, str]]:
    return [(found.workspace, found.check, found.what) for found in doctor.examine(app).findings]


def test_sound_data_has_no_findings(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        ann(world.ours, is_primary=True)
        db.session.commit()

    report = doctor.examine(app)

    assert list(report.findings) == []
    assert {
        "foreign keys",
        "primaries",
        "batch counts",
        "group counts",
        "counters",
        "consent",
        "address keys",
        "search",
        "journal",
    } <= set(report.checks)


@pytest.mark.parametrize(
    ("email", "what"),
    [
        ({"is_primary": False}, "constituent 5001: 0 primary email address, not one"),
        (
            {"is_primary": True, "is_active": False},
            "constituent 5001: the primary email address is not active",
        ),
    ],
)
def test_a_channel_without_its_primary_is_found(
    app: Flask, world: World, email: dict[str, bool], what: str
) -> None:
    with factories.inside(app, world.theirs):
        ann(world.theirs, **email)
        db.session.commit()

    assert findings(app, world) == [("blue-hills", "primaries", what)]


def test_a_former_address_needs_no_primary(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        ann(world.ours, is_active=False)
        db.session.commit()

    assert findings(app, world) == []


def test_counts_that_do_not_add_up_are_found(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        db.session.add(
            Batch(
                workspace_id=world.ours,
                number=3,
                kind=BatchKind.IMPORT,
                status=BatchStatus.IN_REVIEW,
                name="x",
                rows_read=2,
            )
        )
        db.session.add(
            Group(workspace_id=world.ours, id=6001, name="Donors", kind=GroupKind.STATIC, member_count=4)
        )
        db.session.commit()

    assert findings(app, world) == [
        ("green-valley", "batch counts", "import 3: 2 rows were read, 0 are stored"),
        ("green-valley", "group counts", "group 6001: the count says 4, it has 0 members"),
        ("green-valley", "counters", "the counter “batch” is behind: 3 is in use"),
    ]


def test_a_reference_to_nothing_is_found_or_cannot_be_made(app: Flask, world: World, backend: str) -> None:
    wrong = text("UPDATE memberships SET staff_id = 9 WHERE staff_id = 105")
    if backend == "postgres":
        with app.app_context(), pytest.raises(IntegrityError):
            db.session.execute(wrong)
        return
    with closing(sqlite3.connect(app.config["SETTINGS"].data / "kith.db")) as careless:
        careless.execute(str(wrong))
        careless.commit()

    assert [found[1] for found in findings(app, world)] == ["foreign keys"]


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ("UPDATE constituents SET first = 'Anne'", "name.first"),
        ("UPDATE email_addresses SET address = 'anne@example.org', key = 'anne@example.org'", "emails"),
        ("DELETE FROM email_addresses", "emails"),
    ],
)
def test_a_change_behind_the_journals_back_is_found(
    app: Flask, world: World, statement: str, field: str
) -> None:
    with factories.inside(app, world.ours):
        name = Name(first="Ann", last="Lee")
        email = Email("ann@example.org", PointType.HOME, primary=True)
        incoming = Incoming(Kind.INDIVIDUAL, name, emails=(email,))
        task = Task(plan=create_plan(incoming), kind=Kind.INDIVIDUAL)
        apply_all(world.ours, [task], actor=Actor("Alice", Via.FORM))
        db.session.commit()
    sound = findings(app, world)
    with factories.inside(app, world.ours):
        db.session.execute(text(statement))
        db.session.commit()

    found = findings(app, world)

    assert sound == []
    hashed = {"address keys"} if "UPDATE email" in statement else set()
    assert {check for _, check, _ in found} == {"search", "matching", "journal"} | hashed
    assert [field in what for _, check, what in found if check == "journal"] == [True]
