"""What matching keeps follows the records, can be written anew, and is examined."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.constituents.domain.record import Email, Existing, Name, PointType
from app.db import db
from app.matching import services
from app.matching.domain.facts import to_facts
from app.matching.domain.placing import all_places
from app.matching.domain.standard import standardize
from app.matching.models import MatchCount, MatchKey, MatchRecord
from app.operations import search as operations
from app.operations.schema import make_ready
from tests.batches.makers import add, change, person
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

Kept = tuple[dict[int, str], set[tuple[int, int]]]


def kept() -> Kept:
    """The texts by constituent, and every key with whom it finds."""
    texts = db.session.execute(select(MatchRecord.constituent_id, MatchRecord.facts))
    keys = db.session.execute(select(MatchKey.key, MatchKey.constituent_id)).all()
    assert len(keys) == len(set(keys))
    return {owner: text for owner, text in texts}, {(key, owner) for key, owner in keys}


def expected(world: World, *records: Existing) -> Kept:
    known = [(each.id, standardize(each)) for each in records]
    return {owner: to_facts(it) for owner, it in known}, set(all_places(world.ours, known))


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(inside.ours, person("Ann", "Lee", "ann@example.org", street="12 Elm St"))[0]


@pytest.fixture
def bob(inside: World) -> Existing:
    return add(inside.ours, person("Bob", "Fox", "bob@example.org"))[0]


def test_a_changed_record_has_the_keys_of_what_it_says_now_and_no_others(
    inside: World, ann: Existing, bob: Existing
) -> None:
    moved = Email("ann@example.net", PointType.HOME, primary=True)

    now = change(inside.ours, ann, replace(ann, name=Name(first="Ann", last="Diaz"), emails=(moved,)))

    assert kept() == expected(inside, now, bob)


def test_writing_what_matching_does_not_compare_touches_nothing_it_keeps(
    inside: World, ann: Existing
) -> None:
    with count_statements() as counted:
        change(inside.ours, ann, replace(ann, inactive_reason="moved"))

    assert not [each for each in counted if "match_" in each and not each.startswith("SELECT")]


def test_the_statements_of_keeping_do_not_grow_with_the_records(inside: World) -> None:
    def statements(count: int) -> tuple[int, int]:
        people = add(inside.ours, *(person("Ann", f"Lee {n}") for n in range(count)))
        services.forget(inside.ours, [each.id for each in people])
        with count_statements() as adding:
            services.refresh(inside.ours, people)
        with count_statements() as changing:
            services.refresh(
                inside.ours, [replace(each, version=2, name=Name(first="Bo", last="Fox")) for each in people]
            )
        return len(adding), len(changing)

    assert statements(2) == statements(20) == (2, 4)


def test_who_is_forgotten_is_found_no_more(inside: World, ann: Existing, bob: Existing) -> None:
    services.forget(inside.ours, [ann.id])

    assert kept() == expected(inside, bob)


def test_what_is_wrong_is_told_by_ids_and_mended(inside: World, ann: Existing, bob: Existing) -> None:
    sound = list(services.differences(inside.ours))
    db.session.execute(delete(MatchKey).where(MatchKey.constituent_id == bob.id))
    db.session.execute(
        update(MatchRecord).where(MatchRecord.constituent_id == ann.id).values(facts="0\x1fold")
    )
    stray = MatchRecord(workspace_id=inside.ours, constituent_id=7, facts="")
    db.session.add(stray)
    db.session.flush()

    found = list(services.differences(inside.ours))
    number = services.rebuild(inside.ours)

    assert (sound, number) == ([], 2)
    assert found == [
        f"constituent {ann.id}: matching does not know all there is",
        f"constituent {bob.id}: matching does not know all there is",
        "1 records of matching belong to nobody",
    ]
    assert kept() == expected(inside, ann, bob)


def test_an_upgrade_from_before_writes_everything(app: Flask, inside: World, ann: Existing) -> None:
    for table in (MatchKey, MatchRecord):
        db.session.execute(delete(table))
    db.session.commit()

    operations.catch_up(app, "0005")

    assert kept() == expected(inside, ann)


def of_another_edition(workspace_id: int) -> None:
    """Everything as a program with other rules left it."""
    owners = select(MatchKey.constituent_id).distinct()
    for at, owner in enumerate(db.session.scalars(owners).all(), 1):
        hers = (MatchKey.workspace_id == workspace_id, MatchKey.constituent_id == owner)
        db.session.execute(delete(MatchKey).where(*hers, MatchKey.key % 3 == 0))
        db.session.add(MatchKey(workspace_id=workspace_id, key=at, constituent_id=owner))
    db.session.execute(update(MatchRecord).values(facts="0\x1fold"))
    db.session.commit()


def test_who_was_kept_by_other_rules_is_edited_and_forgotten_whole(
    inside: World, ann: Existing, bob: Existing
) -> None:
    of_another_edition(inside.ours)

    now = change(inside.ours, ann, replace(ann, name=Name(first="Ann", last="Diaz")))
    services.forget(inside.ours, [bob.id])

    assert kept() == expected(inside, now)


def test_a_start_of_a_program_with_other_rules_writes_everything(
    app: Flask, inside: World, ann: Existing, bob: Existing
) -> None:
    sound = operations.behind(app)
    of_another_edition(inside.ours)
    behind = operations.behind(app)

    make_ready(app, say=print)

    assert (sound, behind) == ([], [inside.ours])
    assert kept() == expected(inside, ann, bob)


def counts() -> dict[tuple[str, str], int]:
    return {
        (kind, value): n
        for kind, value, n in db.session.execute(select(MatchCount.kind, MatchCount.value, MatchCount.n))
        if kind != "made"
    }


def test_values_that_several_have_are_counted_when_many_came(inside: World) -> None:
    add(inside.ours, *(person("Ann", f"Lee {chr(97 + n)}ox") for n in range(26)))
    too_few = services.refresh_counts(inside.ours)
    add(inside.ours, *(person("Ann", f"Fox {chr(97 + n)}ay", street="12 Elm St") for n in range(26)))

    is_due = services.refresh_counts(inside.ours)
    db.session.commit()
    again = services.refresh_counts(inside.ours)

    assert (too_few, is_due, again) == (False, True, False)
    assert counts() == {
        ("size", ""): 52,
        ("first", "ann"): 52,
        ("last", "lee"): 26,
        ("last", "fox"): 27,
        ("city", "portland"): 26,
        ("postcode", "97210"): 26,
    }
