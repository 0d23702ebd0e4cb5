"""Templates are made once, named once, and journaled; batches keep what they took over."""

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import JournalEntry
from app.batch_entry.domain.offers import columns_for, offer_of
from app.batch_entry.domain.templates import Naming, NotSaved
from app.batch_entry.models import BatchTemplate
from app.batch_entry.queries import templates as queries
from app.batch_entry.services import templates as services
from app.batches.domain.status import BatchKind
from app.db import db
from tests import factories
from tests.batch_entry.makers import ALICE, BOB, opened, template
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both


def test_a_batch_says_how_its_template_has_changed_since_it_started(inside: World) -> None:
    batch = opened(inside.ours)
    held = queries.template_of(batch)
    assert held
    before = queries.changed_since(batch)

    services.write_columns(
        held, columns_for(BatchKind.REVENUE, ("lookup_id", "gift_amount", "gift_date")), version=1, actor=BOB
    )
    services.write_rules(held, {"name": "ignore"}, version=2, actor=BOB)

    after = queries.changed_since(batch)
    assert before == ()
    assert after[0].startswith("It no longer has “First name”")
    assert after[-1] == "Its update rules are others now."


def test_each_change_of_a_template_is_in_the_journal(inside: World) -> None:
    held = template(inside.ours)

    services.write_thresholds(held, {"automatic": 99.0, "possible": 70.0}, version=1, actor=BOB)
    services.write_thresholds(held, {"automatic": 99.0, "possible": 70.0}, version=2, actor=BOB)
    services.retire(held, actor=ALICE)
    services.retire(held, actor=ALICE)

    lines = db.session.execute(
        select(JournalEntry.actor, JournalEntry.after).where(JournalEntry.item_id == held.id)
    ).all()
    assert sorted((actor, after["what"]) for actor, after in lines) == [
        ("Alice", "retired"),
        ("Bob", "matching"),
    ]


def test_a_ready_made_one_gets_a_free_name_and_prefix(inside: World) -> None:
    template(inside.ours, BatchKind.UPDATE, name="Gifts", prefix="GIFT")

    made = services.of_offer(inside.ours, offer_of(BatchKind.REVENUE), actor=BOB)

    assert (made.name, made.prefix, made.next_number) == ("Gifts 2", "GIFT2", 1)


def test_counting_goes_on_where_a_prefix_was_used_before(inside: World) -> None:
    opened(inside.ours)
    held = db.session.scalars(select(BatchTemplate)).one()
    services.rename(held, Naming(name="Gifts", prefix="OTHER"), version=1, actor=BOB)

    made = services.create(inside.ours, BatchKind.REVENUE, Naming(name="More", prefix="GIFT"), (), actor=BOB)

    assert isinstance(made, BatchTemplate)
    assert made.next_number == 2


def test_the_list_takes_as_many_statements_for_many_templates(inside: World) -> None:
    template(inside.ours, name="First", prefix="A")
    with count_statements() as few:
        queries.templates(inside.ours), queries.used(inside.ours)
    for number in range(10):
        template(inside.ours, name=f"Gifts {number}", prefix=f"B{number}")

    with count_statements() as many:
        found = queries.templates(inside.ours)
        queries.used(inside.ours)

    assert len(found) == 11
    assert len(many) == len(few)


def at_once(app: Flask, world: World, *acts: object) -> None:
    """Do each act in a thread and a session of its own, all at the same moment."""
    start = threading.Barrier(len(acts))

    def do(act: object) -> None:
        start.wait(timeout=20)
        with factories.inside(app, world.ours):
            act()  # type: ignore[operator]
            db.session.commit()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_ready_made_one_that_several_use_at_once_is_written_down_once(app: Flask, world: World) -> None:
    def use() -> None:
        services.of_offer(world.ours, offer_of(BatchKind.REVENUE), actor=BOB)

    at_once(app, world, use, use, use)

    with factories.inside(app, world.ours):
        assert db.session.scalar(select(func.count()).select_from(BatchTemplate)) == 1


def test_a_name_that_several_choose_at_once_is_given_once(app: Flask, world: World) -> None:
    outcomes: list[object] = []

    def make() -> None:
        named = Naming(name="Gifts by mail", prefix="MAIL")
        outcomes.append(services.create(world.ours, BatchKind.REVENUE, named, (), actor=BOB))

    at_once(app, world, make, make, make)

    assert sorted(type(each).__name__ for each in outcomes) == ["BatchTemplate", "NotSaved", "NotSaved"]
    assert {each.field for each in outcomes if isinstance(each, NotSaved)} == {"name"}
