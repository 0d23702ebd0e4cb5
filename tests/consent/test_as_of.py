"""What could be done as of a moment: by the ledger as it was then, and in the organization's time zone."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, Occasion, Party
from app.consent.models import ConsentEvent, ConsentInForce
from app.constituents.models import Constituent
from app.db import db
from tests import factories
from tests.accounts.pages import words
from tests.consent.makers import OPT_IN, OPT_OUT, consented, person, restricted, workspace
from tests.factories import World

ADDED = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture
def ann(app: Flask, world: World) -> int:
    """Ann, added on 1 October, who said yes on 1 November at 9:00 in Greenwich, and no on 11 November."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours, policy="opt_in")
        who = person(here, "ann@example.org").id
        db.session.get_one(Constituent, (world.ours, who)).created_at = ADDED
        consented(here, who, days=20)
        restricted(here, EventKind.UNSUBSCRIBED, who, party=Party.SUPPORTER, days=10)
        db.session.commit()
    return who


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-09-30T09:00", "not on record yet, added on Oct 1, 2026; no consent on record"),
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

    before, today = (words(as_vera.get(f"{tab}{query}").text) for query in ("?as_of=2026-11-05T09:00", ""))

    assert "be emailed as of Nov 5, 2026" in before or "be emailed as of Nov 5, 2026" in before
    assert "express consent" in before
    assert "Today: Cannot be emailed: unsubscribed" in before, "at the head of the page it is today"
    assert "No: unsubscribed" in today
    assert "Today: Cannot" not in today


def test_nobody_could_be_emailed_before_she_was_known(
    app: Flask, world: World, as_vera: FlaskClient, ann: int
) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_out"
        db.session.commit()

    tab = f"/constituents/{ann}/email-preferences"
    before, after = (
        words(as_vera.get(f"{tab}?as_of={day}").text) for day in ("2026-09-30T09:00", "2026-10-02")
    )

    assert "No: not on record yet, added on Oct 1, 2026" in before
    assert "Yes 1." in after


def test_what_is_dated_before_she_was_added_counts_and_is_said_to_be_so(
    app: Flask, world: World, as_vera: FlaskClient, ann: int
) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Constituent, (world.ours, ann)).created_at = ADDED.replace(month=11, day=20)
        db.session.commit()

    page = words(as_vera.get(f"/constituents/{ann}/email-preferences?as_of=2026-11-05T09:00").text)

    assert "express consent" in page
    assert "Added on Nov 20, 2026 only: what is dated earlier was written down later." in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("as_of=yesterday", "Give a day and a time"),
        ("as_of=2026-13-40T09:00", "Give a day and a time"),
        ("as_of=0001-01-01T00:00", "Give a moment between the years 1900 and 2199"),
        ("as_of=9999-12-31T23:59", "Give a moment between the years 1900 and 2199"),
        ("topic=77", "Not a valid choice"),
        ("topic=news", "Not a valid choice"),
    ],
)
def test_what_is_no_question_is_told_and_answered_as_of_today(
    as_vera: FlaskClient, ann: int, asked: str, said: str
) -> None:
    page = as_vera.get(f"/constituents/{ann}/email-preferences?{asked}")

    assert page.status_code == 422
    assert said in page.text
    assert "be emailed today?" in words(page.text)


@pytest.mark.parametrize("at", ["soon", "0001-01-01T00:00", "2026-02-30T09:00"])
@pytest.mark.usefixtures("ann")
def test_the_page_of_eligibility_tells_what_is_no_moment(as_vera: FlaskClient, at: str) -> None:
    page = as_vera.post("/eligibility", data={"pasted": "ann@example.org", "topic": "", "at": at})

    assert page.status_code == 422
    assert "Give a " in page.text


def test_a_profile_tells_the_verdict_about_a_topic(app: Flask, world: World, as_vera: FlaskClient) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        bea = person(here, "bea@example.org").id
        restricted(here, EventKind.TOPIC_LEFT, bea, party=Party.SUPPORTER, topic=OPT_OUT, days=10)
        db.session.commit()
    tab = f"/constituents/{bea}/email-preferences"

    left, never, then = (
        words(as_vera.get(f"{tab}?{query}").text)
        for query in (f"topic={OPT_OUT}", f"topic={OPT_IN}", f"topic={OPT_OUT}&as_of=2090-01-01")
    )

    assert "be emailed about “ Newsletter ” today? No: left this topic" in left
    assert "be emailed about “ Trips ” today? No: has not joined this topic" in never
    assert "be emailed about “ Newsletter ” as of Jan 1, 2090" in then


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
