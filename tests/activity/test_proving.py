"""The doctor compares what became of messages with the reports about them."""

import pytest
from sqlalchemy import ColumnElement, delete, insert, select, update

from app.activity.domain.outcomes import Outcome
from app.activity.models import Delivery
from app.activity.services import proving
from app.db import db
from tests.activity.makers import NOON, people
from tests.activity.rolled import assert_in_step
from tests.activity.test_rollups import Scene
from tests.factories import World

APART = {"synchronize_session": False}


def stored() -> set[tuple[object, ...]]:
    return {tuple(row) for row in db.session.execute(select(*Delivery.__table__.columns))}


@pytest.mark.both
def test_a_delivery_that_its_reports_do_not_bear_out_is_found_and_made_anew(inside: World) -> None:
    scene = Scene(inside.ours)
    for number in range(12):
        scene.is_mailed(number)
    right = stored()
    assert len(right) >= 3
    assert list(proving.differences(inside.ours)) == []

    keys = [
        (each.constituent_id, each.campaign_id) for each in db.session.execute(select(Delivery.__table__))
    ]
    changed, lost = keys[0], keys[1]
    never = (people(inside.ours, 1)[0], changed[1])
    opened = {"opened_at": NOON, "outcome": int(Outcome.OPENED)}
    db.session.execute(update(Delivery).where(_is(changed)).values(opened), execution_options=APART)
    db.session.execute(delete(Delivery).where(_is(lost)), execution_options=APART)
    made_up = {"workspace_id": inside.ours, "constituent_id": never[0], "campaign_id": never[1]}
    db.session.execute(insert(Delivery), [made_up | {"sent_at": NOON}])

    found = list(proving.differences(inside.ours))
    proving.rebuild(inside.ours)

    assert {f"constituent {who}, campaign {what}" for who, what in (changed, lost, never)} == {
        each.split(":")[0] for each in found
    }
    assert stored() == right
    assert_in_step(inside.ours)


def _is(key: tuple[int, int]) -> ColumnElement[bool]:
    return (Delivery.constituent_id == key[0]) & (Delivery.campaign_id == key[1])
