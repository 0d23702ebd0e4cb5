"""Looking at what a rule would mean keeps nobody from writing, and waits for nobody who writes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import connections
from app.db import db
from app.groups.models import Group
from app.groups.queries import members
from tests.groups.pages import FRAGMENT, builder

MAILABLE = {"type": "can_be_emailed", "topic": ""}


@contextmanager
def writing(data_folder: Path) -> Iterator[None]:
    """Somebody else holds the one writer's place; raises where it is taken."""
    with closing(sqlite3.connect(data_folder / "kith.db", isolation_level=None, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.mark.sqlite
@pytest.mark.parametrize(("url", "do"), [("/groups/preview", ""), ("/groups/new", "add")])
def test_while_a_rule_is_counted_others_write(
    url: str, do: str, as_bob: FlaskClient, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrote, summary = [], members.summary

    def counted(*given: object) -> members.Summary:
        with writing(data_folder):
            wrote.append(True)
        return summary(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(members, "summary", counted)

    answer = as_bob.post(url, data=builder(MAILABLE, do=do))

    assert answer.status_code == 200
    assert wrote == [True]


@pytest.mark.sqlite
def test_a_rule_is_counted_while_others_write(as_bob: FlaskClient, data_folder: Path) -> None:
    token = connections._patience.set(0.05)

    try:
        with writing(data_folder):
            answer = as_bob.post("/groups/preview", data=builder(MAILABLE), headers=FRAGMENT)
    finally:
        connections._patience.reset(token)

    assert answer.status_code == 200


@pytest.mark.sqlite
def test_a_view_that_says_it_only_reads_may_not_write(
    as_bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(*_: object) -> members.Summary:
        db.session.add(Group(name="Donors"))
        db.session.flush()
        raise AssertionError("it was written")

    monkeypatch.setattr(members, "summary", written)

    with pytest.raises(RuntimeError, match="a POST request may not write"):
        as_bob.post("/groups/preview", data=builder(MAILABLE))
