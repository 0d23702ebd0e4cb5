"""Templates are seen by everybody, changed by owners and admins, and never lost once a batch was made."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.models import BatchTemplate
from app.batches.domain.status import BatchKind
from app.db import db
from tests import factories
from tests.batch_entry.makers import opened, template
from tests.batch_entry.typed import gifts as gifts
from tests.batch_entry.typed import saved
from tests.factories import World
from tests.profiles.pages import PART

pytestmark = pytest.mark.both
HERE = "/batches/templates"
NAMING = {"name": "Gifts at the door", "prefix": "door", "next_number": "1", "was_next": "1"}


def test_a_ready_made_one_stands_there_until_there_is_one_of_its_kind(
    as_vera: FlaskClient, gifts: int
) -> None:
    text = as_vera.get(HERE).text

    assert "Gifts by mail" in text
    assert "Names, contact details and birth dates" in text
    assert "A gift beside its giver in every row." not in text


def test_the_list_is_a_page_and_a_fragment(as_vera: FlaskClient, gifts: int) -> None:
    assert as_vera.get(HERE).text.startswith("<!doctype html>")

    part = as_vera.get(HERE, headers=PART).text

    assert part.startswith("<title>Batch templates")
    assert 'id="templates"' in part


def test_a_template_says_which_rules_are_its_own(
    app: Flask, world: World, as_vera: FlaskClient, gifts: int
) -> None:
    inherited = as_vera.get(f"{HERE}/{gifts}").text
    with factories.inside(app, world.ours):
        held = db.session.get_one(BatchTemplate, (world.ours, gifts))
        held.thresholds, held.rules = {"automatic": 99.0, "possible": 80.5}, {"name": "ignore"}
        db.session.commit()

    own = as_vera.get(f"{HERE}/{gifts}").text

    assert "From 95 on a row updates the person by itself; from 70 on a person decides." in inherited
    assert "differs<" not in inherited
    assert "From 99 on a row updates the person by itself; from 80.5 on a person decides." in own
    line = own[own.index("When the name differs, the name on record stays.") :]
    assert "differs</span>" in line[: line.index("</li>")]
    assert own.count("differs</span>") == 1


def test_a_new_one_begins_with_the_ready_made_columns(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    answer = as_alice.post(f"{HERE}/new", data={**NAMING, "kind": "revenue"})

    (made,) = saved(app, world)
    assert answer.location == f"{HERE}/{made.id}"
    assert (made.name, made.prefix, made.kind) == ("Gifts at the door", "DOOR", BatchKind.REVENUE)
    assert {"gift_amount", "gift_date", "lookup_id"} <= {each["field"] for each in made.columns}


def test_a_copy_takes_everything_over_but_name_and_numbers(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    with factories.inside(app, world.ours):
        held = db.session.get_one(BatchTemplate, (world.ours, gifts))
        held.columns, held.rules, held.next_number = held.columns[:8], {"name": "ignore"}, 9
        db.session.commit()

    offered = as_alice.get(f"{HERE}/new?like={gifts}").text
    as_alice.post(f"{HERE}/new", data={**NAMING, "like": str(gifts)})

    copy, source = sorted(saved(app, world), key=lambda each: each.name)
    assert 'value="Copy of Gifts by mail"' in offered
    assert 'value="GIFT2"' in offered
    assert (copy.name, copy.next_number) == ("Gifts at the door", 1)
    assert (copy.columns, copy.rules, copy.kind) == (source.columns, {"name": "ignore"}, source.kind)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": "GIFTS BY MAIL"}, "Another template is called “Gifts by mail”."),
        ({"prefix": "gift"}, "The batches of “Gifts by mail” begin with GIFT."),
        ({"prefix": "7 days"}, "Use letters A to Z, figures and single hyphens"),
        ({"prefix": "A" * 13}, "Use at most 12 characters."),
        ({"name": " "}, "Type a name of at most 80 characters."),
        ({"next_number": "0"}, "Type a number from 1 to 999,999."),
    ],
)
def test_a_name_or_number_that_cannot_be_is_refused(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int, typed: dict[str, str], told: str
) -> None:
    answer = as_alice.post(f"{HERE}/new", data={**NAMING, "kind": "revenue", **typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert len(saved(app, world)) == 1


def test_a_new_one_of_no_kind_asks_which(as_alice: FlaskClient) -> None:
    assert "What do its batches hold?" in as_alice.get(f"{HERE}/new").text

    answer = as_alice.post(f"{HERE}/new", data={**NAMING, "kind": "import"})

    assert answer.status_code == 422
    assert "What do its batches hold?" in answer.text


def test_a_number_that_exists_already_is_not_given_again(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        opened(world.ours, name="Gifts by mail")
        db.session.commit()
    (held,) = saved(app, world)
    typed = {"name": held.name, "prefix": "GIFT", "was_next": "2", "version": "1"}

    refused = as_alice.post(f"{HERE}/{held.id}/edit", data={**typed, "next_number": "1"})
    done = as_alice.post(f"{HERE}/{held.id}/edit", data={**typed, "next_number": "40"})

    assert "GIFT-0001 exists already. Choose a number from 2 on." in refused.text
    assert (refused.status_code, done.status_code) == (422, 303)
    assert [each.next_number for each in saved(app, world)] == [40]


def test_who_saves_an_old_page_is_told_who_was_first(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    adam = factories.signed_in(app, world.adam)
    typed = {"prefix": "GIFT", "next_number": "1", "was_next": "1", "version": "1"}
    adam.post(f"{HERE}/{gifts}/edit", data={**typed, "name": "Adam’s"})

    late = as_alice.post(f"{HERE}/{gifts}/edit", data={**typed, "name": "Alice’s"})
    again = as_alice.post(f"{HERE}/{gifts}/edit", data={**typed, "name": "Alice’s", "version": "2"})

    assert late.status_code == 422
    assert "Adam saved this template while the page was open" in late.text
    assert 'name="version" value="2"' in late.text
    assert again.status_code == 303
    assert [each.name for each in saved(app, world)] == ["Alice’s"]


def test_a_retired_one_starts_no_batch_until_it_is_back(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    as_alice.post(f"{HERE}/{gifts}/retirement")

    refused = as_alice.post("/batches/new", data={"template": str(gifts)}, follow_redirects=True)
    as_alice.post(f"{HERE}/{gifts}/return")
    started = as_alice.post("/batches/new", data={"template": str(gifts)})

    assert "is retired, so no batch starts with it" in refused.text
    assert started.location == "/batches/1/grid"


def test_only_one_that_was_never_used_is_deleted(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    with factories.inside(app, world.ours):
        batch = opened(world.ours, BatchKind.UPDATE)
        used = template(world.ours, BatchKind.UPDATE, name="Unused", prefix="NONE").id
        db.session.commit()
        number = batch.number
    (updates,) = [each.id for each in saved(app, world) if each.name == "Constituent updates"]

    refused = as_alice.post(f"{HERE}/{updates}/delete")
    done = as_alice.post(f"{HERE}/{used}/delete")

    assert number == 1
    assert refused.status_code == 422
    assert "Batches were made by this template, so it stays." in refused.text
    assert "Retire it instead" in as_alice.get(f"{HERE}/{updates}/delete").text
    assert done.status_code == 303
    assert [each.name for each in saved(app, world)] == ["Constituent updates", "Gifts by mail"]
