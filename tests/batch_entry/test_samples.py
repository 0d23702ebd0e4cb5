"""The sample workspace shows what a batch is: one that was committed, and one in which somebody is typing."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import Workspace
from app.activity.models import Donation
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batch_entry.queries import templates
from app.batch_entry.services.samples import NEEDED, add_batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services.planning import local_today
from app.db import db
from tests.batches import makers
from tests.batches.makers import add, person
from tests.factories import World

SEED = Actor("Sample", Via.SEED)


def filled(workspace_id: int, people: int = NEEDED) -> tuple[list[int], list[Batch]]:
    """The people of a sample, and the batches that were added for them."""
    workspace = db.session.get_one(Workspace, workspace_id)
    known = [person(f"Ann{at}", f"Lee{at}", f"ann{at}@example.org") for at in range(people)]
    ids = [each.id for each in add(workspace_id, *known) if each.id]
    add_batches(workspace, ids, local_today(workspace), SEED)
    db.session.commit()
    return ids, list(db.session.scalars(select(Batch).order_by(Batch.number)))


@pytest.mark.both
def test_a_committed_batch_has_recorded_its_gifts_to_the_cent(inside: World) -> None:
    ids, (done, _) = filled(inside.ours)

    gifts = db.session.scalars(select(Donation).order_by(Donation.id)).all()

    assert (done.source, done.status) == ("GIFT-0001", BatchStatus.COMMITTED)
    assert [gift.constituent_id for gift in gifts] == ids[:6]
    assert sum(gift.amount for gift in gifts) == 530_00
    assert {gift.batch_id for gift in gifts} == {done.id}
    assert {gift.received_on for gift in gifts} == {
        local_today(makers.workspace(inside.ours)) - timedelta(days=6)
    }


def test_an_open_batch_has_somebody_new_who_gave_twice_and_an_amount_to_mend(inside: World) -> None:
    _, (_, typing) = filled(inside.ours)

    rows = db.session.scalars(
        select(BatchRow).where(BatchRow.batch_id == typing.id).order_by(BatchRow.number)
    ).all()

    assert (typing.source, typing.status) == ("GIFT-0002", BatchStatus.OPEN)
    assert [row.outcome.value for row in rows] == ["ready", "ready", "error", "ready", "ready"]
    assert [row.joins for row in rows] == [None, None, None, None, 4]
    assert rows[2].problems[0]["column"] == "Amount"


def test_both_templates_are_there_and_nothing_comes_twice(inside: World) -> None:
    filled(inside.ours)
    workspace = makers.workspace(inside.ours)

    add_batches(workspace, [1] * NEEDED, local_today(workspace), SEED)

    names = [each.name for each in templates.templates(inside.ours)]
    assert sorted(names) == ["Constituent updates", "Gifts"]
    assert db.session.scalar(select(func.count()).select_from(Batch)) == 2


def test_a_workspace_with_few_people_gets_no_batches(inside: World) -> None:
    _, batches = filled(inside.ours, people=3)

    assert batches == []
