"""A commit plans a row again only where something changed on which its plan rests."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask

from app.batches.services import keep_stamp
from app.batches.services.planning import STAMP, Planner
from app.constituents import recent
from app.constituents.domain.record import Existing
from app.db import db
from app.matching.services import names
from app.operations.workspaces import OPERATOR
from tests.batches import makers
from tests.batches.makers import add, change, check, commit, drain, fresh, person, start_commit, states, table
from tests.factories import World
from tests.statements import count_statements

HEADER = ("Email", "First name", "Last name", "Mobile")
LIST = table(
    HEADER,
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101"),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102"),
    ("cy@example.org", "Cy", "Hart", ""),
)


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each question to the planner was about."""
    asked: list[int] = []
    real = Planner.decide

    def decide(self: Planner, questions: Collection[Any], **more: Any) -> Any:
        asked.append(len(questions))
        return real(self, list(questions), **more)

    monkeypatch.setattr(Planner, "decide", decide)
    return asked


@pytest.fixture
def ann(inside: World, monkeypatch: pytest.MonkeyPatch) -> Existing:
    """On record; and what happened before a check is told apart from what happened after it."""
    monkeypatch.setattr(recent, "MARGIN", timedelta(0))
    return add(inside.ours, person("Ann", "Lee", "ann@example.org"))[0]


@pytest.mark.both
def test_nothing_is_planned_again_where_nothing_changed(
    app: Flask, inside: World, ann: Existing, planned: list[int]
) -> None:
    batch = check(app, inside.ours, LIST)
    planned.clear()

    batch = commit(app, batch)

    assert states(batch) == {2: "applied", 3: "applied", 4: "applied"}
    assert [each.number for each in makers.record_of(inside.ours, ann.id).phones] == ["(503) 555-0101"]
    assert planned == []


@pytest.mark.sqlite
def test_only_rows_that_may_mean_whom_somebody_wrote_are_planned_again(
    app: Flask, inside: World, ann: Existing, planned: list[int]
) -> None:
    batch = check(app, inside.ours, LIST)
    add(inside.ours, person("Noa", "Park", "noa@example.org"))
    planned.clear()

    batch = commit(app, batch)

    assert planned == [1]
    assert states(batch) == {2: "applied", 3: "stale", 4: "applied"}


@pytest.mark.sqlite
def test_a_row_about_somebody_who_was_written_is_planned_again(
    app: Flask, inside: World, ann: Existing, planned: list[int]
) -> None:
    batch = check(app, inside.ours, LIST)
    change(inside.ours, ann, replace(ann, display_override="Annie"))
    planned.clear()

    commit(app, batch)

    assert planned == [1]


@pytest.mark.sqlite
@pytest.mark.parametrize("what", ["name pairs", "many people", "another import", "trusted systems"])
def test_everything_is_planned_again_after_what_bears_on_all(
    app: Flask, inside: World, ann: Existing, planned: list[int], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = check(app, inside.ours, LIST)
    match what:
        case "name pairs":
            names.add(inside.ours, "Noa", "Nora", is_same=True, actor=OPERATOR)
            db.session.commit()
        case "many people":
            monkeypatch.setattr(recent, "MOST_LISTED", 1)
            add(inside.ours, person("Di", "Ash", "di@example.org"), person("Ed", "Oak", "ed@example.org"))
        case "another import":
            commit(app, check(app, inside.ours, table(HEADER, ("flo@example.org", "Flo", "Elm", ""))))
        case _:
            makers.trust(inside.ours, "Old CRM")
    planned.clear()

    commit(app, batch)

    assert planned == [3]


@pytest.mark.sqlite
def test_rows_decided_by_different_settings_have_no_stamp(inside: World, app: Flask, ann: Existing) -> None:
    batch = check(app, inside.ours, LIST)
    same = batch.settings[STAMP]
    keep_stamp(batch, Planner(batch), is_first=False)
    kept = batch.settings[STAMP]
    batch.settings = {**batch.settings, "country": "GB"}

    keep_stamp(batch, Planner(batch), is_first=False)

    assert kept == same
    assert batch.settings[STAMP] == ""


@pytest.mark.both
@pytest.mark.parametrize("since", [timedelta(0), timedelta(days=1)])
def test_the_statements_of_a_chunk_do_not_grow_with_its_rows(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch, since: timedelta
) -> None:
    monkeypatch.setattr(recent, "MARGIN", since)

    def statements(start: int, count: int) -> int:
        people = range(start, start + count)
        add(inside.ours, *(person("Ann", called(n), f"a{n}@example.org") for n in people))
        lines = [(f"a{n}@example.org", "Ann", called(n), f"(503) 555-{n:04d}") for n in people]
        lines += [(f"b{n}@example.org", "Bo", called(-n), "") for n in people]
        batch = check(app, inside.ours, table(HEADER, *lines))
        start_commit(batch)
        with count_statements() as counted:
            drain(app)
        assert set(states(fresh(batch)).values()) == {"applied"}
        return len(counted)

    statements(50, 1)

    assert statements(100, 2) == statements(200, 12)


def called(n: int) -> str:
    """A surname unlike that of any other number."""
    return "".join(chr(97 + digit % 26) for digit in sha256(str(n).encode()).digest()[:8]).title()
