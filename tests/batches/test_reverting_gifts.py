"""Undo of a revenue batch: gifts that stand as they were recorded go, what somebody was at work on stays."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.activity.models import Donation, SoftCredit
from app.batches.domain.rows import RowState
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.queries.reverting import preview
from app.batches.queries.reverting_gifts import staying
from app.batches.services.reverting import Undoing, undo
from app.constituents.models import Constituent
from app.db import db
from app.giving import services as giving
from tests import factories
from tests.activity.makers import day
from tests.batches import gifts, makers
from tests.batches.gifts import line
from tests.factories import World
from tests.giving import makers as given
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _inside(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    gifts.alone(monkeypatch)
    with factories.inside(app, world.ours):
        yield


def _lookups(world: World, number: int) -> list[str]:
    people = (makers.person(f"P{n}", "Lee", f"p{n}@example.org") for n in range(number))
    return [each.lookup_id for each in makers.add(world.ours, *people)]


def _committed(app: Flask, world: World, *rows: str) -> tuple[Batch, list[Donation]]:
    batch = gifts.open_batch(world.ours)
    gifts.enter(batch, *rows)
    batch = makers.commit(app, batch)
    return batch, gifts.given(world.ours)


def _undone(app: Flask, batch: Batch) -> Batch:
    assert isinstance(undo(batch, actor=makers.ALICE), Undoing)
    makers.drain(app)
    return makers.fresh(batch)


def _refund(workspace: Workspace, gift: Donation) -> None:
    on = day("2026-07-15")
    giving.refund_donation(workspace, gift.id, amount=100, on=on, today=on, actor=given.ALICE)


def test_gifts_go_with_their_soft_credits_and_the_profile_tells_it(app: Flask, world: World) -> None:
    ann, bea = _lookups(world, 2)
    batch, [gift, _] = _committed(app, world, line(ann, to=bea), line(bea))
    who = gift.constituent_id

    undone = _undone(app, batch)

    added, gone = gifts.journal(world.ours, who)
    assert undone.status is BatchStatus.UNDONE
    assert gifts.given(world.ours) == []
    assert db.session.query(SoftCredit).count() == 0
    assert {row.state for row in gifts.rows(batch).values()} == {RowState.REVERTED}
    assert {row.detail for row in gifts.rows(batch).values()} == {"The gift was removed again."}
    assert (gone.before["value"], gone.after) == (added.after["value"], None)


def test_whom_the_batch_added_goes_with_the_gifts(app: Flask, world: World) -> None:
    batch, [gift, _] = _committed(app, world, line("eve@example.org Fox"), line("eve@example.org Fox", "7"))
    who = gift.constituent_id

    before = preview(batch)
    _undone(app, batch)

    first, joined = gifts.rows(batch).values()
    assert (before.removed, before.stay, before.gifts, before.gifts_stay) == (1, 0, 2, 0)
    assert db.session.get(Constituent, (world.ours, who)) is None
    assert first.detail == "The gift was removed again. C-1001 was removed again."
    assert (first.state, joined.state) == (RowState.REVERTED, RowState.REVERTED)


def test_gifts_that_were_edited_refunded_or_thanked_for_stay_and_say_why(app: Flask, world: World) -> None:
    lookups = _lookups(world, 5)
    batch, found = _committed(app, world, *(line(who) for who in lookups))
    edited, refunded, thanked, *_ = found
    workspace = makers.workspace(world.ours)
    giving.edit_donation(
        workspace,
        edited.id,
        given.draft(7_000),
        version=edited.version,
        today=day("2026-07-15"),
        actor=given.ALICE,
    )
    _refund(workspace, refunded)
    other = given.listed(workspace, found[4].constituent_id)
    giving.credit(workspace, thanked.id, other, 100, actor=given.ALICE)
    db.session.commit()

    before, listed = preview(batch), staying(batch, after=0)
    undone = _undone(app, batch)

    rows = gifts.rows(batch)
    why = ["it was changed since", "a refund was recorded since", "its soft credits were changed since"]
    assert (before.gifts, before.gifts_stay) == (2, 3)
    assert [(each["number"], each["why"]) for each in listed] == list(zip((1, 2, 3), why, strict=True))
    assert undone.status is BatchStatus.UNDONE
    assert [rows[number].detail for number in (1, 2, 3)] == [f"The gift stays: {each}." for each in why]
    assert [row.state for row in rows.values()] == [RowState.KEPT] * 3 + [RowState.REVERTED] * 2
    assert {gift.id for gift in gifts.given(world.ours) if gift.refund_of_id is None} == {
        edited.id,
        refunded.id,
        thanked.id,
    }


def test_somebody_new_whose_gift_stays_stays_too(app: Flask, world: World) -> None:
    batch, [gift] = _committed(app, world, line("eve@example.org Fox"))
    workspace = makers.workspace(world.ours)
    _refund(workspace, gift)
    db.session.commit()

    before = preview(batch)
    _undone(app, batch)

    row = gifts.rows(batch)[1]
    assert (before.removed, before.stay, before.gifts, before.gifts_stay) == (0, 1, 0, 1)
    assert row.state is RowState.KEPT
    assert row.detail == (
        "The gift stays: a refund was recorded since. "
        "Stays: since then this person was changed by Alice and has a gift."
    )


def test_another_gift_keeps_whom_the_batch_added(app: Flask, world: World) -> None:
    batch, [gift] = _committed(app, world, line("eve@example.org Fox"))
    given.typed(makers.workspace(world.ours), gift.constituent_id)
    db.session.commit()

    before = preview(batch)
    _undone(app, batch)

    row = gifts.rows(batch)[1]
    assert (before.removed, before.stay, before.gifts) == (0, 1, 1)
    assert row.state is RowState.KEPT
    assert row.detail.startswith(
        "The gift was removed again. Stays: since then this person was changed by Alice"
    )


def test_what_a_row_changed_on_a_profile_goes_back_beside_its_gift(app: Flask, world: World) -> None:
    [ann] = _lookups(world, 1)
    batch = gifts.open_batch(world.ours, "lookup_id", "last_name", "gift_amount", "gift_date")
    gifts.enter(batch, f"{ann}|Fox|5|{gifts.DAY}")
    batch = makers.commit(app, batch)
    who = gifts.given(world.ours)[0].constituent_id
    assert db.session.get_one(Constituent, (world.ours, who)).last == "Fox"

    _undone(app, batch)

    row = gifts.rows(batch)[1]
    assert db.session.get_one(Constituent, (world.ours, who)).last == "Lee"
    assert (row.state, row.detail) == (
        RowState.REVERTED,
        "The gift was removed again. Taken back: last name.",
    )


def test_a_gift_that_somebody_removed_is_gone_already(app: Flask, world: World) -> None:
    [ann] = _lookups(world, 1)
    batch, [gift] = _committed(app, world, line(ann))
    giving.remove_donation(makers.workspace(world.ours), gift.id, reason="twice", actor=given.ALICE)
    db.session.commit()

    _undone(app, batch)

    row = gifts.rows(batch)[1]
    assert (row.state, row.detail) == (RowState.REVERTED, "The gift was gone already.")


def test_an_undo_takes_no_more_statements_for_more_gifts(app: Flask, world: World) -> None:
    lookups = _lookups(world, 20)
    taken = []

    for people in (lookups[:3], lookups):
        batch, _ = _committed(app, world, *(line(who) for who in people))
        with count_statements() as seen:
            _undone(app, batch)
        taken.append(len(seen))

    assert taken[0] == taken[1]
    assert gifts.given(world.ours) == []
