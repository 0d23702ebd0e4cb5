"""Correcting a gift, under the version that was shown. Refunds follow where they belong to the same thing."""

from dataclasses import dataclass
from typing import Any

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import WITH_THE_GIFT
from app.activity.domain.drafts import Flaw, GiftDraft, flaw
from app.activity.models import Donation
from app.audit.services import Actor
from app.constituents.locking import hold
from app.giving.queries import one
from app.giving.services.adding import columns
from app.giving.services.journaling import note_changes


@dataclass(frozen=True, slots=True)
class Edited:
    """The gift is as it was typed."""

    row: Donation


@dataclass(frozen=True, slots=True)
class Stale:
    """Nothing was written: somebody changed the gift since it was shown."""


def edit_donation(
    workspace: Workspace, donation_id: int, draft: GiftDraft, *, version: int, today: Any, actor: Actor
) -> Edited | Stale | Flaw | None:
    """Write what was typed; None when the gift is gone. Columns that came from elsewhere are kept from it."""
    found = held(workspace, donation_id)
    if found is None:
        return None
    row = found.row
    if row.version != version:
        return Stale()
    if wrong := flaw(draft, today=today, was=row.status, bounds=bounds(workspace.id, found)):
        return wrong
    after = _changed(row, _signed(draft, found))
    if after:
        _write(workspace.id, found, after, actor)
    return Edited(row)


def held(workspace: Workspace, donation_id: int) -> one.Gift | None:
    """The gift, which nobody else writes until the transaction ends, nor erases whose it is."""
    known = one.row(workspace.id, donation_id)
    if known is None:
        return None
    hold(workspace.id, known.constituent_id)
    if known.refund_of_id:
        one.row(
            workspace.id, known.refund_of_id, to_write=True
        )  # the gift before its refund, as refunding does
    return one.gift(workspace, donation_id, to_write=True)


def bounds(workspace_id: int, found: one.Gift) -> Any:
    """What this gift, or this refund, has to keep to."""
    return one.bounds_of_refund(workspace_id, found.of, found.row) if found.of else found.bounds


def _signed(draft: GiftDraft, found: one.Gift) -> dict[str, Any]:
    values = columns(draft)
    if found.is_refund:
        values["amount"] = -draft.amount
        values = {name: value for name, value in values.items() if name not in WITH_THE_GIFT}
    return values


def _changed(row: Donation, values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def _write(workspace_id: int, found: one.Gift, after: dict[str, Any], actor: Actor) -> None:
    row = found.row
    before = {name: getattr(row, name) for name in after}
    note_changes(row, before, after, actor)
    shared = {name: value for name, value in after.items() if name in WITH_THE_GIFT}
    changes = {row.id: by_hand(row, after)}
    if shared:
        changes |= {each.id: by_hand(each, shared) for each in found.refunds}
    activity.change(workspace_id, Donation, changes)


def by_hand(row: Donation, values: dict[str, Any]) -> dict[str, Any]:
    """What staff write into a gift or a refund; where a file knows it, imports leave these columns."""
    if row.external_key is None and row.batch_id is None:
        return values
    return {**values, "kept": sorted({*row.kept, *values})}
