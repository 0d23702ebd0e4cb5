"""Fills one workspace: the owner, what people take part in, and then the people in pieces."""

import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from flask import Flask

from app.accounts.domain.roles import Role
from app.accounts.models import Workspace
from app.accounts.services import create_staff, create_workspace
from app.activity.models import Campaign, Event
from app.activity.services.rebuilding import rebuild
from app.consent.domain.address_keys import address_key
from app.consent.models import AddressHash, InterestGroup
from app.constituents.columns import (
    address_columns,
    constituent_columns,
    email_columns,
    former_columns,
    phone_columns,
)
from app.constituents.domain.record import Existing
from app.constituents.domain.words import learned
from app.constituents.domain.words import words as words_of
from app.constituents.models import Address, Constituent, Counter, EmailAddress, FormerName, Phone
from app.constituents.search_models import KnownWord, SearchWord
from app.cultivation.models import ConstituencyRole
from app.db import bind, db, insert_all, new_id, new_ids
from app.groups.domain.kinds import GroupKind
from app.groups.models import Group
from app.matching.services import count_anew
from app.operations.workspaces import OPERATOR
from app.sample.domain import words
from bench.data.facts import Facts, Rows, Stage
from bench.data.matched import matched
from bench.data.people import people
from bench.data.store import Store

CHUNK = 5_000
SEED = 23
POINTS: tuple[tuple[str, Any, Any], ...] = (
    ("emails", EmailAddress, email_columns),
    ("phones", Phone, phone_columns),
    ("addresses", Address, address_columns),
    ("former_names", FormerName, former_columns),
)


def fill(app: Flask, store: Store, many: int) -> None:
    """Make the workspace and its people; the same ones every time but for their ids."""
    with app.app_context():
        stage = set_the_stage(datetime.now(UTC).date())
        db.session.remove()
        chance, ids, known = Random(SEED), new_ids(many), dict[str, bool]()
        for start in range(0, many, CHUNK):
            chunk = ids[start : start + CHUNK]
            for kind, rows in _chunk(chance, stage, chunk, start, known).items():
                store.write(kind, rows)
            store.write(KnownWord, _learned(stage, known))
            print(f"\r{start + len(chunk):,} of {many:,} people written", end="", file=sys.stderr)
        for name, last in (("lookup", 1_001 + many), ("consent", next(stage.sequences))):
            store.write(Counter, [stage.row(name=name, last=last)])
        store.settle()
        bind(stage.workspace_id)
        count_anew(stage.workspace_id)
        rebuild(stage.workspace_id)
        db.session.commit()
        print(file=sys.stderr)


def _chunk(chance: Random, stage: Stage, ids: range, start: int, known: dict[str, bool]) -> Rows:
    facts = Facts(chance, stage)
    records = list(people(chance, ids, stage.ids, first=start))
    for place, record in enumerate(records, start):
        facts.add(record, place)
        for word in learned(record):
            known.setdefault(word, False)
    return {**_records(stage, records, start), **facts.rows}


def _learned(stage: Stage, known: dict[str, bool]) -> list[dict[str, Any]]:
    """Rows for the words of names that were not written yet."""
    fresh = sorted(word for word, is_written in known.items() if not is_written)
    known.update(dict.fromkeys(fresh, True))
    return [stage.row(word=word, backward=word[::-1]) for word in fresh]


def _records(stage: Stage, records: list[Existing], start: int) -> Rows:
    at = datetime.now(UTC) - timedelta(days=900)
    rows: Rows = {kind: [] for kind in (Constituent, *(kind for _, kind, _ in POINTS), AddressHash)}
    rows |= matched(stage.workspace_id, records)
    pairs = sorted((word, record.id) for record in records for word in words_of(record))
    rows[SearchWord] = [stage.row(word=word, constituent_id=own) for word, own in pairs]
    for place, record in enumerate(records, start):
        changed = at + timedelta(seconds=place)
        own = {"id": record.id, "lookup_number": 1_001 + place, "created_at": at, "updated_at": changed}
        rows[Constituent].append(stage.row(**constituent_columns(record), **own))
        for part, kind, columns in POINTS:
            rows[kind] += [
                stage.row(id=point.id, constituent_id=record.id, **columns(point))
                for point in getattr(record, part)
            ]
        rows[AddressHash] += [
            stage.row(email_id=email.id, address_key=address_key(email.address, stage.secret))
            for email in record.emails
        ]
    return rows


def set_the_stage(today: date) -> Stage:
    """The workspace with its owner, events, campaigns, topics and groups."""
    workspace = create_workspace(name="Bench", actor=OPERATOR)
    create_staff(
        workspace, name="Bench", email="bench@example.org", password=None, role=Role.OWNER, actor=OPERATOR
    )
    db.session.flush()
    bind(workspace.id)
    stage = Stage(
        workspace_id=workspace.id,
        today=today,
        **{
            name: new_ids(many)
            for name, many in {"events": 40, "campaigns": 48, "topics": 8, "groups": 12, "roles": 6}.items()
        },
        ids=count(new_id() + (1 << 40)),
        sequences=count(1),
        secret=workspace.address_secret,
    )
    _furnish(stage)
    db.session.commit()
    return stage


def _furnish(stage: Stage) -> None:
    def rows(ids: range, name: str, **values: Any) -> list[dict[str, Any]]:
        return [stage.row(id=own, name=f"{name} {number}", **values) for number, own in enumerate(ids, 1)]

    begins = datetime.combine(stage.today, time(18), UTC)
    insert_all(
        Event,
        [
            {**row, "starts_at": begins - timedelta(days=60 * number)}
            for number, row in enumerate(rows(stage.events, words.EVENTS[0][0]))
        ],
    )
    insert_all(
        Campaign,
        [{**row, "sent_at": stage.campaign_sent(row["id"])} for row in rows(stage.campaigns, "Newsletter")],
    )
    insert_all(InterestGroup, rows(stage.topics, "Topic"))
    insert_all(
        ConstituencyRole,
        [{**row, "key": row["name"].lower()} for row in rows(stage.roles, "Role")],
    )
    insert_all(Group, rows(stage.groups, "Group", kind=GroupKind.STATIC))


def workspace_id() -> int:
    """The id of the one workspace of a made database."""
    return int(db.session.query(Workspace.id).scalar())
