"""Rows to mend leave as a file and come back: recognized, and left out where they came from."""

import csv
import io

import pytest
from flask import Flask

from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import edit_row, undo_act
from app.batches.services.again import brought_again, leave_out
from app.db import db
from app.imports import services as imports
from tests import factories
from tests.batches import makers
from tests.batches.makers import ALICE, check, fresh, rows, said
from tests.factories import World
from tests.statements import count_statements

FILE = (
    "First,Last,E-Mail Address,Email,,ID\n"
    "Ann,New,ann@example.org,,x,7\n"
    "Pat,Doe,pat-at-example.org,,y,8\n"
    "=Sam,Roe,sam,,z,9\n"
)


def mended(batch: Batch, corrections: dict[int, str]) -> str:
    """The problem file as a spreadsheet saves it, with other emails in some rows."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*batch.shape["headers"], f"Row of import {batch.number}", "Outcome", "Reason"])
    for row in queries.rows(batch, queries.RowFilter(queries.UNDECIDED)):
        cells = [f"'{cell}" if cell.startswith("=") else cell for cell in row.cells]
        cells[2] = corrections.get(row.number, cells[2])
        writer.writerow([*cells, row.number, row.outcome.value, row.detail])
    return file.getvalue()


def mapped_by_hand(app: Flask, workspace_id: int) -> Batch:
    """An import with two rows to mend, whose mapping nobody would guess."""
    batch = makers.upload(workspace_id, FILE)
    batch.settings = {**batch.settings, "external_system": "Old list"}
    mapping = makers.mapped(
        batch, {"Email": "", "E-Mail Address": "email", "Column 5": "nickname", "ID": "external_id"}
    )
    assert imports.map_columns(batch, mapping) is None
    makers.start_check(batch)
    makers.drain(app)
    return fresh(batch)


@pytest.mark.sqlite
def test_mapping_and_settings_are_those_of_the_import_it_comes_from(app: Flask, inside: World) -> None:
    old = mapped_by_hand(app, inside.ours)

    new = makers.upload(inside.ours, mended(old, {}))

    fields = [column.field.id if column.field else "" for column in imports.mapping_of(new).columns]
    assert fields == ["first_name", "last_name", "email", "", "nickname", "external_id", "", "", ""]
    assert new.settings["external_system"] == "Old list"
    assert new.settings["again_of"] == old.number


@pytest.mark.both
def test_rows_that_come_back_are_left_out_where_they_came_from(app: Flask, inside: World) -> None:
    old = mapped_by_hand(app, inside.ours)
    assert said(old) == {2: "ready create", 3: "error none", 4: "error none"}

    text = mended(old, {3: "pat@example.org", 4: "sam@example.org"})
    new = check(app, inside.ours, text, name="mended.csv")

    assert said(new) == {2: "ready create", 3: "ready create"}
    assert [row.name for row in rows(new)] == ["Pat Doe", "=Sam Roe"]
    left = [row for row in rows(fresh(old)) if row.number > 2]
    assert {(row.outcome.value, row.cause) for row in left} == {("skipped", "uploaded_again")}
    assert left[0].detail == f"uploaded again in import {new.number}"
    assert queries.counts(old).by_outcome()["skipped"] == 2
    assert queries.counts(old).rows == 3


@pytest.mark.both
def test_that_can_be_taken_back_and_discarding_takes_it_back(app: Flask, inside: World) -> None:
    workspace_id = inside.ours
    old = mapped_by_hand(app, workspace_id)
    text = mended(old, {3: "pat@example.org", 4: "sam@example.org"})
    check(app, workspace_id, text)
    (act,) = brought_again(fresh(old))

    undo_act(old, act, actor=ALICE)
    db.session.commit()
    waiting = said(fresh(old))
    second = check(app, workspace_id, text)
    again = said(fresh(old))
    assert imports.discard(second, actor=ALICE) is None
    db.session.commit()

    assert waiting == {2: "ready create", 3: "error none", 4: "error none"}
    assert again == {2: "ready create", 3: "skipped none", 4: "skipped none"}
    assert said(fresh(old)) == waiting


@pytest.mark.both
def test_a_new_check_leaves_them_out_again_until_the_other_import_is_gone(app: Flask, inside: World) -> None:
    old = mapped_by_hand(app, inside.ours)
    other = check(app, inside.ours, mended(old, {3: "pat@example.org", 4: "sam@example.org"}))
    number = other.number

    makers.start_check(old)
    makers.drain(app)
    anew, told = said(fresh(old)), [act.told for act in brought_again(old)]
    kept, counted = queries.kept_tally(old), queries.counted(old)
    assert imports.discard(other, actor=ALICE) is None
    db.session.commit()
    released = said(fresh(old))
    makers.start_check(old)
    makers.drain(app)

    assert anew == {2: "ready create", 3: "skipped none", 4: "skipped none"}
    assert told == [f"left out, as 2 rows were uploaded again in import {number}"]
    assert kept == counted
    assert released == said(fresh(old)) == {2: "ready create", 3: "error none", 4: "error none"}
    assert old.status is BatchStatus.IN_REVIEW


@pytest.mark.sqlite
def test_what_was_decided_in_the_meantime_stays(app: Flask, inside: World) -> None:
    workspace_id = inside.ours
    old = mapped_by_hand(app, workspace_id)
    text = mended(old, {3: "pat@example.org", 4: "sam@example.org"})
    edit_row(old, makers.row(old, 3), {2: "pat@example.org"}, actor=ALICE)
    db.session.commit()
    old = makers.commit(app, old)

    check(app, workspace_id, text)

    assert makers.states(fresh(old))[3] == "applied"
    assert makers.row(old, 4).cause == "uploaded_again"


@pytest.mark.sqlite
def test_a_file_of_another_workspace_is_like_any_other(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        text = mended(mapped_by_hand(app, world.ours), {3: "pat@example.org"})
    with factories.inside(app, world.theirs):
        same_number = check(app, world.theirs, "Name,Email,City\nJo Fox,jo,Salem\nFlo Kay,flo,Salem\n")

        new = check(app, world.theirs, text)

        assert "again_of" not in new.settings
        assert said(fresh(same_number)) == {2: "error none", 3: "error none"}


@pytest.mark.sqlite
def test_a_row_that_is_another_one_by_now_stays(app: Flask, inside: World) -> None:
    old = mapped_by_hand(app, inside.ours)
    row_3, row_4 = mended(old, {3: "pat@example.org"}).splitlines()[1:]
    other = mended(old, {}).splitlines()[0] + "\nZoe,Sun,zoe@example.org,,v,1,3,error,x\n" + row_4 + "\n"
    assert row_3.startswith("Pat")

    check(app, inside.ours, other)

    assert said(fresh(old)) == {2: "ready create", 3: "error none", 4: "skipped none"}


@pytest.mark.sqlite
def test_leaving_many_rows_out_takes_no_more_statements_than_leaving_few(app: Flask, inside: World) -> None:
    def statements(rows: int) -> int:
        lines = "".join(f"P{at},Q{at},none{at}\n" for at in range(rows))
        old = check(app, inside.ours, f"First name,Last name,Email\n{lines}")
        new = makers.upload(inside.ours, "Email\nann@example.org\n")
        cells = {row.number: list(row.cells) for row in makers.rows(old)}
        with count_statements() as counted:
            assert leave_out(old, cells, by=new) == rows
        return len(counted)

    assert statements(40) == statements(4)
