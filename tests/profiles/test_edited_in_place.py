"""Editing beside the list one came from, beside a colleague, and with a form that was tampered with."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.constituents import queries as constituents
from app.constituents.domain.record import Email, Incoming, Kind, Name, PartialDate, PointType
from app.db import db
from app.profiles.domain.parts import Part
from app.profiles.services import Edit, Saved, save
from tests import factories
from tests.factories import World
from tests.profiles.makers import ALICE, Page, create, maria, somebody
from tests.profiles.pages import PART, words
from tests.profiles.test_editing import opened, record_of, type_in


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    """An editor."""
    return factories.signed_in(app, world.bob)


def test_saving_in_place_keeps_the_neighbors_of_the_list_one_came_from(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    with factories.inside(app, world.ours):
        create(world.ours, somebody("Ann", "Aalto"), somebody("Zoe", "Zorn"))
        db.session.commit()
    values = type_in(opened(app, record_of(app, world, page), Part.NAMES), first="Mariana")
    shown = f"http://localhost{page()}?in=sort%3Dname"

    answer = bob.post(
        f"{page('edit/names')}?in=sort%3Dname", data=values, headers=PART | {"HX-Current-URL": shown}
    )

    assert "2 of 3" in words(answer)
    assert 'data-key="["' in answer.text
    assert "/edit/" not in answer.text.split('id="neighbors"')[1].split("</nav>")[0]


def test_saving_the_whole_page_leads_back_into_the_list_one_came_from(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    here = f"{page('edit')}?in=sort%3Dname"
    values = opened(app, record_of(app, world, page))

    answer = bob.post(here, data=values, headers=PART | {"HX-Current-URL": f"http://localhost{here}"})

    assert answer.headers["HX-Redirect"] == f"{page()}?in=sort%3Dname"


@pytest.mark.parametrize(
    ("tab", "back"),
    [("notes/new", ""), ("activity-state", ""), ("restrictions/new", "email-preferences")],
)
def test_pages_beside_the_profile_keep_the_list_one_came_from(
    bob: FlaskClient, page: Page, tab: str, back: str
) -> None:
    inside = "?in=sort%3Dname"
    opened_from = bob.get(page(back) + inside).text

    shown = bob.get(page(tab) + inside)

    assert f'href="{page(tab)}{inside}"' in opened_from
    assert f'href="{page(back)}{inside}"' in shown.text


@pytest.mark.parametrize("base", ["", "[" * 100_000, "{}", "\0"])
def test_a_forged_beginning_is_refused(app: Flask, bob: FlaskClient, page: Page, base: str) -> None:
    assert bob.post(page("edit/names"), data={"base": base, "first": "Mia"}).status_code == 400


def test_a_date_of_death_is_not_written_once_the_death_was_taken_back(
    app: Flask, world: World, page: Page
) -> None:
    with factories.inside(app, world.ours):
        living = constituents.existing(world.ours, [page.id])[page.id]
        base = replace(living, deceased=True)
        edit = Edit(base=base, yours=replace(base, died=PartialDate(1999)), seen=living.version)

        saved = save(
            db.session.get_one(Workspace, world.ours), page.id, edit, actor=ALICE, today=date(2026, 11, 22)
        )

        assert saved == Saved(living, changed=False)


@pytest.mark.parametrize(
    "tab",
    ["", "edit", "notes", "notes/new", "prospect", "restrictions/new", "death", "export", "activity-state"],
)
def test_who_is_known_by_email_alone_is_called_by_it_everywhere(
    app: Flask, world: World, bob: FlaskClient, tab: str
) -> None:
    with factories.inside(app, world.ours):
        second = Email("later@example.org", PointType.HOME, primary=True)
        first = Email("early@example.org", PointType.HOME)
        [person] = create(world.ours, Incoming(Kind.INDIVIDUAL, Name(), (first, second)))
        db.session.commit()

    shown = bob.get(Page(person)(tab))

    assert shown.status_code == 200
    [title] = re.findall("<h1.*?</h1>", shown.text, re.DOTALL)
    assert "later@example.org" in title or f'<a href="/constituents/{person}">later@example.org' in shown.text
