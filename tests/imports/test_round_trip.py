"""What was exported comes back as it went: every row of our own files is “No change”."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.constituents.domain.record import ExternalId
from app.constituents.models import Constituent
from app.db import db
from app.groups.domain.columns import KEPT
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from app.imports import services as imports
from app.sample.domain.people import people
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.profiles.makers import create

EVERYTHING = "lookup.kind.email.phone.place.gift.can_email.added.updated"


@pytest.fixture
def crowd(app: Flask, world: World) -> int:
    """Sample people, families with one inbox and people without any among them; answers how many."""
    with factories.inside(app, world.ours):
        found = [each.record for each in people(Random(7), date(2026, 1, 1), 300)]
        found[0] = replace(
            found[0], external_ids=(ExternalId("Mailchimp", "a1"), ExternalId("Eventbrite", "9"))
        )
        create(world.ours, *found)
        db.session.commit()
    return len(found)


def becomes(app: Flask, world: World, file: bytes, name: str = "list.csv") -> Counter[str]:
    """What becomes of the rows of a file that is uploaded as it is."""
    with factories.inside(app, world.ours):
        batch = makers.upload(world.ours, file, name=name)
        assert imports.open_problems(batch, imports.mapping_of(batch)) == ()
        makers.start_check(batch)
        makers.drain(app)
        return Counter(makers.said(makers.fresh(batch)).values())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("whole", [{}, {"export-whole": "y"}], ids=["as shown", "whole"])
def test_the_list_comes_back_as_it_went(
    app: Flask, world: World, as_alice: FlaskClient, crowd: int, kind: str, whole: dict[str, str]
) -> None:
    as_alice.set_cookie(KEPT, EVERYTHING)

    file = as_alice.post("/constituents/export", data={"export-kind": kind, **whole})

    assert becomes(app, world, file.data, f"list.{kind}") == {"ready no_change": crowd}


def test_a_group_comes_back_as_it_went(app: Flask, world: World, as_alice: FlaskClient, crowd: int) -> None:
    with factories.inside(app, world.ours):
        ids = db.session.scalars(select(Constituent.id).order_by(Constituent.id)).all()
        group = Group(workspace_id=world.ours, name="Spring", kind=GroupKind.STATIC)
        db.session.add(group)
        db.session.flush()
        here = {"workspace_id": world.ours, "group_id": group.id, "by": JoinedBy.HAND}
        db.session.add_all(GroupMember(**here, constituent_id=each) for each in ids)
        db.session.commit()
        url = f"/groups/{group.id}/export"

    file = as_alice.post(url, data={"which": "everybody", "reason": "to look at"})

    assert file.mimetype == "text/csv"
    assert becomes(app, world, file.data) == {"ready no_change": crowd}


MESSY = makers.table(
    ("Full name", "E-mail", "Cell", "Zip"),
    ("Dr. Ann Lee", "Ann@Example.org ", "503.555.0142", "01234"),
    ("bo fox", "bo@example.org", "", ""),
    ("", "cy@example.org", "(503) 555-0143", "97209"),
    ("Ann Lee", "ann@example.org", "", ""),
    ("Di Ray", "nowhere", "", ""),
)


def test_the_file_of_a_result_comes_back_as_it_went(app: Flask, world: World, as_alice: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        number = makers.run(app, world.ours, MESSY).number

    file = as_alice.post(f"/imports/{number}/result/file")

    assert becomes(app, world, file.data) == {"ready no_change": 3, "skipped none": 1, "error none": 1}
