"""The timeline: facts of every kind, each once, the latest first, on both databases."""

import random
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.consent.domain.facts import EventKind
from app.db import db
from app.profiles.domain.moments import MomentKind
from app.profiles.queries import timeline
from app.profiles.queries.timeline import Before
from app.web.keyset import dated
from app.web.pagination import decode
from tests import factories
from tests.activity.makers import workspace
from tests.factories import World
from tests.profiles.makers import maria
from tests.profiles.pages import PART, check, words
from tests.profiles.test_overview import on, restrict


def point(text: str | None) -> Before | None:
    cursor = dated(decode(text, str, int), datetime)
    return Before(*cursor.key) if cursor else None  # type: ignore[arg-type]


@pytest.mark.both
@pytest.mark.parametrize("size", [1, 4, 25])
def test_stretches_hold_every_fact_once_in_one_order(app: Flask, world: World, size: int) -> None:
    page = maria(app, world.ours, gifts=9, mailings=7)
    moments, before = [], None
    with factories.inside(app, world.ours):
        ours = workspace(world.ours)
        while True:
            stretch = timeline.stretch(ours, page.id, before, size=size)
            moments += stretch.moments
            if stretch.older is None:
                break
            before = point(stretch.older)

    kinds = [moment.kind for moment in moments]
    assert [kinds.count(kind) for kind in MomentKind] == [10, 2, 7, 0, 0, 1]
    assert [moment.place for moment in moments] == sorted((moment.place for moment in moments), reverse=True)
    assert len({(moment.kind, moment.id) for moment in moments}) == len(moments)


def test_choices_stand_in_the_timeline_at_their_time(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours)
    restrict(app, world, page, EventKind.UNSUBSCRIBED)
    with factories.inside(app, world.ours):
        moments = timeline.stretch(workspace(world.ours), page.id, None, size=100).moments
        place = next(number for number, one in enumerate(moments) if one.kind is MomentKind.PERMISSION)
        newer = timeline.stretch(workspace(world.ours), page.id, Before(*moments[place - 1].place), size=1)
        older = timeline.stretch(workspace(world.ours), page.id, Before(*moments[place].place), size=100)

    assert [one.kind for one in newer.moments] == [MomentKind.PERMISSION]
    assert MomentKind.PERMISSION not in {one.kind for one in older.moments}
    shown = words(as_alice.get(page()))
    assert f"Unsubscribed from all email by the supporter, preference page {on(3)}" in shown


@pytest.mark.both
def test_a_stretch_from_any_point_holds_what_is_older(app: Flask, world: World) -> None:
    page = maria(app, world.ours, gifts=12, mailings=5)
    chance = random.Random(3)
    with factories.inside(app, world.ours):
        ours = workspace(world.ours)
        everything = timeline.stretch(ours, page.id, None, size=100).moments
        for moment in chance.sample(everything, 8):
            older = timeline.stretch(ours, page.id, Before(*moment.place), size=100).moments

            assert [each.place for each in older] == [
                each.place for each in everything if each.place < moment.place
            ]


def test_older_fetches_the_next_stretch(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours, gifts=40)
    first = as_alice.get(page()).text
    older = first.partition("/timeline?")[2].partition('"')[0].replace("&amp;", "&")

    fragment = as_alice.get(f"{page('timeline')}?{older}", headers=PART)
    whole = as_alice.get(f"{page('timeline')}?{older}")

    check(fragment)
    check(whole)
    assert fragment.text.count("<li>") == whole.text.partition('id="timeline"')[2].count("<li>") == 21
    assert "Gave $50 to General" in words(fragment)


def test_a_gift_stands_on_its_own_day_in_every_time_zone(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    page = maria(app, world.ours, gifts=1)
    with app.app_context():
        workspace(world.ours).timezone = "Pacific/Auckland"
        db.session.commit()

    shown = words(as_alice.get(page()))

    assert f"Gave $50 to General {on(10)}" in shown
    assert f"Gave $999 to General (pending: does not count as given) {on(1)}" in shown
