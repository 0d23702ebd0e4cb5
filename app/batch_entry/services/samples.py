"""Two batches for the sample workspace: one that was committed, and one in which somebody is typing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import delete, select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batch_entry.domain.offers import OFFERS
from app.batch_entry.models import BatchTemplate
from app.batch_entry.queries import entries, templates
from app.batch_entry.services import totals
from app.batch_entry.services.approval import note_entered
from app.batch_entry.services.opening import open_batch
from app.batch_entry.services.templates import of_offer
from app.batches import queries
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.services import Planner, enter, touch_counted
from app.batches.services.applying import Applier
from app.constituents.domain.lookup import format_lookup
from app.constituents.models import Constituent
from app.db import db, new_id, now
from app.updates.services import one_bulk_writer

NEEDED = 9
"""How many people there have to be whom gifts can be typed for."""
_CENTS = 100
_MAILED = ((50, "check", "General"), (250, "check", "Building"), (35, "cash", "General"))
_AMOUNTS = (
    *_MAILED,
    (100, "check", "General"),
    (20, "cash", "General"),
    (75, "check", "Youth program"),
)


def add_batches(workspace: Workspace, people: Sequence[int], today: date, actor: Actor) -> None:
    """The ready-made templates written down, and gifts of these people, unless there are templates already.

    Flushes; the caller commits.
    """
    if len(people) < NEEDED or templates.templates(workspace.id):
        return
    actor = replace(actor, change_set=new_id())
    made = {offer.kind: of_offer(workspace.id, offer, actor=actor) for offer in OFFERS}
    gifts = made[BatchKind.REVENUE]
    _committed(workspace, gifts, people[: len(_AMOUNTS)], today, actor)
    _open(workspace, gifts, people[len(_AMOUNTS) : NEEDED], today, actor)


def remove_batches(
    workspace: Workspace, batches: Collection[int], people: Collection[int], actor: Actor
) -> None:
    """The batches of the sample go with these people, unless somebody else is in them. Flushes."""
    for batch_id in sorted(batches):
        batch = db.session.get(Batch, (workspace.id, batch_id))
        if batch is None or batch.status not in (BatchStatus.OPEN, BatchStatus.COMMITTED):
            continue
        rows = (BatchRow.workspace_id == workspace.id, BatchRow.batch_id == batch_id)
        brought = set(db.session.scalars(select(BatchRow.constituent_id).where(*rows).distinct()))
        if brought - set(people) <= {None}:
            record(workspace.id, actor, [Change(Subject.BATCH, batch_id, "discarded", before=batch.name)])
            db.session.execute(delete(Batch).where(Batch.workspace_id == workspace.id, Batch.id == batch_id))
    db.session.flush()


def _committed(
    workspace: Workspace, template: BatchTemplate, people: Sequence[int], today: date, actor: Actor
) -> None:
    """Gifts that came by mail last week, typed beside the lookup IDs of who gave them."""
    day = (today - timedelta(days=6)).isoformat()
    rows = [
        {
            "lookup_id": lookup,
            "gift_amount": str(amount),
            "gift_date": day,
            "gift_method": method,
            "gift_fund": fund,
        }
        for lookup, (amount, method, fund) in zip(_lookups(workspace.id, people), _AMOUNTS, strict=True)
    ]
    batch = _typed(workspace, template, rows, actor)
    _expect(batch, len(_AMOUNTS), sum(amount for amount, *__ in _AMOUNTS), actor)
    _carry_out(batch, actor)


def _open(
    workspace: Workspace, template: BatchTemplate, people: Sequence[int], today: date, actor: Actor
) -> None:
    """A few checks of today: of people on record, of somebody new who gave twice, and one typed wrongly."""
    here = {"gift_date": today.isoformat(), "gift_method": "check", "gift_fund": "General"}
    new = {"first_name": "Quentin", "last_name": "Abernathy", "email": "quentin.abernathy@example.org"}
    known = [{"lookup_id": lookup} for lookup in _lookups(workspace.id, people)]
    amounts = ("40", "125", "fifty", "60", "15")
    rows = [
        who | here | {"gift_amount": amount} for who, amount in zip([*known, new, new], amounts, strict=True)
    ]
    _expect(_typed(workspace, template, rows, actor), len(rows), 290, actor)


def _expect(batch: Batch, rows: int, dollars: int, actor: Actor) -> None:
    totals.expect(batch, rows=rows, amounts={"USD": dollars * _CENTS}, actor=actor)


def _lookups(workspace_id: int, people: Sequence[int]) -> list[str]:
    query = select(Constituent.id, Constituent.lookup_number).where(
        Constituent.workspace_id == workspace_id, Constituent.id.in_(people)
    )
    found: dict[int, int] = {row.id: row.lookup_number for row in db.session.execute(query)}
    return [format_lookup(found[who]) for who in people]


def _typed(
    workspace: Workspace, template: BatchTemplate, rows: Sequence[Mapping[str, str]], actor: Actor
) -> Batch:
    """An open batch with these rows, given by the fields of the columns."""
    batch = open_batch(workspace, template, actor=actor)
    fields = [column["field"] for column in batch.settings["columns"]]
    said = [{"gift_currency": "USD", **row} for row in rows]
    lines = [(None, [row.get(field, "") for field in fields], True, None) for row in said]
    note_entered(entries.beside(batch), actor)
    enter(batch, Planner(batch), lines)
    return batch


def _carry_out(batch: Batch, actor: Actor) -> None:
    """Commit a batch as the sample is made: in one transaction, and by whoever makes it."""
    entry = entries.beside(batch)
    entry.validated_revision, entry.validated_at = batch.revision, now()
    batch.status, batch.committed_by, batch.checked_at = BatchStatus.COMMITTING, actor.id, now()
    db.session.flush()
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "commit", after=batch.number)])
    one_bulk_writer(batch.workspace_id)
    applier = Applier(batch, actor=actor)
    while rows := queries.to_apply(batch, after=0, limit=len(_AMOUNTS)):
        applier.apply(batch, rows)
        applier.go_on()
        db.session.flush()
    batch.status, batch.committed_at = BatchStatus.COMMITTED, now()
    touch_counted(batch)
    db.session.flush()
