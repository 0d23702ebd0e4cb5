"""What her own page can end, and what stays stopped although she wants mail."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.services.projections import reproject
from app.db import db
from tests import factories
from tests.consent.makers import OPT_OUT, restricted
from tests.factories import World
from tests.preferences.makers import ADDRESS, ann, post, reached, said


def stopped_by(app: Flask, world: World, kind: EventKind, who: int | None, **how: object) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        restricted(here, kind, who, **how)  # type: ignore[arg-type]
        db.session.commit()


ENDS = [
    (EventKind.UNSUBSCRIBED, Party.STAFF, None),
    (EventKind.UNSUBSCRIBED, Party.PROVIDER, None),
    (EventKind.COMPLAINED, Party.PROVIDER, None),
    (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.OBJECTION),
    (EventKind.SUPPRESSED, Party.IMPORT, SuppressionReason.IMPORTED),
    (EventKind.SUPPRESSED, Party.SYSTEM, SuppressionReason.HELD),
]
STAYS = [
    (EventKind.DO_NOT_CONTACT_SET, Party.STAFF, None, "ask its staff"),
    (EventKind.SUPPRESSED, Party.STAFF, SuppressionReason.MANUAL, "ask its staff"),
    (EventKind.BOUNCED, Party.PROVIDER, None, "came back"),
]


@pytest.mark.parametrize(("kind", "party", "reason"), ENDS)
def test_what_is_hers_to_end_she_ends(
    app: Flask,
    world: World,
    client: FlaskClient,
    kind: EventKind,
    party: Party,
    reason: SuppressionReason | None,
) -> None:
    who = ann(app, world)
    stopped_by(app, world, kind, who.id, party=party, reason=reason, address=ADDRESS)
    assert reached(app, world, who.id) == set()

    post(client, who, "start", OPT_OUT)

    assert reached(app, world, who.id) == {"all", "Newsletter"}


def test_a_no_from_before_she_was_on_record_is_answered_for_good(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who = ann(app, world)
    stopped_by(app, world, EventKind.UNSUBSCRIBED, None, party=Party.IMPORT, address=ADDRESS)
    assert reached(app, world, who.id) == set()

    post(client, who, "start", OPT_OUT)
    with factories.inside(app, world.ours):
        secret = db.session.get_one(Workspace, world.ours).address_secret
        reproject(world.ours, people=set(), address_keys={address_key(ADDRESS, secret)})
        db.session.commit()

    assert reached(app, world, who.id) == {"all", "Newsletter"}


@pytest.mark.parametrize(("kind", "party", "reason", "words"), STAYS)
def test_what_is_not_hers_to_end_stays_and_is_said_kindly(
    app: Flask,
    world: World,
    client: FlaskClient,
    kind: EventKind,
    party: Party,
    reason: SuppressionReason | None,
    words: str,
) -> None:
    who = ann(app, world)
    stopped_by(app, world, kind, who.id, party=party, reason=reason, address=ADDRESS)

    assert words in said(client.get(who.page).text)
    post(client, who, "start", OPT_OUT)

    assert reached(app, world, who.id) == set()


def test_she_cannot_end_what_somebody_else_at_her_address_asked_for(
    app: Flask, world: World, client: FlaskClient
) -> None:
    who, ben = ann(app, world), ann(app, world)
    client.post(ben.stop)

    text = client.get(who.page).text
    post(client, who, "start", OPT_OUT)

    assert "cannot be changed from this page" in said(text)
    assert reached(app, world, who.id) == reached(app, world, ben.id) == set()
