"""Thresholds tried out on rows by their stored likenesses: counted by kind, named, and nothing is written."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.replay import Replay
from app.batches.services.replaying_matching import replay_matching
from app.matching.domain.decide import MatchingSettings, Thresholds
from app.matching.queries.settings import settings_of
from tests import factories
from tests.batches import makers
from tests.batches.makers import add, check, person
from tests.batches.scenes import DUPLICATE, UPDATE, in_review
from tests.factories import World
from tests.profiles.pages import PART, root_id, table, words
from tests.profiles.pages import check as lint
from tests.statements import count_statements

PAGE = "/settings/matching"
STRICT = MatchingSettings(batch=Thresholds(100, 99.9))
OFF = MatchingSettings(on=False)
HEAD = "First name,Last name,Email,Lookup ID,External ID,External system\n"


def tried(world: World, settings: MatchingSettings, **more: int) -> Replay:
    return replay_matching(makers.workspace(world.ours), settings, **more)


def rows(replay: Replay) -> list[int]:
    return [turn.row for turn in replay.examples]


def typed(**changed: str) -> dict[str, str]:
    usual = {"on": "y", "batch_automatic": "95", "batch_possible": "70", "hand_possible": "70"}
    return {**usual, **changed}


@pytest.mark.both
def test_rows_that_end_otherwise_are_counted_by_kind_and_named(app: Flask, world: World) -> None:
    in_review(app, world.ours)
    with factories.inside(app, world.ours):
        off = tried(world, OFF)
        same = tried(world, MatchingSettings())

    assert dict(off.counts) == {"automatic → new": 1, "for a person → new": 1}
    assert rows(off) == [UPDATE, DUPLICATE]
    [automatic] = off.examples[0].differences
    assert automatic.about.endswith("points, like John Smith C-1001")
    assert (automatic.saved, automatic.new) == ("Automatic", "New")
    assert (same.rows, same.looked) == (0, off.looked)


def test_rows_that_staff_decided_bear_on_nothing(app: Flask, world: World, as_alice: FlaskClient) -> None:
    in_review(app, world.ours)
    as_alice.post(f"/imports/1/rows/{UPDATE}/skip")

    with factories.inside(app, world.ours):
        assert rows(tried(world, OFF)) == [DUPLICATE]


def test_a_row_that_an_identifier_names_is_left_out(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(
            world.ours,
            person("Ann", "Lee", "ann@example.org"),
            person("Bo", "Fox", "bo@example.org", external=("CRM", "7")),
            person("Cy", "Orr", "cy@example.org", external=("Other", "8")),
        )
        makers.trust(world.ours, "CRM")
        check(
            app,
            world.ours,
            HEAD
            + "Ann,Lee,ann@example.org,C-1001,,\n"
            + "Bo,Fox,bo@example.org,,7,CRM\n"
            + "Cy,Orr,cy@example.org,,8,Other\n",
        )

        assert rows(tried(world, OFF)) == [4]


def test_whom_staff_said_it_is_not_counts_in_no_row(app: Flask, world: World, as_alice: FlaskClient) -> None:
    in_review(app, world.ours)
    as_alice.post(f"/imports/1/rows/{DUPLICATE}/distinction")
    again = "First name,Last name,Email,Street,City,State,ZIP\n"
    with factories.inside(app, world.ours):
        check(app, world.ours, again + "Ruth,Becker,m.becker@example.org,12 Elm Street,Portland,OR,97210\n")
        found = tried(world, OFF)

    assert [part.looked for part in found.parts] == [1, 1]
    assert [(turn.batch, turn.row) for turn in found.examples] == [(1, UPDATE)]


@pytest.mark.parametrize(("mode", "kind"), [("create", "left out → new"), ("update", "automatic → left out")])
def test_the_mode_of_the_import_has_its_say(app: Flask, world: World, mode: str, kind: str) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, person("Ann", "Lee", "ann@example.org"))
        upload = makers.upload(world.ours, "First name,Last name,Email\nAnn,Lee,ann@example.org\n")
        upload.mode = type(upload.mode)(mode)
        makers.start_check(upload)
        makers.drain(app)

        assert dict(tried(world, OFF).counts) == {kind: 1}


@pytest.mark.both
def test_the_statements_do_not_grow_with_the_rows_and_nobody_else_s_are_looked_at(
    app: Flask, world: World
) -> None:
    in_review(app, world.theirs)
    with factories.inside(app, world.ours):
        assert tried(world, OFF) == Replay(())
        add(world.ours, *(person("Ann", f"Row{n:02}", f"ann{n}@example.org") for n in range(30)))
        lines = "".join(f"Ann,Row{n:02},ann{n}@example.org\n" for n in range(30))
        check(app, world.ours, "First name,Last name,Email\n" + lines)
        with count_statements() as few:
            some = tried(world, OFF, most=10)
        with count_statements() as many:
            every = tried(world, OFF)

    assert (some.looked, some.of, every.looked) == (10, 30, 30)
    assert len(few) == len(many) < 25
    assert all(each.startswith("SELECT") for each in many)


def test_the_page_shows_it_on_demand_and_forgets_it_when_something_else_is_typed(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    in_review(app, world.ours)

    shown = as_alice.get(PAGE, query_string=typed(batch_automatic="100", do="replay"), headers=PART)
    more = as_alice.get(PAGE, query_string=typed(rows="980x7", records="none"), headers=PART)

    lint(shown)
    assert root_id(shown) == "replay"
    assert "1 of 2 rows would come out otherwise. 1 automatic → for a person" in words(shown)
    assert "gala.csv (2 rows)" in words(shown)
    [row] = table(shown, "Examples")
    assert (row[0], row[1], row[4]) == (f"Row {UPDATE} of import 1", "John Smith", "For a person")
    lint(more)
    assert 'hx-target="#replay"' in more.text
    assert "would come out otherwise" not in words(more)


def test_without_a_script_a_button_leads_to_a_page_that_shows_it(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    in_review(app, world.ours)

    answer = as_alice.post(PAGE, data=typed(batch_automatic="100", do="replay"))
    page = as_alice.get(answer.headers["Location"])

    lint(page)
    assert "1 of 2 rows would come out otherwise" in words(page)
    assert 'value="100"' in page.text
    with factories.inside(app, world.ours):
        assert settings_of(makers.workspace(world.ours)) == MatchingSettings()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (typed(), "these are the settings that are saved"),
        (typed(batch_automatic="9x"), "Something above is no score."),
        (
            typed(batch_automatic="99"),
            "nothing to try it on. There are no rows that are like somebody on record, neither in an open",
        ),
        (typed(hand_possible="40"), "Nothing for imports: only the threshold for hand entry is another one."),
        (typed(batch_automatic="99", hand_possible="40"), "The threshold for hand entry is not tried"),
    ],
)
def test_where_nothing_can_be_shown_it_says_why(
    as_alice: FlaskClient, sent: dict[str, str], said: str
) -> None:
    assert said in words(as_alice.get(PAGE, query_string={**sent, "do": "replay"}, headers=PART))
