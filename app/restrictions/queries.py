"""Reading restriction imports: their rows, their counts, and what is known behind their addresses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.accounts.models import Workspace
from app.batches import queries as batches
from app.batches.domain.rows import Outcome, RowState
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.consent import queries as consent
from app.consent.domain.facts import EventKind
from app.consent.models import AddressHash, ConsentEvent
from app.constituents.models import Constituent, EmailAddress
from app.constituents.queries import NAME_PARTS
from app.db import db, now
from app.restrictions.domain.counts import Counts, View
from app.restrictions.domain.plan import Known, said_by
from app.restrictions.domain.reasons import Reason

PAGE = 100


def by_number(workspace: Workspace, number: int) -> Batch | None:
    """The restriction import that people know by this number."""
    found = batches.by_number(workspace, number)
    return found if found and found.kind is BatchKind.RESTRICTION else None


def get(workspace_id: int, batch_id: int) -> Batch | None:
    """The restriction import with this id."""
    found = batches.get(workspace_id, batch_id)
    return found if found and found.kind is BatchKind.RESTRICTION else None


# --- what is known


def known(workspace_id: int, keys: Collection[str]) -> Known:
    """All that the plan asks about these keyed addresses, in three statements."""
    people = _people(workspace_id, keys)
    ids = {who for found in people.values() for who in found}
    in_force = consent.restrictions_about(workspace_id, people=ids, address_keys=keys)
    of_people, at_addresses = said_by(in_force)
    return Known(people, of_people, at_addresses, _returned(workspace_id, ids))


def _people(workspace_id: int, keys: Collection[str]) -> dict[str, tuple[int, ...]]:
    """Who has each of these addresses, or had it: a no does not end with the address."""
    query = _owners(workspace_id, keys, AddressHash.address_key, EmailAddress.constituent_id).distinct()
    found: dict[str, list[int]] = {}
    for key, who in db.session.execute(query):
        found.setdefault(key, []).append(who)
    return {key: tuple(sorted(people)) for key, people in found.items()}


def _owners(workspace_id: int, keys: Collection[str], *columns: Any) -> Any:
    here = (EmailAddress.workspace_id == AddressHash.workspace_id) & (EmailAddress.id == AddressHash.email_id)
    of_key = AddressHash.address_key.in_(sorted(keys))
    return select(*columns).join(EmailAddress, here).where(AddressHash.workspace_id == workspace_id, of_key)


def _returned(workspace_id: int, people: Collection[int]) -> dict[int, datetime]:
    """When these people last subscribed again."""
    query = (
        select(ConsentEvent.subject_id, func.max(ConsentEvent.at))
        .where(
            ConsentEvent.workspace_id == workspace_id,
            ConsentEvent.subject_id.in_(sorted(people)),
            ConsentEvent.kind == EventKind.RESUBSCRIBED,
        )
        .group_by(ConsentEvent.subject_id)
    )
    return {who: at for who, at in db.session.execute(query) if who}


def mailable(workspace: Workspace, people: Collection[int], *, at: datetime) -> set[int]:
    """Those of these people who can be emailed."""
    found = consent.verdicts(workspace, people, at=at) if people else {}
    return {who for who, verdict in found.items() if verdict.eligible}


@dataclass(frozen=True, slots=True)
class Earlier:
    """What earlier rows of this file ask for about one address, and which row was the first."""

    number: int
    reasons: frozenset[Reason]


def earlier(batch: Batch, email_keys: Collection[str]) -> dict[str, Earlier]:
    """The rows already stored that ask for something about these addresses."""
    query = select(BatchRow.email_key, BatchRow.number, BatchRow.plan).where(
        *batches.of(batch),
        BatchRow.email_key.in_(sorted(email_keys)),
        BatchRow.outcome == Outcome.READY,
    )
    found: dict[str, Earlier] = {}
    for key, number, plan in db.session.execute(query.order_by(BatchRow.number)):
        reasons = frozenset(Reason(each) for each in (plan or {}).get("reasons", ()))
        first = found.get(key)
        found[key] = Earlier(first.number, first.reasons | reasons) if first else Earlier(number, reasons)
    return found


# --- rows


def counts(batch: Batch) -> Counts:
    """Rows by what becomes of them, as they were kept; they add up to the rows read."""
    kept = dict(batch.settings.get("counts", {}))
    return Counts(**kept) if kept.pop("revision", None) == batch.revision else counted(batch)


def counted(batch: Batch) -> Counts:
    """The same, counted anew in one statement, and one for the people where some lose mail."""
    group = (BatchRow.outcome, BatchRow.action, BatchRow.state, BatchRow.cause)
    query = select(*group, func.count(), func.sum(BatchRow.changes)).where(*batches.of(batch))
    found = db.session.execute(query.group_by(*group))
    counts = Counts.of((row[0], row[1], row[2], row[3], row[4], int(row[5] or 0)) for row in found)
    return replace(counts, stops=_people_stopped(batch)) if counts.stops else counts


def _people_stopped(batch: Batch) -> int:
    """Who can be emailed today and has, or had, an address whose row takes that away; each counted once."""
    reached = (
        select(EmailAddress.constituent_id)
        .join(
            BatchRow,
            (BatchRow.workspace_id == EmailAddress.workspace_id) & (BatchRow.email_key == EmailAddress.key),
        )
        .where(*batches.of(batch), BatchRow.changes > 0)
    )
    workspace = db.session.get_one(Workspace, batch.workspace_id)
    query = select(func.count()).where(
        Constituent.workspace_id == batch.workspace_id,
        Constituent.id.in_(reached),
        consent.can_be_emailed(workspace, at=now()),
    )
    return db.session.scalars(query).one()


def rows(
    batch: Batch, view: View, *, after: int | None = None, before: int | None = None, limit: int = PAGE
) -> Sequence[BatchRow]:
    """Rows of one view in the order of the file, `limit` of them after one number or before another."""
    query = select(BatchRow).where(*batches.of(batch), *_of_view(view))
    if before is not None:
        query = query.where(BatchRow.number < before).order_by(BatchRow.number.desc()).limit(limit)
        return list(reversed(db.session.scalars(query).all()))
    if after is not None:
        query = query.where(BatchRow.number > after)
    return db.session.scalars(query.order_by(BatchRow.number).limit(limit)).all()


def _of_view(view: View) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if view.outcome:
        chosen.append(BatchRow.outcome == view.outcome)
    if view.action:
        chosen.append(BatchRow.action == view.action)
    if view.cause:
        chosen.append(BatchRow.cause == view.cause)
    return chosen


def to_apply(batch: Batch, *, after: int, limit: int) -> Sequence[Any]:
    """The next rows after a number whose no is not in force yet: number, address and plan."""
    query = select(BatchRow.number, BatchRow.email, BatchRow.plan).where(
        *batches.of(batch), BatchRow.number > after, is_due()
    )
    return db.session.execute(query.order_by(BatchRow.number).limit(limit)).all()


def due(batch: Batch) -> int:
    """How many rows commit has still to see through."""
    query = select(func.count()).select_from(BatchRow).where(*batches.of(batch), is_due())
    return db.session.scalar(query) or 0


def is_due() -> ColumnElement[bool]:
    """Whether a row waits for commit."""
    return and_(BatchRow.state == RowState.PENDING, BatchRow.outcome == Outcome.READY)


def names_behind(workspace: Workspace, address_keys: Collection[str]) -> dict[str, list[Any]]:
    """The people behind keyed addresses, as they are shown: id, name, number and whether it is in use."""
    query = _owners(
        workspace.id,
        address_keys,
        AddressHash.address_key,
        Constituent.id,
        Constituent.display_override,
        Constituent.lookup_number,
        *(getattr(Constituent, part) for part in NAME_PARTS),
        EmailAddress.is_active,
    ).join(
        Constituent,
        (Constituent.workspace_id == EmailAddress.workspace_id)
        & (Constituent.id == EmailAddress.constituent_id),
    )
    found: dict[str, list[Any]] = {}
    for row in db.session.execute(query.order_by(Constituent.sort_name, Constituent.id)):
        found.setdefault(row.address_key, []).append(row)
    return found
