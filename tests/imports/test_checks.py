"""The check: it decides about every row, and changes nothing but its own batch."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.batches import queries
from app.batches.domain.mapping import Mapping
from app.batches.domain.status import BatchStatus, NotPossible
from app.batches.models import BatchRow
from app.db import db
from app.imports import services
from app.imports.domain.limits import Limits
from app.imports.services import check_run
from app.jobs import HANDLERS
from app.schema import metadata
from app.work import queries as progress
from app.work import services as work
from app.work.domain.state import WorkState
from tests.batches import makers
from tests.batches.makers import add, check, drain, fresh, person, said, start_check, table, upload
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

LIST = table(
    ("Email", "First name", "Last name", "Phone"),
    ("ann@example.org", "Ann", "Lee", ""),
    ("new@example.org", "Noa", "Park", "(503) 555-0101"),
    ("not an address", "Bo", "Fox", ""),
    ("", "No", "Email", ""),
    ("ANN@example.org", "Ann", "Lee", ""),
    ("ann@example.org", "Zoltan", "Quist", ""),
    ("cy@example.org", "Cy", "Hart", "12"),
)


def many(count: int) -> str:
    return table(("Email", "First name"), *((f"p{n}@example.org", f"P{n}") for n in range(count)))


def snapshot() -> dict[str, int]:
    """The number of rows of every table but those of the batch itself."""
    own = {"batches", "batch_rows", "upload_parts", "work", "journal", "saved_mappings", "counters"}
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
        if table.name not in own
    }


def content() -> dict[str, list[tuple[object, ...]]]:
    """Everything in the tables that a check must not touch."""
    names = ("constituents", "email_addresses", "phones", "addresses", "match_keys", "address_hashes")
    return {
        name: sorted(map(tuple, db.session.execute(select(metadata.tables[name])).all()), key=repr)
        for name in names
        if name in metadata.tables
    }


def test_a_check_changes_nothing_but_its_own_batch(app: Flask, inside: World) -> None:
    add(inside.ours, person("Ann", "Lee", "ann@example.org"))
    before = snapshot(), content()

    batch = check(app, inside.ours, LIST)

    assert (snapshot(), content()) == before
    assert batch.status is BatchStatus.IN_REVIEW


def test_every_row_gets_one_outcome_and_the_counts_add_up(app: Flask, inside: World) -> None:
    add(inside.ours, person("Ann", "Lee", "ann@example.org"))

    batch = check(app, inside.ours, LIST)

    assert said(batch) == {
        2: "ready no_change",
        3: "ready create",
        4: "error none",
        5: "error none",
        6: "skipped none",
        7: "skipped none",
        8: "error none",
    }
    counts = queries.counts(batch)
    assert counts.rows == batch.rows_read == 7
    assert sum(counts.by_outcome().values()) == 7
    assert makers.row(batch, 6).detail == "same email as row 2"


def test_the_same_file_and_data_make_the_same_plan(app: Flask, inside: World) -> None:
    add(
        inside.ours,
        person("Ann", "Lee", "ann@example.org", phone="+15035550100"),
        person("Noa", "Parks", "noa@example.org", street="12 Elm St"),
    )

    first, second = (check(app, inside.ours, LIST) for _ in range(2))

    assert decisions(first.id) == decisions(second.id)


def decisions(batch_id: int) -> list[tuple[object, ...]]:
    table = BatchRow.__table__
    left_out = {"batch_id"}
    query = select(*(column for column in table.columns if column.name not in left_out))
    return [
        tuple(row)
        for row in db.session.execute(query.where(table.c.batch_id == batch_id).order_by(table.c.number))
    ]


def test_the_statements_of_a_chunk_do_not_grow_with_its_rows(app: Flask, inside: World) -> None:
    add(inside.ours, *(person(f"P{n}", "Lee", f"p{n}@example.org") for n in range(80)))

    def statements(count: int) -> int:
        batch = upload(inside.ours, many(count))
        start_check(batch)
        with count_statements() as counted:
            drain(app)
        assert queries.counts(fresh(batch)).rows == count
        return len(counted)

    statements(1)  # the first one counts the names on record, too
    assert statements(3) == statements(45)


def test_a_check_that_loses_its_worker_goes_on_where_it_stood(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = check(app, inside.ours, many(500))
    batch = upload(inside.ours, many(500))
    start_check(batch)

    with monkeypatch.context() as patch:
        dying_after(patch, 1)
        with pytest.raises(KeyboardInterrupt):
            drain(app)
    stood = queries.row_count(fresh(batch))
    progress.STALE_AFTER, usual = progress.STALE_AFTER * 0, progress.STALE_AFTER
    try:
        drain(app)
    finally:
        progress.STALE_AFTER = usual

    assert 0 < stood < 500
    assert [row.number for row in makers.rows(fresh(batch))] == list(range(2, 502))
    assert decisions(batch.id) == decisions(whole.id)


def dying_after(patch: pytest.MonkeyPatch, chunks: int) -> None:
    """Let the process end, as far as the worker can tell, in the middle of a later chunk."""
    real = check_run.store_rows
    left = [chunks]

    def store_rows(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt

    patch.setattr(check_run, "store_rows", store_rows)


def test_a_check_can_be_stopped_and_goes_on_later(app: Flask, inside: World) -> None:
    batch = upload(inside.ours, many(300))
    running = start_check(batch)
    work.request_stop(workspace_id=inside.ours, work_id=running.id)
    db.session.commit()
    drain(app)
    stopped = fresh(batch).status

    start_check(batch)
    drain(app)

    assert stopped is BatchStatus.MAPPED
    assert fresh(batch).status is BatchStatus.IN_REVIEW
    assert queries.counts(batch).rows == batch.rows_read == 300


def test_a_file_that_cannot_be_read_to_its_end_leaves_no_rows(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, "dry_run", services.handler(Limits(rows=120)))
    batch = upload(inside.ours, many(121))

    running = start_check(batch)
    drain(app)

    ended = progress.get(inside.ours, running.id)
    assert ended is not None
    assert ended.state is WorkState.FAILED
    assert ended.error.startswith("This file has more than 120 rows. Split it into files")
    assert (fresh(batch).status, batch.rows_read, queries.row_count(batch)) == (BatchStatus.MAPPED, 0, 0)


def test_columns_cannot_be_mapped_anew_while_the_check_runs(app: Flask, inside: World) -> None:
    batch = upload(inside.ours, many(3))
    start_check(batch)

    refused = services.map_columns(batch, services.mapping_of(batch))

    assert isinstance(refused, NotPossible)
    assert "nothing is being changed" in refused.reason


def test_mapping_anew_forgets_the_rows_of_the_check_before(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, many(3))

    services.map_columns(batch, services.mapping_of(batch))

    assert (queries.row_count(batch), batch.rows_read, batch.status) == (0, 0, BatchStatus.MAPPED)


def test_a_second_request_to_check_is_the_same_check(app: Flask, inside: World) -> None:
    batch = upload(inside.ours, many(3))

    assert start_check(batch).id == start_check(batch).id


def test_a_mapping_without_an_email_column_is_not_checked(app: Flask, inside: World) -> None:
    batch = upload(inside.ours, many(3))
    mapping = services.mapping_of(batch).with_column(0, field_id="")
    assert isinstance(mapping, Mapping)
    services.map_columns(batch, mapping)

    answer = services.check(makers.workspace(inside.ours), batch, actor=makers.ALICE)

    assert isinstance(answer, services.NotChecked)
    assert "Choose the column with the email address" in answer.problems[0].what
    assert batch.status is BatchStatus.MAPPED


def test_a_mapping_is_remembered_for_the_next_file_of_its_kind(app: Flask, inside: World) -> None:
    first = upload(inside.ours, "Email,Note\nann@example.org,Ann\n")
    services.map_columns(first, makers.mapped(first, {"Note": "first_name"}))
    start_check(first)
    drain(app)

    second = upload(inside.ours, "email,NOTE\nbo@example.org,Bo\n")

    column = services.mapping_of(second).column_for("first_name")
    assert column is not None
    assert column.header == "NOTE"
    assert second.settings["mapped_like"] == "list.csv"


def test_the_mapping_saved_last_under_a_name_is_the_one_that_counts(app: Flask, inside: World) -> None:
    for field in ("first_name", "nickname"):
        batch = upload(inside.ours, "Email,Note\nann@example.org,Ann\n")
        services.map_columns(batch, makers.mapped(batch, {"Note": field}))
        start_check(batch)
        drain(app)
        db.session.expire_all()

    third = upload(inside.ours, "Email,Note\nbo@example.org,Bo\n")

    assert services.mapping_of(third).column_for("nickname")
    assert not services.mapping_of(third).column_for("first_name")


def test_a_saved_mapping_keeps_what_values_mean_but_of_single_people(app: Flask, inside: World) -> None:
    text = "Email,Title,First name,Mobile,Email type\nann@example.org,Mrs,Annie,503 555,cell\n"
    batch = upload(inside.ours, text)
    mapping = services.mapping_of(batch)
    for index, values in {1: {"mrs": "Ms."}, 2: {"annie": "Ann"}, 3: {"503 555": ""}}.items():
        mapping = mapping.with_meanings(index, values, "")
    services.map_columns(batch, mapping)
    start_check(batch)
    drain(app)

    again = services.mapping_of(upload(inside.ours, text))

    assert [dict(column.values) for column in again.columns] == [{}, {"mrs": "Ms."}, {}, {}, {}]
    assert services.mapping_of(fresh(batch)).columns[2].values == {"annie": "Ann"}
