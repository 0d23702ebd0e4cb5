"""Settings of permission: what they come to in people, kept once, journaled, and lifting nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.activity.domain.arrivals import NewDonation
from app.activity.services import record_donations
from app.consent import queries, services
from app.consent.domain.facts import Basis, EventKind, Occasion, Party
from app.consent.domain.policy import Policy
from app.consent.services import Line
from app.db import bind, db, now
from tests.accounts.pages import journal, words
from tests.consent.makers import STAFF, consented, person, restricted, workspace
from tests.factories import World
from tests.statements import count_statements

PAGE = "/settings/consent"
IMPLYING = {"policy": "opt_in", "implied_by": ["gift"], "implied_months": "24"}


@pytest.fixture
def crowd(app: Flask, world: World) -> dict[str, int]:
    """A giver of last month, one of long ago, one who unsubscribed, a soft opt-in and an express one."""
    with app.app_context():
        bind(world.ours)
        here = workspace(world.ours, "opt_in")
        names = ("giver", "old", "gone", "soft", "express", "silent")
        ids = {name: person(here, f"{name}@example.org", first=name).id for name in names}
        today = now().date()
        gifts = {"giver": 30, "old": 900, "gone": 30, "express": 30}
        record_donations(
            here.id,
            [
                NewDonation(
                    constituent_id=ids[who],
                    amount=500,
                    currency="USD",
                    received_on=today - timedelta(days=days),
                )
                for who, days in gifts.items()
            ],
        )
        restricted(here, EventKind.UNSUBSCRIBED, ids["gone"])
        consented(here, ids["express"])
        soft = Line(
            kind=EventKind.CONSENT_GIVEN,
            at=now() - timedelta(days=9),
            subject=ids["soft"],
            basis=Basis.SOFT_OPT_IN,
            occasion=Occasion.PURCHASE,
            evidence="order form",
        )
        services.permit(here, [soft], party=Party.STAFF, actor=STAFF)
        db.session.commit()
    return ids


def eligible(app: Flask, world: World, crowd: dict[str, int]) -> set[str]:
    with app.app_context():
        bind(world.ours)
        here = db.session.get_one(Workspace, world.ours)
        found = queries.verdicts(here, crowd.values(), at=now())
        return {name for name, who in crowd.items() if found[who].eligible}


def test_the_page_says_whom_each_rule_lets_in_and_keeps_out(
    as_alice: FlaskClient, crowd: dict[str, int]
) -> None:
    typed = IMPLYING | {"soft_opt_in_by": ["gift"], "cap_messages": "1", "cap_days": "7", "do": "preview"}

    page = as_alice.post(PAGE, data=typed).text

    assert "2 of 6 people can be emailed under these rules, which are not saved; 2 under" in page
    assert "Lets in 1 person without any other consent on record." in page
    assert "Keeps out 1 person whose soft opt-in would count" in page
    assert "0 people reached the limit of 1 message in 7 days" in page


def test_gifts_that_came_by_import_let_in_nobody_and_the_page_says_how_many_they_are(
    app: Flask, world: World, as_alice: FlaskClient, crowd: dict[str, int]
) -> None:
    with app.app_context():
        bind(world.ours)
        imported = {"currency": "USD", "received_on": now().date(), "implies_consent": False}
        record_donations(
            world.ours,
            [
                NewDonation(constituent_id=crowd[who], amount=500, **imported)  # type: ignore[arg-type]
                for who in ("silent", "old", "gone", "giver", "express")
            ],
        )
        db.session.commit()

    page = as_alice.post(PAGE, data=IMPLYING | {"do": "preview"}).text
    as_alice.post(PAGE, data=IMPLYING)

    assert "2 people have one that would be recent enough and no other consent." in page
    assert eligible(app, world, crowd) == {"giver", "soft", "express"}


def test_a_preview_names_whom_it_would_let_in_and_keep_out(
    as_alice: FlaskClient, crowd: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = words(as_alice.post(PAGE, data=IMPLYING | {"soft_opt_in_by": ["gift"], "do": "preview"}).text)
    assert "They would let in giver Smith . They would keep out soft Smith . Whatever" in page
    assert "They would" not in as_alice.get(PAGE).text

    monkeypatch.setattr("app.consent.queries.effects.FIRST", 1)
    page = words(as_alice.post(PAGE, data={"policy": "opt_out", "do": "preview"}).text)
    assert "They would let in giver Smith and others. Whatever" in page


def test_nothing_is_kept_by_showing_what_it_would_change(
    app: Flask, world: World, as_alice: FlaskClient, crowd: dict[str, int]
) -> None:
    as_alice.post(PAGE, data=IMPLYING | {"do": "preview"})

    assert eligible(app, world, crowd) == {"soft", "express"}


def test_rules_that_are_saved_hold_at_once_and_never_for_who_said_no(
    app: Flask, world: World, as_alice: FlaskClient, crowd: dict[str, int]
) -> None:
    answer = as_alice.post(PAGE, data=IMPLYING | {"soft_opt_in_by": ["gift"]})

    assert answer.status_code == 303
    assert eligible(app, world, crowd) == {"giver", "express"}
    kept = as_alice.get(PAGE).text
    assert "2 of 6 people can be emailed now." in kept
    assert 'value="24"' in kept


def test_opt_out_lets_in_all_but_who_said_no(
    app: Flask, world: World, as_alice: FlaskClient, crowd: dict[str, int]
) -> None:
    as_alice.post(PAGE, data={"policy": "opt_out"})

    assert eligible(app, world, crowd) == set(crowd) - {"gone"}


def test_what_was_changed_is_in_the_journal_and_nothing_else(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    as_alice.post(PAGE, data=IMPLYING)
    as_alice.post(PAGE, data=IMPLYING)

    assert [(field, after) for field, _, after in journal(app, world.ours)] == [
        ("consent_rules.implied_months", 24),
        ("consent_rules.implied_by", ["gift"]),
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"policy": "anything"}, "Choose one of the options."),
        ({"policy": "opt_in", "implied_by": ["gift"]}, "Say after how many months implied consent lapses."),
        ({"policy": "opt_in", "implied_months": "0"}, "Use a whole number from 1 to 120"),
        ({"policy": "opt_in", "cap_days": "7"}, "Give both numbers, or leave both blank."),
        ({"policy": "opt_in", "cap_messages": "x", "cap_days": "7"}, "Not a valid integer value."),
    ],
)
def test_a_rule_that_is_half_said_is_refused(
    app: Flask, world: World, as_alice: FlaskClient, typed: dict[str, object], said: str
) -> None:
    page = as_alice.post(PAGE, data=typed)

    assert page.status_code == 422
    assert said in page.text
    assert journal(app, world.ours) == []


def test_what_somebody_else_saved_meanwhile_is_not_overwritten_unseen(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    opened = '{"policy": "opt_out"}'

    first = as_alice.post(PAGE, data=IMPLYING | {"shown": opened})

    assert first.status_code == 422
    assert "changed these rules meanwhile" in first.text
    with app.app_context():
        assert db.session.get_one(Workspace, world.ours).consent_rules == {}


def test_only_who_manages_sees_the_rules(as_bob: FlaskClient) -> None:
    assert as_bob.get(PAGE).status_code == 403


def test_counting_takes_two_statements_for_any_number_of_people(
    app: Flask, world: World, crowd: dict[str, int]
) -> None:
    with app.app_context():
        bind(world.ours)
        here = db.session.get_one(Workspace, world.ours)
        with count_statements() as seen:
            found = queries.effects_of(here, queries.rules_of(here), at=now())

    assert len(seen) == 2
    assert (found.everybody, found.before, found.eligible, found.kept_out) == (6, 2, 2, 0)
    assert queries.rules_of(here).policy is Policy.OPT_IN
