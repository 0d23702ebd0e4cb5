"""Editing a record: what is typed is written and journaled, and nothing of anybody is lost."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.queries import history
from app.constituents import queries as constituents
from app.constituents.domain.record import Existing
from app.db import db
from app.profiles.domain.parts import Part, parts_of, remembered
from app.profiles.forms.record import form_for
from tests import factories
from tests.factories import World
from tests.profiles.makers import Page, maria
from tests.profiles.pages import PART, check, words
from tests.profiles.sent import sent
from tests.statements import count_statements


@pytest.fixture
def page(app: Flask, world: World) -> Page:
    return maria(app, world.ours)


@pytest.fixture
def bob(app: Flask, world: World) -> FlaskClient:
    """An editor."""
    return factories.signed_in(app, world.bob)


def record_of(app: Flask, world: World, page: Page) -> Existing:
    with factories.inside(app, world.ours):
        return constituents.existing(world.ours, [page.id])[page.id]


def journal(app: Flask, world: World, page: Page) -> list[JournalEntry]:
    """What was journaled by form, oldest first."""
    with factories.inside(app, world.ours):
        entries = history(world.ours, Subject.CONSTITUENT, page.id, limit=100).entries
        db.session.expunge_all()
    return [entry for entry in reversed(entries) if entry.via is Via.FORM and entry.rule == ""]


def opened(app: Flask, record: Existing, *parts: Part) -> MultiDict[str, str]:
    """The form as a browser holds it when it was opened, to be typed in."""
    chosen = parts or parts_of(record.kind)
    with app.test_request_context():
        values = sent(form_for(record, chosen))
    values.update({"base": json.dumps(remembered(record, chosen)), "seen": str(record.version), "do": "save"})
    return values


def type_in(values: MultiDict[str, str], **typed: str) -> MultiDict[str, str]:
    for name, value in typed.items():
        values.setlist(name.replace("__", "-"), [value])
    return values


@pytest.mark.parametrize("tab", ["edit", *(f"edit/{part.value}" for part in Part)])
def test_every_part_opens_as_a_page_and_in_its_place(bob: FlaskClient, page: Page, tab: str) -> None:
    whole, part = bob.get(page(tab)), bob.get(page(tab), headers=PART)

    assert (whole.status_code, part.status_code) == (200, 200)
    check(whole)
    check(part)


@pytest.mark.both
@pytest.mark.parametrize("tab", ["edit", "edit/emails"])
def test_an_untouched_form_writes_and_journals_nothing(
    app: Flask, world: World, bob: FlaskClient, page: Page, tab: str
) -> None:
    before, told = record_of(app, world, page), len(journal(app, world, page))
    parts = [Part.EMAILS] if tab == "edit/emails" else []

    answer = bob.post(page(tab), data=opened(app, before, *parts))

    assert answer.status_code == 303
    assert record_of(app, world, page) == before
    assert len(journal(app, world, page)) == told


@pytest.mark.both
def test_what_was_typed_is_written_and_journaled_field_by_field(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    before, told = record_of(app, world, page), len(journal(app, world, page))
    values = type_in(
        opened(app, before),
        title="Dr.",
        last="Ruiz",
        birth="2 April 1971",
        display_override="The cellist",
        emails__0__address="maria@example.net",
        phones__1__number="503 555 0199",
        phones__1__type="work",
        phones__primary="1",
        source="a letter",
    )

    answer = bob.post(page("edit"), data=values)

    assert answer.headers["Location"] == page()
    now = record_of(app, world, page)
    assert (now.version, now.name.last, now.source) == (before.version + 1, "Ruiz", "a letter")
    assert [(each.value, each.source) for each in now.former_names] == [("María López", "entered by hand")]
    entries = journal(app, world, page)[told:]
    assert {entry.change_set for entry in entries} == {entries[0].change_set}
    assert [(entry.field, entry.item_id) for entry in entries] == [
        ("name.title", 0),
        ("name.last", 0),
        ("display_override", 0),
        ("birth", 0),
        ("source", 0),
        ("emails", before.emails[0].id),
        ("phones", now.phones[1].id),
        ("phones.primary", now.phones[1].id),
        ("former_names", now.former_names[0].id),
    ]
    assert (entries[1].before, entries[1].after, entries[3].after) == ("López", "Ruiz", "1971-04-02")
    assert "Primary phone" in words(bob.get(page("history")))


def test_a_slip_of_the_pen_is_corrected_without_a_former_name(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    values = type_in(opened(app, record_of(app, world, page), Part.NAMES), last="Lopes")
    values.pop("keep_former")

    bob.post(page("edit/names"), data=values)

    now = record_of(app, world, page)
    assert (now.name.last, now.former_names) == ("Lopes", ())


@pytest.mark.both
def test_a_deleted_value_is_gone_and_the_journal_has_it(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    before = record_of(app, world, page)
    values = opened(app, before, Part.PHONES)
    button = type_in(values.deepcopy(), do="remove:phones:0")
    shown = bob.post(page("edit/phones"), data=button)
    assert "1 phone will be deleted when you save" in words(shown)
    assert record_of(app, world, page) == before
    for name in [name for name in values if name.startswith("phones-0")]:
        values.pop(name)
    values.setlist("phones-removed", [str(before.phones[0].id)])

    bob.post(page("edit/phones"), data=values)

    assert record_of(app, world, page).phones == ()
    entry = journal(app, world, page)[-1]
    assert entry.before is not None
    assert (entry.field, entry.before["number"], entry.after) == ("phones", "(503) 555-0142", None)


def test_saving_in_place_answers_with_the_details_and_the_head(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    values = type_in(opened(app, record_of(app, world, page), Part.NAMES), first="Mariana")

    answer = bob.post(
        page("edit/names"), data=values, headers=PART | {"HX-Current-URL": f"http://localhost{page()}"}
    )

    assert answer.status_code == 200
    assert 'hx-target="#details"' in answer.text
    assert 'hx-target="#profile-head"' in answer.text
    assert "Mariana López" in words(answer)


def test_saving_on_the_page_of_the_form_leads_back(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    here = page("edit/names")
    values = opened(app, record_of(app, world, page), Part.NAMES)

    answer = bob.post(here, data=values, headers=PART | {"HX-Current-URL": f"http://localhost{here}"})

    assert answer.headers["HX-Redirect"] == page()


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "fragment"])
def test_what_cannot_be_read_is_said_and_kept(
    app: Flask, world: World, bob: FlaskClient, page: Page, headers: dict[str, str]
) -> None:
    before = record_of(app, world, page)
    values = type_in(opened(app, before, Part.EMAILS), emails__0__address="maria(at)example.org")

    answer = bob.post(page("edit/emails"), data=values, headers=headers)

    assert answer.status_code == 422
    check(answer)
    assert "missing the “@”" in words(answer)
    assert "maria(at)example.org" in answer.text
    assert record_of(app, world, page) == before


def test_rows_are_added_without_losing_what_was_typed(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    values = type_in(opened(app, record_of(app, world, page), Part.EMAILS), emails__0__address="half ty")

    answer = bob.post(page("edit/emails"), data=type_in(values, do="add:emails"))

    assert answer.status_code == 200
    check(answer)
    assert "half ty" in answer.text
    assert 'name="emails-1-address"' in answer.text


def test_nobody_edits_who_may_not(app: Flask, world: World, page: Page) -> None:
    vera, mallory = factories.signed_in(app, world.vera), factories.signed_in(app, world.mallory)
    before = record_of(app, world, page)
    values = type_in(opened(app, before, Part.NAMES), first="Eve")

    assert [vera.get(page("edit")).status_code, vera.get(page("edit/names")).status_code] == [403, 403]
    assert vera.post(page("edit/names"), data=values).status_code == 403
    assert mallory.get(page("edit/names")).status_code == 404
    assert mallory.post(page("edit/names"), data=values).status_code == 404
    assert "edit" not in vera.get(page()).text.replace("Credit", "")
    assert record_of(app, world, page) == before


@pytest.mark.parametrize("path", ["edit/everything", "edit/Names"])
def test_a_part_that_is_none_is_not_found(bob: FlaskClient, page: Page, path: str) -> None:
    assert bob.get(page(path)).status_code == 404


@pytest.mark.parametrize(
    "base", ["", "[]", "{", '{"kind": "individual"}', '{"kind": "x", "id": 1, "version": 1}']
)
def test_a_form_that_was_not_ours_is_refused(
    app: Flask, world: World, bob: FlaskClient, page: Page, base: str
) -> None:
    values = type_in(opened(app, record_of(app, world, page), Part.NAMES), base=base)

    assert bob.post(page("edit/names"), data=values).status_code == 400


def test_statements_do_not_grow_with_what_a_person_has(
    app: Flask, world: World, bob: FlaskClient, page: Page
) -> None:
    def call_her(nickname: str) -> None:
        bob.post(page("edit"), data=type_in(opened(app, record_of(app, world, page)), nickname=nickname))

    def statements(nickname: str) -> list[int]:
        found = []
        for tab in ("edit", "edit/emails", ""):
            bob.get(page(tab))
            with count_statements() as counted:
                bob.get(page(tab))
            found.append(len(counted))
        with count_statements() as counted:
            call_her(nickname)
        return [*found, len(counted)]

    call_her("Koko")
    few = statements("before")
    values = opened(app, record_of(app, world, page))
    for number in range(1, 13):
        values.update({f"addresses-{number}-lines": f"{number} Elm St", f"addresses-{number}-type": "home"})
        values.update({f"emails-{number}-address": f"m{number}@example.org", f"emails-{number}-type": "home"})
    bob.post(page("edit"), data=values)
    assert len(record_of(app, world, page).addresses) == 12

    assert statements("after") == few
