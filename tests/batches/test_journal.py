"""Every field that a commit changes leaves one line: from what to what, by which rule, for which row."""

from collections import Counter
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.consent.models import AddressHash
from app.constituents.domain.journal import told
from app.constituents.domain.record import Existing, Phone, PointType
from app.db import db
from app.matching.domain.placing import all_places
from app.matching.domain.standard import standardize
from app.matching.models import MatchKey
from tests.batches import makers
from tests.batches.makers import add, journal, person, run, table
from tests.factories import World

pytestmark = pytest.mark.both

LIST = table(
    ("Email", "First name", "Last name", "Mobile", "Address line 1", "City", "Postal code", "Lookup ID"),
    ("ann@example.com", "Anne", "Lee", "(503) 555-0101", "12 Elm St", "Portland", "97210", "C-1001"),
    ("noa@example.org", "Noa", "Park", "", "", "", "", ""),
)


@pytest.fixture
def ann(inside: World) -> Existing:
    old = Phone("5035550100", "+15035550100", PointType.MOBILE, primary=True)
    return add(inside.ours, replace(person("Ann", "Lee", "ann@example.org"), phones=(old,)))[0]


def test_each_changed_field_has_one_line_with_batch_row_and_rule(
    app: Flask, inside: World, ann: Existing
) -> None:
    batch = run(app, inside.ours, LIST)

    lines = [entry for entry in journal(batch) if entry.subject_id == ann.id]
    assert Counter(entry.field for entry in lines) == {
        "name.first": 1,
        "former_names": 1,
        "emails": 2,
        "emails.primary": 1,
        "phones": 2,
        "phones.primary": 1,
        "addresses": 1,
    }
    assert all(entry.row_number == 2 and entry.batch_id == batch.id for entry in lines)
    assert all(len(entry.rule) > 10 for entry in lines)
    assert {entry.via for entry in lines} == {Via.BATCH}
    assert {(entry.actor_id, entry.actor) for entry in lines} == {(101, "Alice")}


def test_a_line_tells_before_and_after_and_which_value(app: Flask, inside: World, ann: Existing) -> None:
    batch = run(app, inside.ours, LIST)

    after = makers.record_of(inside.ours, ann.id)
    lines = [entry for entry in journal(batch) if entry.subject_id == ann.id]
    name = next(entry for entry in lines if entry.field == "name.first")
    added, ended = sorted(
        (entry for entry in lines if entry.field == "emails"), key=lambda entry: entry.before is not None
    )
    assert (name.before, name.after) == ("Ann", "Anne")
    assert (added.before, added.after["address"], added.item_id) == (
        None,
        "ann@example.com",
        after.emails[1].id,
    )
    assert (ended.before["address"], ended.after["active"], ended.item_id) == (
        "ann@example.org",
        False,
        ann.emails[0].id,
    )
    assert ended.after["end"]


def test_the_lines_of_a_new_person_make_the_person(app: Flask, inside: World, ann: Existing) -> None:
    batch = run(app, inside.ours, LIST)

    noa = makers.record_of(inside.ours, makers.row(batch, 3).constituent_id or 0)
    lines = {entry.field: entry.after for entry in journal(batch) if entry.subject_id == noa.id}
    assert set(lines) == {"name.first", "name.last", "emails"}
    assert (lines["name.first"], lines["name.last"]) == ("Noa", "Park")
    assert lines["emails"] == told(noa.emails[0])
    assert lines["emails"]["source"] == "list.csv, row 3"


def test_the_commit_itself_is_journaled_once(app: Flask, inside: World, ann: Existing) -> None:
    batch = run(app, inside.ours, LIST)

    query = select(JournalEntry.field, JournalEntry.actor).where(
        JournalEntry.subject == Subject.BATCH, JournalEntry.subject_id == batch.id
    )
    assert db.session.execute(query.order_by(JournalEntry.id)).all() == [
        ("uploaded", "Alice"),
        ("commit", "Alice"),
    ]


def test_keys_and_address_hashes_are_those_of_the_people(app: Flask, inside: World, ann: Existing) -> None:
    run(app, inside.ours, LIST)

    people = makers.everybody(inside.ours)
    keys = db.session.execute(select(MatchKey.constituent_id, MatchKey.key)).all()
    known = [(each.id, standardize(each)) for each in people]
    assert {(key, owner) for owner, key in keys} == set(all_places(inside.ours, known))
    hashes = db.session.scalars(select(AddressHash.email_id)).all()
    assert sorted(hashes) == sorted(email.id for each in people for email in each.emails if email.id)
