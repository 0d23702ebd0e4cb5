"""The database itself tells who was touched and by what: whoever wrote it, in the same transaction."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update

from app.accounts.models import Workspace
from app.activity.models import Campaign, Delivery, Donation, Event, Registration, SoftCredit
from app.consent.models import AddressHash, ConsentInForce, InterestGroup, RestrictionInForce, TopicJoined
from app.constituents import touched
from app.constituents.domain.touching import Thing
from app.constituents.models import (
    Address,
    Constituent,
    Departure,
    EmailAddress,
    ExternalId,
    ExternalSystem,
    FormerName,
    Phone,
)
from app.constituents.touched_models import Touch
from app.cultivation.models import Constituency, ConstituencyRole, Prospect, ProspectStage
from app.db import Tenant, db, now
from tests.activity.makers import NOON, people
from tests.factories import World

pytestmark = pytest.mark.both

DAY = date(2026, 3, 4)
COMMON: dict[str, Any] = {"event_id": 7, "since": NOON, "party": "supporter", "source": ""}
HERS: list[tuple[type[Tenant], dict[str, Any], Thing, bool]] = [
    (FormerName, {"id": 1, "value": "Ann Lee"}, Thing.PROFILE, False),
    (
        EmailAddress,
        {"id": 1, "address": "a@example.org", "key": "a", "type": "home"},
        Thing.PROFILE,
        True,
    ),
    (Phone, {"id": 1, "number": "1", "type": "home"}, Thing.PROFILE, False),
    (Address, {"id": 1, "lines": "1 Hill", "key": "1 hill", "type": "home"}, Thing.PROFILE, False),
    (ExternalId, {"id": 1, "system_id": 1, "value": "x"}, Thing.PROFILE, False),
    (Departure, {"lookup_number": 9, "kind": "merged", "into_id": None}, Thing.PROFILE, True),
    (Constituency, {"id": 1, "role_id": 1}, Thing.ROLE, False),
    (Prospect, {"capacity": None}, Thing.ROLE, False),
    (ProspectStage, {"id": 1, "stage": "identified", "since": DAY}, Thing.ROLE, False),
    (Donation, {"id": 2, "amount": 1, "currency": "USD", "received_on": DAY}, Thing.GIFT, True),
    (
        Donation,
        {"id": 2, "amount": 1, "currency": "USD", "received_on": DAY, "implies_consent": False},
        Thing.GIFT,
        False,
    ),
    (SoftCredit, {"id": 1, "donation_id": 1, "amount": 1}, Thing.GIFT, False),
    (Registration, {"id": 1, "event_id": 1, "registered_at": NOON}, Thing.REGISTRATION, True),
    (
        Registration,
        {"id": 1, "event_id": 1, "registered_at": NOON, "implies_consent": False},
        Thing.REGISTRATION,
        False,
    ),
    (Delivery, {"campaign_id": 1, "sent_at": NOON}, Thing.EMAIL, False),
]
SUBJECTS: list[tuple[type[Tenant], dict[str, Any], bool]] = [
    (RestrictionInForce, {**COMMON, "kind": "unsubscribed", "gate": "not_unsubscribed"}, True),
    (ConsentInForce, {**COMMON, "basis": "express"}, True),
    (TopicJoined, {**COMMON, "topic_id": 1}, False),
]


class Scene:
    """Ann and Bea with nothing told of them yet, and what rows about people refer to."""

    def __init__(self, workspace_id: int) -> None:
        self.here = workspace_id
        self.ann, self.bea = people(workspace_id, 2)
        here = {"workspace_id": workspace_id, "id": 1}
        db.session.add_all(
            [
                ExternalSystem(**here, name="Old tool"),
                ConstituencyRole(**here, name="Donor", key="donor"),
                Event(**here, name="Gala", starts_at=NOON),
                Campaign(**here, name="May", sent_at=NOON),
                InterestGroup(**here, name="Trips"),
            ]
        )
        db.session.flush()
        gift = {"constituent_id": self.bea, "amount": 5, "currency": "USD", "received_on": DAY}
        db.session.execute(insert(Donation), [{**here, **gift}])
        self.forget()

    def forget(self) -> None:
        db.session.execute(delete(Touch).where(Touch.workspace_id == self.here))

    def told(self) -> set[tuple[int, Thing, bool]]:
        query = select(Touch.constituent_id, Touch.kind, Touch.is_fresh).where(Touch.address_key == "")
        rows = db.session.execute(query.where(Touch.workspace_id == self.here))
        found = {(person, kind, fresh) for person, kind, fresh in rows}
        self.forget()
        return found

    def do(self, statement: Any, values: Any = None) -> set[tuple[int, Thing, bool]]:
        options = {"synchronize_session": False}
        db.session.execute(statement, values, execution_options=options)
        return self.told()


@pytest.fixture
def scene(inside: World) -> Scene:
    return Scene(inside.ours)


def test_whoever_a_row_is_about_is_told_of_and_so_is_who_had_it_before(scene: Scene) -> None:
    for table, values, thing, fresh in HERS:
        own, mine = table.workspace_id == scene.here, table.constituent_id  # type: ignore[attr-defined]
        row = {"workspace_id": scene.here, **values}
        ann, bea = (scene.ann, thing, fresh), (scene.bea, thing, fresh)

        added = scene.do(insert(table), [{**row, "constituent_id": scene.ann}])
        moved = scene.do(update(table).where(own, mine == scene.ann).values(constituent_id=scene.bea))
        gone = scene.do(delete(table).where(own, mine == scene.bea, *_same(table, values)))

        assert (added, moved, gone) == ({ann}, {ann, bea}, {bea}), table.__tablename__


def _same(table: Any, values: dict[str, Any]) -> list[Any]:
    return [table.id == values["id"]] if "id" in values else []


def test_what_is_in_force_is_told_of_its_person_and_of_its_address(scene: Scene) -> None:
    for table, values, fresh in SUBJECTS:
        own = table.workspace_id == scene.here
        row = {"workspace_id": scene.here, **values, "subject_id": scene.ann}
        told = {(scene.ann, Thing.PERMISSION, fresh)}

        assert scene.do(insert(table), [row]) == told
        assert scene.do(delete(table).where(own)) == told

    bare = {"workspace_id": scene.here, **SUBJECTS[0][1], "subject_id": None, "address_key": "k" * 64}
    db.session.execute(insert(RestrictionInForce), [bare])
    rows = db.session.execute(select(Touch.constituent_id, Touch.address_key, Touch.is_fresh)).all()
    assert [tuple(row) for row in rows] == [(0, "k" * 64, True)]


def test_a_hash_is_told_of_whose_address_it_is(scene: Scene) -> None:
    email = {"id": 1, "address": "a@example.org", "key": "a", "type": "home", "constituent_id": scene.ann}
    scene.do(insert(EmailAddress), [{"workspace_id": scene.here, **email}])
    told = {(scene.ann, Thing.PROFILE, True)}

    hashed = {"workspace_id": scene.here, "email_id": 1, "address_key": "k"}
    assert scene.do(insert(AddressHash), [hashed]) == told
    assert scene.do(update(AddressHash).values(is_well_formed=False)) == told
    assert scene.do(delete(AddressHash).where(AddressHash.workspace_id == scene.here)) == told


def test_a_record_is_told_of_and_bears_on_her_standing_only_where_she_is_active_or_dead(scene: Scene) -> None:
    mine = (Constituent.workspace_id == scene.here, Constituent.id == scene.ann)
    other, same = (scene.ann, Thing.PROFILE, False), (scene.ann, Thing.PROFILE, True)

    assert scene.do(update(Constituent).where(*mine).values(first="Anna")) == {other}
    assert same in scene.do(update(Constituent).where(*mine).values(is_active=False))
    assert same in scene.do(update(Constituent).where(*mine).values(is_deceased=True))
    assert scene.do(delete(Constituent).where(*mine)) == {same}
    assert same[1:] in {each[1:] for each in _added(scene)}


def _added(scene: Scene) -> set[tuple[int, Thing, bool]]:
    people(scene.here, 1)
    return scene.told()


@pytest.mark.parametrize(
    ("table", "values", "thing"),
    [
        (Event, {"category": "Music"}, Thing.REGISTRATION),
        (Campaign, {"sent_at": now()}, Thing.EMAIL),
        (InterestGroup, {"is_opt_in": False}, Thing.PERMISSION),
        (ConstituencyRole, {"name": "Giver"}, Thing.ROLE),
        (Workspace, {"timezone": "Pacific/Auckland"}, Thing.SETTINGS),
    ],
)
def test_what_many_answers_hang_on_is_told_as_of_everybody(
    scene: Scene, table: Any, values: dict[str, Any], thing: Thing
) -> None:
    own = table.id == scene.here if table is Workspace else table.workspace_id == scene.here

    assert scene.do(update(table).where(own).values(**values)) == {(0, thing, False)}


def test_what_is_taken_back_is_not_told(scene: Scene) -> None:
    point = db.session.begin_nested()
    db.session.execute(update(Constituent).where(Constituent.id == scene.ann).values(first="Anna"))
    point.rollback()

    assert scene.told() == set()


def test_who_looks_sees_each_once_and_forgets_just_what_was_seen(scene: Scene) -> None:
    for who in (scene.ann, scene.ann, scene.bea):
        db.session.execute(update(Constituent).where(Constituent.id == who).values(first="Anna"))
    db.session.execute(update(Event).where(Event.workspace_id == scene.here).values(name="Ball"))

    seen = touched.waiting(scene.here)
    db.session.execute(update(Prospect).where(Prospect.workspace_id == scene.here).values(note=""))
    later = {"workspace_id": scene.here, "constituent_id": scene.bea, "campaign_id": 1, "sent_at": NOON}
    db.session.execute(insert(Delivery), [later])
    touched.done(scene.here, seen)

    assert seen.people == {who: frozenset({Thing.PROFILE}) for who in (scene.ann, scene.bea)}
    assert seen.everybody == {Thing.REGISTRATION}
    assert touched.waiting(scene.here).people == {scene.bea: frozenset({Thing.EMAIL})}


def test_a_workspace_that_goes_leaves_nothing_behind(scene: Scene) -> None:
    db.session.execute(update(Constituent).where(Constituent.id == scene.ann).values(first="Anna"))
    for table in (Donation, InterestGroup, Event, Campaign):
        db.session.execute(delete(table).where(table.workspace_id == scene.here))

    db.session.execute(delete(Workspace).where(Workspace.id == scene.here))

    assert db.session.scalar(select(func.count()).select_from(Touch)) == 0
