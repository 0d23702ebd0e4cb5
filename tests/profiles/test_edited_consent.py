"""Editing an address by hand makes nobody mailable: it goes through the same door as an import."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.db import db, now
from app.profiles.domain.parts import Part
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, maria
from tests.profiles.test_editing import opened, record_of, type_in

pytestmark = pytest.mark.both
STAFF = Actor("Alice", Via.FORM)


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    """Somebody whom nothing stops, in a workspace that asks for no consent."""
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).consent_policy = "opt_out"
        db.session.commit()
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    return factories.signed_in(app, world.bob)


def restricted(app: Flask, world: World, page: Page, kind: EventKind, *, by_address: bool) -> None:
    """She may not be written to: known of her, or only of the address."""
    with factories.inside(app, world.ours):
        line = consent.Line(
            kind=kind,
            at=now(),
            subject=None if by_address else page.id,
            address="maria@example.org",
            reason=SuppressionReason.MANUAL if kind is EventKind.SUPPRESSED else None,
        )
        workspace = db.session.get_one(Workspace, world.ours)
        consent.restrict(workspace, [line], party=Party.STAFF, actor=STAFF)
        db.session.commit()


def can_be_emailed(app: Flask, world: World, page: Page) -> bool:
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        return queries.verdicts(workspace, [page.id], at=now())[page.id].eligible


@pytest.mark.parametrize("by_address", [True, False], ids=["by address", "by person"])
@pytest.mark.parametrize("kind", [EventKind.UNSUBSCRIBED, EventKind.SUPPRESSED, EventKind.BOUNCED])
@pytest.mark.parametrize("how", ["written over", "added as primary", "deleted, then added"])
def test_another_address_by_hand_does_not_make_her_mailable(
    app: Flask, world: World, bob: FlaskClient, page: Page, kind: EventKind, by_address: bool, how: str
) -> None:
    assert can_be_emailed(app, world, page)
    restricted(app, world, page, kind, by_address=by_address)

    values = opened(app, record_of(app, world, page), Part.EMAILS)
    if how == "written over":
        type_in(values, emails__0__address="new@example.org")
    elif how == "added as primary":
        type_in(values, emails__1__address="new@example.org", emails__1__type="home", emails__primary="1")
    else:
        gone = values.deepcopy()
        gone.setlist("emails-removed", [gone["emails-0-item"]])
        for name in [name for name in gone if name.startswith("emails-0")]:
            gone.pop(name)
        bob.post(page("edit/emails"), data=gone)
        assert record_of(app, world, page).emails == ()
        values = opened(app, record_of(app, world, page), Part.EMAILS)
        type_in(values, emails__0__address="new@example.org", emails__0__type="home")
    bob.post(page("edit/emails"), data=values)

    primary = next(each for each in record_of(app, world, page).emails if each.primary)
    assert primary.address == "new@example.org"
    assert not can_be_emailed(app, world, page)


def test_a_new_address_of_somebody_whom_nothing_stops_is_written_to(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    values = opened(app, record_of(app, world, page), Part.EMAILS)

    bob.post(page("edit/emails"), data=type_in(values, emails__0__address="new@example.org"))

    assert can_be_emailed(app, world, page)
