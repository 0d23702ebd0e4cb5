"""The ledger is only ever added to: whatever the application's own role tries."""

import re

import pytest
from sqlalchemy import Row, Table, select, text
from sqlalchemy.exc import DBAPIError

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.services import Change, record
from app.consent import services
from app.consent.domain.facts import EventKind, Party
from app.consent.models import ConsentEvent
from app.consent.services import Line
from app.db import APPLICATION_ROLE, db
from tests.consent.makers import AT, STAFF, person, restricted, workspace
from tests.factories import World

pytestmark = pytest.mark.both

COLUMNS = ", ".join(f'"{column.name}"' for column in ConsentEvent.__table__.columns)
OTHERWISE = COLUMNS.replace('"evidence"', "'forged'")
NEXT_ID = OTHERWISE.replace('"id"', '"id" + 1')
EVERYWHERE = {
    "changed": "UPDATE consent_events SET evidence = 'forged'",
    "blanked": "UPDATE consent_events SET evidence = ''",
    "dated back": "UPDATE consent_events SET at = recorded_at",
    "turned into another kind": "UPDATE consent_events SET kind = 'paused'",
    "given to somebody else": "UPDATE consent_events SET subject_id = 1",
    "deleted": "DELETE FROM consent_events",
    "written over": (
        f"INSERT INTO consent_events ({COLUMNS}) SELECT {COLUMNS} FROM consent_events WHERE true "
        "ON CONFLICT (workspace_id, id) DO UPDATE SET evidence = 'forged'"
    ),
}
ONLY = {
    "sqlite": {
        "replaced": (
            f"INSERT OR REPLACE INTO consent_events ({COLUMNS}) SELECT {OTHERWISE} FROM consent_events"
        ),
        "replaced under another id": (
            f"REPLACE INTO consent_events ({COLUMNS}) SELECT {NEXT_ID} FROM consent_events"
        ),
        "replaced by a change": "UPDATE OR REPLACE consent_events SET sequence = 2",
    },
    "postgres": {
        "truncated": "TRUNCATE consent_events",
        "no longer guarded": "ALTER TABLE consent_events DISABLE TRIGGER ALL",
        "guarded by nobody": "DROP TRIGGER consent_events_only_blanked ON consent_events",
        "merged": ("MERGE INTO consent_events USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE"),
    },
}


def whole() -> list[Row[tuple[object, ...]]]:
    return list(db.session.execute(select(*ConsentEvent.__table__.columns).order_by(ConsentEvent.sequence)))


def test_no_line_is_rewritten_replaced_or_taken_out(inside: World, backend: str) -> None:
    here = workspace(inside.ours)
    for number in range(2):
        restricted(here, EventKind.UNSUBSCRIBED, person(here, f"p{number}@example.org").id)
    db.session.commit()
    before, left = whole(), []
    if backend == "postgres":
        assert db.session.scalar(text("SELECT current_user")) == APPLICATION_ROLE
        # answered with a warning, and without effect
        db.session.execute(text(f"GRANT ALL ON consent_events TO {APPLICATION_ROLE}"))

    for name, statement in (EVERYWHERE | ONLY[backend]).items():
        try:
            with db.session.begin_nested():
                db.session.execute(text(statement))
            left.append(name)
        except DBAPIError:
            pass

    assert left == []
    assert whole() == before


@pytest.mark.parametrize(
    "table", [ConsentEvent.__table__, JournalEntry.__table__], ids=lambda each: each.name
)
def test_no_column_of_a_ledger_is_rewritten_the_latest_added_not_either(inside: World, table: Table) -> None:
    here = workspace(inside.ours)
    ann = person(here, "ann@example.org").id
    restricted(here, EventKind.UNSUBSCRIBED, ann)
    record(here.id, STAFF, [Change(Subject.CONSTITUENT, ann, "name", before="x", after="y")])
    db.session.commit()
    left = []

    for name in [column.name for column in table.columns]:
        try:
            with db.session.begin_nested():
                db.session.execute(text(f'UPDATE {table.name} SET "{name}" = "{name}"'))
            left.append(name)
        except DBAPIError as refused:
            left += [] if re.search("append-only|permission denied", str(refused)) else [str(refused)]

    assert left == []


def test_a_line_about_nobody_is_never_written(inside: World) -> None:
    here = workspace(inside.ours)
    nobody = Line(kind=EventKind.UNSUBSCRIBED, at=AT)

    with pytest.raises(ValueError, match="a person, an address or both"):
        services.restrict(here, [nobody], party=Party.SUPPORTER, actor=STAFF)
    restricted(here, EventKind.UNSUBSCRIBED, person(here, "ann@example.org").id)
    others = COLUMNS.replace('"subject_id"', "NULL").replace('"address_key"', "NULL")
    again = others.replace('"id"', '"id" + 1').replace('"sequence"', '"sequence" + 1')
    with pytest.raises(DBAPIError, match="about"):
        db.session.execute(text(f"INSERT INTO consent_events ({COLUMNS}) SELECT {again} FROM consent_events"))


REPLACING = {
    "sqlite": "INSERT OR REPLACE INTO journal ({columns}) VALUES ({values})",
    "postgres": "INSERT INTO journal ({columns}) VALUES ({values}) "
    "ON CONFLICT (workspace_id, id) DO UPDATE SET actor = excluded.actor",
}


def test_a_journal_is_not_replaced_either(inside: World, backend: str) -> None:
    columns = (
        "workspace_id, id, change_set, subject, subject_id, field, item_id, via, rule, actor, request_id, at"
    )
    values = f"{inside.ours}, 1, 1, 'constituent', 1, 'x', 0, 'form', '', 'Alice', '', '2026-01-01'"
    db.session.execute(text(f"INSERT INTO journal ({columns}) VALUES ({values})"))
    again = REPLACING[backend].format(columns=columns, values=values.replace("Alice", "Eve"))

    with pytest.raises(DBAPIError, match=r"append-only|permission denied"):
        db.session.execute(text(again))
