"""Erasing somebody: what goes, what stays, and what can never come back."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from app.activity.models import Donation, Registration
from app.audit.models import JournalEntry
from app.batches.domain.rows import Outcome
from app.batches.services import RowChanged, welcome_back
from app.consent.queries.interests import interests
from app.constituents import directory
from app.constituents.models import Constituent, Departure
from app.constituents.queries import existing, ids_by_lookup
from app.db import db
from app.groups.domain.rules import Match
from app.groups.models import Group
from app.groups.services import add_members
from app.groups.services.recalculating import calculate
from app.lifecycle.queries.footprint import footprint
from app.lifecycle.queries.identities import addresses
from app.lifecycle.services.erasing import NotHere, erase
from app.operations import doctor
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.groups.makers import GAVE_100, group, rule
from tests.lifecycle.canary import LOWER, WORD, found_in, plant, tables_about
from tests.lifecycle.people import ALICE, ada, agree, erased, is_mailable, made, record_of, workspace
from tests.statements import count_statements

pytestmark = pytest.mark.both

KEPT_AS_IT_CAME = {"upload_parts": 2}
"""Uploaded files hold other people as well, as the page says."""


def test_no_word_of_hers_is_left_in_the_whole_database_but_in_the_uploaded_files(
    app: Flask, world: World
) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        planted = found_in(WORD)
        assert len(planted) > 18, "the word is not planted where it should be looked for"

    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        assert found_in(WORD) == KEPT_AS_IT_CAME
        left = tables_about(person)
        counted = {"audience_people": 1, "donations": 1, "registrations": 1, "rollups": 1}
        assert left == {"departures": 1, "batch_rows": 1, **counted}


def test_the_books_keep_their_sums_and_the_counts_of_groups_are_right(app: Flask, world: World) -> None:
    person = plant(app, world.ours)

    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        assert db.session.scalars(select(Donation.amount)).all() == [5_000]
        assert db.session.scalars(select(Registration.status)).all() == ["attended"]
        group = db.session.scalars(select(Group)).one()
        assert (group.member_count, group.eligible_count) == (0, 0)
    assert not doctor.examine(app).findings


def test_topics_count_her_no_more(app: Flask, world: World) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        assert [each.joined for each in interests(workspace(world.ours))] == [1]

    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        assert [each.joined for each in interests(workspace(world.ours))] == [0]


def test_counts_of_groups_are_right_though_she_said_yes_later(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        here, her = workspace(world.ours), ada(world.ours, consented=False)
        other = ada(world.ours, email="other@example.org")
        listed = group(here, "Listed")
        found = group(here, "Found", rule(GAVE_100, match=Match.NONE))
        add_members(here, listed, [her, other], actor=ALICE)
        calculate(here, found)
        agree(world.ours, her)
        db.session.commit()

    erased(app, world.ours, her)

    with factories.inside(app, world.ours):
        counts = select(Group.name, Group.member_count, Group.eligible_count).order_by(Group.name)
        assert [tuple(row) for row in db.session.execute(counts)] == [("Found", 1, 0), ("Listed", 1, 1)]
        erase(workspace(world.ours), other, actor=ALICE)
        assert [tuple(row) for row in db.session.execute(counts)] == [("Found", 0, 0), ("Listed", 0, 0)]


def test_nobody_finds_lists_matches_or_reads_an_erased_person(app: Flask, world: World) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        number = int(record_of(world.ours, person).lookup_id.removeprefix("C-"))

    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        assert existing(world.ours, [person]) == {}
        assert ids_by_lookup(world.ours, [number]) == {}
        for typed in (WORD, f"C-{number}", f"{LOWER}@example.org"):
            assert directory.find(here, typed) == []
        others = db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == world.ours))
        assert person not in others.all()


def test_an_address_of_the_erased_stays_unmailable_whoever_brings_it_again(app: Flask, world: World) -> None:
    person = plant(app, world.ours)
    erased(app, world.ours, person)

    spellings = (f"{LOWER}@example.org", f"OLD@{LOWER}.example.org", f"{LOWER}+tag@example.org")
    for name, address in zip(("Kim Abel", "Pia Zorn", "Tom Udo"), spellings, strict=True):
        with factories.inside(app, world.ours):
            file = f"First name,Last name,Email\n{name.replace(' ', ',')},{address}\n"
            batch = makers.check(app, world.ours, file, name=f"{name}.csv")
            batch_row = makers.row(batch, 2)
            assert batch_row.outcome is Outcome.CONFLICT
            assert isinstance(welcome_back(batch, batch_row, actor=ALICE), RowChanged)
            batch = makers.commit(app, batch)
            again = makers.row(batch, 2).constituent_id
            assert again
            assert again != person
            agree(world.ours, again)
            db.session.commit()
            assert not is_mailable(world.ours, again), address


def test_somebody_without_any_restriction_is_unmailable_after_erasure_too(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    erased(app, world.ours, person)

    again = made(app, world.ours)

    with factories.inside(app, world.ours):
        assert not is_mailable(world.ours, again)


def test_the_lookup_number_is_not_given_out_again(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    gone = erased(app, world.ours, person)

    again = made(app, world.ours, email="")

    with factories.inside(app, world.ours):
        departure = db.session.scalars(select(Departure)).one()
        assert f"C-{departure.lookup_number}" == gone.lookup_id
        assert departure.actor == "Alice"
        assert record_of(world.ours, again).lookup_id != gone.lookup_id


def test_the_journal_keeps_who_changed_what_and_when_without_the_values(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    with factories.inside(app, world.ours):
        query = select(JournalEntry.field, JournalEntry.at, JournalEntry.actor).where(
            JournalEntry.subject_id == person
        )
        before = db.session.execute(query.order_by(JournalEntry.id)).all()

    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        assert db.session.execute(query.order_by(JournalEntry.id)).all()[: len(before)] == before
        values = select(JournalEntry.before, JournalEntry.after).where(
            JournalEntry.subject_id == person, JournalEntry.field != "erased"
        )
        assert set(map(tuple, db.session.execute(values))) == {(None, None)}


REWRITES = [
    "UPDATE journal SET after = NULL, before = NULL WHERE subject_id = :living",
    "UPDATE journal SET actor = 'Eve' WHERE subject_id = :gone",
    "UPDATE journal SET after = '\"x\"' WHERE subject_id = :gone",
    "DELETE FROM journal WHERE subject_id = :gone",
    "UPDATE consent_events SET evidence = '' WHERE subject_id = :living",
    "UPDATE consent_events SET kind = 'paused' WHERE subject_id = :gone",
    "UPDATE consent_events SET evidence = 'made up' WHERE subject_id = :gone",
    "DELETE FROM consent_events WHERE subject_id = :gone",
]


@pytest.mark.parametrize("statement", REWRITES)
def test_no_other_rewriting_of_a_ledger_is_let_pass(app: Flask, world: World, statement: str) -> None:
    gone, living = made(app, world.ours), made(app, world.ours, email="living@example.org")
    erased(app, world.ours, gone)

    with factories.inside(app, world.ours):
        with pytest.raises(DatabaseError, match=r"append-only|permission denied"):
            db.session.execute(text(statement), {"gone": gone, "living": living})
        db.session.rollback()


def test_a_row_that_waits_and_is_hers_is_left_out_and_one_compared_with_her_waits_again(
    app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        [her] = makers.add(
            world.ours, makers.person("María", "Becker", "m.becker@example.org", street="12 Elm Street")
        )
        file = (
            "First name,Last name,Email,Street,City,State,ZIP\n"
            "María,Becker,m.becker@example.org,,,,\n"
            "Ruth,Becker,ruth@example.org,12 Elm Street,Portland,OR,97210\n"
            "Bo,Other,bo@example.org,,,,\n"
        )
        batch = makers.check(app, world.ours, file)
        assert makers.row(batch, 2).target_id == her.id
        compared = makers.row(batch, 3).match is not None

        erase(workspace(world.ours), her.id, actor=ALICE)
        db.session.commit()
        batch = makers.fresh(batch)

        hers, other, new = (makers.row(batch, number) for number in (2, 3, 4))
        assert (hers.outcome, set(hers.cells), hers.name, hers.email) == (Outcome.SKIPPED, {""}, "", "")
        assert other.match is None
        assert other.cells[0] == "Ruth"
        assert compared
        assert new.outcome is Outcome.READY
        assert makers.commit(app, batch).status.value == "committed"
        assert [each.name.first for each in makers.everybody(world.ours)] == ["Bo"] or other.outcome


def test_who_shares_an_address_is_told_of_and_is_not_mailed_there_afterwards(
    app: Flask, world: World
) -> None:
    person = made(app, world.ours)
    husband = made(app, world.ours)
    with factories.inside(app, world.ours):
        assert footprint(workspace(world.ours), person, {"ada@example.org"}).others == 1
        assert is_mailable(world.ours, husband)

    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        assert not is_mailable(world.ours, husband)


def test_an_exception_on_the_way_leaves_everything_as_it_was(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        before = found_in(WORD)
    monkeypatch.setattr("app.lifecycle.services.erasing.record", lambda *_: 1 / 0)

    with factories.inside(app, world.ours), pytest.raises(ZeroDivisionError):
        erase(workspace(world.ours), person, actor=ALICE)

    with factories.inside(app, world.ours):
        assert found_in(WORD) == before
        assert db.session.scalars(select(Departure)).all() == []


def test_who_is_gone_cannot_be_erased_twice(app: Flask, world: World) -> None:
    person = made(app, world.ours)
    erased(app, world.ours, person)

    with factories.inside(app, world.ours):
        assert isinstance(erase(workspace(world.ours), person, actor=ALICE), NotHere)


def test_the_numbers_of_the_page_take_three_statements_for_however_much(app: Flask, world: World) -> None:
    person = plant(app, world.ours)
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        ever = addresses(world.ours, record_of(world.ours, person))
        with count_statements() as seen:
            found = footprint(here, person, ever)

    assert len(seen) == 3
    assert (found.points, found.notes, found.roles, found.groups, found.donations) == (4, 1, 2, 1, 1)
    assert (found.rows, found.addresses, found.messages, found.others) == (2, 3, 2, 0)
