"""What a page reads does not grow with the workspace: counted as rows on PostgreSQL, as steps on SQLite."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, event, text

from app.activity.models import Campaign, Delivery, Donation
from app.constituents.domain.record import Email, Incoming, Kind, Name, PointType
from app.db import db, insert_all, new_ids
from tests import factories
from tests.factories import World
from tests.profiles.makers import TODAY, create, maria

pytestmark = pytest.mark.slow

FEW, MANY = 80, 1_200
STEPS = 20
"""So many instructions of SQLite's machine are one unit."""
TABS = ("", "email-preferences", "donations", "registrations", "email-activity", "history")


@contextmanager
def work_done() -> Iterator[list[int]]:
    """Rows that PostgreSQL looks at, or units of steps that SQLite takes, for each statement inside."""
    done: list[int] = []
    used: list[Any] = []

    def note(connection: Any, cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if not statement.startswith(("SELECT", "WITH")) or "set_config" in statement:
            return
        done.append(0)
        if connection.dialect.name == "postgresql":
            done[-1] = _rows_looked_at(cursor.connection, statement, values)
        else:
            used.append(cursor.connection)
            cursor.connection.set_progress_handler(_counting(done, len(done) - 1), STEPS)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield done
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        for connection in used:
            connection.set_progress_handler(None, 0)


def _counting(done: list[int], place: int) -> Any:
    def count() -> int:
        done[place] += 1
        return 0

    return count


def _rows_looked_at(connection: Any, statement: str, values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # tables of a test are so small that it is no loss
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
        found = cursor.fetchone()[0]
    plan = json.loads(found) if isinstance(found, str) else found
    return _rows_of(plan[0]["Plan"])


def _rows_of(node: Mapping[str, Any]) -> int:
    counted = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    own = sum(node.get(name, 0) for name in counted) * node["Actual Loops"] if "Relation Name" in node else 0
    return int(own) + sum(_rows_of(part) for part in node.get("Plans", ()))


def asked(client: FlaskClient, url: str) -> int:
    """What one page took; it was asked before, so that nothing is put together for the first time."""
    client.get(url)
    with work_done() as done:
        assert client.get(url).status_code == 200
    return sum(done)


def fill(app: Flask, workspace_id: int, first: int, last: int) -> None:
    """People with an email, two gifts and a message each; commits."""
    with factories.inside(app, workspace_id):
        campaign = Campaign(workspace_id=workspace_id, name=f"News {last}", sent_at=datetime.now(UTC))
        db.session.add(campaign)
        db.session.flush()
        ids = create(workspace_id, *(_one(number) for number in range(first, last)))
        insert_all(Donation, [gift for who in ids for gift in _gifts(workspace_id, who)])
        sent = {"campaign_id": campaign.id, "sent_at": campaign.sent_at, "delivered_at": campaign.sent_at}
        messages = [{"workspace_id": workspace_id, "constituent_id": who, **sent} for who in ids]
        insert_all(Delivery, messages)
        db.session.commit()
    _analyze(app)


def _one(number: int) -> Incoming:
    email = Email(f"p{number}@example.org", PointType.HOME, primary=True)
    return Incoming(Kind.INDIVIDUAL, Name(first=f"Gift{number}", last=f"Bearer{number:05d}"), (email,))


def _gifts(workspace_id: int, who: int) -> list[dict[str, Any]]:
    facts = {"constituent_id": who, "amount": 2_500, "currency": "USD", "received_on": TODAY}
    return [{"workspace_id": workspace_id, "id": own, **facts} for own in new_ids(2)]


def _analyze(app: Flask) -> None:
    owner = create_engine(app.config["OWNER_URL"])
    with owner.begin() as connection:
        connection.execute(text("ANALYZE"))
    owner.dispose()
    with app.app_context():
        db.engine.dispose()


@pytest.mark.both
def test_no_page_about_a_person_reads_more_because_there_are_more_people(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    page = maria(app, world.ours)
    urls = [*(page(tab) for tab in TABS), "/search?q=maria"]
    fill(app, world.ours, 0, FEW)
    before = {url: asked(as_alice, url) for url in urls}

    fill(app, world.ours, FEW, MANY)

    after = {url: asked(as_alice, url) for url in urls}
    assert {url: (before[url], after[url]) for url in urls if after[url] > before[url] + 150} == {}


@pytest.mark.parametrize("url", ["/constituents", "/constituents?q=gift17"])
def test_a_page_of_the_list_reads_its_rows_and_counts_the_rest_once(
    app: Flask, world: World, as_alice: FlaskClient, url: str
) -> None:
    fill(app, world.ours, 0, FEW)
    before = asked(as_alice, url)

    fill(app, world.ours, FEW, MANY)

    assert asked(as_alice, url) - before < 1.2 * (MANY - FEW)
