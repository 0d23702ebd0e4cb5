"""Whoever is erased between the check and the commit is not brought back by it; the rest is carried out."""

import pytest
from flask import Flask

from app.batches import queries
from app.db import db
from app.lifecycle.services.erasing import erase
from tests.batches.makers import ALICE, add, check, commit, everybody, person, said, table, workspace
from tests.factories import World

pytestmark = pytest.mark.both


def test_an_erasure_after_the_check_is_not_undone_by_the_commit(app: Flask, inside: World) -> None:
    people = (person("Ann", "Lee", "ann@example.org"), person("Bo", "Fox", "bo@example.org"))
    ann, _ = add(inside.ours, *people)
    rows = (("ann@example.org", "Ann", "(503) 555-0101"), ("bo@example.org", "Bo", "(503) 555-0102"))
    batch = check(app, inside.ours, table(("Email", "First name", "Mobile"), *rows))

    erase(workspace(inside.ours), ann.id, actor=ALICE)
    db.session.commit()
    batch = commit(app, batch)

    assert [who.name.first for who in everybody(inside.ours)] == ["Bo"]
    results, counts = queries.results(batch), queries.counts(batch)
    assert (results.created, results.updated, counts.rows) == (0, 1, 2)


def test_whoever_brings_another_address_of_hers_waits_for_a_person(app: Flask, inside: World) -> None:
    (ann,) = add(inside.ours, person("Ann", "Lee", "ann@example.org", "lee@example.net"))
    row = ("zora@example.org", "lee@example.net", "Zora", "Quist")
    batch = check(app, inside.ours, table(("Email", "Second email", "First name", "Last name"), row))
    before = said(batch)

    erase(workspace(inside.ours), ann.id, actor=ALICE)
    db.session.commit()
    batch = commit(app, batch)

    assert before == {2: "ready create"}
    assert everybody(inside.ours) == []
    assert queries.results(batch).stale == 1
