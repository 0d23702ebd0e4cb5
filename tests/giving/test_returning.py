"""A gift that was removed by mistake comes back as it was."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.kinds import GiftStatus, TributeKind
from app.activity.models import Donation
from app.db import db, now
from app.giving import services
from app.giving.queries import one
from app.giving.queries.credits import thanked_for
from app.giving.services import NotReturned, Refunded, Removed, Returned
from tests import factories
from tests.activity.makers import day, people, workspace
from tests.activity.rolled import assert_in_step
from tests.factories import World
from tests.giving.makers import ALICE, TODAY, imported, known, listed, typed


def remove(here: Workspace, donation: int) -> None:
    assert isinstance(services.remove_donation(here, donation, reason="twice", actor=ALICE), Removed)


def put_back(here: Workspace, person: int, donation: int, hours: int = 0) -> object:
    at = now() + timedelta(hours=hours)
    return services.return_donation(here, person, donation, now=at, actor=ALICE)


def stored(donation: int) -> dict[str, object]:
    db.session.expire_all()
    row = db.session.scalars(select(Donation).where(Donation.id == donation)).one()
    return activity.as_kept(row)


@pytest.mark.both
def test_all_of_it_is_there_again_and_counts_again(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    here = workspace(inside.ours)
    told = {"tribute": TributeKind.IN_MEMORY, "tribute_name": "Jo", "note": "Ü", "anonymous": True}
    own = imported(here, ann, implies_consent=False, status=GiftStatus.SETTLED, **told)
    services.credit(here, own, listed(here, ben), 2_500, actor=ALICE)
    before = stored(own)

    remove(here, own)
    outcome = put_back(here, ann, own)

    assert isinstance(outcome, Returned)
    assert stored(own) == before
    assert [thanks.amount for thanks in thanked_for(here, ben)] == [2_500]
    assert [line.field for line in one.journal(here.id, known(here, own))][:2] == ["gift", "gift"]
    assert put_back(here, ann, own) is None
    assert_in_step(inside.ours)


def test_what_came_in_between_is_never_doubled_nor_given_back_twice(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    here = workspace(inside.ours)
    again, own = imported(here, ann), typed(here, ann)

    def refund() -> int:
        back = services.refund_donation(
            here, own, amount=6_000, on=day("2026-04-01"), today=TODAY, actor=ALICE
        )
        assert isinstance(back, Refunded)
        return back.row.id

    back = refund()
    remove(here, again)
    imported(here, ann)
    remove(here, back)
    refund()

    assert isinstance(put_back(here, ann, again), NotReturned)
    assert isinstance(put_back(here, ann, back), NotReturned)
    assert_in_step(inside.ours)


def test_only_what_was_removed_lately_from_this_person_comes_back(inside: World) -> None:
    ann, ben = people(inside.ours, 2)
    here = workspace(inside.ours)
    own, there = typed(here, ann), typed(here, ann)
    remove(here, own)

    assert put_back(here, ann, there) is None
    assert put_back(here, ben, own) is None
    assert put_back(here, ann, own, hours=13) is None
    assert isinstance(put_back(here, ann, own, hours=11), Returned)


def test_the_page_after_a_removal_offers_to_take_it_back(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        (ann,) = people(world.ours, 1)
        own = typed(workspace(world.ours), ann)
        db.session.commit()
    url = f"/constituents/{ann}/donations/{own}/return"

    page = as_bob.post(f"/donations/{own}/removal", data={}, follow_redirects=True)
    refused = as_vera.post(url)
    done = as_bob.post(url, follow_redirects=True)

    assert f'action="{url}"' in page.text
    assert refused.status_code == 403
    assert "The gift is back as it was." in done.text
    assert "Put back: Gift of $100, " in done.text
    assert as_bob.post(url).status_code == 404
