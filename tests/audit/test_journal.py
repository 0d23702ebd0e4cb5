"""The journal is written in sets, read newest first, and never rewritten."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DatabaseError

from app.audit import queries
from app.audit.domain.source import Subject, Via
from app.audit.services import Actor, Change, differences, record
from app.db import db
from tests.factories import World

ALICE = Actor("Alice", Via.FORM, id=101, request_id="r-1")
pytestmark = pytest.mark.both


def change(field: str, **values: object) -> Change:
    return Change(Subject.CONSTITUENT, 7, field, **values)  # type: ignore[arg-type]


def test_many_changes_are_one_statement_and_one_change_set(inside: World) -> None:
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    change_set = record(inside.ours, ALICE, [change(f"field {number}") for number in range(40)])

    assert sum("INSERT INTO journal" in statement for statement in statements) == 1
    written = queries.of_change_set(inside.ours, change_set)
    assert [entry.field for entry in written] == [f"field {number}" for number in range(40)]


def test_an_entry_says_who_what_when_and_by_which_door(inside: World) -> None:
    at = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    born = change("birth", before=None, after=date(1971, 4, 2), rule="birth date not identical: replace")

    record(inside.ours, ALICE.with_via(Via.BATCH), [born], at=at)

    [entry] = queries.history(inside.ours, Subject.CONSTITUENT, 7).entries
    assert (entry.actor, entry.actor_id, entry.via, entry.request_id) == ("Alice", 101, Via.BATCH, "r-1")
    assert (entry.before, entry.after, entry.at) == (None, "1971-04-02", at)
    assert entry.rule == "birth date not identical: replace"


def test_an_actor_with_a_change_set_puts_all_that_is_done_into_one_act(inside: World) -> None:
    at_once = replace(ALICE, change_set=77)

    record(inside.ours, at_once, [change("first")])
    record(inside.ours, at_once, [change("second")])

    assert [entry.field for entry in queries.of_change_set(inside.ours, 77)] == ["first", "second"]


def test_no_changes_write_nothing(inside: World) -> None:
    record(inside.ours, ALICE, [])

    assert queries.recent(inside.ours).entries == []


def test_only_fields_that_differ_are_changes() -> None:
    before = {"name": "Ann", "tags": ["a"], "born": "1971-04-02"}

    found = differences(
        Subject.CONSTITUENT,
        7,
        before,
        {"name": "Ann", "tags": ("a",), "born": date(1971, 4, 2), "city": "Ulm"},
    )

    assert [(one.field, one.before, one.after) for one in found] == [("city", None, "Ulm")]


def test_pages_follow_each_other_without_gap_or_repetition(inside: World) -> None:
    for number in range(7):
        record(inside.ours, ALICE, [change(str(number))])

    seen, before_id = [], None
    while True:
        page = queries.history(inside.ours, Subject.CONSTITUENT, 7, before_id=before_id, limit=3)
        seen += [entry.field for entry in page.entries]
        if (before_id := page.next_before_id) is None:
            break

    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


def test_one_things_history_holds_nothing_of_another(inside: World) -> None:
    record(inside.ours, ALICE, [change("name"), Change(Subject.GROUP, 7, "name")])

    assert len(queries.history(inside.ours, Subject.CONSTITUENT, 7).entries) == 1
    assert queries.history(inside.theirs, Subject.CONSTITUENT, 7).entries == []


@pytest.mark.parametrize("statement", ["UPDATE journal SET field = 'x'", "DELETE FROM journal"])
def test_the_database_refuses_to_rewrite_history(inside: World, statement: str) -> None:
    record(inside.ours, ALICE, [change("name")])

    with pytest.raises(DatabaseError, match=r"append-only|permission denied"):
        db.session.execute(text(statement))
