"""What could not be committed moves to a batch of its own, once, with all that is known of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.batch_entry.models import EntryBatch
from app.batch_entry.queries import sums
from app.batch_entry.queries.report import report
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import skip_row
from app.db import db
from tests.batch_entry.makers import ALICE, BOB
from tests.batch_entry.seen_through import GIFTS, add, committed, entry, gifts, row, validated
from tests.batches.makers import add as know
from tests.batches.makers import change, drain, fresh, person, rows, start_commit
from tests.batches.reverting import undone
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

ANN = ("", "Ann", "Lee", "ann@example.org", "25.00", "USD", "2026-11-02")
BAD = ("", "Bo", "Fox", "bad", "7.50", "USD", "2026-11-04")
WORSE = ("C-999", "", "", "", "10.00", "EUR", "2026-11-04")


def exceptions_of(batch: Batch) -> Batch:
    """The one batch that took over what another could not commit."""
    query = select(EntryBatch.batch_id).where(EntryBatch.exceptions_of == batch.id)
    found = queries.get(batch.workspace_id, db.session.scalars(query).one())
    assert found is not None
    return found


def seen_through(app: Flask, world: World, lines: Sequence[tuple[str, ...]]) -> Batch:
    return committed(app, validated(app, gifts(world.ours, lines)))


def test_rows_that_are_not_ready_move_with_their_reasons(app: Flask, inside: World) -> None:
    batch = validated(app, gifts(inside.ours, [ANN, BAD, WORSE]))
    why = {number: row(batch, number).detail for number in (2, 3)}

    batch = committed(app, batch)

    other = exceptions_of(batch)
    assert [each.number for each in rows(batch)] == [1]
    assert {each.number: each.detail for each in rows(other)} == why
    assert [each.cells[0] for each in rows(other)] == ["", "C-999"]
    assert (other.status, other.kind) == (BatchStatus.OPEN, batch.kind)
    assert other.settings["columns"] == batch.settings["columns"]
    assert other.name == f"GIFT-0002 Exceptions of {entry(batch).code}"


def test_both_batches_count_what_they_have(app: Flask, inside: World) -> None:
    batch = seen_through(app, inside, [ANN, BAD, WORSE])

    other = exceptions_of(batch)
    assert queries.kept_tally(batch) == queries.counted(batch)
    assert queries.kept_tally(other) == queries.counted(other)
    assert (batch.rows_read, other.rows_read) == (1, 2)
    assert sums.entered(other).sums == {"EUR": 1000, "USD": 750}


def test_the_report_tells_both_ways(app: Flask, inside: World) -> None:
    batch = seen_through(app, inside, [ANN, BAD])

    other = exceptions_of(batch)
    told, back = report(batch, entry(batch)), report(other, entry(other))
    assert [(each.code, each.rows) for each in told.moved] == [("GIFT-0002", 1)]
    assert back.came is not None
    assert (back.came.code, back.came.number) == ("GIFT-0001", batch.number)
    assert [(each.currency, each.entered, each.committed, each.moved) for each in told.sums] == [
        ("", 2, 1, 1),
        ("USD", 3250, 2500, 750),
    ]


def test_a_batch_that_is_committed_whole_leaves_nothing(app: Flask, inside: World) -> None:
    batch = seen_through(app, inside, [ANN])

    query = select(EntryBatch).where(EntryBatch.exceptions_of == batch.id)
    assert db.session.scalars(query).all() == []


def test_what_staff_left_out_stays_where_it_is(app: Flask, inside: World) -> None:
    batch = gifts(inside.ours, [ANN, BAD])
    skip_row(batch, row(batch, 2), actor=ALICE)
    db.session.commit()

    batch = committed(app, validated(app, batch))

    assert [each.number for each in rows(batch)] == [1, 2]


def test_what_is_mended_there_is_committed_there(app: Flask, inside: World) -> None:
    other = exceptions_of(seen_through(app, inside, [ANN, BAD]))
    add(other, [("", "Bo", "Fox", "bo@example.org", "7.50", "USD", "2026-11-04")])
    skip_row(other, row(other, 2), actor=ALICE)
    db.session.commit()

    other = committed(app, validated(app, other))

    assert [each.number for each in rows(other)] == [2, 3]
    assert sums.committed(other) == {"USD": (1, 750)}


def test_a_row_whose_person_changed_meanwhile_is_an_exception(app: Flask, inside: World) -> None:
    (known,) = know(inside.ours, person("Ann", "Lee", "ann@example.org", phone="+15035550100"))
    line = (*ANN, "503-555-0101")
    batch = validated(app, gifts(inside.ours, [line], fields=(*GIFTS, "phone")))
    same = replace(known.phones[0], number="503-555-0101", e164="+15035550101")
    change(inside.ours, known, replace(known, phones=(same,)))

    batch = committed(app, batch)

    (moved,) = rows(exceptions_of(batch))
    assert "were changed after the check" in moved.detail
    assert rows(batch) == []


def test_four_eyes_hold_for_the_exceptions_too(app: Flask, inside: World) -> None:
    batch = gifts(inside.ours, [ANN, BAD], actor=BOB)

    batch = committed(app, validated(app, batch))

    assert entry(exceptions_of(batch)).entered_by == [BOB.id]


def test_the_statements_do_not_grow_with_the_rows(app: Flask, inside: World) -> None:
    def statements(many: int) -> int:
        lines = [("", "Bo", f"Fox{n}", "bad", "7.50", "USD", "2026-11-04") for n in range(many)]
        batch = validated(app, gifts(inside.ours, lines, name=f"of {many}", prefix=f"P{many}"))
        start_commit(batch)
        with count_statements() as seen:
            drain(app)
        assert len(rows(exceptions_of(fresh(batch)))) == many
        return len(seen)

    assert abs(statements(40) - statements(4)) <= 2


def test_the_grid_and_a_row_of_the_exceptions_lead_back(
    app: Flask, inside: World, as_alice: FlaskClient
) -> None:
    batch = seen_through(app, inside, [ANN, BAD])

    number = exceptions_of(batch).number
    pages = [as_alice.get(f"/batches/{number}/{place}").text for place in ("grid", "rows/2")]

    link = f'<a href="/batches/{batch.number}/report">GIFT-0001</a>'
    assert all(link in page for page in pages)
    assert "This was row 2 of" in pages[1]


def test_the_report_tells_what_an_undo_took_back(app: Flask, inside: World) -> None:
    batch = seen_through(app, inside, [ANN])

    undone(app, batch)

    batch = fresh(batch)
    told = report(batch, entry(batch)).sums
    assert [(each.committed, each.taken_back) for each in told] == [(1, 1), (2500, 2500)]
