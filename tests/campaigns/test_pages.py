"""The pages of campaigns: reading them, naming one, and taking its people along."""

import csv
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Campaign
from app.audit.domain.source import Subject
from app.audit.queries import history
from app.consent.domain.facts import EventKind
from app.db import db
from app.groups.models import Group, GroupMember
from tests import factories
from tests.campaigns.makers import campaign, readers, report
from tests.consent.makers import restricted, workspace
from tests.factories import World
from tests.profiles.pages import PART, check, root_id, words

PAGES = {
    "/campaigns": (200, 200),
    "/campaigns/{c}": (200, 200),
    "/campaigns/{c}?show=not_opened": (200, 200),
    "/campaigns/{c}/reach?show=not_opened": (200, 200),
    "/campaigns/{c}/times": (200, 200),
    "/campaigns/{c}/edit": (200, 403),
    "/campaigns/{c}/group?show=opened": (200, 403),
}
"""Every page, and what an editor and a viewer get."""
ACTS = ("/campaigns/{c}/edit", "/campaigns/{c}/group", "/campaigns/{c}/export")


@pytest.fixture
def ids(app: Flask, world: World) -> dict[str, int]:
    """Ids of a campaign and of its people; `silent` unsubscribed since."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        key = campaign(here)
        found = {"c": key, **readers(here, key)}
        restricted(here, EventKind.UNSUBSCRIBED, found["silent"])
        db.session.commit()
    return found


def test_editors_open_every_page_and_viewers_those_that_only_show(
    as_bob: FlaskClient, as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    for path, statuses in PAGES.items():
        url = path.format(**ids)
        assert (as_bob.get(url).status_code, as_vera.get(url).status_code) == statuses, path
        check(as_bob.get(url))
        part = as_bob.get(url, headers=PART)
        check(part)
        assert root_id(part)
    for path in ACTS:
        assert as_vera.post(path.format(**ids)).status_code == 403, path


def test_another_workspace_finds_and_changes_nothing(as_mallory: FlaskClient, ids: dict[str, int]) -> None:
    for path in list(PAGES)[1:]:
        assert as_mallory.get(path.format(**ids)).status_code == 404, path
    for path in ACTS:
        assert as_mallory.post(path.format(**ids)).status_code == 404, path


def test_a_campaign_tells_its_figures_and_what_machines_opened(
    as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    listed = words(as_vera.get("/campaigns"))
    shown = words(as_vera.get(f"/campaigns/{ids['c']}"))

    assert "Spring letter What you made possible Mar 4, 2026 8 3 50% 1 17% 1 12% 1 17%" in listed
    assert "3 opened (50% of delivered)" in shown
    assert "1 opened by a machine only (17% of delivered)" in shown
    assert "Clicked 1 17% of delivered" in shown
    assert "1 message was opened by a machine only" in shown
    assert "Sent to: 8 people" in shown
    assert "Only part of it is known" not in shown


def test_a_campaign_of_which_only_bounces_are_known_says_so(
    app: Flask, world: World, as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        bounces = campaign(here, "Bounces only")
        report(here, bounces, {"gone": ids["gone"]})
        db.session.commit()

    shown = words(as_vera.get(f"/campaigns/{bounces}"))
    assert "First report on Mar 4, 2026" in shown
    assert "“Sent to” counts these people alone" in shown


def test_behind_a_figure_are_its_people_and_nobody_else(as_vera: FlaskClient, ids: dict[str, int]) -> None:
    page = words(as_vera.get(f"/campaigns/{ids['c']}?show=not_opened", headers=PART))
    found = words(as_vera.get(f"/campaigns/{ids['c']}?show=not_opened&q=silent", headers=PART))

    assert "Never opened: 3 people" in page
    assert [name for name in ids if f"Smith, {name.title()}" in page] == ["machine", "silent", "angry"]
    assert "Smith, Silent" in found
    assert "Smith, Machine" not in found


def test_of_those_who_never_opened_it_is_told_how_many_can_be_emailed_now(
    as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    page = words(as_vera.get(f"/campaigns/{ids['c']}/reach?show=not_opened"))

    assert "Never opened: 2 of 3 people can be emailed now" in page
    assert "1 unsubscribed" in page


def test_the_times_tell_when_it_was_opened(as_vera: FlaskClient, ids: dict[str, int]) -> None:
    page = words(as_vera.get(f"/campaigns/{ids['c']}/times"))

    assert "Opened 3, Clicked 1." in page
    assert "0 h 2 0 2 h 0 1 4 h 1 0" in page


def test_a_name_that_staff_give_is_kept_with_a_line_in_the_journal(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    url = f"/campaigns/{ids['c']}/edit"
    typed = {"name": "Letter of spring", "subject": "What you made possible", "version": "1"}

    assert as_bob.post(url, data=typed | {"name": " "}).status_code == 422
    assert as_bob.post(url, data=typed).status_code == 303
    late = as_bob.post(url, data=typed | {"name": "Too late"})

    assert late.status_code == 422
    assert "Somebody else changed this campaign" in late.text
    with factories.inside(app, world.ours):
        found = db.session.scalars(select(Campaign)).one()
        assert (found.name, found.kept, found.version) == ("Letter of spring", ["name"], 2)
        [line] = history(world.ours, Subject.CAMPAIGN, ids["c"], limit=9).entries
        assert (line.field, line.before, line.after) == ("name", "Spring letter", "Letter of spring")


def test_the_people_of_a_list_become_a_static_group(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    url = f"/campaigns/{ids['c']}/group"
    form = as_bob.get(f"{url}?show=opened").text

    answer = as_bob.post(url, data={"show": "opened", "name": "Openers"})

    assert "Opened: Spring letter" in form
    assert answer.status_code == 303
    assert as_bob.post(url, data={"show": "clicked", "name": "Openers"}).status_code == 422
    with factories.inside(app, world.ours):
        group = db.session.scalars(select(Group)).one()
        members = set(db.session.scalars(select(GroupMember.constituent_id)))
        assert members == {ids["reader"], ids["opener"], ids["leaver"]}
        assert group.purpose.startswith("Opened: the campaign “Spring letter” of Mar 4, 2026, as of ")


def test_a_file_holds_the_people_of_the_list_and_is_noted(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    answer = as_bob.post(f"/campaigns/{ids['c']}/export", data={"show": "not_opened"})

    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["Name"], row["Can be emailed now"]) for row in rows] == [
        ("Angry Smith", "yes"),
        ("Machine Smith", "yes"),
        ("Silent Smith", "no: unsubscribed"),
    ]
    assert rows[0]["Complained"] == "2026-03-04T22:30:00+00:00"
    assert rows[1]["Opened by a machine"]
    with factories.inside(app, world.ours):
        [line] = history(world.ours, Subject.CAMPAIGN, ids["c"], limit=9).entries
        assert (line.field, line.after) == ("export", {"list": "never opened", "people": 3})
