"""Every page and part about groups and permission is sound HTML, and costs a fixed number of statements."""

import re

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, Party
from app.db import db
from app.groups.forms.kinds import KINDS
from app.groups.forms.spans import SPANS, TO_COME
from tests import factories
from tests.consent.makers import person, restricted, workspace
from tests.factories import World
from tests.groups.makers import people
from tests.groups.pages import FRAGMENT, builder, some_groups
from tests.statements import count_statements

MOST = 12


@pytest.fixture
def paths(app: Flask, world: World) -> list[str]:
    donors, board, givers = some_groups(app, world.ours)
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        ann = person(here, "ann@example.org").id
        event = restricted(here, EventKind.DO_NOT_CONTACT_SET, ann, party=Party.STAFF)
        db.session.commit()
    return [
        "/groups",
        f"/groups/{donors}",
        f"/groups/{donors}?mail=unsubscribed",
        f"/groups/{donors}/edit",
        f"/groups/{board}",
        f"/groups/{board}/edit",
        f"/groups/{board}/deletion",
        f"/groups/{donors}/export",
        "/groups/new?type=dynamic&segment=bounced",
        "/interests",
        "/interests/1",
        "/eligibility",
        f"/constituents/{ann}/restrictions/new",
        f"/constituents/{ann}/restrictions/{event}/lift",
        f"/constituents/{givers[0]}/consents/new",
    ]


def check_page(text: str) -> None:
    html5lib.HTMLParser(strict=True).parse(text)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)), sorted({each for each in ids if ids.count(each) > 1})
    assert text.count("<h1") == 1
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', text))
    controls = re.findall(
        r'<(?:select|textarea|input(?![^>]*type="(?:hidden|checkbox)"))[^>]*\sid="([^"]+)"', text
    )
    assert set(controls) <= labels
    for target in re.findall(r'hx-target="#([\w-]+)"', text):
        assert target in ids, target


def test_every_page_is_sound(as_alice: FlaskClient, paths: list[str]) -> None:
    for path in paths:
        answer = as_alice.get(path)
        assert answer.status_code == 200, path
        check_page(answer.text)


def test_every_part_is_sound_and_has_one_root(as_alice: FlaskClient, paths: list[str]) -> None:
    for path in paths:
        part = as_alice.get(path, headers=FRAGMENT).text
        root = html5lib.HTMLParser(strict=True).parseFragment(part)
        kept = [child for child in root if not str(child.tag).endswith(("title", "hx-partial"))]
        assert len(kept) == 1, path
        assert kept[0].get("id"), path


@pytest.mark.usefixtures("paths")
def test_the_builder_with_every_condition_is_sound(as_alice: FlaskClient) -> None:
    kinds = [{"type": kind} for kind in KINDS]
    spans = [{"type": "added_within", "period": span} for span, _ in SPANS + TO_COME]
    more = {"c90-match": "any", "c90.1-type": "emails", "c90.1-what": "bounced", "c0.1-type": "in_group"}
    form = builder(*kinds, *spans, **more, who="giver", do="refresh")

    answer = as_alice.post("/groups/new", data=form)

    assert answer.status_code == 200
    check_page(answer.text)


def test_pages_cost_a_fixed_number_of_statements(
    app: Flask, as_alice: FlaskClient, world: World, paths: list[str]
) -> None:
    def costs() -> dict[str, int]:
        found = {}
        for path in paths:
            with count_statements() as seen:
                as_alice.get(path)
            found[path] = len(seen)
        return found

    before = costs()
    with factories.inside(app, world.ours):
        people(db.session.get_one(Workspace, world.ours), 40, gave=20_000)
        db.session.commit()

    assert costs() == before
    assert {path: n for path, n in before.items() if n > MOST} == {}
