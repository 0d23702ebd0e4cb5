"""The tray: rows of all imports that wait, by the sender whom they are about."""

import pytest
from flask import Flask
from sqlalchemy import update

from app.activity_imports.domain.choices import Create, Person
from app.activity_imports.domain.senders import Spot
from app.activity_imports.queries import tray, waiting_counts
from app.batches.models import BatchRow
from app.db import db
from tests.activity_imports.makers import checked, commit, decide, said, stripe, workspace
from tests.batches.makers import fresh
from tests.factories import World, inside
from tests.statements import count_statements

SPRING = stripe(
    "ch_1,2026-03-01,15.00,0.00,Paid,nina@example.org",
    "ch_2,2026-03-02,20.00,0.00,Failed,nina@example.org",
    "ch_3,2026-03-03,10.00,0.00,Paid,omar@example.org",
    "ch_4,2026-03-04,10.00,0.00,Paid,",
    "ch_5,2026-03-04,10.00,0.00,Paid,ann@example.org",
)
SUMMER = stripe("ch_6,2026-06-01,5.00,0.00,Paid,nina@example.org")


@pytest.mark.both
def test_rows_of_one_email_are_one_sender_in_whatever_import(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        commit(app, checked(app, world.ours, SPRING))
        checked(app, world.ours, SUMMER)

        with count_statements() as seen:
            found = tray.entries(world.ours)

        assert len(seen) == 3
        told = {each.sender.called: (each.sender.rows, each.sender.sums) for each in found}
        assert told == {
            "Nobody named": (1, {"USD": 10_00}),
            "nina@example.org": (3, {"USD": 20_00}),
            "omar@example.org": (1, {"USD": 10_00}),
        }
        nina = next(each for each in found if each.sender.email == "nina@example.org")
        assert nina.sender.spot == Spot(2, 2)
        assert [each.batch.number for each in nina.some] == [2, 1, 1]
        assert len(tray.rows_of(world.ours, [nina.sender.spot])) == 3
        assert tray.senders_waiting(world.ours) == 3
        assert tray.senders_without_anybody(world.ours) == 2
        assert len(tray.rows_without_anybody(world.ours)) == 4
        assert waiting_counts(world.ours) == (2, 0, 5)
        assert waiting_counts(world.ours, most=3) == (2, 0, 3)
        assert waiting_counts(world.theirs) == (0, 0, 0)
        after = tray.entries(world.ours, after=nina.sender.key)
        assert [each.sender.email for each in after] == ["omar@example.org"]
        assert [each.sender.rows for each in tray.entries(world.ours, text="NINA exam")] == [3]
        assert tray.entries(world.theirs) == [] == tray.rows_of(world.theirs, [nina.sender.spot])


def test_what_was_decided_is_found_by_its_act_and_is_due_once_its_import_is_committed(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = commit(app, checked(app, world.ours, SPRING))
        other = checked(app, world.ours, SUMMER)

        first = decide(batch, Person(people["Ann"]), 4)
        decide(other, Create(), 2)

        assert tray.decided(world.ours, act=first.act) == [(batch.id, 4)]
        assert len(tray.decided(world.ours)) == 2
        assert tray.due(workspace(world.ours)) == (1, 1)

        done = commit(app, fresh(batch))

        assert said(done)[4] == "ready create"
        assert tray.due(workspace(world.ours)) == (0, 0)
        assert tray.decided(world.ours, act=first.act) == []


def test_whom_somebody_resembles_is_not_created_with_all_the_others(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, SPRING)
        tray_before = tray.senders_without_anybody(world.ours)

        db.session.execute(
            update(BatchRow).where(BatchRow.batch_id == batch.id, BatchRow.number == 4).values(score=45.0)
        )

        assert (tray_before, tray.senders_without_anybody(world.ours)) == (2, 1)
        assert {number for _, number in tray.rows_without_anybody(world.ours)} == {2, 3}
