"""What a check says of a file of payments, and what commit makes of it."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.models import Donation
from app.activity_imports import queries, services
from app.activity_imports.domain.choices import Create, Person, Restore, Skip
from app.activity_imports.domain.sums import Stand, ledgers
from app.activity_imports.queries.sums import sums
from app.batches.domain.status import BatchStatus
from app.constituents.models import Constituent
from app.db import db
from tests.activity_imports.makers import (
    checked,
    commit,
    decide,
    gifts,
    rows,
    run,
    said,
    states,
    stripe,
    undo,
    workspace,
)
from tests.batches.makers import ALICE, add, fresh, person
from tests.factories import World, inside

FIRST = stripe(
    "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org",
    "ch_2,2026-03-02,20.00,5.00,Paid,bob@example.org",
    "ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org",
    "ch_3,2026-03-03,10.00,0.00,Paid,who@example.org",
    "ch_4,2026-03-03,10.00,0.00,Failed,ann@example.org",
)


@pytest.mark.both
def test_what_is_ready_is_recorded_and_the_rest_waits(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, FIRST)

        assert said(batch) == {
            2: "ready create",
            3: "ready create",
            4: "skipped repeated",
            5: "possible_duplicate nobody",
            6: "ready create",
        }
        assert gifts() == {}

        batch = commit(app, batch)

        assert batch.status is BatchStatus.COMMITTED
        assert gifts() == {
            "ch_1": (5000, "settled"),
            "ch_2": (2000, "settled"),
            "ch_2 refund in import 1": (-500, "settled"),
            "ch_4": (1000, "failed"),
        }
        stored = {each.external_key: each for each in db.session.scalars(select(Donation))}
        assert stored["ch_1"].constituent_id == people["Ann"]
        assert stored["ch_2 refund in import 1"].refund_of_id == stored["ch_2"].id
        assert {each.implies_consent for each in stored.values()} == {False}
        assert {each.batch_id for each in stored.values()} == {batch.id}
        assert queries.waiting_count(world.ours) == 1


def test_the_same_file_again_changes_nothing(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        run(app, world.ours, FIRST)
        before = gifts()

        again = run(app, world.ours, FIRST)

        assert said(again)[2] == "ready no_change"
        assert said(again)[3] == "ready no_change"
        assert gifts() == before


def test_what_changed_in_the_source_follows_and_is_said(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        run(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Pending,ann@example.org"))

        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,20.00,Paid,ann@example.org"))
        row = rows(batch)[2]

        assert said(batch) == {2: "ready update"}
        [ledger] = ledgers(sums(batch))
        assert (ledger.whole.by[Stand.NEW], ledger.whole.known) == (3000, 0)
        assert row.plan is not None
        assert row.plan["changes"] == [["status", "pending", "settled"]]
        assert row.plan["refund"] == 2000

        commit(app, batch)

        assert gifts() == {"ch_1": (5000, "settled"), "ch_1 refund in import 2": (-2000, "settled")}


def test_what_staff_wrote_stays_and_is_said(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        run(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org"))
        gift = db.session.scalars(select(Donation)).one()
        gift.amount, gift.kept = 5500, ["amount"]
        db.session.commit()

        batch = run(app, world.ours, stripe("ch_1,2026-03-01,60.00,0.00,Paid,ann@example.org"))

        assert said(batch) == {2: "ready no_change"}
        assert rows(batch)[2].plan["kept"] == ["amount"]  # type: ignore[index]
        assert gifts() == {"ch_1": (5500, "settled")}


def test_a_row_in_the_tray_is_settled_by_a_person(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, FIRST)

        answer = decide(batch, Person(people["Bob"]), 5)

        assert (answer.changed, answer.ready) == (1, 1)
        assert queries.decided_batches(world.ours) == [batch]

        commit(app, fresh(batch))

        stored = db.session.scalars(select(Donation).where(Donation.external_key == "ch_3")).one()
        assert stored.constituent_id == people["Bob"]
        assert queries.waiting_count(world.ours) == 0


def test_several_rows_of_somebody_new_add_one_person(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        text = stripe(
            "ch_1,2026-03-01,50.00,0.00,Paid,new@example.org",
            "ch_2,2026-04-01,50.00,0.00,Paid,new@example.org",
        )
        batch = checked(app, world.ours, text)
        decide(batch, Create(), 2, 3)

        commit(app, fresh(batch))

        assert states(batch) == {2: "applied", 3: "applied"}
        added = {each.constituent_id for each in db.session.scalars(select(Donation))}
        assert len(added) == 1
        assert added.isdisjoint(people.values())
        assert len(db.session.scalars(select(Constituent)).all()) == 3


def test_of_two_rows_the_second_counts_where_staff_leave_the_first_out(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, FIRST)

        decide(batch, Skip(), 2)
        assert said(batch)[4] == "ready create"
        decide(fresh(batch), Restore(), 2)

        assert said(batch)[2] == "ready create"
        assert said(batch)[4] == "skipped repeated"
        assert workspace(world.ours)


def test_somebody_who_was_added_meanwhile_is_found_and_not_added_again(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,new@example.org"))
        decide(batch, Create(), 2)
        [new] = add(world.ours, person("Zoe", "Ray", "new@example.org"))

        batch = commit(app, fresh(batch))

        assert db.session.scalars(select(Donation.constituent_id)).one() == new.id
        undo(app, batch)
        assert db.session.get(Constituent, (world.ours, new.id)) is not None


def test_an_email_that_two_people_share_since_the_check_sends_the_row_back(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,50.00,0.00,Paid,ann@example.org"))
        add(world.ours, person("Tom", "Lee", "ann@example.org"))

        commit(app, batch)

        assert said(batch) == {2: "possible_duplicate several"}
        assert states(batch) == {2: "stale"}
        assert gifts() == {}


def test_a_corrected_cell_is_read_anew_and_can_be_taken_back(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, stripe("ch_1,2026-03-01,fifty,0.00,Paid,ann@example.org"))
        assert said(batch)[2].startswith("error amount")
        column = batch.shape["columns"].index("Amount")

        answer = services.edit_row(batch, 2, {column: "50.00"}, actor=ALICE)
        db.session.commit()
        assert (answer.ready, said(fresh(batch))) == (1, {2: "ready create"})
        services.undo_decision(workspace(world.ours), [(batch.id, 2)], actor=ALICE)
        db.session.commit()

        assert said(fresh(batch))[2].startswith("error amount")


def test_another_workspace_decides_about_nothing_here(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = run(app, world.ours, FIRST)
        place = (batch.id, 5)
    with inside(app, world.theirs):
        answer = services.decide(workspace(world.theirs), [place], Create(), actor=ALICE)

        assert (answer.changed, answer.missed) == (0, 1)
        assert queries.waiting_count(world.theirs) == 0
