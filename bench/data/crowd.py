"""A workspace with millions of facts, made by the database itself: gifts, registrations, messages, reports.

What is random in it is a number multiplied and divided with rest, so that it is the same every time.
"""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from flask import Flask

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.consent.models import AddressHash
from app.constituents.columns import address_columns, constituent_columns, email_columns
from app.constituents.domain.record import Existing
from app.constituents.models import Address, Constituent, Counter, EmailAddress
from app.db import bind, db, new_ids
from bench.data import permission
from bench.data.facts import Rows, Stage
from bench.data.make import CHUNK, SEED, set_the_stage
from bench.data.people import people
from bench.data.permission import DRAW, NUMBERS
from bench.data.store import Store

MESSAGES = 8.4
"""To one person, on average; each is told of by 2.4 reports. One in sixteen never gets one."""

MANY = 400
"""The gifts of the first person. Of all others two in five give, and two in three register for something."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many people and facts there are."""

    people: int
    donations: int
    registrations: int
    reports: int

    @classmethod
    def scaled(cls, scale: float) -> "Size":
        """A large charity at 1: a million people and twenty-five million facts."""
        whole = (1_000_000, 3_000_000, 2_000_000, 20_000_000)
        return cls(*(max(200, round(number * scale)) for number in whole))

    @property
    def words(self) -> str:
        return (
            f"{self.people:,} people, {self.donations:,} donations, {self.registrations:,} registrations, "
            f"about {self.reports:,} email events"
        )


def fill(app: Flask, store: Store, size: Size) -> None:
    """Make the workspace. Its rollups are stale: making them is measured."""
    with app.app_context():
        stage = set_the_stage(datetime.now(UTC).date())
        db.session.get_one(Workspace, stage.workspace_id).rollups_stale = True
        db.session.commit()
        db.session.remove()
        ids = _people(store, stage, size.people)
        for name, statement in (_STATEMENTS | permission.STATEMENTS).items():
            started = time.monotonic()
            store.connection.execute(statement, _values(stage, ids, size))
            print(f"{name}: {time.monotonic() - started:,.0f} s", file=sys.stderr, flush=True)
        for name, last in (("lookup", 1_001 + size.people), ("consent", permission.KINDS * size.people)):
            store.write(Counter, [stage.row(name=name, last=last)])
        store.settle()
        bind(stage.workspace_id)


def _people(store: Store, stage: Stage, many: int) -> range:
    """Names, email addresses with their keyed hashes, and postal addresses."""
    chance, ids = Random(SEED), new_ids(many)
    at = datetime.now(UTC) - timedelta(days=900)
    for start in range(0, many, CHUNK):
        chunk = list(people(chance, ids[start : start + CHUNK], stage.ids, first=start))
        own = [
            {"id": each.id, "lookup_number": 1_001 + place, "created_at": at, "updated_at": at}
            for place, each in enumerate(chunk, start)
        ]
        store.write(
            Constituent,
            [stage.row(**constituent_columns(each), **keys) for each, keys in zip(chunk, own, strict=True)],
        )
        for kind, rows in _points(stage, chunk).items():
            store.write(kind, rows)
        print(f"\r{start + len(chunk):,} of {many:,} people written", end="", file=sys.stderr)
    print(file=sys.stderr)
    return ids


def _points(stage: Stage, chunk: list[Existing]) -> Rows:
    emails = [(each.id, email) for each in chunk for email in each.emails]
    homes = [(each.id, home) for each in chunk for home in each.addresses]
    return {
        EmailAddress: [stage.row(id=one.id, constituent_id=own, **email_columns(one)) for own, one in emails],
        AddressHash: [
            stage.row(email_id=one.id, address_key=address_key(one.address, stage.secret))
            for _, one in emails
        ],
        Address: [stage.row(id=one.id, constituent_id=own, **address_columns(one)) for own, one in homes],
    }


def _values(stage: Stage, ids: range, size: Size) -> dict[str, object]:
    return {
        "here": stage.workspace_id,
        "person": ids[0],
        "people": len(ids),
        "donations": size.donations,
        "registrations": size.registrations,
        "own": next(stage.ids) + (1 << 42),
        "event": stage.events[0],
        "events": len(stage.events),
        "campaign": stage.campaigns[0],
        "campaigns": len(stage.campaigns),
        "topic": stage.topics[0],
        "topics": len(stage.topics),
        "most": round(2 * MESSAGES * size.reports / (20 * size.people)) - 1,
        "today": stage.today.isoformat(),
    }


