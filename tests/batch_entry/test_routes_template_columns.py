"""The columns of a template are chosen and ordered without any script, and written only by Save."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.domain.columns import columns_of
from app.batch_entry.models import EntryBatch
from app.batches.models import Batch
from app.db import db
from tests import factories
from tests.batch_entry.typed import gifts as gifts
from tests.batch_entry.typed import saved
from tests.factories import World
from tests.profiles.pages import PART

pytestmark = pytest.mark.both
FEW = ["lookup_id", "last_name", "email", "gift_amount", "gift_date"]


def send(client: FlaskClient, gifts: int, ids: list[str] = FEW, part: bool = False, **typed: str) -> Any:
    data = {"column": ids, "version": "1", **{name.replace("__", "-"): text for name, text in typed.items()}}
    return client.post(f"/batches/templates/{gifts}/columns", data=data, headers=PART if part else {})


def order(text: str) -> list[str]:
    return [piece[: piece.index('"')] for piece in text.split('name="column" value="')[1:]]


def test_columns_are_saved_in_their_order_with_what_a_new_row_holds(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    ids = ["gift_amount", "lookup_id", "gift_date", "gift_fund", "last_name"]
    answer = send(as_alice, gifts, ids, default__gift_fund=" General ", required__last_name="1")

    (held,) = saved(app, world)
    columns = columns_of(held.columns)
    assert answer.status_code == 303
    assert [each.field_id for each in columns] == ids
    assert {each.field_id: each.default for each in columns if each.default} == {"gift_fund": "General"}
    assert [each.field_id for each in columns if each.required] == ["gift_amount", "gift_date", "last_name"]


@pytest.mark.parametrize(
    ("act", "left"),
    [
        ("top:gift_amount", ["gift_amount", "lookup_id", "last_name", "email", "gift_date"]),
        ("top:lookup_id", FEW),
        ("up:email", ["lookup_id", "email", "last_name", "gift_amount", "gift_date"]),
        ("down:lookup_id", ["last_name", "lookup_id", "email", "gift_amount", "gift_date"]),
        ("up:lookup_id", FEW),
        ("remove:email", ["lookup_id", "last_name", "gift_amount", "gift_date"]),
        ("remove:gift_amount", FEW),
        ("remove:lookup_id", FEW),
        ("add", [*FEW, "gift_note"]),
        ("turn:round", FEW),
    ],
)
def test_an_act_changes_the_page_and_writes_nothing(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int, act: str, left: list[str]
) -> None:
    before = saved(app, world)[0].columns

    whole = send(as_alice, gifts, do=act, add="gift_note", default__gift_date="2026-10-31")
    part = send(as_alice, gifts, part=True, do=act, add="gift_note")

    assert (whole.status_code, order(whole.text)) == (200, left)
    assert 'value="2026-10-31"' in whole.text
    assert order(part.text) == left
    assert saved(app, world)[0].columns == before


def test_what_a_gift_needs_comes_back_where_a_form_leaves_it_out(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    send(as_alice, gifts, ["last_name", "no_such_field", "last_name"])

    columns = columns_of(saved(app, world)[0].columns)
    assert [each.field_id for each in columns] == ["lookup_id", "gift_amount", "gift_date", "last_name"]


@pytest.mark.parametrize(
    ("more", "typed", "told"),
    [
        (["gift_kind"], {"default__gift_kind": "sometimes"}, "Kind of gift: “sometimes” is not known here."),
        (["gift_currency"], {"default__gift_currency": "XXY"}, "Currency: "),
        (["birth_date", "kind"], {"default__kind": "robot"}, "Individual or organization: "),
        ([], {"default__gift_amount": "-5"}, "Amount: "),
        (["external_id"], {}, "External ID: An external ID is of a system"),
        (["external_system"], {}, "External system: A system says nothing without an ID"),
        (["gift_soft_credit_amount"], {}, "Amount of the soft credit: Somebody is credited"),
    ],
)
def test_columns_with_which_no_row_could_be_written_are_refused(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int, more: list[str], typed: Any, told: str
) -> None:
    before = saved(app, world)[0].columns

    answer = send(as_alice, gifts, [*FEW, *more], **typed)

    assert answer.status_code == 422
    assert told in answer.text
    assert order(answer.text) == [*FEW, *more]
    assert saved(app, world)[0].columns == before


def test_a_default_is_not_taken_where_every_row_has_its_own(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    send(as_alice, gifts, default__email="everybody@example.org")

    assert "everybody" not in str(saved(app, world)[0].columns)


def test_a_system_that_is_the_same_for_all_rows_is_stated_once(
    app: Flask, world: World, as_alice: FlaskClient, gifts: int
) -> None:
    send(as_alice, gifts, [*FEW, "external_id", "external_system"], default__external_system="Mailchimp")

    as_alice.post("/batches/new", data={"template": str(gifts)})

    with factories.inside(app, world.ours):
        batch = db.session.query(Batch).join(EntryBatch, EntryBatch.batch_id == Batch.id).one()
        assert batch.settings["external_system"] == "Mailchimp"
        assert "External ID" in batch.shape["columns"]
        assert "External system" not in batch.shape["columns"]


def test_who_saves_old_columns_is_told(app: Flask, world: World, as_alice: FlaskClient, gifts: int) -> None:
    send(as_alice, gifts, [*FEW, "gift_fund"])

    late = send(as_alice, gifts, [*FEW, "gift_note"])

    assert late.status_code == 422
    assert "saved this template while the page was open" in late.text
    assert saved(app, world)[0].columns[-1]["field"] == "gift_fund"


@pytest.mark.parametrize(
    ("act", "goes_on"),
    [
        ("top:email", "down-email"),
        ("up:email", "up-email"),
        ("up:last_name", "down-last_name"),
        ("down:gift_amount", "up-gift_amount"),
        ("down:last_name", "down-last_name"),
        ("remove:email", "add"),
        ("add", "default-gift_note"),
    ],
)
def test_the_focus_goes_on_where_the_act_was_done(
    as_alice: FlaskClient, gifts: int, act: str, goes_on: str
) -> None:
    text = send(as_alice, gifts, part=True, do=act, add="gift_note").text

    control = text[text.index(f'id="{goes_on}"') :]
    assert "data-focus" in control[: control.index(">")]
    assert text.count("data-focus") == 1
