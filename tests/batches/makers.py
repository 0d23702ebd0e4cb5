"""Imports from a few lines of text, seen through as the screens and the command do."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app import jobs
from app.accounts.models import Workspace
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.batches import queries, services
from app.batches.domain.mapping import Mapping as ColumnMapping
from app.batches.models import Batch, BatchRow
from app.constituents import queries as constituents
from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    ExternalId,
    Kind,
    Name,
    Phone,
    PointType,
    blank,
)
from app.constituents.models import Constituent, ExternalSystem
from app.constituents.services import Rewrite, write
from app.db import db
from app.imports import services as imports
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.work.models import Work

ALICE = Actor("Alice", Via.FORM, id=101)
LARGEST = 1_000_000


def workspace(workspace_id: int) -> Workspace:
    return db.session.get_one(Workspace, workspace_id)


def person(
    first: str,
    last: str,
    *emails: str,
    phone: str = "",
    street: str = "",
    external: tuple[str, str] | None = None,
) -> Existing:
    """Somebody in Portland; the first email is the primary one."""
    return Existing(
        Kind.INDIVIDUAL,
        Name(first=first, last=last),
        emails=tuple(Email(each, PointType.HOME, primary=not at) for at, each in enumerate(emails)),
        phones=(Phone(phone, phone, PointType.MOBILE, primary=True),) if phone else (),
        addresses=(Address((street,), "Portland", "OR", "97210", "US", PointType.HOME, primary=True),)
        if street
        else (),
        external_ids=(ExternalId(*external),) if external else (),
    )


def add(workspace_id: int, *people: Existing) -> list[Existing]:
    """Put people on record; commits."""
    written = write(workspace_id, [Rewrite(blank(each.kind), each, "test") for each in people])
    db.session.commit()
    return written


def change(workspace_id: int, before: Existing, after: Existing) -> Existing:
    """Somebody edits a record; commits."""
    written = write(workspace_id, [Rewrite(before, after)])[0]
    db.session.commit()
    return written


def trust(workspace_id: int, system: str) -> None:
    """Make an external system one whose IDs identify people; commits."""
    found = db.session.scalar(
        select(ExternalSystem).where(
            ExternalSystem.workspace_id == workspace_id, ExternalSystem.name == system
        )
    )
    if found is None:
        db.session.add(ExternalSystem(workspace_id=workspace_id, name=system, is_trusted=True))
    else:
        found.is_trusted = True
    db.session.commit()


def upload(
    workspace_id: int,
    text: str | bytes,
    *,
    name: str = "list.csv",
    limits: Limits = DEFAULT_LIMITS,
    **more: Any,
) -> Batch:
    """A file taken in, its columns mapped as suggested; commits."""
    data = text if isinstance(text, bytes) else text.encode()
    answer = imports.receive(
        workspace(workspace_id),
        io.BytesIO(data),
        filename=name,
        actor=ALICE,
        largest=LARGEST,
        limits=limits,
        **more,
    )
    assert isinstance(answer, imports.Received), answer
    db.session.commit()
    return answer.batch


def drain(app: Flask) -> None:
    """Let the background work be done; the transaction of the test must not stand in its way."""
    db.session.commit()
    jobs.drain(app)


def start_check(batch: Batch) -> Work:
    """Ask for the check; commits."""
    if batch.status.value in ("uploaded", "in_review"):
        assert imports.map_columns(batch, imports.mapping_of(batch)) is None
    answer = imports.check(workspace(batch.workspace_id), batch, actor=ALICE)
    assert isinstance(answer, imports.Checking), answer
    db.session.commit()
    return answer.work


def check(app: Flask, workspace_id: int, text: str | bytes, **more: Any) -> Batch:
    """A file taken in and checked."""
    batch = upload(workspace_id, text, **more)
    start_check(batch)
    drain(app)
    return fresh(batch)


def start_commit(batch: Batch, *, revision: int | None = None) -> Work:
    """Press Commit; commits."""
    answer = services.commit(batch, revision=revision, actor=ALICE)
    assert isinstance(answer, services.Committing), answer
    db.session.commit()
    return answer.work


def commit(app: Flask, batch: Batch) -> Batch:
    """Carry out what is ready."""
    start_commit(batch)
    drain(app)
    return fresh(batch)


def run(app: Flask, workspace_id: int, text: str | bytes, **more: Any) -> Batch:
    """A file checked and committed."""
    return commit(app, check(app, workspace_id, text, **more))


def fresh(batch: Batch) -> Batch:
    """The batch as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    db.session.refresh(batch)
    return batch


def rows(batch: Batch) -> list[BatchRow]:
    return list(queries.rows(batch, queries.RowFilter(), limit=10_000))


def row(batch: Batch, number: int) -> BatchRow:
    found = queries.row(batch, number)
    assert found is not None
    return found


def said(batch: Batch) -> dict[int, str]:
    """Each row in two words."""
    return {each.number: f"{each.outcome.value} {each.action.value}" for each in rows(batch)}


def states(batch: Batch) -> dict[int, str]:
    return {each.number: each.state.value for each in rows(batch)}


def record_of(workspace_id: int, constituent_id: int) -> Existing:
    return constituents.existing(workspace_id, [constituent_id])[constituent_id]


def everybody(workspace_id: int) -> list[Existing]:
    """All records, in the order they were added."""
    ids = db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == workspace_id))
    return [record for _, record in sorted(constituents.existing(workspace_id, ids).items())]


def people_count(workspace_id: int) -> int:
    query = select(func.count()).select_from(Constituent).where(Constituent.workspace_id == workspace_id)
    return db.session.scalar(query) or 0


def journal(batch: Batch) -> Sequence[JournalEntry]:
    """What the batch changed in people, in the order it happened."""
    return db.session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.workspace_id == batch.workspace_id,
            JournalEntry.batch_id == batch.id,
            JournalEntry.subject == Subject.CONSTITUENT,
        )
        .order_by(JournalEntry.row_number, JournalEntry.id)
    ).all()


def table(*lines: Sequence[str]) -> str:
    """Lines of a CSV file."""
    return "".join(",".join(line) + "\n" for line in lines)


def mapped(batch: Batch, fields: Mapping[str, str]) -> ColumnMapping:
    """The suggested mapping with other fields for some columns, by their headers."""
    mapping = imports.mapping_of(batch)
    for column in mapping.columns:
        if column.header in fields:
            changed = mapping.with_column(column.index, field_id=fields[column.header])
            assert isinstance(changed, ColumnMapping), changed
            mapping = changed
    return mapping
