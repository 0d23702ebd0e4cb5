"""A no reaches everybody at the address where it was said; who said it is stopped at any address."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent import queries
from app.consent.domain.facts import EventKind, Party
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Email, Existing
from app.constituents.services import Rewrite, write
from app.db import db, now
from tests import factories
from tests.consent.makers import person, restricted, workspace
from tests.factories import World
from tests.groups.pages import words

FAMILY, OWN = "family@example.org", "ann@example.org"


def eligible(here: Workspace, *people: int) -> list[bool]:
    found = queries.verdicts(here, people, at=now())
    return [found[who].eligible for who in people]


def moved_in(here: Workspace, kind: EventKind, party: Party = Party.SUPPORTER) -> tuple[int, int]:
    """Ann, who said no at an address of her own and now uses the family's; and Ben, who always did."""
    ann, ben = person(here, OWN), person(here, FAMILY, first="Ben")
    restricted(here, kind, ann.id, party=party)
    old, new = ann.emails[0], Email(FAMILY, PointType.HOME, primary=True)
    write(here.id, [Rewrite(ann, _with(ann, old, new))])
    return ann.id, ben.id


def _with(ann: Existing, old: Email, new: Email) -> Existing:
    return replace(ann, emails=(replace(old, primary=False, active=False), new))


@pytest.mark.both
@pytest.mark.parametrize("kind", [EventKind.UNSUBSCRIBED, EventKind.COMPLAINED])
def test_her_no_follows_her_into_a_shared_inbox_and_stops_nobody_else_there(
    inside: World, kind: EventKind
) -> None:
    here = workspace(inside.ours)

    ann, ben = moved_in(here, kind)

    assert eligible(here, ann, ben) == [False, True]
    assert queries.sharers_who_said_no(here, ben) == [ann]
    assert queries.sharers_who_said_no(here, ann) == []


def test_a_no_said_in_the_shared_inbox_stops_everybody_there_now_and_later(inside: World) -> None:
    here = workspace(inside.ours)
    ann, ben = person(here, FAMILY).id, person(here, FAMILY, first="Ben").id

    restricted(here, EventKind.UNSUBSCRIBED, ann)

    assert eligible(here, ann, ben, person(here, FAMILY, first="Cleo").id) == [False] * 3


def test_that_mail_reaches_somebody_who_said_no_is_told_to_staff(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        _, ben = moved_in(workspace(world.ours), EventKind.DO_NOT_CONTACT_SET, Party.STAFF)
        db.session.commit()

    page = words(as_vera.get(f"/constituents/{ben}/email-preferences").text)

    assert "Ann Smith reads the same inbox and asked for no mail, at another address." in page
