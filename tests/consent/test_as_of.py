"""What could be done as of a moment: by the ledger as it was then, and in the organization's time zone."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, Occasion, Party
from app.consent.models import ConsentEvent, ConsentInForce
from app.db import db
from tests import factories
from tests.accounts.pages import words
from tests.consent.makers import consented, person, restricted, workspace
from tests.factories import World


@pytest.fixture
def ann(app: Flask, world: World) -> int:
    """Ann, who said yes on 1 November at 9:00 in Greenwich, and no on 11 November at 9:00."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours, policy="opt_in")
        who = person(here, "ann@example.org").id
        consented(here, who, days=20)
        restricted(here, EventKind.UNSUBSCRIBED, who, party=Party.SUPPORTER, days=10)
        db.session.commit()
    return who


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-01T08:59", "No: no consent on record"),
        ("2026-11-01T09:01", "1 of 1 address can be emailed as of"),
        ("2026-11-11T08:59", "1 of 1 address can be emailed as of"),
        ("2026-11-11T09:01", "No: unsubscribed"),
        ("2090-01-01T00:00", "No: unsubscribed"),
        ("", "No: unsubscribed"),
    ],
)
@pytest.mark.usefixtures("ann")
def test_the_page_of_eligibility_asks_as_of_a_moment(as_vera: FlaskClient, at: str, said: str) -> None:
    page = words(as_vera.post("/eligibility", data={"pasted": "ann@example.org", "topic": "", "at": at}).text)

    assert said in page


def test_a_profile_tells_the_verdict_as_of_a_moment(as_vera: FlaskClient, ann: int) -> None:
    tab = f"/constituents/{ann}/email-preferences"

    before, today, wrong = (
        words(as_vera.get(f"{tab}{query}").text)
        for query in ("?as_of=2026-11-05T09:00", "", "?as_of=yesterday")
    )

    assert "be emailed as of 5 Nov 2026" in before or "be emailed as of Nov 5, 2026" in before
    assert "express consent" in before
    assert "Cannot be emailed: unsubscribed" in before, "at the head of the page it is today"
    assert "No: unsubscribed" in today
    assert "No: unsubscribed" in wrong
    assert "be emailed today?" in wrong


def test_a_moment_is_one_of_the_organizations_time_zone(
    app: Flask, world: World, as_vera: FlaskClient, ann: int
) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).timezone = "Pacific/Auckland"
        db.session.commit()

    # 13 hours ahead of Greenwich, Ann had not said yes yet.
    page = as_vera.get(f"/constituents/{ann}/email-preferences?as_of=2026-11-01T21:59").text

    assert "no consent on record" in page


def test_how_the_details_were_collected_is_recorded_with_the_consent(
    app: Flask, world: World, as_bob: FlaskClient, ann: int
) -> None:
    typed = {
        "topic": "",
        "basis": "soft_opt_in",
        "statement": "You can say no",
        "evidence": "order form",
        "collected_on": "2026-11-20",
        "occasion": "purchase",
    }

    as_bob.post(f"/constituents/{ann}/consents/new", data=typed)

    with factories.inside(app, world.ours):
        for model in (ConsentEvent, ConsentInForce):
            last = select(model.occasion).where(model.basis == "soft_opt_in")
            assert db.session.scalar(last) is Occasion.PURCHASE
    page = as_bob.get(f"/constituents/{ann}/email-preferences").text
    assert "soft opt in consent, details collected with a purchase" in page
