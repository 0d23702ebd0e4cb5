"""A batch that starts has the next number of its template, and a copy of how it is typed."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.batch_entry.domain.columns import columns_of
from app.batch_entry.domain.offers import columns_for
from app.batch_entry.models import BatchTemplate, EntryBatch
from app.batch_entry.services import open_batch, open_exceptions
from app.batches.domain.mapping import Mapping
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.services.planning import Planner
from app.constituents.domain.record import Incoming
from app.db import db
from tests import factories
from tests.batch_entry.makers import ALICE, BOB, opened, template
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def beside(batch: Batch) -> EntryBatch:
    return db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))


def test_batches_of_a_template_are_numbered_one_after_the_other(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    gifts = template(inside.ours, name="Gifts by mail")

    first, second = (open_batch(workspace, gifts, actor=BOB) for _ in range(2))

    assert (first.name, first.source) == ("GIFT-0001 Gifts by mail", "GIFT-0001")
    assert (beside(second).code, gifts.next_number) == ("GIFT-0002", 3)
    assert (first.status, first.kind, first.created_by) == (BatchStatus.OPEN, BatchKind.REVENUE, BOB.id)


def test_a_name_that_is_taken_is_left_out(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    gifts = template(inside.ours)
    open_batch(workspace, gifts, actor=ALICE)
    open_batch(workspace, gifts, actor=ALICE)
    gifts.next_number = 1

    third = open_batch(workspace, gifts, actor=ALICE)

    assert beside(third).code == "GIFT-0003"


def test_a_batch_keeps_how_its_template_was_when_it_started(inside: World) -> None:
    own = {"thresholds": {"automatic": 99.0, "possible": 60.0}, "rules": {"name": "ignore"}}
    batch = opened(inside.ours, needs_approval=True, **own)
    gifts = db.session.get_one(BatchTemplate, (inside.ours, beside(batch).template_id))
    asked = columns_of(gifts.columns)

    gifts.columns, gifts.thresholds, gifts.rules, gifts.needs_approval = [], None, None, False
    db.session.flush()
    db.session.refresh(batch)

    assert columns_of(batch.settings["columns"]) == asked
    assert {name: batch.settings[name] for name in own} == own
    assert beside(batch).needs_approval


def test_what_is_typed_about_the_giver_is_read_and_what_is_typed_about_the_gift_is_left_to_the_gift(
    inside: World,
) -> None:
    batch = opened(inside.ours)
    columns = columns_of(batch.settings["columns"])
    typed = {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.org"}
    typed |= {"gift_amount": "50", "gift_date": "2026-10-31"}

    mapping = Mapping.from_json(batch.mapping, batch.shape["columns"])
    read = Planner(batch).parser.parse([typed.get(each.field_id, "") for each in columns])

    sent = [each.field.id if each.field else "" for each in mapping.columns]
    assert sent == ["" if each.is_gift else each.field_id for each in columns]
    assert isinstance(read, Incoming)
    assert [each.address for each in read.emails] == ["ann@example.org"]


def test_a_birth_date_in_figures_is_read_as_the_country_writes_it(inside: World) -> None:
    columns = columns_for(BatchKind.UPDATE, ("last_name", "email", "birth_date"))
    batch = opened(inside.ours, BatchKind.UPDATE, columns=columns)

    read = Planner(batch).parser.parse(["Lee", "ann@example.org", "4/2/1971"])

    assert isinstance(read, Incoming)
    assert str(read.birth) == "1971-04-02"


def test_exceptions_get_a_batch_of_their_own_typed_in_the_same_way(inside: World) -> None:
    batch = opened(inside.ours, needs_approval=True)
    batch.settings = {**batch.settings, "touched": "2026-11-22T10:00:00+00:00"}
    gifts = db.session.get_one(BatchTemplate, (inside.ours, beside(batch).template_id))
    gifts.columns = []

    left = open_exceptions(batch, actor=BOB)

    kept = beside(left)
    assert (left.name, kept.code) == ("GIFT-0002 Exceptions of GIFT-0001", "GIFT-0002")
    assert (kept.exceptions_of, kept.needs_approval) == (batch.id, True)
    assert (left.shape, left.mapping) == (batch.shape, batch.mapping)
    assert left.settings == {name: each for name, each in batch.settings.items() if name != "touched"}


def test_opening_takes_as_many_statements_after_many_batches(inside: World) -> None:
    workspace = db.session.get_one(Workspace, inside.ours)
    gifts = template(inside.ours)
    open_batch(workspace, gifts, actor=ALICE)
    with count_statements() as few:
        open_batch(workspace, gifts, actor=ALICE)
    for _ in range(10):
        open_batch(workspace, gifts, actor=ALICE)

    with count_statements() as many:
        open_batch(workspace, gifts, actor=ALICE)

    assert len(many) == len(few)


def test_those_who_start_batches_at_once_get_a_number_each(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        ids = [template(world.ours).id, template(world.ours, name="Gifts by mail").id]
        db.session.commit()
    start = threading.Barrier(6)

    def press(template_id: int) -> None:
        start.wait(timeout=10)
        with factories.inside(app, world.ours):
            workspace = db.session.get_one(Workspace, world.ours)
            gifts = db.session.get_one(BatchTemplate, (world.ours, template_id))
            open_batch(workspace, gifts, actor=ALICE)
            db.session.commit()

    threads = [threading.Thread(target=press, args=[ids[place % 2]]) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with factories.inside(app, world.ours):
        codes = sorted(db.session.scalars(select(EntryBatch.code)))
    assert codes == [f"GIFT-000{number}" for number in range(1, 7)]
