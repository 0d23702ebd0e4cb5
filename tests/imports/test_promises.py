"""What an import never does: loosen a permission, blank a value, look into another workspace."""

from collections.abc import Mapping as MappingOf
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.batches.domain.columns import PermissionRefused
from app.batches.domain.fields import field_of
from app.batches.domain.mapping import Mapping, NotMappable
from app.batches.models import Batch
from app.batches.services import mark_distinct
from app.consent import queries as consent
from app.consent import services as restrictions
from app.consent.domain.facts import EventKind, Party
from app.consent.domain.policy import Policy
from app.consent.models import ConsentEvent, ConsentInForce
from app.constituents.domain.record import Existing
from app.db import db, now
from app.imports import services
from app.imports.models import SavedMapping
from tests import factories
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, person, run, said, table, upload
from tests.factories import World

pytestmark = pytest.mark.both

PERMISSIONS = "Email,First name,Last name,Subscribed,Opt-in,Status,Do not email\n"


def workspace(world: World) -> Workspace:
    return makers.workspace(world.ours)


def is_eligible(world: World, who: Existing) -> bool:
    return consent.verdicts(workspace(world), [who.id], at=now())[who.id].eligible


def events() -> int:
    return db.session.scalar(select(func.count()).select_from(ConsentEvent)) or 0


@pytest.fixture
def ann(inside: World) -> Existing:
    """She has unsubscribed."""
    written = add(inside.ours, person("Ann", "Lee", "ann@example.org", phone="+15035550100"))[0]
    line = restrictions.Line(
        kind=EventKind.UNSUBSCRIBED, at=now(), subject=written.id, address="ann@example.org"
    )
    restrictions.restrict(workspace(inside), [line], party=Party.SUPPORTER, actor=ALICE)
    db.session.commit()
    return written


def test_who_unsubscribed_stays_so_whatever_the_file_says(app: Flask, inside: World, ann: Existing) -> None:
    before = events()

    batch = run(app, inside.ours, PERMISSIONS + "ann@example.org,Anne,Lee,yes,yes,subscribed,no\n")

    assert makers.states(batch) == {2: "applied"}
    assert not is_eligible(inside, ann)
    assert events() == before


@pytest.mark.parametrize("address", ["new@example.com", "Ann+news@example.org", "ANN@example.org"])
def test_a_new_address_makes_nobody_mailable(app: Flask, inside: World, ann: Existing, address: str) -> None:
    run(app, inside.ours, f"Email,First name,Last name,Lookup ID\n{address},Ann,Lee,{ann.lookup_id}\n")

    assert not is_eligible(inside, ann)


def test_the_address_of_who_unsubscribed_is_closed_for_somebody_new_too(
    app: Flask, inside: World, ann: Existing
) -> None:
    batch = check(app, inside.ours, "Email,First name,Last name\nann@example.org,Zoltan,Quist\n")
    mark_distinct(batch, makers.row(batch, 2), actor=ALICE)
    makers.commit(app, batch)

    zoltan = next(each for each in makers.everybody(inside.ours) if each.name.first == "Zoltan")
    assert not is_eligible(inside, zoltan)


def test_an_import_creates_no_permission(app: Flask, inside: World) -> None:
    workspace(inside).consent_policy = Policy.OPT_IN
    db.session.commit()

    run(app, inside.ours, PERMISSIONS + "noa@example.org,Noa,Park,yes,yes,subscribed,no\n")

    (noa,) = makers.everybody(inside.ours)
    assert not is_eligible(inside, noa)
    assert (events(), db.session.scalar(select(func.count()).select_from(ConsentInForce))) == (0, 0)


def test_columns_of_permission_are_never_mapped(inside: World) -> None:
    batch = upload(inside.ours, PERMISSIONS + "noa@example.org,Noa,Park,yes,yes,subscribed,no\n")
    mapping = services.mapping_of(batch)

    refused = [column.header for column in mapping.columns if isinstance(column.target, PermissionRefused)]

    assert refused == ["Subscribed", "Opt-in", "Status", "Do not email"]
    for column in mapping.columns[3:]:
        assert isinstance(mapping.with_column(column.index, field_id="nickname"), NotMappable)


def forged(stored: MappingOf[str, Any], columns: list[str]) -> Mapping:
    """A mapping in which every column goes somewhere, as somebody may send or store it."""
    fields = ["email", "first_name", "last_name", "nickname"]
    told = [
        each | {"permission": False, "field": field}
        for each, field in zip(stored["columns"], fields, strict=True)
    ]
    return Mapping.from_json({"columns": told}, columns)


ANSWERS = table(
    ("Email", "First name", "Last name", "Wishes"),
    ("ann@example.org", "Ann", "Lee", "unsubscribed"),
    ("noa@example.org", "Noa", "Park", "subscribed"),
)


def test_a_forged_mapping_does_not_bring_permission_in(app: Flask, inside: World) -> None:
    batch = upload(inside.ours, ANSWERS)

    services.map_columns(batch, forged(batch.mapping, batch.shape["columns"]))
    db.session.commit()

    kept = services.mapping_of(makers.fresh(batch))
    assert isinstance(kept.columns[3].target, PermissionRefused)
    assert kept.column_for("first_name")


def test_a_stored_mapping_does_not_bring_permission_in(app: Flask, inside: World) -> None:
    first = upload(inside.ours, ANSWERS.replace("unsubscribed", "Annie").replace("subscribed", "No-No"))
    stored = forged(first.mapping, first.shape["columns"])
    db.session.add(
        SavedMapping(
            workspace_id=inside.ours, name="Ours", signature=stored.signature, mapping=stored.to_json()
        )
    )
    db.session.commit()

    second = upload(inside.ours, ANSWERS)

    assert second.settings["mapped_like"] == "Ours"
    assert isinstance(services.mapping_of(second).columns[3].target, PermissionRefused)


def test_a_forged_request_does_not_bring_permission_in(app: Flask, world: World, as_bob: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        number = upload(world.ours, ANSWERS).number

    answer = as_bob.post(f"/imports/{number}/map", data={"field-1": "nickname", "field-3": "first_name"})

    with factories.inside(app, world.ours):
        mapping = services.mapping_of(db.session.scalars(select(Batch)).one())
        assert isinstance(mapping.columns[3].target, PermissionRefused)
        assert mapping.columns[1].field == field_of("nickname")
    assert answer.status_code == 303


def test_blanks_overwrite_nothing(app: Flask, inside: World) -> None:
    (who,) = add(
        inside.ours,
        replace(person("Ann", "Lee", "ann@example.org", phone="+15035550100", street="12 Elm St")),
    )
    text = table(
        ("Email", "First name", "Last name", "Mobile", "Address line 1", "City", "Postal code"),
        ("ann@example.org", "", " ", "", "\u00a0", "", ""),
    )

    batch = run(
        app, inside.ours, text.replace("Email,", "Email,Lookup ID,").replace("org,", f"org,{who.lookup_id},")
    )

    assert said(batch) == {2: "ready no_change"}
    assert makers.record_of(inside.ours, who.id) == who
