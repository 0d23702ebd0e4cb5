"""Whatever staff do in whatever order: outcomes add up, one row an email, nobody touched before commit."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.batches import queries
from app.batches.domain.review import is_kept
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.several import Verb
from app.batches.models import Batch
from app.batches.services import (
    decide_rows,
    edit_row,
    keep_row,
    mark_distinct,
    merge_row,
    restore_row,
    undo_act,
)
from app.db import db
from app.operations import doctor
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, commit, everybody, person, table
from tests.factories import World

pytestmark = [pytest.mark.sqlite, pytest.mark.slow]

EMAILS = ["ann@example.org", "ANN@example.org", "bo@example.org", "new@example.org", "broken", ""]
NAMES = ["Ann", "Bo", "Zoltan"]
ROWS = st.lists(st.tuples(st.sampled_from(EMAILS), st.sampled_from(NAMES)), min_size=2, max_size=6)
ALL = (Verb.SKIP, Verb.DISTINCT, Verb.RULES, Verb.RECORD, Verb.KEEP, Verb.RESTORE, Verb.RECHECK, Verb.ACCEPT)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "edit",
                "merge",
                "distinct",
                "restore",
                "keep",
                "undo all",
                "commit",
                *(f"{each} all" for each in ALL),
            ]
        ),
        st.integers(2, 7),
        st.sampled_from(EMAILS),
    ),
    max_size=8,
)


def act(app: Flask, batch: Batch, what: str, number: int, email: str) -> Batch:
    """Do it, or be told that it is not possible; both are fine."""
    if what == "commit":
        return commit(app, batch)
    if what == "undo all":
        for done in queries.acts(batch, limit=1):
            undo_act(batch, done, actor=ALICE)
    elif what.endswith(" all"):
        decide_rows(batch, [number, number + 1], Verb(what.removesuffix(" all")), actor=ALICE)
    elif row := queries.row(batch, number):
        target = everybody(batch.workspace_id)[0].id
        acts: dict[str, Callable[[], Any]] = {
            "edit": lambda: edit_row(batch, row, {0: email}, actor=ALICE),
            "keep": lambda: keep_row(batch, row, actor=ALICE),
            "merge": lambda: merge_row(batch, row, target=target, actor=ALICE),
            "distinct": lambda: mark_distinct(batch, row, actor=ALICE),
            "restore": lambda: restore_row(batch, row, actor=ALICE),
        }
        acts[what]()
    db.session.commit()
    return makers.fresh(batch)


def hold_true(batch: Batch, rows: int) -> None:
    """What must be so after every act."""
    counts, found = queries.counts(batch), makers.rows(batch)
    going_in = [row for row in found if row.outcome is Outcome.READY or row.state is RowState.APPLIED]
    going_in = [row for row in going_in if not is_kept(row.decision)]
    kept, counted = queries.kept_tally(batch), queries.counted(batch)
    assert kept is not None
    assert (kept.spots, kept.fields) == (counted.spots, counted.fields)
    assert counts.rows == batch.rows_read == rows
    assert set(Counter(row.email_key for row in going_in if row.email_key).values()) <= {1}
    assert all(row.constituent_id for row in found if row.state is RowState.APPLIED)
    assert all(row.constituent_id is None for row in found if row.state is not RowState.APPLIED)
    assert all(row.plan for row in found if row.outcome is Outcome.READY)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=ROWS, acts=ACTS)
def test_no_order_of_acts_breaks_an_import(
    app: Flask, inside: World, lines: list[tuple[str, str]], acts: list[tuple[str, int, str]]
) -> None:
    if not makers.people_count(inside.ours):
        add(inside.ours, person("Ann", "Lee", "ann@example.org"), person("Bo", "Fox", "bo@example.org"))
    people = everybody(inside.ours)
    batch = check(app, inside.ours, table(("Email", "First name"), *lines))
    stored = queries.row_count(batch)

    is_committed = False
    for what, number, email in acts:
        is_committed = is_committed or what == "commit"
        batch = act(app, batch, what, number, email)
        hold_true(batch, stored)
        assert is_committed or everybody(inside.ours) == people
    batch = commit(app, batch)

    hold_true(batch, stored)
    assert not any(
        row.outcome is Outcome.READY and row.state is not RowState.APPLIED for row in makers.rows(batch)
    )
    db.session.rollback()
    assert list(doctor.examine(app).findings) == []
