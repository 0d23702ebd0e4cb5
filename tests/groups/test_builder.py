"""The builder: the posted form is the whole state, so every button works without JavaScript."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import jobs
from tests.factories import World
from tests.groups.pages import FRAGMENT, builder, some_groups, text_of, words

TOTAL = {"type": "total_given", "op": "at_least", "amount": "100", "period": "any_time"}
MAILABLE = {"type": "can_be_emailed", "topic": ""}


@pytest.fixture
def ids(app: Flask, world: World) -> tuple[int, int, list[int]]:
    return some_groups(app, world.ours)


def post(client: FlaskClient, do: str, form: dict[str, str], url: str = "/groups/new") -> str:
    answer = client.post(url, data=form | {"do": do})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.both
@pytest.mark.usefixtures("ids")
def test_a_rule_is_built_by_buttons_counted_and_saved(app: Flask, as_bob: FlaskClient) -> None:
    empty = post(as_bob, "refresh", builder())
    one = post(as_bob, "add", builder())
    seen = words(post(as_bob, "refresh", builder(TOTAL, MAILABLE)))

    saved = as_bob.post("/groups/new", data=builder(TOTAL, MAILABLE, do="save"))
    assert jobs.drain(app) == 1

    assert "Nobody: the rule has no conditions yet" in words(empty)
    assert 'name="c1-type"' in one
    assert "People who gave at least $100 in total and can be emailed." in seen
    assert "Everybody 5 1 gave at least $100 in total 3 2 can be emailed 3" in seen
    assert saved.status_code == 303
    page = text_of(as_bob, saved.headers["Location"])
    assert "People who gave at least $100 in total and can be emailed." in page
    assert "3 members as of" in page
    assert "3 people match the rule now; an export takes these." in page


@pytest.mark.usefixtures("ids")
def test_conditions_are_added_to_blocks_and_removed_and_keep_what_was_typed(as_bob: FlaskClient) -> None:
    form = builder(TOTAL, **{"c2-match": "any", "c2.1-type": "text_search", "c2.1-text": "Ann"})

    grown = post(as_bob, "add:2", form)
    less = post(as_bob, "remove:1", form)
    block = post(as_bob, "block", builder(TOTAL))

    assert 'name="c2.2-type"' in grown
    assert 'value="Ann"' in grown
    assert 'name="c1-match"' in less  # the block moved up
    assert 'name="c1.1-text"' in less
    assert "total_given" not in less.split('id="rules"')[1].split("selected")[0]
    assert 'name="c2-match"' in block
    assert 'name="c2.1-type"' in block


@pytest.mark.usefixtures("ids")
def test_an_unfinished_condition_is_shown_left_out_and_not_saved(as_bob: FlaskClient) -> None:
    form = builder(MAILABLE, {"type": "total_given", "amount": "many"})

    seen = words(post(as_bob, "refresh", form))
    refused = as_bob.post("/groups/new", data=form | {"do": "save"})

    assert "Finish condition 2 to include it: type an amount of USD in figures, with a point" in seen
    assert "People who can be emailed." in seen
    assert refused.status_code == 422
    assert "Finish or remove condition 2: type an amount of USD" in words(refused.text)
    assert '<a href="#c2-type">Finish or remove' in refused.text
    assert "Error: " in refused.text.split("</title>")[0]


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (builder(TOTAL, name=""), "Give the group a name."),
        (builder(TOTAL, name="donors"), "There is a group named “donors” already."),
        (builder(), "a rule without conditions means nobody"),
    ],
)
@pytest.mark.usefixtures("ids")
def test_what_cannot_be_saved_is_refused_in_words(
    as_bob: FlaskClient, form: dict[str, str], reason: str
) -> None:
    answer = as_bob.post("/groups/new", data=form | {"do": "save"})

    assert answer.status_code == 422
    assert reason in words(answer.text)


@pytest.mark.usefixtures("ids")
def test_the_preview_alone_answers_with_its_part(as_bob: FlaskClient) -> None:
    form = builder(TOTAL, who="giver0@example.org")

    part = as_bob.post("/groups/preview", data=form, headers=FRAGMENT)

    assert part.text.lstrip().partition("<section")[1]
    assert "<form" not in part.text
    assert "Yes, in it" in words(part.text)
    assert "gave $100 in 1 gift" in words(part.text)


def test_two_who_edit_at_once_are_told_apart(as_bob: FlaskClient, ids: tuple[int, int, list[int]]) -> None:
    url = f"/groups/{ids[0]}/edit"
    form = builder(TOTAL, name="Donors", version="1", do="save")

    first = as_bob.post(url, data=form)
    second = as_bob.post(url, data=form | {"name": "Mine"})

    assert first.status_code == 303
    assert second.status_code == 422
    assert "Somebody else changed this group" in words(second.text)


@pytest.mark.usefixtures("ids")
def test_a_quick_segment_opens_as_a_rule_that_is_not_saved(as_bob: FlaskClient) -> None:
    seen = text_of(as_bob, "/groups/new?type=dynamic&segment=donors")

    assert "People who are donors." in seen
    assert "3 people of these 3 can be emailed" in seen
    assert text_of(as_bob, "/groups").count("Donors") == 2  # the chip and the group of the fixture


@pytest.mark.usefixtures("ids")
def test_fields_that_no_page_of_ours_sends_do_no_harm(as_bob: FlaskClient) -> None:
    odd = {
        "c1-type": "<script>",
        "c1.1.1.1.1-type": "has_email",
        "c7.3-type": "has_email",
        "c2-match": "everything",
        "c99999-type": "has_email",
        "c3-type": "registered_for",
        "c3-event": "9" * 30,
        "c4-type": "place_is",
        "c4-country": "x" * 5000,
        "match": "nonsense",
        "version": "-1",
    }

    assert as_bob.post("/groups/new", data=builder(**odd) | {"do": "refresh"}).status_code == 200
    assert as_bob.post("/groups/new", data=builder(**odd) | {"do": "remove:x:y"}).status_code == 200


@pytest.mark.usefixtures("ids")
def test_at_most_twenty_conditions_can_be_added(as_bob: FlaskClient) -> None:
    twenty = builder(*[MAILABLE] * 20)

    for button in ("add", "block"):
        answer = as_bob.post("/groups/new", data=twenty | {"do": button}, headers=FRAGMENT).text
        assert 'name="c20-type"' in answer
        assert "c21-" not in answer
        assert "A rule holds at most 20 conditions." in answer


def test_the_page_of_a_group_tells_why_somebody_is_in_it(
    as_vera: FlaskClient, ids: tuple[int, int, list[int]]
) -> None:
    page = f"/groups/{ids[0]}/rule?who="

    inside = text_of(as_vera, f"{page}giver2@example.org")
    outside = text_of(as_vera, f"{page}other1@example.org")

    assert "Yes, in it 1. gave at least $100 in total gave $100 in 1 gift" in inside
    assert "No, not in it" in outside
    assert "Nobody is found by “zzz”." in text_of(as_vera, f"{page}zzz")
