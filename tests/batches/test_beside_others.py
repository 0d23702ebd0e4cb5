"""A commit decides what to write while others save, and writes nothing that rests on what they changed."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.batches.services.applying import Applier
from app.connections import at_once
from app.db import db
from app.gathering import Gathered
from tests.batches import makers
from tests.batches.makers import add, check, commit, everybody, person, states, table
from tests.factories import World

pytestmark = pytest.mark.sqlite

LIST = table(
    ("Email", "First name", "Last name", "Mobile"),
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101"),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102"),
    ("cy@example.org", "Cy", "Hart", ""),
)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody else saves what a statement says, once the first chunk is put together."""
    real = Applier.apply

    def with_a_save(sql: str) -> None:
        saves = [sql]

        def apply(self: Applier, *given: Any) -> list[int]:
            left = real(self, *given)
            while saves:
                with at_once(db.engine) as other:
                    other.execute(text(saves.pop()))
            return left

        monkeypatch.setattr(Applier, "apply", apply)

    return with_a_save


@pytest.mark.parametrize(
    ("saved", "state", "phones"),
    [("nickname = 'Annie'", "applied", 1), ("first = 'Zoe', last = 'Moss'", "stale", 0)],
)
def test_who_was_changed_meanwhile_is_planned_anew(
    app: Flask, inside: World, meanwhile: Callable[[str], None], saved: str, state: str, phones: int
) -> None:
    ann = add(inside.ours, person("Ann", "Lee", "ann@example.org"))[0]
    batch = check(app, inside.ours, LIST)
    meanwhile(f"UPDATE constituents SET {saved}, version = version + 1 WHERE id = {ann.id}")

    batch = commit(app, batch)

    assert states(batch) == {2: state, 3: "applied", 4: "applied"}
    found = makers.record_of(inside.ours, ann.id)
    assert (found.name == ann.name, len(found.phones)) == (False, phones)
    assert len(everybody(inside.ours)) == 3


def test_a_save_that_has_nothing_to_do_with_it_changes_nothing(
    app: Flask, inside: World, meanwhile: Callable[[str], None]
) -> None:
    add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    batch = check(app, inside.ours, LIST)
    meanwhile("UPDATE staff SET name = name || '.'")

    batch = commit(app, batch)

    assert set(states(batch).values()) == {"applied"}
    people = everybody(inside.ours)
    assert len({each.lookup_id for each in people}) == len(people) == 3
    assert len(makers.journal(batch)) == 8


def test_all_is_decided_before_the_first_of_it_is_written(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    batch = check(app, inside.ours, LIST)
    sent: list[set[str]] = []
    real = Gathered.send

    def send(self: Gathered) -> None:
        sent.append(set(self.tables))
        real(self)

    monkeypatch.setattr(Gathered, "send", send)
    commit(app, batch)

    assert {"constituents", "search_words", "match_keys", "address_hashes", "journal", "batch_rows"} <= sent[
        0
    ]
