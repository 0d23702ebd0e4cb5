"""Facts as they stand now, for an undo: what was changed since they came, and what hangs on gifts."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from app.activity.domain.standing import CHANGED, REFUNDED, THANKED
from app.activity.models import Donation, Registration, SoftCredit
from app.constituents.queries import in_parts
from app.db import db

Table = type[Donation] | type[Registration]


def as_it_is(workspace_id: int, table: Table, ids: Collection[int], columns: Sequence[str]) -> dict[int, Any]:
    """These gifts or registrations by id; nobody else edits them until the transaction ends."""
    found: dict[int, Any] = {}
    for some in in_parts(ids):
        told = (getattr(table, name) for name in columns)
        query = select(table.id, table.version, table.kept, table.constituent_id, *told)
        query = query.where(table.workspace_id == workspace_id, table.id.in_(some)).order_by(table.id)
        found |= {row.id: row for row in db.session.execute(query.with_for_update())}
    return found


def changed(now: Collection[Any]) -> dict[int, str]:
    """Those of these facts that do not stand as they were recorded, with why each stays."""
    return {fact.id: CHANGED for fact in now if fact.version > 1 or fact.kept}


def refund_lines(workspace_id: int, gifts: Collection[int]) -> dict[int, list[Any]]:
    """The refunds of these gifts, by the gift: id, version, and the import that brought it."""
    found: dict[int, list[Any]] = {}
    for some in in_parts(gifts):
        query = select(Donation.id, Donation.version, Donation.batch_id, Donation.refund_of_id).where(
            Donation.workspace_id == workspace_id, Donation.refund_of_id.in_(some)
        )
        for row in db.session.execute(query):
            found.setdefault(row.refund_of_id or 0, []).append(row)
    return found


def thanked(workspace_id: int, gifts: Collection[int]) -> dict[int, str]:
    """Those of these gifts for which somebody else is thanked too, with why each stays."""
    found: set[int] = set()
    for some in in_parts(gifts):
        query = select(SoftCredit.donation_id).where(
            SoftCredit.workspace_id == workspace_id, SoftCredit.donation_id.in_(some)
        )
        found |= set(db.session.scalars(query))
    return dict.fromkeys(found, THANKED)


def own_refunds(
    workspace_id: int, batch_id: int, gifts: Collection[int]
) -> tuple[dict[int, list[int]], dict[int, str]]:
    """The refunds that came with these gifts and go with them, and the gifts that stay for other refunds."""
    own: dict[int, list[int]] = {}
    held: dict[int, str] = {}
    for gift, refunds in refund_lines(workspace_id, gifts).items():
        if all(each.batch_id == batch_id and each.version == 1 for each in refunds):
            own[gift] = [each.id for each in refunds]
        else:
            held[gift] = REFUNDED
    return own, held


# --- inside a statement


def given_back_since(workspace_id: Any, batch_id: Any) -> ColumnElement[bool]:
    """Whether a refund of a gift was recorded, or changed, other than by the batch that brought the gift."""
    refund = aliased(Donation)
    return exists().where(
        refund.workspace_id == workspace_id,
        refund.refund_of_id == Donation.id,
        or_(refund.batch_id.is_distinct_from(batch_id), refund.version > 1),
    )
