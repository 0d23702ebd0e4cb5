"""The list of gifts: as few statements as for one, and of whoever was erased no name."""

from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from app.giving.domain.asked import Asked
from app.giving.queries import listing, sums
from app.lifecycle.services.erasing import erase
from tests import factories
from tests.activity.makers import people, workspace
from tests.factories import World
from tests.giving.makers import ALICE, typed
from tests.statements import count_statements


def test_a_page_and_its_sums_take_five_statements_however_many_gifts(inside: World) -> None:
    here = workspace(inside.ours)
    for person in people(inside.ours, 12):
        typed(here, person)
        typed(here, person, currency="EUR")

    with count_statements() as counted:
        page, donors = listing.gifts(here, Asked(), size=20)
        found = sums.sums(here, Asked())

    assert (len(page.rows), len(donors)) == (20, len({row.constituent_id for row in page.rows}))
    assert [(each.currency, each.gifts, each.net) for each in found] == [
        ("USD", 12, 120_000),
        ("EUR", 12, 120_000),
    ]
    assert len(counted) == 5


def test_the_gift_of_somebody_erased_stays_without_a_name_and_is_not_touched(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        (ann,) = people(world.ours, 1)
        here = workspace(world.ours)
        own = typed(here, ann, note="Her own words")
        db.session.commit()
        erase(here, ann, actor=ALICE)
        db.session.commit()

    listed, shown = as_bob.get("/donations").text, as_bob.get(f"/donations/{own}").text

    assert "somebody erased" in listed
    assert "$100" in listed
    assert "Somebody erased" in shown
    assert "Her own words" not in shown
    assert "Person 0" not in shown
    for page in ("edit", "refund", "removal", "donor", "credits/new"):
        assert as_bob.get(f"/donations/{own}/{page}").status_code == 409, page
