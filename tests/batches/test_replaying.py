"""Settings tried out on rows: on people as they are, or as they were, and nothing is written."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.replay import Replay
from app.batches.services import alarms
from app.batches.services.replaying import replay_rules
from app.batches.services.replaying_matching import replay_matching
from app.constituents.domain.record import Existing, PartialDate
from app.db import db
from app.matching.domain.decide import MatchingSettings, Thresholds
from app.updates.domain.rules import BirthRule, DifferentRule, NameRule, UpdateRules
from app.updates.rewriting import rewrite
from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import ALICE, add, check, commit, person
from tests.batches.scenes import DUPLICATE, UPDATE, also_called, in_review
from tests.factories import World
from tests.statements import count_statements

HEAD = "First name,Last name,Email,Mobile\n"
BORN = "Ruth,Becker,m.becker@example.org,12 Elm Street,Portland,OR,97210,1971-04-02\n"
NO_PHONES = UpdateRules(phone=DifferentRule.IGNORE)
ASKING = UpdateRules(phone=DifferentRule.REVIEW)


def tried(world: World, rules: UpdateRules, **more: int) -> Replay:
    return replay_rules(makers.workspace(world.ours), rules, **more)


def ends(replay: Replay) -> list[tuple[int, int, str, str, str]]:
    return [
        (turn.batch, turn.row, each.about, each.saved, each.new)
        for turn in replay.examples
        for each in turn.differences
    ]


def people(count: int) -> list[Existing]:
    return [
        person("Ann", f"Row{n:03}", f"ann{n}@example.org", phone=f"(212) 555-{1000 + n}")
        for n in range(count)
    ]


def file_about(count: int) -> str:
    return HEAD + "".join(f"Ann,Row{n:03},ann{n}@example.org,(503) 555-{1000 + n}\n" for n in range(count))


def called(app: Flask, world: World) -> None:
    """An import in review that brings Ann another number."""
    add(world.ours, *people(1))
    check(app, world.ours, file_about(1), name="gala.csv")


@pytest.mark.both
def test_rows_in_review_are_planned_for_people_as_they_are(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        called(app, world)
        found = tried(world, NO_PHONES)

    added = "+ phone (503) 555-1000 · phone (212) 555-1000 ended · primary phone → (503) 555-1000"
    assert ends(found) == [(1, 2, "Phone", added, "Phone (503) 555-1000 ignored")]
    assert (found.rows, found.differences, dict(found.counts)) == (1, 1, {"Phone": 1})
    assert [(part.name, part.of, part.looked, part.written) for part in found.parts] == [
        ("gala.csv", 1, 1, 0)
    ]


def test_a_rule_that_asks_a_person_sends_rows_to_review(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        called(app, world)
        found = tried(world, ASKING)

    assert dict(found.counts) == {"Phone": 1, "more for a person": 1}
    assert ends(found)[0][4] == "Waits for a person: (503) 555-1000"


def test_a_batch_with_settings_of_its_own_is_left_out(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        called(app, world)
        batch = scenes.batch(world.ours, 1)
        own = {"rules": UpdateRules().to_json(), "thresholds": Thresholds().to_json()}
        batch.settings = {**batch.settings, **own}
        db.session.commit()

        rules = tried(world, NO_PHONES)
        matching = replay_matching(
            makers.workspace(world.ours), MatchingSettings(batch=Thresholds(automatic=None))
        )

    assert (rules.rows, matching.rows) == (0, 0)


def test_a_row_that_a_rule_sent_to_review_waits_no_more(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        makers.workspace(world.ours).update_rules = ASKING.to_json()
        called(app, world)
        found = tried(world, UpdateRules())

    assert dict(found.counts) == {"Phone": 1, "fewer for a person": 1}
    assert ends(found)[0][3] == "Waits for a person: (503) 555-1000"


def renamed_without_phones(record: Existing) -> Existing:
    """What somebody made of a record since, by hand."""
    return replace(record, name=replace(record.name, first="Anna"), phones=())


@pytest.mark.both
def test_committed_rows_are_planned_for_people_as_they_were_before(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org", phone="(503) 555-0100"))
        makers.run(app, world.ours, HEAD + "Ann,Lee,ann@example.org,(503) 555-0142\n", name="june.csv")
        now = makers.record_of(world.ours, ann.id)
        rewrite(world.ours, ann.id, renamed_without_phones, version=now.version, actor=makers.ALICE)
        db.session.commit()
        found = tried(world, replace(NO_PHONES, name=NameRule.IGNORE))

    assert len(now.phones) == 2
    [(_, row, about, saved, new)] = ends(found)
    assert (row, about, new) == (2, "Phone", "Phone (503) 555-0142 ignored")
    assert saved == "+ phone (503) 555-0142 · phone (503) 555-0100 ended · primary phone → (503) 555-0142"
    assert [(part.name, part.looked, part.written) for part in found.parts] == [("june.csv", 1, 1)]


def test_only_the_last_committed_import_is_looked_at(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, *people(2))
        makers.run(app, world.ours, file_about(2), name="old.csv")
        makers.run(app, world.ours, HEAD + "Ann,Row000,ann0@example.org,(503) 555-0142\n", name="new.csv")
        found = tried(world, NO_PHONES)

    assert [part.name for part in found.parts] == ["new.csv"]
    assert found.looked == 1


def test_rows_that_staff_merged_keep_what_they_chose(app: Flask, world: World) -> None:
    number = in_review(app, world.ours)
    with factories.inside(app, world.ours):
        batch = makers.fresh(makers.queries.by_number(makers.workspace(world.ours), number))  # type: ignore[arg-type]
        row = makers.row(batch, DUPLICATE)
        assert row.target_id is not None
        makers.services.merge_row(batch, row, target=row.target_id, actor=makers.ALICE)
        db.session.commit()
        found = tried(world, UpdateRules(email=DifferentRule.IGNORE))

    assert [(row, about) for _, row, about, _, _ in ends(found)] == [(DUPLICATE, "Email")]


@pytest.mark.both
def test_possible_duplicates_are_planned_as_if_they_were_confirmed(app: Flask, world: World) -> None:
    in_review(app, world.ours)
    with factories.inside(app, world.ours):
        found = tried(world, UpdateRules(email=DifferentRule.IGNORE))
        asking = tried(world, UpdateRules(email=DifferentRule.REVIEW))

    assert [(part.of, part.looked) for part in found.parts] == [(2, 2)]
    assert [(turn.row, turn.who, turn.notes) for turn in found.examples] == [
        (DUPLICATE, "María Becker C-1002", ("as possible duplicate",))
    ]
    assert dict(asking.counts) == {"Email": 1, "as possible duplicate": 1}


def test_a_possible_duplicate_keeps_its_birth_date_whatever_the_rules(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        maria = also_called("Ruth", person("María", "Becker", "maria@example.net", street="12 Elm Street"))
        asking = MatchingSettings(batch=Thresholds(100, 60))
        makers.workspace(world.ours).matching = asking.to_json()
        add(world.ours, replace(maria, birth=PartialDate(1971, 4, 20)))
        check(app, world.ours, "First name,Last name,Email,Street,City,State,ZIP,Birth date\n" + BORN)
        found = tried(world, UpdateRules(birth=BirthRule.IGNORE))

    assert (found.of, found.rows) == (1, 0)


def test_rows_that_staff_left_out_bear_on_nothing(app: Flask, world: World, as_alice: FlaskClient) -> None:
    in_review(app, world.ours)
    as_alice.post(f"/imports/1/rows/{DUPLICATE}/skip")

    with factories.inside(app, world.ours):
        assert tried(world, UpdateRules(email=DifferentRule.IGNORE)).of == 1


def test_rows_about_nobody_known_bear_on_nothing(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        check(app, world.ours, file_about(3))
        found = tried(world, NO_PHONES)

    assert (found.of, found.rows, found.examples) == (0, 0, ())


def test_without_any_import_there_is_nothing_to_look_at(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        assert tried(world, NO_PHONES) == Replay(())
        strict = MatchingSettings(batch=Thresholds(99, 98))
        assert replay_matching(makers.workspace(world.ours), strict) == Replay(())


@pytest.mark.both
def test_of_too_many_rows_some_are_taken_evenly_in_as_many_statements(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        add(world.ours, *people(40))
        changing = check(app, world.ours, file_about(40))
        alarms.acknowledge(changing, actor=ALICE)
        commit(app, changing)
        check(
            app,
            world.ours,
            HEAD + "".join(f"Ann,Row{n:03},ann{n}@example.org,(503) 555-2000\n" for n in range(40)),
        )
        with count_statements() as few:
            some = tried(world, NO_PHONES, most=20)
        with count_statements() as many:
            every = tried(world, NO_PHONES)

    assert [(part.looked, part.of) for part in some.parts] == [(10, 40), (10, 40)]
    assert [turn.row for turn in some.examples] == list(range(2, 42, 4))
    assert every.rows == 80
    assert len(few) == len(many) < 30


@pytest.mark.both
def test_thresholds_are_tried_on_stored_likenesses(app: Flask, world: World) -> None:
    in_review(app, world.ours)
    with factories.inside(app, world.ours):
        workspace = makers.workspace(world.ours)
        strict = replay_matching(workspace, MatchingSettings(batch=Thresholds(100, 99.9)))
        off = replay_matching(workspace, MatchingSettings(on=False))

    assert {turn.row for turn in strict.examples} == {UPDATE, DUPLICATE}
    assert dict(off.counts) == {"automatic → new": 1, "for a person → new": 1}
    [first, _] = ends(off)
    assert first[2].endswith("points, like John Smith C-1001")
    assert first[3:] == ("Automatic", "New")
