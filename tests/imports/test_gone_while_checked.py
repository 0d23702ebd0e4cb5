"""Whoever goes while a check thinks about a file is in none of its rows, and the check ends well."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services.removing import remove
from app.constituents.domain.record import Existing
from app.imports.services.check_run import CheckRun, Thought
from app.lifecycle.services.erasing import erase
from app.work import queries as work
from app.work.domain.lease import Progress
from app.work.running import UNEXPECTED_ANEW
from tests.batches.makers import ALICE, add, drain, fresh, person, row, said, start_check, table, upload
from tests.batches.makers import workspace as workspace_of
from tests.factories import World

FILE = table(
    ("First name", "Last name", "Email", "Street", "City"),
    ("Bo", "Hart", "bo@example.org", "9 Oak Avenue", "Portland"),
    ("Robert", "Hart", "bo@example.org", "", ""),
    ("Annabel", "Leeuwen", "al@example.net", "12 Elm Street", "Portland"),
    ("Cy", "Orr", "cy@example.org", "", ""),
)
Going = Callable[[int, Existing], None]


def taken_back(workspace_id: int, who: Existing) -> None:
    remove(workspace_of(workspace_id), {who.id: who}, batch=None, actor=ALICE)


def erased(workspace_id: int, who: Existing) -> None:
    erase(workspace_of(workspace_id), who.id, actor=ALICE)


def checked_while(
    app: Flask, workspace_id: int, patch: pytest.MonkeyPatch, happens: Callable[[], None]
) -> Batch:
    """The file checked, while this happens between thinking about its rows and storing them."""
    batch = upload(workspace_id, FILE)
    start_check(batch)
    write = CheckRun.write

    def late(run: CheckRun, batch: Batch, thought: Thought) -> Progress:
        if thought.rows:
            happens()
        return write(run, batch, thought)

    patch.setattr(CheckRun, "write", late)
    drain(app)
    return fresh(batch)


@pytest.mark.both
@pytest.mark.parametrize(("goes", "bo"), [(taken_back, "ready create"), (erased, "conflict none")])
def test_rows_about_somebody_who_went_are_decided_anew(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch, goes: Going, bo: str
) -> None:
    people = add(
        inside.ours,
        person("Bo", "Hart", "bo@example.org"),
        person("Annabelle", "Leeuwen", "ann@example.org", street="12 Elm Street"),
    )

    def both_go() -> None:
        for who in people:
            goes(inside.ours, who)

    batch = checked_while(app, inside.ours, monkeypatch, both_go)

    assert batch.status is BatchStatus.IN_REVIEW
    assert said(batch) == {2: bo, 3: "skipped none", 4: "ready create", 5: "ready create"}
    assert "Annabelle" not in row(batch, 4).detail
    assert row(batch, 4).match is None
    assert sum(queries.counts(batch).by_outcome().values()) == 4


def test_a_check_that_breaks_says_that_nothing_was_kept(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks() -> None:
        raise ValueError

    batch = checked_while(app, inside.ours, monkeypatch, breaks)

    failed = work.latest(inside.ours, "dry_run", batch.id)
    assert failed is not None
    assert (failed.error, batch.status) == (UNEXPECTED_ANEW, BatchStatus.MAPPED)
    assert queries.row_count(batch) == 0