_GIFTS = f"""{NUMBERS.format(many="donations")}
INSERT INTO donations (workspace_id, id, constituent_id, amount, currency, received_on, kind, status,
  fund, appeal, method, source, created_at)
SELECT :here, :own + n.i,
  :person + CASE WHEN n.i < {MANY} THEN 0 ELSE {DRAW} / 3 % (:people * 2 / 5) END,
  500 + {DRAW} / 7 % 400 * 25,
  CASE {DRAW} / 11 % 50 WHEN 0 THEN 'EUR' ELSE 'USD' END,
  date(:today, '-' || ({DRAW} / 13 % 2920) || ' days'), 'one_off',
  CASE {DRAW} / 17 % 40 WHEN 0 THEN 'pending' WHEN 1 THEN 'failed' ELSE 'settled' END,
  'General', 'Appeal ' || ({DRAW} / 19 % 12), 'card', 'bench', datetime('now')
FROM n"""

_PLACES = f"""{NUMBERS.format(many="registrations")}
INSERT INTO registrations (workspace_id, id, constituent_id, event_id, status, registered_at, ticket, fee,
  guests, source, currency)
SELECT :here, :own + 10000000000 + n.i, :person + {DRAW} / 3 % (:people / 3 * 2),
  :event + {DRAW} / 7 % :events,
  CASE {DRAW} / 11 % 10 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'no_show' WHEN 2 THEN 'registered'
    ELSE 'attended' END,
  datetime(:today, '-' || ({DRAW} / 13 % 2920) || ' days', '+' || ({DRAW} / 17 % 1440) || ' minutes'),
  '', 2500, 0, 'bench', 'USD'
FROM n"""

_MESSAGES = f"""{NUMBERS.format(many="people")},
k(c) AS (SELECT 0 UNION ALL SELECT c + 1 FROM k WHERE c < :most),
sent(person, campaign, draw) AS (
  SELECT n.i, (n.i + k.c * 7) % :campaigns, {DRAW} / (k.c + 3)
  FROM n JOIN k ON k.c <= {DRAW} % (:most + 1) WHERE n.i % 16 <> 3)
INSERT INTO deliveries (workspace_id, constituent_id, campaign_id, sent_at, delivered_at, opened_at,
  clicked_at, bounced_at, bounce, outcome)
SELECT :here, :person + person, :campaign + campaign, at,
  CASE WHEN draw % 40 > 0 THEN datetime(at, '+1 minutes') END,
  CASE WHEN draw % 40 > 0 AND draw % 3 = 0 THEN datetime(at, '+5 hours') END,
  CASE WHEN draw % 40 > 0 AND draw % 21 = 0 THEN datetime(at, '+6 hours') END,
  CASE WHEN draw % 40 = 0 THEN datetime(at, '+2 minutes') END,
  CASE WHEN draw % 40 = 0 THEN CASE WHEN draw % 80 = 0 THEN 'permanent' ELSE 'transient' END END,
  CASE WHEN draw % 80 = 0 THEN 48 WHEN draw % 40 = 0 THEN 16
    ELSE 1 + (draw % 3 = 0) * 4 + (draw % 21 = 0) * 8 END
FROM (SELECT person, campaign, draw,
  datetime(:today, '-' || (30 * (1 + campaign)) || ' days', '+15 hours') AS at FROM sent)"""

_KINDS = {"sent": "sent_at", "delivered": "delivered_at", "opened": "opened_at", "clicked": "clicked_at"}
_REPORTS = "\nUNION ALL ".join(
    f"SELECT workspace_id, :own + 20000000000 + 8 * row_number() OVER () + {place}, constituent_id,"
    f" campaign_id, '{kind}', {column}, 0, NULL, 'bench' FROM deliveries WHERE {column} IS NOT NULL"
    for place, (kind, column) in enumerate((_KINDS | {"bounced": "bounced_at"}).items())
)

_STATEMENTS = {
    "donations": _GIFTS,
    "registrations": _PLACES,
    "deliveries": _MESSAGES,
    "email events": "INSERT INTO email_events (workspace_id, id, constituent_id, campaign_id, kind, at,"
    f" machine, bounce, source)\n{_REPORTS}",
}
